"""Filters over documents and principles, and how many each further choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TypeVar

import numpy as np

from ..errors import UsageError, did_you_mean
from ..model import KINDS, SECTORS, Document
from .columns import Column, Mask
from .opened import Entry, Library, Years

Item = TypeVar("Item", Document, Entry)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; values of one field widen it, fields narrow it further."""

    sector: tuple[str, ...] = ()
    """Publisher types."""
    origin: tuple[str, ...] = ()
    """Codes of countries and bodies."""
    region: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    binding: tuple[str, ...] = ()
    """`true` or `false`."""
    topic: tuple[str, ...] = ()
    """Topics; a document counts when one of its principles is about one of them."""
    since: int | None = None
    """First year."""
    until: int | None = None
    """Last year."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is narrowed."""
        return self == Filters()

    def parameters(self) -> list[tuple[str, str]]:
        """The filters as parameters of an address."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple):
                pairs.extend((field.name, item) for item in value)
            elif value is not None:
                pairs.append((field.name, str(value)))
        return pairs


def _replaced(filters: Filters, facet: str, values: tuple[str, ...]) -> Filters:
    return replace(filters, **{facet: values})  # type: ignore[arg-type]  # facets are named like fields


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet."""

    value: str
    label: str
    count: int
    """How many items remain with this value and all other facets as they are."""
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list."""

    name: str
    """Name of the field and of the parameter."""
    label: str
    choices: tuple[Choice, ...]


FACETS: tuple[tuple[str, str], ...] = (
    ("sector", "Publisher type"),
    ("region", "Region"),
    ("origin", "Country or body"),
    ("kind", "Kind"),
    ("binding", "Legal force"),
    ("topic", "Topic"),
)
"""Facets in the order in which pages show them, with their labels."""

BINDING = {"true": "Binding", "false": "Not binding"}
YEARS = range(1900, 2101)
_LABELS: Mapping[str, Mapping[str, str]] = {"sector": SECTORS, "kind": KINDS, "binding": BINDING}


def parse_filters(library: Library, given: Mapping[str, Sequence[str]]) -> Filters:
    """Filters from parameters of an address or a command, other names ignored.

    Raises `UsageError` for a value that is not known, with a near match.
    """
    chosen = {name: _checked(name, given.get(name, ()), values) for name, values in _known(library).items()}
    filters = Filters(**chosen, since=_year("since", given), until=_year("until", given))
    if filters.since and filters.until and filters.since > filters.until:
        raise UsageError(f"{filters.since} is after {filters.until}", where="since", do="give the earlier year first")
    return filters


@lru_cache(maxsize=4)
def _known(library: Library) -> Mapping[str, Mapping[str, str]]:
    """The values that each filter may have, by the ways in which they may be spelt."""
    return {
        "sector": _spelt(SECTORS),
        "origin": {place.name: place.code for place in library.places.values()} | _spelt(library.places),
        "region": _spelt({place.region for place in library.places.values()}),
        "kind": _spelt(KINDS),
        "binding": _spelt(BINDING),
        "topic": _spelt(library.topics),
    }


def _spelt(values: Iterable[str]) -> dict[str, str]:
    """The values by how they may be written: as they are."""
    return {value: value for value in values}


def _checked(name: str, values: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The values that the spellings stand for, each once; capitals do not matter."""
    meant = {spelling.lower(): value for spelling, value in known.items()}
    for value in filter(None, values):
        if value.lower() not in meant:
            # A country may be written as a code or as a name; whoever wrote a name is offered names.
            choices = known.keys() - meant.values() if name == "origin" and len(value) > 3 else set(meant.values())
            raise UsageError(f'"{value[:60]}" is not known', where=name, do=did_you_mean(value[:60], choices))
    return tuple(dict.fromkeys(meant[value.lower()] for value in values if value))


def _year(name: str, given: Mapping[str, Sequence[str]]) -> int | None:
    text = next(iter(given.get(name, ())), "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and int(text) in YEARS):
        raise UsageError(f'"{text[:40]}" is no year', where=name, do="write a year such as 2019")
    return int(text)


def narrowed(library: Library, items: Iterable[Item], filters: Filters) -> list[Item]:
    """The items that pass all filters, in their order."""
    if filters.is_empty:
        return list(items)
    found = list(items)
    passes = _passing(library, _columns(library, found), filters)
    return [item for item in found if passes[_number(library, item)]]


def facets(library: Library, items: Sequence[Item], filters: Filters) -> tuple[Facet, ...]:
    """Every facet with its choices: values that some item has, with what each would leave.

    A facet's own choices do not count against it, so that a second value can be added.
    """
    columns = _columns(library, items)
    among = _among(library, columns, items)
    return tuple(
        Facet(name, label, _choices(library, name, columns[name].counts(among & rest), filters))
        for name, label in FACETS
        for rest in [_passing(library, columns, _replaced(filters, name, ()))]
    )


def years(library: Library, items: Sequence[Item], filters: Filters) -> tuple[Choice, ...]:
    """The years of the items, the newest first, each with how many it alone would leave beside all other filters."""
    columns = _columns(library, items)
    passes = _passing(library, columns, replace(filters, since=None, until=None))
    counts = Counter(_years(library, columns)[_among(library, columns, items) & passes].tolist())
    only = filters.since if filters.since == filters.until else None
    if only is not None:
        counts.setdefault(only, 0)
    return tuple(Choice(str(year), str(year), counts[year], year == only) for year in sorted(counts, reverse=True))


def _among(library: Library, columns: Mapping[str, Column], items: Sequence[Item]) -> Mask:
    """Which of all documents, or of all principles, are the items."""
    among = np.zeros(columns["kind"].holds.shape[1], dtype=np.bool_)
    among[[_number(library, item) for item in items]] = True
    return among


def _columns(library: Library, items: Sequence[Document | Entry]) -> Mapping[str, Column]:
    return library.document_columns if items and isinstance(items[0], Document) else library.entry_columns


def _number(library: Library, item: Document | Entry) -> int:
    return library.document_number[item.slug] if isinstance(item, Document) else item.number


def _passing(library: Library, columns: Mapping[str, Column], filters: Filters) -> Mask:
    """Which of all documents, or of all principles, pass the filters."""
    passes = _in_years(library, columns, filters)
    for name, _ in FACETS:
        if chosen := getattr(filters, name):
            passes &= columns[name].any_of(chosen)
    return passes


def _in_years(library: Library, columns: Mapping[str, Column], filters: Filters) -> Mask:
    published = _years(library, columns)
    passes = np.ones(len(published), dtype=np.bool_)
    if filters.since is not None:
        passes &= published >= filters.since
    if filters.until is not None:
        passes &= published <= filters.until
    return passes


def _years(library: Library, columns: Mapping[str, Column]) -> Years:
    return library.document_years if columns is library.document_columns else library.entry_years


def _choices(library: Library, name: str, counts: dict[str, int], filters: Filters) -> tuple[Choice, ...]:
    chosen: tuple[str, ...] = getattr(filters, name)
    for value in chosen:
        counts.setdefault(value, 0)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], choice_label(library, name, pair[0])))
    return tuple(Choice(value, choice_label(library, name, value), count, value in chosen) for value, count in ordered)


def choice_label(library: Library, name: str, value: str) -> str:
    """What people read for a facet's value."""
    if name == "origin":
        return library.place_name(value)
    if name == "topic":
        return library.topics[value].label
    return _LABELS.get(name, {}).get(value, value)
