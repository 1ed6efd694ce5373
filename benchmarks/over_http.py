"""Both servers side by side on loopback, asked in turn, so that a machine that slows down slows both."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from children import Server
from kinds import ADDRESSES, Kind
from summary import Summary, summarise

Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that both servers do, in milliseconds or MB."""

    name: str
    ours: Summary
    peer_name: str
    """What the peer does that is most like it."""
    peer: Summary | None
    """None where there is no peer."""

    @property
    def ratio(self) -> float | None:
        """Our median as a share of the peer's: under 1 is quicker, or smaller."""
        return self.ours.median / self.peer.median if self.peer else None


class Pair:
    """How our server and the peer are started; without a peer, ours alone is measured."""

    def __init__(self, ours: Command, peer: Command | None, *, logs: Path) -> None:
        self._commands = [ours, peer] if peer else [ours]
        self._logs = logs

    def starts(self, count: int) -> Compared:
        """Milliseconds from the start of a server to its first answer, `/`."""
        taken: list[list[float]] = [[] for _ in self._commands]
        for _ in range(count):
            for command, times in zip(self._commands, taken, strict=True):
                with self._served(command) as server:
                    times.append(1000 * server.first_answer)
        return _compared("start to first answer", "the same", taken)

    def pages(self, kinds: Sequence[Kind], *, rounds: int, seconds: float) -> list[Compared]:
        """Milliseconds of every kind of page, then the memory of the servers after all of them.

        Every address is asked once a round; no further turn begins after so many seconds.
        """
        with ExitStack() as stack:
            servers = [stack.enter_context(self._served(command)) for command in self._commands]
            _ask_each(kinds, servers, 0)
            end = time.perf_counter() + seconds
            turns = [_ask_each(kinds, servers, turn) for turn in _until(end, rounds * ADDRESSES)]
            memory = [[server.peak_memory()] for server in servers]
        pages = [
            _compared(kind.name, kind.peer, [[turn[at][side] for turn in turns] for side in range(len(servers))])
            for at, kind in enumerate(kinds)
        ]
        return [*pages, _compared("peak memory, MB", "the same", memory)]

    @contextmanager
    def _served(self, command: Command) -> Iterator[Server]:
        server = Server(command, self._logs / f"{Path(command[0]).name}.log")
        try:
            yield server
        finally:
            server.stop()


def _until(end: float, turns: int) -> Iterator[int]:
    for turn in range(turns):
        if turn and time.perf_counter() > end:
            return
        yield turn


def _ask_each(kinds: Sequence[Kind], servers: Sequence[Server], turn: int) -> list[list[float]]:
    """One answer of every kind from every server, the servers by turns."""
    return [[server.ask(address) for server, address in zip(servers, kind.pair(turn), strict=False)] for kind in kinds]


def _compared(name: str, peer_name: str, sides: Sequence[Sequence[float]]) -> Compared:
    ours, *peers = map(summarise, sides)
    return Compared(name, ours, peer_name, peers[0] if peers else None)
