"""The notation of phrases, and where a phrase stands in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.language.phrases import Hit, PhraseFinder, compile_phrase, is_findable
from concord.model import Span


def found(phrase: str, text: str) -> list[str]:
    """The places of the phrase in the text, as the text writes them."""
    return [text[hit.span.start : hit.span.end] for hit in PhraseFinder([("owner", phrase)]).find(text)]


def test_case_makes_no_difference():
    assert found("human rights", "Human Rights and HUMAN RIGHTS") == ["Human Rights", "HUMAN RIGHTS"]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("child", "childs"),
        ("bias", "biases"),
        ("policy", "policies"),
        ("red line", "red lines"),
        ("company", "company's"),
    ],
)
def test_a_word_also_stands_for_its_plural_and_possessive(phrase, text):
    assert found(phrase, text) == [text]


def test_a_word_does_not_stand_for_longer_words():
    assert found("ban", "a bank in the urban band") == []


def test_an_asterisk_stands_for_any_ending():
    assert found("explain*", "explain explained explainability unexplained") == [
        "explain",
        "explained",
        "explainability",
    ]


def test_an_asterisk_may_stand_in_any_word_of_a_phrase():
    assert found("empower* people", "empowering people, empowered machines") == ["empowering people"]


@pytest.mark.parametrize("text", ["human in the loop", "human-in-the-loop", "Human‑in‑the‑Loop", "human\nin the loop"])
def test_hyphens_spaces_and_breaks_are_alike(text):
    assert found("human in the loop", text) == [text]
    assert found("human-in-the-loop", text) == [text]


@pytest.mark.parametrize("text", ["human, rights", "human. Rights", "human; rights", "human: rights", "human & rights"])
def test_other_marks_part_a_phrase(text):
    assert found("human rights", text) == []


def test_quotes_and_brackets_do_not_part_a_phrase():
    assert found("high risk system", 'a "high risk" (system)') == ['high risk" (system']


def test_dots_stand_for_up_to_four_words():
    assert found("oversight by ... human", "oversight by human") == ["oversight by human"]
    assert found("oversight by ... human", "oversight by a, b, c, d human") == ["oversight by a, b, c, d human"]
    assert found("oversight by ... human", "oversight by a b c d e human") == []


def test_dots_do_not_reach_into_the_next_sentence():
    assert found("oversight ... human", "Oversight. A human decides.") == []


def test_dots_look_further_where_the_nearest_word_leads_nowhere():
    assert found("people ... at the centre", "people at work at the centre") == ["people at work at the centre"]


def test_dots_may_stand_twice():
    assert found("take ... care ... data", "take good care of data") == ["take good care of data"]


def test_a_capital_letter_is_matched_in_its_case():
    assert found("AGI", "AGI and agi, AGIs too, agility") == ["AGI", "AGIs"]


def test_only_the_words_with_capitals_are_matched_in_their_case():
    assert found("Bill of rights", "Bill of Rights; bill of rights") == ["Bill of Rights"]


def test_a_capital_counts_with_straight_and_curly_apostrophes():
    assert found("Claude's constitution", "Claude’s Constitution; claude's constitution") == ["Claude’s Constitution"]


def test_a_phrase_of_an_unspaced_script_is_found_within_a_run():
    assert found("公平性", "应确保公平性和公平") == ["公平性"]


def test_a_word_joined_by_hyphens_without_spaces_has_all_its_parts():
    assert found("opt-out", "opt-out, opt out, opted") == ["opt-out", "opt out"]


def test_hits_come_in_reading_order_with_their_owners():
    finder = PhraseFinder([("rights", "human rights"), ("people", "human*"), ("people", "persons")])
    assert finder.find("Persons have human rights.") == [
        Hit("people", Span(0, 7)),
        Hit("rights", Span(13, 25)),
        Hit("people", Span(13, 18)),
    ]


@pytest.mark.parametrize("phrase", ["", "...", "*", "–"])
def test_a_phrase_without_words_is_never_found(phrase):
    assert compile_phrase(phrase) == ()
    assert found(phrase, "Any text ... at all.") == []


@pytest.mark.parametrize("phrase", ["freedom, family", "research & development", "the end. A start", "", "..."])
def test_a_phrase_with_marks_that_part_words_is_not_findable(phrase):
    assert not is_findable(phrase)


@pytest.mark.parametrize("phrase", ["human-centr* AI", "use* ... of people's data", "text/speech", "公平"])
def test_the_notation_itself_is_findable(phrase):
    assert is_findable(phrase)


WORDS = st.lists(st.text(alphabet="abyz", min_size=1, max_size=4), min_size=1, max_size=5)


@given(WORDS, st.sampled_from([" ", "-", "  ", "\n"]), st.text(alphabet="qx .,", max_size=20))
def test_a_phrase_is_found_wherever_it_is_written(phrase, join, before):
    text = f"{before} {join.join(phrase)}"
    spans = [hit.span for hit in PhraseFinder([(0, " ".join(phrase))]).find(text)]
    assert Span(len(before) + 1, len(text)) in spans


@given(st.text(alphabet="abc*. -'’,A公", max_size=15), st.text(alphabet="abc. -'’,A公", max_size=40))
def test_every_hit_begins_and_ends_with_a_word_of_the_text(phrase, text):
    assert all(hit == hit.strip(" .-'’,") != "" for hit in found(phrase, text))
