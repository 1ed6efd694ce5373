"""What each template is given: one frozen class per page, whose fields are all the names the template may use.

Besides these, every template has the names that `rendering.py` gives it: addresses and ways of writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...answers.documents import DocumentList, DocumentPage, TopicInDocument
from ...answers.filters import Choice
from ...answers.home import Overview
from ...answers.principles import PrincipleList, PrinciplePage, Related, RelatedList
from ...answers.search import SearchResult
from ...answers.topics import TopicCoverage, TopicPage
from ...model import Document, Topic
from .narrowing import Narrowing, PageLinks


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    as_of: str
    """ISO date of the library."""
    documents: int
    has_digests: bool
    """Whether some documents are summaries in our words, so that their silence proves nothing."""
    texts: str
    """What the library's texts are: `digests`, `originals`, or both."""
    has_api: bool
    style: str
    script: str
    icon: str
    """Addresses of the site's own files."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page is called, and where it stands."""

    title: str
    description: str
    section: str = ""
    """Address of the menu's word that it stands under."""
    canonical: str | None = None
    """Its absolute address, where the site's public address is known."""
    own_search: bool = False
    """Whether the page has a question field of its own, so that the header needs none."""
    is_indexed: bool = True
    """Whether search engines shall keep it."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A link with its words."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Context:
    """What every page is given."""

    template: ClassVar[str]
    frame: Frame
    head: Head


@dataclass(frozen=True, slots=True)
class HomePage(Context):
    """The first page."""

    template: ClassVar[str] = "home.html"
    overview: Overview
    examples: tuple[str, ...]
    """Questions to begin with."""


@dataclass(frozen=True, slots=True)
class DocumentsPage(Context):
    """The list of documents."""

    template: ClassVar[str] = "documents.html"
    listed: DocumentList
    narrowing: Narrowing
    sorts: tuple[tuple[Shortcut, bool], ...]
    """The orders, and whether each is the one chosen."""
    pages: PageLinks


@dataclass(frozen=True, slots=True)
class OneDocumentPage(Context):
    """A document."""

    template: ClassVar[str] = "document.html"
    page: DocumentPage
    bibtex: str
    plain: str
    """The citation, in BibTeX and in plain text."""


@dataclass(frozen=True, slots=True)
class DocumentTopicPage(Context):
    """Where a document speaks of a topic."""

    template: ClassVar[str] = "document_topic.html"
    found: TopicInDocument
    about: int
    """How many of the places are about the topic."""


@dataclass(frozen=True, slots=True)
class TopicNote:
    """A topic of a principle, with the words that stand for it there."""

    topic: Topic
    phrases: tuple[str, ...]
    """The phrases of the topic that stand in the principle, as it writes them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Topics that one sentence shows the principle to be about."""

    topics: tuple[TopicNote, ...]
    sentence: str | None
    """None where only the heading shows it."""


@dataclass(frozen=True, slots=True)
class OnePrinciplePage(Context):
    """A principle with what is related to it."""

    template: ClassVar[str] = "principle.html"
    page: PrinciplePage
    subject_ids: frozenset[str]
    """Topics that it is about: their phrases are marked more strongly."""
    about: tuple[Evidence, ...]
    mentioned: tuple[TopicNote, ...]
    related: RelatedList
    close: tuple[Related, ...]
    """Those that are likely enough to be on the same subject."""
    nearest: tuple[Related, ...]
    """Those that come nearest in this library without that being clear."""
    narrowing: Narrowing
    times: tuple[tuple[Shortcut, int, bool], ...]
    """Earlier and later: the link that chooses or unchooses it, how many there are, whether it is chosen."""


@dataclass(frozen=True, slots=True)
class CloudTopic:
    """A topic in the cloud."""

    coverage: TopicCoverage
    size: int
    """From 1 to 7, by how many documents are about it."""


@dataclass(frozen=True, slots=True)
class TopicsPage(Context):
    """All topics."""

    template: ClassVar[str] = "topics.html"
    topics: tuple[TopicCoverage, ...]
    cloud: tuple[CloudTopic, ...]


@dataclass(frozen=True, slots=True)
class OneTopicPage(Context):
    """A topic."""

    template: ClassVar[str] = "topic.html"
    page: TopicPage
    pages: PageLinks


@dataclass(frozen=True, slots=True)
class PrinciplesPage(Context):
    """The list of principles."""

    template: ClassVar[str] = "principles.html"
    listed: PrincipleList
    narrowing: Narrowing
    pages: PageLinks


@dataclass(frozen=True, slots=True)
class OtherWordings:
    """Wordings that were searched for besides a word of the question."""

    said: str
    shown: tuple[str, ...]
    more: int
    """How many others there are."""


@dataclass(frozen=True, slots=True)
class SearchPage(Context):
    """A question's answers, or the field alone."""

    template: ClassVar[str] = "search.html"
    result: SearchResult | None
    """None where nothing was asked."""
    named: tuple[Document, ...]
    """Documents whose title, publisher or country has the question's words."""
    wordings: tuple[OtherWordings, ...]
    topics: tuple[Topic, ...]
    """What the question is most likely after."""
    is_in_latin: bool
    """Whether the question has a letter of the script in which our digests are written, or no letter at all."""
    narrowing: Narrowing | None
    pages: PageLinks | None
    other_mode: str
    """Address of the same question by words only, or by meaning again."""
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AboutPage(Context):
    """What this is and how it is made."""

    template: ClassVar[str] = "about.html"
    overview: Overview
    regions: tuple[Choice, ...]
    """The regions of the publishers, each with its documents, the most frequent first."""
    in_english: int
    """Documents of which an original in English exists."""
    strengths: tuple[tuple[str, int], ...]
    """Names of link strengths, and the percentage from which each holds."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that an operation of the API takes."""

    name: str
    place: str
    """`path` or `query`."""
    text: str
    """What it may be, in words."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One address of the API."""

    method: str
    path: str
    summary: str
    example: str
    """An address that gives an answer."""
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class ApiPage(Context):
    """The API, for people."""

    template: ClassVar[str] = "api.html"
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class ProblemPage(Context):
    """Something that cannot be shown, and ways on."""

    template: ClassVar[str] = "problem.html"
    status: int
    what: str
    where: str
    do: str
    nearest: tuple[Shortcut, ...]
    """Pages that the reader may have meant."""
