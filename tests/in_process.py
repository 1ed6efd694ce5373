"""Asks an application without a network or a server."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import httpx
from selectolax.lexbor import LexborHTMLParser

Answer = TypeVar("Answer")


class InProcess:
    """A client of one application."""

    def __init__(self, app) -> None:
        self.app = app

    def get(self, address: str, **options) -> httpx.Response:
        return self.ask("GET", address, **options)

    def ask(self, method: str, address: str, **options) -> httpx.Response:
        return _run(self._ask(method, address, **options))

    async def _ask(self, method: str, address: str, **options) -> httpx.Response:
        # Errors that the application raises are answered by it; a test that wants a crash asks for status 500.
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://site.example") as client:
            return await client.request(method, address, **options)

    def raw(self, path: str, query: bytes = b"") -> int:
        """The status of an address that no client library would send as it stands."""
        return _run(self._raw(path, query))

    async def _raw(self, path: str, query: bytes) -> int:
        statuses: list[int] = []

        async def receive() -> dict:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": path, "raw_path": path.encode("utf-8", "surrogatepass"), "query_string": query, "root_path": "",
            "headers": [(b"host", b"site.example")], "server": ("site.example", 80), "client": ("127.0.0.1", 1),
        }  # fmt: skip
        await self.app(scope, receive, send)
        return statuses[0]

    def page(self, address: str) -> Page:
        """The page at an address, which must be there."""
        answer = self.get(address)
        assert answer.status_code == 200, (answer.status_code, address)
        return Page(answer.text)


def _run(question: Coroutine[None, None, Answer]) -> Answer:
    """The answer, asked for in a thread: the browser's driver keeps an event loop running in the tests' own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, question).result()


class Page:
    """A page as a reader meets it: headings, links, texts."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.tree = LexborHTMLParser(html)

    def texts(self, selector: str) -> list[str]:
        """The texts of the elements, with one space for any gap."""
        return [" ".join(node.text().split()) for node in self.tree.css(selector)]

    def text(self, selector: str = "main") -> str:
        return " ".join(self.texts(selector))

    def links(self, selector: str = "main") -> dict[str, str]:
        """Addresses by the texts of the links."""
        nodes = self.tree.css(f"{selector} a[href]")
        return {" ".join(node.text().split()): node.attributes["href"] or "" for node in nodes}

    def count(self, selector: str) -> int:
        return len(self.tree.css(selector))
