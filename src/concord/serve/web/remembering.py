"""Pages that depend on the library alone, kept for the next reader: an opened library never changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

MOST_PAGES = 400
"""Pages kept, those asked for longest ago going first: some 25 MB."""


class RememberedPages:
    """Answers by their addresses; questions typed by readers are not for it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, bytes], tuple[bytes, str | None]] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, request: Request, make: Callable[[], Response]) -> Response:
        """The page as it was answered before, else as `make` makes it; only pages that were found are kept."""
        address = (str(request.scope["path"]), bytes(request.scope["query_string"]))  # as sent: it may be no text
        with self._lock:
            kept = self._kept.get(address)
            if kept:
                self._kept.move_to_end(address)
        if kept:
            body, kind = kept
            return Response(body, headers={"content-type": kind} if kind else None)
        response = make()
        if response.status_code == 200 and set(response.headers) <= {"content-type", "content-length"}:
            self._keep(address, bytes(response.body), response.headers.get("content-type"))
        return response

    def _keep(self, address: tuple[str, bytes], body: bytes, kind: str | None) -> None:
        with self._lock:
            self._kept[address] = (body, kind)
            while len(self._kept) > MOST_PAGES:
                self._kept.popitem(last=False)
