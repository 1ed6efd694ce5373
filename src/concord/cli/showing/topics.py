"""Topics on a terminal: the list with its coverage, and one of them with its passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...answers.opened import Library
from ...answers.paging import Page
from ...answers.topics import Share, TopicCoverage, TopicPage
from ...model import SECTORS
from .page import LABEL, QUIET, heading, item, line, more, pieces, where_it_stands


def listing(console: Console, library: Library, page: Page[TopicCoverage]) -> None:
    """The coarse topics with their finer ones, and how many documents speak of each."""
    table = _counts("Topic", "About it", "Mention it")
    table.add_column("Id", overflow="fold")
    for topic, depth in _flat(page.items):
        label = Padding(Text(topic.topic.label, style="" if depth else LABEL), (0, 0, 0, 2 * depth))
        table.add_row(label, str(topic.about), str(topic.mentioning), Text(topic.topic.id, style=QUIET))
    console.print(f"Of {len(library.documents):,} documents, so many are about a topic, and so many mention it.\n")
    console.print(table)
    more(console, page)


def _flat(topics: Sequence[TopicCoverage], depth: int = 0) -> Iterator[tuple[TopicCoverage, int]]:
    for topic in topics:
        yield topic, depth
        yield from _flat(topic.finer, depth + 1)


def one(console: Console, library: Library, found: TopicPage) -> None:
    """A topic with its definition, its coverage and its passages, binding ones first."""
    coverage = found.coverage
    above = f" (below {found.parent.label})" if found.parent else ""
    console.print(line((coverage.topic.label, LABEL), above))
    console.print(Text(coverage.topic.definition))
    console.print()
    total = len(library.documents)
    console.print(f"{coverage.about} of {total:,} documents are about it, {coverage.mentioning} mention it.\n")
    table = _counts("Publisher type", "About it", "Mention it", "Documents")
    for share in found.by_sector:
        table.add_row(SECTORS[share.group], *_numbers(share))
    console.print(table)
    heading(console, "Passages, binding documents first, then the newest")
    for passage in found.passages.items:
        console.print()
        title = line(pieces(passage.heading), "" if passage.is_about else " (in passing)")
        stands = where_it_stands(library, passage.entry)
        item(console, title, stands, *map(pieces, passage.sentences), reference=passage.entry.reference)
    more(console, found.passages)


def _counts(first: str, *others: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=QUIET)
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _numbers(share: Share) -> tuple[str, str, str]:
    return str(share.about), str(share.mentioning), str(share.total)
