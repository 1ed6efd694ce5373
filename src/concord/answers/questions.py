"""Every question of the API and the command line: the parameters it takes, who answers it, and its shape as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..errors import UsageError
from . import shapes
from .documents import DocumentList, DocumentPage, TopicInDocument, document_page, list_documents, topic_in_document
from .opened import Library
from .paging import Page
from .parameters import FILTERS, WINDOW, Given
from .principles import (
    PrincipleList,
    PrinciplePage,
    Related,
    RelatedList,
    list_principles,
    principle_page,
    related_principles,
    related_to_text,
)
from .search import SearchResult, clean, search
from .topics import TopicCoverage, TopicPage, list_topics, topic_page

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Question(Generic[Answer]):
    """One question."""

    parameters: tuple[str, ...]
    """Names in `parameters.PARAMETERS`."""
    ask: Callable[..., Answer]
    """Takes the library, what was given, and the parts of the address."""
    shape: Callable[[Answer], shapes.Json]

    def answer(self, library: Library, values: Mapping[str, Sequence[str]], *path: str) -> Answer:
        """The answer; raises `UsageError` for parameters and values it does not know, `NotFoundError` for the path."""
        return self.ask(library, Given(values, self.parameters), *path)

    def json(self, library: Library, values: Mapping[str, Sequence[str]], *path: str) -> shapes.Json:
        """The answer as JSON."""
        return self.shape(self.answer(library, values, *path))


@dataclass(frozen=True, slots=True)
class RelatedPage:
    """A part of what is related to a principle or a text."""

    found: RelatedList
    page: Page[Related]


def _documents(library: Library, given: Given) -> DocumentList:
    filters, window = given.filters(library), given.window()
    return list_documents(library, filters, sort=given.choice("sort") or "newest", window=window)


def _document(library: Library, given: Given, slug: str) -> DocumentPage | TopicInDocument:
    topic = given.one("topic")
    return topic_in_document(library, slug, topic) if topic else document_page(library, slug)


def _document_shape(answer: DocumentPage | TopicInDocument) -> shapes.Json:
    if isinstance(answer, TopicInDocument):
        return shapes.topic_in_document(answer)
    return shapes.document_page(answer)


def _principles(library: Library, given: Given) -> PrincipleList:
    return list_principles(library, given.filters(library), window=given.window())


def _principle(library: Library, given: Given, slug: str, anchor: str) -> PrinciplePage:
    del given  # takes no parameters
    return principle_page(library, slug, anchor)


def _related(library: Library, given: Given, slug: str, anchor: str) -> RelatedPage:
    filters, when, window = given.filters(library), given.choice("when"), given.window()
    found = related_principles(library, slug, anchor, filters, when=when or None)
    return RelatedPage(found, Page.cut(found.items, window))


def _related_to_text(library: Library, given: Given, text: str) -> RelatedPage:
    filters, window = given.filters(library), given.window()
    found = related_to_text(library, text, filters)
    return RelatedPage(found, Page.cut(found.items, window))


def _topics(library: Library, given: Given) -> Page[TopicCoverage]:
    return Page.cut(list_topics(library), given.window())


def _topic(library: Library, given: Given, topic: str) -> TopicPage:
    return topic_page(library, topic, window=given.window())


def _search(library: Library, given: Given) -> SearchResult:
    text = given.one("q")
    if not clean(text):
        raise UsageError("nothing is asked", where="q", do="write the words to look for")
    filters, window = given.filters(library), given.window()
    return search(library, text, filters, words_only=given.flag("words"), window=window)


DOCUMENTS = Question((*FILTERS, "sort", *WINDOW), _documents, lambda found: shapes.listing(found.page, shapes.document))
DOCUMENT = Question(("topic",), _document, _document_shape)
PRINCIPLES = Question((*FILTERS, *WINDOW), _principles, lambda found: shapes.listing(found.page, shapes.principle))
PRINCIPLE = Question((), _principle, shapes.principle_page)
RELATED = Question((*FILTERS, "when", *WINDOW), _related, lambda found: shapes.listing(found.page, shapes.related))
RELATED_TO_TEXT = Question((*FILTERS, *WINDOW), _related_to_text, RELATED.shape)
TOPICS = Question(WINDOW, _topics, lambda page: shapes.listing(page, shapes.topic))
TOPIC = Question(WINDOW, _topic, shapes.topic_page)
SEARCH = Question(("q", "words", *FILTERS, *WINDOW), _search, shapes.search_result)
