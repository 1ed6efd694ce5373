"""Marks: the pieces of a text are the text, and what is marked is what was asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from concord.answers.marks import Piece, labelled, marked, word_spans
from concord.language.words import stems
from concord.model import Span


@st.composite
def spans_of(draw, text: str) -> list[Span]:
    ends = st.integers(0, len(text) + 5)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8))
    return [Span(min(pair), max(pair)) for pair in pairs]


@st.composite
def texts_with_spans(draw) -> tuple[str, list[Span], Span]:
    text = draw(st.text(max_size=60))
    start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    return text, draw(spans_of(text)), Span(start, end)


def joined(pieces) -> str:
    return "".join(piece.text for piece in pieces)


@given(texts_with_spans())
def test_the_pieces_of_a_text_rejoin_to_it(case):
    text, spans, _ = case
    assert joined(marked(text, spans)) == text


@given(texts_with_spans())
def test_the_pieces_of_a_part_rejoin_to_the_part(case):
    text, spans, within = case
    assert joined(marked(text, spans, within=within)) == text[within.start : within.end]


@given(texts_with_spans())
def test_no_piece_is_empty(case):
    text, spans, within = case
    assert all(piece.text for piece in marked(text, spans, within=within))


@given(texts_with_spans())
def test_a_character_is_marked_where_a_span_covers_it_and_nowhere_else(case):
    text, spans, within = case
    found, at = [], within.start
    for piece in marked(text, spans, within=within):
        found.extend((at + offset, piece.is_marked) for offset in range(len(piece.text)))
        at += len(piece.text)
    assert found == [
        (place, any(span.start <= place < span.end for span in spans)) for place in range(within.start, within.end)
    ]


@given(texts_with_spans())
def test_topics_change_nothing_about_where_the_marks_are(case):
    text, spans, within = case
    with_topics = labelled(text, [(span, f"t{span.start}") for span in spans], within=within)
    assert [(piece.text, piece.is_marked) for piece in with_topics] == [
        (piece.text, piece.is_marked) for piece in marked(text, spans, within=within)
    ]
    assert all(bool(piece.topics) == piece.is_marked for piece in with_topics)


def test_spans_that_overlap_become_one_mark_that_names_both_topics():
    assert labelled("fair and equal", [(Span(0, 8), "fairness"), (Span(5, 14), "equality")]) == (
        Piece("fair and equal", is_marked=True, topics=("fairness", "equality")),
    )


def test_a_span_that_reaches_beyond_the_part_is_cut_at_its_edge():
    assert marked("no harm. no bias.", [Span(3, 11)], within=Span(9, 17)) == (
        Piece("no", is_marked=True),
        Piece(" bias."),
    )


def test_words_are_found_by_their_stems():
    text = "Explaining decisions: an explanation explains."
    words = [text[span.start : span.end] for span in word_spans(text, set(stems("explain")))]
    assert words == ["Explaining", "explains"]


def test_stop_words_are_never_marked():
    assert word_spans("what it is", {"what", "it", "is"}) == []
