"""Links: the laws that every link obeys, and what makes one stronger than another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.language.linking import Linker, Show, TopicSpace, bag_of, strength_name
from concord.language.words import sentences
from concord.model import Link, Passage, Span, Topic

TOPICS = [
    Topic("fairness", "Fairness", None, "", ("fair",)),
    Topic("bias", "Bias", "fairness", "", ("bias",)),
    Topic("gender", "Gender", "fairness", "", ("women",)),
    Topic("privacy", "Privacy", None, "", ("privacy",)),
]
ALL = Show(limit=100, per_document=100, at_least=0, nearest=0, never_below=0)


def passage(
    reference: str,
    text: str,
    *,
    heading: str = "",
    original: bool = False,
    subjects: dict[str, float] | None = None,
    mentions: Iterable[str] = (),
) -> Passage:
    document = reference.partition("#")[0]
    return Passage(reference, document, heading, text, original, subjects or {}, frozenset(mentions))


CARE = passage("robots#care", "Robots are built with care.", heading="Care", mentions=["fairness"])
CARE_TOO = passage(
    "machines#care",
    "Machines are built with great care and tested. They are sold.",
    heading="With care",
    mentions=["fairness"],
)
CARE_AGAIN = passage("robots#more", "Robots are built with care.", heading="Care", mentions=["fairness"])
PRIVACY = passage("machines#privacy", "Nobody may read the letters of others.", heading="Privacy")
LIBRARY = [CARE, CARE_AGAIN, CARE_TOO, PRIVACY]


def targets(links: Iterable[Link]) -> list[str]:
    return [link.target for link in links]


def linked(source: Passage, *others: Passage) -> Link:
    """The link from the first passage to the second of a library of all these."""
    return Linker([source, *others], TOPICS).related(source, ALL)[0]


def test_a_principle_is_never_linked_to_itself_or_its_own_document():
    assert targets(Linker(LIBRARY, TOPICS).related(CARE, ALL)) == ["machines#care"]


def test_a_readers_own_text_may_be_linked_to_every_document():
    own = passage("-", "Robots are built with care.")
    assert targets(Linker(LIBRARY, TOPICS).related(own, ALL)) == ["robots#care", "robots#more", "machines#care"]


def test_what_shares_neither_a_telling_word_nor_a_topic_is_left_out():
    assert PRIVACY.reference not in targets(Linker(LIBRARY, TOPICS).related(CARE, ALL))


def carers(*references: str) -> list[Passage]:
    """Passages like `CARE`."""
    return [passage(name, "Robots are built with care.", heading="Care", mentions=["fairness"]) for name in references]


def strangers(*references: str) -> list[Passage]:
    """Passages that have nothing in common with `CARE` but a topic that they mention."""
    return [passage(name, "Letters stay closed.", mentions=["fairness"]) for name in references]


def test_of_one_document_at_most_as_many_as_asked_for():
    many = carers("other#1", "other#2", "other#3", "third#1")
    assert targets(Linker([CARE, *many], TOPICS).related(CARE, Show())) == ["other#1", "other#2", "third#1"]


def test_there_are_never_more_links_than_asked_for():
    many = carers(*(f"other-{number}#a" for number in range(20)))
    assert len(Linker([CARE, *many], TOPICS).related(CARE, Show())) == 10


def test_weak_links_are_left_out_beyond_the_nearest_few():
    library = [CARE, *carers("a#1", "b#1", "c#1"), *strangers("d#1", "e#1", "f#1")]
    shown = Linker(library, TOPICS).related(CARE, Show(at_least=0.5, nearest=4, never_below=0.01))
    assert targets(shown) == ["a#1", "b#1", "c#1", "d#1"]
    assert [link.strength >= 0.5 for link in shown] == [True, True, True, False]


def test_nothing_is_linked_below_the_lowest_strength():
    assert Linker([CARE, *strangers("a#1")], TOPICS).related(CARE, Show(never_below=0.4)) == []


def test_equal_links_keep_the_librarys_order():
    twins = carers("zebra#a", "apple#a", "mango#a")
    assert targets(Linker([CARE, *twins], TOPICS).related(CARE, ALL)) == ["zebra#a", "apple#a", "mango#a"]


def test_shared_words_make_a_link_stronger():
    strengths = Linker(LIBRARY, TOPICS).strengths(CARE)
    assert strengths[2] > strengths[3]


def test_a_principle_is_most_like_itself():
    strengths = Linker(LIBRARY, TOPICS).strengths(CARE_TOO)
    assert strengths.argmax() == LIBRARY.index(CARE_TOO)


def test_shared_topics_make_a_link_stronger_without_shared_words():
    source = passage("a#1", "Women are heard.", subjects={"gender": 0.9}, mentions=["gender"])
    same = passage("b#1", "Girls code.", subjects={"gender": 0.9}, mentions=["gender"])
    mentioning = passage("b#2", "Ladies first.", mentions=["gender"])
    assert targets(Linker([source, mentioning, same], TOPICS).related(source, ALL)) == ["b#1", "b#2"]


def test_finer_topics_of_one_coarse_topic_are_a_little_alike():
    source = passage("a#1", "One.", subjects={"gender": 0.9})
    sister = passage("b#1", "Two.", subjects={"bias": 0.9})
    stranger = passage("b#2", "Three.", subjects={"privacy": 0.9})
    to_itself, to_sister, to_stranger = Linker([source, sister, stranger], TOPICS).strengths(source)
    assert to_itself > to_sister > to_stranger


def test_the_number_of_a_heading_makes_no_link():
    source = passage("a#4", "Robots.", heading="Article 4")
    four, five = passage("b#4", "Letters.", heading="4"), passage("b#5", "Letters.", heading="5")
    strengths = Linker([source, four, five], TOPICS).strengths(source)
    assert strengths[1] == strengths[2]


def test_the_best_pair_of_sentences_shares_the_most_telling_words():
    source = passage("a#1", "We like people. Every robot has a kill switch. We like order.")
    other = passage("b#1", "Order is good. A kill switch stops the robot.")
    mine, theirs = linked(source, other).reason.sentences
    assert source.text[mine.start : mine.end] == "Every robot has a kill switch."
    assert other.text[theirs.start : theirs.end] == "A kill switch stops the robot."


def test_without_a_shared_word_the_first_sentences_stand_for_the_reason():
    source, other = passage("a#1", "One. Two.", mentions=["bias"]), passage("b#1", "Three. Four.", mentions=["bias"])
    assert linked(source, other).reason.sentences == (Span(0, 4), Span(0, 6))


def test_a_text_without_sentences_gives_empty_places():
    source, other = passage("a#1", "", mentions=["bias"]), passage("b#1", "Three.", mentions=["bias"])
    assert linked(source, other).reason.sentences == (Span(0, 0), Span(0, 0))


def test_terms_are_word_groups_first_seen_as_the_first_passage_writes_them():
    link = linked(
        passage("a#1", "Human reviewers check kill switches, robots and letters."),
        passage("b#1", "A human reviewer; a kill switch. Letters."),
    )
    assert link.reason.terms == ("human reviewers", "kill switches", "letters")


def test_a_word_group_does_not_reach_over_a_comma():
    link = linked(passage("a#1", "Kill, switch."), passage("b#1", "A kill switch."))
    assert link.reason.terms == ("kill", "switch")


def test_numbers_and_words_without_meaning_are_no_terms():
    link = linked(passage("a#1", "In 2019 the robots of 7."), passage("b#1", "The robots of 2019 in 7."))
    assert link.reason.terms == ("robots",)


def test_topics_both_are_about_are_named_the_finer_first():
    subjects = {"fairness": 0.9, "bias": 0.5, "gender": 0.8}
    link = linked(passage("a#1", "One.", subjects=subjects), passage("b#1", "Two.", subjects=subjects))
    assert link.reason.topics == ("gender", "bias", "fairness")


def test_topics_both_mention_are_named_where_they_are_about_nothing_in_common():
    link = linked(
        passage("a#1", "One.", subjects={"bias": 0.9}, mentions=["bias", "privacy"]),
        passage("b#1", "Two.", mentions=["privacy"]),
    )
    assert link.reason.topics == ("privacy",)


WORDING = "Providers shall inform every affected person that a machine took part in the decision."


def test_originals_with_the_same_words_have_the_same_wording():
    link = linked(passage("a#1", WORDING, original=True), passage("b#1", WORDING.upper(), original=True))
    assert link.kind == "same-wording"


def test_the_same_wording_is_shown_even_where_every_document_has_it():
    """No word is telling then, and no topic need be known."""
    adopted = [passage(f"{name}#1", WORDING, original=True) for name in "abcdef"]
    links = Linker(adopted, TOPICS).related(adopted[0], ALL)
    assert [link.kind for link in links] == ["same-wording"] * 5


def test_originals_with_other_words_are_never_called_the_same_wording():
    other = "Providers shall tell any person that a machine took some part in that decision."
    link = linked(passage("a#1", WORDING, original=True), passage("b#1", other, original=True))
    assert link.kind != "same-wording"


@pytest.mark.parametrize("originals", [(True, False), (False, True), (False, False)])
def test_digests_never_have_the_same_wording(originals):
    mine, theirs = originals
    link = linked(passage("a#1", WORDING, original=mine), passage("b#1", WORDING, original=theirs))
    assert link.kind != "same-wording"


@pytest.mark.parametrize(
    ("strength", "name"), [(0.85, "strong"), (0.84, "moderate"), (0.4, "moderate"), (0.39, "weak")]
)
def test_a_strength_has_a_name(strength, name):
    assert strength_name(strength) == name


def test_words_of_the_heading_count_twice():
    assert bag_of("Fair robots", "Robots.") == Counter({"fair": 2, "robot": 3})


def test_a_rare_topic_weighs_more_than_a_common_one():
    passages = [passage(f"a#{n}", "", subjects={"fairness": 0.9}) for n in range(9)]
    passages.append(passage("a#9", "", subjects={"privacy": 0.9}))
    vector = TopicSpace(TOPICS, passages).vector({"fairness": 0.9, "privacy": 0.9})
    assert vector[3] > vector[0]


def test_a_passage_without_topics_is_all_zero():
    assert not TopicSpace(TOPICS, [PRIVACY]).all.any()


def test_an_empty_library_has_no_links():
    assert Linker([], TOPICS).related(CARE, Show()) == []
    assert TopicSpace([], []).all.shape == (0, 0)


WORDS = ["robots", "care", "privacy", "women", "decide", "the", "7", "公平"]
TEXTS = st.lists(st.sampled_from([*WORDS, ". ", "; "]), max_size=10).map(" ".join)
PASSAGES = st.lists(
    st.builds(
        lambda document, heading, text, original, subjects: (document, heading, text, original, subjects),
        st.sampled_from("abc"),
        st.sampled_from(WORDS),
        TEXTS,
        st.booleans(),
        st.dictionaries(st.sampled_from([topic.id for topic in TOPICS]), st.floats(0.4, 1), max_size=3),
    ),
    min_size=1,
    max_size=8,
).map(
    lambda rows: [
        passage(f"{document}#{number}", text, heading=heading, original=original, subjects=subjects, mentions=subjects)
        for number, (document, heading, text, original, subjects) in enumerate(rows)
    ]
)


few = settings(max_examples=30)
"""A library is linked for each example: enough of them for a law, and quick."""


def all_links(library: list[Passage], show: Show) -> list[list[Link]]:
    linker = Linker(library, TOPICS)
    return [linker.related(each, show) for each in library]


@few
@given(PASSAGES, st.integers(0, 4), st.integers(1, 3))
def test_every_library_keeps_the_limits(library, limit, per_document):
    show = Show(limit=limit, per_document=per_document, at_least=0, nearest=0, never_below=0)
    for source, links in zip(library, all_links(library, show), strict=True):
        documents = Counter(link.target.partition("#")[0] for link in links)
        assert source.document not in documents
        assert len(links) <= limit
        assert max(documents.values(), default=0) <= per_document


@few
@given(PASSAGES)
def test_every_library_is_linked_in_order_of_strengths_from_0_to_1(library):
    for links in all_links(library, ALL):
        strengths = [link.strength for link in links]
        assert strengths == sorted(strengths, reverse=True)
        assert all(0 <= strength <= 1 for strength in strengths)


@few
@given(PASSAGES)
def test_the_places_of_every_reason_are_sentences_of_the_two_texts(library):
    texts = {each.reference: each.text for each in library}
    for link in (link for links in all_links(library, ALL) for link in links):
        for name, span in zip((link.source, link.target), link.reason.sentences, strict=True):
            assert span in (sentences(texts[name]) or [Span(0, 0)]) or span == Span(0, 0)


@few
@given(PASSAGES)
def test_same_wording_stands_only_between_originals_and_both_ways(library):
    is_original = {each.reference: each.original for each in library}
    twins = {
        (link.source, link.target) for links in all_links(library, ALL) for link in links if link.kind == "same-wording"
    }
    assert all(is_original[source] and is_original[target] for source, target in twins)
    assert twins == {(target, source) for source, target in twins}


@few
@given(PASSAGES)
def test_a_librarys_order_changes_no_strength(library):
    """But for rounding: a sum in another order may differ in its last digits."""
    forth, back = Linker(library, TOPICS), Linker(library[::-1], TOPICS)
    for each in library:
        assert np.allclose(forth.strengths(each), back.strengths(each)[::-1], atol=1e-4)
