"""The list of principles, and one principle with what is related to it and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from ....answers.filters import parse_filters, years
from ....answers.principles import (
    PrinciplePage,
    RelatedList,
    list_principles,
    principle_page,
    related_principles,
)
from ....model import Topic
from .. import urls, wording
from ..asking import TEXTS, check_page, choice, given, window
from ..contexts import Evidence, Head, OnePrinciplePage, PrinciplesPage, Shortcut, TopicNote
from ..narrowing import narrowing, page_links
from ..site import Site

TIMES: Mapping[str, str] = {"earlier": "Earlier than this one", "later": "Later than this one"}
RELATED_FACETS = ("sector", "region", "binding")


def show_principles(site: Site, request: Request) -> Response:
    """The principles that pass the filters, the newest first."""
    asked = given(request)
    filters = parse_filters(site.library, asked)
    found = list_principles(site.library, filters, window=window(asked, size=TEXTS))
    check_page(found.page)
    listing = urls.Listing(urls.PRINCIPLES, filters)
    head = site.head(
        "Principles",
        f"All {wording.number(len(site.library.entries))} principles of the library, by publisher type, region, country, "
        "kind, legal force, topic and year.",
        section=urls.DOCUMENTS,
        path=urls.PRINCIPLES,
        is_indexed=filters.is_empty,
    )
    by_year = years(site.library, site.library.entries, filters)
    pages = page_links(listing, found.page)
    return site.page(PrinciplesPage(site.frame, head, found, narrowing(listing, found.facets, years=by_year), pages))


def show_principle(site: Site, request: Request) -> Response:
    """A principle with its topics, its neighbours, and the related principles that pass the filters."""
    slug, anchor = str(request.path_params["slug"]), str(request.path_params["anchor"])
    page = principle_page(site.library, slug, anchor)
    asked = given(request)
    filters = parse_filters(site.library, asked)
    when = choice(asked, "when", TIMES)
    related = related_principles(site.library, slug, anchor, filters, when=when)
    address = urls.principle(page.entry)
    listing = urls.Listing(address, filters, after=(("when", when),) if when else (), fragment="#related")
    return site.page(
        OnePrinciplePage(
            frame=site.frame,
            head=_head(site, page, address, is_indexed=filters.is_empty and not when),
            page=page,
            subject_ids=frozenset(page.entry.topics),
            about=_about(page),
            mentioned=_notes(page, page.also_mentioned),
            related=related,
            close=tuple(each for each in related.items if each.link.kind != "nearest"),
            nearest=tuple(each for each in related.items if each.link.kind == "nearest"),
            narrowing=narrowing(listing, related.facets, only=RELATED_FACETS),
            times=_times(listing, related, when),
        )
    )


def _head(site: Site, page: PrinciplePage, address: str, *, is_indexed: bool) -> Head:
    document, principle = page.entry.document, page.entry.principle
    return site.head(
        f"{principle.heading} – {document.name}",
        f"{document.publisher}, {wording.date(document.date)}. {principle.text}",
        section=urls.DOCUMENTS,
        path=address,
        is_indexed=is_indexed,
    )


def _times(listing: urls.Listing, related: RelatedList, when: str | None) -> tuple[tuple[Shortcut, int, bool], ...]:
    counts = {"earlier": related.earlier, "later": related.later}
    return tuple(
        (
            Shortcut(label, replace(listing, after=() if name == when else (("when", name),)).address()),
            counts[name],
            name == when,
        )
        for name, label in TIMES.items()
        if counts[name] or name == when
    )


def _about(page: PrinciplePage) -> tuple[Evidence, ...]:
    """The topics that the principle is about, those together that the same sentence shows."""
    by_sentence: dict[str | None, list[Topic]] = {}
    for subject in page.subjects:
        by_sentence.setdefault(subject.evidence, []).append(subject.topic)
    return tuple(Evidence(_notes(page, topics), sentence) for sentence, topics in by_sentence.items())


def _notes(page: PrinciplePage, topics: Sequence[Topic]) -> tuple[TopicNote, ...]:
    principle = page.entry.principle
    texts = {"heading": principle.heading, "text": principle.text}
    phrases: dict[str, list[str]] = {}
    for mention in page.mentions:
        phrases.setdefault(mention.topic, []).append(texts[mention.part][mention.span.start : mention.span.end])
    return tuple(TopicNote(topic, _distinct(phrases.get(topic.id, ()))) for topic in topics)


def _distinct(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases without those that differ in case only."""
    return tuple({phrase.casefold(): phrase for phrase in reversed(list(phrases))}.values())[::-1]
