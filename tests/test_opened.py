"""An opened library: names lead to things, topics roll up, and a file that is no library is refused."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from concord.answers.opened import open_library
from concord.errors import NotFoundError, StoreError
from concord.store.stamp import is_ours


def test_a_principle_is_found_by_document_and_anchor(opened):
    entry = opened.entry("fair-machines-act-2024", "article-4")
    assert entry.document.name == "Fair Machines Act"
    assert entry.principle.heading == "Article 4 – Human oversight"
    assert entry.reference == "fair-machines-act-2024#article-4"


def test_an_unknown_document_offers_the_nearest(opened):
    with pytest.raises(NotFoundError) as caught:
        opened.document("fair-machine-act-2024")
    assert caught.value.do == 'did you mean "fair-machines-act-2024"?'


def test_an_unknown_principle_offers_the_nearest_of_its_document(opened):
    with pytest.raises(NotFoundError) as caught:
        opened.entry("northwind-ai-principles-2019", "sekure")
    assert caught.value.where == "northwind-ai-principles-2019"
    assert caught.value.do == 'did you mean "secure"?'


def test_an_unknown_topic_offers_the_nearest(opened):
    with pytest.raises(NotFoundError, match='did you mean "fairness"'):
        opened.topic("fairnes")


def test_a_long_unknown_name_is_cut_in_the_message(opened):
    with pytest.raises(NotFoundError) as caught:
        opened.document("x" * 5000)
    assert len(str(caught.value)) < 500


def test_entries_are_numbered_as_documents_and_principles_stand(opened):
    assert [entry.number for entry in opened.entries] == list(range(len(opened.entries)))
    in_order = [f"{d.slug}#{p.anchor}" for d in opened.documents for p in d.principles]
    assert [entry.reference for entry in opened.entries] == in_order
    assert [d.slug for d in opened.documents] == sorted(d.slug for d in opened.documents)


def test_a_coarse_topic_has_the_principles_of_its_finer_ones(opened):
    assert "children" in opened.finer["human-rights"]
    assert opened.about["children"] <= opened.about["human-rights"]
    assert opened.with_coarse(["children"]) == {"children", "human-rights"}


def test_the_mentions_read_at_once_are_those_read_one_by_one(opened):
    for entry in opened.entries:
        alone = opened.store.mentions(entry.document.slug, entry.principle.anchor)
        assert opened.mentions.get(entry.reference, ()) == alone


def test_a_place_has_its_name_and_an_unknown_code_stands_for_itself(opened):
    assert opened.place_name("KE") == "Kenya"
    assert opened.place_name("ZZ") == "ZZ"
    assert opened.region(opened.document("childrens-network-declaration-2021")) == "Africa"


def test_the_words_of_the_library_are_folded(opened):
    assert {"oversight", "dignity"} <= opened.word_forms
    assert "Dignity" not in opened.word_forms


def test_an_original_is_linked_as_one_and_a_digest_is_not(opened):
    assert opened.passage(opened.entry("fair-machines-act-2024", "article-1")).original
    assert not opened.passage(opened.entry("northwind-ai-principles-2019", "secure")).original


def test_a_library_can_be_warmed_more_than_once(opened):
    opened.warm()
    reader = opened.query_reader
    opened.warm()
    assert opened.query_reader is reader


def refused(path) -> StoreError:
    """The error with which opening the file ends; it names the command that helps, where that destroys nothing."""
    with pytest.raises(StoreError) as caught:
        open_library(path)
    assert caught.value.where == str(path)
    assert (f"concord build --db {path}" in caught.value.do) == is_ours(path)
    return caught.value


def test_a_file_that_is_absent_is_refused(tmp_path):
    assert "no such database" in refused(tmp_path / "concord.db").what
    assert not (tmp_path / "concord.db").exists()


def test_a_file_that_is_not_sqlite_is_refused(tmp_path):
    path = tmp_path / "concord.db"
    path.write_text("# A text\n" * 1000)
    assert "not a Concord database" in refused(path).what


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "concord.db"
    path.touch()
    refused(path)


def test_a_file_cut_short_is_refused(tmp_path, database):
    path = tmp_path / "concord.db"
    content = database.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    refused(path)


def test_a_file_of_another_version_is_refused(tmp_path, database):
    path = tmp_path / "concord.db"
    shutil.copy(database, path)
    changed = sqlite3.connect(path)
    changed.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    changed.commit()
    changed.close()
    assert "schema 99" in refused(path).what
