"""The JSON API: a table of addresses, each with its question and the shape of its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from ... import settings
from ...answers import questions
from ...answers.opened import Library
from ...answers.parameters import PARAMETERS, Parameter
from ...answers.questions import Question
from . import schemas

PARTS = {
    "slug": "Slug of a document",
    "anchor": "Anchor of a principle in the document",
    "id": "Id of a topic",
}
"""Parts of an address, and what each is."""


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the API."""

    path: str
    question: Question[Any]
    summary: str
    shape: Any
    """What the answer is, as a model of `schemas`."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the address's variable parts, in order."""
        return tuple(piece[1:-1] for piece in self.path.split("/") if piece.startswith("{"))


ROUTES = (
    Route("/documents", questions.DOCUMENTS, "Documents, filtered and sorted", schemas.Listing[schemas.Document]),
    Route(
        "/documents/{slug}",
        questions.DOCUMENT,
        "A document with its principles; with a topic, where the document speaks of it",
        schemas.DocumentPage | schemas.TopicInDocument,
    ),
    Route("/documents/{slug}/{anchor}", questions.PRINCIPLE, "A principle with its topics", schemas.PrinciplePage),
    Route(
        "/documents/{slug}/{anchor}/related",
        questions.RELATED,
        "What other documents say on a principle's subject, the strongest first, and why",
        schemas.Listing[schemas.Link],
    ),
    Route(
        "/principles",
        questions.PRINCIPLES,
        "Principles, filtered, the newest first",
        schemas.Listing[schemas.Principle],
    ),
    Route(
        "/topics",
        questions.TOPICS,
        "Coarse topics with their finer ones and their coverage",
        schemas.Listing[schemas.Topic],
    ),
    Route("/topics/{id}", questions.TOPIC, "A topic, who speaks of it, and where", schemas.TopicPage),
    Route("/search", questions.SEARCH, "Principles that answer a question, the best first", schemas.SearchResult),
)
"""Every address, below /api/v1."""

_WRONG = {
    400: "A parameter that is not known, or has a value that cannot be",
    404: "No such document, principle or topic",
    503: "The database cannot be read",
}


def router(library_of: Callable[[], Library]) -> APIRouter:
    """The API's addresses, to be mounted under `/api/v1`; errors fly as `ConcordError`.

    `library_of` gives the library that is open at the moment of the question.
    """
    router = APIRouter(tags=["API"])
    for route in ROUTES:
        router.add_api_route(
            route.path,
            _endpoint(route, library_of),
            summary=route.summary,
            operation_id=_operation(route.path),
            response_model=None,
            responses=_responses(route),
            openapi_extra={"parameters": _described(route)},
        )
    return router


def _endpoint(route: Route, library_of: Callable[[], Library]) -> Callable[[Request], JSONResponse]:
    def answer(request: Request) -> JSONResponse:
        values: dict[str, list[str]] = {}
        for name, value in request.query_params.multi_items():
            values.setdefault(name, []).append(value)
        path = (request.path_params[part] for part in route.parts)
        return JSONResponse(route.question.json(library_of(), values, *path))

    return answer


def _operation(path: str) -> str:
    """A name for the operation, such as `documents_slug_anchor`."""
    return path.strip("/").replace("{", "").replace("}", "").replace("/", "_")


def _responses(route: Route) -> dict[int | str, dict[str, Any]]:
    responses: dict[int | str, dict[str, Any]] = {200: {"model": route.shape, "description": route.summary}}
    for status, text in _WRONG.items():
        if route.parts or status != 404:
            responses[status] = {"model": schemas.Error, "description": text}
    return responses


def _described(route: Route) -> list[dict[str, Any]]:
    """The parameters of an address as OpenAPI describes them."""
    parts = (
        {"name": n, "in": "path", "required": True, "description": PARTS[n], "schema": {"type": "string"}}
        for n in route.parts
    )
    return [*parts, *(_query_parameter(PARAMETERS[name]) for name in route.question.parameters)]


def _query_parameter(parameter: Parameter) -> dict[str, Any]:
    schema = _schema(parameter)
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.is_required,
        "description": parameter.help,
        "schema": {"type": "array", "items": schema} if parameter.is_repeatable else schema,
    }
    return described


def _schema(parameter: Parameter) -> dict[str, Any]:
    """The values of a parameter."""
    if parameter.kind == "count":
        return {"type": "integer", "minimum": 1, "maximum": settings.MAX_LIMIT, "default": settings.PAGE_SIZE}
    if parameter.kind == "year":
        return {"type": "integer", "minimum": 1900, "maximum": 2100}
    if parameter.kind == "flag":
        return {"type": "integer", "enum": [0, 1], "default": 0}
    text: dict[str, Any] = {"type": "string"}
    if parameter.choices:
        text["enum"] = list(parameter.choices)
    if parameter.name == "q":
        text |= {"minLength": 1, "maxLength": settings.MAX_QUERY}
    return text
