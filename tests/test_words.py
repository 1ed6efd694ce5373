"""Words and sentences: where a text is cut, and what a word is compared by."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concord.language.words import fold, index_text, sentences, stem, stemmed_words, stems, words
from concord.model import Span

TEXTS = st.text(alphabet="abZ é'’-.;!?…\n\t0公平性。ก\u0e31\u0301\u093f\ufb01(")
"""Texts made of what the cutting looks at: letters, marks, apostrophes, ends of sentences, scripts without spaces."""


def forms(text: str) -> list[str]:
    return [word.form for word in words(text)]


def sentence_texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def test_words_are_compared_without_case_and_punctuation():
    assert forms("Fair, SAFE (and open)!") == ["fair", "safe", "and", "open"]


def test_hyphens_and_underscores_part_words():
    assert forms("human-centred open_source") == ["human", "centred", "open", "source"]


def test_an_apostrophe_within_a_word_stays_and_curly_ones_are_straightened():
    assert forms("don’t l'accès") == ["don't", "l'accès"]


@pytest.mark.parametrize("written", ["people's", "people’s", "PEOPLE'S"])
def test_a_possessive_ending_goes(written):
    assert forms(written) == ["people"]


def test_a_plural_possessive_loses_its_apostrophe():
    assert fold("workers'") == "workers"


def test_wide_letters_and_ligatures_are_read_as_plain_ones():
    assert forms("ＡＩ ﬁnal") == ["ai", "final"]


def test_chinese_is_read_as_overlapping_pairs():
    assert words("公平性") == (("公平", 0, 2), ("平性", 1, 3))


def test_a_single_chinese_character_is_a_word():
    assert forms("法 AI") == ["法", "ai"]


def test_letters_of_spaced_scripts_end_where_an_unspaced_run_begins():
    assert forms("AI伦理2019") == ["ai", "伦理", "2019"]


def test_vowel_signs_belong_to_their_word():
    assert forms("मानव अधिकार") == ["मानव", "अधिकार"]


@given(st.text(alphabet="aeiocnñéüç '’-"))
def test_accents_written_apart_make_no_difference(text):
    assert forms(unicodedata.normalize("NFD", text)) == forms(unicodedata.normalize("NFC", text))


@given(TEXTS)
def test_a_word_stands_where_it_says(text):
    assert all(fold(text[word.start : word.end]) == word.form for word in words(text))


@given(TEXTS)
def test_words_come_in_reading_order(text):
    starts = [word.start for word in words(text)]
    assert starts == sorted(set(starts))


def test_a_word_knows_its_span():
    assert words("be fair")[1].span == Span(3, 7)


@pytest.mark.parametrize(
    ("written", "root"),
    [("explained", "explain"), ("explains", "explain"), ("policies", "polici"), ("policy", "polici"), ("人工", "人工")],
)
def test_a_stem_is_shared_by_inflections(written, root):
    assert stem(written) == root


def test_stems_leave_out_words_that_say_nothing_and_keep_repeats():
    assert stems("The rights of people and their rights") == ("right", "peopl", "right")


def test_stemmed_words_keep_every_word_with_its_place():
    assert [(root, word.start) for root, word in stemmed_words("of rights")] == [("of", 0), ("right", 3)]


def test_indexed_text_is_folded_words_one_space_apart():
    assert index_text("Human-centred:  people’s\nAI, l'accès 公平性") == "human centred people ai l accès 公平 平性"


def test_a_sentence_ends_at_a_stop_a_question_and_an_exclamation():
    assert sentence_texts("Be fair. Are you? Yes! Good") == ["Be fair.", "Are you?", "Yes!", "Good"]


def test_quotes_and_brackets_after_the_stop_belong_to_the_sentence():
    assert sentence_texts('(It said "stop.") Then it went on.') == ['(It said "stop.")', "Then it went on."]


def test_a_semicolon_ends_an_item_of_a_list():
    assert sentence_texts("- inform people;\n- keep logs;\n- explain") == [
        "- inform people;",
        "- keep logs;",
        "- explain",
    ]


def test_an_empty_line_ends_a_sentence_and_a_single_break_does_not():
    assert sentence_texts("One\nand the same\n\nAnother") == ["One\nand the same", "Another"]


@pytest.mark.parametrize(
    "text", ["Tools, e.g. Chatbots, are safe.", "See Art. 5 of the Act.", "Dr. A. Smith agrees.", "Version 2.1 is out."]
)
def test_an_abbreviation_or_a_number_ends_no_sentence(text):
    assert sentence_texts(text) == [text]


def test_an_abbreviation_at_the_end_of_the_text_ends_it():
    assert sentence_texts("Chatbots etc. Robots vs.") == ["Chatbots etc.", "Robots vs."]


def test_chinese_and_arabic_stops_end_sentences():
    assert sentence_texts("保护儿童。公平！هل هو عادل؟ نعم") == ["保护儿童。", "公平！", "هل هو عادل؟", "نعم"]


@pytest.mark.parametrize("text", ["", "   ", "...", "—\n\n—"])
def test_a_text_without_words_has_no_sentences(text):
    assert sentences(text) == ()


@given(TEXTS)
@example("\u0e31")
def test_every_word_stands_in_one_sentence(text):
    spans = sentences(text)
    assert all(sum(word.span.within(span) for span in spans) == 1 for word in words(text))


@given(TEXTS)
def test_sentences_do_not_overlap_and_have_no_space_around_them(text):
    spans = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(piece == piece.strip() != "" for piece in sentence_texts(text))


@given(st.text(max_size=60))
def test_no_text_makes_cutting_fail(text):
    assert index_text(text) == index_text(text).strip()
    assert len(stemmed_words(text)) == len(words(text))
    assert len(stems(text)) <= len(words(text))
    assert len(sentences(text)) <= len(text)
