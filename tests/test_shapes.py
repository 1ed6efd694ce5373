"""The shapes of the JSON answers: every name that programs rely on, and nothing that JSON cannot carry."""

from __future__ import annotations

import json

import pytest

from concord.answers import questions, shapes
from concord.errors import NotFoundError, UsageError

LIST = {"items", "total", "next"}
DOCUMENT = {
    "slug", "address", "title", "short_title", "publisher", "sector", "origin", "date", "kind", "binding", "url",
    "language", "text", "checked", "supersedes", "note", "principles",
}  # fmt: skip
PRINCIPLE = {
    "document", "anchor", "heading", "text", "text_is", "topics", "address", "title", "publisher", "date", "locator",
    "force", "addressee",
}  # fmt: skip
TOPIC = {
    "id", "address", "label", "parent", "definition", "documents_about", "documents_mentioning", "principles_about",
    "finer",
}  # fmt: skip
PASSAGE = PRINCIPLE | {"is_about", "sentences"}

FAIRNESS = ("coastal-ministry-ai-guidelines-2023", "2-fairness")


@pytest.fixture
def ask(opened):
    """Asks a question and gives the JSON as a program that reads it gets it."""

    def asked(question, *path: str, **values):
        given = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
        return json.loads(json.dumps(question.json(opened, given, *path), allow_nan=False))

    return asked


def test_documents(ask):
    answer = ask(questions.DOCUMENTS)
    assert answer.keys() == LIST
    assert (answer["total"], answer["next"]) == (6, None)
    assert all(item.keys() == DOCUMENT for item in answer["items"])
    first = answer["items"][0]
    assert first["address"] == "/documents/fair-machines-act-2024"
    assert (first["binding"], first["language"], first["principles"]) == (True, ["ko", "en", "zh"], 7)


def test_a_document(ask):
    answer = ask(questions.DOCUMENT, "coastal-ministry-ai-guidelines-2018")
    assert answer.keys() == DOCUMENT | {"opening", "topics", "nearest", "superseded_by", "citation"}
    assert [item.keys() for item in answer["principles"]] == [PRINCIPLE] * 4
    assert all(item.keys() == {"id", "about", "mentioning"} for item in answer["topics"])
    assert all(item.keys() == {"slug", "address", "title", "closeness", "topics"} for item in answer["nearest"])
    assert answer["superseded_by"] == "coastal-ministry-ai-guidelines-2023"
    assert answer["citation"].keys() == {"bibtex", "plain"}


def test_a_topic_in_a_document(ask):
    answer = ask(questions.DOCUMENT, "northwind-ai-principles-2019", topic="bias")
    assert answer.keys() == LIST | {"topic", "document"}
    assert (answer["topic"], answer["total"], answer["next"]) == ("bias", 1, None)
    assert answer["document"].keys() == DOCUMENT
    (item,) = answer["items"]
    assert item.keys() == PASSAGE
    assert item["sentences"][0].startswith("The company looks for unfair bias")


def test_principles(ask):
    answer = ask(questions.PRINCIPLES, limit="3")
    assert (answer.keys(), answer["total"], answer["next"]) == (LIST, 31, "3")
    assert [item.keys() for item in answer["items"]] == [PRINCIPLE] * 3


def test_a_principle(ask):
    answer = ask(questions.PRINCIPLE, "fair-machines-act-2024", "article-2")
    assert answer.keys() == PRINCIPLE | {"url", "about", "mentions", "previous", "next"}
    assert answer["address"] == "/documents/fair-machines-act-2024/article-2"
    assert answer["previous"] == "/documents/fair-machines-act-2024/article-1"
    assert (answer["text_is"], answer["locator"], answer["force"]) == ("original", "Article 2", "shall")
    assert answer["addressee"] == ["provider", "deployer"]
    assert answer["title"] == "Act on Fair Machines (公平机器法)"
    assert [each["topic"] for each in answer["about"]] == answer["topics"]


def test_the_places_of_mentions_are_where_the_phrases_stand(ask):
    answer = ask(questions.PRINCIPLE, *FAIRNESS)
    assert all(mention.keys() == {"topic", "part", "start", "end"} for mention in answer["mentions"])
    found = {(m["topic"], answer[m["part"]][m["start"] : m["end"]]) for m in answer["mentions"]}
    assert {("bias", "bias"), ("fairness", "Fairness"), ("discrimination", "discrimination")} <= found


def test_related_principles(ask):
    answer = ask(questions.RELATED, *FAIRNESS)
    assert answer.keys() == LIST
    for item in answer["items"]:
        assert item.keys() == PRINCIPLE | {"strength", "kind", "reason"}
        assert item["reason"].keys() == {"sentences", "terms", "topics"}
        mine, theirs = item["reason"]["sentences"]
        assert theirs in item["text"]
        assert mine
        assert 0 < item["strength"] <= 1
        assert item["kind"] in {"same-subject", "same-wording", "nearest"}


