"""The gate of quality: search, topics and links stay above the floors pinned in `evaluation/floors.json`.

The floors lie a little below what was measured when they were pinned. Judged files are pinned by their SHA-256, so that
whoever changes what is measured against, or lowers a floor, changes `floors.json` too, where a review sees it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import measure
import pytest
from measure import Figure

from concord.answers.opened import Library

EVALUATION = Path(__file__).parent.parent / "evaluation"
PINNED = json.loads((EVALUATION / "floors.json").read_text(encoding="utf-8"))
SETS = ("dev", "test")


def failures(figures: Iterable[Figure], floors: Mapping[str, float]) -> list[str]:
    """Every figure below its floor, every figure without one, and every floor that nothing is measured for."""
    measured = {figure.name: figure.mean for figure in figures}
    return [
        *(
            f"{name} is {mean:.3f}, below its floor {floors[name]}"
            for name, mean in measured.items()
            if mean < floors.get(name, 0)
        ),
        *(f"{name} has no floor" for name in measured if name not in floors),
        *(f"{name} is not measured" for name in floors if name not in measured),
    ]


def changes(folder: Path, pinned: Mapping[str, str]) -> list[str]:
    """Every judged file that is not the one its fingerprint was taken of."""
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.jsonl")}
    return sorted(name for name in found.keys() | pinned if found.get(name) != pinned.get(name))


def all_figures(library: Library) -> list[Figure]:
    figures: list[Figure] = []
    for name in SETS:
        figures += measure.questions(library, name) + measure.topics(library, name)
    return figures + measure.links(library)


def test_no_figure_is_below_its_floor(real_library):
    assert failures(all_figures(real_library), PINNED["floors"]) == []


def test_the_judged_files_are_those_that_the_floors_were_pinned_with():
    assert changes(EVALUATION, PINNED["judged"]) == []


def test_strengths_tell_how_likely_two_principles_are_on_the_same_subject(real_library):
    """Strong links are nearly always right, weak ones nearly never: of a tenth of strength, so many hundredths."""
    shares = measure.reliability(real_library)
    assert shares[-1][2] > 0.9
    assert shares[0][2] < 0.1


def figure(name: str, mean: float) -> Figure:
    return Figure(name, mean, mean, mean, 1)


def test_the_gate_fails_for_a_figure_below_its_floor():
    assert failures([figure("hit@5", 0.79)], {"hit@5": 0.8}) == ["hit@5 is 0.790, below its floor 0.8"]


def test_the_gate_passes_a_figure_on_its_floor():
    assert failures([figure("hit@5", 0.8)], {"hit@5": 0.8}) == []


def test_the_gate_fails_for_a_figure_without_a_floor():
    assert failures([figure("hit@5", 0.9)], {}) == ["hit@5 has no floor"]


def test_the_gate_fails_for_a_floor_that_nothing_is_measured_for():
    assert failures([], {"hit@5": 0.8}) == ["hit@5 is not measured"]


def test_the_gate_fails_for_judged_data_that_changed(tmp_path):
    (tmp_path / "links.jsonl").write_text("{}\n")
    (tmp_path / "more.jsonl").write_text("{}\n")
    pinned = {"links.jsonl": hashlib.sha256(b"{}\n").hexdigest(), "gone.jsonl": "0"}
    assert changes(tmp_path, pinned) == ["gone.jsonl", "more.jsonl"]
    (tmp_path / "links.jsonl").write_text("{} \n")
    assert "links.jsonl" in changes(tmp_path, pinned)


def test_an_engine_that_finds_the_wrong_topics_falls_below_the_floors(real_library, monkeypatch):
    """The gate measures what it says: with every principle about nothing, recall is gone."""
    monkeypatch.setattr(measure, "read", lambda name: [line | {"about": ["sandboxes"]} for line in judged(name)])
    floors = {name: floor for name, floor in PINNED["floors"].items() if name.startswith("topics dev")}
    assert len(failures(measure.topics(real_library, "dev"), floors)) == 2


@cache
def judged(name: str) -> Sequence[dict]:
    """The lines of a judged file."""
    return [json.loads(line) for line in (EVALUATION / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", sorted(file.name for file in EVALUATION.glob("*.jsonl")))
def test_judged_data_names_principles_of_the_library(real_library, name):
    known = set(real_library.entry_by_reference)
    for line in judged(name):
        named = (
            {line[key] for key in ("principle", "from") if key in line}
            | set(line.get("good", ()))
            | set(line.get("to", ()))
        )
        assert named <= known


@pytest.mark.parametrize("name", [f"topics-{name}.jsonl" for name in SETS])
def test_judged_topics_are_topics_of_the_vocabulary(real_library, name):
    known = {topic.id for topic in real_library.vocabulary.topics}
    assert {topic for line in judged(name) for topic in (*line["about"], *line["mentioned"])} <= known


IN_BOTH_SETS = {"killer robots"}
"""Judged twice, each time by itself; any more would make the test set less of a test."""


def test_no_other_question_is_asked_in_both_sets():
    dev, test = ({line["query"].lower() for line in judged(f"questions-{name}.jsonl")} for name in SETS)
    assert dev & test == IN_BOTH_SETS


def test_gains_further_down_count_less():
    assert measure.dcg([1, 0]) == 1
    assert measure.dcg([0, 1]) == pytest.approx(0.6309, abs=1e-4)


def test_an_interval_holds_its_mean():
    measured = measure.figure("hit@5", [0, 1, 1, 1])
    assert measured.low <= measured.mean == 0.75 <= measured.high
