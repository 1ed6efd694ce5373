"""Principles: the list, one of them with everything about it, and what is related to it and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..language.linking import MODERATE, STRONG, Show, strength_name
from ..language.reasons import is_telling
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
    mentions = library.mentions.get(entry.reference, ())
    own = OwnText(entry.principle.heading, entry.principle.text, entry.document.date, mentions)
    return _related(library, own, library.store.links(slug, anchor), filters, when)


def related_to_text(library: Library, text: str, filters: Filters | None = None) -> RelatedList:
    """The principles related to a reader's own text, the first line its heading where an empty line follows it."""
    heading, body = heading_and_body(text)
    found = library.topic_finder.find(heading, body)
    passage = Passage("-", "-", heading, body, original=True)
    passage = passage.with_topics(found.subjects, (mention.topic for mention in found.mentions))
    links = library.linker.related(passage, Show())
    return _related(library, OwnText(heading, body, "", found.mentions), tuple(links), filters, None)


def heading_and_body(text: str) -> tuple[str, str]:
    """A reader's own text cut in two: its first line where an empty line and more follow it, and the rest."""
    first, gap, rest = text.strip().partition("\n\n")
    return (first, rest.strip()) if gap and "\n" not in first and rest.strip() else ("", text.strip())


@dataclass(frozen=True, slots=True)
class OwnText:
    """The text whose related principles are asked for."""

    heading: str
    text: str
    date: str
    """When it was published; empty for a reader's own text."""
    mentions: Sequence[Mention]


def _related(
    library: Library, own: OwnText, links: tuple[Link, ...], filters: Filters | None, when: str | None
) -> RelatedList:
    filters = filters or Filters()
    link_of = {link.target: link for link in links}
    entries = [library.entry_by_reference[link.target] for link in links]
    in_time = {
        "earlier": [entry for entry in entries if is_earlier(entry.document.date, own.date)],
        "later": [entry for entry in entries if is_earlier(own.date, entry.document.date)],
    }
    chosen = in_time[when] if when else entries
    kept = narrowed(library, chosen, filters)
    return RelatedList(
        items=tuple(_explained(library, own, entry, link_of[entry.reference]) for entry in kept),
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


def _explained(library: Library, own: OwnText, entry: Entry, link: Link) -> Related:
    principle, topics = entry.principle, set(library.with_finer(link.reason.topics))
    both = {*stems(own.heading), *stems(own.text)} & {*stems(principle.heading), *stems(principle.text)}
    shared = {word for word in both if is_telling(word, library.linker.index)}
    mine, theirs = link.reason.sentences
    return Related(
        entry=entry,
        link=link,
        strength=strength_name(link.strength),
        mine=_quoted(own.text, mine, shared, own.mentions, topics),
        theirs=_quoted(principle.text, theirs, shared, library.mentions.get(entry.reference, ()), topics),
        topics=tuple(library.topics[topic] for topic in link.reason.topics),
    )


def _quoted(
    text: str, sentence: Span, shared: Collection[str], mentions: Sequence[Mention], topics: Collection[str]
) -> tuple[Piece, ...]:
    """The sentence with the shared words and the phrases of the shared topics marked."""
    phrases = [m.span for m in mentions if m.part == "text" and m.topic in topics and m.span.within(sentence)]
    words = [span for span in word_spans(text, shared) if span.within(sentence)]
    return marked(text, [*words, *phrases], within=sentence)
