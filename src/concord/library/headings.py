"""A heading's words and the attributes at its end: `Human oversight {#oversight locator="Article 14"}`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from concord.errors import did_you_mean
from concord.ids import ANCHOR_LIMIT, anchor_of
from concord.library.findings import Finding
from concord.model import FORCES

ADDRESSEES = (
    "state",
    "regulator",
    "developer",
    "provider",
    "deployer",
    "importer-distributor",
    "procurer",
    "user",
    "researcher",
    "signatory",
    "everyone",
    "affected-person",
)
"""Those who must act, as `addressee` names them."""

ATTRIBUTES = ("locator", "force", "addressee")

_BLOCK = re.compile(r"\{(?P<inside>[^{}]*)\}$")
_UNCLOSED = re.compile(r"\{(?P<inside>\s*(?:#|[\w-]+\s*=)[^{}]*)$")
_PART = re.compile(r'#(?P<id>[^\s"=,]+)|(?<![\w-])(?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<plain>[\w.()-]+))')
_PLAIN = re.compile(r"[\w.()-]+")
_CLASS = re.compile(r"(?<!\S)\.[\w-]+")
_LOOSE_ID = re.compile(r"#\s*([\w-]+)")
_LOOSE_KEY = re.compile(rf"(?<![\w-])({'|'.join(ATTRIBUTES)}|[\w-]+(?=\s*[=:]))(?![\w-])\s*[=:]?\s*")
_LIKE_ATTRIBUTES = re.compile(r"#\S|[\w-]\s*=")
_EXAMPLE = "{#an-anchor force=should}"
_AROUND_VALUES = " \t,;\"'“”„‘’«»"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart."""

    words: str
    """As printed, without attributes."""
    anchor: str
    locator: str | None
    force: str | None
    addressees: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_heading(source: str, line: int) -> Heading:
    """The heading that a source like `Fairness {#fair force=shall}` gives; braces within its words are words."""
    found = _BLOCK.search(source) or _UNCLOSED.search(source)
    if not found and source.endswith("}"):
        unopened = Finding(line, "the heading ends in } but holds no {", f"delete it, or write {_EXAMPLE}")
        return _heading(source, {}, (unopened,))
    words = source[: found.start()].rstrip() if found else source
    if found and (other := _BLOCK.search(words)) and _LIKE_ATTRIBUTES.search(other["inside"]):
        return _heading(words[: other.start()].rstrip(), {}, (_two_blocks(other, found, line),))
    if found and not _is_well_formed(found):
        malformed = _malformed(found[0], found["inside"], line)
        return _heading(words, {}, (malformed,))
    parts = list(_PART.finditer(found["inside"])) if found else []
    attributes = {part["key"] or "#": _value(part) for part in reversed(parts)}
    return _heading(words, attributes, tuple(_check_attributes(parts, line)))


def _heading(words: str, attributes: dict[str, str], findings: tuple[Finding, ...]) -> Heading:
    return Heading(
        words,
        anchor=attributes.get("#") or anchor_of(words),
        locator=attributes.get("locator"),
        force=attributes.get("force"),
        addressees=tuple(attributes.get("addressee", "").split()),
        findings=findings,
    )


def with_anchor(source: str, anchor: str) -> str:
    """The source of a heading with this anchor in place of its own, its other attributes kept."""
    found = _BLOCK.search(source)
    if not found or not _is_well_formed(found):
        return f"{source} {{#{anchor}}}"
    others = [part[0] for part in _PART.finditer(found["inside"]) if part["key"]]
    return f"{source[: found.start()].rstrip()} {{{' '.join([f'#{anchor}', *others])}}}"


def _two_blocks(one: re.Match[str], other: re.Match[str], line: int) -> Finding:
    what = f"the heading ends in two blocks of attributes, {one[0]} and {other[0]}"
    merged = _correction(f"{one['inside']} {other['inside']}")
    return Finding(line, what, f"write them in one: {merged or _EXAMPLE}")


def _is_well_formed(found: re.Match[str]) -> bool:
    inside = found["inside"]
    braced = found[0] == f"{{{inside}}}"
    return braced and bool(inside.strip()) and not _PART.sub("", inside).strip()


def _value(part: re.Match[str]) -> str:
    return part["id"] or part["plain"] or part["quoted"].strip()


def _malformed(block: str, inside: str, line: int) -> Finding:
    what = f"the heading's attributes {block} cannot be read"
    correction = _correction(inside)
    if not correction:
        return Finding(line, what, f"delete them, or write them like {_EXAMPLE}")
    if "=" in inside or ":" in inside or "#" in inside:
        return Finding(line, what, f"did you mean {correction}?")
    return Finding(line, what, f"write {correction}, or put ( ) in place of braces that belong to the words")


def _correction(inside: str) -> str:
    """The attributes that were probably meant, with their braces; empty where there is nothing to go by."""
    right = [part[0] for part in _PART.finditer(inside) if part["quoted"]]
    rest = _PART.sub(lambda part: " " if part["quoted"] else part[0], inside)
    anchor = _LOOSE_ID.search(rest)
    stray, *pairs = _LOOSE_KEY.split(_CLASS.sub("", _LOOSE_ID.sub(" ", rest)))
    stray = stray.strip(_AROUND_VALUES)
    first = [f"#{anchor_of(anchor[1])}"] if anchor else []
    if stray in FORCES:
        first.append(f"force={stray}")
    elif not anchor and any(map(str.isalnum, stray)):
        first.append(f"#{anchor_of(stray)}")
    mended = [_pair(key, value) for key, value in zip(pairs[::2], pairs[1::2], strict=True)]
    parts = [*first, *right, *mended]
    return "{" + " ".join(parts) + "}" if parts else ""


def _pair(key: str, value: str) -> str:
    bare = value.strip(_AROUND_VALUES).replace('"', "")
    return f"{key}={bare}" if _PLAIN.fullmatch(bare) else f'{key}="{bare}"'


def _check_attributes(parts: list[re.Match[str]], line: int) -> Iterator[Finding]:
    seen = set()
    for part in parts:
        key, value = part["key"] or "#", _value(part)
        if key in seen:
            name = "anchor" if key == "#" else key
            yield Finding(line, f"the heading states its {name} twice", "keep one of the two")
        seen.add(key)
        yield from _check_attribute(key, value, line)


def _check_attribute(key: str, value: str, line: int) -> Iterator[Finding]:
    if key == "#":
        yield from _check_anchor(value, line)
    elif key not in ATTRIBUTES:
        yield Finding(line, f'heading attribute "{key}" is not known', did_you_mean(key, ATTRIBUTES))
    elif not value:
        yield Finding(line, f"heading attribute {key} is empty", f"fill it, or delete {key}")
    elif key == "force":
        yield from _check_choices([value], key, FORCES, line)
    elif key == "addressee":
        yield from _check_choices(value.split(), key, ADDRESSEES, line)


def _check_anchor(anchor: str, line: int) -> Iterator[Finding]:
    if anchor != anchor_of(anchor):
        what = f'anchor "{anchor}" is not made of at most {ANCHOR_LIMIT} lower-case letters, digits and single hyphens'
        yield Finding(line, what, f"did you mean {{#{anchor_of(anchor)}}}?")


def _check_choices(values: list[str], key: str, choices: Collection[str], line: int) -> Iterator[Finding]:
    for value in values:
        if value not in choices:
            yield Finding(line, f'{key} "{value}" is not known', did_you_mean(value, choices))
