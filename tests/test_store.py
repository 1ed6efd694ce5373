"""The database file: every value comes back as it was written, and what is no whole database is refused."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.errors import StoreError
from concord.language.words import index_text
from concord.model import (
    Document,
    Link,
    Mention,
    Neighbour,
    Place,
    PlainWords,
    Principle,
    Reason,
    Span,
    Subject,
    Topic,
    Vocabulary,
)
from concord.settings import SCHEMA_VERSION
from concord.store.read import Store
from concord.store.stamp import fault_in, is_ours, read_meta
from concord.store.write import Contents, write_database

ACT = Document(
    slug="act-2024",
    title="Act on “Fair” Machines – 公平机器法",
    short_title="Fair Machines Act",
    publisher="Assembly's & Examples",
    sector="government",
    origin="FR",
    date="2024-05",
    kind="law",
    binding=True,
    url="https://example.org/act?a=1&b=2",
    language=("fr", "zh"),
    text="original",
    checked=("https://example.org/act", "https://example.org/news"),
    supersedes="code-2019",
    note='In force; "soon"',
    opening="First.\n\nSecond.",
    principles=(
        Principle(
            "Article 1 – Fairness", "Be fair.\n\n- Be kind.", "article-1", 21, "Article 1(2)", "shall", ("provider",)
        ),
        Principle("第二条", "应当公平。🙂", "第二条", 30),
    ),
)
CODE = replace(
    ACT,
    slug="code-2019",
    short_title=None,
    binding=False,
    text="digest",
    language=(),
    supersedes=None,
    note=None,
    opening="",
    principles=(Principle("Fair play", "Fair machines play fair.", "fair-play", 9),),
)
VOCABULARY = Vocabulary(
    (
        Topic("fairness", "Fairness", None, "Being fair.", ("fair*", "公平"), ("fair ... weather",), ("playing nice",)),
        Topic("bias", "Bias", "fairness", "Being slanted.", ("bias",)),
    ),
    (Place("FR", "France", "Europe"), Place("KR", "South Korea", "Asia")),
    (PlainWords(("kids", "little ones"), ("children",)), PlainWords(("robots",), ("machines",))),
)
LINKS = (
    Link(
        "act-2024#article-1",
        "code-2019#fair-play",
        0.8125,
        "same-subject",
        Reason((Span(0, 8), Span(0, 24)), ("fair machines", "公平"), ("fairness",)),
    ),
    Link(
        "code-2019#fair-play",
        "act-2024#article-1",
        0.75,
        "same-subject",
        Reason((Span(0, 24), Span(0, 8)), (), ()),
    ),
    Link("code-2019#fair-play", "act-2024#第二条", 0.25, "same-wording", Reason((Span(0, 0), Span(0, 5)), (), ())),
)
CONTENTS = Contents(
    meta={"schema_version": str(SCHEMA_VERSION), "fingerprint": "abc", "library_date": "2024-05-17"},
    documents=(ACT, CODE),
    vocabulary=VOCABULARY,
    mentions={
        "act-2024#article-1": (Mention("fairness", "heading", Span(12, 20)), Mention("fairness", "text", Span(3, 7))),
        "code-2019#fair-play": (Mention("fairness", "text", Span(0, 4)), Mention("bias", "text", Span(5, 9))),
    },
    subjects={
        "act-2024#article-1": (Subject("fairness", 0.9, Span(0, 8)), Subject("bias", 0.4321, None)),
        "code-2019#fair-play": (Subject("bias", 0.5, Span(0, 24)),),
    },
    links=LINKS,
    neighbours=(Neighbour("act-2024", "code-2019", 0.5), Neighbour("code-2019", "act-2024", 0.5)),
    vectors={
        "act-2024#article-1": np.array([0.6, 0.8], dtype=np.float32),
        "act-2024#第二条": np.array([0.0, 0.0], dtype=np.float32),
        "code-2019#fair-play": np.array([1.0, 0.0], dtype=np.float32),
    },
    stems={"fair": np.array([2.5, -1.0], dtype=np.float32), "公平": np.array([0.1, 0.2], dtype=np.float32)},
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two documents, all of its tables filled; only to be read."""
    path = tmp_path_factory.mktemp("store") / "two documents & 100%.db"
    write_database(path, CONTENTS, index_text=index_text)
    return path


@pytest.fixture(scope="module")
def store(written: Path) -> Store:
    """That database, opened."""
    return Store(written)


def test_facts_about_the_file_come_back(store):
    assert store.meta == CONTENTS.meta


def test_documents_come_back_with_their_principles(store):
    assert store.documents() == (ACT, CODE)


