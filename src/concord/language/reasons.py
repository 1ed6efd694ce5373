"""Why two passages are linked: the sentences that match best, and the words they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..model import Passage, Span
from .word_index import WordIndex
from .words import STOPWORDS, sentences, stem, stems, words

MAX_TERMS = 6
LIGHT = frozenset(
    map(
        stem,
        """
        able ai allow become bring build call case clear come different ensure fit fitting full get give go good help
        include instead keep know let like long look make mean mind name need new number one part particular people place
        point possible provide put ready run see serve set several show system take therefore thing time turn use want way well
        whole word work
        article chapter clause item norm paragraph part principle recommendation requirement section
        first second third fourth fifth sixth seventh eighth ninth tenth
        """.split(),  # noqa: SIM905 - seventy quoted words would be harder to read
    )
)
"""Stems of words that stand everywhere in plain English or only number a heading: sharing one is no reason for a link."""
ROMAN = frozenset(("ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"))
SHORTEST = 3
"""Letters of a telling word of an alphabet: what is shorter is a particle, or the letter of a list ("(e)")."""
EVIDENCE = 6.0
"""What two sentences that show the same topic count for; a word that stands in one of 400 passages counts as much."""
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
        if word.form in STOPWORDS or is_label(word.form):
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
    """The sentences that match best, the first of equals: by their telling shared words, for their length.

    A sentence that shows what its passage is about weighs as much as a rare word where both show the same topic.
    """
    common_topics = mine.passage.evidence.keys() & theirs.passage.evidence.keys()
    shown = {(mine.passage.evidence[topic], theirs.passage.evidence[topic]) for topic in common_topics}
    best, chosen = -1.0, (Span(0, 0), Span(0, 0))
    for span, stems_here in mine.sentences:
        for other, stems_there in theirs.sentences:
            telling = sorted(index.idf(word) for word in stems_here & stems_there if is_telling(word, index))
            shared = sum(telling) + EVIDENCE * ((span, other) in shown)
            score = shared / ((len(stems_here) + 8) * (len(stems_there) + 8)) ** 0.25
            if score > best:
                best, chosen = score, (span, other)
    return chosen


def is_label(word: str) -> bool:
    """Whether it only numbers a heading or a list: "5", "b", "iv"."""
    return word.isdigit() or (word.isascii() and len(word) == 1) or word in ROMAN


def is_telling(word: str, index: WordIndex) -> bool:
    """Whether sharing this stem says something about what two passages are about."""
    is_particle = len(word) < SHORTEST and word.isascii()
    return not is_particle and word not in LIGHT and not index.is_common(word)


def shared_terms(mine: View, theirs: View, index: WordIndex) -> tuple[str, ...]:
    """Word groups that stand in both, then single words, the most telling first; as the first passage writes them."""
    groups = {(a.stem, b.stem): f"{a.form} {b.form}" for a, b in pairwise(mine.terms) if b.follows}
    their_groups = {(a.stem, b.stem) for a, b in pairwise(theirs.terms) if b.follows}
    shared_groups = {pair: form for pair, form in groups.items() if pair in their_groups and not LIGHT.issuperset(pair)}
    grouped = {word for pair in shared_groups for word in pair}
    singles = {term.stem: term.form for term in reversed(mine.terms) if is_telling(term.stem, index)}
    shared = {term.stem for term in theirs.terms} & singles.keys() - grouped
    worth = {form: sum(map(index.idf, pair)) for pair, form in shared_groups.items()}
    worth |= {singles[word]: index.idf(word) for word in shared}
    return tuple(sorted(worth, key=lambda form: (-worth[form], form))[:MAX_TERMS])
