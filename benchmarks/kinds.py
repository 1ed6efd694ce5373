"""The kinds of page that are measured: addresses of each, and what the peer shows that is most like it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

ADDRESSES = 20
"""Different addresses of a kind, where it has as many."""
ROWS = 50
"""Items of a list; ours has as many by itself, the peer is asked for them."""

QUERIES = (
    "kids",
    "green computing",
    "machines must not replace human decision",
    "explain how a decision was made",
    "robots taking my job",
    "who pays if it goes wrong",
    "spying on citizens",
    "racist algorithms",
    "delete what you know about me",
    "chatbots pretending to be people",
    "small shops and start-ups",
    "weapons that choose their targets",
    "transparency",
    "impact assessment",
    "privacy by design",
    '"human oversight"',
    '"rule of law"',
    '"risk management" suppliers',
    '"meaningful human control" weapons',
    '"the right to be forgotten"',
)
"""Plain language, single words, terms of the field and quoted phrases."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page."""

    name: str
    addresses: tuple[str, ...]
    peer: str
    """What the peer shows that is most like it."""
    peer_addresses: tuple[str, ...]

    def pair(self, number: int) -> tuple[str, str]:
        """The addresses asked for in turn `number`: ours and the peer's."""
        return self.addresses[number % len(self.addresses)], self.peer_addresses[number % len(self.peer_addresses)]


def read_kinds(database: Path) -> tuple[Kind, ...]:
    """The kinds of page, with addresses spread evenly over what the database holds; the same ones in every run."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        slugs = _column(connection, "SELECT slug FROM document ORDER BY slug")
        topics = _column(connection, "SELECT id FROM topic ORDER BY position")
        sectors = _column(connection, "SELECT DISTINCT sector FROM document ORDER BY sector")
        numbers = _column(connection, "SELECT id FROM principle ORDER BY id")
        principles = _rows(
            connection, "SELECT d.slug, p.anchor FROM principle p JOIN document d ON d.id = p.document ORDER BY p.id"
        )
        spoken = _rows(
            connection,
            "SELECT DISTINCT d.slug, s.topic FROM subject s JOIN principle p ON p.id = s.principle"
            " JOIN document d ON d.id = p.document ORDER BY d.slug, s.topic",
        )
    narrowed = ("", *(f"?sector={quote(sector)}" for sector in sectors), "?binding=true", "?since=2023", "?page=2")
    places = tuple(f"/documents/{quote(slug)}/{quote(anchor)}" for slug, anchor in principles)
    searches = tuple(quote_plus(query) for query in QUERIES)

    # Labels of foreign keys are off: Datasette 0.65.5 answers 500 where a REFERENCES names no column.
    options = f"_labels=off&_size={ROWS}"
    table = ("table page", _spread([f"/concord/principle?{options}&_next={after}" for after in numbers[:-ROWS]]))
    row = ("row page", _spread([f"/concord/principle/{number}" for number in numbers]))
    found = ("search page", tuple(f"/concord/principle_text?_search={q}&_size={ROWS}" for q in searches))
    found_json = ("JSON search", tuple(f"/concord/principle_text.json?_search={q}&_size={ROWS}" for q in searches))
    links_json = ("JSON rows", _spread([f"/concord/link.json?source={number}" for number in numbers]))
    return (
        Kind("home", ("/",), *table),
        Kind("documents", tuple(f"/documents{query}" for query in narrowed), *table),
        Kind("document", _spread([f"/documents/{quote(slug)}" for slug in slugs]), *row),
        Kind(
            "document?topic=",
            _spread([f"/documents/{quote(slug)}?topic={quote(topic)}" for slug, topic in spoken]),
            *row,
        ),
        Kind("principle", _spread(places), *row),
        Kind("topics", ("/topics",), *table),
        Kind("topic", _spread([f"/topics/{quote(topic)}" for topic in topics]), *table),
        Kind("principles", tuple(f"/principles{query}" for query in narrowed), *table),
        Kind("search", tuple(f"/search?q={q}" for q in searches), *found),
        Kind("JSON search", tuple(f"/api/v1/search?q={q}" for q in searches), *found_json),
        Kind("JSON related", _spread([f"/api/v1/documents{place[10:]}/related" for place in places]), *links_json),
    )


def _column(connection: sqlite3.Connection, select: str) -> list[Any]:
    return [value for (value,) in connection.execute(select)]


def _rows(connection: sqlite3.Connection, select: str) -> list[Any]:
    return connection.execute(select).fetchall()


def _spread(addresses: Sequence[str]) -> tuple[str, ...]:
    """At most `ADDRESSES` of them, at even distances."""
    count = min(ADDRESSES, len(addresses))
    return tuple(addresses[at * len(addresses) // count] for at in range(count))
