"""The links and fields by which a list is narrowed, and the links from one part of it to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...answers.filters import Choice, Facet, Filters
from ...answers.paging import Page
from .urls import Listing

SHORT = 10
"""Choices of a facet that are shown at once; the others are folded away."""


@dataclass(frozen=True, slots=True)
class ChoiceLink:
    """A value of a facet, with the address that adds it or takes it away."""

    value: str
    label: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """A facet as a page shows it."""

    name: str
    label: str
    first: tuple[ChoiceLink, ...]
    """Those chosen and the most frequent."""
    rest: tuple[ChoiceLink, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is chosen, with the address without it."""

    facet: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Everything by which a list is narrowed."""

    facets: tuple[FacetLinks, ...]
    chips: tuple[Chip, ...]
    path: str
    """Where the form goes."""
    kept: tuple[tuple[str, str], ...]
    """Parameters that the form hands on: the question, the order."""
    since: str
    until: str
    """The years chosen, or nothing."""
    years: tuple[ChoiceLink, ...]
    """Each year alone, the newest first."""
    clear: str
    """The address without any filter."""


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The way through a long list."""

    number: int
    count: int
    first_item: int
    last_item: int
    total: int
    previous: str | None
    next: str | None


def narrowing(
    listing: Listing, facets: Sequence[Facet], *, years: Sequence[Choice] = (), only: Sequence[str] = ()
) -> Narrowing:
    """The facets (all, or those named in `only`) and years as links and fields, and the filters chosen as chips.

    A facet that offers one value that is not chosen narrows nothing and is left out.
    """
    shown = [facet for facet in facets if not only or facet.name in only]
    links = tuple(_facet_links(listing, facet) for facet in shown if _is_useful(facet))
    filters = listing.filters
    return Narrowing(
        facets=links,
        chips=(*_chips(listing, facets), *_year_chips(listing)),
        path=listing.path,
        kept=(*listing.before, *listing.after),
        since=str(filters.since or ""),
        until=str(filters.until or ""),
        years=tuple(_year_link(listing, year) for year in years) if len(years) > 1 else (),
        clear=replace(listing, filters=Filters()).address(),
    )


def _is_useful(facet: Facet) -> bool:
    return len(facet.choices) > 1 or any(choice.is_chosen for choice in facet.choices)


def _facet_links(listing: Listing, facet: Facet) -> FacetLinks:
    toggle = listing.toggles(facet.name)
    links = [ChoiceLink(c.value, c.label, c.count, c.is_chosen, toggle(c.value)) for c in facet.choices]
    short = len(links) if len(links) <= SHORT + 2 else SHORT  # two more are no longer than a line that unfolds them
    first = [link for at, link in enumerate(links) if at < short or link.is_chosen]
    rest = [link for at, link in enumerate(links) if at >= short and not link.is_chosen]
    return FacetLinks(facet.name, facet.label, tuple(first), tuple(rest))


def _chips(listing: Listing, facets: Sequence[Facet]) -> list[Chip]:
    return [
        Chip(facet.label, choice.label, listing.toggles(facet.name)(choice.value))
        for facet in facets
        for choice in facet.choices
        if choice.is_chosen
    ]


def _year_chips(listing: Listing) -> list[Chip]:
    filters, found = listing.filters, []
    if filters.since is not None and filters.since == filters.until:
        without = replace(listing, filters=replace(filters, since=None, until=None))
        return [Chip("Year", str(filters.since), without.address())]
    if filters.since is not None:
        without = replace(listing, filters=replace(filters, since=None))
        found.append(Chip("Years", f"from {filters.since}", without.address()))
    if filters.until is not None:
        without = replace(listing, filters=replace(filters, until=None))
        found.append(Chip("Years", f"until {filters.until}", without.address()))
    return found


def _year_link(listing: Listing, year: Choice) -> ChoiceLink:
    number = None if year.is_chosen else int(year.value)
    narrowed = replace(listing, filters=replace(listing.filters, since=number, until=number))
    return ChoiceLink(year.value, year.label, year.count, year.is_chosen, narrowed.address())


def page_links(listing: Listing, page: Page[Any]) -> PageLinks:
    """The way from this part of the list to the parts before and after it."""
    return PageLinks(
        number=page.number,
        count=page.count,
        first_item=page.window.start + 1 if page.items else 0,
        last_item=page.window.start + len(page.items),
        total=page.total,
        previous=listing.address(page=page.number - 1) if page.number > 1 else None,
        next=listing.address(page=page.number + 1) if page.number < page.count else None,
    )
