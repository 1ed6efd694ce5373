"""A library file as a whole: from its bytes to a `Document`, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath

from concord.errors import Fault
from concord.ids import ANCHOR_LIMIT, SLUG, anchor_of
from concord.library.body import Body, Section, says_something, split_body
from concord.library.decoding import decode
from concord.library.facts import Places, check_facts
from concord.library.findings import Finding
from concord.library.front_matter import FrontMatter, Scalar, read_front_matter
from concord.library.headings import Heading, read_heading, with_anchor
from concord.library.parts import split_front_matter
from concord.model import Document, Principle

OPENING_WORDS = 120
"""Most words before the first principle of a digest: an abstract, not a chapter."""
FEWEST_PRINCIPLES = 3
"""Fewest principles of a digest; a document with fewer is not worth one."""
FEWEST_WORDS, MOST_WORDS = 15, 160
"""Words of a digest's principle: enough to link it by, few enough to be no copy of the original."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file gave."""

    path: str
    slug: str
    document: Document | None
    """None where there are faults."""
    faults: tuple[Fault, ...]
    """All of them, by line."""
    supersedes: Scalar | None = None
    """The document it says it replaces, with its line; there even where the file has faults."""


@dataclass(frozen=True, slots=True)
class _Titled:
    """A section and its heading, taken apart."""

    section: Section
    heading: Heading

    @property
    def words(self) -> int:
        return len(self.section.text.split()) if says_something(self.section.text) else 0


def parse_document(raw: bytes, *, path: str, known_places: Places = None) -> Parsed:
    """The document a file holds, or all its faults, each with its line.

    `path` gives the slug and stands in the faults; nothing is read from it. Without `known_places` an origin
    is judged by its form. Never raises, whatever the bytes are.
    """
    name = PurePath(path)
    decoded = decode(raw)
    parts = split_front_matter(decoded.text)
    front = read_front_matter(parts.front)
    body = split_body(parts.body, parts.body_line)
    titled = [_Titled(section, read_heading(section.heading, section.line)) for section in body.sections]
    findings = [*_check_name(name), *decoded.findings]
    if decoded.text:
        findings += [*parts.findings, *front.findings, *check_facts(front, known_places)]
        findings += [*body.findings, *_check_principles(titled), *_check_anchors(titled)]
        findings += _check_limits(body, titled) if front.optional("text") == "digest" else ()
    faults = sorted({Fault(path, found.line, found.what, found.do) for found in findings})
    document = None if faults else _document(name.stem, front, body.opening, titled)
    return Parsed(path, name.stem, document, tuple(faults), supersedes=front.scalar("supersedes"))


def _check_name(name: PurePath) -> Iterator[Finding]:
    if name.suffix == ".md" and SLUG.fullmatch(name.stem):
        return
    likely = anchor_of(name.stem)
    do = f"rename it {likely}.md" if SLUG.fullmatch(likely) else "rename it like oecd-ai-principles-2019.md"
    yield Finding(1, f'the file\'s name "{name.name}" is not lower-case letters, digits and hyphens, then .md', do)


def _check_principles(titled: Sequence[_Titled]) -> Iterator[Finding]:
    if not titled:
        yield Finding(1, "the document has no principle", "write each under a heading of its own: ## Fairness")
    for each in titled:
        line, words = each.section.line, each.heading.words
        yield from each.heading.findings
        if not words:
            yield Finding(line, "the heading has no words", "write the principle's heading after ##")
        if not each.words:
            yield Finding(line, f'principle "{words}" has no text', "write it below the heading, or delete the heading")


def _check_anchors(titled: Sequence[_Titled]) -> Iterator[Finding]:
    first: dict[str, _Titled] = {}
    taken = {each.heading.anchor for each in titled}
    for each in titled:
        line, heading = each.section.line, each.heading
        other = first.setdefault(heading.anchor, each)
        if other is not each and heading.words:
            owner = f'"{other.heading.words}" on line {other.section.line}'
            what = f'"{heading.words}" has the anchor "{heading.anchor}" of {owner}'
            free = _free_anchor(heading.anchor, taken)
            taken.add(free)
            yield Finding(line, what, f"give it its own: ## {with_anchor(each.section.heading, free)}")


def _free_anchor(anchor: str, taken: Collection[str]) -> str:
    """The anchor with the lowest number, from 2 on, that no principle has."""
    root = anchor_of(anchor)
    endings = (f"-{number}" for number in count(2))
    numbered = (f"{root[: ANCHOR_LIMIT - len(ending)].rstrip('-')}{ending}" for ending in endings)
    return next(each for each in numbered if each not in taken)


def _check_limits(body: Body, titled: Sequence[_Titled]) -> Iterator[Finding]:
    """What holds for digests only."""
    words = len(body.opening.split())
    if words > OPENING_WORDS:
        yield Finding(body.opening_line, f"the opening has {words} words", f"cut it to {OPENING_WORDS}")
    if 0 < len(titled) < FEWEST_PRINCIPLES:
        do = "add the others, each under a heading that begins with ##"
        yield Finding(1, f"a digest has at least {FEWEST_PRINCIPLES} principles, this one {len(titled)}", do)
    for each in titled:
        if each.words and not FEWEST_WORDS <= each.words <= MOST_WORDS:
            what = f'principle "{each.heading.words}" has {each.words} words'
            yield Finding(each.section.line, what, f"a digest's principle has {FEWEST_WORDS} to {MOST_WORDS}")
    yield from _check_repeats(titled)


def _check_repeats(titled: Sequence[_Titled]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for each in titled:
        line, words = each.section.line, each.heading.words
        if words and first.setdefault(words, line) != line:
            yield Finding(
                line, f'heading "{words}" stands on line {first[words]} too', "word one of the two differently"
            )


def _document(slug: str, front: FrontMatter, opening: str, titled: Sequence[_Titled]) -> Document:
    """The document of a file that was found to be without fault."""
    return Document(
        slug=slug,
        title=front.text("title"),
        short_title=front.optional("short_title"),
        publisher=front.text("publisher"),
        sector=front.text("sector"),
        origin=front.text("origin"),
        date=front.text("date"),
        kind=front.text("kind"),
        binding=front.flag("binding"),
        url=front.text("url"),
        language=front.texts("language"),
        text=front.text("text"),
        checked=front.texts("checked"),
        supersedes=front.optional("supersedes"),
        note=front.optional("note"),
        opening=opening,
        principles=tuple(_principle(each) for each in titled),
    )


def _principle(titled: _Titled) -> Principle:
    section, heading = titled.section, titled.heading
    return Principle(
        heading=heading.words,
        text=section.text,
        anchor=heading.anchor,
        line=section.line,
        locator=heading.locator,
        force=heading.force,
        addressees=heading.addressees,
    )
