"""A file cut in two: front matter and body."""

from __future__ import annotations

from dataclasses import dataclass

from concord.library.findings import Finding

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Parts:
    """A file cut in two."""

    front: str | None
    """What stands between the two `---` lines; None where there is no front matter."""
    body: str
    body_line: int
    """Line of the file at which the body begins."""
    findings: tuple[Finding, ...] = ()


def split_front_matter(text: str) -> Parts:
    """Front matter and body; where the closing `---` is missing, the body is taken to begin at the first empty line."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        lacks = Finding(
            1, "the file does not begin with front matter", "make --- its first line, then the facts, then ---"
        )
        return Parts(None, text, 1, (lacks,))
    end = _first(lines, {_FENCE})
    if end is not None:
        return Parts(_joined(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2)
    unclosed = Finding(1, "the front matter that begins here is never closed", "write a line --- after its last key")
    end = _first(lines, {""}) or len(lines)
    return Parts(_joined(lines[1:end]), "\n".join(lines[end:]), end + 1, (unclosed,))


def _first(lines: list[str], wanted: set[str]) -> int | None:
    return next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() in wanted), None)


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
