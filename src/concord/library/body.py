"""From the text below the front matter to its sections: one for every `## ` heading outside of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from concord.library.findings import Finding

_HEADING = re.compile(r" {0,3}##(?:[ \t]+(?P<words>.*))?")
_GLUED = re.compile(r" {0,3}##(?P<words>[^#\s].*|\xa0.*)")
_TITLE = re.compile(r" {0,3}#[ \t]+(?P<words>.*)")
_CODE = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_INDENTED = re.compile(r"(?: {4,}| {0,3}\t\s*)##[ \t]+(?P<words>.*)")
_HTML = re.compile(r"\s*<h[12]\b[^>]*>(?P<words>.*?)(?:</h[12]>\s*)?", re.I)
_UNDERLINE = re.compile(r" {0,3}(?:-{2,}|={2,})[ \t]*")
_NO_PARAGRAPH = re.compile(r"\s*(?:$|#|>|[-+*] |\d+[.)] |\|| {4}|([-*_=])\s*(?:\1\s*)+$)")
"""A line that an underline below it makes no heading of."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_SUBHEADING = re.compile(r" {0,3}#{3,6}(?:\s.*)?")
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    line: int
    """Line of the heading in the file."""
    heading: str
    """As written, its attributes included."""
    text: str
    """Paragraphs, parted by one empty line."""


@dataclass(frozen=True, slots=True)
class Body:
    """A document's text, cut at its headings."""

    opening: str
    """What stands before the first heading."""
    opening_line: int
    """Line of the file at which the opening begins."""
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _CodeBlock:
    first: int
    last: int | None
    """None where the block is never closed."""


def says_something(text: str) -> bool:
    """Whether a principle's text has words beside headings of lower levels, comments and signs."""
    lines = _COMMENT.sub("", text).split("\n")
    said = (line for line in lines if not _CODE.match(line) and not _SUBHEADING.fullmatch(line))
    return any(any(map(str.isalnum, line)) for line in said)


def split_body(text: str, first_line: int) -> Body:
    """The opening and the sections of a body that begins on this line of its file."""
    lines = text.split("\n")
    blocks = list(_code_blocks(lines))
    code = {n for block in blocks for n in range(block.first, (block.last or len(lines)) + 1)}
    matches = {n: _HEADING.fullmatch(line) for n, line in enumerate(lines) if n not in code}
    heads = {n: _without_closing_signs(match["words"] or "") for n, match in matches.items() if match}
    sections = tuple(
        Section(first_line + head, heads[head], _paragraphs(lines[head + 1 : end]))
        for head, end in pairwise([*heads, len(lines)])
    )
    opening = _paragraphs(lines[: min(heads, default=len(lines))])
    blank = next((n for n, line in enumerate(lines) if line.strip()), 0)
    prose = {n: line for n, line in enumerate(lines, start=first_line) if n - first_line not in code}
    # Where the front matter is not found, its facts would look like headings over a line.
    others = _other_headings(prose) if first_line > 1 else ()
    findings = (*_unclosed(blocks, first_line), *_misused_signs(prose), *others)
    return Body(opening, first_line + blank, sections, findings)


def _code_blocks(lines: list[str]) -> Iterator[_CodeBlock]:
    fence, first = "", 0
    for n, line in enumerate(lines):
        if fence:
            # A closing fence is at least as long as the opening one, and nothing follows it.
            mark = line.strip()
            if len(mark) >= len(fence) and set(mark) == {fence[0]}:
                yield _CodeBlock(first, n)
                fence = ""
        elif opened := _CODE.match(line):
            fence, first = opened["fence"], n
    if fence:
        yield _CodeBlock(first, None)


def _without_closing_signs(words: str) -> str:
    """The words of a heading without the `#` that may close it, as in `## Care ##`."""
    words = words.strip()
    bare = words.rstrip("#")
    return words if bare and not bare[-1].isspace() else bare.rstrip()


def _paragraphs(lines: list[str]) -> str:
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _unclosed(blocks: list[_CodeBlock], first_line: int) -> Iterator[Finding]:
    for block in blocks:
        if block.last is None:
            what = "the code block that begins here is never closed, so headings below it do not count"
            yield Finding(first_line + block.first, what, "write a line ``` after it, or delete this one")


def _misused_signs(prose: dict[int, str]) -> Iterator[Finding]:
    for number, line in prose.items():
        if glued := _GLUED.fullmatch(line):
            words = glued["words"].strip()
            yield Finding(number, f'no space parts ## from "{words}"', f"write ## {words}")
        elif title := _TITLE.fullmatch(line):
            words = title["words"].strip()
            do = f"write ## {words} for a principle; the document's title stands in the front matter"
            yield Finding(number, f'"{words}" is a heading with one #', do)


def _other_headings(prose: dict[int, str]) -> Iterator[Finding]:
    """Lines that Markdown or a browser shows as headings of principles, and this format does not."""
    for number, line in prose.items():
        if indented := _INDENTED.fullmatch(line):
            words = indented["words"].strip()
            yield Finding(number, f'the heading "{words}" is indented', f"write ## {words} at the line's beginning")
        elif html := _HTML.fullmatch(line):
            words = html["words"].strip()
            yield Finding(number, f'the heading "{words}" is written in HTML', f"write ## {words}")
        elif _UNDERLINE.fullmatch(line) and not _NO_PARAGRAPH.match(prose.get(number - 1, "")):
            words = prose[number - 1].strip()
            do = f"write ## {words} for a principle, or leave an empty line between them"
            yield Finding(number - 1, f'the line below "{words}" makes it a heading', do)
