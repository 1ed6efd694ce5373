"""How a build tells what it is doing; silent unless somebody listens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..errors import counted

Item = TypeVar("Item")


class Progress:
    """Listens to a build and says nothing; the command line has one that draws bars."""

    def over(self, items: Sequence[Item], label: str) -> Iterable[Item]:
        """The items, one by one, under a label that people read."""
        del label
        return iter(items)

    def step(self, label: str) -> AbstractContextManager[object]:
        """A piece of work of unknown length."""
        del label
        return nullcontext()


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    database: Path
    documents: int
    principles: int
    links: int
    seconds: float
    is_unchanged: bool
    """Whether the input was the same as last time, so that nothing had to be done."""

    def lines(self) -> Iterator[str]:
        """The report as people read it."""
        size = f"{counted(self.documents, 'document')}, {counted(self.principles, 'principle')}"
        if self.is_unchanged:
            yield f"{self.database} is up to date: {size}; nothing to do."
            return
        yield f"{self.database}: {size}, {counted(self.links, 'link')}, built in {self.seconds:.1f} s."
