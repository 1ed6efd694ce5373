"""Search: principles for a reader's question, why each was found, and a way on where nothing was."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from .. import settings
from ..errors import UsageError
from ..ids import split_reference
from ..language.querying import LEAST_SCORE, QUOTE, Query
from ..language.words import index_text, sentences, stem, stemmed_words, words
from ..model import Document, Span, Topic
from .filters import Choice, Facet, Filters, facets, narrowed, years
from .marks import Piece, marked, word_spans
from .opened import Entry, Library
from .paging import Page, Window
from .spelling import spelt

PHRASE_WORTH = 1e-6
"""What a principle in which the quoted phrases stand is worth at least: a phrase of stop words has no other worth."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A principle that answers the question."""

    entry: Entry
    score: float
    """Share of the best hit's score, from 0 to 1."""
    heading: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    """The sentence that answers best, with the matched words marked."""
    matched: tuple[str, ...]
    """Words of the text that the question or what it stands for asks for, as the text writes them."""
    topics: tuple[Topic, ...]
    """Topics of the question that the principle is about or mentions."""


@dataclass(frozen=True, slots=True)
class MissingPhrase:
    """A quoted phrase that stands nowhere in this library."""

    phrase: str
    nearest: tuple[Document, ...]
    """The documents that come nearest to it; none where none of its words is in the library."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found."""

    text: str
    query: Query
    page: Page[Hit]
    facets: tuple[Facet, ...]
    years: tuple[Choice, ...]
    filters: Filters
    topics: tuple[Topic, ...]
    """Topics that the question is after, the likeliest first."""
    missing: tuple[MissingPhrase, ...]
    looser: str | None
    """A query that asks for less, or is spelt as the library spells, where this one found nothing."""
    is_respelt: bool
    """Whether `looser` differs from the query by its spelling, rather than by its quotation marks alone."""
    nearest: tuple[Topic, ...]
    """Topics to go on with, where this query found nothing."""
    words_only: bool


def search(
    library: Library,
    text: str,
    filters: Filters | None = None,
    *,
    words_only: bool = False,
    window: Window | None = None,
) -> SearchResult:
    """The principles that answer the question, the best first.

    With `words_only` only principles with all of the typed words count. Quoted phrases must stand as they are typed.
    Raises `UsageError` for a text longer than a query may be.
    """
    filters, window = filters or Filters(), window or Window()
    text = clean(text)
    query = library.query_reader.read(text, words_only=words_only)
    hits = {phrase: library.store.phrase_hits(index_text(phrase)) for phrase in query.phrases}
    ranked = _ranked(library, query, list(hits.values()), words_only=words_only)
    entries = [library.entries[number] for number, _ in ranked]
    scores = dict(ranked)
    kept = narrowed(library, entries, filters)
    page = Page.cut(kept, window)
    topics = tuple(library.topics[topic] for topic in query.topics)
    looser = None if kept else _looser(library, query, filters, words_only=words_only)
    return SearchResult(
        text=text,
        query=query,
        page=Page(tuple(_hit(library, query, e, scores[e.number]) for e in page.items), page.total, page.window),
        facets=facets(library, entries, filters),
        years=years(library, entries, filters),
        filters=filters,
        topics=topics,
        missing=tuple(_missing(library, phrase) for phrase, found in hits.items() if not found),
        looser=looser,
        is_respelt=looser not in {None, unquoted(text)},
        nearest=() if kept else topics or _nearest(library, text),
        words_only=words_only,
    )


def clean(text: str) -> str:
    """The text as a query: control characters become spaces; raises `UsageError` where it is too long."""
    if len(text) > settings.MAX_QUERY:
        raise UsageError(
            f"a query of {len(text):,} characters", where="q", do=f"shorten it to {settings.MAX_QUERY:,} at most"
        )
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} else c for c in text)
    return " ".join(visible.split())


