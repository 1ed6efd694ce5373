"""Runs the queries of docs/database.md and puts their real answers below them; `--check` only compares.

An answer is the table right after its ```sql block: at most `ROWS` rows, cells cut at `WIDTH` characters.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "database.md"
BLOCK = re.compile(r"```sql\n(?P<query>.*?)```\n(?P<answer>\n(?:\|[^\n]*\n)+(?:\n…[^\n]*\n)?)?", re.S)
ROWS = 10
WIDTH = 110


def queries_of(text: str) -> list[str]:
    """The queries of a page, in its order."""
    return [block["query"] for block in BLOCK.finditer(text)]


def with_answers(text: str, database: Path) -> str:
    """The page with every query's answer of today below it."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return BLOCK.sub(lambda block: f"```sql\n{block['query']}```\n\n{answer(connection, block['query'])}", text)


def answer(connection: sqlite3.Connection, query: str) -> str:
    """What the query gives, as a Markdown table."""
    cursor = connection.execute(query)
    rows = cursor.fetchall()
    head = [column for column, *_ in cursor.description]
    lines = [_line(head), "|---" * len(head) + "|", *(_line(row) for row in rows[:ROWS])]
    left = len(rows) - ROWS
    more = f"\n… and {left} more {'row' if left == 1 else 'rows'}\n" if left > 0 else ""
    return "".join(f"{line}\n" for line in lines) + more


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(_short("" if cell is None else str(cell)) for cell in cells) + " |"


def _short(cell: str) -> str:
    text = " ".join(cell.split()).replace("|", "\\|")
    return text if len(text) <= WIDTH else f"{text[:WIDTH].rpartition(' ')[0] or text[:WIDTH]} …"


def main() -> int:
    """Rewrite the page, or with `--check` say whether it would change."""
    before = PAGE.read_text(encoding="utf-8")
    after = with_answers(before, ROOT / "concord.db")
    if "--check" in sys.argv:
        if before != after:
            print("docs/database.md: the answers are not today's; run python docs/queries.py")
        return int(before != after)
    PAGE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
