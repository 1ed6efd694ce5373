"""The first page, and what is said about the site itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from ....answers.filters import Filters, facets
from ....answers.principles import STRENGTHS
from .. import urls, wording
from ..contexts import AboutPage, HomePage
from ..site import EXAMPLES, Site


def show_home(site: Site, _: Request) -> Response:
    """The question field, the ways in, the library in figures."""
    overview = site.overview
    description = (
        f"{wording.count(overview.principles, 'principle')} for AI from {wording.count(overview.documents, 'document')} "
        "of governments, companies, professional bodies and civil society: searchable, by topic, each linked with the "
        "principles of other documents that come nearest."
    )
    head = site.head("Concord: the world’s AI principles, linked", description, path=urls.HOME, own_search=True)
    return site.page(HomePage(site.frame, head, overview, EXAMPLES))


def show_about(site: Site, _: Request) -> Response:
    """What the library is and is not, and how links and topics are made."""
    head = site.head(
        "About",
        "What a digest is and is not, how the library was chosen, how topics and links are made, what lies outside, "
        "licences, how to correct an error.",
        path=urls.ABOUT,
    )
    strengths = tuple((name, round(100 * least)) for name, least in STRENGTHS.items())
    documents = site.library.documents
    (regions,) = (facet.choices for facet in facets(site.library, documents, Filters()) if facet.name == "region")
    in_english = sum("en" in document.language for document in documents)
    return site.page(AboutPage(site.frame, head, site.overview, regions, in_english, strengths))