def test_the_vocabulary_comes_back_in_its_order(store):
    assert store.vocabulary() == VOCABULARY


def test_subjects_come_back_the_weightiest_first(store):
    assert store.subjects() == CONTENTS.subjects


def test_mentions_of_one_principle_come_back_heading_first(store):
    assert store.mentions("act-2024", "article-1") == CONTENTS.mentions["act-2024#article-1"]
    assert store.mentions("act-2024", "第二条") == ()


def test_all_mentions_come_back(store):
    assert store.all_mentions() == CONTENTS.mentions


def test_mentioned_topics_come_back_each_once(store):
    assert store.mentioned_topics() == {
        "act-2024#article-1": frozenset({"fairness"}),
        "code-2019#fair-play": frozenset({"fairness", "bias"}),
    }


def test_mentions_of_some_topics_come_back_from_all_documents_or_one(store):
    fair = Mention("fairness", "text", Span(0, 4))
    assert store.topic_mentions(["fairness"])["code-2019#fair-play"] == (fair,)
    assert store.topic_mentions(["fairness", "bias"], "code-2019") == {
        "code-2019#fair-play": CONTENTS.mentions["code-2019#fair-play"]
    }
    assert store.topic_mentions(["nonsense"]) == {}


def test_links_come_back_the_strongest_first(store):
    assert store.links("act-2024", "article-1") == LINKS[:1]
    assert store.links("code-2019", "fair-play") == LINKS[1:]


def test_neighbours_come_back(store):
    assert store.neighbours("code-2019") == CONTENTS.neighbours[1:]


def test_vectors_come_back_in_library_order(store):
    assert store.vectors().tolist() == [vector.tolist() for vector in CONTENTS.vectors.values()]


def test_the_encoders_table_comes_back(store):
    places, table = store.stems()
    assert {stem: table[row].tolist() for stem, row in places.items()} == {
        stem: vector.tolist() for stem, vector in CONTENTS.stems.items()
    }


@pytest.mark.parametrize(
    ("phrase", "principles"),
    [
        ("fair machines", {"code-2019#fair-play"}),
        ("machines fair", set()),
        ("be fair", {"act-2024#article-1"}),
        ("FAIR", {"act-2024#article-1", "code-2019#fair-play"}),
        (index_text("公平"), {"act-2024#第二条"}),
        ('fair" OR "machines', set()),
        ("NEAR(", set()),
        ("*", set()),
    ],
)
def test_a_phrase_is_found_where_its_words_stand_side_by_side(store, phrase, principles):
    assert store.phrase_hits(phrase) == principles


def test_an_unknown_principle_has_nothing(store):
    assert store.links("act-2024", "article-9") == ()
    assert store.neighbours("nobody") == ()


def test_an_empty_library_comes_back_empty(tmp_path):
    empty = Contents({"schema_version": str(SCHEMA_VERSION)}, (), Vocabulary((), (), ()), {}, {}, (), (), {}, {})
    write_database(tmp_path / "empty.db", empty, index_text=index_text)
    store = Store(tmp_path / "empty.db")
    assert (store.documents(), store.vectors().shape) == ((), (0, 0))
    assert store.stems()[0] == {}


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(max_examples=25)
@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3), st.one_of(st.none(), TEXTS))
def test_any_text_comes_back_as_it_was(title, text, values, note):
    principle = Principle(title, text, "a", 1, note, note, tuple(values))
    document = replace(ACT, title=title, opening=text, note=note, checked=tuple(values), principles=(principle,))
    contents = Contents(CONTENTS.meta, (document,), Vocabulary((), (), ()), {}, {}, (), (), {}, {})
    with TemporaryDirectory() as folder:
        write_database(Path(folder) / "any.db", contents, index_text=index_text)
        assert Store(Path(folder) / "any.db").documents() == (document,)


def test_the_same_contents_give_the_same_bytes(written, tmp_path):
    write_database(tmp_path / "again.db", CONTENTS, index_text=index_text)
    assert (tmp_path / "again.db").read_bytes() == written.read_bytes()


def test_the_file_is_plain_sqlite_with_lists_as_json(written):
    with closing(sqlite3.connect(written)) as database:
        (languages,) = database.execute("SELECT language FROM document WHERE slug = 'act-2024'").fetchone()
        assert json.loads(languages) == ["fr", "zh"]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_writing_replaces_what_was_there(tmp_path):
    path = tmp_path / "concord.db"
    write_database(path, replace(CONTENTS, meta={}), index_text=index_text)
    write_database(path, CONTENTS, index_text=index_text)
    assert Store(path).documents() == (ACT, CODE)


