"""The one place where errors end: a line on standard error, and an exit code.

0 answered · 1 a failure, or a reader that closed the pipe · 2 wrong use · 130 stopped with Ctrl-C
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import typer

from ..errors import ConcordError, LibraryError, UsageError, did_you_mean
from . import screen
from .commands import command

DEBUG = "CONCORD_DEBUG"
"""Environment variable; 1 shows tracebacks of unexpected errors."""


def main() -> None:
    """Run the command that was typed, and exit."""
    if os.environ.get(DEBUG) != "1":
        sys.excepthook = tell_unexpected
    for name in ("stdout", "stderr"):
        _prepare(name)
    sys.exit(run(sys.argv[1:]))


def _prepare(name: str) -> None:
    """A stream that was closed takes everything; what an encoding lacks is written as an escape, not a failure."""
    stream = getattr(sys, name) or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    stream.reconfigure(errors="backslashreplace")
    setattr(sys, name, stream)


def run(arguments: Sequence[str]) -> int:
    """Run a command; the exit code. Only errors that nobody expects fly on."""
    try:
        code = command.main(list(arguments), prog_name="concord", standalone_mode=False)
        sys.stdout.flush()
    except ConcordError as error:
        return _tell(error)
    except typer.TyperException as error:
        return _tell(_in_our_shape(error))
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        return _without_output()
    except OSError as error:
        screen.complain(
            [f"{error.filename or 'output'}: {error.strerror or error}; see that it is there and that you may use it"]
        )
        return _without_output()
    return int(code or 0)


def _tell(error: ConcordError) -> int:
    faults = error.faults if isinstance(error, LibraryError) else ()
    screen.complain([*map(str, faults), str(error)])
    return error.exit_code


def _in_our_shape(error: typer.TyperException) -> UsageError:
    """What typer found wrong with how a command was called."""
    context: Any = getattr(error, "ctx", None)
    where = context.command_path if context else "concord"
    if context and hasattr(error, "possibilities"):
        name = str(getattr(error, "option_name", ""))
        known = {flag for each in context.command.params for flag in each.opts if flag.startswith("--")}
        return UsageError(f'there is no option "{name}"', where=where, do=did_you_mean(name, known | {"--help"}))
    message = error.format_message().rstrip(".")
    return UsageError(message[:1].lower() + message[1:], where=where, do=f'see "{where} --help"')


def _without_output() -> int:
    """Nobody reads any more: what is still unwritten goes nowhere, or Python would complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def tell_unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """One line for an error that nobody expected; Python exits with 1 after it."""
    del trace
    if issubclass(kind, MemoryError):
        what, do = "out of memory", "close other programs, or ask for less"
    else:
        what, do = f"unexpected error, {kind.__name__}: {error}", f"report it with what {DEBUG}=1 shows"
    screen.complain([f"concord: {what}; {do}"])
