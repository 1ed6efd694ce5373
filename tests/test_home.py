"""The first page's figures, counted by hand for the small library."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from concord.answers.home import overview
from concord.answers.topics import list_topics


def test_the_library_in_figures(opened):
    found = overview(opened)
    assert (found.documents, found.principles) == (6, 31)
    assert (found.countries, found.bodies) == (4, 0)
    assert (found.first_year, found.last_year) == (2018, 2024)
    assert found.topics == list_topics(opened)


def test_the_newest_documents_come_first(opened):
    found = overview(opened, newest=2).newest
    assert [document.slug for document in found] == ["fair-machines-act-2024", "northwind-ai-principles-2024"]


def test_a_body_is_counted_once_however_much_it_publishes_and_is_no_country(opened):
    known = opened.documents[0]
    documents = [
        replace(known, slug="a", publisher="World Body", origin="INT"),
        replace(known, slug="b", publisher="World Body", origin="INT"),
        replace(known, slug="c", publisher="The Union", origin="EU"),
        replace(known, slug="d", publisher="A Ministry", origin="KE"),
        replace(known, slug="e", publisher="A Firm", origin="KE"),
    ]
    found = overview(SimpleNamespace(documents=documents, entries=(), vocabulary=SimpleNamespace(topics=())))
    assert (found.countries, found.bodies) == (1, 2)
