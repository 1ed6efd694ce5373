"""A build from beginning to end: what it makes, when it does nothing, and that it can be repeated."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from concord import settings
from concord.build.neighbours import find_neighbours
from concord.build.pipeline import STAGES, Sources, build, fingerprint_of
from concord.build.report import Item, Progress, Report
from concord.build.work import Work
from concord.errors import LibraryError, StoreError
from concord.language.words import sentences
from concord.model import Vocabulary
from concord.store.read import Store

TOPICS = """\
- id: fairness
  label: Fairness
  definition: >-
    Machines are fair: they treat people alike, whoever they are and wherever they come from, and nobody is worse off
    for what a machine decides; unfair effects are looked for, found, told and mended in good time.
  phrases: [fair*]
  look_alikes: [fair weather]
- id: care
  label: Care
  definition: >-
    Machines are built and used with care: whoever builds them foresees what may go wrong, tests them before anybody
    relies on them, watches them in use, and stops them when they do what nobody wanted.
  phrases: [care, careful*]
"""
VOCABULARY = {
    "topics.yaml": TOPICS,
    "everyday.yaml": "- topic: fairness\n  say: [playing nice]\n",
    "places.yaml": "- code: FR\n  name: France\n  region: Europe\n",
    "plain-words.yaml": "- say: [kids]\n  means: [children]\n",
}


def document(*principles: str, text: str = "original") -> str:
    body = "\n".join(f"\n## {number} {words.split()[0]}\n\n{words}" for number, words in enumerate(principles, 1))
    return (
        "---\ntitle: Rules\npublisher: Us\nsector: industry\norigin: FR\ndate: 2024\nkind: code\nbinding: false\n"
        f"url: https://example.org\nlanguage: [fr]\ntext: {text}\nchecked: [https://example.org]\n---\n{body}\n"
    )


FAIR = "Fair machines treat people alike."
CARE = "Careful makers test machines before they sell them."
LIBRARY = {
    "one": document(FAIR, CARE),
    "two": document("Fairness is what machines owe to people.", "Care comes before speed."),
    "three": document(FAIR, "Letters of people stay closed."),
}


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """Three small documents and a vocabulary of two topics, on disk and free to be changed."""
    for folder, texts, ending in (("library", LIBRARY, ".md"), ("vocabulary", VOCABULARY, "")):
        (tmp_path / folder).mkdir()
        for name, text in texts.items():
            (tmp_path / folder / f"{name}{ending}").write_text(text, encoding="utf-8")
    return Sources((tmp_path / "library",), tmp_path / "vocabulary")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database goes."""
    return tmp_path / "concord.db"


