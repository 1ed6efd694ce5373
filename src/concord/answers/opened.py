"""An opened library: the database, with what every question needs at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..errors import NotFoundError, did_you_mean
from ..ids import reference
from ..language.encoder import LatentEncoder
from ..language.linking import Linker
from ..language.querying import QueryReader
from ..language.topics import TopicFinder
from ..language.words import sentences, stemmed_words, words
from ..model import Document, Mention, Passage, Place, Principle, Subject, Topic
from ..store.read import Store
from .columns import Column

Years = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Entry:
    """A principle in its document."""

    number: int
    """Place in the library, from 0: documents in the order of their slugs, principles as they stand."""
    document: Document
    principle: Principle
    subjects: tuple[Subject, ...]
    """What it is about, the weightiest first."""
    topics: tuple[str, ...]
    """Ids of those topics, in the same order."""
    mentioned: frozenset[str]
    """Topics it mentions."""

    @property
    def reference(self) -> str:
        """`document#anchor`."""
        return reference(self.document.slug, self.principle.anchor)


class Library:
    """Everything the questions read; nothing of it ever changes."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.vocabulary = store.vocabulary()
        self.date = store.meta["library_date"]
        """The day the database was built, as ISO 8601."""
        self.documents = store.documents()
        self.document_by_slug: Mapping[str, Document] = {document.slug: document for document in self.documents}
        self.topics: Mapping[str, Topic] = {topic.id: topic for topic in self.vocabulary.topics}
        self.finer: Mapping[str, tuple[str, ...]] = {
            topic: tuple(other.id for other in self.vocabulary.topics if other.parent == topic) for topic in self.topics
        }
        """The finer topics below each topic."""
        self.places: Mapping[str, Place] = {place.code: place for place in self.vocabulary.places}
        self.entries = self._entries()
        self.entry_by_reference: Mapping[str, Entry] = {entry.reference: entry for entry in self.entries}
        self.entries_of: Mapping[str, tuple[Entry, ...]] = self._by_document()
        self.about = self._by_topic((topic, entry.number) for entry in self.entries for topic in entry.topics)
        """Numbers of the entries about each topic; a coarse topic has those of its finer ones too."""
        self.mentioning = self._by_topic((topic, e.number) for e in self.entries for topic in e.mentioned)
        """Numbers of the entries that mention each topic, likewise."""

    def _entries(self) -> tuple[Entry, ...]:
        subjects, mentioned = self.store.subjects(), self.store.mentioned_topics()
        pairs = ((document, principle) for document in self.documents for principle in document.principles)
        return tuple(
            Entry(number, document, principle, about, tuple(s.topic for s in about), mentioned.get(name, frozenset()))
            for number, (document, principle) in enumerate(pairs)
            if (name := reference(document.slug, principle.anchor))
            for about in [subjects.get(name, ())]
        )

    def _by_document(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {document.slug: [] for document in self.documents}
        for entry in self.entries:
            found[entry.document.slug].append(entry)
        return {slug: tuple(entries) for slug, entries in found.items()}

    def _by_topic(self, pairs: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = {topic: set() for topic in self.topics}
        for topic, number in pairs:
            found[topic].add(number)
            parent = self.topics[topic].parent
            if parent:
                found[parent].add(number)
        return {topic: frozenset(numbers) for topic, numbers in found.items()}

    def document(self, slug: str) -> Document:
        """The document of this slug; raises `NotFoundError` with a near match."""
        if slug not in self.document_by_slug:
            raise NotFoundError(
                f'there is no document "{slug[:80]}"', where="documents", do=did_you_mean(slug, self.document_by_slug)
            )
        return self.document_by_slug[slug]

    def entry(self, slug: str, anchor: str) -> Entry:
        """The principle of this document and anchor; raises `NotFoundError` with a near match."""
        document = self.document(slug)
        found = self.entry_by_reference.get(reference(slug, anchor))
        if found is None:
            anchors = [principle.anchor for principle in document.principles]
            raise NotFoundError(f'there is no principle "{anchor[:80]}"', where=slug, do=did_you_mean(anchor, anchors))
        return found

    def topic(self, topic: str) -> Topic:
        """The topic of this id; raises `NotFoundError` with a near match."""
        if topic not in self.topics:
            raise NotFoundError(
                f'there is no topic "{topic[:80]}"', where="topics", do=did_you_mean(topic, self.topics)
            )
        return self.topics[topic]

    def place_name(self, code: str) -> str:
        """What people call a country or body; the code itself where the vocabulary does not know it."""
        place = self.places.get(code)
        return place.name if place else code

    def region(self, document: Document) -> str:
        """The region a document's publisher is counted under."""
        place = self.places.get(document.origin)
        return place.region if place else "Elsewhere"

    @cached_property
    def document_number(self) -> Mapping[str, int]:
        """Place of each document in `documents`, by its slug."""
        return {document.slug: number for number, document in enumerate(self.documents)}

    @cached_property
    def document_columns(self) -> Mapping[str, Column]:
        """The facets' values of the documents, in the order of `documents`."""
        return self._columns(self.documents, [self.entries_of[document.slug] for document in self.documents])

    @cached_property
    def entry_columns(self) -> Mapping[str, Column]:
        """The facets' values of the principles, in the order of `entries`."""
        return self._columns([entry.document for entry in self.entries], [(entry,) for entry in self.entries])

    @cached_property
    def document_years(self) -> Years:
        """Year of each document, in the order of `documents`."""
        return np.array([document.year for document in self.documents], dtype=np.int32)

    @cached_property
    def entry_years(self) -> Years:
        """Year of each principle's document, in the order of `entries`."""
        return np.array([entry.document.year for entry in self.entries], dtype=np.int32)

    def _columns(self, documents: Sequence[Document], entries: Sequence[Sequence[Entry]]) -> dict[str, Column]:
        return {
            "sector": Column.of([(document.sector,) for document in documents]),
            "region": Column.of([(self.region(document),) for document in documents]),
            "origin": Column.of([(document.origin,) for document in documents]),
            "kind": Column.of([(document.kind,) for document in documents]),
            "binding": Column.of([("true" if document.binding else "false",) for document in documents]),
            "topic": Column.of([self._topics_of(own) for own in entries]),
        }

    def _topics_of(self, entries: Sequence[Entry]) -> frozenset[str]:
        """Topics that the principles are about, coarse ones of their finer ones included."""
        return self.with_coarse({topic for entry in entries for topic in entry.topics})

    def with_coarse(self, topics: Collection[str]) -> frozenset[str]:
        """The topics with the coarse ones above them."""
        return frozenset((*topics, *(parent for topic in topics if (parent := self.topics[topic].parent))))

    def with_finer(self, topics: Collection[str]) -> frozenset[str]:
        """The topics with the finer ones below them."""
        return frozenset((*topics, *(finer for topic in topics for finer in self.finer[topic])))

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """The mentions of every principle that has any, by reference: lists of passages would else ask for each alone."""
        return self.store.all_mentions()

    @cached_property
    def word_forms(self) -> frozenset[str]:
        """Every word of the principles, folded."""
        texts = (text for entry in self.entries for text in (entry.principle.heading, entry.principle.text))
        return frozenset(word.form for text in texts for word in words(text))

    @cached_property
    def topic_finder(self) -> TopicFinder:
        """Finds topics in a reader's own text."""
        return TopicFinder(self.vocabulary.topics)

    @cached_property
    def linker(self) -> Linker:
        """The linking engine over all principles."""
        return Linker([self.passage(entry) for entry in self.entries], self.vocabulary.topics)

    @cached_property
    def query_reader(self) -> QueryReader:
        """Reads questions and ranks principles for them."""
        encoder = LatentEncoder(*self.store.stems())
        return QueryReader(self.vocabulary, self.linker, encoder, self.store.vectors())

    def passage(self, entry: Entry) -> Passage:
        """A principle as the language modules read it."""
        document, principle = entry.document, entry.principle
        passage = Passage(
            entry.reference, document.slug, principle.heading, principle.text, original=not document.is_digest
        )
        return passage.with_topics(entry.subjects, entry.mentioned)

    def warm(self) -> None:
        """Prepare what the first question would otherwise wait for."""
        _ = self.query_reader, self.document_columns, self.entry_columns, self.mentions, self.word_forms
        for entry in self.entries:
            for text in (entry.principle.heading, entry.principle.text):
                stemmed_words(text)
                sentences(text)


def open_library(path: Path) -> Library:
    """The library of a database; raises `StoreError` where it cannot be read."""
    return Library(Store(path))
