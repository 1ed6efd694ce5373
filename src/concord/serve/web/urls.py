"""Every address of the site: root-relative, its parameters always in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from ...answers.filters import Filters
from ...answers.opened import Entry

Pairs = tuple[tuple[str, str], ...]

HOME = "/"
ABOUT = "/about"
API = "/api"
OPENAPI = "/openapi.json"
DOCUMENTS = "/documents"
PRINCIPLES = "/principles"
SEARCH = "/search"
TOPICS = "/topics"


def document(slug: str, *, topic: str | None = None, form: str | None = None) -> str:
    """A document's page; with a topic, where it speaks of that; with a form (`bibtex`), the page in that form."""
    return at(f"{DOCUMENTS}/{quoted(slug)}", _given(topic=topic, format=form))


def principle(entry: Entry) -> str:
    """A principle's page."""
    return principle_at(entry.document.slug, entry.principle.anchor)


def principle_at(slug: str, anchor: str) -> str:
    """The page of the principle of this document and anchor."""
    return f"{DOCUMENTS}/{quoted(slug)}/{quoted(anchor)}"


def topic(topic_id: str, *, page: int = 1) -> str:
    """A topic's page."""
    return at(f"{TOPICS}/{quoted(topic_id)}", _page(page))


def search(text: str = "", *, words_only: bool = False) -> str:
    """The answers to a question."""
    return at(SEARCH, _given(q=text, words="1" if words_only else None))


def documents(**filters: str) -> str:
    """The documents with these values of filters: `documents(sector="industry")`."""
    return at(DOCUMENTS, _given(**filters))


def static(name: str, version: str) -> str:
    """A file of the site's own; its address changes with its content."""
    return f"/static/{name}?v={version}"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that can be narrowed, with all that its address says."""

    path: str
    filters: Filters
    before: Pairs = ()
    """Parameters that stand before the filters: the question."""
    after: Pairs = ()
    """Parameters that stand after them: the order, earlier or later."""
    fragment: str = ""
    """Where on the page the list begins."""

    def address(self, *, page: int = 1) -> str:
        """This list, from that page of it on."""
        return self._whole((*self.before, *self.filters.parameters(), *self.after, *_page(page)))

    def toggles(self, facet: str) -> Callable[[str], str]:
        """A function giving the address with a value of the facet added, or taken away where it is there.

        What does not change is put together once: a page has some 300 choices.
        """
        pairs = self.filters.parameters()
        chosen = [value for name, value in pairs if name == facet]
        names = list(Filters.__dataclass_fields__)
        place = names.index(facet)
        head = _encoded((*self.before, *(pair for pair in pairs if names.index(pair[0]) < place)))
        tail = _encoded((*(pair for pair in pairs if names.index(pair[0]) > place), *self.after))

        def address(value: str) -> str:
            values = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
            own = _encoded((facet, v) for v in values)
            query = "&".join(part for part in (head, own, tail) if part)
            return f"{self.path}?{query}{self.fragment}" if query else self.path + self.fragment

        return address

    def _whole(self, pairs: Iterable[tuple[str, str]]) -> str:
        return at(self.path, pairs) + self.fragment


def _given(**values: str | None) -> Pairs:
    return tuple((name, value) for name, value in values.items() if value)


def _page(page: int) -> Pairs:
    return (("page", str(page)),) if page > 1 else ()


def at(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """The address of this path with these parameters."""
    query = _encoded(pairs)
    return f"{path}?{query}" if query else path


def _encoded(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{name}={quoted(value)}" for name, value in pairs)


def path_of(decoded: str) -> str:
    """The path of a request's address as an address writes it."""
    return "/" + "/".join(quote(part, safe="", errors="replace") for part in decoded.strip("/").split("/"))


@lru_cache(maxsize=8192)
def quoted(text: str) -> str:
    """The text as a part of an address."""
    return quote(text, safe="")
