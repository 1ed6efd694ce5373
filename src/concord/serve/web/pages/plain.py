"""Answers that are no pages: the site's own files, and what machines ask."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ....errors import NotFoundError
from .. import urls
from ..headers import FOREVER, NEVER, REVALIDATE
from ..site import Site

ROBOTS = f"""User-agent: *
Disallow: {urls.SEARCH}
Disallow: {urls.DOCUMENTS}?
Disallow: {urls.PRINCIPLES}?
"""
"""Search engines find every page without following each combination of filters."""


def show_static(site: Site, request: Request) -> Response:
    """A file that pages refer to; kept for good under the address that names its version."""
    asset = site.assets.get(str(request.path_params["name"]))
    if asset is None:
        raise NotFoundError("there is no such file", where="static", do="begin at the first page")
    is_current = request.query_params.get("v") == asset.version
    headers = {"cache-control": FOREVER if is_current else REVALIDATE}
    return Response(asset.content, media_type=asset.media_type, headers=headers)


def show_robots(_: Site, __: Request) -> Response:
    """What search engines may read."""
    return PlainTextResponse(ROBOTS)


def show_health(_: Site, __: Request) -> Response:
    """That the server answers."""
    return PlainTextResponse("ok\n", headers={"cache-control": NEVER})