def test_contents_that_contradict_themselves_leave_the_old_file_and_nothing_beside_it(tmp_path):
    path = tmp_path / "concord.db"
    write_database(path, CONTENTS, index_text=index_text)
    old = path.read_bytes()
    with pytest.raises(sqlite3.IntegrityError):
        write_database(path, replace(CONTENTS, documents=(ACT, ACT)), index_text=index_text)
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("place", ["missing/concord.db", "file/concord.db", "folder", f"{'long' * 80}.db"])
def test_a_place_that_cannot_be_written_is_an_error_that_says_what_to_do(tmp_path, place):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(
        StoreError, match=r"cannot be written \(.+\); choose a place you may write to with --db"
    ) as caught:
        write_database(tmp_path / place, CONTENTS, index_text=index_text)
    assert caught.value.where == str(tmp_path / place)


def refusal(path: Path) -> str:
    """Why the file is refused; the message names the command that makes it anew, but never over somebody else's file."""
    with pytest.raises(StoreError) as caught:
        Store(path)
    assert caught.value.where == str(path)
    rebuild = f"run `concord build --db {path}` to make it anew"
    assert caught.value.do == (
        rebuild if is_ours(path) else "name Concord's own with --db; `concord build` makes concord.db"
    )
    return caught.value.what


def test_an_absent_database_is_refused(tmp_path):
    assert refusal(tmp_path / "concord.db") == "there is no such database"


def test_a_folder_is_refused(tmp_path):
    assert refusal(tmp_path) == "there is no such database"


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0"], ids=["empty", "head"])
def test_a_database_of_which_nothing_is_left_is_refused(tmp_path, content):
    path = tmp_path / "concord.db"
    path.write_bytes(content)
    assert refusal(path).startswith("damaged or cut short (")


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "concord.db"
    path.write_bytes(b"# a library\n" * 500)
    assert refusal(path).startswith("not a Concord database (")


def test_a_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "concord.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE dog (name)")
    assert refusal(path) == "not a Concord database (no such table: meta)"


@pytest.mark.parametrize("version", ["0", "99", ""])
def test_a_database_of_another_version_is_refused(tmp_path, version):
    path = tmp_path / "concord.db"
    write_database(path, replace(CONTENTS, meta={"schema_version": version}), index_text=index_text)
    assert refusal(path) == f"written by another version of Concord (schema {version}, not {SCHEMA_VERSION})"


def test_a_database_that_states_no_version_is_refused(tmp_path):
    path = tmp_path / "concord.db"
    write_database(path, replace(CONTENTS, meta={}), index_text=index_text)
    assert refusal(path).startswith("written by another version of Concord")


@pytest.mark.parametrize("share", [0.01, 0.25, 0.5, 0.75, 0.99])
def test_a_database_that_is_cut_short_is_refused(written, tmp_path, share):
    path = tmp_path / "concord.db"
    whole = written.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    assert refusal(path).startswith(("damaged or cut short (", "not a Concord database ("))


def test_a_database_with_pages_of_rubbish_is_refused(written, tmp_path):
    path = tmp_path / "concord.db"
    whole = bytearray(written.read_bytes())
    whole[5 * 4096 : 9 * 4096] = b"\xff" * 4 * 4096
    path.write_bytes(whole)
    assert refusal(path).startswith("damaged or cut short (")


def test_a_whole_database_has_no_fault(written):
    assert fault_in(written) is None


def test_reading_only_the_stamp_takes_anything(written, tmp_path):
    (tmp_path / "text").write_text("no database")
    assert read_meta(written) == CONTENTS.meta
    assert read_meta(tmp_path / "absent") == read_meta(tmp_path / "text") == read_meta(tmp_path) == {}


@pytest.mark.parametrize("content", [b"my notes\n", b"\x89PNG\r\n\x1a\n" + bytes(200)])
def test_a_file_that_is_no_database_of_ours_is_never_written_over(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="holds something other than a Concord database; name another file with --db"):
        write_database(path, CONTENTS, index_text=str)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_never_written_over(tmp_path):
    path = tmp_path / "mine.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE a (x)")
    with pytest.raises(StoreError, match="holds something other"):
        write_database(path, CONTENTS, index_text=str)


def test_what_a_killed_build_left_beside_is_tidied_up(tmp_path):
    left = tmp_path / ".concord.db.999999999.building"
    left.write_bytes(b"half")
    write_database(tmp_path / "concord.db", CONTENTS, index_text=str)
    assert not left.exists()
