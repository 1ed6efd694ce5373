"""The vocabulary's files: every fault of their form by a small example, and what the real one must hold."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from concord.build.pipeline import read_vocabulary
from concord.errors import LibraryError
from concord.language.phrases import PhraseFinder
from concord.language.topics import TopicFinder
from concord.language.vocabulary import DEFINITION_WORDS, EVERYDAY, FILES, PLACES, PLAIN_WORDS, TOPICS, parse_vocabulary
from concord.model import Place, PlainWords, Topic, Vocabulary

ROOT = Path(__file__).parent.parent
DEFINITION = " ".join(["fair"] * DEFINITION_WORDS)

SMALL = {
    TOPICS: f"""\
- id: fairness
  label: Fairness
  definition: {DEFINITION}
  phrases: [fair]
- id: bias
  label: Bias
  parent: fairness
  definition: >-
    {DEFINITION}
    and more
  phrases: [bias, skew*]
  look_alikes: [automation bias]
""",
    EVERYDAY: "- topic: bias\n  say: [plays favourites]\n",
    PLACES: "- code: FR\n  name: France\n  region: Europe\n",
    PLAIN_WORDS: "- say: [kids]\n  means: [children, minors]\n",
}


def faults(name: str, text: str) -> list[str]:
    """What is wrong when this text stands in place of the small vocabulary's file of this name."""
    with pytest.raises(LibraryError) as caught:
        parse_vocabulary(SMALL | {name: text}, folder="words")
    return [str(fault).removeprefix(f"words/{name}:") for fault in caught.value.faults]


def test_files_give_a_vocabulary():
    assert parse_vocabulary(SMALL, folder="words") == Vocabulary(
        topics=(
            Topic("fairness", "Fairness", None, DEFINITION, ("fair",)),
            Topic(
                "bias",
                "Bias",
                "fairness",
                f"{DEFINITION} and more",
                ("bias", "skew*"),
                look_alikes=("automation bias",),
                everyday=("plays favourites",),
            ),
        ),
        places=(Place("FR", "France", "Europe"),),
        plain_words=(PlainWords(("kids",), ("children", "minors")),),
    )


FAULTS = {
    "a file that is no YAML": (TOPICS, "- id: a: b", "1: not YAML: mapping values are not allowed"),
    "a file that is no list": (TOPICS, "id: bias", '1: not a list of entries; begin every entry with "- "'),
    "an entry that is no mapping": (
        PLACES,
        "- FR",
        "1: an entry without fields; give it its keys, one on a line",
    ),
    "a key that is missing": (PLACES, "- code: FR\n  name: France", "1: the entry lacks region; add it"),
    "a key that is not known": (
        PLACES,
        "- code: FR\n  name: France\n  region: Europe\n  nmae: F",
        '1: key "nmae" is not known; did you mean "name"?',
    ),
    "a phrase that is no text": (
        PLAIN_WORDS,
        "- say: [kids, 2019]\n  means: [start]",
        "1: say: 2019 is not text; put it in quotes",
    ),
    "phrases that are no list": (
        PLAIN_WORDS,
        "- say: kids\n  means: [children]",
        '1: say is not a list; put each phrase on a line that begins with "- "',
    ),
    "a phrase that can never be found": (
        TOPICS,
        SMALL[TOPICS].replace("[fair]", '["fair, just"]'),
        '1: phrases: "fair, just" can never be found; write words with spaces, hyphens, * or ... between them',
    ),
    "a look-alike that can never be found": (
        TOPICS,
        SMALL[TOPICS].replace("[automation bias]", "[bias & co]"),
        '5: look_alikes: "bias & co" can never be found; write words with spaces, hyphens, * or ... between them',
    ),
    "a thin definition": (
        TOPICS,
        SMALL[TOPICS].replace(f"definition: {DEFINITION}", "definition: fair is fair"),
        "1: a definition of 3 words; write 30 or more",
    ),
    "an id that is no slug": (
        TOPICS,
        SMALL[TOPICS].replace("id: bias", "id: Bias in data"),
        "5: id 'Bias in data' is no slug; use lower-case words joined by hyphens",
    ),
    "an id that stands twice": (
        TOPICS,
        SMALL[TOPICS] + SMALL[TOPICS].partition("- id: bias")[0],
        '13: id "fairness" stands twice; give each topic its own id',
    ),
    "a parent that does not exist": (
        TOPICS,
        SMALL[TOPICS].replace("parent: fairness", "parent: farness"),
        '5: parent "farness" is no coarse topic; did you mean "fairness"?',
    ),
    "a parent that has a parent": (
        TOPICS,
        SMALL[TOPICS].replace("parent: fairness", "parent: bias"),
        '5: parent "bias" is no coarse topic; use one of: fairness',
    ),
    "everyday wordings of no topic": (
        EVERYDAY,
        "- topic: bais\n  say: [unfair]",
        '1: topic "bais" is not known; did you mean "bias"?',
    ),
}


