"""What a principle mentions and is about: the rules by small examples, the real vocabulary by `cases/topics/*.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.build.pipeline import read_vocabulary
from concord.language.topics import ABOUT, TopicFinder
from concord.model import Mention, Span, Topic

CASES = Path(__file__).parent / "cases" / "topics"
ROW = re.compile(r"^\| (?P<topic>[a-z][a-z-]+) +\| (?P<sentence>\S.*?) +\| (?P<found>\S.*?) +\|$", re.M)


def topic(
    name: str,
    phrases: list[str],
    *,
    look_alikes: list[str] | None = None,
    definition: str = "",
    parent: str | None = None,
) -> Topic:
    return Topic(name, name.capitalize(), parent, definition, tuple(phrases), tuple(look_alikes or ()))


SECURITY = topic("security", ["security", "secur*", "attack"], look_alikes=["social security", "job ... security"])
PRIVACY = topic("privacy", ["privacy", "personal data"], definition="Privacy and personal data of people.")


def mentions(text: str, *topics: Topic) -> list[str]:
    """`topic: phrase` for every mention in the text."""
    found = TopicFinder(topics).find("", text).mentions
    return [f"{mention.topic}: {text[mention.span.start : mention.span.end]}" for mention in found]


def test_a_phrase_is_a_mention():
    assert mentions("Systems resist attacks.", SECURITY) == ["security: attacks"]


def test_a_look_alike_is_no_match():
    assert mentions("Systems that pay social security.", SECURITY) == []


def test_a_look_alike_hides_only_what_stands_inside_it():
    assert mentions("Social security needs security.", SECURITY) == ["security: security"]


def test_a_look_alike_with_dots_hides_what_stands_inside_it():
    assert mentions("Nobody's job and income security is at risk.", SECURITY) == []


def test_a_look_alike_of_one_topic_hides_nothing_of_another():
    welfare = topic("welfare", ["social security"])
    assert mentions("Social security is a right.", SECURITY, welfare) == ["welfare: Social security"]


def test_of_overlapping_phrases_of_one_topic_the_longest_stays():
    rights = topic("rights", ["human rights", "rights", "rights of people"])
    assert mentions("Human rights are rights of people.", rights) == [
        "rights: Human rights",
        "rights: rights of people",
    ]


def test_phrases_of_different_topics_may_overlap():
    data = topic("data", ["data"])
    assert mentions("Personal data.", PRIVACY, data) == ["privacy: Personal data", "data: data"]


def test_mentions_of_the_heading_come_first_and_say_so():
    found = TopicFinder([SECURITY]).find("Security", "It is about security.")
    assert found.mentions == (
        Mention("security", "heading", Span(0, 8)),
        Mention("security", "text", Span(12, 20)),
    )


def test_a_heading_makes_a_subject():
    found = TopicFinder([PRIVACY, SECURITY]).find("Privacy", "Nothing more is said.")
    assert [subject.topic for subject in found.subjects] == ["privacy"]
    assert found.subjects[0].evidence is None


def test_one_phrase_in_a_long_text_is_a_mention_and_no_subject():
    text = "Robots build cars. They paint them. They sell them. They count the money. Somebody mentions security."
    found = TopicFinder([SECURITY]).find("Factories", text)
    assert [mention.topic for mention in found.mentions] == ["security"]
    assert found.subjects == ()


def test_a_text_that_speaks_of_nothing_else_makes_a_subject_without_a_heading():
    text = "Personal data is kept private. Personal data is erased in time. Whoever holds personal data guards it."
    assert [subject.topic for subject in TopicFinder([PRIVACY]).find("", text).subjects] == ["privacy"]


def test_the_evidence_is_the_sentence_with_most_mentions():
    text = "We value privacy. Privacy means that personal data stays private. Privacy matters."
    (subject,) = TopicFinder([PRIVACY]).find("Privacy", text).subjects
    assert text[subject.evidence.start : subject.evidence.end] == "Privacy means that personal data stays private."


def test_subjects_come_the_weightiest_first():
    text = "Personal data is private; privacy is personal. Attacks are stopped."
    found = TopicFinder([SECURITY, PRIVACY]).find("Privacy and security", text)
    assert [subject.topic for subject in found.subjects] == ["privacy", "security"]


def test_a_likeness_to_the_definition_adds_weight():
    text = "The office stores what people tell it."
    plain = TopicFinder([topic("privacy", ["privacy"], definition="Bananas and apples.")])
    telling = TopicFinder([topic("privacy", ["privacy"], definition="What an office stores and people tell it.")])
    assert telling.find("Privacy", text).subjects[0].weight > plain.find("Privacy", text).subjects[0].weight


def test_topics_of_a_short_text_come_once_in_reading_order():
    assert TopicFinder([SECURITY, PRIVACY]).topics_in("privacy, attacks and more privacy") == ["privacy", "security"]


def test_an_empty_principle_has_no_topics():
    found = TopicFinder([SECURITY]).find("", "")
    assert (found.mentions, found.subjects) == ((), ())


def test_a_vocabulary_without_topics_finds_none():
    assert TopicFinder([]).find("Security", "Security.").mentions == ()


TEXTS = st.lists(
    st.sampled_from(["security", "Social", "job", "privacy", "personal data", "attacks", ". ", ", ", "; ", "公平"]),
    max_size=12,
).map(" ".join)


@given(TEXTS, TEXTS)
def test_whatever_the_text_mentions_and_evidence_lie_within_it(heading, text):
    found = TopicFinder([SECURITY, PRIVACY]).find(heading, text)
    parts = {"heading": heading, "text": text}
    assert all(0 <= m.span.start < m.span.end <= len(parts[m.part]) for m in found.mentions)
    assert all(s.evidence.end <= len(text) for s in found.subjects if s.evidence)


@given(TEXTS, TEXTS)
def test_a_subject_is_mentioned_and_its_weight_is_a_share(heading, text):
    found = TopicFinder([SECURITY, PRIVACY]).find(heading, text)
    assert {subject.topic for subject in found.subjects} <= {mention.topic for mention in found.mentions}
    assert all(ABOUT <= subject.weight <= 1 for subject in found.subjects)


@given(TEXTS)
def test_mentions_of_one_topic_never_overlap(text):
    spans = [mention.span for mention in TopicFinder([SECURITY]).find("", text).mentions]
    assert all(one.end <= other.start for one, other in pairwise(spans))


@dataclass(frozen=True)
class Case:
    """A row of `cases/topics/*.md`."""

    name: str
    topic: str
    sentence: str
    found: tuple[str, ...]


def cases() -> list[Case]:
    return [case for file in sorted(CASES.glob("*.md")) for case in cases_of(file)]


def cases_of(file: Path) -> list[Case]:
    return [
        Case(
            f"{file.stem}: {row['topic']} in {row['sentence']}",
            row["topic"],
            row["sentence"],
            () if row["found"] == "none" else tuple(phrase.strip() for phrase in row["found"].split(";")),
        )
        for row in ROW.finditer(file.read_text(encoding="utf-8"))
        if row["topic"] != "topic"
    ]


@pytest.fixture(scope="module")
def finder(vocabulary: Path) -> TopicFinder:
    """Finds the topics of the real vocabulary."""
    return TopicFinder(read_vocabulary(vocabulary).topics)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_vocabulary_finds_what_the_case_says(case, finder):
    found = finder.find("", case.sentence).mentions
    phrases = [case.sentence[m.span.start : m.span.end] for m in found if m.topic == case.topic]
    assert phrases == list(case.found)


def test_every_row_of_the_case_files_is_a_case():
    rows = [
        line
        for file in CASES.glob("*.md")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and not line.startswith(("|-", "| topic"))
    ]
    assert len(cases()) == len(rows)


def test_every_case_is_about_a_topic_of_the_vocabulary(vocabulary):
    known = {topic.id for topic in read_vocabulary(vocabulary).topics}
    assert {case.topic for case in cases()} <= known
