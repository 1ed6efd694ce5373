"""Fixtures, named for what a test gets; and no test reaches beyond its own machine."""

from __future__ import annotations

import fcntl
import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from concord.answers.opened import Library, open_library
from concord.build.pipeline import Sources, build

ROOT = Path(__file__).parent.parent

# How long one example takes says something about how busy the machine is, and nothing about the program.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


@pytest.fixture(scope="session")
def small_library() -> Path:
    """The folder of six invented documents: five digests and a law in its own words; two supersede another."""
    return ROOT / "tests" / "small_library"


@pytest.fixture(scope="session")
def vocabulary() -> Path:
    """The folder of the real vocabulary."""
    return ROOT / "vocabulary"


@pytest.fixture(scope="session")
def database(run_folder: Path, small_library: Path, vocabulary: Path) -> Path:
    """The database that the small library builds with the real vocabulary; only to be read."""
    return _built_once(run_folder / "small.db", small_library, vocabulary)


@pytest.fixture(scope="session")
def opened(database: Path) -> Library:
    """The small library, opened for questions."""
    return open_library(database)


@pytest.fixture(scope="session")
def real_database(run_folder: Path, vocabulary: Path) -> Path:
    """The database that the repository's own library builds; only to be read."""
    return _built_once(run_folder / "real.db", ROOT / "library", vocabulary)


@pytest.fixture(scope="session")
def real_library(real_database: Path) -> Library:
    """The repository's own library, opened for questions."""
    return open_library(real_database)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder that all processes of one test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base


def _built_once(path: Path, library: Path, vocabulary: Path) -> Path:
    """The database at this path, built by whichever process comes first."""
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            build(Sources((library,), vocabulary), path)
    return path


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Whatever looks up or connects to another machine fails its test."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: object) -> None:
        _refuse_others(self.family, address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        _refuse_others(self.family, address)
        return connect_ex(self, address)

    def guarded_look_up(host: str | bytes | None, *args: object, **named: object) -> list:
        _refuse_host(host)
        return look_up(host, *args, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


def _refuse_others(family: int, address: object) -> None:
    if family in {socket.AF_INET, socket.AF_INET6}:
        _refuse_host(address[0])


def _refuse_host(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name and not _is_own_machine(name):
        pytest.fail(f"a test tried to reach {name}; serve what it needs on 127.0.0.1")


def _is_own_machine(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
