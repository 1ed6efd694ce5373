"""Fits the weights of links anew and measures them on principles they were not fitted on.

Run as `python evaluation/cross_validate.py concord.db`. The judged principles of `links-dev.jsonl` are dealt into eight
folds; each fold's candidates are ranked with weights fitted on the other seven. Prints nDCG@5 and good@5 with their
95 % intervals, as `measure.py` does for the weights in use, and below them the weights that all pairs together give.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from measure import Figure, dcg, figure, read

from concord.answers.opened import Library, open_library
from concord.language.linking import bag_of
from concord.language.reasons import is_label
from concord.model import Passage

Numbers = npt.NDArray[np.float64]

FOLDS = 8
SEED = 0
ROUNDS = 50
"""Newton's method is at its end after ten."""
RIDGE = 1e-6
"""Keeps the weights finite where a fold's pairs can be told apart without an error; too little to change them."""


@dataclass(frozen=True)
class Judged:
    """One principle with its graded candidates."""

    features: Numbers
    """Shape (candidates, 5): words, topics, subjects, words times topics, and 1 for the bias."""
    grades: npt.NDArray[np.int64]


def features(library: Library, passage: Passage) -> Numbers:
    """What a link's strength is made of, for every principle of the library; shape (principles, 5)."""
    linker = library.linker
    bag = {word: count for word, count in bag_of(passage.heading, passage.text).items() if not is_label(word)}
    words = np.sqrt(linker.index.scores(bag) / max(linker.index.own_score(bag), 1e-6))
    topics = linker.space.all @ linker.space.vector(passage.subjects, passage.mentions)
    subjects = linker.space.subjects @ linker.space.vector(passage.subjects)
    return np.column_stack((words, topics, subjects, words * topics, np.ones_like(words))).astype(np.float64)


def judged(library: Library) -> list[Judged]:
    """The judged principles, in the order of the file."""
    number_of = {entry.reference: entry.number for entry in library.entries}
    found = []
    for line in read("links-dev.jsonl"):
        every = features(library, library.passage(library.entry_by_reference[line["from"]]))
        rows = [number_of[name] for name in line["to"]]
        found.append(Judged(every[rows], np.array(list(line["to"].values()))))
    return found


def fit(principles: Sequence[Judged]) -> Numbers:
    """Weights of the logistic regression of "graded 2 or 3" on the features, by Newton's method; shape (5,)."""
    x = np.concatenate([principle.features for principle in principles])
    y = np.concatenate([principle.grades for principle in principles]) >= 2
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - chance) - RIDGE * weights
        bend = (x.T * (chance * (1 - chance))) @ x + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def cross_validated(principles: Sequence[Judged]) -> list[Figure]:
    """How well weights rank the candidates of principles that they were not fitted on."""
    gain, good = np.zeros(len(principles)), np.zeros(len(principles))
    for fold in np.array_split(np.random.default_rng(SEED).permutation(len(principles)), FOLDS):
        weights = fit([principle for number, principle in enumerate(principles) if number not in set(fold)])
        for number in fold:
            one = principles[number]
            first = one.grades[np.argsort(-(one.features @ weights), kind="stable")[:5]]
            best = np.sort(one.grades)[:-6:-1]
            gain[number] = dcg(2.0**first - 1) / dcg(2.0**best - 1)
            good[number] = np.mean(first >= 2)
    return [
        figure("links cross-validated: nDCG@5", gain.tolist()),
        figure("links cross-validated: good@5", good.tolist()),
    ]


def main(write: Callable[[str], object] = sys.stdout.write) -> None:
    """Print the figures and the weights for the database named on the command line."""
    principles = judged(open_library(Path(sys.argv[1] if len(sys.argv) > 1 else "concord.db")))
    for item in cross_validated(principles):
        write(f"{item}\n")
    names = ("words", "topics", "subjects", "words times topics", "bias")
    for name, weight in zip(names, fit(principles), strict=True):
        write(f"weight of {name:18} {weight:5.1f}\n")


if __name__ == "__main__":
    main()
