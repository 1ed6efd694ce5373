"""A question and its answers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from ....answers.filters import parse_filters
from ....answers.named import documents_named
from ....answers.search import SearchResult, clean, search
from .. import urls
from ..asking import TEXTS, check_page, choice, first, given, window
from ..contexts import SearchPage
from ..narrowing import narrowing, page_links
from ..site import EXAMPLES, Site


def show_search(site: Site, request: Request) -> Response:
    """The principles that answer the question; without a question, the field with examples."""
    asked = given(request)
    words_only = choice(asked, "words", ("0", "1")) == "1"
    text = clean(first(asked, "q") or "")
    if not text:
        return site.page(_empty(site))
    filters = parse_filters(site.library, asked)
    result = search(site.library, text, filters, words_only=words_only, window=window(asked, size=TEXTS))
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
            stands_for=_stands_for(result),
            narrowing=narrowing(listing, result.facets),
            pages=page_links(listing, result.page),
            other_mode=urls.search(text, words_only=not words_only),
            examples=EXAMPLES,
        )
    )


def _empty(site: Site) -> SearchPage:
    head = site.head(
        "Search", "Ask in your own words what AI principles say.", path=urls.SEARCH, own_search=True, is_indexed=False
    )
    return SearchPage(site.frame, head, None, (), (), None, None, urls.search(), EXAMPLES)


def _stands_for(result: SearchResult) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What documents write for the reader's words, where that is anything else."""
    found = ((said, tuple(m for m in means if m.casefold() != said)) for said, means in result.query.stands_for.items())
    return tuple((said, means) for said, means in found if means)
