"""What the stages of a build hand on to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..ids import reference
from ..language.encoder import LatentEncoder, Vectors
from ..language.linking import Scores
from ..language.topics import Found
from ..model import Document, Link, Neighbour, Passage, Vocabulary


@dataclass(frozen=True)
class Work:
    """A library on its way into a database: each stage returns a copy with its own field filled."""

    documents: tuple[Document, ...]
    vocabulary: Vocabulary
    found: Mapping[str, Found] = field(default_factory=dict)
    """Topics of each principle, by reference (stage `topics`)."""
    encoder: LatentEncoder | None = None
    vectors: Mapping[str, Vectors] = field(default_factory=dict)
    """Vector of each principle, by reference (stage `vectors`)."""
    nearness: Scores | None = None
    """How strong each principle's best link to each document is, shape (principles, documents) (stage `links`)."""
    links: Sequence[Link] = ()
    """Grouped by source, the strongest first (stage `links`)."""
    neighbours: Sequence[Neighbour] = ()
    """Grouped by document, the nearest first (stage `neighbours`)."""

    def passages(self) -> list[Passage]:
        """The principles in library order, as the language modules read them."""
        return [
            passage_of(document, number, self.found.get(reference(document.slug, principle.anchor)))
            for document in self.documents
            for number, principle in enumerate(document.principles)
        ]


def passage_of(document: Document, number: int, found: Found | None) -> Passage:
    """One principle of a document as a passage, with its topics where they are known."""
    principle = document.principles[number]
    name = reference(document.slug, principle.anchor)
    passage = Passage(name, document.slug, principle.heading, principle.text, original=not document.is_digest)
    return passage.with_topics(found.subjects, (m.topic for m in found.mentions)) if found else passage
