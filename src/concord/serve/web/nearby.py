"""Pages that a reader may have meant with an address that leads nowhere: of the same kind, and spelt nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

from starlette.requests import Request

from ...answers.documents import SORTS
from ...answers.filters import FACETS, choice_label
from ...answers.opened import Library
from ...errors import ConcordError, NotFoundError
from . import urls
from .asking import OWN, NotTakenError, PastEndError
from .contexts import Shortcut

MOST = 4
LONGEST = 120
"""Characters of an address that are compared: no address of ours is much longer, and comparing takes time."""
WORD, WHOLE, PAGE = 0.75, 0.92, 0.7
"""How alike two words, two names without their hyphens, and the names of two pages must be to be taken for each other."""

MENU: Mapping[str, str] = {
    urls.DOCUMENTS: "Documents",
    urls.TOPICS: "Topics",
    urls.PRINCIPLES: "Principles",
    urls.SEARCH: "Search",
    urls.ABOUT: "About",
    urls.API: "API",
}
"""Pages that an unknown path may stand for."""


def ways_on(library: Library, request: Request, problem: ConcordError) -> tuple[Shortcut, ...]:
    """Addresses that the reader may have meant, the likest first; none where nothing is near."""
    if isinstance(problem, PastEndError):
        last = Shortcut(f"Page {problem.last}, the last", _with(request, "page", str(problem.last)))
        return (Shortcut("Page 1", _with(request, "page", None)), *((last,) if problem.last > 1 else ()))
    if problem.where in OWN & request.query_params.keys():
        near = () if isinstance(problem, NotTakenError) else _values(library, request, problem.where)
        return (*near, Shortcut(f"This page without “{problem.where}”", _with(request, problem.where, None)))
    return _pages(library, request.scope["path"]) if isinstance(problem, NotFoundError) else ()


def _with(request: Request, name: str, value: str | None) -> str:
    """The request's address with this value of the parameter alone, or without it; a list then begins anew."""
    kept = [(n, v) for n, v in request.query_params.multi_items() if v and n not in {name, "page"}]
    return urls.at(urls.path_of(request.scope["path"]), [*kept, *([(name, value)] if value else [])])


def _values(library: Library, request: Request, name: str) -> tuple[Shortcut, ...]:
    """The same page with values of the parameter that are spelt like the one given."""
    if name == "sort":
        labels = {value: label for value, (label, _, _) in SORTS.items()}
    elif name in dict(FACETS):
        labels = {value: choice_label(library, name, value) for value in library.document_columns[name].values}
    else:
        return ()
    asked = next((v for v in request.query_params.getlist(name) if v not in labels), "")[:LONGEST]
    spellings = {label.lower(): value for value, label in labels.items()} | {value: value for value in labels}
    near = dict.fromkeys(spellings[spelling] for spelling in _near(asked, spellings))
    return tuple(Shortcut(labels[value], _with(request, name, value)) for value in near)


def _pages(library: Library, path: str) -> tuple[Shortcut, ...]:
    """Documents, principles, topics or pages of the menu, whichever the address is one of."""
    parts = [part[:LONGEST] for part in path.split("/") if part][:3]
    match parts:
        case ["documents", slug, anchor] if slug in library.document_by_slug:
            return _principles(library, slug, anchor)
        case ["documents", slug, *_]:
            names = library.document_by_slug
            return tuple(Shortcut(names[near].name, urls.document(near)) for near in _near(slug, names))
        case ["topics", topic, *_]:
            return tuple(
                Shortcut(library.topics[near].label, urls.topic(near)) for near in _near(topic, library.topics)
            )
        case [word, *_]:
            near_pages = get_close_matches(f"/{word.lower()}", MENU, n=2, cutoff=PAGE)
            return tuple(Shortcut(MENU[address], address) for address in near_pages)
    return ()


def _principles(library: Library, slug: str, anchor: str) -> tuple[Shortcut, ...]:
    document = library.document_by_slug[slug]
    headings = {entry.principle.anchor: entry for entry in library.entries_of[slug]}
    found = [headings[near] for near in _near(anchor, headings)]
    links = [Shortcut(f"{entry.principle.heading} ({document.name})", urls.principle(entry)) for entry in found]
    return (*links, Shortcut(f"All principles of {document.name}", urls.document(slug)))


def _near(asked: str, names: Iterable[str]) -> list[str]:
    """Names in which every word asked for stands, or one spelt like it, and names that are as good as the same."""
    words_of = {name: _words(name) for name in names}
    known = sorted({word for words in words_of.values() for word in words})
    wanted = [{word, *get_close_matches(word, known, n=MOST, cutoff=WORD)} for word in _words(asked)]
    holding = [name for name, words in words_of.items() if all(not each.isdisjoint(words) for each in wanted)]
    joined = {"".join(words): name for name, words in words_of.items()}
    whole = "".join(_words(asked))
    same = [joined[near] for near in get_close_matches(whole, joined, n=MOST, cutoff=WHOLE)]
    near = dict.fromkeys((*same, *holding)) if whole else {}
    return sorted(near, key=lambda name: (-SequenceMatcher(None, asked.lower(), name).ratio(), name))[:MOST]


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.lower())
