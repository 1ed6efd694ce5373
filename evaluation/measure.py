"""Measures search, topics and links against the judged data of this folder.

Run as `python evaluation/measure.py concord.db`; prints one line a figure, with its 95 % interval (bootstrap over
questions or principles, 1,000 rounds).
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from concord.answers.opened import Library, open_library
from concord.answers.paging import Window
from concord.answers.search import search

HERE = Path(__file__).parent
ROUNDS = 1000


@dataclass(frozen=True)
class Figure:
    """A measured mean with its 95 % interval."""

    name: str
    mean: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.name:34} {self.mean:.3f}  [{self.low:.3f}, {self.high:.3f}]  n={self.count}"


def figure(name: str, values: Sequence[float]) -> Figure:
    """The mean of the values with a bootstrap interval over them."""
    data = np.array(values)
    draws = np.random.default_rng(0).integers(0, len(data), size=(ROUNDS, len(data)))
    low, high = np.percentile(data[draws].mean(axis=1), [2.5, 97.5])
    return Figure(name, float(data.mean()), float(low), float(high), len(data))


def read(name: str) -> list[dict[str, Any]]:
    """The lines of a judged file."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def questions(library: Library, name: str) -> list[Figure]:
    """How well search answers plain questions: any good one of five, share of five, nDCG of ten, first good one."""
    found_any, precision, gain, reciprocal = [], [], [], []
    for line in read(f"questions-{name}.jsonl"):
        good = set(line["good"])
        page = search(library, line["query"], window=Window(limit=10)).page
        hits = [hit.entry.reference in good for hit in page.items]
        found_any.append(float(any(hits[:5])))
        precision.append(sum(hits[:5]) / 5)
        gain.append(dcg([float(hit) for hit in hits]) / dcg([1.0] * min(10, len(good))))
        reciprocal.append(next((1 / rank for rank, hit in enumerate(hits, 1) if hit), 0.0))
    named = {"hit@5": found_any, "precision@5": precision, "nDCG@10": gain, "MRR@10": reciprocal}
    return [figure(f"questions {name}: {measure}", values) for measure, values in named.items()]


def topics(library: Library, name: str) -> list[Figure]:
    """How well subjects are found: precision and recall over principles; a topic judged as mentioned counts half wrong."""
    right, claimed, wanted = [], [], []
    for line in read(f"topics-{name}.jsonl"):
        found = set(library.entry_by_reference[line["principle"]].topics)
        about, mentioned = set(line["about"]), set(line["mentioned"])
        right.append(len(found & about))
        claimed.append(len(found & about) + len(found - about - mentioned) + 0.5 * len((found - about) & mentioned))
        wanted.append(len(about))
    return [ratio(f"topics {name}: precision", right, claimed), ratio(f"topics {name}: recall", right, wanted)]


def ratio(name: str, parts: Sequence[float], wholes: Sequence[float]) -> Figure:
    """The ratio of two sums with a bootstrap interval over their items."""
    part, whole = np.array(parts, dtype=float), np.array(wholes, dtype=float)
    draws = np.random.default_rng(0).integers(0, len(part), size=(ROUNDS, len(part)))
    low, high = np.percentile(part[draws].sum(axis=1) / whole[draws].sum(axis=1), [2.5, 97.5])
    return Figure(name, float(part.sum() / whole.sum()), float(low), float(high), len(part))


def links(library: Library) -> list[Figure]:
    """How well judged candidates are ranked: nDCG of five, and the share of five graded 2 or 3."""
    gain, good = [], []
    number_of = {entry.reference: entry.number for entry in library.entries}
    for line in read("links-dev.jsonl"):
        strengths = library.linker.strengths(library.passage(library.entry_by_reference[line["from"]]))
        ranked = sorted(line["to"], key=lambda name: -strengths[number_of[name]])[:5]
        grades = [line["to"][name] for name in ranked]
        gain.append(dcg([2**g - 1 for g in grades]) / dcg([2**g - 1 for g in sorted(line["to"].values())[:-6:-1]]))
        good.append(sum(grade >= 2 for grade in grades) / 5)
    return [figure("links dev: nDCG@5", gain), figure("links dev: good@5", good)]


def reliability(library: Library) -> list[tuple[str, int, float]]:
    """For each tenth of strength: how many judged pairs have it, and the share of them graded 2 or 3."""
    number_of = {entry.reference: entry.number for entry in library.entries}
    pairs: list[tuple[float, bool]] = []
    for line in read("links-dev.jsonl"):
        strengths = library.linker.strengths(library.passage(library.entry_by_reference[line["from"]]))
        pairs.extend((float(strengths[number_of[name]]), grade >= 2) for name, grade in line["to"].items())
    bins: list[list[bool]] = [[] for _ in range(10)]
    for strength, is_good in pairs:
        bins[min(9, int(10 * strength))].append(is_good)
    return [(f"{at / 10:.1f}–{at / 10 + 0.1:.1f}", len(b), sum(b) / len(b)) for at, b in enumerate(bins) if b]


def dcg(gains: Sequence[float]) -> float:
    """Discounted cumulative gain (Järvelin and Kekäläinen 2002), with log2 of the rank plus one."""
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def main(write: Callable[[str], object] = sys.stdout.write) -> None:
    """Print every figure for the database named on the command line."""
    library = open_library(Path(sys.argv[1] if len(sys.argv) > 1 else "concord.db"))
    sets = ("dev", "test")
    figures = [f for name in sets for f in questions(library, name)] + [f for n in sets for f in topics(library, n)]
    for item in [*figures, *links(library)]:
        write(f"{item}\n")
    for label, count, share in reliability(library):
        write(f"strength {label}: {count:4} pairs, {share:.2f} the same subject\n")


if __name__ == "__main__":
    main()
