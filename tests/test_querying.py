"""Questions: how a reader's words are understood, and which passages they are worth most for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.language.encoder import fit_latent
from concord.language.linking import Linker
from concord.language.querying import Idea, Query, QueryReader
from concord.language.topics import TopicFinder
from concord.language.words import stems
from concord.model import Passage, PlainWords, Topic, Vocabulary

TOPICS = (
    Topic(
        "children", "Children", None, "Children and minors.", ("child*", "minors"), everyday=("my daughter's tablet",)
    ),
    Topic(
        "environment",
        "Environment",
        None,
        "Energy, carbon and climate.",
        ("carbon", "energy"),
        everyday=("how green are data centres", "wasting electricity"),
    ),
    Topic("privacy", "Privacy", None, "Personal data.", ("privacy", "personal data")),
)
PLAIN_WORDS = (
    PlainWords(("kids", "little ones"), ("children", "minors")),
    PlainWords(("spy", "spy on me"), ("surveillance",)),
    PlainWords(("green",), ("carbon footprint", "energy")),
)
VOCABULARY = Vocabulary(TOPICS, (), PLAIN_WORDS)

TEXTS = {
    "a#children": "Children need special care when machines teach them.",
    "a#minors": "Minors decide with their parents.",
    "b#carbon": "Whoever trains machines states the carbon footprint.",
    "b#carbon-only": "Carbon is measured; the footprint of a shoe is not.",
    "b#energy": "Machines need little energy.",
    "c#surveillance": "Surveillance of workers is forbidden.",
    "c#privacy": "Personal data of workers stays private.",
}


@pytest.fixture(scope="module")
def reader() -> QueryReader:
    """Reads questions to seven principles with three topics."""
    finder = TopicFinder(TOPICS)
    passages = []
    for reference, text in TEXTS.items():
        found = finder.find("", text)
        subjects = {subject.topic: subject.weight for subject in found.subjects}
        mentions = frozenset(mention.topic for mention in found.mentions)
        passages.append(Passage(reference, reference[0], "", text, subjects=subjects, mentions=mentions))
    encoder = fit_latent(list(TEXTS.values()), dimensions=4)
    return QueryReader(VOCABULARY, Linker(passages, TOPICS), encoder, encoder.encode(list(TEXTS.values())))


def ranked(reader: QueryReader, question: str) -> list[str]:
    """The principles that are worth anything for the question, the best first."""
    worth = dict(zip(TEXTS, reader.worth(reader.read(question)).total.tolist(), strict=True))
    return sorted((name for name in TEXTS if worth[name] > 0), key=lambda name: -worth[name])


def test_every_word_that_carries_meaning_is_an_idea(reader):
    assert reader.read("How do machines decide?").ideas == (Idea("machin", ("machin",)), Idea("decid", ("decid",)))


def test_a_word_typed_twice_is_one_idea(reader):
    assert reader.read("machines and machine").ideas == (Idea("machin", ("machin",)),)


def test_plain_words_stand_for_what_documents_write(reader):
    query = reader.read("Kids and machines")
    assert query.stands_for == {"kids": ("children", "minors")}
    assert query.ideas == (Idea("kids", ("kid",), (("children",), ("minor",))), Idea("machin", ("machin",)))


def test_the_longest_plain_words_are_read_and_those_inside_them_are_not(reader):
    assert reader.read("Do you spy on me").stands_for == {"spy on me": ("surveillance",)}


def test_a_question_knows_the_words_to_mark(reader):
    query = reader.read("kids machines")
    assert query.own == {"kid", "machin"}
    assert query.wanted == {"kid", "machin", "children", "minor"}


def test_a_topic_whose_phrase_is_typed_is_what_the_question_is_after(reader):
    assert reader.read("personal data").topics == {"privacy": 1.0}


def test_a_topic_may_be_asked_for_in_everyday_words(reader):
    assert list(reader.read("wasting electricity").topics) == ["environment"]


def test_a_topic_is_known_by_its_label(reader):
    assert reader.read("environment").topics == {"environment": 1.0}


def test_plain_words_lead_to_the_topics_that_their_meanings_mention(reader):
    assert reader.read("little ones").topics == {"children": 1.0}


def test_words_of_no_topic_are_after_none(reader):
    assert reader.read("parents decide").topics == {}


def test_with_words_only_nothing_is_read_into_the_question(reader):
    query = reader.read("kids and personal data", words_only=True)
    assert (query.topics, query.stands_for) == ({}, {})
    assert query.own == {"kid", "person", "data"}


@pytest.mark.parametrize("question", ['"special care" machines', "“special care” machines", "«special care» machines"])
def test_quoted_phrases_are_kept_and_their_words_count_too(reader, question):
    query = reader.read(question)
    assert query.phrases == ("special care",)
    assert query.own == {"special", "care", "machin"}


@pytest.mark.parametrize("question", ['""', '" … "', '"', 'machines "care'])
def test_quotes_around_nothing_or_left_open_are_no_phrase(reader, question):
    assert reader.read(question).phrases == ()


@pytest.mark.parametrize("question", ["", "   ", "?!", "\0", "🙂", '"*"'])
def test_a_question_without_words_is_empty(reader, question):
    assert reader.read(question).is_empty


def test_a_question_of_words_without_meaning_is_still_a_question(reader):
    assert [idea.said for idea in reader.read("to be or not to be").ideas] == ["to", "be", "or", "not"]


def test_a_principle_with_the_words_comes_first(reader):
    assert ranked(reader, "carbon footprint of training")[0] == "b#carbon"


def test_plain_words_find_what_does_not_share_a_word_with_them(reader):
    assert set(ranked(reader, "kids")[:2]) == {"a#children", "a#minors"}
    assert ranked(reader, "spy")[0] == "c#surveillance"


def test_everyday_words_find_principles_of_the_topic(reader):
    assert set(ranked(reader, "wasting electricity")[:3]) == {"b#carbon", "b#energy", "b#carbon-only"}


def test_a_wording_of_several_words_counts_only_where_all_stand(reader):
    worth = reader.worth(reader.read("green")).words
    by_name = dict(zip(TEXTS, worth.tolist(), strict=True))
    assert by_name["b#energy"] > 0
    assert by_name["c#privacy"] == 0


def test_a_question_that_nothing_answers_is_worth_nothing(reader):
    assert ranked(reader, "zebra crossing") == []


def test_an_empty_question_is_worth_nothing(reader):
    assert not reader.worth(Query("", (), (), {}, {})).total.any()


@given(st.text(max_size=40))
def test_no_question_makes_reading_fail(text):
    reader = _reader_without_a_library()
    query = reader.read(text)
    assert reader.worth(query).total.tolist() == []
    assert all(0 < affinity <= 1 for affinity in query.topics.values())


def _reader_without_a_library() -> QueryReader:
    encoder = fit_latent([])
    return QueryReader(VOCABULARY, Linker([], TOPICS), encoder, encoder.encode([]))


WORDS = st.sampled_from(["kids", "carbon", "personal data", "spy on me", "robots", "the", '"'])


@given(st.lists(WORDS, max_size=6).map(" ".join))
def test_ideas_hold_every_stem_of_the_question_and_none_twice(text):
    query = _reader_without_a_library().read(text)
    meaningful = set(stems(text))
    assert query.own >= meaningful
    assert len({idea.said for idea in query.ideas}) == len(query.ideas)
