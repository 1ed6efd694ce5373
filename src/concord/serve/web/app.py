"""The web application: which address is answered by what."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from ... import __version__
from ...answers.opened import Library
from ...answers.parameters import FILTERS
from . import api, headers, urls
from .asking import check_names, without_empty
from .assets import program_digest
from .failures import Answered, handlers
from .pages import api_guide, documents, home, plain, principles, search, topics
from .remembering import RememberedPages
from .site import Show, Site


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site."""

    path: str
    show: Show
    takes: tuple[str, ...] = ()
    """Parameters that it takes; any other of ours is refused."""

    @property
    def is_a_question(self) -> bool:
        """Whether readers' own words make its address: such answers are not kept."""
        return "q" in self.takes


PAGES = (
    Page(urls.HOME, home.show_home),
    Page(urls.DOCUMENTS, documents.show_documents, (*FILTERS, "sort", "page")),
    Page("/documents/{slug}", documents.show_document, ("topic", "format")),
    Page("/documents/{slug}/{anchor}", principles.show_principle, (*FILTERS, "when")),
    Page(urls.PRINCIPLES, principles.show_principles, (*FILTERS, "page")),
    Page(urls.TOPICS, topics.show_topics),
    Page("/topics/{topic}", topics.show_topic, ("page",)),
    Page(urls.SEARCH, search.show_search, ("q", "words", *FILTERS, "page")),
    Page(urls.ABOUT, home.show_about),
    Page(urls.API, api_guide.show_api),
    Page("/static/{name}", plain.show_static),
    Page("/robots.txt", plain.show_robots),
    Page("/healthz", plain.show_health),
)
"""Every page, by its address."""


class _Application(FastAPI):
    """The framework's application, with the security headers around everything: around its answer to a crash, too."""

    def build_middleware_stack(self) -> ASGIApp:
        """The framework's own layers inside ours."""
        return headers.SecurityHeaders(Answered(super().build_middleware_stack()))


@asynccontextmanager
async def _settled(_: FastAPI) -> AsyncIterator[None]:
    """Takes what is loaded out of the garbage collector's rounds: it stays for good, and each round would walk it all."""
    gc.collect()
    gc.freeze()
    yield


def create_app(library: Library, *, public_url: str | None = None) -> FastAPI:
    """The site and the API over an opened library; absolute addresses appear only with its public one."""
    site = Site(library, public_url=public_url, has_api=True)
    app = _Application(
        title="Concord",
        version=__version__,
        summary="The world's AI principles, linked.",
        docs_url=None,
        redoc_url=None,
        openapi_url=urls.OPENAPI,
        redirect_slashes=False,
        lifespan=_settled,
        exception_handlers=handlers(site),
    )
    app.include_router(api.router(lambda: library), prefix="/api/v1")
    remembered = RememberedPages()
    for page in PAGES:
        app.add_route(page.path, _endpoint(site, page, remembered), methods=["GET"], include_in_schema=False)
    app.add_middleware(headers.UnchangedPages, build=_build(library))
    app.add_middleware(headers.TrailingSlashes)
    app.add_middleware(headers.HeadRequests)
    return app


def _endpoint(site: Site, page: Page, remembered: RememberedPages) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        plainer = without_empty(request)
        if plainer:
            return RedirectResponse(plainer, 303)
        check_names(request, page.takes)
        if page.is_a_question:
            return page.show(site, request)
        return remembered.answer(request, lambda: page.show(site, request))

    endpoint.__name__ = page.show.__name__  # what the log calls it
    return endpoint


def _build(library: Library) -> str:
    """What pages are made of besides their address: the library and the program."""
    sum_ = hashlib.sha256(program_digest().encode())
    for pair in sorted(library.store.meta.items()):
        sum_.update(repr(pair).encode())
    return sum_.hexdigest()
