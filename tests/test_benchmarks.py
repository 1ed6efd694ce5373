"""Many measurements come to a right median and 95th percentile; nothing is timed here."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def summary(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_summary", ROOT / "benchmarks" / "summary.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


def test_the_order_of_measurements_does_not_matter(summary):
    found = summary.summarise([3.0, 1.0, 2.0])

    assert (found.median, found.p95, found.count) == (2.0, 3.0, 3)


def test_an_even_number_has_its_median_between_the_middle_two(summary):
    assert summary.summarise([1.0, 2.0, 4.0, 100.0]).median == 3.0


@pytest.mark.parametrize(("count", "p95"), [(1, 1), (2, 2), (19, 19), (20, 19), (21, 20), (100, 95), (200, 190)])
def test_at_most_a_twentieth_of_the_measurements_is_above_the_percentile(summary, count, p95):
    found = summary.summarise([float(number) for number in range(count, 0, -1)])

    assert found.p95 == p95


def test_nothing_measured_has_no_summary(summary):
    with pytest.raises(ValueError, match="at least one"):
        summary.summarise([])
