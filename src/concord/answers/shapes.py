"""Answers as JSON: the one place that knows the shapes of the contract (see docs/api.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from ..errors import ConcordError
from ..model import Document
from .citation import bibtex, plain
from .documents import DocumentPage, Near, Place, TopicCount, TopicInDocument
from .opened import Entry
from .paging import Page
from .principles import PrinciplePage, Related
from .search import Hit, SearchResult
from .topics import Passage, Share, TopicCoverage, TopicPage

Json = dict[str, Any]
Item = TypeVar("Item")


def document_address(slug: str) -> str:
    """The root-relative address of a document's page."""
    return f"/documents/{slug}"


def principle_address(slug: str, anchor: str) -> str:
    """The root-relative address of a principle's page."""
    return f"/documents/{slug}/{anchor}"


def topic_address(topic: str) -> str:
    """The root-relative address of a topic's page."""
    return f"/topics/{topic}"


def listing(page: Page[Item], shape: Callable[[Item], Json]) -> Json:
    """A part of a list: its items, how many there are in all, and the cursor of the next part."""
    return {"items": [shape(item) for item in page.items], "total": page.total, "next": page.next}


def whole_list(items: Sequence[Json]) -> Json:
    """A list that is never cut."""
    return {"items": list(items), "total": len(items), "next": None}


def document(item: Document) -> Json:
    """A document's facts, under the names of the front matter, with the number of its principles."""
    return {
        "slug": item.slug,
        "address": document_address(item.slug),
        "title": item.title,
        "short_title": item.short_title,
        "publisher": item.publisher,
        "sector": item.sector,
        "origin": item.origin,
        "date": item.date,
        "kind": item.kind,
        "binding": item.binding,
        "url": item.url,
        "language": list(item.language),
        "text": item.text,
        "checked": list(item.checked),
        "supersedes": item.supersedes,
        "note": item.note,
        "principles": len(item.principles),
    }


def document_page(page: DocumentPage) -> Json:
    """A document with its opening, its principles, its topics, the nearest documents and how to cite it."""
    return {
        **document(page.document),
        "opening": page.document.opening,
        "principles": [principle(entry) for entry in page.entries],
        "topics": [_topic_count(count) for count in page.topics],
        "nearest": [_near(near) for near in page.nearest],
        "superseded_by": page.superseded_by.slug if page.superseded_by else None,
        "citation": {"bibtex": bibtex(page.document), "plain": plain(page.document)},
    }


def _topic_count(count: TopicCount) -> Json:
    return {"id": count.topic.id, "about": count.about, "mentioning": count.mentioning}


def _near(near: Near) -> Json:
    return {
        "slug": near.document.slug,
        "address": document_address(near.document.slug),
        "title": near.document.title,
        "closeness": near.closeness,
        "topics": [topic.id for topic in near.topics],
    }


def topic_in_document(found: TopicInDocument) -> Json:
    """Where a document speaks of a topic: its facts, and the principles with the sentences, never cut."""
    return {
        **whole_list([_passage(place) for place in found.places]),
        "topic": found.topic.id,
        "document": document(found.document),
    }


def principle(entry: Entry) -> Json:
    """A principle with the facts of its document that a citation needs; topics are those it is about."""
    item, text = entry.principle, entry.document.text
    return {
        "document": entry.document.slug,
        "anchor": item.anchor,
        "heading": item.heading,
        "text": item.text,
        "text_is": text,
        "topics": list(entry.topics),
        "address": principle_address(entry.document.slug, item.anchor),
        "title": entry.document.title,
        "publisher": entry.document.publisher,
        "date": entry.document.date,
        "locator": item.locator,
        "force": item.force,
        "addressee": list(item.addressees),
    }


def principle_page(page: PrinciplePage) -> Json:
    """A principle with its topics, the sentences that show them, every mention and its neighbours."""
    return {
        **principle(page.entry),
        "url": page.entry.document.url,
        "about": [{"topic": subject.topic.id, "evidence": subject.evidence} for subject in page.subjects],
        "mentions": [
            {"topic": m.topic, "part": m.part, "start": m.span.start, "end": m.span.end} for m in page.mentions
        ],
        "previous": _address(page.previous),
        "next": _address(page.next),
    }


def _address(entry: Entry | None) -> str | None:
    return principle_address(entry.document.slug, entry.principle.anchor) if entry else None


def related(item: Related) -> Json:
    """A link: the related principle with its strength, kind and reason."""
    return {
        **principle(item.entry),
        "strength": item.link.strength,
        "kind": item.link.kind,
        "reason": {
            "sentences": ["".join(piece.text for piece in sentence) for sentence in (item.mine, item.theirs)],
            "terms": list(item.link.reason.terms),
            "topics": list(item.link.reason.topics),
        },
    }


def topic(item: TopicCoverage) -> Json:
    """A topic with its coverage and, where it is coarse, its finer topics."""
    return {
        "id": item.topic.id,
        "address": topic_address(item.topic.id),
        "label": item.topic.label,
        "parent": item.topic.parent,
        "definition": item.topic.definition,
        "documents_about": item.about,
        "documents_mentioning": item.mentioning,
        "principles_about": item.principles,
        "finer": [topic(finer) for finer in item.finer],
    }


def topic_page(page: TopicPage) -> Json:
    """A topic with its coverage by publisher type and year, and a part of its passages."""
    return {
        **topic(page.coverage),
        "phrases": list(page.coverage.topic.phrases),
        "look_alikes": list(page.coverage.topic.look_alikes),
        "by_sector": [_share(share) for share in page.by_sector],
        "by_year": [_share(share) for share in page.by_year],
        "passages": listing(page.passages, _passage),
    }


def _share(share: Share) -> Json:
    return {"group": share.group, "about": share.about, "mentioning": share.mentioning, "documents": share.total}


def _passage(item: Passage | Place) -> Json:
    return {
        **principle(item.entry),
        "is_about": item.is_about,
        "sentences": ["".join(piece.text for piece in sentence) for sentence in item.sentences],
    }


def search_result(result: SearchResult) -> Json:
    """A part of the hits, with what the question was taken to mean."""
    return {
        **listing(result.page, hit),
        "query": result.text,
        "topics": [topic.id for topic in result.topics],
        "stands_for": {said: list(means) for said, means in result.query.stands_for.items()},
        "missing_phrases": [{"phrase": m.phrase, "nearest": [near.slug for near in m.nearest]} for m in result.missing],
        "looser": result.looser,
        "nearest_topics": [topic.id for topic in result.nearest],
    }


def hit(item: Hit) -> Json:
    """A principle that a search found, and why."""
    return {
        **principle(item.entry),
        "score": item.score,
        "snippet": "".join(piece.text for piece in item.snippet),
        "matched": list(item.matched),
        "matched_topics": [topic.id for topic in item.topics],
    }


def error(problem: ConcordError) -> Mapping[str, Json]:
    """An error in the shape that every way in uses."""
    return {"error": {"what": problem.what, "where": problem.where, "do": problem.do}}
