"""Dates, numbers and names as people write them, in the site's language."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = Locale("en", "GB")
_PATTERNS = {4: "y", 7: "MMMM y", 10: "d MMMM y"}
"""By the length of the ISO date: no more is said than is known."""

_QUOTED = re.compile(r'"([^"]*)"')

FORCES = {
    "shall": "Must be done (shall)",
    "should": "Should be done",
    "may": "May be done",
    "shall-not": "Must not be done (shall not)",
    "commits": "The publisher commits itself",
    "has-right": "Gives a right",
    "states": "States a fact or an aim",
}
"""What a curator recorded of the original's force, as people read it."""


@lru_cache(maxsize=4096)
def date(iso: str) -> str:
    """The date as exactly as it is known: "22 May 2019", "May 2019" or "2019"."""
    day = datetime.date.fromisoformat(iso + "-01-01"[len(iso) - 4 :])
    return format_date(day, _PATTERNS[len(iso)], locale=LOCALE)


@lru_cache(maxsize=4096)
def number(value: int) -> str:
    """The number with its thousands parted: "1,559"."""
    return format_decimal(value, locale=LOCALE)


def count(value: int, one: str, many: str | None = None) -> str:
    """The number with its noun: "1 document", "202 documents"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def languages(codes: tuple[str, ...]) -> str:
    """The names of the languages, in the order given."""
    return ", ".join(LOCALE.languages.get(code, code) for code in codes)


def listed(items: tuple[str, ...] | list[str], last: str = "and") -> str:
    """The items as one phrase: "a, b and c"."""
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def sentence(text: str) -> str:
    """The text as a sentence: with a capital first letter, printed quotation marks and a full stop."""
    printed = _QUOTED.sub("“\\1”", visible(text))
    if not printed:
        return ""
    return printed[0].upper() + printed[1:] + ("" if printed[-1] in ".?!…" else ".")


def visible(text: str) -> str:
    """The text with a sign in the place of each character that cannot be seen."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text).strip()


def closeness(value: float) -> str:
    """How close two documents are, from the mean strength of their principles' best links."""
    if value >= 0.8:
        return "very close"
    if value >= 0.55:
        return "close"
    return "some common ground"
