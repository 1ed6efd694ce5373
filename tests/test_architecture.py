"""The table of imports holds for the program, and notices when it does not."""

from __future__ import annotations

import pytest

from architecture import TABLE, Module, import_faults, read_modules

NEIGHBOURS = ("model", "language.linking", "build.links", "build.topics", "build.pipeline", "store.read", "store.write")
NEIGHBOURS += ("answers.search", "serve.web.pages", "serve.mcp", "intake.extract", "cli")


def faults(name: str, source: str) -> list[str]:
    """What the table has against a module of this source, among empty ones."""
    others = (module(other, "") for other in NEIGHBOURS if other != name)
    return import_faults([*others, module(name, source)])


def module(name: str, source: str) -> Module:
    return Module(f"concord.{name}", f"src/concord/{name.replace('.', '/')}.py", source)


def test_the_program_keeps_to_the_table():
    assert import_faults(read_modules()) == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("model", "from concord.language import linking"),
        ("errors", "from concord.model import Link"),
        ("language.linking", "from ..store.read import Store"),
        ("build.links", "from .topics import find_topics"),
        ("build.links", "from ..store import write"),
        ("build.pipeline", "from concord.store.read import Store"),
        ("build.pipeline", "from concord.answers import search"),
        ("store.read", "from . import write"),
        ("store.write", "import concord.store.read"),
        ("answers.search", "from ..build.pipeline import build"),
        ("answers.search", "from ..store.write import write_database"),
        ("answers.search", "from ..serve.web import pages"),
        ("serve.web.pages", "from concord.build import pipeline"),
        ("serve.web.pages", "from concord.serve.mcp import tools"),
        ("serve.mcp", "from .web.pages import page"),
        ("serve.web.pages", "from ...cli import main"),
        ("answers.search", "import concord.cli"),
        ("answers.search", "from concord import open_library"),
        ("intake.extract", "from concord.build.pipeline import build"),
        ("cli", "from concord.build.links import link"),
        ("cli", "from concord.store.read import Store"),
    ],
)
def test_an_import_against_the_direction_is_a_fault(name, source):
    assert [fault.partition(";")[0] for fault in faults(name, source) if "may not import" in fault]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("answers.search", "import fastapi"),
        ("answers.search", "import sqlite3"),
        ("serve.web.pages", "import numpy as np"),
        ("serve.web.pages", "from sqlite3 import connect"),
        ("build.links", "import igraph"),
        ("language.linking", "import yaml"),
        ("store.read", "import rich.progress"),
        ("cli", "import fastapi"),
    ],
)
def test_a_library_out_of_its_place_is_a_fault(name, source):
    assert [fault for fault in faults(name, source) if "may not import" in fault]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("build.pipeline", "from .links import link\nfrom ..store.write import write_database"),
        ("build.links", "from ..language.linking import Linker\nimport json"),
        ("answers.search", "from ..store.read import Store\nimport numpy as np"),
        ("serve.web.pages", "from ...answers import search\nimport fastapi"),
        ("serve.web.pages", "from ... import __version__"),
        ("store.read", "import sqlite3"),
        ("language.words", "import snowballstemmer"),
        ("cli", "from concord.build.pipeline import build\nimport typer"),
    ],
)
def test_an_import_that_the_table_allows_is_no_fault(name, source):
    assert faults(name, source) == []


def test_an_import_inside_a_function_counts():
    source = "def answer():\n    from ..build.pipeline import build\n    return build"
    assert faults("answers.search", source) == [
        "src/concord/answers/search.py:2: concord.answers.search may not import concord.build.pipeline;"
        " of ours it may use model, ids, errors, settings, library, language, store.read, answers"
    ]


def test_an_import_for_type_checkers_counts():
    source = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..build.pipeline import Sources"
    assert len(faults("answers.search", source)) == 1


def test_a_circle_is_a_fault_even_where_each_import_is_allowed():
    circle = [
        module("answers.search", "from .filters import chosen"),
        module("answers.filters", "def chosen():\n    from .search import found"),
    ]
    assert [fault.partition(":")[2] for fault in import_faults(circle)] == [
        " imports go in a circle: concord.answers.search ← concord.answers.filters ← concord.answers.search;"
        " move what both need into a module of its own"
    ]


def test_a_module_in_a_new_place_needs_a_row():
    assert import_faults([module("helpers.text", "import json")]) == [
        "src/concord/helpers/text.py:1: no row of TABLE covers concord.helpers.text; add one to tests/architecture.py"
    ]


def test_parts_of_one_stage_may_import_each_other():
    parts = [module("build.thread.groups", ""), module("build.thread.names", "from .groups import group")]
    assert import_faults(parts) == []


def test_no_row_allows_the_command_line_to_another():
    assert [title for title, row in TABLE.items() if "cli" in row.ours] == ["cli"]
