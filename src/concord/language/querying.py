"""A reader's question, read for what it is after, and what the library's passages are worth for it.

People type plain words ("kids", "robots taking my job"); documents write "children", "displacement of labour". Four
bridges lead across: the stems of the words themselves, the vocabulary's plain words (what people say for what
documents write), the topics whose phrases or everyday wordings the question is like, and the encoder's vectors.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..model import PlainWords, Span, Topic, Vocabulary
from .encoder import Encoder, Vectors
from .linking import Linker
from .phrases import Hit, PhraseFinder
from .topics import TopicFinder
from .words import index_text, stem, stems, words

Scores = npt.NDArray[np.float32]

MEANS_WEIGHT = 0.8
"""What a wording that stands for the reader's own counts beside it."""
WORDING_SHARES = (1.0, 0.3, 0.2)
"""What the likest everyday wordings of a topic count for."""
EXACT = 0.999
"""Likeness of a text to a wording of the same stems, but for rounding."""
NAMED = 0.8
"""Affinity of a topic of which a phrase stands in the question, the more the larger its share of the question's words."""
LEAST_AFFINITY = 0.3
NEAREST_SHARE = 0.5
"""Topics need this affinity, and this share of the best one's, to be what a question is after."""
MOST_TOPICS = 5
WORDS_SHARE, TOPICS_SHARE, MEANING_SHARE = 1.0, 2.0, 0.8
"""What the bridges count for; set on 160 plain questions judged by reading (docs/search.md)."""
LEAST_SCORE = 0.25
"""Share of the best score below which a passage is no answer any more."""

_MARKS = '"“”„«»'
QUOTE = re.compile(f"[{_MARKS}]")
"""A quotation mark, opening or closing."""
_QUOTED = re.compile(f"[{_MARKS}]([^{_MARKS}]*)[{_MARKS}]")


@dataclass(frozen=True, slots=True)
class Idea:
    """A part of the question: what the reader typed, and wordings that documents use for it."""

    said: str
    own: tuple[str, ...]
    """Stems of what was typed."""
    means: tuple[tuple[str, ...], ...] = ()
    """Stems of each wording that stands for it."""


@dataclass(frozen=True)
class Query:
    """A question as it was understood."""

    text: str
    phrases: tuple[str, ...]
    """Quoted phrases, as typed."""
    ideas: tuple[Idea, ...]
    stands_for: Mapping[str, tuple[str, ...]]
    """Plain words found in the question, and what documents write for them."""
    topics: Mapping[str, float]
    """Topics the question is after, with their affinity from 0 to 1."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it can be looked for."""
        return not (self.ideas or self.topics or self.phrases)

    @cached_property
    def own(self) -> frozenset[str]:
        """Stems of what was typed."""
        return frozenset(word for idea in self.ideas for word in idea.own)

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Stems whose words a page marks: typed, or standing for what was typed."""
        return self.own | {word for idea in self.ideas for wording in idea.means for word in wording}


@dataclass(frozen=True, slots=True)
class Worth:
    """What each passage is worth for a question, shape (passages,) each."""

    total: Scores
    words: Scores
    """The part that the question's ideas give."""


