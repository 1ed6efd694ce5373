"""Stage: the documents nearest to each document."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from .. import settings
from ..language.linking import Linker
from ..model import Neighbour
from .report import Progress
from .work import Work


def find_neighbours(work: Work, progress: Progress) -> Work:
    """The work with the nearest documents of every document that has any.

    Raises `ValueError` where no links have been found yet: the stages are then in the wrong order.
    """
    if work.linker is None:
        raise ValueError("find_neighbours comes after link")
    slugs = [document.slug for document in work.documents]
    closeness = _closeness(work.linker, len(slugs), progress)
    neighbours = [
        Neighbour(slugs[row], slugs[other], round(float(closeness[row, other]), 4))
        for row in range(len(slugs))
        for other in np.argsort(-closeness[row], kind="stable")[: settings.NEIGHBOURS]
        if other != row and closeness[row, other] > 0
    ]
    return replace(work, neighbours=neighbours)


def _closeness(linker: Linker, size: int, progress: Progress) -> npt.NDArray[np.float64]:
    """Mean over both directions of the mean best strength of a document's principles, shape (documents, documents)."""
    codes = linker.document_numbers
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    total = np.zeros((size, size))
    for passage, code in progress.over(list(zip(linker.passages, codes, strict=True)), "Comparing documents"):
        total[code] += np.maximum.reduceat(linker.strengths(passage), starts)
    mean = total / np.bincount(codes, minlength=size)[:, None]
    closeness: npt.NDArray[np.float64] = (mean + mean.T) / 2
    np.fill_diagonal(closeness, -1)
    return closeness