def tables(path: Path) -> dict[str, list[tuple]]:
    """Every row of every table."""
    with closing(sqlite3.connect(path)) as database:
        names = [
            name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_a_build_makes_a_database_and_says_what_it_holds(sources, path):
    report = build(sources, path)
    assert (report.documents, report.principles, report.is_unchanged) == (3, 6, False)
    store = Store(path)
    assert [document.slug for document in store.documents()] == ["one", "three", "two"]
    principles = [(document.slug, p.anchor) for document in store.documents() for p in document.principles]
    assert sum(len(store.links(*each)) for each in principles) == report.links
    assert (store.meta["documents"], store.meta["principles"]) == ("3", "6")


def test_principles_on_the_same_subject_are_linked_with_their_topics(sources, path):
    build(sources, path)
    link = Store(path).links("one", "1-fair")[0]
    assert (link.target, link.kind, link.reason.topics) == ("three#1-fair", "same-wording", ("fairness",))


def test_topics_are_mentioned_where_their_phrases_stand(sources, path):
    build(sources, path)
    assert Store(path).mentioned_topics()["two#1-fairness"] == {"fairness"}


def test_everything_a_question_needs_is_written(sources, path):
    build(sources, path)
    assert [name for name, rows in tables(path).items() if not rows] == []


def test_nothing_lies_beside_the_database_afterwards(sources, path):
    build(sources, path)
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["concord.db", "library", "vocabulary"]


def test_a_second_build_does_nothing_and_says_so(sources, path):
    first = build(sources, path)
    before = path.stat()
    second = build(sources, path)
    assert second.is_unchanged
    assert (second.documents, second.principles, second.links) == (first.documents, first.principles, first.links)
    assert path.stat() == before
    assert list(second.lines()) == [f"{path} is up to date: 3 documents, 6 principles; nothing to do."]


def test_a_build_reports_what_it_built(path):
    report = Report(path, 202, 1559, 15515, 9.87, is_unchanged=False)
    assert list(report.lines()) == [f"{path}: 202 documents, 1,559 principles, 15,515 links, built in 9.9 s."]


def test_a_changed_document_is_built_anew(sources, path):
    build(sources, path)
    (sources.library[0] / "two.md").write_text(document("Letters are private."), encoding="utf-8")
    report = build(sources, path)
    assert (report.is_unchanged, report.principles) == (False, 5)


@pytest.mark.parametrize("name", VOCABULARY)
def test_a_changed_vocabulary_is_built_anew(sources, path, name):
    build(sources, path)
    with (sources.vocabulary / name).open("a", encoding="utf-8") as file:
        file.write("# reviewed\n")
    assert not build(sources, path).is_unchanged


def test_a_document_that_was_taken_away_is_gone(sources, path):
    build(sources, path)
    (sources.library[0] / "two.md").unlink()
    build(sources, path)
    assert [document.slug for document in Store(path).documents()] == ["one", "three"]


def test_the_fingerprint_knows_a_file_by_name_and_content(sources):
    before = fingerprint_of(sources)
    (sources.library[0] / "two.md").rename(sources.library[0] / "four.md")
    assert fingerprint_of(sources) != before


def test_what_is_no_document_makes_no_difference(sources):
    before = fingerprint_of(sources)
    (sources.library[0] / "notes.txt").write_text("none of the library")
    (sources.library[0] / "folder.md").mkdir()
    assert fingerprint_of(sources) == before


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0", None], ids=["empty", "head", "cut short"])
def test_a_damaged_database_is_built_anew(sources, path, damage):
    build(sources, path)
    path.write_bytes(path.read_bytes()[:-4096] if damage is None else damage)
    assert not build(sources, path).is_unchanged
    assert len(Store(path).documents()) == 3


def test_a_database_of_another_version_is_built_anew(sources, path, monkeypatch):
    monkeypatch.setattr(settings, "SCHEMA_VERSION", settings.SCHEMA_VERSION - 1)
    build(sources, path)
    monkeypatch.undo()
    assert not build(sources, path).is_unchanged


def test_a_failed_build_leaves_the_old_database_untouched(sources, path):
    build(sources, path)
    before = path.read_bytes()
    (sources.library[0] / "two.md").write_text("no document", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"concord lint"):
        build(sources, path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*"))


def test_a_faulty_vocabulary_leaves_the_old_database_untouched(sources, path):
    build(sources, path)
    before = path.read_bytes()
    (sources.vocabulary / "topics.yaml").write_text("- id: fairness\n", encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        build(sources, path)
    assert [fault.line for fault in caught.value.faults][:1] == [1]
    assert path.read_bytes() == before


def test_a_place_that_the_vocabulary_does_not_know_is_a_fault(sources, path):
    (sources.vocabulary / "places.yaml").write_text(
        "- code: KR\n  name: South Korea\n  region: Asia\n", encoding="utf-8"
    )
    with pytest.raises(LibraryError) as caught:
        build(sources, path)
    assert len(caught.value.faults) == 3


def test_a_database_that_cannot_be_written_is_an_error(sources, path):
    with pytest.raises(StoreError, match="--db"):
        build(sources, path / "below" / "concord.db")


def test_a_digest_and_an_original_of_one_name_are_refused(sources, path, tmp_path):
    (tmp_path / "more").mkdir()
    digest = document(
        *["Fair machines treat people alike, whoever they are and wherever they come from, and nobody loses by it."]
        * 3,
        text="digest",
    )
    (tmp_path / "more" / "two.md").write_text(digest, encoding="utf-8")
    both = Sources((*sources.library, tmp_path / "more"), sources.vocabulary)
    with pytest.raises(
        LibraryError, match=r'"two" is there both as a digest and as an original; rename one of the two'
    ):
        build(both, path)


def test_several_folders_make_one_library(sources, path, tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "four.md").write_text(document(FAIR), encoding="utf-8")
    assert build(Sources((*sources.library, tmp_path / "more"), sources.vocabulary), path).documents == 4


def test_a_library_of_one_short_document_has_no_links_and_no_neighbours(sources, path):
    (sources.library[0] / "two.md").unlink()
    (sources.library[0] / "three.md").unlink()
    assert build(sources, path).links == 0
    assert Store(path).neighbours("one") == ()


def test_the_librarys_date_is_the_day_stated_beside_the_documents(sources, path):
    (sources.library[0] / "as-of.txt").write_text("2024-05-17\n", encoding="utf-8")
    build(sources, path)
    assert Store(path).meta["library_date"] == "2024-05-17"


def test_without_a_stated_day_the_last_change_of_a_document_counts(sources, path):
    for number, file in enumerate(sorted(sources.library[0].glob("*.md"))):
        os.utime(file, (86_400 * number, 86_400 * number))
    build(sources, path)
    assert Store(path).meta["library_date"] == "1970-01-03"


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", ""])
def test_a_day_that_is_none_is_an_error(sources, path, day):
    (sources.library[0] / "as-of.txt").write_text(day, encoding="utf-8")
    with pytest.raises(
        LibraryError, match=r"as-of.txt:1: .* is no day; write the day of the last review as YYYY-MM-DD"
    ):
        build(sources, path)


def test_builds_in_two_processes_are_equal_to_the_row_and_byte(tmp_path, small_library, vocabulary):
    """Other seeds order sets and dictionaries of texts in another way."""
    builds = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, str(small_library), str(vocabulary), str(tmp_path / f"{seed}.db")],
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "4711")
    ]
    assert [each.wait() for each in builds] == [0, 0]
    assert tables(tmp_path / "1.db") == tables(tmp_path / "4711.db")
    assert (tmp_path / "1.db").read_bytes() == (tmp_path / "4711.db").read_bytes()


