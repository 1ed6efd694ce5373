"""Why two passages are linked: the sentences that match best, and the words they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..model import Passage, Span
from .word_index import WordIndex
from .words import STOPWORDS, sentences, stem, stems, words

MAX_TERMS = 6
RUN = 5
"""Words of a run, by which wordings are compared."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a passage that carries meaning."""

    stem: str
    form: str
    follows: bool
    """Whether the term before it in the text stands right before it, so that the two make a word group."""


@dataclass(frozen=True, slots=True)
class View:
    """A passage taken apart for giving reasons."""

    passage: Passage
    sentences: tuple[tuple[Span, frozenset[str]], ...]
    terms: tuple[Term, ...]
    runs: frozenset[tuple[str, ...]]
    """Its runs of five words: only originals have any."""


def view_of(passage: Passage) -> View:
    """The passage taken apart."""
    places = tuple((span, frozenset(stems(passage.text[span.start : span.end]))) for span in sentences(passage.text))
    terms = (*_terms(passage.heading), *_terms(passage.text))
    return View(passage, places, terms, _runs(passage.text) if passage.original else frozenset())


def _terms(text: str) -> Iterator[Term]:
    last_end = -2
    for word in words(text):
        if word.form in STOPWORDS or word.form.isdigit():  # the number of a heading says nothing of its subject
            continue
        between = text[last_end : word.start] if last_end >= 0 else "."
        yield Term(stem(word.form), word.form, follows=between in {" ", "-"})
        last_end = word.end


def _runs(text: str, length: int = RUN) -> frozenset[tuple[str, ...]]:
    forms = [word.form for word in words(text)]
    return frozenset(tuple(forms[at : at + length]) for at in range(max(len(forms) - length + 1, 1)))


def overlap(mine: frozenset[tuple[str, ...]], theirs: frozenset[tuple[str, ...]]) -> float:
    """Share of all runs that stand in both, from 0 to 1 (Jaccard's index)."""
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def best_pair(mine: View, theirs: View, index: WordIndex) -> tuple[Span, Span]:
    """The sentences whose shared words are the most telling, for their length; the first of equals."""
    best, chosen = -1.0, (Span(0, 0), Span(0, 0))
    for span, stems_here in mine.sentences:
        for other, stems_there in theirs.sentences:
            shared = sum(sorted(index.idf(word) for word in stems_here & stems_there))
            score = shared / ((len(stems_here) + 8) * (len(stems_there) + 8)) ** 0.25
            if score > best:
                best, chosen = score, (span, other)
    return chosen


def shared_terms(mine: View, theirs: View, index: WordIndex) -> tuple[str, ...]:
    """Word groups that stand in both, then single words, the most telling first; as the first passage writes them."""
    groups = {(a.stem, b.stem): f"{a.form} {b.form}" for a, b in pairwise(mine.terms) if b.follows}
    their_groups = {(a.stem, b.stem) for a, b in pairwise(theirs.terms) if b.follows}
    shared_groups = {pair: form for pair, form in groups.items() if pair in their_groups}
    grouped = {word for pair in shared_groups for word in pair}
    singles = {term.stem: term.form for term in reversed(mine.terms) if not index.is_common(term.stem)}
    shared = {term.stem for term in theirs.terms} & singles.keys() - grouped
    worth = {form: sum(map(index.idf, pair)) for pair, form in shared_groups.items()}
    worth |= {singles[word]: index.idf(word) for word in shared}
    return tuple(sorted(worth, key=lambda form: (-worth[form], form))[:MAX_TERMS])