def test_what_is_related_to_a_text_has_the_shape_of_what_is_related_to_a_principle(ask):
    to_text = ask(questions.RELATED_TO_TEXT, "Systems are tested for bias.")
    to_principle = ask(questions.RELATED, *FAIRNESS)
    assert to_text["items"][0].keys() == to_principle["items"][0].keys()
    assert to_text["items"][0]["reason"]["sentences"][0] == "Systems are tested for bias."


def test_topics(ask):
    answer = ask(questions.TOPICS)
    assert answer.keys() == LIST
    assert all(item.keys() == TOPIC for coarse in answer["items"] for item in (coarse, *coarse["finer"]))


def test_a_topic(ask):
    answer = ask(questions.TOPIC, "fairness", limit="2")
    assert answer.keys() == TOPIC | {"phrases", "look_alikes", "by_sector", "by_year", "passages"}
    assert answer["passages"].keys() == LIST
    assert [item.keys() for item in answer["passages"]["items"]] == [PASSAGE] * 2
    shares = (*answer["by_sector"], *answer["by_year"])
    assert all(share.keys() == {"group", "about", "mentioning", "documents"} for share in shares)


def test_a_search(ask):
    answer = ask(questions.SEARCH, q="kids")
    assert answer.keys() == LIST | {"query", "topics", "stands_for", "missing_phrases", "looser", "nearest_topics"}
    assert answer["query"] == "kids"
    assert "children" in answer["stands_for"]["kids"]
    assert all(item.keys() == PRINCIPLE | {"score", "snippet", "matched", "matched_topics"} for item in answer["items"])


def test_a_search_for_a_missing_phrase(ask):
    answer = ask(questions.SEARCH, q='"unfair to children"')
    assert answer["items"] == []
    assert answer["missing_phrases"][0]["phrase"] == "unfair to children"
    assert "childrens-network-declaration-2021" in answer["missing_phrases"][0]["nearest"]
    assert answer["looser"] == "unfair to children"


@pytest.mark.parametrize("text", ["", " ", "\0"])
def test_a_search_for_nothing_is_refused(ask, text):
    with pytest.raises(UsageError, match="nothing is asked"):
        ask(questions.SEARCH, q=text)


@pytest.mark.parametrize(
    ("question", "path"),
    [
        (questions.DOCUMENTS, ()),
        (questions.PRINCIPLES, ()),
        (questions.RELATED, FAIRNESS),
        (questions.TOPICS, ()),
    ],
)
def test_following_next_gives_the_whole_list_once(ask, question, path):
    whole = ask(question, *path, limit="1000")
    found, cursor = [], None
    while True:
        part = ask(question, *path, limit="2", **({"cursor": cursor} if cursor else {}))
        assert part["total"] == whole["total"]
        found.extend(part["items"])
        cursor = part["next"]
        if cursor is None:
            break
    assert found == whole["items"]


@pytest.mark.parametrize(
    ("question", "path", "values", "where"),
    [
        (questions.DOCUMENTS, (), {"sort": "evil"}, "sort"),
        (questions.DOCUMENTS, (), {"limit": "0"}, "limit"),
        (questions.DOCUMENTS, (), {"limit": "-1"}, "limit"),
        (questions.DOCUMENTS, (), {"limit": "ten"}, "limit"),
        (questions.DOCUMENTS, (), {"limit": ["1", "2"]}, "limit"),
        (questions.DOCUMENTS, (), {"cursor": "x"}, "cursor"),
        (questions.DOCUMENTS, (), {"sectr": "law"}, "sectr"),
        (questions.PRINCIPLES, (), {"topic": "nothing"}, "topic"),
        (questions.PRINCIPLE, FAIRNESS, {"limit": "1"}, "limit"),
        (questions.RELATED, FAIRNESS, {"when": "never"}, "when"),
        (questions.SEARCH, (), {"q": "kids", "words": "perhaps"}, "words"),
        (questions.SEARCH, (), {"q": "x" * 10_000}, "q"),
        (questions.SEARCH, (), {}, "q"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_name(ask, question, path, values, where):
    with pytest.raises(UsageError) as caught:
        ask(question, *path, **values)
    assert caught.value.where == where


def test_an_error_tells_what_where_and_what_to_do(opened):
    with pytest.raises(NotFoundError) as caught:
        opened.topic("childrn")
    assert shapes.error(caught.value) == {
        "error": {"what": 'there is no topic "childrn"', "where": "topics", "do": 'did you mean "children"?'}
    }
