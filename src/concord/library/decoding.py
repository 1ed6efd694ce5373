"""From a file's bytes to its text, whatever editor wrote them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from concord.library.findings import Finding

SIZE_LIMIT = 1024 * 1024
"""Bytes of a library file; the longest laws stay well below it, a picture pasted as text does not."""

UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML forbids, and no text needs."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, its lines parted by a line feed alone, without a byte-order mark."""

    text: str
    """Empty where the file cannot be read at all."""
    findings: tuple[Finding, ...]


def decode(raw: bytes) -> Decoded:
    """The text of a file; undecodable bytes and control characters are replaced, so that reading can go on."""
    if trouble := _unreadable(raw):
        return Decoded("", (trouble,))
    raw = raw.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    text = raw.decode("utf-8", errors="replace")
    findings = (*_undecodable(raw), *_unprintable(text))
    return Decoded(UNPRINTABLE.sub(" ", text), findings)


def _unreadable(raw: bytes) -> Finding | None:
    if len(raw) > SIZE_LIMIT:
        return Finding(1, "the file is larger than 1 MiB", "keep only the document's own text in it, without pictures")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Finding(1, "the file is written in UTF-16", "save it as UTF-8")
    if not raw.removeprefix(codecs.BOM_UTF8).strip():
        return Finding(
            1, "the file is empty", "write front matter between two --- lines and principles under ## headings"
        )
    return None


def _undecodable(raw: bytes) -> Iterator[Finding]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            yield Finding(number, f"byte 0x{line[error.start]:02x} is not UTF-8", "save the file as UTF-8")


def _unprintable(text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), start=1):
        if found := UNPRINTABLE.search(line):
            yield Finding(number, f"the line holds the control character U+{ord(found[0]):04X}", "delete it")
