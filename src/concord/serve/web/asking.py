"""What an address asks for: its parameters, read once and checked.

Empty parameters count as not given; of a parameter that takes one value, the first counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from starlette.requests import Request

from ... import settings
from ...answers.paging import Page, Window
from ...answers.parameters import FILTERS
from ...errors import NotFoundError, UsageError, did_you_mean
from . import urls, wording

Given = Mapping[str, Sequence[str]]

OWN = frozenset((*FILTERS, "q", "words", "when", "sort", "page", "format"))
"""Names that some page of ours takes; all others are somebody else's (`utm_source`) and nothing to us."""


class NotTakenError(UsageError):
    """The page asked for does not take a parameter that others take."""


class PastEndError(NotFoundError):
    """The list ends before the page of it that was asked for."""

    def __init__(self, number: int, *, last: int) -> None:
        super().__init__(f"there is no page {number}", where="page", do=f"the last page is {last}")
        self.last = last


def given(request: Request) -> Given:
    """The parameters of the request's address, by name, without the empty ones."""
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if value:
            found.setdefault(name, []).append(value)
    return found


def check_names(request: Request, takes: Sequence[str]) -> None:
    """Raises `NotTakenError` for a parameter of ours that this page does not take: it would change nothing, silently."""
    for name in given(request):
        if name in OWN and name not in takes:
            known = f"this page takes {wording.listed(list(takes))}" if takes else "this page takes no parameters"
            raise NotTakenError(f'there is no "{name}" on this page', where=name, do=known)


def without_empty(request: Request) -> str | None:
    """The request's address without those of our parameters that are empty; None where it has none of them."""
    query = request.scope["query_string"].decode("latin-1")
    pieces = query.split("&")
    kept = [piece for piece in pieces if not (piece.endswith("=") and piece[:-1] in OWN)]
    if len(kept) == len(pieces):
        return None
    return urls.path_of(request.scope["path"]) + ("?" if any(kept) else "") + "&".join(filter(None, kept))


def first(parameters: Given, name: str) -> str | None:
    """The first value of the parameter, None where it is not given."""
    return next(iter(parameters.get(name, ())), None)


def choice(parameters: Given, name: str, known: Collection[str]) -> str | None:
    """The first value of the parameter; raises `UsageError` with a near match where it is none of the known ones."""
    value = first(parameters, name)
    if value is not None and value not in known:
        raise UsageError(f'"{value[:40]}" is not known', where=name, do=did_you_mean(value[:40], known))
    return value


TEXTS = 20
"""Items on a page that shows their texts: as many as a reader goes through before asking for more."""
ANSWERS = 15
"""Answers on a page of a search, each with its reason."""


def window(parameters: Given, *, size: int = settings.PAGE_SIZE) -> Window:
    """The part of a list that `page` asks for; raises `UsageError` where it is no page number."""
    text = first(parameters, "page") or "1"
    if not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise UsageError(f'"{text[:40]}" is no page number', where="page", do="begin with page 1")
    number = Window.of_page(int(text)).start // settings.PAGE_SIZE
    return Window(size, number * size)


def check_page(page: Page[Any]) -> None:
    """Raises `PastEndError` where the list ends before this page of it."""
    if page.number > page.count:
        raise PastEndError(page.number, last=page.count)
