"""Pages that a reader may have meant with an address that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from ...answers.opened import Library
from . import urls
from .contexts import Shortcut

MOST = 4
LONGEST = 120
"""Characters of an address that are compared: no address of ours is much longer, and comparing takes time."""


def nearest_pages(library: Library, path: str) -> tuple[Shortcut, ...]:
    """Documents, principles or topics whose names are like the address, the likest first."""
    parts = [part[:LONGEST] for part in path.split("/") if part][:3]
    match parts:
        case ["documents", slug, anchor] if slug in library.document_by_slug:
            return _principles(library, slug, anchor)
        case ["documents", slug, *_]:
            return _documents(library, slug)
        case ["topics", topic, *_]:
            return _topics(library, topic)
        case [*_, word]:
            return (*_topics(library, word), *_documents(library, word))[:MOST]
    return ()


def _principles(library: Library, slug: str, anchor: str) -> tuple[Shortcut, ...]:
    document = library.document_by_slug[slug]
    headings = {entry.principle.anchor: entry for entry in library.entries_of[slug]}
    found = [headings[near] for near in _near(anchor, headings)]
    links = [Shortcut(f"{entry.principle.heading} ({document.name})", urls.principle(entry)) for entry in found]
    return (*links, Shortcut(f"All principles of {document.name}", urls.document(slug)))


def _documents(library: Library, slug: str) -> tuple[Shortcut, ...]:
    near = _near(slug, library.document_by_slug)
    return tuple(Shortcut(library.document_by_slug[s].name, urls.document(s)) for s in near)


def _topics(library: Library, topic: str) -> tuple[Shortcut, ...]:
    near = _near(topic, library.topics)
    return tuple(Shortcut(library.topics[t].label, urls.topic(t)) for t in near)


def _near(word: str, known: Iterable[str]) -> list[str]:
    """The names that are like the word, then those that hold one of its words."""
    names = list(known)
    alike = get_close_matches(word.lower(), names, n=MOST, cutoff=0.6)
    words = [part for part in re.findall(r"[^\W_]+", word.lower()) if len(part) > 3 and not part.isdecimal()]
    holding = [name for name in names if any(part in name.split("-") for part in words)]
    return list(dict.fromkeys((*alike, *holding)))[:MOST]