BUILD = """
import sys
from pathlib import Path
from concord.build.pipeline import Sources, build
library, vocabulary, database = map(Path, sys.argv[1:])
build(Sources((library,), vocabulary), database)
"""


class Listener(Progress):
    """Notes what a build says of itself."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def over(self, items: Sequence[Item], label: str) -> Iterable[Item]:
        self.heard.append(f"{label}: {len(items)}")
        return super().over(items, label)

    def step(self, label: str) -> AbstractContextManager[object]:
        self.heard.append(label)
        return super().step(label)


def test_a_build_tells_what_it_is_doing(sources, path):
    listener = Listener()
    build(sources, path, progress=listener)
    assert listener.heard == [
        "Finding topics: 6",
        "Learning which words keep company",
        "Linking principles: 6",
        "Comparing documents",
        "Writing the database",
    ]


def test_the_stages_have_their_order():
    assert [name for name, _ in STAGES] == ["topics", "vectors", "links", "neighbours"]


def test_neighbours_before_links_are_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="comes after link"):
        find_neighbours(Work((), Vocabulary((), (), ())), Progress())


def test_without_arguments_the_folders_at_hand_are_built(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library").mkdir()
    sources = Sources.default()
    assert sources.library == (Path("library"),)
    assert (sources.vocabulary / "topics.yaml").is_file()


# What follows holds for the small library of the tests, with the real vocabulary.


@pytest.fixture(scope="module")
def store(database: Path) -> Store:
    """The database of the small library."""
    return Store(database)


def all_links(store: Store) -> dict[str, list]:
    return {
        f"{document.slug}#{principle.anchor}": store.links(document.slug, principle.anchor)
        for document in store.documents()
        for principle in document.principles
    }


def test_no_principle_is_linked_to_its_own_document_or_more_than_twice_to_another(store):
    for source, links in all_links(store).items():
        documents = Counter(link.target.partition("#")[0] for link in links)
        assert source.partition("#")[0] not in documents
        assert len(links) <= 10
        assert max(documents.values(), default=0) <= 2


def test_links_are_ordered_by_strengths_of_four_places(store):
    for links in all_links(store).values():
        strengths = [link.strength for link in links]
        assert strengths == sorted(strengths, reverse=True)
        assert all(0 <= strength <= 1 and strength == round(strength, 4) for strength in strengths)


def test_reasons_point_at_sentences_of_both_texts(store):
    texts = {f"{d.slug}#{p.anchor}": p.text for d in store.documents() for p in d.principles}
    for link in (link for links in all_links(store).values() for link in links):
        for name, span in zip((link.source, link.target), link.reason.sentences, strict=True):
            assert span in sentences(texts[name])


def test_digests_are_never_called_the_same_wording(store):
    kinds = {link.kind for links in all_links(store).values() for link in links}
    assert kinds <= {"same-subject", "nearest"}


def test_mentions_lie_in_the_part_that_they_name(store):
    for document in store.documents():
        for principle in document.principles:
            for mention in store.mentions(document.slug, principle.anchor):
                part = principle.heading if mention.part == "heading" else principle.text
                assert part[mention.span.start : mention.span.end].strip() != ""


def test_neighbours_are_other_documents_the_nearest_first(store):
    for document in store.documents():
        near = store.neighbours(document.slug)
        assert document.slug not in {each.other for each in near}
        assert [each.closeness for each in near] == sorted((each.closeness for each in near), reverse=True)
        assert all(0 < each.closeness <= 1 for each in near)


def test_two_documents_are_as_near_to_one_as_to_the_other(store):
    near = {(n.document, n.other): n.closeness for d in store.documents() for n in store.neighbours(d.slug)}
    assert all(near.get((other, document), closeness) == closeness for (document, other), closeness in near.items())
