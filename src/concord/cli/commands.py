"""All commands, in the order in which the help lists them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer
from typer.core import TyperGroup
from typer.main import get_command

from .. import __version__
from ..errors import UsageError, did_you_mean
from . import asking, making, serving


class Commands(TyperGroup):
    """The group that says which command was probably meant."""

    def resolve_command(self, ctx, args):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - typer's types are private
        """The command of the first argument; raises `UsageError` with a near match."""
        if args and args[0] not in self.commands:
            raise UsageError(
                f'there is no command "{args[0][:40]}"', where="concord", do=did_you_mean(args[0][:40], self.commands)
            )
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"concord {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def concord(
    context: typer.Context,
    is_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Links the world's AI principles: a library, a site, and answers on the command line.

    Begin with "concord build", then ask, or "concord serve" and read.
    """
    del is_version
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (making.build, "Build the database from a library."),
    (serving.serve, "Serve the site and the JSON API."),
    (making.lint, "Report every fault of library files."),
    (asking.search, "Find principles that answer a question."),
    (asking.related, "What comes nearest in other documents, and why."),
    (asking.documents, "List the documents, or show one."),
    (asking.topics, "List the topics, or show one."),
)
"""Every command with its line in the list, in the order of a first visit."""

for function, summary in COMMANDS:
    app.command(short_help=summary)(function)

command = get_command(app)
"""What the words after `concord` are handed to."""

# Typer adds Python's types to the arguments' names ("QUERY <list[str]>"), which tell nobody anything.
for each in getattr(command, "commands", {}).values():
    for parameter in each.params:
        if parameter.param_type_name == "argument":
            parameter.display_type_rich = lambda ctx: None  # noqa: ARG005 - typer hands its context over