def _ranked(
    library: Library, query: Query, phrase_hits: Sequence[frozenset[str]], *, words_only: bool
) -> list[tuple[int, float]]:
    """Numbers and relative scores of the entries that answer the query, the best first."""
    if query.is_empty:
        return []
    worth = library.query_reader.worth(query)
    allowed = np.ones(len(library.entries), dtype=bool)
    for references in phrase_hits:
        holds = np.zeros(len(library.entries), dtype=bool)
        holds[[library.entry_by_reference[name].number for name in references]] = True
        allowed &= holds
    if words_only:
        allowed &= library.linker.index.holds_all(query.own)
    scores = np.where(allowed, worth.words if words_only else worth.total, 0)
    if phrase_hits:
        scores = scores + np.where(allowed, PHRASE_WORTH, 0)
    best = float(scores.max(initial=0))
    if best <= 0:
        return []
    order = np.argsort(-scores, kind="stable")
    least = 0.0 if words_only or phrase_hits else LEAST_SCORE * best
    return [(int(at), float(scores[at]) / best) for at in order if scores[at] > least]


def _hit(library: Library, query: Query, entry: Entry, score: float) -> Hit:
    principle = entry.principle
    wanted = query.wanted
    about = set(entry.topics) | entry.mentioned
    topics = tuple(library.topics[topic] for topic in query.topics if topic in about)
    topic_spans = _topic_spans(library, entry, [topic.id for topic in topics])
    text_spans = [*word_spans(principle.text, wanted), *topic_spans]
    best = _best_sentence(principle.text, text_spans)
    return Hit(
        entry=entry,
        score=round(score, 4),
        heading=marked(principle.heading, word_spans(principle.heading, wanted)),
        snippet=marked(principle.text, text_spans, within=best),
        matched=_matched((principle.heading, principle.text), query),
        topics=topics,
    )


def _topic_spans(library: Library, entry: Entry, topics: Sequence[str]) -> list[Span]:
    mentions = library.mentions.get(entry.reference, ()) if topics else ()
    return [mention.span for mention in mentions if mention.part == "text" and mention.topic in topics]


def _best_sentence(text: str, spans: Sequence[Span]) -> Span:
    """The sentence with most marks, the first of equals."""
    places = sentences(text) or [Span(0, len(text))]
    return max(places, key=lambda place: (sum(span.within(place) for span in spans), -place.start))


def _matched(parts: Sequence[str], query: Query) -> tuple[str, ...]:
    wanted, own = query.wanted, query.own
    forms = {root: word.form for part in parts for root, word in stemmed_words(part) if root in wanted}
    return tuple(sorted(forms.values(), key=lambda form: (stem(form) not in own, form)))


def _missing(library: Library, phrase: str) -> MissingPhrase:
    """The phrase with the three documents whose principles answer its words best.

    Where they answer none, because all are as common as "such", it is those in which most of its words stand.
    """
    query = library.query_reader.read(phrase)
    ranked = [library.entries[number].document.slug for number, _ in _ranked(library, query, (), words_only=False)]
    documents = list(dict.fromkeys(ranked)) or _holding(library, {word.form for word in words(phrase)})
    return MissingPhrase(phrase, tuple(library.document_by_slug[slug] for slug in documents[:3]))


def _holding(library: Library, forms: Set[str]) -> list[str]:
    """Slugs of documents in whose principles the words stand, those with most of them first."""
    found = Counter(
        split_reference(ref)[0]
        for form in sorted(forms & library.word_forms)
        for ref in sorted(library.store.phrase_hits(index_text(form)))
    )
    return [slug for slug, _ in found.most_common()]


def _looser(library: Library, query: Query, filters: Filters, *, words_only: bool) -> str | None:
    """The query without its quotes, else with its spelling put right; None where neither would find anything.

    It is to be asked by meaning and without filters, so it may be the query itself where that was narrowed.
    """
    plain = unquoted(query.text)
    is_narrowed = words_only or not filters.is_empty
    for text in dict.fromkeys((plain, unquoted(spelt(library, query.text)))):
        if is_narrowed or text != query.text:
            looser = library.query_reader.read(text)
            if _ranked(library, looser, (), words_only=False):
                return text
    return None


def unquoted(text: str) -> str:
    """The text without its quotation marks."""
    return " ".join(QUOTE.sub(" ", text).split())


def _nearest(library: Library, text: str) -> tuple[Topic, ...]:
    """Topics whose labels are spelt like the text, else the coarse ones that most principles are about."""
    labels = {topic.label.casefold(): topic for topic in library.vocabulary.topics}
    alike = get_close_matches(text.casefold()[:60], labels, n=4, cutoff=0.6)
    coarse = [topic for topic in library.vocabulary.topics if topic.parent is None]
    frequent = sorted(coarse, key=lambda topic: -len(library.about[topic.id]))
    return tuple(labels[label] for label in alike) or tuple(frequent[:6])
