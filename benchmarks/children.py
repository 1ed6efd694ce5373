"""Programs run as children: once to their end, or as servers that are asked and then stopped."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 120.0
"""Seconds that a command may take, or a server to start, before it is ended."""
LIFE = 300.0
"""Seconds after which a server is ended, whatever becomes of us."""

_ADDRESS = re.compile(r"http://127\.0\.0\.1:([0-9]+)")


class MeasureError(Exception):
    """A child failed, or a page was not answered as it should be: there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a child used."""

    wall: float
    """Seconds from its start to its end."""
    cpu: float
    """Seconds of processor time, over all threads."""
    memory: float
    """Most memory it had at once, in MB of a million bytes."""


def run(command: Sequence[str | Path]) -> Cost:
    """The cost of a command run to its end; raises `MeasureError` where it fails, or is not done in time."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    timer = threading.Timer(PATIENCE, process.kill)
    timer.start()
    try:
        errors = process.stderr.read() if process.stderr else ""
        cost = _reap(process, began)
    except BaseException:
        process.kill()
        raise
    finally:
        timer.cancel()
    if process.returncode:
        last = errors.strip().splitlines()[-1:] or [f"exit code {process.returncode}"]
        raise MeasureError(f"{' '.join(map(str, command[:2]))}: {last[0]}")
    return cost


def _reap(process: subprocess.Popen[str], began: float) -> Cost:
    """Waits for the end of a process, for what it alone has used: `getrusage` has only the sum over all children."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stderr:
        process.stderr.close()
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


class Server:
    """A server on a free port of the loopback address, and one client that keeps its connection open."""

    def __init__(self, command: Sequence[str | Path], log: Path) -> None:
        self._name = Path(command[0]).name
        self._log = log
        self._began = time.perf_counter()
        with log.open("w") as output:
            # Into a file: a pipe that nobody empties would halt a server that logs every request.
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, text=True)
        self._timer = threading.Timer(LIFE, self._process.kill)
        self._timer.daemon = True
        self._timer.start()
        try:
            self._client = http.client.HTTPConnection("127.0.0.1", self._port(), timeout=PATIENCE)
            self.ask("/")
        except BaseException:
            self.stop()
            raise
        self.first_answer = time.perf_counter() - self._began
        """Seconds from its start to its first answer."""

    def _port(self) -> int:
        """The port that it says it listens on, once it listens."""
        while time.perf_counter() - self._began < PATIENCE:
            if found := _ADDRESS.search(self._log.read_text(encoding="utf-8", errors="replace")):
                return int(found[1])
            if self._process.poll() is not None:
                break
            time.sleep(0.002)
        raise MeasureError(f"{self._name} did not start: {self._last_line()}")

    def _last_line(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def ask(self, address: str) -> float:
        """Milliseconds until the whole answer was there; raises `MeasureError` where it is not a good one."""
        try:
            return self._ask(address)
        except ConnectionError:
            # Servers drop a connection after some idle seconds, as pass while the other one prepares itself.
            self._client.close()
        try:
            self._client.connect()
            return self._ask(address)
        except OSError as error:
            raise MeasureError(f"{self._name} does not answer {address} ({error}): {self._last_line()}") from error

    def _ask(self, address: str) -> float:
        began = time.perf_counter()
        self._client.request("GET", address)
        answer = self._client.getresponse()
        answer.read()
        taken = 1000 * (time.perf_counter() - began)
        if answer.status != 200:
            raise MeasureError(f"{self._name} answers {answer.status} to {address}")
        return taken

    def peak_memory(self) -> float:
        """Most memory it had at once so far, in MB of a million bytes."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii", errors="replace")
        return float(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6

    def stop(self) -> None:
        """Stop it as Ctrl-C would, and by force where that takes too long."""
        if hasattr(self, "_client"):
            self._client.close()
        self._timer.cancel()
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
