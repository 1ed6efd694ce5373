"""BM25: the index against a plain implementation of the formula, and what surrounds it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.language.word_index import WordIndex

K1, B = 1.2, 0.6

BAGS = [Counter(["fair", "safe", "fair", "open"]), Counter(["safe", "private"]), Counter(["fair", "safe", "fine"])]


def plain_bm25(bags: Sequence[Mapping[str, int]], query: Mapping[str, float]) -> list[float]:
    """Okapi BM25 as the papers print it, word by word and passage by passage, with the idf that stays positive."""
    mean = sum(sum(bag.values()) for bag in bags) / len(bags)
    scores = []
    for bag in bags:
        norm = K1 * (1 - B + B * sum(bag.values()) / max(mean, 1))
        score = 0.0
        for word, weight in query.items():
            holding = sum(word in other for other in bags)
            idf = math.log(1 + (len(bags) - holding + 0.5) / (holding + 0.5))
            count = bag.get(word, 0)
            score += weight * idf * count * (K1 + 1) / (count + norm)
        scores.append(score)
    return scores


def test_scores_are_those_of_the_formula():
    query = {"fair": 1.0, "private": 2.0, "nowhere": 1.0}
    assert WordIndex(BAGS).scores(query).tolist() == pytest.approx(plain_bm25(BAGS, query), rel=1e-5)


BAG = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9), max_size=6).map(Counter)


@given(st.lists(BAG, min_size=1, max_size=8), st.dictionaries(st.sampled_from("abcdefghxy"), st.floats(0.1, 9)))
def test_scores_of_any_passages_are_those_of_the_formula(bags, query):
    assert WordIndex(bags).scores(query).tolist() == pytest.approx(plain_bm25(bags, query), rel=1e-4, abs=1e-5)


def test_a_passage_without_a_word_of_the_query_scores_nothing():
    assert WordIndex(BAGS).scores({"private": 1.0}).tolist()[::2] == [0, 0]


def test_a_query_of_unknown_words_scores_nothing():
    assert WordIndex(BAGS).scores({"nowhere": 1.0}).tolist() == [0, 0, 0]


def test_one_word_scores_like_a_query_of_it():
    index = WordIndex(BAGS)
    assert index.word_scores("fair").tolist() == index.scores({"fair": 1.0}).tolist()


def test_a_rare_word_is_more_telling_than_a_common_one_and_an_unknown_one_most():
    index = WordIndex(BAGS)
    assert 0 < index.idf("safe") < index.idf("fair") < index.idf("private") < index.idf("nowhere")


@given(st.lists(BAG.filter(bool), min_size=1, max_size=8))
def test_what_a_text_scores_for_itself_is_what_the_index_gives_its_passage(bags):
    index = WordIndex(bags)
    for number, bag in enumerate(bags):
        assert index.scores(bag)[number] == pytest.approx(index.own_score(bag), rel=1e-4)


def test_passages_that_hold_all_words_are_known():
    index = WordIndex(BAGS)
    assert index.holds_all(["fair", "safe"]).tolist() == [True, False, True]
    assert index.holds_all(["fair", "nowhere"]).tolist() == [False, False, False]


def test_every_passage_holds_all_of_no_words():
    assert WordIndex(BAGS).holds_all([]).tolist() == [True, True, True]


def test_a_word_that_many_passages_hold_is_common():
    index = WordIndex([Counter(["ai", str(number)]) for number in range(10)])
    assert index.is_common("ai")
    assert not index.is_common("3")
    assert not index.is_common("nowhere")


def test_an_index_of_nothing_answers_with_nothing():
    index = WordIndex([])
    assert index.size == 0
    assert index.scores({"fair": 1.0}).tolist() == []
    assert index.holds_all(["fair"]).tolist() == []


def test_passages_without_words_score_nothing():
    assert WordIndex([Counter(), Counter()]).scores({"fair": 1.0}).tolist() == [0, 0]
