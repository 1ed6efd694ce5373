"""The few facts by which a database says what it is: read before anything else is believed of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

APPLICATION_ID = int.from_bytes(b"Conc")
"""What SQLite keeps in a database's header to tell whose it is."""

_MAGIC = b"SQLite format 3\0"
_HEADER, _STAMP_AT = 100, 68
"""Length of SQLite's header, and where the application's number stands in it (sqlite.org/fileformat2.html)."""


def read_meta(path: Path) -> Mapping[str, str]:
    """The database's `meta` table, or nothing where there is no readable database at `path`."""
    if not path.is_file():
        return {}
    try:
        with closing(connect(path)) as database:
            return dict(database.execute("SELECT key, value FROM meta"))
    except sqlite3.DatabaseError:
        return {}


def is_ours(path: Path) -> bool:
    """Whether nothing but a database of ours, whole or damaged, would be lost if the path were written anew."""
    try:
        if not path.is_file():  # absent, or a folder, which writing will not replace
            return True
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except PermissionError:
        return False
    except OSError:  # a path that cannot be: writing says why
        return True
    if not head.startswith(_MAGIC[: len(head)]):
        return False
    stamp = head[_STAMP_AT : _STAMP_AT + 4]
    return len(stamp) < 4 or stamp == APPLICATION_ID.to_bytes(4) or "schema_version" in read_meta(path)


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
