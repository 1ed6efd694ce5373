"""Part of a long list, and how to get the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .. import settings
from ..errors import UsageError

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is asked for."""

    limit: int = settings.PAGE_SIZE
    start: int = 0

    @classmethod
    def of_cursor(cls, limit: int | None, cursor: str | None) -> Window:
        """From the API's `limit` and `cursor`; raises `UsageError` where either is out of range or not ours."""
        limit = settings.PAGE_SIZE if limit is None else limit
        if not 1 <= limit <= settings.MAX_LIMIT:
            raise UsageError(f"{limit} is out of range", where="limit", do=f"ask for 1 to {settings.MAX_LIMIT} items")
        if cursor and not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 10):
            raise UsageError(f'"{cursor[:40]}" is no cursor', where="cursor", do='use the "next" of an earlier answer')
        return cls(limit, int(cursor or 0))

    @classmethod
    def of_page(cls, page: int) -> Window:
        """From a page number as pages of the site count, from 1; raises `UsageError` below that."""
        if not 1 <= page <= 1_000_000:
            raise UsageError(f"page {page} does not exist", where="page", do="begin with page 1")
        return cls(settings.PAGE_SIZE, (page - 1) * settings.PAGE_SIZE)


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Part of a list."""

    items: tuple[Item, ...]
    total: int
    """Items of the whole list."""
    window: Window

    @classmethod
    def cut(cls, items: Sequence[Item], window: Window) -> Page[Item]:
        """The window's part of the items; empty beyond their end."""
        part = items[window.start : window.start + window.limit]
        return cls(tuple(part), len(items), window)

    @property
    def next(self) -> str | None:
        """The cursor of the next part, or None at the end."""
        end = self.window.start + self.window.limit
        return str(end) if end < self.total else None

    @property
    def number(self) -> int:
        """Which page this is, from 1."""
        return self.window.start // self.window.limit + 1

    @property
    def count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.window.limit))
