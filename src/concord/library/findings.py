"""What the stages of reading report: a fault that does not know its file yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at one line of the file in hand."""

    line: int
    what: str
    do: str
