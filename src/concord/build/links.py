"""Stage: the related principles of every principle, and why they are related."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..language.linking import Linker, Scores, Show
from ..model import Link
from .report import Progress
from .work import Work


def link(work: Work, progress: Progress) -> Work:
    """The work with the links of every principle, and how near each principle comes to each document."""
    passages = work.passages()
    linker = Linker(passages, work.vocabulary.topics)
    links: list[Link] = []
    nearness: list[Scores] = []
    for passage in progress.over(passages, "Linking principles"):
        strengths = linker.strengths(passage)
        links.extend(linker.links(passage, strengths, Show()))
        nearness.append(linker.best_by_document(strengths))
    return replace(work, links=links, nearness=np.array(nearness))
