"""What each key of the front matter may hold: one table, `KEYS`, and a check for each kind of value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from concord.errors import did_you_mean
from concord.ids import SLUG
from concord.library.decoding import UNPRINTABLE
from concord.library.findings import Finding
from concord.library.front_matter import Entry, FrontMatter, Scalar, quoted
from concord.library.languages import LANGUAGES, SLIPS
from concord.model import KINDS, SECTORS

FIRST_YEAR = 1900
"""No document on thinking machines is older; an earlier year is a slip of the keyboard."""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LANGUAGE = re.compile(r"[a-z]{2}")
_PLACE = re.compile(r"[A-Z]{2}|INT")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"/?#.]++(?:\.[^\s<>\"/?#.]++)++[^\s<>\"]*+")
_USUAL_SLIPS = {"UK": "GB", "EL": "GR", "UAE": "AE", "UN": "INT"}
"""Everyday codes of places whose code in the library looks quite different."""
_READ_AS = {"int": "a number", "float": "a number", "bool": "true or false", "timestamp": "a date"}

Places = Collection[str] | None
"""Codes of the places that are known; None where any code of the right form will do."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one value."""

    what: str
    do: str


Check = Callable[[str, Places], Trouble | None]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the front matter."""

    shape: str
    """`text`, `texts` (a list), `flag` (true or false) or `date` (YAML may take it for a number)."""
    check: Check | None = None
    """Judges the value, or each value of a list."""
    required: bool = True
    hint: str = ""
    """How to write it as a list, where one is wanted."""


def check_facts(front: FrontMatter, known_places: Places) -> Iterator[Finding]:
    """Everything wrong with the keys of a front matter and with their values."""
    if not front.readable:
        return
    for name, key in KEYS.items():
        if key.required and name not in front.entries:
            yield Finding(1, f"the front matter lacks {name}", f"add a line {name}: …")
    for entry in front.entries.values():
        if entry.name in KEYS:
            yield from _check_entry(entry, KEYS[entry.name], known_places)
        else:
            yield Finding(entry.line, f'key "{entry.name}" is not known', did_you_mean(entry.name, KEYS))


def _check_entry(entry: Entry, key: Key, known_places: Places) -> Iterator[Finding]:
    if key.shape == "texts":
        yield from _check_list(entry, key, known_places)
    elif entry.scalar is None:
        yield Finding(entry.line, f"{entry.name} is not a single value", f"write one value after {entry.name}:")
    elif trouble := _check_value(entry.name, entry.scalar, key, known_places):
        yield Finding(entry.line, trouble.what, trouble.do)


def _check_list(entry: Entry, key: Key, known_places: Places) -> Iterator[Finding]:
    if not entry.items:
        yield Finding(entry.line, f"{entry.name} is not a list of at least one value", key.hint)
        return
    seen = set()
    for item in entry.items:
        trouble = _check_value(entry.name, item, key, known_places)
        if trouble is None and item.text in seen:
            trouble = Trouble(f'{entry.name} lists "{item.text}" twice', "keep one of the two")
        if trouble:
            yield Finding(item.line, trouble.what, trouble.do)
        seen.add(item.text)


def _check_value(name: str, scalar: Scalar, key: Key, known_places: Places) -> Trouble | None:
    if not scalar.text or scalar.type == "null":
        return Trouble(f"{name} has no value", "write it, or delete the line where the key may be missing")
    if UNPRINTABLE.search(scalar.text):
        return Trouble(f"{name} holds a control character, written as an escape", "delete it")
    if key.shape == "flag":
        return _check_flag(name, scalar)
    if key.shape != "date" and scalar.type != "str":
        read_as = _READ_AS.get(scalar.type, "something else")
        return Trouble(f"{name} {scalar.text} is read as {read_as}, not as words", f'put it in quotes: "{scalar.text}"')
    if key.check:
        return key.check(scalar.text, known_places)
    return _check_comment(name, scalar)


def _check_comment(name: str, scalar: Scalar) -> Trouble | None:
    """Words swallowed by a `#`; behind a code or a date a comment does no harm."""
    if not scalar.comment:
        return None
    what = f'{name} ends before "{scalar.comment}", which YAML takes for a comment'
    return Trouble(what, f"write {name}: {quoted(f'{scalar.text} {scalar.comment}')}")


def _check_flag(name: str, scalar: Scalar) -> Trouble | None:
    if scalar.type == "bool":
        return None
    return Trouble(f'{name} "{scalar.text}" is neither true nor false', "write true or false, without quotes")


def _check_choice(value: str, _places: Places, *, name: str, choices: Collection[str]) -> Trouble | None:
    if value in choices:
        return None
    return Trouble(f'{name} "{value}" is not known', did_you_mean(value, choices))


def _check_web_address(value: str, _places: Places, *, name: str) -> Trouble | None:
    if _WEB_ADDRESS.fullmatch(value):
        return None
    return Trouble(f'{name} "{value}" is not a web address', "write it whole, from https:// on and without spaces")


def _check_slug(value: str, _places: Places) -> Trouble | None:
    if SLUG.fullmatch(value):
        return None
    return Trouble(f'supersedes "{value}" is not the name of a document', "write the name of its file, without .md")


def _check_language(code: str, _places: Places) -> Trouble | None:
    if code in LANGUAGES:
        return None
    base = re.split("[-_]", code.lower())[0]
    base = SLIPS.get(base, base)
    do = f'did you mean "{base}"?' if base in LANGUAGES else "write the ISO 639-1 code, such as en"
    if _LANGUAGE.fullmatch(code):
        return Trouble(f'language "{code}" is no code of ISO 639-1', do)
    return Trouble(f'language "{code}" is not a code of two lower-case letters', do)


def _check_origin(code: str, known_places: Places) -> Trouble | None:
    if code in known_places if known_places is not None else _PLACE.fullmatch(code):
        return None
    near = _nearest_place(code.upper(), known_places)
    do = f'did you mean "{near}"?' if near else "write the ISO 3166-1 code of two capital letters, EU or INT"
    return Trouble(f'origin "{code}" is not the code of a known place', do)


def _nearest_place(code: str, known_places: Places) -> str | None:
    code = _USUAL_SLIPS.get(code, code)
    if known_places is None:
        return code if _PLACE.fullmatch(code) else None
    return next(iter(get_close_matches(code, sorted(known_places), n=1)), None)


def _check_date(date: str, _places: Places) -> Trouble | None:
    match = _DATE.fullmatch(date)
    if not match:
        return Trouble(
            f'date "{date}" is not written as a date', "write YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known"
        )
    year, month, day = (int(part or 1) for part in match.groups())
    if year < FIRST_YEAR:
        return Trouble(f'date "{date}" lies before {FIRST_YEAR}', "correct the year")
    if year > datetime.date.today().year + 1:
        return Trouble(f'date "{date}" lies later than next year', "correct the year")
    if not 1 <= month <= 12:
        return Trouble(f'date "{date}" has no such month', "months go from 01 to 12")
    try:
        datetime.date(year, month, day)
    except ValueError:
        return Trouble(f'date "{date}" is not a day of the calendar', f"correct the day, or write {date[:7]}")
    return None


KEYS = {
    "title": Key("text"),
    "short_title": Key("text", required=False),
    "publisher": Key("text"),
    "sector": Key("text", partial(_check_choice, name="sector", choices=SECTORS)),
    "origin": Key("text", _check_origin),
    "date": Key("date", _check_date),
    "kind": Key("text", partial(_check_choice, name="kind", choices=KINDS)),
    "binding": Key("flag"),
    "url": Key("text", partial(_check_web_address, name="url")),
    "language": Key("texts", _check_language, hint="write the codes in brackets, such as language: [en, fr]"),
    "text": Key("text", partial(_check_choice, name="text", choices=("digest", "original"))),
    "checked": Key(
        "texts",
        partial(_check_web_address, name="checked"),
        hint='write each address on a line of its own, after "  - "',
    ),
    "supersedes": Key("text", _check_slug, required=False),
    "note": Key("text", required=False),
}
"""All keys, in the order in which files state them."""
