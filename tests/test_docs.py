"""The documents say what is so: the database's tables and columns, its queries and their answers, links to files."""

from __future__ import annotations

import re
import runpy
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
QUERIES = runpy.run_path(str(ROOT / "docs" / "queries.py"))
DATABASE = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/*.md", "evaluation/*.md", "benchmarks/*.md")
    for page in ROOT.glob(pattern)
)
SECTION = re.compile(r"^### `(?P<table>\w+)`\n(?P<body>.*?)(?=^##)", re.M | re.S)
ROW = re.compile(r"^\| `(?P<column>\w+)` \|", re.M)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")


@pytest.fixture
def connection(real_database) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{real_database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def columns_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of every table but those in which the full-text index keeps its insides."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    own = [name for name in tables if not name.startswith(("principle_text_", "sqlite_"))]
    return {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in own}


def described(text: str) -> dict[str, list[str]]:
    """The columns that a page describes, by table."""
    return {section["table"]: ROW.findall(section["body"]) for section in SECTION.finditer(text)}


def lost_links(page: Path) -> list[str]:
    """The relative links of a page that lead to no file."""
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    targets = [link["target"].partition("#")[0] for link in LINK.finditer(text) if "://" not in link["target"]]
    return [target for target in targets if target and not (page.parent / target).exists()]


def test_every_table_and_column_is_described_in_its_order(connection):
    assert described(DATABASE) == columns_of(connection)


def test_a_column_that_is_not_described_would_be_noticed(connection):
    shorter = DATABASE.replace("| `closeness` |", "| closeness |")
    assert described(shorter) != columns_of(connection)


def test_the_database_holds_the_comments_on_its_tables(connection):
    made = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE%TABLE%'")
    assert [name for name, sql in made if "--" not in sql and not name.startswith("principle_text_")] == []


@pytest.mark.parametrize("query", QUERIES["queries_of"](DATABASE))
def test_each_query_finds_something(connection, query):
    assert connection.execute(query).fetchall()


def test_every_query_is_tried():
    assert len(QUERIES["queries_of"](DATABASE)) == DATABASE.count("```sql")


def test_the_answers_shown_are_todays(real_database):
    assert QUERIES["with_answers"](DATABASE, real_database) == DATABASE, "run .venv/bin/python docs/queries.py"


def test_a_changed_answer_would_be_noticed(real_database):
    stale = "```sql\nSELECT count(*) AS documents FROM document;\n```\n\n| documents |\n|---|\n| 1 |\n\nMore.\n"
    fresh = QUERIES["with_answers"](stale, real_database)
    assert re.search(r"\| documents \|\n\|---\|\n\| \d\d+ \|\n\nMore\.\n$", fresh)
    assert QUERIES["with_answers"](fresh, real_database) == fresh


def test_the_python_example_finds_principles_of_like_meaning(real_database, tmp_path, monkeypatch):
    (tmp_path / "concord.db").symlink_to(real_database.resolve())
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", DATABASE, re.S)
    names: dict = {}
    exec(example, names)
    names["database"].close()
    assert len(names["nearest"]) == 5
    assert names["nearest"][0].split("#")[1] == "1-5-accountability"
    assert names["cosines"].max() == pytest.approx(1)


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_to_a_file(page):
    assert lost_links(ROOT / page) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[a](gone.md) [b](page.md#top) [c](#top) [d](https://example.org/gone.md) `[e](code.md)`")
    assert lost_links(page) == ["gone.md"]
