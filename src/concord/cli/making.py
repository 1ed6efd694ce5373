"""The commands that make and check: build, lint."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from .. import settings
from ..build.pipeline import ENCODERS, Sources, read_vocabulary
from ..build.pipeline import build as build_database
from ..build.report import Report
from ..errors import Fault, LibraryError, counted
from ..library import lint as lint_files
from . import screen

VocabularyFolder = Annotated[
    Path | None,
    typer.Option(
        "--vocabulary",
        metavar="DIR",
        help="Folder of the vocabulary. [default: vocabulary/ here, else the packaged one]",
    ),
]


def build(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DIR", help="Folders of documents. [default: library/ here, else the packaged one]"),
    ] = None,
    db: Annotated[
        Path, typer.Option("--db", metavar="FILE", help="Where to put the database.")
    ] = settings.DEFAULT_DATABASE,
    vocabulary: VocabularyFolder = None,
    encoder: Annotated[
        str, typer.Option(metavar="NAME", help=f"What turns texts into vectors: {', '.join(ENCODERS)}.")
    ] = ENCODERS[0],
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Build the database from a library; nothing is done where the input has not changed.

    The database is replaced only once the new one is whole: a build that fails leaves the old one as it was.
    """
    default = Sources.default()
    sources = Sources(tuple(folders or default.library), vocabulary or default.vocabulary)
    report = build_database(sources, db, progress=screen.progress(is_plain=as_json), encoder=encoder)
    if as_json:
        screen.write_json(_report_shape(report))
    else:
        for line in report.lines():
            typer.echo(line)


def _report_shape(report: Report) -> dict[str, object]:
    return {
        "database": str(report.database),
        "documents": report.documents,
        "principles": report.principles,
        "links": report.links,
        "seconds": round(report.seconds, 2),
        "is_unchanged": report.is_unchanged,
    }


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH", help="Files, or folders of them. [default: library/ here, else the packaged one]"
        ),
    ] = None,
    vocabulary: VocabularyFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Report every fault of library files: the file, the line, what is wrong, what to do.

    The vocabulary is checked too where no PATH is given, or where --vocabulary names it. Exit code 1 where there is
    any fault.
    """
    chosen = paths or [settings.input_folder(settings.LIBRARY)]
    words_faults, places = _vocabulary(vocabulary, is_checked=not paths or vocabulary is not None)
    faults = [*lint_files(chosen, known_places=places), *words_faults]
    documents = _count(chosen)
    if as_json:
        screen.write_json(_faults_shape(faults, documents))
    else:
        for fault in faults:
            typer.echo(screen.one_line(str(fault)))
        typer.echo(f"{counted(documents, 'document')}{_place(chosen)}, {counted(len(faults), 'fault')}")
    if faults:
        raise typer.Exit(1)


def _vocabulary(folder: Path | None, *, is_checked: bool) -> tuple[tuple[Fault, ...], frozenset[str] | None]:
    """Faults of the vocabulary where it is to be checked, and the codes of its places where it can be read."""
    try:
        found = read_vocabulary(folder or settings.input_folder(settings.VOCABULARY))
    except LibraryError as error:
        if is_checked and not error.faults:
            raise
        return error.faults if is_checked else (), None
    return (), frozenset(place.code for place in found.places)


def _count(paths: Sequence[Path]) -> int:
    """How many files the paths name."""
    files = (file for path in paths for file in ([path] if path.is_file() else path.glob("*.md")))
    return len({file.resolve() for file in files if file.is_file()})


def _place(paths: Sequence[Path]) -> str:
    """What was read, where that is more than single files: without a PATH nobody has named the folder."""
    is_named = any(path.is_dir() for path in paths)
    return f" in {screen.one_line(', '.join(map(str, paths)))}" if is_named else ""


def _faults_shape(faults: Sequence[Fault], documents: int) -> dict[str, object]:
    items = [{"file": fault.path, "line": fault.line, "what": fault.what, "do": fault.do} for fault in faults]
    return {"items": items, "total": len(items), "next": None, "documents": documents}
