"""The site's own files, held in memory, each under an address that changes with its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from .urls import static

_TYPES: Mapping[str, str] = {
    "style.css": "text/css; charset=utf-8",
    "concord.js": "text/javascript; charset=utf-8",
    "favicon.svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that pages refer to."""

    name: str
    content: bytes
    media_type: str
    version: str
    """A digest of the content."""

    @property
    def address(self) -> str:
        """Where pages find it."""
        return static(self.name, self.version)


def read_assets() -> Mapping[str, Asset]:
    """Every file that pages refer to, by name."""
    folder = files(__package__).joinpath("static")
    found = {name: folder.joinpath(name).read_bytes() for name in _TYPES}
    return {name: Asset(name, content, _TYPES[name], _digest([content])) for name, content in found.items()}


def program_digest() -> str:
    """A digest of everything but the library that a page is made of: program, templates, style."""
    return _digest(_contents())


def _contents() -> Iterator[bytes]:
    for package in ("concord.answers", "concord.language", __package__, f"{__package__}.pages"):
        for entry in sorted(files(package).iterdir(), key=lambda entry: entry.name):
            if entry.is_file():
                yield entry.read_bytes()
    for folder in ("templates", "static"):
        for entry in sorted(files(__package__).joinpath(folder).iterdir(), key=lambda entry: entry.name):
            yield entry.read_bytes()


def _digest(contents: list[bytes] | Iterator[bytes]) -> str:
    sum_ = hashlib.sha256()
    for content in contents:
        sum_.update(len(content).to_bytes(8, "big"))
        sum_.update(content)
    return sum_.hexdigest()[:16]
