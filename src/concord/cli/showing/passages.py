"""Principles on a terminal: one of them, what is related and why, and what a search found."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from ...answers.opened import Library
from ...answers.principles import PrinciplePage, Related
from ...answers.questions import RelatedPage
from ...answers.search import SearchResult
from ...errors import counted
from .page import DIGEST, LABEL, QUIET, indented, item, labels, line, more, pieces, where_it_stands


def principle(console: Console, library: Library, found: PrinciplePage) -> None:
    """A principle with its topics and the way to what is related."""
    entry = found.entry
    console.print(pieces(found.heading))
    console.print(line("in ", where_it_stands(library, entry)))
    if entry.document.is_digest:
        console.print(Text(DIGEST, style=QUIET))
    for paragraph in found.paragraphs:
        console.print()
        console.print(indented(pieces(paragraph)))
    console.print()
    if found.subjects:
        console.print(line("About: ", labels(library, entry.topics)))
    if found.also_mentioned:
        console.print(line("Also mentions: ", labels(library, (topic.id for topic in found.also_mentioned))))
    console.print(line("Original: ", entry.document.url))
    console.print(Text(f"Related: concord related {entry.reference}", style=QUIET), soft_wrap=True)


def related(console: Console, library: Library, found: RelatedPage) -> None:
    """What is related, the strongest first, each with the reason."""
    page, total = found.page, found.found.total
    if not total:
        console.print("Nothing in this library is close enough to be called related.")
        return
    if not page.total:
        console.print(f"None of the {total} related principles passes these filters; leave one out.")
        return
    kept = "" if page.total == total else f" of {total}"
    console.print(f"{page.total}{kept} related, the strongest first")
    for found_one in page.items:
        console.print()
        title = Text(found_one.entry.principle.heading, style=LABEL)
        item(console, title, *_reasons(library, found_one), reference=found_one.entry.reference)
    more(console, page)


def _reasons(library: Library, found: Related) -> list[Text]:
    reason, wording = found.link.reason, "same wording" if found.link.kind == "same-wording" else "same subject"
    shared = [("Shared terms: ", ", ".join(reason.terms)), ("Shared topics: ", labels(library, reason.topics))]
    return [
        where_it_stands(library, found.entry),
        line(f"{found.strength.capitalize()} ({found.link.strength:.2f}), {wording}"),
        *(line((label, QUIET), value) for label, value in shared if value),
        line(("This says: ", QUIET), pieces(found.mine)),
        line(("That says: ", QUIET), pieces(found.theirs)),
    ]


def search(console: Console, library: Library, result: SearchResult) -> None:
    """The hits, the best first, or a way on where there are none."""
    page = result.page
    for missing in result.missing:
        near = ", ".join(document.slug for document in missing.nearest)
        console.print(
            f'"{missing.phrase}" is not in our digests; the originals may contain it.'
            + (f" Nearest documents: {near}." if near else "")
        )
    if not page.total:
        _nothing_found(console, result)
        return
    console.print(f"{counted(page.total, 'principle')}, the best first")
    for understood in _understood(library, result):
        console.print(understood)
    for hit in page.items:
        console.print()
        title = pieces(hit.heading)
        title.stylize(LABEL)
        item(console, title, pieces(hit.snippet), where_it_stands(library, hit.entry), reference=hit.entry.reference)
    more(console, page)


def _understood(library: Library, result: SearchResult) -> Iterator[Text]:
    """What the question was taken to mean, where that is more than its words."""
    for said, means in result.query.stands_for.items():
        yield Text(f'"{said}" also finds: {", ".join(means)}', style=QUIET)
    if result.topics:
        yield Text(f"Topics: {labels(library, (topic.id for topic in result.topics))}", style=QUIET)


def _nothing_found(console: Console, result: SearchResult) -> None:
    """Why there may be nothing, and what to ask instead."""
    filtered = " that passes these filters" if not result.filters.is_empty else ""
    console.print(f"Nothing is found{filtered}.")
    if result.looser:
        says = "Spelt as the library spells it" if result.is_respelt else "Ask for less"
        console.print(Text(f"{says}: concord search {_quoted(result.looser)}"), soft_wrap=True)
    if result.nearest:
        console.print(f"Topics to go on with: {', '.join(topic.id for topic in result.nearest)}")
        console.print(Text(f"Read one: concord topics {result.nearest[0].id}", style=QUIET))


def _quoted(query: str) -> str:
    return "'" + query.replace("'", "'\\''") + "'"
