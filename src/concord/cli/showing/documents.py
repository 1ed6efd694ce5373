"""Documents on a terminal: the list, one of them, and where one speaks of a topic."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from ...answers.citation import plain
from ...answers.documents import SORTS, DocumentList, DocumentPage, TopicInDocument
from ...answers.opened import Library
from ...errors import counted
from .page import DIGEST, LABEL, QUIET, facts, heading, indented, item, labels, line, more, name, pieces


def listing(console: Console, library: Library, found: DocumentList) -> None:
    """The documents, each with its date, publisher and slug."""
    page = found.page
    if not page.total:
        console.print("No document passes these filters; leave one out.")
        return
    console.print(f"{counted(page.total, 'document')}, {SORTS[found.sort][0].lower()}")
    for document in page.items:
        console.print()
        title = Text(document.title, style=LABEL)
        item(console, title, line(f"{document.date} · ", facts(library, document)), reference=document.slug)
    more(console, page)


def one(console: Console, library: Library, found: DocumentPage | TopicInDocument) -> None:
    """A document with its principles, or where it speaks of a topic."""
    if isinstance(found, TopicInDocument):
        _topic_in(console, found)
    else:
        _document(console, library, found)


def _document(console: Console, library: Library, found: DocumentPage) -> None:
    document = found.document
    console.print(Text(document.title, style=LABEL))
    console.print(line(f"{document.date} · ", facts(library, document)))
    console.print(line("Original: ", document.url))
    if found.superseded_by:
        console.print(line("Superseded by: ", found.superseded_by.slug))
    if document.supersedes:
        console.print(line("Supersedes: ", document.supersedes))
    if document.is_digest:
        console.print(Text(DIGEST, style=QUIET))
    if document.opening:
        console.print()
        console.print(Text(document.opening))
    for entry in found.entries:
        console.print()
        about = [line(("About: ", QUIET), labels(library, entry.topics))] if entry.topics else []
        title = Text(entry.principle.heading, style=LABEL)
        item(console, title, Text(entry.principle.text), *about, reference=entry.reference)
    _nearest(console, library, found)
    heading(console, "To cite the original")
    console.print(indented(Text(plain(document))))


def _nearest(console: Console, library: Library, found: DocumentPage) -> None:
    if not found.nearest:
        return
    heading(console, "Nearest documents")
    for near in found.nearest:
        about = f": {labels(library, (topic.id for topic in near.topics))}" if near.topics else ""
        console.print(indented(line(near.document.name, about)))
        name(console, near.document.slug)


def _topic_in(console: Console, found: TopicInDocument) -> None:
    document, label = found.document.name, found.topic.label
    if not found.places:
        whole = "the digest, which may leave out what the original says" if found.document.is_digest else "it"
        console.print(f"{document}: nothing on {label} is found in {whole}.")
        return
    console.print(Text(f"{document} on {label}", style=LABEL))
    if found.document.is_digest:
        console.print(Text(DIGEST, style=QUIET))
    for place in found.places:
        console.print()
        title = line(pieces(place.heading), "" if place.is_about else " (in passing)")
        item(console, title, *map(pieces, place.sentences), reference=place.entry.reference)
