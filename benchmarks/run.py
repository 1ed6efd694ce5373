"""Measures building, starting and answering, on this machine, in one run of less than five minutes.

    python benchmarks/run.py            prints tables, and writes benchmarks/latest.json
    python benchmarks/run.py --quick    asks each address once only

README.md says what is measured how.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import peer
from children import ROOT, Cost, MeasureError, run
from kinds import read_kinds
from over_http import Compared, Pair
from summary import Summary, summarise
from tables import table

CONCORD = Path(sys.executable).parent / "concord"
HERE = Path(__file__).parent
LATEST = HERE / "latest.json"

BUILDS, UNCHANGED, STARTS = 3, 5, 3
MEDIAN, P95 = 6.0, 20.0
"""Milliseconds that a kind of page may take in process."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How often every address is asked at most, and the seconds after which nothing is begun again."""

    rounds_in_process: int = 10
    rounds_over_http: int = 4
    seconds_building: float = 60.0
    seconds_in_process: float = 45.0
    seconds_over_http: float = 90.0


@dataclass(frozen=True, slots=True)
class Built:
    """What building costs, the whole or where nothing has changed."""

    name: str
    wall: Summary
    """Seconds."""
    cpu: Summary
    """Seconds over all threads."""
    memory: Summary
    """Most at once, in MB."""


@dataclass(frozen=True, slots=True)
class Called:
    """What one kind of page takes in process, in milliseconds."""

    name: str
    clock: Summary
    cpu: Summary
    """Processor time: what the clock would show were nothing else running."""

    @property
    def is_quick(self) -> bool:
        """Whether it keeps both limits."""
        return self.clock.median < MEDIAN and self.clock.p95 < P95


def main(arguments: Sequence[str]) -> int:
    """Measure all that can be; the exit code is 1 only where Concord itself cannot be measured."""
    effort = Effort(1, 1) if "--quick" in arguments else Effort()
    machine = _machine()
    print(*(f"{name} {value}" for name, value in machine.items()), sep=", ", end="\n\n")
    program = _peer_program()
    try:
        with tempfile.TemporaryDirectory(prefix="concord-bench-") as folder:
            database = Path(folder) / "concord.db"
            built = _show_built(building(database, effort))
            pages = _show_in_process(in_process(database, effort))
            compared = _show_compared(over_http(database, program, effort))
    except MeasureError as error:
        print(f"Not measured: {error}", file=sys.stderr)
        return 1
    figures = {
        "machine": machine | {"load after": _load()},
        "building": [asdict(each) for each in built],
        "in process, ms": [asdict(each) for each in pages],
        "peer": f"Datasette {peer.version()}" if program else None,
        "over http, ms": [asdict(each) | {"ratio": each.ratio} for each in compared],
    }
    LATEST.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"Load after: {_load()}. All figures: {LATEST.relative_to(ROOT)}")
    return 0


def _machine() -> dict[str, str]:
    return {
        "taken": datetime.now(UTC).isoformat(timespec="seconds"),
        "Python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(len(os.sched_getaffinity(0))),
        "load before": _load(),
    }


def _load() -> str:
    """Processes that wanted a core in the last minute: well over the number of cores, times are too long."""
    return f"{os.getloadavg()[0]:.1f}"


def _peer_program() -> Path | None:
    try:
        return peer.installed()
    except MeasureError as error:
        print(f"{error}\n", file=sys.stderr)
        return None


def building(database: Path, effort: Effort) -> list[Built]:
    """The cost of a build without a database, and of one with nothing to do; the database is there afterwards."""
    command = [CONCORD, "build", "--db", database]
    end = time.perf_counter() + effort.seconds_building
    cold: list[Cost] = []
    while len(cold) < BUILDS and (not cold or time.perf_counter() < end):
        database.unlink(missing_ok=True)
        cold.append(run(command))
    unchanged = [run(command) for _ in range(UNCHANGED)]
    return [_built("cold", cold), _built("nothing changed", unchanged)]


def _built(name: str, costs: Sequence[Cost]) -> Built:
    parts = [[cost.wall for cost in costs], [cost.cpu for cost in costs], [cost.memory for cost in costs]]
    return Built(name, *map(summarise, parts))


def _show_built(built: list[Built]) -> list[Built]:
    rows = [
        [
            each.name, f"{each.wall.median:.2f}", f"{each.wall.p95:.2f}",
            f"{each.cpu.median:.2f}", f"{each.memory.median:.0f}", str(each.wall.count),
        ]
        for each in built
    ]  # fmt: skip
    head = ("", "wall s, median", "95th", "CPU s", "peak MB", "n")
    print(table("concord build, the whole library", head, rows))
    return built


def in_process(database: Path, effort: Effort) -> list[Called]:
    """What the application takes for each kind of page when it is called directly."""
    limit = effort.seconds_in_process
    command = [sys.executable, HERE / "in_process.py", database, str(effort.rounds_in_process), str(limit)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False, timeout=limit + 60)
    if done.returncode:
        raise MeasureError("the application could not be asked in process")
    return [
        Called(kind, *(summarise([each[part] for each in taken]) for part in ("clock", "cpu")))
        for kind, taken in json.loads(done.stdout).items()
    ]


def _show_in_process(pages: list[Called]) -> list[Called]:
    rows = [
        [
            each.name, f"{each.clock.median:.1f}", f"{each.clock.p95:.1f}", "yes" if each.is_quick else "no",
            f"{each.cpu.median:.1f}", f"{each.cpu.p95:.1f}", str(each.clock.count),
        ]
        for each in pages
    ]  # fmt: skip
    head = ("", "median", "95th", f"under {MEDIAN:.0f} and {P95:.0f}?", "CPU median", "95th", "n")
    print(table("The application called directly, without sockets, ms", head, rows))
    return pages


def over_http(database: Path, program: Path | None, effort: Effort) -> list[Compared]:
    """The start of the server and every kind of page, beside the peer where there is one."""
    ours = [CONCORD, "serve", "--db", database, "--port", "0"]
    pair = Pair(ours, peer.command(program, database) if program else None, logs=database.parent)
    starts = pair.starts(STARTS)
    pages = pair.pages(read_kinds(database), rounds=effort.rounds_over_http, seconds=effort.seconds_over_http)
    return [starts, *pages]


def _show_compared(compared: list[Compared]) -> list[Compared]:
    rows = [
        [
            each.name, f"{each.ours.median:.1f}", f"{each.ours.p95:.1f}",
            *([each.peer_name, f"{each.peer.median:.1f}", f"{each.peer.p95:.1f}"] if each.peer else ["none", "", ""]),
            f"{each.ratio:.2f}" if each.ratio is not None else "", str(each.ours.count),
        ]
        for each in compared
    ]  # fmt: skip
    head = ("", "median", "95th", f"Datasette {peer.version()}", "median", "95th", "ratio", "n")
    print(table("Servers on loopback, one kept connection each, ms", head, rows))
    return compared


if __name__ == "__main__":
    # A program that is ended must end its children: what is raised here passes through all that stop them.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
