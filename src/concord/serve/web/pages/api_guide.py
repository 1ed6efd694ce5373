"""The API, for people: what `/openapi.json` says, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from .. import urls
from ..contexts import ApiPage, Operation, Parameter
from ..site import Site

Json = Mapping[str, Any]


def show_api(site: Site, request: Request) -> Response:
    """Every address of the API with what it takes and gives."""
    described: Json = request.app.openapi()
    examples = _examples(site)
    head = site.head("API", "Every answer of this site as JSON: addresses, parameters, examples.", path=urls.API)
    return site.page(ApiPage(site.frame, head, tuple(_operations(described, examples))))


def _examples(site: Site) -> Mapping[str, str]:
    """For each variable part of an address, a value that this library has."""
    entry = site.library.entries[0]
    parts = {"slug": entry.document.slug, "anchor": entry.principle.anchor, "id": site.library.vocabulary.topics[0].id}
    return {name: urls.quoted(value) for name, value in parts.items()}


def _operations(described: Json, examples: Mapping[str, str]) -> Iterator[Operation]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield Operation(
                method=method.upper(),
                path=path,
                summary=operation.get("summary", ""),
                example=path.format_map(examples) + ("?q=kids" if path.endswith(urls.SEARCH) else ""),
                parameters=tuple(_parameter(each) for each in operation.get("parameters", ())),
            )


def _parameter(described: Json) -> Parameter:
    return Parameter(described["name"], described["in"], described.get("description", ""))
