"""Asks the application itself, without sockets or HTTP: what our own code takes for a page.

    python benchmarks/in_process.py concord.db ROUNDS SECONDS

Measures every kind of page, ends after so many rounds or seconds, and prints milliseconds by kind as JSON: on the
clock, and of processor time, which stays true on a busy machine. It is a program of its own so that the memory of one
measurement never counts in another.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from fastapi import FastAPI
from kinds import ADDRESSES, Kind, read_kinds

from concord.answers.opened import open_library
from concord.serve.web.app import create_app


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of one answer."""

    clock: float
    cpu: float
    """Processor time of all threads."""


def measure(database: Path, *, rounds: int, seconds: float) -> dict[str, list[Taken]]:
    """What every answer took, by kind of page; the library is prepared as `concord serve` does it."""
    library = open_library(database)
    library.warm()
    return asyncio.run(_measure(create_app(library), read_kinds(database), rounds=rounds, seconds=seconds))


async def _measure(app: FastAPI, kinds: Sequence[Kind], *, rounds: int, seconds: float) -> dict[str, list[Taken]]:
    taken: dict[str, list[Taken]] = {kind.name: [] for kind in kinds}
    async with app.router.lifespan_context(app):
        for kind in kinds:
            await _ask(app, kind.addresses[0])
        end = time.perf_counter() + seconds
        for number in range(rounds * ADDRESSES):
            if time.perf_counter() > end and number >= ADDRESSES:
                break
            for kind in kinds:
                taken[kind.name].append(await _ask(app, kind.pair(number)[0]))
    return taken


async def _ask(app: FastAPI, address: str) -> Taken:
    path, _, query = address.partition("?")
    decoded = unquote(path)
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": decoded, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"127.0.0.1")], "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    began, cpu_began = time.perf_counter(), time.process_time()
    await app(scope, receive, send)
    taken = Taken(1000 * (time.perf_counter() - began), 1000 * (time.process_time() - cpu_began))
    if statuses != [200]:
        sys.exit(f"the application answers {statuses} to {address}")
    return taken


if __name__ == "__main__":
    json.dump(
        measure(Path(sys.argv[1]), rounds=int(sys.argv[2]), seconds=float(sys.argv[3])), sys.stdout, default=asdict
    )
