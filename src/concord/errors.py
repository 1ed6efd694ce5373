"""Everything that can go wrong, as one tree.

    ConcordError                what, where, what to do: three parts, always
    ├── UsageError              the caller asked in a way that cannot be answered (exit code 2, status 400)
    ├── NotFoundError           the thing asked for is not there (exit code 1, status 404)
    ├── LibraryError            library or vocabulary files have faults, all of them listed
    ├── StoreError              the database is missing, damaged or of another version
    └── ServeError              the server cannot start

Inside the package errors fly; each way in (command line, web) catches `ConcordError` once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class ConcordError(Exception):
    """An error that a person can act on."""

    exit_code = 1
    status = 500

    def __init__(self, what: str, *, where: str, do: str) -> None:
        super().__init__(what, where, do)
        self.what = what
        self.where = where
        self.do = do

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.do}"


class UsageError(ConcordError):
    """The question is malformed: a value out of range, an unknown choice, a query too long."""

    exit_code = 2
    status = 400


class NotFoundError(ConcordError):
    """The document, principle or topic asked for is not in this library."""

    status = 404


class StoreError(ConcordError):
    """The database cannot be read: absent, not SQLite, truncated, or of another version."""

    status = 503


class ServeError(ConcordError):
    """The server cannot start: the port is in use or may not be opened."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one file."""

    path: str
    line: int
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}; {self.do}"


class LibraryError(ConcordError):
    """Library or vocabulary files cannot be used; `faults` lists everything that is wrong with them."""

    def __init__(self, what: str, *, where: str, do: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(what, where=where, do=do)
        self.faults = tuple(faults)


MOST_CHOICES = 12
"""Choices that are named one by one: any few of a longer list would be arbitrary."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`did you mean "…"?` for the choice nearest to the word, else all choices, or nothing of them where they are many.

    Where none is spelt like the word, the first that holds all of it is the nearest.
    """
    known = sorted(choices)
    written = {choice.lower(): choice for choice in known}
    near = get_close_matches(word.lower(), written, n=1, cutoff=0.6)
    if not near and len(word) > 2:
        near = [choice for choice in written if word.lower() in choice]
    if near:
        return f'did you mean "{written[near[0]]}"?'
    if not known:
        return "leave it out: there is nothing it could name yet"
    return "none is spelt like it" if len(known) > MOST_CHOICES else f"use one of: {', '.join(known)}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 fault`, `2,000 faults`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
