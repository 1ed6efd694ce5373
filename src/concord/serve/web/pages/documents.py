"""The list of documents, one document, and where it speaks of a topic."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from ....answers.citation import bibtex, plain
from ....answers.documents import SORTS, document_page, list_documents, topic_in_document
from ....answers.filters import Filters, parse_filters, years
from ....model import KINDS, Document
from .. import urls, wording
from ..asking import check_page, choice, first, given, window
from ..contexts import DocumentsPage, DocumentTopicPage, OneDocumentPage, Shortcut
from ..narrowing import narrowing, page_links
from ..site import Site

NEWEST = next(iter(SORTS))


def show_documents(site: Site, request: Request) -> Response:
    """The documents that pass the filters, in the order asked for."""
    asked = given(request)
    filters = parse_filters(site.library, asked)
    sort = first(asked, "sort") or NEWEST
    found = list_documents(site.library, filters, sort=sort, window=window(asked))
    check_page(found.page)
    listing = _listing(filters, sort)
    head = site.head(
        "Documents",
        f"{wording.count(site.frame.documents, 'document')} on how AI should be built and used, by publisher type, region, "
        "country, kind, legal force, topic and year.",
        section=urls.DOCUMENTS,
        path=urls.DOCUMENTS,
        is_indexed=filters.is_empty,
    )
    sorts = tuple(
        (Shortcut(label, _listing(filters, name).address()), name == sort) for name, (label, _, _) in SORTS.items()
    )
    by_year = years(site.library, site.library.documents, filters)
    pages = page_links(listing, found.page)
    return site.page(
        DocumentsPage(site.frame, head, found, narrowing(listing, found.facets, years=by_year), sorts, pages)
    )


def _listing(filters: Filters, sort: str) -> urls.Listing:
    return urls.Listing(urls.DOCUMENTS, filters, after=(("sort", sort),) if sort != NEWEST else ())


def show_document(site: Site, request: Request) -> Response:
    """A document; with `?topic=`, where it speaks of that; with `?format=bibtex`, its citation."""
    asked = given(request)
    slug = str(request.path_params["slug"])
    if choice(asked, "format", ("html", "bibtex")) == "bibtex":
        return _bibtex(site.library.document(slug))
    topic = first(asked, "topic")
    if topic:
        return _show_topic(site, slug, topic)
    page = document_page(site.library, slug)
    document = page.document
    head = site.head(document.name, describe(site, document), section=urls.DOCUMENTS, path=urls.document(slug))
    return site.page(OneDocumentPage(site.frame, head, page, bibtex(document), plain(document)))


def describe(site: Site, document: Document) -> str:
    """A document in a sentence."""
    kind, place = KINDS[document.kind], site.library.place_name(document.origin)
    principles = wording.count(len(document.principles), "principle")
    return (
        f"{document.title}. {kind}, {document.publisher} ({place}), {wording.date(document.date)}: {principles}, "
        "each linked with the principles of other documents that come nearest."
    )


def _bibtex(document: Document) -> Response:
    disposition = f'attachment; filename="{document.slug}.bib"'
    return Response(
        bibtex(document), media_type="application/x-bibtex; charset=utf-8", headers={"content-disposition": disposition}
    )


def _show_topic(site: Site, slug: str, topic_id: str) -> Response:
    found = topic_in_document(site.library, slug, topic_id)
    label, name = found.topic.label, found.document.name
    head = site.head(
        f"{label} in {name}",
        f"Where {name} ({found.document.publisher}, {wording.date(found.document.date)}) speaks of “{label}”: "
        f"{wording.count(len(found.places), 'principle')}, sentence by sentence.",
        section=urls.DOCUMENTS,
        path=urls.document(slug, topic=topic_id),
    )
    about = sum(place.is_about for place in found.places)
    return site.page(DocumentTopicPage(site.frame, head, found, about))