@pytest.mark.parametrize(("name", "text", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_line_and_what_to_do(name, text, fault):
    assert faults(name, text)[0].startswith(fault)


def test_all_faults_of_all_files_come_together():
    with pytest.raises(LibraryError) as caught:
        parse_vocabulary(SMALL | {PLACES: "- code: FR", PLAIN_WORDS: "- say: [kids]"}, folder="words")
    assert [fault.path for fault in caught.value.faults] == ["words/places.yaml"] * 2 + ["words/plain-words.yaml"]
    assert caught.value.what == "3 faults in the vocabulary"


def test_a_topic_with_a_fault_makes_no_faults_of_what_belongs_to_it():
    assert len(faults(TOPICS, SMALL[TOPICS].replace("label: Bias", "lable: Bias"))) == 2


@pytest.mark.parametrize("missing", FILES)
def test_a_missing_file_is_named_with_the_option_that_names_another_folder(tmp_path, missing):
    for name in FILES:
        if name != missing:
            (tmp_path / name).write_text(SMALL[name], encoding="utf-8")
    with pytest.raises(LibraryError, match=rf"{missing}: there is no such file; .*--vocabulary"):
        read_vocabulary(tmp_path)


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    for name in FILES:
        (tmp_path / name).write_bytes(SMALL[name].encode() + b"# \xe9\n")
    with pytest.raises(LibraryError, match=r"topics\.yaml: cannot be read .*; save it as UTF-8 text"):
        read_vocabulary(tmp_path)


# What follows is about the real vocabulary.


@cache
def real() -> Vocabulary:
    return read_vocabulary(ROOT / "vocabulary")


def written_out(phrase: str) -> str:
    """The phrase as a text could write it: without endings, and with nothing where other words may stand."""
    return " ".join(phrase.replace("*", "").replace("...", " ").split())


SUBJECTS = {
    # What the platform that this project follows has had since 2018, under today's names.
    "for human": "human-centredness",
    "collaboration": "cooperation",
    "share": "benefit-sharing",
    "fairness": "fairness",
    "transparency": "transparency",
    "privacy": "privacy",
    "safety": "safety",
    "security": "security",
    "accountability": "accountability",
    "long-term AI": "advanced-ai",
    "beneficial": "beneficence",
    "well-being": "well-being",
    "freedom": "freedoms",
    "education": "education",
    "sustainability": "sustainability",
    "equal": "equality",
    "justice": "social-justice",
    "bias": "bias",
    "discrimination": "discrimination",
    "prejudice": "stereotypes",
    "explainable": "explainability",
    "traceable": "traceability",
    "cyberattack": "cybersecurity",
    "confidential": "confidentiality",
    "test": "testing",
    "validation": "validation",
    "verification": "verification",
    "controllability": "controllability",
    "human control": "meaningful-control",
    "responsibility": "responsibility",
    # What has become central since.
    "generative AI and synthetic content": "generative-ai",
    "foundation and frontier models": "frontier-models",
    "AI agents": "ai-agents",
    "catastrophic risk": "catastrophic-risk",
    "military use": "military-use",
    "children": "children",
    "older persons": "older-persons",
    "work and employment": "employment",
    "environment and climate": "environment",
    "intellectual property": "intellectual-property",
    "democracy and elections": "democracy",
    "misinformation": "misinformation",
    "surveillance": "surveillance",
    "biometrics": "biometrics",
    "prohibited practices": "prohibited-practices",
    "social scoring": "social-scoring",
    "manipulation": "manipulation",
    "emotion recognition": "emotion-recognition",
    "predictive policing": "predictive-policing",
    "accessibility": "accessibility",
    "gender": "gender",
    "disability": "accessibility",
    "cultural and language diversity": "culture-and-language",
    "Indigenous peoples": "indigenous-peoples",
    "consumers": "consumers",
    "health": "health",
    "justice and policing": "justice-and-policing",
    "public administration": "public-administration",
    "human rights": "human-rights",
    "dignity": "human-dignity",
    "rule of law": "rule-of-law",
    "autonomy": "human-autonomy",
    "consent": "informed-choice",
    "redress": "redress",
    "human oversight": "human-oversight",
    "risk classification": "risk-classification",
    "risk management": "risk-management",
    "impact assessment": "impact-assessment",
    "due diligence": "due-diligence",
    "proportionality and precaution": "proportionality-and-precaution",
    "documentation and record-keeping": "documentation",
    "data governance and quality": "data-governance",
    "auditing": "auditing",
    "conformity assessment and certification": "conformity-assessment",
    "standards": "standards",
    "liability": "liability",
    "supervision and penalties": "supervision",
    "whistle-blowers": "whistleblowing",
    "incident reporting": "incident-reporting",
    "post-market monitoring": "monitoring",
    "review clauses": "review-clauses",
    "sandboxes": "sandboxes",
    "procurement": "procurement",
    "value chain": "value-chain",
    "small firms": "small-firms",
    "compute and infrastructure": "compute",
    "AI literacy": "ai-literacy",
    "open source": "open-source",
    "competition": "competition",
    "research integrity": "research-integrity",
    "developing countries and capacity building": "developing-countries",
    "global governance": "global-governance",
    "regulatory interoperability": "interoperability",
    "definitions and scope": "definitions",
}
"""Subjects that a reader of this field looks for, and the topics that cover them."""


@pytest.mark.parametrize(("subject", "topic"), SUBJECTS.items(), ids=SUBJECTS)
def test_a_subject_of_the_field_has_its_topic(subject, topic):
    assert topic in {topic.id for topic in real().topics}


def test_there_are_12_to_16_coarse_topics():
    assert 12 <= sum(topic.parent is None for topic in real().topics) <= 16


def test_there_are_80_to_110_finer_topics():
    assert 80 <= sum(topic.parent is not None for topic in real().topics) <= 110


def test_every_coarse_topic_has_finer_ones():
    assert {topic.id for topic in real().topics if not topic.parent} == {
        topic.parent for topic in real().topics if topic.parent
    }


def test_no_two_topics_have_the_same_label():
    labels = [topic.label.lower() for topic in real().topics]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("topic", real().topics, ids=lambda topic: topic.id)
def test_a_definition_has_at_least_30_words(topic):
    assert len(topic.definition.split()) >= 30


@pytest.fixture(scope="module")
def finder() -> TopicFinder:
    return TopicFinder(real().topics)


@pytest.mark.parametrize("topic", real().topics, ids=lambda topic: topic.id)
def test_every_phrase_is_found_where_it_is_written_out(topic, finder):
    assert [phrase for phrase in topic.phrases if topic.id not in finder.topics_in(written_out(phrase))] == []


@pytest.mark.parametrize("topic", real().topics, ids=lambda topic: topic.id)
def test_every_look_alike_stands_where_it_is_written_out(topic):
    looked_for = PhraseFinder((look_alike, look_alike) for look_alike in topic.look_alikes)
    found = {hit.owner for look_alike in topic.look_alikes for hit in looked_for.find(written_out(look_alike))}
    assert found == set(topic.look_alikes)


@pytest.mark.parametrize("topic", real().topics, ids=lambda topic: topic.id)
def test_no_look_alike_counts_as_a_mention_of_its_topic(topic):
    finder = TopicFinder([topic])
    assert [look_alike for look_alike in topic.look_alikes if finder.topics_in(written_out(look_alike))] == []


@pytest.mark.parametrize("topic", real().topics, ids=lambda topic: topic.id)
def test_no_phrase_stands_twice(topic):
    assert len(set(topic.phrases)) == len(topic.phrases)
    assert len(set(topic.look_alikes)) == len(topic.look_alikes)


@pytest.mark.parametrize("topic", real().topics, ids=lambda topic: topic.id)
def test_every_topic_has_everyday_wordings(topic):
    assert topic.everyday
    assert all(wording.strip() for wording in topic.everyday)


def test_most_topics_know_their_own_label(finder):
    """The label is what an analyst calls the topic; some are headings of a group that nobody writes in a text."""
    unknown = [topic.id for topic in real().topics if topic.id not in finder.topics_in(topic.label)]
    assert len(unknown) <= 10, unknown


def test_plain_words_are_said_and_mean_something():
    assert real().plain_words
    assert all(group.say and group.means for group in real().plain_words)


def test_plain_words_are_found_where_they_are_written():
    unfound = [
        say
        for group in real().plain_words
        for say in group.say
        if not PhraseFinder([(group, say)]).find(written_out(say))
    ]
    assert unfound == []


def test_places_have_their_own_codes_and_names():
    for values in ([place.code for place in real().places], [place.name for place in real().places]):
        assert len(set(values)) == len(values)


def test_a_look_alike_guards_its_topic():
    """Without its look-alikes the vocabulary would take these for mentions."""
    unguarded = TopicFinder([replace(topic, look_alikes=()) for topic in real().topics])
    guarded = TopicFinder(real().topics)
    for text, topic in {"social security": "security", "criminal justice": "social-justice"}.items():
        assert topic in unguarded.topics_in(text)
        assert topic not in guarded.topics_in(text)


STRANGE_VALUES = {
    "an empty label": (TOPICS, ("label: Bias", "label:"), "6: label has no value"),
    "a label of nothing but spaces": (TOPICS, ("label: Bias", 'label: " "'), "6: label has no value"),
    "a label that is a list": (TOPICS, ("label: Bias", "label: [Bias]"), "6: label is not a single value"),
    "a label that is a number": (TOPICS, ("label: Bias", "label: 2019"), "6: label: 2019 is not text"),
    "a definition that is a list": (
        TOPICS,
        (f"definition: {DEFINITION}", f"definition: [{DEFINITION}]"),
        "3: definition is not a single value",
    ),
    "an id that is a number": (TOPICS, ("id: bias", "id: 7"), "5: id: 7 is not text"),
    "a parent that is a list": (TOPICS, ("parent: fairness", "parent: [fairness]"), "7: parent is not a single value"),
    "a parent that is empty": (TOPICS, ("parent: fairness", "parent:"), "7: parent has no value"),
    "a key that stands twice": (TOPICS, ("label: Bias", "label: Bias\n  label: Skew"), '7: key "label" stands twice'),
    "a day that no calendar has": (TOPICS, ("label: Bias", "label: 2024-02-31"), "6: label: 2024-02-31 is not text"),
    "a list of no phrases": (TOPICS, ("[fair]", "[]"), "4: phrases is an empty list"),
    "an empty phrase": (TOPICS, ("[fair]", "[fair, '']"), "4: phrases: nothing is not text"),
    "a phrase within brackets": (TOPICS, ("[fair]", "[[fair]]"), "4: phrases: … is not text"),
    "the code of Norway without quotes": (PLACES, ("code: FR", "code: NO"), "1: code: NO is not text"),
    "a code that stands twice": (
        PLACES,
        ("region: Europe\n", "region: Europe\n- {code: FR, name: Gaul, region: Europe}\n"),
        '4: code "FR" stands on line 1 too',
    ),
    "a topic that people say twice": (
        EVERYDAY,
        ("favourites]\n", "favourites]\n- topic: bias\n  say: [picks on people]\n"),
        '3: topic "bias" stands on line 1 too',
    ),
    "a key that is a list": (PLACES, ("code: FR", "[code]: FR\n  code: FR"), '1: key "…" is not known'),
    "an unknown escape": (PLACES, ("code: FR", r'code: "\q"'), "1: not YAML: found unknown escape character"),
    "an escape beyond Unicode": (PLACES, ("code: FR", r'code: "\UFFFFFFFF"'), "1: not YAML: found invalid"),
    "an entry within itself": (PLACES, ("- code: FR", "- &a\n  code: *a"), "1: code is not a single value"),
}


@pytest.mark.parametrize(("name", "change", "fault"), STRANGE_VALUES.values(), ids=STRANGE_VALUES)
def test_a_value_of_another_kind_is_a_fault_with_its_line(name, change, fault):
    found = faults(name, SMALL[name].replace(*change, 1))
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_a_look_alike_list_may_be_empty():
    assert parse_vocabulary(SMALL | {TOPICS: SMALL[TOPICS].replace("[automation bias]", "[]")}, folder="words")


@pytest.mark.parametrize(
    "text", ["", "- ", "[" * 3000, "- {a: " * 3000, "&a [*a]", "\ufeff- a", "- ? [a]\n", "%YAML 9.9\n---"]
)
def test_no_text_makes_reading_fail(text):
    assert faults(TOPICS, text)
