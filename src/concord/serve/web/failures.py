"""Everything that goes wrong while answering, in one place: JSON below `/api/`, a page that helps elsewhere."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Coroutine
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ...answers.shapes import error
from ...errors import ConcordError, NotFoundError, UsageError
from . import wording
from .contexts import ProblemPage
from .nearby import ways_on
from .site import Site

log = logging.getLogger("concord.serve")

Handler = Callable[[Request, Any], Coroutine[None, None, Response]]


class _OtherError(ConcordError):
    """A problem with a status of its own."""

    def __init__(self, status: int, what: str, *, where: str, do: str) -> None:
        super().__init__(what, where=where, do=do)
        self.status = status


def handlers(site: Site) -> dict[Any, Handler]:
    """For each class of exception, what answers it."""

    async def answer(request: Request, problem: Exception) -> Response:
        return _answer(site, request, _as_problem(request, problem), _headers(problem))

    async def answer_unexpected(request: Request, problem: Exception) -> Response:
        # The message is left out: it may repeat what a reader typed.
        frames = "".join(traceback.format_tb(problem.__traceback__))
        log.error("%s in %s\n%s", type(problem).__name__, _page(request), frames)
        return _answer(site, request, _unexpected(), {})

    return {
        ConcordError: answer,
        HTTPException: answer,
        RequestValidationError: answer,
        Exception: answer_unexpected,
    }


class Answered:
    """Ends exceptions that `handlers` has answered and logged.

    Starlette raises them once more for the server, which would log their message.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] == "http":
            with suppress(Exception):
                await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _page(request: Request) -> str:
    return getattr(request.scope.get("endpoint"), "__name__", "no page")


def _as_problem(request: Request, problem: Exception) -> ConcordError:
    if isinstance(problem, ConcordError):
        return problem
    if isinstance(problem, RequestValidationError):
        return _invalid(problem)
    if isinstance(problem, HTTPException) and problem.status_code == HTTPStatus.NOT_FOUND:
        return NotFoundError(
            "there is no such page", where="address", do="look for it by its words, or begin at the first page"
        )
    if isinstance(problem, HTTPException) and problem.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _OtherError(405, f"{request.method[:20]} is not possible here", where="method", do="ask with GET")
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    return _OtherError(status, HTTPStatus(status).phrase, where="request", do="check the address")


def _invalid(problem: RequestValidationError) -> UsageError:
    """The first thing that FastAPI has against a request."""
    first = problem.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:]) or "request"
    return UsageError(str(first["msg"]), where=where, do="see /api for what it may be")


def _unexpected() -> ConcordError:
    return _OtherError(
        500, "something went wrong on our side", where="server", do="try again in a moment; the fault has been noted"
    )


def _headers(problem: Exception) -> dict[str, str]:
    return dict(problem.headers or {}) if isinstance(problem, HTTPException) else {}


def _answer(site: Site, request: Request, problem: ConcordError, headers: dict[str, str]) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse(error(problem), problem.status, headers)
    what = wording.sentence(problem.what)
    head = site.head(what.rstrip("."), what, own_search=True, is_indexed=False)
    page = site.page(
        ProblemPage(
            frame=site.frame,
            head=head,
            status=problem.status,
            what=what.rstrip("."),
            where=wording.visible(problem.where),
            do=wording.sentence(problem.do),
            nearest=ways_on(site.library, request, problem),
        ),
        status=problem.status,
    )
    page.headers.update(headers)
    return page
