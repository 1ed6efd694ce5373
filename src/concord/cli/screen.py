"""Where output goes: answers to standard output, everything else to standard error, each line without control characters."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bars

from ..build.report import Progress

Item = TypeVar("Item")


def answers() -> Console:
    """Standard output: as wide as the terminal, plain where it is none or NO_COLOR is set."""
    return Console(highlight=False, emoji=False, markup=False)


def notices() -> Console:
    """Standard error."""
    return Console(stderr=True, highlight=False, emoji=False, markup=False)


def write_json(answer: Mapping[str, Any]) -> None:
    """The answer as the API gives it, indented for people, on standard output."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def write_lines(text: str) -> None:
    """The text on standard output, without the spaces that fill its lines."""
    typer.echo("\n".join(line.rstrip() for line in text.splitlines()))


def complain(lines: Iterable[str]) -> None:
    """Each on one line of standard error."""
    for line in lines:
        typer.echo(one_line(line), err=True)


def one_line(text: str) -> str:
    """The text on one line; what could steer a terminal becomes a space."""
    return " ".join("".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs"} else c for c in text).split())


def waiting(what: str, *, is_silent: bool) -> AbstractContextManager[object]:
    """Says what is being waited for while it lasts, on a terminal only."""
    console = notices()
    return console.status(what) if console.is_terminal and not is_silent else nullcontext()


class DrawnProgress(Progress):
    """A build's progress as bars on standard error."""

    def over(self, items: Sequence[Item], label: str) -> Iterator[Item]:
        """See `Progress.over`."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Bars(*columns, console=notices(), transient=True) as bars:
            yield from bars.track(items, description=label)

    def step(self, label: str) -> AbstractContextManager[object]:
        """See `Progress.step`."""
        bars = Bars(SpinnerColumn(), TextColumn("{task.description}"), console=notices(), transient=True)
        bars.add_task(label, total=None)
        return bars


class WrittenProgress(Progress):
    """A build's progress as a line of standard error for each of its parts."""

    def over(self, items: Sequence[Item], label: str) -> Iterator[Item]:
        """See `Progress.over`."""
        complain([f"{label} …"])
        return iter(items)

    def step(self, label: str) -> AbstractContextManager[object]:
        """See `Progress.step`."""
        complain([f"{label} …"])
        return nullcontext()


def progress(*, is_plain: bool) -> Progress:
    """Bars on a terminal, else plain lines."""
    return DrawnProgress() if sys.stderr.isatty() and not is_plain else WrittenProgress()
