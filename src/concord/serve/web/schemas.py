"""The shapes of `answers.shapes` as the OpenAPI description publishes them; a test holds real answers against them.

Answers are not passed through these models: they are made as plain JSON, which is quicker.
"""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

Item = TypeVar("Item")


class Shape(BaseModel):
    """Whatever an answer holds: no field but those described."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, defer_build=True)


class Listing(Shape, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    total: int
    """Items of the whole list."""
    next: str | None
    """The cursor of the next part; null at the end."""


class DocumentFacts(Shape):
    """A publication."""

    slug: str
    """Its name in addresses."""
    address: str
    """Root-relative address of its page."""
    title: str
    short_title: str | None
    publisher: str
    sector: str
    """Publisher type."""
    origin: str
    """ISO 3166-1 alpha-2 code of the publisher's country; EU or INT for international bodies."""
    date: str
    """YYYY, YYYY-MM or YYYY-MM-DD, as exactly as it is known."""
    kind: str
    binding: bool
    """Whether it is binding."""
    url: str
    """Where the original can be read."""
    language: list[str]
    """ISO 639-1 codes of the original's languages."""
    text: Literal["digest", "original"]
    """Whether its principles are summaries in Concord's words or the publisher's own."""
    checked: list[str]
    """Pages that were read for it."""
    supersedes: str | None
    """Slug of the document that it replaces."""
    note: str | None


class Document(DocumentFacts):
    """A publication, as lists show it."""

    principles: int
    """How many it has."""


class Principle(Shape):
    """One section of a document."""

    document: str
    """Slug of its document."""
    anchor: str
    """Its name within the document; document and anchor, joined by #, are its reference."""
    heading: str
    text: str
    """Paragraphs, parted by one empty line."""
    text_is: Literal["digest", "original"]
    """Whether heading and text are a summary in Concord's words or the publisher's own."""
    topics: list[str]
    """Ids of the topics it is about, the weightiest first."""
    address: str
    """Root-relative address of its page."""
    title: str
    """Title of its document."""
    publisher: str
    date: str
    locator: str | None
    """Where it stands in the original, where a curator recorded it."""
    force: str | None
    """What the original does (shall, should, may, …), where a curator recorded it."""
    addressee: list[str]
    """Who must act, where a curator recorded it."""


class TopicCount(Shape):
    """A topic of a document."""

    id: str
    about: int
    """How many of the document's principles are about it."""
    mentioning: int
    """How many mention it or are about it."""


class Near(Shape):
    """A document near to another."""

    slug: str
    address: str
    title: str
    closeness: float
    """From 0 to 1."""
    topics: list[str]
    """Finer topics that most principles of both are about."""


class Citation(Shape):
    """How to cite the original publication."""

    bibtex: str
    plain: str


class DocumentPage(DocumentFacts):
    """A publication with all that is known about it."""

    opening: str
    """What stands before the first principle."""
    principles: list[Principle]
    topics: list[TopicCount]
    nearest: list[Near]
    """The documents nearest to it, the nearest first."""
    superseded_by: str | None
    """Slug of the document that replaces it."""
    citation: Citation


class Evidence(Shape):
    """A topic that a principle is about."""

    topic: str
    evidence: str | None
    """The sentence that shows it; null where only the heading does."""


class Mention(Shape):
    """A place where a topic's phrase stands."""

    topic: str
    part: Literal["heading", "text"]
    start: int
    """First character, counted from 0 in Unicode code points."""
    end: int
    """The character after the last."""


class PrinciplePage(Principle):
    """A principle with all that is known about it, but for its related principles."""

    url: str
    """Where the original can be read."""
    about: list[Evidence]
    mentions: list[Mention]
    previous: str | None
    """Address of the principle before it in its document."""
    next: str | None
    """Address of the one after it."""


class Reason(Shape):
    """Why two principles are related."""

    sentences: list[str]
    """The pair of sentences that match best: of the principle asked about, of the related one."""
    terms: list[str]
    """Words and word groups that both use, the most telling first."""
    topics: list[str]
    """Topics both are about, else both mention."""


class Link(Principle):
    """A related principle."""

    strength: float
    """From 0 to 1: how likely a reader is to call the two the same subject."""
    kind: Literal["same-wording", "same-subject", "nearest"]
    """Same wording is said of originals only."""
    reason: Reason


class Topic(Shape):
    """A subject of the vocabulary with its coverage; a coarse topic counts its finer ones too."""

    id: str
    address: str
    label: str
    parent: str | None
    """Id of the coarse topic above it."""
    definition: str
    documents_about: int
    """Documents with a principle about it."""
    documents_mentioning: int
    """Documents that mention it or are about it."""
    principles_about: int
    finer: list[Topic]


class Share(Shape):
    """How many of a group's documents speak of a topic."""

    group: str
    """A publisher type, or a year."""
    about: int
    mentioning: int
    documents: int
    """All documents of the group."""


class Passage(Principle):
    """A principle that speaks of a topic."""

    is_about: bool
    """Whether the topic is its subject."""
    sentences: list[str]
    """Its sentences that mention the topic, each once; none where only the heading does."""


class TopicPage(Topic):
    """A topic with all that the library says about it."""

    phrases: list[str]
    """Phrases that count as a mention."""
    look_alikes: list[str]
    """Longer phrases inside which nothing counts."""
    by_sector: list[Share]
    by_year: list[Share]
    passages: Listing[Passage]
    """A part of the principles that speak of it: binding documents first, then the newest."""


class TopicInDocument(Listing[Passage]):
    """Where a document speaks of a topic, never cut."""

    topic: str
    document: Document


class Hit(Principle):
    """A principle that a search found."""

    score: float
    """Share of the best hit's score, from 0 to 1."""
    snippet: str
    """The sentence that answers best."""
    matched: list[str]
    """Words of the text that the question asks for, as the text writes them."""
    matched_topics: list[str]
    """Topics of the question that the principle is about or mentions."""


class MissingPhrase(Shape):
    """A quoted phrase that stands nowhere in this library; the originals may contain it."""

    phrase: str
    nearest: list[str]
    """Slugs of the documents that come nearest to it."""


class SearchResult(Listing[Hit]):
    """A part of what a search found, and how the question was understood."""

    query: str
    topics: list[str]
    """Topics the question is after, the likeliest first."""
    stands_for: dict[str, list[str]]
    """Plain words of the question, and other wordings that were searched for as well."""
    missing_phrases: list[MissingPhrase]
    looser: str | None
    """A query that asks for less, where this one found nothing."""
    nearest_topics: list[str]
    """Topics to go on with, where nothing was found; by their ids."""


class Problem(Shape):
    """What went wrong."""

    what: str
    where: str
    """The parameter or thing that it is about."""
    do: str
    """What to do about it."""


class Error(Shape):
    """An error."""

    error: Problem
