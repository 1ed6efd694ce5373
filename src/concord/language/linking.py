"""Which passages speak of the same subject, how sure that is, and why.

Two likenesses are joined: of words (BM25, as a share of what the passage scores against itself) and of topics (what
both are about or mention, rare topics counting more). `strength` is their logistic combination, fitted on judged
pairs so that it estimates the probability that a reader calls the two the same subject; docs/linking.md shows how
well it does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..model import Link, Passage, Reason, Topic
from .encoder import unit_rows
from .reasons import View, best_pair, is_label, overlap, shared_terms, view_of
from .word_index import HEADING_WEIGHT, WordIndex
from .words import stems

Scores = npt.NDArray[np.float32]

WORDS_WEIGHT, TOPICS_WEIGHT, SUBJECTS_WEIGHT, BOTH_WEIGHT, BIAS = 4.1, 1.9, 1.8, 3.8, -3.6
"""Fitted by logistic regression on 869 pairs graded by reading, "same subject" against the rest."""

STRONG, MODERATE = 0.85, 0.4
"""From these strengths on a link is called strong, moderate; what is below is called weak."""

MENTION_WEIGHT = 0.35
"""What a topic that is only mentioned counts beside one that the passage is about."""
PARENT_SHARE = 0.3
"""What a finer topic adds to its coarse one, so that neighbours in the vocabulary are a little alike."""

SAME_WORDING = 0.8
"""Share of five-word runs that two originals must have in common to be called the same wording."""

MAX_TOPICS = 4


@dataclass(frozen=True, slots=True)
class Show:
    """Which links of a passage are worth showing."""

    limit: int = 10
    per_document: int = 2
    at_least: float = MODERATE
    """Weaker links are left out ..."""
    nearest: int = 5
    """... unless fewer than this many are stronger: a reader of a rare principle then sees what comes nearest, ..."""
    never_below: float = 0.05
    """... but nothing weaker than this."""


def strength_name(strength: float) -> str:
    """What a strength is called where people read it."""
    if strength >= STRONG:
        return "strong"
    return "moderate" if strength >= MODERATE else "weak"


def bag_of(heading: str, text: str) -> Counter[str]:
    """The stems of a passage, those of its heading counted `HEADING_WEIGHT` times."""
    bag = Counter(stems(text))
    for word in stems(heading):
        bag[word] += HEADING_WEIGHT
    return bag


class TopicSpace:
    """Passages as unit vectors over the topics: rare topics weigh more, finer ones also count a little for their parent."""

    def __init__(self, topics: Sequence[Topic], passages: Sequence[Passage]) -> None:
        self._column = {topic.id: number for number, topic in enumerate(topics)}
        self._parents = {topic.id: topic.parent for topic in topics if topic.parent}
        self._rarity = np.ones(len(topics), dtype=np.float32)
        raw = np.array([self._raw(passage.subjects, passage.mentions) for passage in passages], dtype=np.float32)
        raw = raw.reshape(len(passages), len(topics))
        spread = (raw > 0).sum(axis=0)
        self._rarity = np.log(1 + len(passages) / np.maximum(spread, 1)).astype(np.float32)
        self.all = unit_rows(raw * self._rarity)
        """Shape (passages, topics): subjects and mentions."""
        self.subjects = np.array([self.vector(passage.subjects) for passage in passages], dtype=np.float32)
        self.subjects = self.subjects.reshape(len(passages), len(topics))
        """Shape (passages, topics): subjects only."""

    def vector(self, subjects: Mapping[str, float], mentions: frozenset[str] = frozenset()) -> Scores:
        """The vector of one passage, shape (topics,), of length one, or zero without topics."""
        row: Scores = unit_rows((self._raw(subjects, mentions) * self._rarity)[None, :])[0]
        return row

    def _raw(self, subjects: Mapping[str, float], mentions: frozenset[str]) -> Scores:
        raw = np.zeros(len(self._column), dtype=np.float32)
        for topic in mentions:
            raw[self._column[topic]] = MENTION_WEIGHT
        for topic, weight in subjects.items():
            raw[self._column[topic]] = max(weight, MENTION_WEIGHT)
        for topic in mentions | subjects.keys():
            parent = self._parents.get(topic)
            if parent:
                column = self._column[parent]
                raw[column] = max(raw[column], PARENT_SHARE * raw[self._column[topic]])
        return raw


class Linker:
    """Links passages to the passages of a library."""

    def __init__(self, passages: Sequence[Passage], topics: Sequence[Topic]) -> None:
        self.passages = tuple(passages)
        self._bags = [bag_of(passage.heading, passage.text) for passage in passages]
        self.index = WordIndex(self._bags)
        self.space = TopicSpace(topics, passages)
        self._coarse = {topic.id for topic in topics if topic.parent is None}
        codes = {document: number for number, document in enumerate(dict.fromkeys(p.document for p in passages))}
        self._codes = codes
        self.document_numbers = np.array([codes[passage.document] for passage in passages], dtype=np.int32)
        """The number of each passage's document, counted from 0 in order of appearance."""
        self._starts = np.flatnonzero(np.diff(self.document_numbers, prepend=-1))
        self._views: dict[str, View] = {}

    def strengths(self, passage: Passage) -> Scores:
        """How likely each of the library's passages is on the same subject, shape (passages,), from 0 to 1.

        Those of the passage's own document are not left out here.
        """
        bag = {word: count for word, count in bag_of(passage.heading, passage.text).items() if not is_label(word)}
        alike = np.sqrt(self.index.scores(bag) / max(self.index.own_score(bag), 1e-6))
        topical = self.space.all @ self.space.vector(passage.subjects, passage.mentions)
        about = self.space.subjects @ self.space.vector(passage.subjects)
        apart = WORDS_WEIGHT * alike + TOPICS_WEIGHT * topical + SUBJECTS_WEIGHT * about
        logit = apart + BOTH_WEIGHT * alike * topical + BIAS
        strengths: Scores = 1 / (1 + np.exp(-logit))
        return strengths

    def related(self, passage: Passage, show: Show) -> list[Link]:
        """The passages of other documents most likely on the same subject, the likeliest first, each with its reason.

        Equal strengths keep the library's order. One that shares neither a telling word nor a topic is left out, unless
        it has the same wording.
        """
        return self.links(passage, self.strengths(passage), show)

    def links(self, passage: Passage, strengths: Scores, show: Show) -> list[Link]:
        """Like `related`, for strengths that are known already."""
        links = [self._link(passage, at, float(strengths[at])) for at in self._choose(passage, strengths, show)]
        return [link for link in links if link.reason.terms or link.reason.topics or link.kind == "same-wording"]

    def best_by_document(self, strengths: Scores) -> Scores:
        """The strength of the best passage of each document, shape (documents,); documents' passages must be neighbours."""
        best: Scores = np.maximum.reduceat(strengths, self._starts)
        return best

    def _choose(self, passage: Passage, strengths: Scores, show: Show) -> list[int]:
        chosen: list[int] = []
        taken: Counter[int] = Counter({self._codes.get(passage.document, -1): show.per_document})
        for at in np.argsort(-strengths, kind="stable"):
            least = show.at_least if len(chosen) >= show.nearest else show.never_below
            if strengths[at] < least or len(chosen) == show.limit:
                break
            document = int(self.document_numbers[at])
            if taken[document] < show.per_document:
                taken[document] += 1
                chosen.append(int(at))
        return chosen

    def _link(self, passage: Passage, at: int, strength: float) -> Link:
        other = self.passages[at]
        mine, theirs = self._view(passage), self._view(other)
        reason = Reason(
            sentences=best_pair(mine, theirs, self.index),
            terms=shared_terms(mine, theirs, self.index),
            topics=self._shared_topics(passage, other),
        )
        twins = passage.original and other.original and overlap(mine.runs, theirs.runs) >= SAME_WORDING
        kind = "same-wording" if twins else "same-subject" if strength >= MODERATE else "nearest"
        return Link(passage.reference, other.reference, round(strength, 4), kind, reason)

    def _view(self, passage: Passage) -> View:
        view = self._views.get(passage.reference)
        if view is None or view.passage is not passage:
            view = self._views[passage.reference] = view_of(passage)
        return view

    def _shared_topics(self, mine: Passage, theirs: Passage) -> tuple[str, ...]:
        """Topics both are about, else topics that both mention; finer ones before coarse ones."""
        both = {
            topic: mine.subjects[topic] * theirs.subjects[topic] for topic in mine.subjects.keys() & theirs.subjects
        }
        if not both:
            known_mine, known_theirs = mine.mentions | mine.subjects.keys(), theirs.mentions | theirs.subjects.keys()
            both = dict.fromkeys(known_mine & known_theirs, 0.0)
        ordered = sorted(both, key=lambda topic: (topic in self._coarse, -both[topic], topic))
        return tuple(ordered[:MAX_TOPICS])
