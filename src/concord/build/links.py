"""Stage: the related principles of every principle, and why they are related."""

from __future__ import annotations

from dataclasses import replace

from ..language.linking import Linker, Show
from .report import Progress
from .work import Work


def link(work: Work, progress: Progress) -> Work:
    """The work with the links of every principle and the engine that found them."""
    passages = work.passages()
    linker = Linker(passages, work.vocabulary.topics)
    links = [
        link for passage in progress.over(passages, "Linking principles") for link in linker.related(passage, Show())
    ]
    return replace(work, linker=linker, links=links)