class QueryReader:
    """Reads questions with a vocabulary, and ranks the passages of a library for them."""

    def __init__(self, vocabulary: Vocabulary, linker: Linker, encoder: Encoder, vectors: Vectors) -> None:
        self._finder = TopicFinder(vocabulary.topics)
        self._plain = PhraseFinder((group, say) for group in vocabulary.plain_words for say in group.say)
        self._everyday = _Everyday(vocabulary.topics)
        self._topics_of_group = {group: self._group_topics(group) for group in vocabulary.plain_words}
        self._linker = linker
        self._encoder = encoder
        self._vectors = vectors

    def _group_topics(self, group: PlainWords) -> dict[str, float]:
        """Topics that a group's wordings mention, each with the share of the wordings that do."""
        counts = Counter(topic for means in group.means for topic in self._finder.topics_in(means))
        return {topic: count / len(group.means) for topic, count in counts.items()}

    def read(self, text: str, *, words_only: bool = False) -> Query:
        """The question as understood; with `words_only`, nothing but the words that were typed."""
        phrases = tuple(found.strip() for found in _QUOTED.findall(text) if index_text(found))
        plain = _QUOTED.sub(r" \1 ", text)
        hits = [] if words_only else _outermost(self._plain.find(plain))
        ideas = _ideas(plain, hits)
        if words_only:
            return Query(text, phrases, ideas, {}, {})
        stands_for: dict[str, tuple[str, ...]] = {}
        for hit in hits:
            said = plain[hit.span.start : hit.span.end].lower()
            stands_for[said] = tuple(dict.fromkeys((*stands_for.get(said, ()), *hit.owner.means)))
        return Query(text, phrases, ideas, stands_for, self._affinities(plain, hits))

    def _affinities(self, text: str, hits: Sequence[Hit[PlainWords]]) -> dict[str, float]:
        affinity: dict[str, float] = defaultdict(float, self._everyday.likeness(text))
        for topic, share in self._finder.shares_in(text).items():
            affinity[topic] = max(affinity[topic], NAMED + (1 - NAMED) * share)
        for hit in hits:
            for topic, share in self._topics_of_group[hit.owner].items():
                affinity[topic] = max(affinity[topic], share)
        best = sorted(affinity.items(), key=lambda item: (-item[1], item[0]))[:MOST_TOPICS]
        least = max(LEAST_AFFINITY, NEAREST_SHARE * best[0][1]) if best else 0.0
        return {topic: round(value, 3) for topic, value in best if value >= least}

    def worth(self, query: Query) -> Worth:
        """What every passage is worth for the question; nothing is left out."""
        by_words = self._by_words(query.ideas)
        by_topics = self._linker.space.all @ self._linker.space.vector(query.topics)
        certainty = max(query.topics.values(), default=0.0)
        meant = " ".join((query.text, *(means for group in query.stands_for.values() for means in group)))
        by_meaning = np.maximum(self._vectors @ self._encoder.encode([meant])[0], 0)
        total = WORDS_SHARE * by_words + TOPICS_SHARE * certainty * by_topics + MEANING_SHARE * by_meaning
        return Worth(total.astype(np.float32), by_words)

    def _by_words(self, ideas: Sequence[Idea]) -> Scores:
        """Every idea counts once, by the wording that a passage answers best; as a share of what all could give."""
        total = np.zeros(self._linker.index.size, dtype=np.float32)
        most = 0.0
        for idea in ideas:
            worth = self._wording(idea.own)
            for wording in idea.means:
                np.maximum(worth, MEANS_WEIGHT * self._wording(wording), out=worth)
            total += worth
            most += self._most(idea, worth)
        return total / max(most, 1e-6)

    def _wording(self, wording: Sequence[str]) -> Scores:
        """A wording of several words counts only where all of them stand, and then as its least telling word."""
        scores = [self._linker.index.word_scores(word) for word in wording]
        least: Scores = np.minimum.reduce(scores) if scores else np.zeros(self._linker.index.size, dtype=np.float32)
        return least

    def _most(self, idea: Idea, worth: Scores) -> float:
        if idea.means:
            return float(worth.max(initial=0)) / 1.5
        return max((self._linker.index.idf(word) for word in idea.own), default=0.0)


class _Everyday:
    """The everyday wordings of the topics, to be compared with a question by their stems."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        wordings = [(topic.id, frozenset(stems(say))) for topic in topics for say in (*topic.everyday, topic.label)]
        spread = Counter(word for _, bag in wordings for word in bag)
        self._rarity = {word: math.log(1 + len(wordings) / count) for word, count in spread.items()}
        self._unseen = math.log(1 + len(wordings))
        self._wordings = [(topic, bag, self._length(bag)) for topic, bag in wordings]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, (_, bag) in enumerate(wordings):
            for word in bag:
                self._holding[word].append(number)

    def likeness(self, text: str) -> dict[str, float]:
        """For each topic the likeness of its three likest wordings to the text, from 0 to 1.

        Where the text is one of the wordings, topics that have no such wording are left out.

        The likeness of one is a cosine over stems; the second and third best add less, for one wording alone may share
        a word by chance.
        """
        bag = frozenset(stems(text))
        length = self._length(bag)
        found: dict[str, list[float]] = defaultdict(list)
        for number in sorted({number for word in bag for number in self._holding.get(word, ())}):
            topic, wording, its_length = self._wordings[number]
            found[topic].append(self._length(bag & wording) ** 2 / (length * its_length))
        if any(max(values) > EXACT for values in found.values()):
            found = {topic: values for topic, values in found.items() if max(values) > EXACT}
        return {topic: _joined(sorted(values, reverse=True)) for topic, values in found.items()}

    def _length(self, bag: frozenset[str]) -> float:
        return math.sqrt(sum(sorted(self._rarity.get(word, self._unseen) ** 2 for word in bag)))


def _joined(values: Sequence[float]) -> float:
    return min(1.0, sum(share * value for share, value in zip(WORDING_SHARES, values, strict=False)))


def _ideas(text: str, hits: Sequence[Hit[PlainWords]]) -> tuple[Idea, ...]:
    """The plain words found, each with what it stands for, and every other word that carries meaning."""
    groups: dict[str, list[PlainWords]] = defaultdict(list)
    for hit in hits:
        groups[text[hit.span.start : hit.span.end].lower()].append(hit.owner)
    found = [
        Idea(said, stems(said), tuple(stems(means) for group in owners for means in group.means if stems(means)))
        for said, owners in groups.items()
    ]
    covered = {word for idea in found for word in idea.own}
    rest = stems(text)
    if not rest and not found:  # a question of stop words only is still a question
        rest = tuple(stem(word.form) for word in words(text))
    return (*found, *(Idea(word, (word,)) for word in dict.fromkeys(rest) if word not in covered))


def _outermost(hits: Sequence[Hit[PlainWords]]) -> list[Hit[PlainWords]]:
    """Without those that stand inside a longer one."""
    return [hit for hit in hits if not any(_is_inside(hit.span, other.span) for other in hits)]


def _is_inside(span: Span, other: Span) -> bool:
    return span.within(other) and span != other
