"""Filters and the counts beside their choices, held against counting by hand."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from concord.answers.filters import FACETS, Filters, facets, narrowed, parse_filters, years
from concord.errors import UsageError

CHOSEN = (
    Filters(),
    Filters(sector=("industry",)),
    Filters(sector=("industry", "government"), binding=("false",)),
    Filters(topic=("fairness",), since=2020),
    Filters(kind=("law",), until=2019),
)


def values_by_hand(library, name, item) -> set[str]:
    document = getattr(item, "document", item)
    if name == "topic":
        entries = library.entries_of[document.slug] if item is document else (item,)
        own = {topic for entry in entries for topic in entry.topics}
        return own | {library.topics[topic].parent for topic in own} - {None}
    if name == "region":
        return {library.region(document)}
    if name == "binding":
        return {str(document.binding).lower()}
    return {getattr(document, name)}


def passes_by_hand(library, item, filters, *, but: str = "") -> bool:
    year = getattr(item, "document", item).year
    in_years = (filters.since or 0) <= year <= (filters.until or 9999)
    names = [name for name, _ in FACETS if name != but and getattr(filters, name)]
    return in_years and all(values_by_hand(library, name, item) & set(getattr(filters, name)) for name in names)


@pytest.mark.parametrize("filters", CHOSEN)
@pytest.mark.parametrize("kind", ["documents", "entries"])
def test_what_passes_and_what_each_choice_would_leave(opened, kind, filters):
    items = getattr(opened, kind)
    assert narrowed(opened, items, filters) == [item for item in items if passes_by_hand(opened, item, filters)]
    for facet in facets(opened, items, filters):
        left = [item for item in items if passes_by_hand(opened, item, filters, but=facet.name)]
        for choice in facet.choices:
            by_hand = sum(choice.value in values_by_hand(opened, facet.name, item) for item in left)
            assert choice.count == by_hand, f"{facet.name} {choice.value}"


@pytest.mark.parametrize("filters", [*CHOSEN, Filters(since=2019, until=2019), Filters(since=1999, until=1999)])
@pytest.mark.parametrize("kind", ["documents", "entries"])
def test_years_count_what_each_alone_would_leave(opened, kind, filters):
    items = getattr(opened, kind)
    found = years(opened, items, filters)
    numbers = [int(choice.value) for choice in found]
    assert numbers == sorted(set(numbers), reverse=True)
    for choice in found:
        alone = replace(filters, since=int(choice.value), until=int(choice.value))
        assert choice.count == sum(passes_by_hand(opened, item, alone) for item in items)
        assert choice.is_chosen == (filters == alone)
    if not filters.parameters():
        assert sum(choice.count for choice in found) == len(items)


def test_counts_are_of_the_items_at_hand(opened):
    (law,) = [document for document in opened.documents if document.binding]
    counted = {facet.name: [(c.value, c.count) for c in facet.choices] for facet in facets(opened, [law], Filters())}
    assert counted["kind"] == [("law", 1)]


def test_nothing_at_hand_leaves_only_what_is_chosen(opened):
    found = facets(opened, [], Filters(kind=("law",)))
    assert [(facet.name, choice.value, choice.count) for facet in found for choice in facet.choices] == [
        ("kind", "law", 0)
    ]


def test_capitals_and_the_names_of_countries_are_understood(opened):
    given = {"origin": ["south KOREA", "kr"], "kind": ["LAW"], "topic": ["Fairness"]}
    assert parse_filters(opened, given) == Filters(origin=("KR",), kind=("law",), topic=("fairness",))


@pytest.mark.parametrize("year", ["soon", "20", "02019", "2019.5", "-2019", "²019", "9" * 5000])
def test_a_year_has_four_digits(opened, year):
    with pytest.raises(UsageError, match="is no year; write a year such as 2019"):
        parse_filters(opened, {"since": [year]})


def test_parameters_give_the_same_filters_back(opened):
    filters = Filters(sector=("industry",), origin=("US", "KR"), since=2019)
    given: dict[str, list[str]] = {}
    for name, value in filters.parameters():
        given.setdefault(name, []).append(value)
    assert parse_filters(opened, given) == filters
    assert given.keys() <= {field.name for field in fields(Filters)}
