"""Misspelt words: put right by the library's own words, and otherwise left as they are."""

from __future__ import annotations

import pytest

from concord.answers.spelling import spelt


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("enviroment", "environment"),
        ("Discriminaton of childern?", "discrimination of children?"),
        ("oversight", "oversight"),
        ("explains", "explains"),
        ("zzzzzz", "zzzzzz"),
        ("chid", "chid"),
        ("儿童 حقوق 😀", "儿童 حقوق 😀"),
        ("x" * 1000, "x" * 1000),
        ("", ""),
    ],
)
def test_a_word_is_replaced_where_the_library_has_one_spelt_nearly_so(opened, typed, meant):
    assert spelt(opened, typed) == meant


def test_no_more_than_a_few_words_are_looked_at(opened):
    assert spelt(opened, "enviroment " * 50).split().count("environment") <= 6


@pytest.mark.parametrize(
    "typed",
    ["whose childhood", "would within yours", "Northwind", "Switzerland", "China's DRONES", "teens"],
)
def test_a_word_that_is_spelt_rightly_stays_as_it_is_typed(opened, typed):
    assert spelt(opened, typed) == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('"enviroment impact" of enviroment', '"enviroment impact" of environment'),
        ("enviroment «enviroment» enviroment", "environment «enviroment» environment"),
        ('a "enviroment', 'a "environment'),
    ],
)
def test_what_is_quoted_stays_as_it_is_typed(opened, typed, meant):
    assert spelt(opened, typed) == meant
