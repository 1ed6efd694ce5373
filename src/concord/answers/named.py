"""Documents that a reader's question names rather than asks about: "OECD", "EU AI Act", "Microsoft"."""

from __future__ import annotations

from functools import lru_cache

from ..language.words import stems
from ..model import Document
from .opened import Library

MOST = 5
_COMMON = frozenset(stems("AI artificial intelligence principle principles ethics ethical document law code guideline"))
"""Words of so many titles that alone they name none."""


def documents_named(library: Library, text: str) -> tuple[Document, ...]:
    """The documents whose title, publisher and country hold all words of the text, the newest first; five at most."""
    wanted = frozenset(stems(text))
    if not wanted - _COMMON:
        return ()
    found = [library.documents[number] for number, name in enumerate(_names(library)) if wanted <= name]
    return tuple(sorted(found, key=lambda document: document.date, reverse=True)[:MOST])


@lru_cache(maxsize=4)
def _names(library: Library) -> tuple[frozenset[str], ...]:
    """The stems of each document's title, publisher, country and year."""
    return tuple(
        frozenset(
            stems(
                f"{document.title} {document.short_title or ''} {document.publisher} "
                f"{library.place_name(document.origin)} {document.year}"
            )
        )
        for document in library.documents
    )
