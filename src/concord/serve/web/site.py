"""The site: a library, and what its pages share. Whatever depends on the library alone is made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response

from ...answers.home import Overview, overview
from ...answers.opened import Library
from . import urls
from .assets import read_assets
from .contexts import Context, Frame, Head
from .rendering import Renderer

Show = Callable[["Site", Request], Response]
"""A page: what it answers to a request."""

EXAMPLES = (
    "machines must not replace human decision",
    "explain how a decision was made",
    "protecting kids online",
)
"""Questions that people have, in their own words."""


class Site:
    """Everything that a page needs besides the request."""

    def __init__(self, library: Library, *, public_url: str | None = None, has_api: bool = False) -> None:
        self.library = library
        self.public_url = public_url.rstrip("/") if public_url else None
        self.assets = read_assets()
        self.renderer = Renderer(library)
        self.frame = Frame(
            as_of=library.date,
            documents=len(library.documents),
            has_digests=any(document.is_digest for document in library.documents),
            texts=_texts(library),
            has_api=has_api,
            style=self.assets["style.css"].address,
            script=self.assets["concord.js"].address,
            icon=self.assets["favicon.svg"].address,
        )

    @cached_property
    def overview(self) -> Overview:
        """The library in figures."""
        return overview(self.library)

    def head(
        self,
        title: str,
        description: str,
        *,
        section: str = "",
        path: str = "",
        own_search: bool = False,
        is_indexed: bool = True,
    ) -> Head:
        """What a page is called; with the path of its plainest address, the absolute one where that is known."""
        canonical = self.public_url + path if self.public_url and path else None
        whole = title if path == urls.HOME else f"{title} – Concord"
        return Head(whole, _shortened(description), section, canonical, own_search, is_indexed)

    def page(self, context: Context, *, status: int = 200) -> Response:
        """The context as a page."""
        return self.renderer.page(context, status=status)


def _texts(library: Library) -> str:
    digests = {document.is_digest for document in library.documents}
    return "digests" if digests == {True} else "originals" if digests == {False} else "digests and originals"


def _shortened(text: str, limit: int = 200) -> str:
    """The text on one line, cut at a whole word."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rpartition(" ")[0] + "…"
