"""The values that flow through Concord: what a library holds and what is found in it.

Everything here is frozen and made of standard types only. A *reference* is the string
`document-slug#anchor`; it names one principle wherever principles are passed around.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

SECTORS = {
    "government": "Government",
    "intergovernmental": "Intergovernmental body",
    "industry": "Industry",
    "academia": "Academia",
    "civil-society": "Civil society",
    "professional": "Professional body",
    "multi-stakeholder": "Multi-stakeholder",
}
"""Publisher types, as files name them and as people read them."""

KINDS = {
    "principles": "Principles",
    "code": "Code",
    "guidelines": "Guidelines",
    "declaration": "Declaration",
    "recommendation": "Recommendation",
    "framework": "Framework",
    "standard": "Standard",
    "law": "Law",
    "strategy": "Strategy",
    "statement": "Statement",
    "commitments": "Commitments",
}
"""Kinds of document, as files name them and as people read them."""

FORCES = ("shall", "should", "may", "shall-not", "commits", "has-right", "states")
"""What a principle's original does: recorded by a curator, never read from a digest."""


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle: a section of a document under its own heading."""

    heading: str
    """As printed, without attributes; original numbers stay."""
    text: str
    """Paragraphs, parted by one empty line."""
    anchor: str
    """The last part of its address; unique in its document and lasting."""
    line: int
    """Line of the heading in the library file, from 1."""
    locator: str | None = None
    """Where it stands in the original ("Article 14"), where a curator recorded it."""
    force: str | None = None
    """One of `FORCES`, where a curator recorded it."""
    addressees: tuple[str, ...] = ()
    """Who must act, where a curator recorded it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One publication, as its library file states it."""

    slug: str
    title: str
    short_title: str | None
    publisher: str
    sector: str
    """Publisher type, a key of `SECTORS`."""
    origin: str
    """ISO 3166-1 alpha-2 code of the publisher's country; `EU` or `INT` for international bodies."""
    date: str
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as exactly as it is known."""
    kind: str
    """A key of `KINDS`."""
    binding: bool
    url: str
    """Where the original can be read."""
    language: tuple[str, ...]
    """ISO 639-1 codes of the original's languages."""
    text: str
    """`digest` (a summary in our words) or `original` (the publisher's own words)."""
    checked: tuple[str, ...]
    """Pages that were read for this file."""
    supersedes: str | None
    """Slug of the document that this one replaces."""
    note: str | None
    opening: str
    """What stands before the first principle."""
    principles: tuple[Principle, ...]

    @property
    def name(self) -> str:
        """The short title where there is one, else the title."""
        return self.short_title or self.title

    @property
    def year(self) -> int:
        """The year of publication."""
        return int(self.date[:4])

    @property
    def is_digest(self) -> bool:
        """Whether its principles are summaries in our own words."""
        return self.text == "digest"


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the vocabulary; one without a parent is coarse, the others are finer."""

    id: str
    label: str
    parent: str | None
    definition: str
    phrases: tuple[str, ...]
    """Phrases that count as a mention, in the notation of `language.phrases`."""
    look_alikes: tuple[str, ...] = ()
    """Longer phrases inside which nothing counts."""
    everyday: tuple[str, ...] = ()
    """What people type when they look for this; read by search only."""


@dataclass(frozen=True, slots=True)
class Place:
    """A country or an international body that publishes documents."""

    code: str
    name: str
    region: str
    """UN region, or the name that stands for bodies that belong to none."""


@dataclass(frozen=True, slots=True)
class PlainWords:
    """What people say for what the documents write: read by search only."""

    say: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything a curator decides about words: topics, places, and plain language."""

    topics: tuple[Topic, ...]
    places: tuple[Place, ...]
    plain_words: tuple[PlainWords, ...]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, in characters, from `start` up to but not including `end`."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether all of it lies inside the other."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a topic's phrase stands."""

    topic: str
    part: str
    """`heading` or `text`."""
    span: Span
    """Where in that part."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic that a principle is about, with the sentence that shows it."""

    topic: str
    weight: float
    """How much speaks for it, from 0 to 1; the principle's subjects are ordered by it."""
    evidence: Span | None
    """The sentence of the text that shows it best; none where only the heading does."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two principles are linked."""

    sentences: tuple[Span, Span]
    """The pair of sentences that match best: in the principle's own text, in the other's."""
    terms: tuple[str, ...]
    """Words and word groups that the two share, the most telling first."""
    topics: tuple[str, ...]
    """Topics both are about, else topics both mention."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two principles of different documents on the same subject."""

    source: str
    """Reference of the principle whose page shows the link."""
    target: str
    """Reference of the related principle."""
    strength: float
    """From 0 to 1; see `language.linking` for what it is an estimate of."""
    kind: str
    """`same-wording` (between originals only), `same-subject`, or `nearest` where that is not clear."""
    reason: Reason


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document near to another, by their slugs."""

    document: str
    other: str
    closeness: float
    """Mean strength of the best link from each principle of either, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as the language modules read it: a principle, or a reader's own words."""

    reference: str
    """`document#anchor`, or any name that is unique among the passages."""
    document: str
    """What it belongs to; passages of one document are never linked to each other."""
    heading: str
    text: str
    original: bool = False
    """Whether these are the publisher's own words."""
    subjects: dict[str, float] = field(default_factory=dict)
    """Topics it is about, with their weights."""
    mentions: frozenset[str] = frozenset()
    """Topics it mentions."""
    evidence: dict[str, Span] = field(default_factory=dict)
    """The sentence that shows best that it is about a topic, where one does."""

    def with_topics(self, subjects: Iterable[Subject], mentions: Iterable[str]) -> Passage:
        """The same passage with what is known of its topics."""
        found = tuple(subjects)
        return replace(
            self,
            subjects={subject.topic: subject.weight for subject in found},
            mentions=frozenset(mentions),
            evidence={subject.topic: subject.evidence for subject in found if subject.evidence},
        )
