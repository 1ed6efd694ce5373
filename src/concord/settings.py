"""Fixed facts of the program: versions, where the packaged input lies, limits and their meaning."""

from __future__ import annotations

from pathlib import Path

SCHEMA_VERSION = 1
"""Version of `store/schema.sql`; a database of another version is refused."""

DEFAULT_DATABASE = Path("concord.db")
LIBRARY = "library"
VOCABULARY = "vocabulary"

NEIGHBOURS = 8
"""How many nearest documents a document's page names."""

PAGE_SIZE = 50
MAX_LIMIT = 1000
"""Items in one answer: the default, and the most a caller may ask for."""

MAX_QUERY = 1000
"""Characters of a search query; a longer text is a draft, not a query."""

_PACKAGE = Path(__file__).parent


def input_folder(name: str) -> Path:
    """The folder `name` (`library` or `vocabulary`) of the current folder, else the packaged copy."""
    here = Path(name)
    if here.is_dir():
        return here
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / name
