"""Documents: the list, and everything about one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import UsageError, did_you_mean
from ..language.words import sentences
from ..model import Document, Mention, Span, Topic
from .filters import Facet, Filters, facets, narrowed
from .marks import Piece, marked
from .opened import Entry, Library
from .paging import Page, Window

SORTS: Mapping[str, tuple[str, Callable[[Document], Any], bool]] = {
    "newest": ("Newest first", lambda document: document.date, True),
    "oldest": ("Oldest first", lambda document: document.date, False),
    "title": ("Title", lambda document: document.name.casefold(), False),
    "publisher": ("Publisher", lambda document: document.publisher.casefold(), False),
    "principles": ("Most principles", lambda document: len(document.principles), True),
}
"""Orders of the list: what people read, the key, and whether the largest comes first."""


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Documents that pass the filters."""

    page: Page[Document]
    facets: tuple[Facet, ...]
    filters: Filters
    sort: str


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic of a document."""

    topic: Topic
    about: int
    """How many of its principles are about it."""
    mentioning: int
    """How many mention it or are about it."""


@dataclass(frozen=True, slots=True)
class Near:
    """A document near to another, and what both are about."""

    document: Document
    closeness: float
    topics: tuple[Topic, ...]
    """Finer topics that most principles of both are about, four at most."""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with all that is known about it."""

    document: Document
    entries: tuple[Entry, ...]
    topics: tuple[TopicCount, ...]
    """Topics its principles are about or mention, the most frequent first."""
    nearest: tuple[Near, ...]
    superseded_by: Document | None
    supersedes: Document | None


@dataclass(frozen=True, slots=True)
class Place:
    """A principle that speaks of a topic: where, and whether that is its subject."""

    entry: Entry
    is_about: bool
    heading: tuple[Piece, ...]
    sentences: tuple[tuple[Piece, ...], ...]
    """Each sentence that mentions the topic, once, in reading order; none where only the heading does."""


@dataclass(frozen=True, slots=True)
class TopicInDocument:
    """Where a document speaks of a topic."""

    document: Document
    topic: Topic
    places: tuple[Place, ...]


def list_documents(
    library: Library, filters: Filters, *, sort: str = "newest", window: Window | None = None
) -> DocumentList:
    """The documents that pass the filters; raises `UsageError` for an unknown order."""
    if sort not in SORTS:
        raise UsageError(f'order "{sort[:40]}" is not known', where="sort", do=did_you_mean(sort[:40], SORTS))
    _, key, largest_first = SORTS[sort]
    found = sorted(narrowed(library, library.documents, filters), key=key, reverse=largest_first)
    return DocumentList(Page.cut(found, window or Window()), facets(library, library.documents, filters), filters, sort)


def document_page(library: Library, slug: str) -> DocumentPage:
    """The document of this slug; raises `NotFoundError` with a near match."""
    document = library.document(slug)
    return DocumentPage(
        document=document,
        entries=library.entries_of[slug],
        topics=topic_counts(library, slug),
        nearest=tuple(
            Near(other, near.closeness, _shared_topics(library, slug, near.other))
            for near in library.store.neighbours(slug)
            if (other := library.document_by_slug[near.other])
        ),
        superseded_by=next((other for other in library.documents if other.supersedes == slug), None),
        supersedes=library.document_by_slug.get(document.supersedes or ""),
    )


def topic_counts(library: Library, slug: str) -> tuple[TopicCount, ...]:
    """The topics of a document's principles, a coarse one with those of its finer ones, the most frequent first."""
    entries = library.entries_of[slug]
    about = Counter(topic for entry in entries for topic in library.with_coarse(entry.topics))
    either = Counter(topic for entry in entries for topic in library.with_coarse({*entry.mentioned, *entry.topics}))
    ordered = sorted(either, key=lambda topic: (-about[topic], -either[topic], library.topics[topic].label))
    return tuple(TopicCount(library.topics[topic], about[topic], either[topic]) for topic in ordered)


def _shared_topics(library: Library, slug: str, other: str) -> tuple[Topic, ...]:
    mine, theirs = (Counter(t for e in library.entries_of[s] for t in e.topics) for s in (slug, other))
    both = {topic: min(mine[topic], theirs[topic]) for topic in mine.keys() & theirs.keys()}
    finer = [topic for topic in both if library.topics[topic].parent]
    best = sorted(finer, key=lambda topic: (-both[topic], topic))[:4]
    return tuple(library.topics[topic] for topic in best)


def topic_in_document(library: Library, slug: str, topic: str) -> TopicInDocument:
    """Where the document speaks of the topic, a coarse one's finer topics included; each sentence once.

    Raises `NotFoundError` for an unknown document or topic.
    """
    document, subject = library.document(slug), library.topic(topic)
    wanted = (topic, *library.finer[topic])
    mentions = library.store.topic_mentions(wanted, slug)
    places = (_place(entry, mentions.get(entry.reference, ()), wanted) for entry in library.entries_of[slug])
    return TopicInDocument(document, subject, tuple(place for place in places if place))


def _place(entry: Entry, mentions: tuple[Mention, ...], wanted: tuple[str, ...]) -> Place | None:
    if not mentions:
        return None
    return Place(
        entry,
        is_about=any(topic in wanted for topic in entry.topics),
        heading=marked(entry.principle.heading, spans_in(mentions, "heading")),
        sentences=marked_sentences(entry.principle.text, spans_in(mentions, "text")),
    )


def spans_in(mentions: tuple[Mention, ...], part: str) -> list[Span]:
    """Where the mentions stand in that part of the principle."""
    return [mention.span for mention in mentions if mention.part == part]


def marked_sentences(text: str, spans: list[Span]) -> tuple[tuple[Piece, ...], ...]:
    """The sentences in which a span stands, each once, with the spans marked."""
    return tuple(
        marked(text, spans, within=sentence)
        for sentence in sentences(text)
        if any(sentence.start <= span.start < sentence.end for span in spans)
    )
