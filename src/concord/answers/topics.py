"""Topics: how much of the library speaks of each, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..model import SECTORS, Document, Topic
from .documents import marked_sentences, spans_in
from .marks import Piece, marked
from .opened import Entry, Library
from .paging import Page, Window


@dataclass(frozen=True, slots=True)
class TopicCoverage:
    """How many documents and principles speak of a topic, its finer topics included."""

    topic: Topic
    about: int
    """Documents with a principle about it."""
    mentioning: int
    """Documents that mention it or are about it."""
    principles: int
    """Principles about it."""
    finer: tuple[TopicCoverage, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A principle that is about a topic or mentions it, with the sentences that show it."""

    entry: Entry
    is_about: bool
    heading: tuple[Piece, ...]
    sentences: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group's documents are about a topic and how many mention it."""

    group: str
    about: int
    mentioning: int
    """Those that mention it or are about it."""
    total: int


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic with all that the library says about it."""

    coverage: TopicCoverage
    parent: Topic | None
    by_sector: tuple[Share, ...]
    by_year: tuple[Share, ...]
    passages: Page[Passage]
    """Principles about it: of binding documents first, then the newest; after them those that only mention it."""


def list_topics(library: Library) -> tuple[TopicCoverage, ...]:
    """The coarse topics with their finer ones, in the vocabulary's order."""
    return tuple(coverage(library, topic) for topic in library.vocabulary.topics if topic.parent is None)


def coverage(library: Library, topic: Topic) -> TopicCoverage:
    """How much of the library speaks of the topic."""
    about, either = library.about[topic.id], library.about[topic.id] | library.mentioning[topic.id]
    return TopicCoverage(
        topic,
        about=len({library.entries[number].document.slug for number in about}),
        mentioning=len({library.entries[number].document.slug for number in either}),
        principles=len(about),
        finer=tuple(coverage(library, library.topics[finer]) for finer in library.finer[topic.id]),
    )


def topic_page(library: Library, topic_id: str, *, window: Window | None = None) -> TopicPage:
    """The topic of this id; raises `NotFoundError` with a near match."""
    topic = library.topic(topic_id)
    about, either = library.about[topic_id], library.about[topic_id] | library.mentioning[topic_id]
    ordered = sorted(either, key=lambda number: _rank(library.entries[number], number in about))
    page = Page.cut(ordered, window or Window())
    wanted = frozenset((topic_id, *library.finer[topic_id]))
    passages = tuple(_passage(library, library.entries[number], number in about, wanted) for number in page.items)
    return TopicPage(
        coverage=coverage(library, topic),
        parent=library.topics.get(topic.parent or ""),
        by_sector=_shares(library, about, either, lambda document: document.sector, list(SECTORS)),
        by_year=_shares(library, about, either, lambda document: str(document.year), _years(library)),
        passages=Page(passages, page.total, page.window),
    )


def _rank(entry: Entry, is_about: bool) -> tuple[bool, bool, int, int]:
    newest_first = -int(entry.document.date.replace("-", "").ljust(8, "0"))
    return (not is_about, not entry.document.binding, newest_first, entry.number)


def _passage(library: Library, entry: Entry, is_about: bool, wanted: frozenset[str]) -> Passage:
    mentions = tuple(each for each in library.mentions.get(entry.reference, ()) if each.topic in wanted)
    return Passage(
        entry,
        is_about,
        heading=marked(entry.principle.heading, spans_in(mentions, "heading")),
        sentences=marked_sentences(entry.principle.text, spans_in(mentions, "text")),
    )


def _shares(
    library: Library, about: frozenset[int], either: frozenset[int], group: Callable[[Document], str], groups: list[str]
) -> tuple[Share, ...]:
    total = Counter(map(group, library.documents))
    are_about = Counter(map(group, _documents(library, about)))
    speak = Counter(map(group, _documents(library, either)))
    return tuple(Share(name, are_about[name], speak[name], total[name]) for name in groups if total[name])


def _documents(library: Library, numbers: frozenset[int]) -> Iterable[Document]:
    """The documents of these entries, each once."""
    found = (library.entries[number].document for number in numbers)
    return {document.slug: document for document in found}.values()


def _years(library: Library) -> list[str]:
    years = [document.year for document in library.documents]
    return [str(year) for year in range(min(years), max(years) + 1)] if years else []
