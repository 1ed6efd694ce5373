"""A question and its answers."""

from __future__ import annotations

import unicodedata

from starlette.requests import Request
from starlette.responses import Response

from ....answers.filters import parse_filters
from ....answers.named import documents_named
from ....answers.search import SearchResult, clean, search
from ....model import Topic
from .. import urls
from ..asking import ANSWERS, check_page, choice, first, given, window
from ..contexts import OtherWordings, SearchPage
from ..narrowing import narrowing, page_links
from ..site import EXAMPLES, Site

MOST_WORDINGS = 6
LIKELY = 0.8
"""Share of the likeliest topic's affinity from which on a topic is named beside it."""


def show_search(site: Site, request: Request) -> Response:
    """The principles that answer the question; without a question, the field with examples."""
    asked = given(request)
    words_only = choice(asked, "words", ("0", "1")) == "1"
    text = clean(first(asked, "q") or "")
    if not text:
        return site.page(_empty(site))
    filters = parse_filters(site.library, asked)
    result = search(site.library, text, filters, words_only=words_only, window=window(asked, size=ANSWERS))
    check_page(result.page)
    before = (("q", text), *((("words", "1"),) if words_only else ()))
    listing = urls.Listing(urls.SEARCH, filters, before=before)
    head = site.head(f"“{text}”", f"What AI principles say on “{text}”.", own_search=True, is_indexed=False)
    return site.page(
        SearchPage(
            frame=site.frame,
            head=head,
            result=result,
            named=documents_named(site.library, text) if filters.is_empty and result.page.number == 1 else (),
            wordings=_other_wordings(result),
            topics=_likely_topics(result),
            is_in_latin=_is_in_latin(text),
            narrowing=narrowing(listing, result.facets, years=result.years),
            pages=page_links(listing, result.page),
            other_mode=urls.search(text, words_only=not words_only),
            examples=EXAMPLES,
        )
    )


def _empty(site: Site) -> SearchPage:
    head = site.head(
        "Search", "Ask in your own words what AI principles say.", path=urls.SEARCH, own_search=True, is_indexed=False
    )
    return SearchPage(
        frame=site.frame,
        head=head,
        result=None,
        named=(),
        wordings=(),
        topics=(),
        is_in_latin=True,
        narrowing=None,
        pages=None,
        other_mode=urls.search(),
        examples=EXAMPLES,
    )


def _other_wordings(result: SearchResult) -> tuple[OtherWordings, ...]:
    """What was searched for besides the reader's words, where that is anything else."""
    stands_for = result.query.stands_for.items()
    others = ((said, [wording for wording in means if wording.casefold() != said]) for said, means in stands_for)
    return tuple(
        OtherWordings(said, tuple(means[:MOST_WORDINGS]), len(means[MOST_WORDINGS:])) for said, means in others if means
    )


def _likely_topics(result: SearchResult) -> tuple[Topic, ...]:
    """The topics of the question that are about as likely meant as the likeliest."""
    affinity = result.query.topics
    least = LIKELY * max(affinity.values(), default=0)
    return tuple(topic for topic in result.topics if affinity[topic.id] >= least)


def _is_in_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return not letters or any(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
