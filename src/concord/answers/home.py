"""What the first page tells of the library."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Document
from .opened import Library
from .topics import TopicCoverage, list_topics

NO_COUNTRY = frozenset({"EU", "INT"})
"""Codes of publishers that belong to no single country."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The library in figures."""

    documents: int
    principles: int
    countries: int
    """Countries whose publishers it holds."""
    bodies: int
    """Publishers that belong to no single country."""
    first_year: int
    last_year: int
    topics: tuple[TopicCoverage, ...]
    newest: tuple[Document, ...]


def overview(library: Library, *, newest: int = 6) -> Overview:
    """The library in figures, its coarse topics with their coverage, and the documents of the latest date."""
    years = [document.year for document in library.documents] or [0]
    by_date = sorted(library.documents, key=lambda document: document.date, reverse=True)
    return Overview(
        documents=len(library.documents),
        principles=len(library.entries),
        countries=len({document.origin for document in library.documents} - NO_COUNTRY),
        bodies=len({document.publisher for document in library.documents if document.origin in NO_COUNTRY}),
        first_year=min(years),
        last_year=max(years),
        topics=list_topics(library),
        newest=tuple(by_date[:newest]),
    )
