"""The few facts by which a database says what it is: read before anything else is believed of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path


def read_meta(path: Path) -> Mapping[str, str]:
    """The database's `meta` table, or nothing where there is no readable database at `path`."""
    if not path.is_file():
        return {}
    try:
        with closing(connect(path)) as database:
            return dict(database.execute("SELECT key, value FROM meta"))
    except sqlite3.DatabaseError:
        return {}


def fault_in(path: Path) -> str | None:
    """What is wrong with the file that holds a database, as SQLite puts it; nothing where it is whole."""
    try:
        with closing(connect(path)) as database:
            (verdict,) = database.execute("PRAGMA quick_check (1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if verdict == "ok" else str(verdict)


def connect(path: Path) -> sqlite3.Connection:
    """A read-only connection; the file is replaced by renaming and never changed in place, so it takes no locks."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)
