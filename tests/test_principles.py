"""Principles: the list, one of them, and what is related to it and why."""

from __future__ import annotations

from itertools import pairwise

import pytest

from concord.answers.filters import Filters
from concord.answers.paging import Window
from concord.answers.principles import (
    heading_and_body,
    is_earlier,
    list_principles,
    principle_page,
    related_principles,
    related_to_text,
)
from concord.errors import NotFoundError


def references(found) -> list[str]:
    return [item.entry.reference for item in found.items]


def joined(pieces) -> str:
    return "".join(piece.text for piece in pieces)


def related(library, entry, filters=None, **named):
    return related_principles(library, entry.document.slug, entry.principle.anchor, filters, **named)


FAIRNESS = ("coastal-ministry-ai-guidelines-2023", "2-fairness")


def test_principles_come_with_those_of_the_newest_document_first(opened):
    found = list_principles(opened, Filters())
    assert found.page.total == len(opened.entries)
    dates = [entry.document.date for entry in found.page.items]
    assert dates == sorted(dates, reverse=True)


def test_the_principles_of_a_document_stay_together_and_in_order(opened):
    found = list_principles(opened, Filters(origin=("KR",)))
    anchors = [f"article-{number}" for number in range(1, 8)]
    assert [entry.principle.anchor for entry in found.page.items] == anchors


def test_a_list_of_principles_is_narrowed_and_cut(opened):
    found = list_principles(
        opened, Filters(topic=("discrimination", "explainability"), sector=("government",)), window=Window(limit=1)
    )
    assert [entry.reference for entry in found.page.items] == ["fair-machines-act-2024#article-2"]
    assert (found.page.total, found.page.next) == (3, "1")


def test_a_principle_comes_with_its_text_in_paragraphs(opened):
    page = principle_page(opened, "fair-machines-act-2024", "article-2")
    assert joined(page.heading) == "Article 2 – Fairness"
    assert [joined(paragraph) for paragraph in page.paragraphs] == page.entry.principle.text.split("\n\n")
    assert len(page.paragraphs) == 2


def test_the_phrases_of_topics_are_marked_and_say_whose_they_are(opened):
    page = principle_page(opened, *FAIRNESS)
    marks = {piece.text: piece.topics for piece in page.paragraphs[0] if piece.is_marked}
    assert "bias" in marks["bias"]
    assert any("discrimination" in topics for topics in marks.values())


def test_every_mention_is_marked_on_the_page(opened):
    for entry in opened.entries:
        page = principle_page(opened, entry.document.slug, entry.principle.anchor)
        marks = {t for part in (page.heading, *page.paragraphs) for piece in part for t in piece.topics}
        assert marks == entry.mentioned


def test_the_evidence_of_a_subject_is_a_sentence_of_the_text(opened):
    for entry in opened.entries:
        page = principle_page(opened, entry.document.slug, entry.principle.anchor)
        assert [subject.topic.id for subject in page.subjects] == list(entry.topics)
        assert all(subject.evidence is None or subject.evidence in entry.principle.text for subject in page.subjects)


def test_topics_that_are_only_mentioned_are_listed_apart(opened):
    page = principle_page(opened, *FAIRNESS)
    assert "bias" in [topic.id for topic in page.also_mentioned]
    assert not {topic.id for topic in page.also_mentioned} & set(page.entry.topics)


def test_previous_and_next_lead_through_the_document_and_end_with_it(opened):
    for entries in opened.entries_of.values():
        pages = [principle_page(opened, entry.document.slug, entry.principle.anchor) for entry in entries]
        assert pages[0].previous is None
        assert pages[-1].next is None
        assert all(a.next == b.entry and b.previous == a.entry for a, b in pairwise(pages))


def test_an_unknown_principle_offers_the_nearest(opened):
    with pytest.raises(NotFoundError, match='did you mean "2-fairness"'):
        principle_page(opened, "coastal-ministry-ai-guidelines-2023", "2-fairnes")
    with pytest.raises(NotFoundError):
        related_principles(opened, "coastal-ministry-ai-guidelines-2023", "nothing")


def test_what_is_related_is_never_of_the_own_document(opened):
    for entry in opened.entries:
        assert entry.document.slug not in {item.entry.document.slug for item in related(opened, entry).items}


def test_of_one_document_at_most_two_principles_are_related_and_none_twice(opened):
    for entry in opened.entries:
        found = related(opened, entry).items
        documents = [item.entry.document.slug for item in found]
        assert max((documents.count(slug) for slug in documents), default=0) <= 2
        assert len({item.entry.reference for item in found}) == len(found) <= 10


def test_the_strongest_comes_first_and_strengths_have_names(opened):
    for entry in opened.entries:
        found = related(opened, entry).items
        strengths = [item.link.strength for item in found]
        assert strengths == sorted(strengths, reverse=True)
        assert all(0 < strength <= 1 for strength in strengths)
        order = ["strong", "moderate", "weak"]
        names = [order.index(item.strength) for item in found]
        assert names == sorted(names)


def test_fairness_is_related_to_fairness(opened):
    found = related_principles(opened, *FAIRNESS)
    strong = [item.entry.reference for item in found.items if item.strength == "strong"]
    assert strong[:2] == ["coastal-ministry-ai-guidelines-2018#fairness", "fair-machines-act-2024#article-2"]
    assert "northwind-ai-principles-2019#fair-to-everyone" in references(found)


