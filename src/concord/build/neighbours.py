"""Stage: the documents nearest to each document."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from .. import settings
from ..model import Neighbour
from .report import Progress
from .work import Work


def find_neighbours(work: Work, progress: Progress) -> Work:
    """The work with the nearest documents of every document that has any.

    Raises `ValueError` where no links have been found yet: the stages are then in the wrong order.
    """
    if work.nearness is None:
        raise ValueError("find_neighbours comes after link")
    with progress.step("Comparing documents"):
        slugs = [document.slug for document in work.documents]
        closeness = _closeness(work.nearness, [len(document.principles) for document in work.documents])
        neighbours = [
            Neighbour(slugs[row], slugs[other], round(float(closeness[row, other]), 4))
            for row in range(len(slugs))
            for other in np.argsort(-closeness[row], kind="stable")[: settings.NEIGHBOURS]
            if other != row and closeness[row, other] > 0
        ]
    return replace(work, neighbours=neighbours)


def _closeness(nearness: npt.NDArray[np.float32], sizes: list[int]) -> npt.NDArray[np.float64]:
    """Mean over both directions of the mean best strength of a document's principles, shape (documents, documents)."""
    starts = np.cumsum([0, *sizes[:-1]])
    mean = np.add.reduceat(nearness.astype(np.float64), starts, axis=0) / np.array(sizes)[:, None]
    closeness: npt.NDArray[np.float64] = (mean + mean.T) / 2
    np.fill_diagonal(closeness, -1)
    return closeness
