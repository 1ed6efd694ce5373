"""Phrases of the vocabulary, and the places where they stand in a text.

The notation, as `vocabulary/topics.yaml` uses it:

- words are compared without case; a word also matches its plural and possessive;
- `*` at a word's end stands for any ending: `explain*`;
- `...` stands for up to four other words of the same sentence: `oversight by ... human`;
- hyphens and spaces are alike: `human in the loop`;
- a word with a capital letter is matched exactly in that case: `AGI`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from ..model import Span
from .words import Word, sentences, words

Owner = TypeVar("Owner")
"""Whatever a phrase belongs to: a topic's id, a group of plain words."""

GAP = "..."
GAP_WORDS = 4
_JOINS = re.compile(r"[\s\-‐‑–/'’\"“”()]*")
"""What may stand between two neighbouring words of a phrase: no comma, no full stop."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One word of a phrase."""

    forms: frozenset[str]
    """What the word may be; empty where any ending counts."""
    prefix: str
    """What it must begin with."""
    cased: str | None
    """The word in its own case, where the case matters."""
    after_gap: bool
    """Whether other words may stand before it."""

    def matches(self, word: Word, text: str) -> bool:
        """Whether the word of the text is this word of the phrase."""
        if self.forms:
            if word.form not in self.forms:
                return False
        elif not word.form.startswith(self.prefix):
            return False
        return self.cased is None or _in_own_case(text, word).startswith(self.cased)


def _inflections(form: str) -> frozenset[str]:
    plurals = (form + "s", form[:-1] + "ies") if form.endswith("y") else (form + "s", form + "es")
    return frozenset((form, *plurals))


def compile_phrase(phrase: str) -> tuple[Pattern, ...]:
    """The words of a phrase as patterns; empty where it has no word."""
    patterns: list[Pattern] = []
    for piece in phrase.split(GAP):
        after_gap = bool(patterns)
        for token in piece.split():
            for pattern in _patterns_of(token, after_gap):
                patterns.append(pattern)
                after_gap = False
    return tuple(patterns)


def _patterns_of(token: str, after_gap: bool) -> Iterator[Pattern]:
    """The patterns of what stands between two spaces: several for a run of an unspaced script or words joined by hyphens."""
    for number, word in enumerate(words(token)):
        raw = _in_own_case(token, word)
        any_ending = token.startswith("*", word.end)
        forms = frozenset[str]() if any_ending else _inflections(word.form)
        yield Pattern(forms, word.form, raw if raw != raw.lower() else None, after_gap and number == 0)


def is_findable(phrase: str) -> bool:
    """Whether a text can hold the phrase: it has words, and nothing between them that parts words of a text."""
    found = words(phrase)
    between = (phrase[one.end : next_.start].replace("*", "") for one, next_ in pairwise(found))
    return bool(found) and all(GAP in join or _JOINS.fullmatch(join) for join in between)


def _in_own_case(text: str, word: Word) -> str:
    return text[word.start : word.end].replace("’", "'")


@dataclass(frozen=True, slots=True)
class Hit(Generic[Owner]):
    """A phrase found in a text."""

    owner: Owner
    span: Span


class PhraseFinder(Generic[Owner]):
    """Finds the phrases of many owners (topics, groups of plain words) in one pass over a text."""

    def __init__(self, phrases: Iterable[tuple[Owner, str]]) -> None:
        self._by_form: dict[str, list[tuple[Owner, tuple[Pattern, ...]]]] = defaultdict(list)
        self._by_prefix: dict[str, list[tuple[Owner, tuple[Pattern, ...]]]] = defaultdict(list)
        for owner, phrase in phrases:
            patterns = compile_phrase(phrase)
            if not patterns:
                continue
            first = patterns[0]
            if not first.forms:
                self._by_prefix[first.prefix].append((owner, patterns))
            for form in first.forms:
                self._by_form[form].append((owner, patterns))
        self._prefix_lengths = sorted({len(prefix) for prefix in self._by_prefix})

    def find(self, text: str) -> list[Hit[Owner]]:
        """Every place of every phrase in the text, in reading order; hits may overlap."""
        hits: list[Hit[Owner]] = []
        found = words(text)
        at = 0
        for sentence in sentences(text):
            while at < len(found) and found[at].start < sentence.start:
                at += 1
            stop = at
            while stop < len(found) and found[stop].end <= sentence.end:
                stop += 1
            hits.extend(self._find_in(text, found[at:stop]))
            at = stop
        return hits

    def _find_in(self, text: str, sentence: Sequence[Word]) -> Iterable[Hit[Owner]]:
        for position, word in enumerate(sentence):
            for owner, patterns in self._starting_with(word.form):
                last = _match(text, sentence, position, patterns)
                if last is not None:
                    yield Hit(owner, Span(word.start, sentence[last].end))

    def _starting_with(self, form: str) -> Iterable[tuple[Owner, tuple[Pattern, ...]]]:
        yield from self._by_form.get(form, ())
        for length in self._prefix_lengths:
            if length <= len(form):
                yield from self._by_prefix.get(form[:length], ())


def _match(text: str, sentence: Sequence[Word], position: int, patterns: Sequence[Pattern]) -> int | None:
    """Index of the last word of the phrase that begins at `position`, or None where it does not stand there."""
    if not patterns[0].matches(sentence[position], text):
        return None
    return _match_rest(text, sentence, position, patterns[1:])


def _match_rest(text: str, sentence: Sequence[Word], position: int, patterns: Sequence[Pattern]) -> int | None:
    if not patterns:
        return position
    for at in _reach(text, sentence, position, patterns[0]):
        if patterns[0].matches(sentence[at], text):
            last = _match_rest(text, sentence, at, patterns[1:])
            if last is not None:
                return last
    return None


def _reach(text: str, sentence: Sequence[Word], position: int, pattern: Pattern) -> range:
    """Where the next word of a phrase may stand."""
    following = position + 1
    if pattern.after_gap:
        return range(following, min(following + 1 + GAP_WORDS, len(sentence)))
    if following >= len(sentence):
        return range(0)
    between = text[sentence[position].end : sentence[following].start]
    return range(following, following + 1 if between == " " or _JOINS.fullmatch(between) else following)
