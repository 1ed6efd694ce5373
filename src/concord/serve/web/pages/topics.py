"""All topics, and one topic with what the library says about it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from ....answers.filters import Filters
from ....answers.topics import TopicCoverage, topic_page
from .. import urls, wording
from ..asking import TEXTS, check_page, given, window
from ..contexts import CloudTopic, OneTopicPage, TopicsPage
from ..narrowing import page_links
from ..site import Site

SIZES = 7
"""Sizes of words in the cloud."""


def show_topics(site: Site, _: Request) -> Response:
    """The cloud of topics, and the coarse ones with their finer ones beneath."""
    topics = site.overview.topics
    finer = sum(len(topic.finer) for topic in topics)
    head = site.head(
        "Topics",
        f"{len(topics)} subjects of AI governance and {finer} finer ones beneath them, with their definitions and how many "
        "documents are about each.",
        section=urls.TOPICS,
        path=urls.TOPICS,
    )
    return site.page(TopicsPage(site.frame, head, topics, _cloud(topics)))


def _cloud(topics: Sequence[TopicCoverage]) -> tuple[CloudTopic, ...]:
    """The finer topics, and the coarse ones without any, by their labels."""
    found = [finer for topic in topics for finer in (topic.finer or (topic,))]
    most = max((topic.about for topic in found), default=0) or 1
    sized = (CloudTopic(topic, 1 + round((SIZES - 1) * math.sqrt(topic.about / most))) for topic in found)
    return tuple(sorted(sized, key=lambda each: each.coverage.topic.label.casefold()))


def show_topic(site: Site, request: Request) -> Response:
    """A topic: its definition, its coverage, and its passages."""
    topic_id = str(request.path_params["topic"])
    page = topic_page(site.library, topic_id, window=window(given(request), size=TEXTS))
    check_page(page.passages)
    label = page.coverage.topic.label
    head = site.head(
        label,
        f"{label}: {page.coverage.about} of {wording.count(site.frame.documents, 'document')} are about it. "
        f"{page.coverage.topic.definition}",
        section=urls.TOPICS,
        path=urls.topic(topic_id),
    )
    pages = page_links(urls.Listing(urls.topic(topic_id), Filters(), fragment="#passages"), page.passages)
    return site.page(OneTopicPage(site.frame, head, page, pages))
