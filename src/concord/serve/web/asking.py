"""What an address asks for: its parameters, read once and checked.

Empty parameters count as not given; of a parameter that takes one value, the first counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from starlette.requests import Request

from ... import settings
from ...answers.paging import Page, Window
from ...errors import NotFoundError, UsageError, did_you_mean

Given = Mapping[str, Sequence[str]]


def given(request: Request) -> Given:
    """The parameters of the request's address, by name, without the empty ones."""
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if value:
            found.setdefault(name, []).append(value)
    return found


def first(parameters: Given, name: str) -> str | None:
    """The first value of the parameter, None where it is not given."""
    return next(iter(parameters.get(name, ())), None)


def choice(parameters: Given, name: str, known: Collection[str]) -> str | None:
    """The first value of the parameter; raises `UsageError` with a near match where it is none of the known ones."""
    value = first(parameters, name)
    if value is not None and value not in known:
        raise UsageError(f'"{value[:40]}" is not known', where=name, do=did_you_mean(value[:40], known))
    return value


TEXTS = 25
"""Items on a page that shows their texts: as many as a reader goes through before asking for more."""


def window(parameters: Given, *, size: int = settings.PAGE_SIZE) -> Window:
    """The part of a list that `page` asks for; raises `UsageError` where it is no page number."""
    text = first(parameters, "page") or "1"
    if not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise UsageError(f'"{text[:40]}" is no page number', where="page", do="begin with page 1")
    number = Window.of_page(int(text)).start // settings.PAGE_SIZE
    return Window(size, number * size)


def check_page(page: Page[Any]) -> None:
    """Raises `NotFoundError` where the list ends before this page of it."""
    if page.number > page.count:
        raise NotFoundError(f"there is no page {page.number}", where="page", do=f"the last page is {page.count}")
