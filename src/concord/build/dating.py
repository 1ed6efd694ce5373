"""The day a library speaks for: what every page's foot says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from ..errors import LibraryError

AS_OF = "as-of.txt"
"""A file beside the documents that holds the day they were last reviewed, and nothing else."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def library_date(folders: Sequence[Path]) -> str:
    """The newest day in the folders' `as-of.txt`; without any, the day on which a document was last changed. ISO 8601.

    Never the day of the build: an old library built today is still an old library. Raises `LibraryError` where
    `as-of.txt` holds no day.
    """
    stated = [_stated(folder / AS_OF) for folder in folders if (folder / AS_OF).is_file()]
    return max(stated) if stated else max(_changed(folder) for folder in folders)


def _stated(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace").strip()
    if not (_DAY.fullmatch(text) and _is_in_calendar(text)):
        raise LibraryError(
            f'"{text[:40]}" is no day', where=f"{path}:1", do="write the day of the last review as YYYY-MM-DD"
        )
    return text


def _is_in_calendar(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _changed(folder: Path) -> str:
    newest = max((path.stat().st_mtime for path in folder.glob("*.md")), default=0.0)
    return datetime.fromtimestamp(newest, UTC).date().isoformat()
