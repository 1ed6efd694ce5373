"""What many measurements of one thing come to."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Summary:
    """A median, a 95th percentile, and of how many measurements."""

    median: float
    p95: float
    count: int


def summarise(measurements: Sequence[float]) -> Summary:
    """The summary; its percentile is one of the measurements (nearest rank). Raises `ValueError` where there are none."""
    if not measurements:
        raise ValueError("there must be at least one measurement")
    ordered = sorted(measurements)
    rank = math.ceil(0.95 * len(ordered))
    return Summary(statistics.median(ordered), ordered[rank - 1], len(ordered))
