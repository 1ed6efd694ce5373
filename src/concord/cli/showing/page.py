"""What all answers on a terminal are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from ...answers.marks import Piece
from ...answers.opened import Entry, Library
from ...answers.paging import Page
from ...errors import counted
from ...model import KINDS, SECTORS, Document

Answer = TypeVar("Answer")

Show = Callable[[Console, Library, Answer], None]
"""Shows an answer."""

LABEL = "bold"
QUIET = "dim"
MARK = "bold underline"

DIGEST = "Summary by Concord, not the publisher's words."


def line(*pieces: str | Text | tuple[str, str]) -> Text:
    """One line, of texts and of texts with their style."""
    return Text.assemble(*pieces)


def pieces(marked: Iterable[Piece]) -> Text:
    """A text with its marks."""
    return Text.assemble(*((piece.text, MARK if piece.is_marked else "") for piece in marked))


def item(console: Console, title: Text, *lines: Text, reference: str) -> None:
    """A thing of a list: its title, what belongs to it, and the name to ask on with."""
    console.print(title)
    for each in lines:
        console.print(indented(each))
    name(console, reference)


def name(console: Console, reference: str) -> None:
    """A slug or reference; never cut or wrapped, so that it can be copied whole."""
    console.print(Text(f"  {reference}", style=QUIET), soft_wrap=True)


def indented(content: RenderableType) -> Padding:
    """The content, moved to the right."""
    return Padding(content, (0, 0, 0, 2))


def heading(console: Console, text: str) -> None:
    """A heading with an empty line before it."""
    console.print()
    console.print(Text(text, style=LABEL))


def where_it_stands(library: Library, entry: Entry) -> Text:
    """Document, publisher and date of a principle."""
    document = entry.document
    return line(f"{document.name} · {publisher(library, document)} · {document.date}")


def publisher(library: Library, document: Document) -> str:
    """The publisher with its country, unless it is international or says so itself."""
    place = library.place_name(document.origin)
    says_so = place.casefold() in document.publisher.casefold()
    return document.publisher if says_so or document.origin == "INT" else f"{document.publisher}, {place}"


def facts(library: Library, document: Document) -> Text:
    """Publisher, kind and size of a document."""
    parts = [
        publisher(library, document),
        SECTORS[document.sector],
        KINDS[document.kind],
        "binding" if document.binding else "",
        counted(len(document.principles), "principle"),
    ]
    return line(" · ".join(filter(None, parts)))


def labels(library: Library, topics: Iterable[str]) -> str:
    """Labels of topics, by their ids."""
    return ", ".join(library.topics[topic].label for topic in topics)


def more(console: Console, page: Page[Any]) -> None:
    """How much of a long list was shown, and how to get the next part."""
    if page.items and page.next:
        first = page.window.start + 1
        console.print()
        shown = f"{first:,} to {page.window.start + len(page.items):,} of {page.total:,}"
        console.print(Text(f"{shown}; go on with --cursor {page.next}", style=QUIET))
    elif not page.items and page.total:
        console.print(f"The list ends before this: it has {page.total:,}.")
