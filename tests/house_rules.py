"""Rules of this house that no linter knows, or that a linter's exemption should not lift.

A rule takes a module and gives its faults; `RULES` is all of them. `python tests/house_rules.py` prints every fault
in `src/` and exits with 1 where there is one.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator

from architecture import Module, read_modules, report

MODULE_LINES = 350
"""Aim at 150; beyond this a module holds more than one idea."""
FUNCTION_LINES = 60
"""Aim at 10; beyond this nobody holds a function in mind."""

_BROAD = {"Exception", "BaseException"}
_EXEMPTION = re.compile(r"#\s*(?:type:\s*ignore(?:\[[^\]]*\])?|noqa(?::\s*[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*)?)")
_SQL = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|ATTACH|WITH)\s+[\w*\"(]")


def no_print(module: Module) -> Iterator[str]:
    """Output is the command line's business, and an MCP server's standard output is its protocol."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"{module.path}:{node.lineno}: print is called; return the text, or write it in cli"


def no_assert(module: Module) -> Iterator[str]:
    """`python -O` leaves asserts out."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assert):
            yield f"{module.path}:{node.lineno}: assert stands in the program; raise an error of errors.py"


def no_broad_except(module: Module) -> Iterator[str]:
    """What is not expected must fly, to be seen."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(each is None or (isinstance(each, ast.Name) and each.id in _BROAD) for each in caught):
                yield f"{module.path}:{node.lineno}: everything is caught; name the errors that are expected"


def exemptions_have_reasons(module: Module) -> Iterator[str]:
    """A rule may be lifted on a line that says why."""
    for token in tokenize.generate_tokens(io.StringIO(module.source).readline):
        exemption = _EXEMPTION.search(token.string) if token.type == tokenize.COMMENT else None
        if exemption and len(re.findall(r"\w+", _EXEMPTION.sub("", token.string))) < 2:
            yield f"{module.path}:{token.start[0]}: {exemption[0]} gives no reason; write it after"


def modules_stay_short(module: Module) -> Iterator[str]:
    """A module is read in one sitting."""
    lines = module.source.count("\n")
    if lines > MODULE_LINES:
        yield f"{module.path}:1: the module has {lines} lines; split it by idea into modules of at most {MODULE_LINES}"


def functions_stay_short(module: Module) -> Iterator[str]:
    """A function fits a screen."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                what = f"{node.name} has {lines} lines; split it into functions of at most {FUNCTION_LINES}"
                yield f"{module.path}:{node.lineno}: {what}"


def sql_stays_in_store(module: Module) -> Iterator[str]:
    """Whoever changes the schema looks for its readers in one folder."""
    if module.unit.startswith("store"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SQL.match(node.value):
            yield f"{module.path}:{node.lineno}: SQL stands outside of store; move it into store/read.py"


RULES = (
    no_print,
    no_assert,
    no_broad_except,
    exemptions_have_reasons,
    modules_stay_short,
    functions_stay_short,
    sql_stays_in_store,
)


def house_faults(module: Module) -> list[str]:
    """What the rules have against a module."""
    return [fault for rule in RULES for fault in rule(module)]


if __name__ == "__main__":
    sys.exit(report(fault for module in read_modules() for fault in house_faults(module)))
