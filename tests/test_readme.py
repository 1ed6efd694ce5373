"""The README's tour prints what the commands really print."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOUR = runpy.run_path(str(ROOT / "docs" / "tour.py"))


def test_the_tour_in_the_readme_shows_todays_output(real_database, tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    folder = TOUR["prepared"](tmp_path, real_database)
    assert TOUR["with_output"](readme, folder) == readme


def test_a_changed_output_would_be_noticed(real_database, tmp_path):
    folder = TOUR["prepared"](tmp_path, real_database)
    stale = "```console\n$ concord documents --limit 1\nnothing like it\n```"
    assert TOUR["with_output"](stale, folder) != stale


def test_the_readme_counts_the_library_as_it_is(real_library):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(real_library.documents)} documents with {len(real_library.entries):,} principles" in readme
