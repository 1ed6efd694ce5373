"""Topics: how much of the library speaks of each, counted anew from the principles, and the passages themselves."""

from __future__ import annotations

import pytest

from concord.answers.filters import Filters, narrowed
from concord.answers.paging import Window
from concord.answers.topics import coverage, list_topics, topic_page
from concord.errors import NotFoundError
from concord.model import SECTORS


def joined(pieces) -> str:
    return "".join(piece.text for piece in pieces)


def speaking(library, topic: str) -> tuple[list, list]:
    """The principles about the topic or a finer one, and those that are or that mention it."""
    wanted = {topic, *library.finer[topic]}
    about = [entry for entry in library.entries if wanted & set(entry.topics)]
    either = [entry for entry in library.entries if wanted & {*entry.topics, *entry.mentioned}]
    return about, either


def test_the_list_holds_every_topic_once_finer_ones_below_their_coarse_one(opened):
    listed = list_topics(opened)
    assert all(each.topic.parent is None for each in listed)
    assert all(finer.topic.parent == each.topic.id for each in listed for finer in each.finer)
    ids = [each.topic.id for coarse in listed for each in (coarse, *coarse.finer)]
    assert sorted(ids) == sorted(opened.topics)


def test_coverage_counts_documents_and_principles_of_the_topic_and_its_finer_ones(opened):
    for topic in opened.topics.values():
        about, either = speaking(opened, topic.id)
        found = coverage(opened, topic)
        assert found.principles == len(about)
        assert found.about == len({entry.document.slug for entry in about})
        assert found.mentioning == len({entry.document.slug for entry in either})


def test_coverage_is_what_the_filter_of_the_documents_leaves(opened):
    for topic in opened.topics.values():
        left = narrowed(opened, opened.documents, Filters(topic=(topic.id,)))
        assert coverage(opened, topic).about == len(left)


def test_a_topic_that_nobody_speaks_of_covers_nothing(opened):
    page = topic_page(opened, "indigenous-peoples")
    assert (page.coverage.about, page.coverage.mentioning, page.passages.items) == (0, 0, ())


def test_passages_of_binding_documents_come_first_then_the_newest_then_mere_mentions(opened):
    passages = topic_page(opened, "fairness").passages.items
    about = list(dict.fromkeys(passage.entry.document.slug for passage in passages if passage.is_about))
    assert about == [
        "fair-machines-act-2024",
        "coastal-ministry-ai-guidelines-2023",
        "childrens-network-declaration-2021",
        "northwind-ai-principles-2019",
        "coastal-ministry-ai-guidelines-2018",
    ]
    order = [(not p.is_about, not p.entry.document.binding) for p in topic_page(opened, "children").passages.items]
    assert order == sorted(order)


def test_all_passages_of_a_topic_are_there_and_each_shows_where_it_speaks_of_it(opened):
    for topic in opened.topics:
        _, either = speaking(opened, topic)
        passages = topic_page(opened, topic, window=Window(limit=1000)).passages.items
        assert sorted(p.entry.number for p in passages) == [entry.number for entry in either]
        for passage in passages:
            shown = (passage.heading, *passage.sentences)
            assert any(piece.is_marked for part in shown for piece in part), (topic, passage.entry.reference)
            assert all(joined(sentence) in passage.entry.principle.text for sentence in passage.sentences)


def test_passages_come_in_parts(opened):
    first = topic_page(opened, "fairness", window=Window(limit=2)).passages
    second = topic_page(opened, "fairness", window=Window.of_cursor(2, first.next)).passages
    assert first.total == second.total > 4
    assert not {p.entry.number for p in first.items} & {p.entry.number for p in second.items}


@pytest.mark.parametrize("topic", ["fairness", "children", "human-rights", "indigenous-peoples"])
def test_shares_by_publisher_type_and_year_add_up_to_the_whole(opened, topic):
    page = topic_page(opened, topic)
    for shares in (page.by_sector, page.by_year):
        assert sum(share.about for share in shares) == page.coverage.about
        assert sum(share.mentioning for share in shares) == page.coverage.mentioning
        assert sum(share.total for share in shares) == len(opened.documents)
        assert all(share.about <= share.mentioning <= share.total for share in shares)


def test_shares_stand_in_the_order_of_publisher_types_and_years(opened):
    page = topic_page(opened, "fairness")
    sectors = [share.group for share in page.by_sector]
    assert sectors == [sector for sector in SECTORS if sector in sectors]
    assert [share.group for share in page.by_year] == sorted(share.group for share in page.by_year)


def test_a_finer_topic_names_its_coarse_one(opened):
    assert topic_page(opened, "children").parent == opened.topics["human-rights"]
    assert topic_page(opened, "human-rights").parent is None


def test_an_unknown_topic_offers_the_nearest(opened):
    with pytest.raises(NotFoundError, match='did you mean "children"'):
        topic_page(opened, "childrn")
