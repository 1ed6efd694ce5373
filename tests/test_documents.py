"""Documents: the list in every order, one document with all about it, and where it speaks of a topic."""

from __future__ import annotations

import pytest

from concord.answers.documents import (
    SORTS,
    document_page,
    list_documents,
    marked_sentences,
    topic_counts,
    topic_in_document,
)
from concord.answers.filters import Filters
from concord.answers.paging import Window
from concord.errors import NotFoundError, UsageError
from concord.model import Span


def slugs(found) -> list[str]:
    return [document.slug for document in found.page.items]


def joined(pieces) -> str:
    return "".join(piece.text for piece in pieces)


def test_the_newest_document_comes_first(opened):
    assert slugs(list_documents(opened, Filters())) == [
        "fair-machines-act-2024",
        "northwind-ai-principles-2024",
        "coastal-ministry-ai-guidelines-2023",
        "childrens-network-declaration-2021",
        "northwind-ai-principles-2019",
        "coastal-ministry-ai-guidelines-2018",
    ]


def test_the_oldest_first_is_the_newest_first_turned_round(opened):
    newest, oldest = (slugs(list_documents(opened, Filters(), sort=sort)) for sort in ("newest", "oldest"))
    assert oldest == newest[::-1]


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("title", "Coastal AI Guidelines"),
        ("publisher", "Declaration on Children and Thinking Machines"),
        ("principles", "Fair Machines Act"),
    ],
)
def test_each_order_begins_with_what_it_says(opened, sort, first):
    assert list_documents(opened, Filters(), sort=sort).page.items[0].name == first


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_holds_every_document_once(opened, sort):
    found = slugs(list_documents(opened, Filters(), sort=sort))
    assert sorted(found) == [document.slug for document in opened.documents]


@pytest.mark.parametrize(("sort", "do"), [("titel", 'did you mean "title"?'), ("evil; DROP TABLE", "use one of")])
def test_an_unknown_order_is_refused(opened, sort, do):
    with pytest.raises(UsageError) as caught:
        list_documents(opened, Filters(), sort=sort)
    assert caught.value.where == "sort"
    assert caught.value.do.startswith(do)


def test_a_list_is_narrowed_and_cut_and_still_tells_its_length(opened):
    found = list_documents(opened, Filters(sector=("government",)), window=Window(limit=2))
    assert slugs(found) == ["fair-machines-act-2024", "coastal-ministry-ai-guidelines-2023"]
    assert (found.page.total, found.page.next) == (3, "2")


def test_a_document_comes_with_its_principles_as_they_stand(opened):
    page = document_page(opened, "northwind-ai-principles-2019")
    headings = ["Safe and reliable", "Secure", "Fair to everyone", "Accountable"]
    assert [entry.principle.heading for entry in page.entries] == headings


def test_a_document_names_the_one_it_replaces_and_the_one_that_replaces_it(opened):
    older = document_page(opened, "coastal-ministry-ai-guidelines-2018")
    newer = document_page(opened, "coastal-ministry-ai-guidelines-2023")
    assert (older.supersedes, older.superseded_by) == (None, newer.document)
    assert (newer.supersedes, newer.superseded_by) == (older.document, None)


def test_the_nearest_documents_are_others_the_nearest_first(opened):
    for document in opened.documents:
        nearest = document_page(opened, document.slug).nearest
        assert document not in [near.document for near in nearest]
        assert len({near.document.slug for near in nearest}) == len(nearest)
        closeness = [near.closeness for near in nearest]
        assert closeness == sorted(closeness, reverse=True)


def test_the_nearest_document_of_a_revision_is_what_it_revised(opened):
    nearest = document_page(opened, "coastal-ministry-ai-guidelines-2023").nearest[0]
    assert nearest.document.slug == "coastal-ministry-ai-guidelines-2018"
    assert "explainability" in [topic.id for topic in nearest.topics]


def test_an_unknown_document_is_not_there(opened):
    with pytest.raises(NotFoundError):
        document_page(opened, "no-such-thing")
    with pytest.raises(NotFoundError):
        topic_in_document(opened, "no-such-thing", "privacy")


def test_the_counts_of_a_topic_are_the_places_where_the_document_speaks_of_it(opened):
    for document in opened.documents:
        counts = topic_counts(opened, document.slug)
        for count in counts:
            places = topic_in_document(opened, document.slug, count.topic.id).places
            assert (count.mentioning, count.about) == (len(places), sum(place.is_about for place in places))
        spoken_of = {count.topic.id for count in counts}
        for topic in opened.topics.keys() - spoken_of:
            assert topic_in_document(opened, document.slug, topic).places == ()


def test_topics_come_with_the_most_frequent_first(opened):
    counts = topic_counts(opened, "childrens-network-declaration-2021")
    assert [(count.topic.id, count.about) for count in counts[:2]] == [("children", 3), ("human-rights", 3)]
    assert [count.about for count in counts] == sorted((count.about for count in counts), reverse=True)


def test_where_a_document_speaks_of_a_topic_its_phrases_are_marked(opened):
    found = topic_in_document(opened, "northwind-ai-principles-2019", "bias")
    (place,) = found.places
    assert place.is_about
    (sentence,) = place.sentences
    assert joined(sentence).startswith("The company looks for unfair bias")
    assert [piece.text for piece in sentence if piece.is_marked] == ["bias"]


def test_a_coarse_topic_is_found_where_its_finer_ones_stand(opened):
    found = topic_in_document(opened, "childrens-network-declaration-2021", "human-rights")
    assert {"children-first", "no-spying"} <= {place.entry.principle.anchor for place in found.places}


def test_no_sentence_comes_twice_and_each_has_a_mark(opened):
    for document in opened.documents:
        for count in topic_counts(opened, document.slug):
            for place in topic_in_document(opened, document.slug, count.topic.id).places:
                sentences = [joined(sentence) for sentence in place.sentences]
                assert len(sentences) == len(set(sentences))
                marks = [any(piece.is_marked for piece in sentence) for sentence in (place.heading, *place.sentences)]
                assert all(marks[1:])
                assert any(marks)


def test_a_sentence_with_two_marks_is_shown_once():
    text = "Bias is measured. Nothing here. Where bias is found, bias is removed."
    spans = [Span(0, 4), Span(38, 42), Span(53, 57)]
    shown = marked_sentences(text, spans)
    assert [joined(sentence) for sentence in shown] == ["Bias is measured.", "Where bias is found, bias is removed."]


def test_an_unknown_topic_offers_the_nearest(opened):
    with pytest.raises(NotFoundError, match='did you mean "privacy"'):
        topic_in_document(opened, "northwind-ai-principles-2019", "privcy")