def test_a_reason_quotes_a_sentence_of_each_with_the_shared_words_marked(opened):
    found = related_principles(opened, *FAIRNESS)
    first = found.items[0]
    assert joined(first.mine) in opened.entry(*FAIRNESS).principle.text
    assert joined(first.theirs) in first.entry.principle.text
    assert "discrimination" in [piece.text for piece in first.mine if piece.is_marked]
    assert "discriminate" in [piece.text for piece in first.theirs if piece.is_marked]
    assert "fairness" in [topic.id for topic in first.topics]
    assert "discrimination" in first.link.reason.terms


def test_related_principles_are_narrowed_and_still_tell_how_many_there_are(opened):
    whole = related_principles(opened, *FAIRNESS)
    binding = related_principles(opened, *FAIRNESS, Filters(binding=("true",)))
    assert references(binding) == [r for r in references(whole) if r.startswith("fair-machines-act-2024")]
    assert binding.total == whole.total == len(whole.items)


def test_the_counts_beside_filters_are_what_they_leave(opened):
    for facet in related_principles(opened, *FAIRNESS).facets:
        for choice in facet.choices:
            left = related_principles(opened, *FAIRNESS, Filters(**{facet.name: (choice.value,)}))
            assert choice.count == len(left.items), (facet.name, choice.value)


def test_where_the_filters_leave_nothing_the_whole_is_still_counted(opened):
    found = related_principles(opened, *FAIRNESS, Filters(until=1990))
    assert found.items == ()
    assert found.total > 0


def test_earlier_and_later_part_the_related_ones_by_date(opened):
    earlier = related_principles(opened, *FAIRNESS, when="earlier")
    later = related_principles(opened, *FAIRNESS, when="later")
    assert all(item.entry.document.date < "2023-11-20" for item in earlier.items)
    assert all(item.entry.document.date > "2023-11-20" for item in later.items)
    assert (len(earlier.items), len(later.items)) == (earlier.earlier, earlier.later)
    assert earlier.earlier + earlier.later == earlier.total


@pytest.mark.parametrize(
    ("date", "other", "is_before"),
    [
        ("2018-03", "2019", True),
        ("2018", "2019-05-22", True),
        ("2019-05-21", "2019-05-22", True),
        ("2019-04", "2019-05-22", True),
        ("2019", "2019-05", False),
        ("2019-05", "2019-05-22", False),
        ("2019-05-22", "2019-05", False),
        ("2019", "2019", False),
        ("2020", "2019-12-31", False),
    ],
)
def test_a_date_is_before_another_only_as_far_as_both_are_known(date, other, is_before):
    assert is_earlier(date, other) is is_before


def test_a_document_of_the_same_year_is_neither_earlier_nor_later_where_only_the_year_is_known(opened):
    for entry in opened.entries_of["northwind-ai-principles-2019"]:
        found = related(opened, entry)
        for item in (*related(opened, entry, when="earlier").items, *related(opened, entry, when="later").items):
            assert item.entry.document.year != 2019
        assert found.earlier + found.later <= found.total


DRAFT = "Fairness\n\nWe test every system for bias before its first use, so that it does not discriminate on grounds of sex or age."


def test_what_is_related_to_a_readers_own_text_speaks_of_its_subject(opened):
    found = related_to_text(opened, DRAFT)
    assert references(found)[0] in {"fair-machines-act-2024#article-2", "coastal-ministry-ai-guidelines-2018#fairness"}
    assert joined(found.items[0].mine) in DRAFT
    assert found.items[0].strength == "strong"


def test_a_readers_text_has_no_date_so_nothing_is_earlier_or_later(opened):
    found = related_to_text(opened, DRAFT)
    assert (found.earlier, found.later) == (0, 0)


def test_what_is_related_to_a_text_is_narrowed_too(opened):
    found = related_to_text(opened, DRAFT, Filters(sector=("industry",)))
    assert {item.entry.document.sector for item in found.items} == {"industry"}
    assert found.total > len(found.items)


def test_asking_for_a_text_twice_gives_the_same_and_leaves_the_library_as_it_was(opened):
    first = related_to_text(opened, DRAFT)
    related_to_text(opened, "Children first.")
    assert related_to_text(opened, DRAFT) == first


@pytest.mark.parametrize(
    ("text", "heading", "body"),
    [
        ("Fairness\n\nNo bias.", "Fairness", "No bias."),
        ("Fairness\nNo bias.", "", "Fairness\nNo bias."),
        ("One line.", "", "One line."),
        ("\n\nFairness\n\nNo bias.\n\nNone.\n", "Fairness", "No bias.\n\nNone."),
        ("Two\nlines\n\nand more", "", "Two\nlines\n\nand more"),
        ("Fairness\n\n", "", "Fairness"),
        ("", "", ""),
    ],
)
def test_the_first_line_of_a_text_is_its_heading_where_an_empty_line_follows(text, heading, body):
    assert heading_and_body(text) == (heading, body)


@pytest.mark.parametrize("text", ["", " \n\n ", "qwertz uiop", "😀 🚀", "\0", '"*(NEAR', "赛马", "x" * 100_000])
def test_a_text_without_a_subject_has_nothing_related(opened, text):
    assert related_to_text(opened, text).items == ()
