"""What every response carries: security headers, a tag by which an unchanged page is not sent again, HEAD answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""Everything comes from our own origin, nothing runs inline, nobody frames the pages."""

REVALIDATE = "public, no-cache"
"""Kept, but asked for again each time: the tag then answers without a page being made."""
FOREVER = "public, max-age=31536000, immutable"
"""For addresses that change with their content."""
NEVER = "no-store"
"""For errors: what is wrong now may be right in a moment."""


class SecurityHeaders:
    """Puts the security headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class HeadRequests:
    """Answers HEAD as it would GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, send_without_body)


class TrailingSlashes:
    """Sends readers of `/documents/` to `/documents`: one page, one address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or redirect it within this site."""
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] != "GET" or not path.endswith("/") or not path.strip("/"):
            await self._app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        # Leading slashes go too: "//host" would be an address of another site.
        address = "/" + quote(path.strip("/\\")) + (f"?{query}" if query else "")
        await RedirectResponse(address, 308)(scope, receive, send)


class UnchangedPages:
    """Tags every good page by what it is made of, and answers 304 to a reader who has it already.

    Pages depend on nothing but their address, the library and the program, so the tag is known before the page is made.
    """

    def __init__(self, app: ASGIApp, *, build: str) -> None:
        self._app = app
        self._build = build

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, with 304 where the reader's copy is the same."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        tag = self._tag(scope)
        held = Headers(scope=scope).get("if-none-match", "")
        if tag in (part.strip() for part in held.split(",")):
            await Response(status_code=304, headers={"etag": tag, "cache-control": REVALIDATE})(scope, receive, send)
            return

        async def send_with_tag(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("cache-control", REVALIDATE if message["status"] == 200 else NEVER)
                if headers["cache-control"] != NEVER:
                    headers.setdefault("etag", tag)
            await send(message)

        await self._app(scope, receive, send_with_tag)

    def _tag(self, scope: Scope) -> str:
        address = f"{scope['path']}?".encode("utf-8", "surrogatepass") + scope["query_string"]
        return f'W/"{hashlib.sha256(self._build.encode() + address).hexdigest()[:24]}"'
