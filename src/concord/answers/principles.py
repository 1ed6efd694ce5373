"""Principles: the list, one of them with everything about it, and what is related to it and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..language.linking import MODERATE, STRONG, Show, strength_name
from ..language.topics import evidence_of
from ..language.words import stems
from ..model import Link, Mention, Passage, Span, Topic
from .filters import Facet, Filters, facets, narrowed
from .marks import Piece, labelled, marked, word_spans
from .opened import Entry, Library
from .paging import Page, Window

STRENGTHS: Mapping[str, float] = {"strong": STRONG, "moderate": MODERATE, "weak": Show().never_below}
"""What strengths of links are called, and from which on; weaker ones are not kept."""


@dataclass(frozen=True, slots=True)
class PrincipleList:
    """Principles that pass the filters, in the order of their documents' dates, the newest first."""

    page: Page[Entry]
    facets: tuple[Facet, ...]
    filters: Filters


@dataclass(frozen=True, slots=True)
class Related:
    """A related principle, and why it is related."""

    entry: Entry
    link: Link
    strength: str
    """`strong`, `moderate` or `weak`."""
    mine: tuple[Piece, ...]
    """The sentence of the principle's own text that matches best, with the shared words marked."""
    theirs: tuple[Piece, ...]
    """The sentence of the related principle that it matches."""
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class RelatedList:
    """What is related to a principle, the strongest first, after filters."""

    items: tuple[Related, ...]
    total: int
    """How many there are before filters."""
    facets: tuple[Facet, ...]
    filters: Filters
    earlier: int
    """How many that pass the filters are of documents older than the principle's own."""
    later: int
    """How many that pass the filters are of newer ones."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic the principle is about, with the sentence that shows it."""

    topic: Topic
    evidence: str | None


@dataclass(frozen=True, slots=True)
class PrinciplePage:
    """A principle with everything its page shows, but for its related principles."""

    entry: Entry
    heading: tuple[Piece, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    """The text with the topics' phrases marked."""
    subjects: tuple[Subject, ...]
    mentions: tuple[Mention, ...]
    also_mentioned: tuple[Topic, ...]
    """Topics it mentions without being about them."""
    previous: Entry | None
    next: Entry | None


def list_principles(library: Library, filters: Filters, *, window: Window | None = None) -> PrincipleList:
    """The principles that pass the filters."""
    found = narrowed(library, library.entries, filters)
    found.sort(key=lambda entry: entry.document.date, reverse=True)
    return PrincipleList(Page.cut(found, window or Window()), facets(library, library.entries, filters), filters)


def principle_page(library: Library, slug: str, anchor: str) -> PrinciplePage:
    """The principle of this document and anchor; raises `NotFoundError` with a near match."""
    entry = library.entry(slug, anchor)
    mentions = library.store.mentions(slug, anchor)
    siblings = library.entries_of[slug]
    position = siblings.index(entry)
    about = set(entry.topics)
    return PrinciplePage(
        entry=entry,
        heading=labelled(entry.principle.heading, _spans(mentions, "heading")),
        paragraphs=_paragraphs(entry.principle.text, mentions),
        subjects=tuple(
            Subject(library.topics[subject.topic], _words_at(entry.principle.text, subject.evidence))
            for subject in entry.subjects
        ),
        mentions=mentions,
        also_mentioned=tuple(
            topic for topic in library.vocabulary.topics if topic.id in entry.mentioned and topic.id not in about
        ),
        previous=siblings[position - 1] if position else None,
        next=siblings[position + 1] if position + 1 < len(siblings) else None,
    )


def _words_at(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None


def _spans(mentions: tuple[Mention, ...], part: str) -> list[tuple[Span, str]]:
    return [(mention.span, mention.topic) for mention in mentions if mention.part == part]


def _paragraphs(text: str, mentions: tuple[Mention, ...]) -> tuple[tuple[Piece, ...], ...]:
    spans = _spans(mentions, "text")
    paragraphs: list[tuple[Piece, ...]] = []
    at = 0
    for paragraph in text.split("\n\n"):
        paragraphs.append(labelled(text, spans, within=Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    return tuple(paragraphs)


def related_principles(
    library: Library, slug: str, anchor: str, filters: Filters | None = None, *, when: str | None = None
) -> RelatedList:
    """What is related to the principle; `when` keeps only `earlier` or `later` documents than its own.

    Raises `NotFoundError` for an unknown principle.
    """
    entry = library.entry(slug, anchor)
    return _related(
        library, entry.principle.text, entry.document.date, library.store.links(slug, anchor), filters, when
    )


def related_to_text(library: Library, text: str, filters: Filters | None = None) -> RelatedList:
    """The principles related to a reader's own text, the first line its heading where an empty line follows it."""
    passage = passage_of_text(library, text)
    links = library.linker.related(passage, Show())
    return _related(library, passage.text, "", tuple(links), filters, None)


def passage_of_text(library: Library, text: str) -> Passage:
    """A reader's own text as the language modules read it."""
    first, gap, rest = text.strip().partition("\n\n")
    heading, body = (first, rest.strip()) if gap and "\n" not in first and rest.strip() else ("", text.strip())
    found = library.topic_finder.find(heading, body)
    return Passage(
        reference="-",
        document="-",
        heading=heading,
        text=body,
        original=True,
        subjects={subject.topic: subject.weight for subject in found.subjects},
        mentions=frozenset(mention.topic for mention in found.mentions),
        evidence=evidence_of(found.subjects),
    )


def _related(
    library: Library, text: str, date: str, links: tuple[Link, ...], filters: Filters | None, when: str | None
) -> RelatedList:
    filters = filters or Filters()
    link_of = {link.target: link for link in links}
    entries = [library.entry_by_reference[link.target] for link in links]
    in_time = {
        "earlier": [entry for entry in entries if is_earlier(entry.document.date, date)],
        "later": [entry for entry in entries if is_earlier(date, entry.document.date)],
    }
    chosen = in_time[when] if when else entries
    kept = narrowed(library, chosen, filters)
    return RelatedList(
        items=tuple(_explained(library, text, entry, link_of[entry.reference]) for entry in kept),
        total=len(links),
        facets=facets(library, chosen, filters),
        filters=filters,
        earlier=len(narrowed(library, in_time["earlier"], filters)),
        later=len(narrowed(library, in_time["later"], filters)),
    )


def is_earlier(date: str, other: str) -> bool:
    """Whether the first date is certainly before the other, as far as both are known ("2019" is not before "2019-05")."""
    known = min(len(date), len(other))
    return date[:known] < other[:known]


def _explained(library: Library, text: str, entry: Entry, link: Link) -> Related:
    mine, theirs = link.reason.sentences
    my_words, their_words = text[mine.start : mine.end], entry.principle.text[theirs.start : theirs.end]
    shared = set(stems(my_words)) & set(stems(their_words))
    return Related(
        entry=entry,
        link=link,
        strength=strength_name(link.strength),
        mine=marked(my_words, word_spans(my_words, shared)),
        theirs=marked(their_words, word_spans(their_words, shared)),
        topics=tuple(library.topics[topic] for topic in link.reason.topics),
    )
