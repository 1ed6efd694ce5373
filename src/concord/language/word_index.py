"""Passages by their words: BM25 over stems, for any number of passages and any text.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, with the idf that stays
positive (as Lucene has it). A word of the heading counts as `HEADING_WEIGHT` words of the text: BM25F with one length.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Length = TypeVar("Length", float, Scores)

HEADING_WEIGHT = 2
K1 = 1.2
B = 0.6
COMMON = 0.12
"""Share of the passages from which on a word is common: "AI", "people", "use", "systems"."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a word stands and what it is worth there."""

    passages: npt.NDArray[np.int32]
    """Positions of the passages, ascending."""
    worth: Scores
    """The word's BM25 share in each of them, its idf included."""
    idf: float


class WordIndex:
    """An inverted index over the bags of words of passages."""

    def __init__(self, bags: Sequence[Counter[str]]) -> None:
        self.size = len(bags)
        lengths = np.array([sum(bag.values()) for bag in bags], dtype=np.float32)
        self._mean_length = max(float(lengths.mean()) if self.size else 1.0, 1.0)
        norms: Scores = self._norm(lengths)
        places: dict[str, list[int]] = defaultdict(list)
        counts: dict[str, list[int]] = defaultdict(list)
        for position, bag in enumerate(bags):
            for word, count in bag.items():
                places[word].append(position)
                counts[word].append(count)
        self._postings = {word: self._weigh(places[word], counts[word], norms) for word in places}
        self._unseen = float(np.log(1 + (self.size + 0.5) / 0.5))

    def _weigh(self, places: list[int], counts: list[int], norms: Scores) -> Postings:
        at = np.array(places, dtype=np.int32)
        count = np.array(counts, dtype=np.float32)
        idf = float(np.log(1 + (self.size - len(places) + 0.5) / (len(places) + 0.5)))
        worth = idf * count * (K1 + 1) / (count + norms[at])
        return Postings(at, worth.astype(np.float32), idf)

    def word_scores(self, word: str) -> Scores:
        """BM25 of every passage for one word, shape (size,)."""
        return self.scores({word: 1.0})

    def holds_all(self, words: Collection[str]) -> npt.NDArray[np.bool_]:
        """Which passages hold every one of the words; shape (size,)."""
        count = np.zeros(self.size, dtype=np.int32)
        for word in words:
            postings = self._postings.get(word)
            if postings:
                count[postings.passages] += 1
        holds: npt.NDArray[np.bool_] = count == len(words)
        return holds

    def _norm(self, length: Length) -> Length:
        return K1 * (1 - B + B * length / self._mean_length)

    def own_score(self, bag: Mapping[str, float]) -> float:
        """What a text of these words would score for itself: the most any passage can be like it."""
        norm = self._norm(float(sum(bag.values())))
        return sum(self.idf(word) * count * count * (K1 + 1) / (count + norm) for word, count in bag.items())

    def is_common(self, word: str) -> bool:
        """Whether so many passages hold the word that sharing it is no reason for anything."""
        postings = self._postings.get(word)
        return postings is not None and len(postings.passages) > max(3, COMMON * self.size)

    def idf(self, word: str) -> float:
        """How telling a word is: high for a rare one, highest for one that stands nowhere."""
        postings = self._postings.get(word)
        return postings.idf if postings else self._unseen

    def scores(self, query: Mapping[str, float]) -> Scores:
        """BM25 of every passage for weighted words; shape (size,), zero where no word is shared."""
        scores = np.zeros(self.size, dtype=np.float32)
        for word, weight in query.items():
            postings = self._postings.get(word)
            if postings:
                scores[postings.passages] += weight * postings.worth
        return scores
