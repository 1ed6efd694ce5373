"""Which values the items of a library have, as a matrix a facet, so that a choice over all of them is one product."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
"""Which items are meant, shape (items,)."""


@dataclass(frozen=True)
class Column:
    """The values of one facet."""

    values: tuple[str, ...]
    holds: npt.NDArray[np.float32]
    """1 where the item has the value, else 0; shape (values, items)."""

    @classmethod
    def of(cls, values_of_items: Sequence[Collection[str]]) -> Column:
        """From the values of each item."""
        values = tuple(sorted({value for values in values_of_items for value in values}))
        row = {value: number for number, value in enumerate(values)}
        holds = np.zeros((len(values), len(values_of_items)), dtype=np.float32)
        for item, own in enumerate(values_of_items):
            holds[[row[value] for value in own], item] = 1
        return cls(values, holds)

    def any_of(self, chosen: Collection[str]) -> Mask:
        """The items that have one of the values."""
        rows = [number for number, value in enumerate(self.values) if value in chosen]
        return np.asarray(self.holds[rows].any(axis=0), dtype=np.bool_)

    def counts(self, among: Mask) -> dict[str, int]:
        """How many of the items have each value, values that none has left out."""
        found = self.holds @ among.astype(np.float32)
        return {value: int(count) for value, count in zip(self.values, found, strict=True) if count}
