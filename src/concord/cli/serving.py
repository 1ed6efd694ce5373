"""The command that starts the server."""

from __future__ import annotations

import errno
import gc
import socket
import threading
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
import uvicorn

from .. import settings
from ..answers.opened import Library, open_library
from ..errors import ServeError, UsageError
from . import screen

PORTS = range(65536)
GOODBYE = 3
"""Seconds that open answers get when the server is stopped."""


def serve(
    db: Annotated[
        Path, typer.Option("--db", metavar="FILE", help="The database to serve.")
    ] = settings.DEFAULT_DATABASE,
    host: Annotated[
        str, typer.Option(metavar="NAME", help="Address to listen on; 0.0.0.0 is every one of this machine.")
    ] = "127.0.0.1",
    port: Annotated[
        str, typer.Option(metavar="NUMBER", help="Port to listen on, 0 to 65535; 0 takes any free one.")
    ] = "8000",
    public_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Where the public reaches the site, for absolute links such as https://example.org."
        ),
    ] = None,
) -> None:
    """Serve the site and the JSON API until Ctrl-C; the address is printed when it answers.

    Questions are never written to a log.
    """
    number = _port(port)
    if public_url is not None:
        _check_public(public_url)
    # Imported here: the web framework takes a second to load, which no other command should wait for.
    from ..serve.web.app import create_app

    with _listening(host, number) as listener:
        with screen.waiting(f"Opening {db}", is_silent=False):
            library = open_library(db)
            app = create_app(library, public_url=public_url)
        config = uvicorn.Config(
            app, access_log=False, log_level="warning", server_header=False, timeout_graceful_shutdown=GOODBYE
        )
        # Pages answer at once; only searches asked in the first second wait for what is prepared beside them.
        threading.Thread(target=_prepare, args=(library,), daemon=True).start()
        _Server(config, _address(host, listener)).run(sockets=[listener])


def _prepare(library: Library) -> None:
    library.warm()
    # What is loaded stays for good: when the garbage collector need not walk it, no answer halts for 100 ms.
    gc.collect()
    gc.freeze()


class _Server(uvicorn.Server):
    """A server that says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """See `uvicorn.Server.startup`."""
        await super().startup(sockets)
        if self.started:
            typer.echo(f"Concord is at {self._address}")


def _port(text: str) -> int:
    """The port's number; raises `UsageError` where the text is none."""
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and int(text) in PORTS):
        raise UsageError(f'"{text[:40]}" is no port', where="--port", do="choose one from 0 to 65535")
    return int(text)


def _check_public(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise UsageError(
            f'"{url[:80]}" is no address of a site', where="--public-url", do="write it like https://example.org"
        )


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises `ServeError` where that cannot be."""
    where = f"{host}:{port}"
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=2048)
        # Accepted connections inherit it; without it each answer waits 40 ms for the reader's acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except (socket.gaierror, UnicodeError):
        raise ServeError(
            f'there is no host "{host[:80]}"', where="--host", do="use 127.0.0.1, or an address of this machine"
        ) from None
    except OSError as error:
        raise _refused(error, where, port) from None
    return listener


def _refused(error: OSError, where: str, port: int) -> ServeError:
    if error.errno == errno.EADDRINUSE:
        return ServeError(
            "the port is in use", where=where, do=f"stop what uses it, or choose another: --port {port % 65535 + 1}"
        )
    if error.errno == errno.EACCES:
        return ServeError("this port may not be opened by you", where=where, do="choose one above 1023: --port 8000")
    if error.errno == errno.EADDRNOTAVAIL:
        return ServeError("this machine has no such address", where=where, do="use --host 127.0.0.1")
    return ServeError(f"cannot be opened ({error.strerror})", where=where, do="choose another with --host and --port")


def _address(host: str, listener: socket.socket) -> str:
    """The address to open; the port is the one that was really opened."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}"
