"""Search: what is found and why, phrases, a way on where nothing is, and questions that nobody should ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.answers.filters import Filters
from concord.answers.paging import Window
from concord.answers.search import clean, search
from concord.errors import UsageError


def joined(pieces) -> str:
    return "".join(piece.text for piece in pieces)


def marks(pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.is_marked]


def references(found) -> list[str]:
    return [hit.entry.reference for hit in found.page.items]


WHOLE = Window(limit=1000)


def test_the_best_answer_comes_first_with_its_words_marked(opened):
    found = search(opened, "watermark synthetic content")
    first = found.page.items[0]
    assert first.entry.reference == "northwind-ai-principles-2024#honest-about-what-is-artificial"
    assert first.score == 1
    assert {"watermark", "synthetic", "content"} <= set(" ".join(marks(first.snippet)).split())
    assert {"watermark", "synthetic", "content"} <= set(first.matched)


def test_scores_are_shares_of_the_best_and_fall(opened):
    scores = [hit.score for hit in search(opened, "bias and discrimination").page.items]
    assert scores[0] == 1
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_snippet_is_a_sentence_of_the_text(opened):
    for hit in search(opened, "children").page.items:
        assert joined(hit.snippet) in hit.entry.principle.text
        assert joined(hit.heading) == hit.entry.principle.heading


def test_inflections_are_found(opened):
    assert references(search(opened, "explaining"))[0] in references(search(opened, "explanation explain"))[:4]


def test_a_plain_word_finds_what_documents_write_and_says_so(opened):
    found = search(opened, "kids")
    assert "children" in found.query.stands_for["kids"]
    assert references(found)[0].startswith("childrens-network-declaration-2021#")
    assert "children" in {word for hit in found.page.items for word in hit.matched}
    assert "children" in [topic.id for topic in found.topics]


def test_what_is_found_is_narrowed_and_the_counts_are_what_choosing_gives(opened):
    whole = search(opened, "bias", window=WHOLE)
    for facet in whole.facets:
        for choice in facet.choices:
            left = search(opened, "bias", Filters(**{facet.name: (choice.value,)}), window=WHOLE)
            assert choice.count == left.page.total, (facet.name, choice.value)
            assert references(left) == [r for r in references(whole) if r in references(left)]


def test_what_is_found_comes_in_parts(opened):
    whole = references(search(opened, "machines", window=WHOLE))
    parts = [references(search(opened, "machines", window=Window(2, start))) for start in range(0, len(whole), 2)]
    assert [reference for part in parts for reference in part] == whole


def test_a_quoted_phrase_must_stand_as_it_is_typed(opened):
    assert references(search(opened, '"unfair bias"')) == ["northwind-ai-principles-2019#fair-to-everyone"]
    assert search(opened, '"bias unfair"').page.total == 0


def test_a_phrase_is_compared_without_case_and_across_punctuation(opened):
    same = [
        references(search(opened, text))
        for text in ('"high-risk systems"', '"High Risk SYSTEMS"', "“high-risk systems”")
    ]
    assert same[0]
    assert same[0] == same[1] == same[2]


def test_all_quoted_phrases_must_stand(opened):
    found = references(search(opened, '"tested for bias" "before and during use"'))
    assert found == ["coastal-ministry-ai-guidelines-2023#2-fairness"]


def test_every_place_of_a_phrase_is_found_even_one_of_stop_words(opened):
    for phrase in ("before and during", "of the", "when it is"):
        holding = [e.reference for e in opened.entries if f" {phrase} " in f" {e.principle.text.lower()} "]
        assert holding
        assert sorted(references(search(opened, f'"{phrase}"', window=WHOLE))) == sorted(holding)


def test_a_phrase_that_stands_nowhere_names_the_documents_nearest_to_it(opened):
    found = search(opened, '"unfair prejudice against girls"')
    (missing,) = found.missing
    assert missing.phrase == "unfair prejudice against girls"
    assert missing.nearest[0].slug == "childrens-network-declaration-2021"
    assert 1 <= len(missing.nearest) <= 3
    assert (found.page.total, found.looser) == (0, "unfair prejudice against girls")


def test_a_phrase_that_stands_is_not_called_missing(opened):
    found = search(opened, '"unfair bias" "a phrase that nobody wrote"')
    assert [missing.phrase for missing in found.missing] == ["a phrase that nobody wrote"]


@pytest.mark.parametrize(
    "quoted", ['"purple elephants of bias"', "“purple elephants of bias”", "«purple elephants of bias»"]
)
def test_the_looser_query_has_no_quotes(opened, quoted):
    assert search(opened, quoted).looser == "purple elephants of bias"


def test_where_filters_leave_nothing_the_looser_query_is_the_same_without_them(opened):
    found = search(opened, "bias", Filters(until=1990))
    assert (found.page.total, found.looser) == (0, "bias")


def test_a_misspelt_word_is_put_right_where_nothing_is_found(opened):
    assert search(opened, "synthetik copyrihgt").looser == "synthetic copyright"
    assert search(opened, "qwertzuiop").looser is None


@pytest.mark.parametrize("words_only", [False, True])
@pytest.mark.parametrize(
    "text", ['"nobody wrote this about children"', "carbn emisions", "zebra", "a AND", "*", '"', "horoscopes children"]
)
def test_a_looser_query_finds_something_or_there_is_none(opened, text, words_only):
    found = search(opened, text, words_only=words_only)
    if found.page.total:
        assert found.looser is None
    elif found.looser is not None:
        assert search(opened, found.looser).page.total


def test_what_nothing_holds_still_leads_to_topics_where_the_question_has_a_subject(opened):
    found = search(opened, '"nobody wrote this about children"')
    assert found.page.total == 0
    assert "children" in [topic.id for topic in found.topics]


def test_with_words_only_every_typed_word_must_stand_and_nothing_stands_for_it(opened):
    assert search(opened, "kids", words_only=True).page.total == 0
    found = search(opened, "carbon emissions", words_only=True)
    assert references(found) == ["coastal-ministry-ai-guidelines-2023#5-environment"]
    assert (found.topics, found.query.stands_for) == ((), {})
    assert search(opened, "carbon children", words_only=True).page.total == 0


def test_a_chinese_query_finds_the_chinese_article(opened):
    for text in ("保护儿童", '"保护儿童"', "儿童的权利"):
        assert references(search(opened, text))[0] == "fair-machines-act-2024#article-6"


# What a reader of the real library expects among the first five: how many principles, of which topics.
PLAIN = [
    ("machines must not replace human decision", 3, {"meaningful-control", "human-control", "human-centredness"}),
    ("kids", 5, {"children"}),
    ("green computing", 4, {"environment", "sustainability", "compute"}),
    ("explain how a decision was made", 4, {"explainability", "transparency"}),
    ("robots taking my job", 3, {"employment", "skills"}),
    ("fake videos", 3, {"content-provenance", "misinformation"}),
    ("killer robots", 4, {"military-use"}),
    ("face recognition by police", 4, {"biometrics", "justice-and-policing"}),
    ("report accidents", 4, {"incident-reporting"}),
    ("complain about an automated decision", 4, {"redress", "contestability", "human-review"}),
    ("who is to blame when AI fails", 3, {"accountability", "responsibility", "liability"}),
]


@pytest.mark.parametrize(("question", "at_least", "topics"), PLAIN, ids=[each[0] for each in PLAIN])
def test_a_plain_question_finds_what_a_reader_expects(real_library, question, at_least, topics):
    first = search(real_library, question).page.items[:5]
    fitting = [hit for hit in first if topics & set(hit.entry.topics)]
    assert len(fitting) >= at_least, [(hit.entry.reference, hit.entry.topics) for hit in first]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("machines must not replace human decision", {"vienna-manifesto-digital-humanism-2019#decisions-by-humans"}),
        ("kids", {"baai-ai-for-children-beijing-principles-2020#children-first"}),
        ("green computing", {"montreal-declaration-responsible-ai-2018#10-sustainable-development-principle"}),
        ("explain how a decision was made", {"fatml-principles-accountable-algorithms-2016#explainability"}),
    ],
)
def test_the_principle_that_says_just_this_is_among_the_first_five(real_library, question, expected):
    assert expected & set(references(search(real_library, question, window=Window(limit=5))))


ODD = [
    '"', '""', '"""', "“”", "*", "a*", '"a*"', "NEAR(", '"NEAR(a b)"', "a AND", "AND", "OR NOT", "(", ")", "^a", "-", "heading:x",
    "{a b}", "a + b", "'", "it's", "%", "_", "\\", "; DROP TABLE principle", "<script>", "the", "of the", '"of the"',
    "😀", '"😀"', "👩‍🚀 🇰🇷", "\0", "kids\0", '"kids\0"', "\ud800", "\u200b", "\x1b[31m", "保护儿童", '"儿"', "プライバシー", "ความเป็นส่วนตัว",
    "حقوق الإنسان", '"حقوق"', "हिन्दी", "İ", "ﬀ", "½", "ß" * 500, '"' * 1000, "a " * 500, "child" * 200, "x" * 1000,
]  # fmt: skip


@pytest.mark.parametrize("words_only", [False, True], ids=["by meaning", "words only"])
@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_an_odd_query_is_answered(opened, text, words_only):
    found = search(opened, text, words_only=words_only, window=WHOLE)
    assert found.page.total == len(found.page.items)
    assert len(found.text) <= len(text)


@given(st.text(max_size=80), st.booleans())
def test_any_query_is_answered(opened, text, words_only):
    search(opened, text, words_only=words_only)


@given(
    st.lists(
        st.sampled_from(['"', "“", "*", "(", ")", "AND", "NEAR", ":", "-", "^", "bias", " ", "\0", "儿", "😀"]),
        max_size=12,
    )
)
def test_any_mixture_of_operators_is_answered(opened, pieces):
    search(opened, "".join(pieces))


def test_a_query_of_ten_thousand_characters_is_refused_and_told_why(opened):
    with pytest.raises(UsageError, match=r"10,000 characters; shorten it to 1,000") as caught:
        search(opened, "fair " * 2000)
    assert caught.value.where == "q"


def test_control_characters_and_white_space_become_single_spaces():
    assert clean("  who \0 said\n\tit? ") == "who said it?"
    assert clean("\0\x1b") == ""
