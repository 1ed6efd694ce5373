"""The options that questions share, made from the same table as the API's parameters."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from .. import settings
from ..answers.parameters import PARAMETERS, Parameter

Database = Annotated[Path, typer.Option("--db", metavar="FILE", help="The database to ask.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, in the shapes of the API.")]

METAVARS = {"year": "YEAR", "count": "NUMBER"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question was asked with."""

    db: Path
    as_json: bool
    values: Mapping[str, list[str]]
    """Parameters of the API that were given."""


def asking(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of these parameters, --json and --db; it gets what they hold as `asked`."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def with_options(**given: Any) -> None:  # noqa: ANN401 - each option has its own type
            db, as_json = given.pop("db"), given.pop("as_json")
            values = {name: found for name in names if (found := _listed(given.pop(name)))}
            command(**given, asked=Asked(db, as_json, values))

        own = [parameter for name, parameter in _resolved(command).items() if name != "asked"]
        # The command's own signature with the options in the place of `asked`.
        signature = inspect.Signature([*own, *map(_option, names), *_SHARED])
        with_options.__signature__ = signature  # type: ignore[attr-defined]  # typer reads it, types do not know it
        with_options.__annotations__ = {}
        with_options.__name__, with_options.__doc__ = command.__name__, command.__doc__
        return with_options

    return decorate


def _resolved(command: Callable[..., None]) -> dict[str, inspect.Parameter]:
    """The command's parameters with their annotations as objects."""
    hints = get_type_hints(command, include_extras=True)
    parameters = inspect.signature(command).parameters
    return {name: parameter.replace(annotation=hints[name]) for name, parameter in parameters.items()}


def _option(name: str) -> inspect.Parameter:
    """The option of one parameter of the API."""
    parameter = PARAMETERS[name]
    is_flag = parameter.kind == "flag"
    metavar = None if is_flag else METAVARS.get(parameter.kind, name.upper())
    details = typer.Option(f"--{name}", help=_help(parameter), metavar=metavar, show_default=False)
    kind: Any = bool if is_flag else list[str] | None if parameter.is_repeatable else str | None
    return inspect.Parameter(name, _BY_NAME, default=False if is_flag else None, annotation=Annotated[kind, details])


def _help(parameter: Parameter) -> str:
    choices = f": {', '.join(parameter.choices)}" if parameter.choices else ""
    again = " May be given again." if parameter.is_repeatable else ""
    return f"{parameter.help}{choices}.{again}"


def _listed(value: list[str] | str | bool | None) -> list[str]:
    if isinstance(value, bool):
        return ["1"] if value else []
    if isinstance(value, str):
        return [value]
    return value or []


_BY_NAME = inspect.Parameter.KEYWORD_ONLY
_SHARED = (
    inspect.Parameter("as_json", _BY_NAME, default=False, annotation=AsJson),
    inspect.Parameter("db", _BY_NAME, default=settings.DEFAULT_DATABASE, annotation=Database),
)
