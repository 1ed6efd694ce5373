"""Templates, compiled once, with the names that all of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from ...answers.opened import Library
from ...model import KINDS, SECTORS
from . import urls, wording
from .contexts import Context


class Renderer:
    """Makes pages of contexts."""

    def __init__(self, library: Library) -> None:
        self.environment = environment(library)
        self._templates = {
            name: self.environment.get_template(name) for name in self.environment.list_templates(extensions=["html"])
        }

    def page(self, context: Context, *, status: int = 200) -> HTMLResponse:
        """The context's template, filled with exactly its fields."""
        values = {field.name: getattr(context, field.name) for field in fields(context)}
        return HTMLResponse(self._templates[context.template].render(values), status)


def environment(library: Library) -> Environment:
    """The templates' surroundings: unknown names are errors, everything is escaped."""
    made = Environment(
        loader=PackageLoader("concord.serve.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(_shared_names(library))
    made.globals.update(_snippets(made, library))
    return made


def _shared_names(library: Library) -> dict[str, Any]:
    return {
        "urls": urls,
        "date": wording.date,
        "number": wording.number,
        "count": wording.count,
        "languages": wording.languages,
        "listed_words": wording.listed,
        "closeness": wording.closeness,
        "force_names": wording.FORCES,
        "sector_names": SECTORS,
        "kind_names": KINDS,
        "place_name": library.place_name,
        "topic_of": library.topics.__getitem__,
    }


def _snippets(environment: Environment, library: Library) -> dict[str, Callable[..., Markup]]:
    """Lines that depend on the library alone and stand on a page many times: each is made once."""
    macros = cast(Any, environment.get_template("_snippets.html").module)  # a module's names are known to Jinja only
    return {
        "origin": cache(lambda slug: macros.origin(library.document_by_slug[slug])),
        "source": cache(lambda slug: macros.source(library.document_by_slug[slug])),
        "box": cache(macros.box),
        "topic_link": cache(lambda topic: macros.topic_link(library.topics[topic])),
    }
