"""Anchors and references: what holds for every heading, and what it looks like for a few."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concord.ids import ANCHOR_LIMIT, SLUG, anchor_of, reference, split_reference

headings = st.text(max_size=200)


@given(headings)
@example("Article № 5")
@example("ᴬ𝐀")
def test_an_anchor_is_its_own_anchor(heading):
    assert anchor_of(anchor_of(heading)) == anchor_of(heading)


@given(headings)
@example("care " * 40)
@example("c" * 200)
def test_an_anchor_stays_below_eighty_characters(heading):
    assert len(anchor_of(heading)) < 80


@given(headings)
@example("")
@example("– … !")
def test_an_anchor_is_never_empty(heading):
    assert anchor_of(heading)


@given(headings)
@example("snake_case and café №½")
def test_an_anchor_holds_only_letters_their_vowel_signs_digits_and_single_hyphens_within(heading):
    for part in anchor_of(heading).split("-"):
        assert part[0].isalnum()
        assert all(unicodedata.category(c)[0] in "LNM" for c in part)


@given(st.lists(st.from_regex(r"[a-z]{1,20}", fullmatch=True), min_size=1))
def test_a_long_anchor_is_cut_between_words(words):
    parts = anchor_of(" ".join(words)).split("-")
    assert parts == words[: len(parts)]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Human-centred values & fairness", "human-centred-values-fairness"),
        ("1.1 Inclusive growth", "1-1-inclusive-growth"),
        ("Article 5(1)(h) and (2)-(7) – Limits", "article-5-1-h-and-2-7-limits"),
        ("Article № 5", "article-no-5"),
        ("Équité et égalité", "equite-et-egalite"),
        ("Größe", "grosse"),
        ("以人为本", "以人为本"),
        ("मानव अधिकार", "मानव-अधिकार"),
        ("ガバナンス", "ガバナンス"),
        ("공정성", "공정성"),
        ("Справедливость", "справедливость"),
        ("ΑΣΦΑΛΕΙΑ", "ασφαλεια"),
        ("!", "principle"),
    ],
)
def test_a_heading_gives_a_readable_anchor(heading, anchor):
    assert anchor_of(heading) == anchor


def test_a_single_word_beyond_the_limit_is_cut_within():
    assert anchor_of("c" * 200) == "c" * ANCHOR_LIMIT


@pytest.mark.parametrize("slug", ["oecd-ai-principles-2019", "a", "2024"])
def test_lower_case_words_joined_by_hyphens_are_a_slug(slug):
    assert SLUG.fullmatch(slug)


@pytest.mark.parametrize("name", ["", "OECD", "oecd_2019", "-oecd", "oecd--2019", "oecd-", "éthique", "oecd 2019"])
def test_anything_else_is_no_slug(name):
    assert not SLUG.fullmatch(name)


@given(st.from_regex(SLUG, fullmatch=True), headings)
def test_a_reference_splits_into_what_it_was_made_of(document, heading):
    anchor = anchor_of(heading)
    assert split_reference(reference(document, anchor)) == (document, anchor)


def test_a_reference_without_an_anchor_names_a_document():
    assert split_reference("oecd-ai-principles-2019") == ("oecd-ai-principles-2019", "")
