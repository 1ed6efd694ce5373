"""Who may import whom, as a table, and the proof over the syntax trees of `src/`.

    base (model, ids, errors, settings, library) < language < intake, build | store < answers < serve, cli

Imports inside functions and under `TYPE_CHECKING` count like any other. `python tests/architecture.py` prints
every fault and exits with 1 where there is one.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = "concord"

BASE = ("model", "ids", "errors", "settings", "library")
HANDED_ON = ("build.work", "build.report")
"""What the stages of a build give each other; no stages themselves."""
ITSELF = ""
"""The package's `__init__`."""
FREE = sys.stdlib_module_names - {"sqlite3"}
"""Third-party libraries and SQLite are used only where a row allows it; the rest of the standard library anywhere."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the modules below one name may import."""

    ours: tuple[str, ...] = ()
    """Modules of the package, each with all that lies below it."""
    libraries: tuple[str, ...] = ()


TABLE: dict[str, Row] = {
    ITSELF: Row(("model", "answers.opened")),  # what a program that imports Concord gets
    "model": Row(BASE),
    "ids": Row(BASE),
    "errors": Row(),
    "settings": Row(BASE),
    "library": Row(BASE, ("yaml", "markdown_it")),
    "language": Row((*BASE, "language"), ("numpy", "snowballstemmer")),
    "language.encoder": Row((*BASE, "language"), ("numpy", "model2vec")),
    "language.linking": Row((*BASE, "language"), ("numpy", "usearch")),
    "language.vocabulary": Row((*BASE, "language"), ("yaml",)),
    "intake": Row((*BASE, "language.segment", "intake"), ("trafilatura", "pypdfium2", "pdfplumber", "mammoth", "docx")),
    "intake.fetch": Row((*BASE, "language.segment", "intake"), ("httpx",)),
    "build": Row((*BASE, "language", *HANDED_ON), ("numpy",)),  # a stage; never another one
    "build.thread": Row((*BASE, "language", *HANDED_ON), ("numpy", "igraph")),
    "build.work": Row((*BASE, "language")),
    "build.report": Row(BASE),
    "build.pipeline": Row(
        (*BASE, "build", "language.encoder", "language.vocabulary", "language.words", "store.write", "store.stamp"),
        ("threadpoolctl",),
    ),
    "store.stamp": Row(BASE, ("sqlite3",)),
    "store.read": Row((*BASE, "store.stamp"), ("sqlite3", "numpy")),
    "store.write": Row((*BASE, "store.stamp"), ("sqlite3", "numpy")),
    "answers": Row((*BASE, "language", "store.read", "answers"), ("numpy", "babel")),
    "answers.export": Row((*BASE, "language", "store.read", "answers"), ("babel", "xlsxwriter", "pyarrow")),
    "answers.report": Row((*BASE, "language", "store.read", "answers"), ("babel", "docx", "jinja2")),
    "answers.charts": Row((*BASE, "language", "store.read", "answers"), ("babel", "vl_convert")),
    "serve": Row((ITSELF, *BASE, "answers", "store.read", "intake.extract")),
    "serve.web": Row(
        (ITSELF, *BASE, "answers", "store.read", "intake.extract"),
        ("fastapi", "starlette", "pydantic", "jinja2", "markupsafe", "markdown_it", "babel", "python_multipart"),
    ),
    "serve.mcp": Row((ITSELF, *BASE, "answers", "store.read", "intake.extract"), ("mcp", "pydantic")),
    "cli": Row(
        (ITSELF, *BASE, "build.pipeline", "build.report", "intake", "answers", "serve", "cli"),
        ("typer", "click", "rich", "uvicorn", "watchfiles"),
    ),
}
"""The row of the longest name that a module begins with holds for it; a package's `__init__` may be empty without one."""


@dataclass(frozen=True, slots=True)
class Import:
    """One name that a module imports."""

    name: str
    line: int


@dataclass(frozen=True)
class Module:
    """A source file."""

    name: str
    """With the package: `concord.answers.search`; of a package's `__init__`, the package."""
    path: str
    source: str = field(repr=False)

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.source, self.path)

    @property
    def package(self) -> str:
        """What a relative import with one dot begins with."""
        return self.name if self.path.endswith("__init__.py") else self.name.rpartition(".")[0]

    @property
    def inner(self) -> str:
        """Its name within the package; empty for the package itself."""
        return self.name.removeprefix(PACKAGE).removeprefix(".")

    @property
    def unit(self) -> str:
        """The file or folder right below a layer (`build.thread`), of which all parts may import each other."""
        return ".".join(self.inner.split(".")[:2])

    def imports(self, known: frozenset[str]) -> Iterator[Import]:
        """Everything it imports, modules of ours among `known` told from the names that they hold."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (Import(alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                start = self._start(node)
                for alias in node.names:
                    whole = f"{start}.{alias.name}"
                    yield Import(whole if whole in known else start, node.lineno)

    def _start(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.package.split(".")
        parts = parts[: len(parts) - node.level + 1]
        return ".".join([*parts, *([node.module] if node.module else [])])


def read_modules(source: Path = ROOT / "src") -> tuple[Module, ...]:
    """The source files of a folder."""
    return tuple(
        Module(
            name=".".join(path.relative_to(source).with_suffix("").parts).removesuffix(".__init__"),
            path=path.relative_to(source.parent).as_posix(),
            source=path.read_text(encoding="utf-8"),
        )
        for path in sorted(source.rglob("*.py"))
    )


def import_faults(modules: Sequence[Module]) -> list[str]:
    """Every import that the table does not allow, then a circle of imports if there is one."""
    known = frozenset(module.name for module in modules)
    forbidden = [fault for module in modules for fault in _forbidden(module, known)]
    return [*forbidden, *_circle(modules, known)]


def _forbidden(module: Module, known: frozenset[str]) -> Iterator[str]:
    title = _title(module.inner)
    for each in module.imports(known):
        if title is None:
            yield f"{module.path}:{each.line}: no row of TABLE covers {module.name}; add one to tests/architecture.py"
            return
        row = TABLE[title]
        if is_ours := _is_below(each.name, PACKAGE):
            inner = each.name.removeprefix(PACKAGE).removeprefix(".")
            allowed = any(_is_below(inner, name) for name in (module.unit, *row.ours))
        else:
            library = each.name.partition(".")[0]
            allowed = library in FREE or library in row.libraries
        if not allowed:
            choices = row.ours if is_ours else row.libraries
            yield (
                f"{module.path}:{each.line}: {module.name} may not import {each.name};"
                f" of {'ours' if is_ours else 'third-party libraries'} it may use {', '.join(name or PACKAGE for name in choices) or 'nothing'}"
            )


def _circle(modules: Sequence[Module], known: frozenset[str]) -> Iterator[str]:
    graph = {
        module.name: {each.name for each in module.imports(known) if each.name in known} - {module.name}
        for module in modules
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"src: imports go in a circle: {' ← '.join(error.args[1])}; move what both need into a module of its own"


def _title(inner: str) -> str | None:
    """The row that holds for a module."""
    return max((name for name in TABLE if _is_below(inner, name)), key=len, default=None)


def _is_below(name: str, top: str) -> bool:
    return name == top or name.startswith(f"{top}.")


def report(faults: Iterable[str]) -> int:
    """Write faults a line each; the exit code that says whether there were any."""
    lines = list(faults)
    sys.stderr.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(report(import_faults(read_modules())))
