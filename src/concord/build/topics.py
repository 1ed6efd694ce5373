"""Stage: which topics each principle mentions and is about."""

from __future__ import annotations

from dataclasses import replace

from ..ids import reference
from ..language.topics import TopicFinder
from .report import Progress
from .work import Work


def find_topics(work: Work, progress: Progress) -> Work:
    """The work with the topics of every principle."""
    finder = TopicFinder(work.vocabulary.topics)
    pairs = [(document.slug, principle) for document in work.documents for principle in document.principles]
    found = {
        reference(slug, principle.anchor): finder.find(principle.heading, principle.text)
        for slug, principle in progress.over(pairs, "Finding topics")
    }
    return replace(work, found=found)
