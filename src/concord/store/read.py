"""Reads a database: holds every SELECT, and gives back the values of the model."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .. import settings
from ..errors import StoreError
from ..ids import reference
from ..model import (
    Document,
    Link,
    Mention,
    Neighbour,
    Place,
    PlainWords,
    Principle,
    Reason,
    Span,
    Subject,
    Topic,
    Vocabulary,
)
from .stamp import connect, fault_in, is_ours

Vectors = npt.NDArray[np.float32]


class Store:
    """One database, open for reading; any number of threads may ask at once."""

    def __init__(self, path: Path) -> None:
        """Open the database; raises `StoreError` where it is absent, damaged, or of another version."""
        self.path = path
        self._local = threading.local()
        self.meta = self._read_meta()
        version = self.meta.get("schema_version")
        if version != str(settings.SCHEMA_VERSION):
            raise self._unreadable(
                f"written by another version of Concord (schema {version}, not {settings.SCHEMA_VERSION})"
            )
        self._check_whole()

    def _read_meta(self) -> Mapping[str, str]:
        if not self.path.is_file():
            raise self._unreadable("there is no such database")
        try:
            return {row["key"]: row["value"] for row in self._rows("SELECT key, value FROM meta")}
        except sqlite3.DatabaseError as error:
            if not is_ours(self.path):
                raise StoreError(
                    f"not a Concord database ({error})",
                    where=str(self.path),
                    do="name Concord's own with --db; `concord build` makes concord.db",
                ) from error
            raise self._unreadable(f"damaged or cut short ({error})") from error

    def _check_whole(self) -> None:
        fault = fault_in(self.path)
        if fault:
            raise self._unreadable(f"damaged or cut short ({fault})")

    def _unreadable(self, what: str) -> StoreError:
        return StoreError(what, where=str(self.path), do=f"run `concord build --db {self.path}` to make it anew")

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        database = getattr(self._local, "database", None)
        if database is None:
            database = self._local.database = connect(self.path)
            database.row_factory = sqlite3.Row
        return iter(database.execute(sql, values))

    def documents(self) -> tuple[Document, ...]:
        """Every document with its principles, in the order of their slugs."""
        principles: dict[int, list[Principle]] = {}
        for row in self._rows("SELECT * FROM principle ORDER BY document, position"):
            principles.setdefault(row["document"], []).append(_principle(dict(row)))
        return tuple(
            _document(dict(row), tuple(principles.get(row["id"], ())))
            for row in self._rows("SELECT * FROM document ORDER BY id")
        )

    def vocabulary(self) -> Vocabulary:
        """The vocabulary the database was built with."""
        topics = tuple(_topic(dict(row)) for row in self._rows("SELECT * FROM topic ORDER BY position"))
        places = tuple(Place(*row) for row in self._rows("SELECT code, name, region FROM place ORDER BY code"))
        plain_words = tuple(
            PlainWords(_list(say), _list(means))
            for say, means in self._rows("SELECT say, means FROM plain_words ORDER BY id")
        )
        return Vocabulary(topics, places, plain_words)

    def subjects(self) -> dict[str, tuple[Subject, ...]]:
        """What each principle is about, by reference, the weightiest first."""
        found: dict[str, list[Subject]] = {}
        for slug, anchor, topic, weight, start, end in self._rows(
            "SELECT d.slug, p.anchor, s.topic, s.weight, s.start, s.end FROM subject s"
            " JOIN principle p ON p.id = s.principle JOIN document d ON d.id = p.document"
            " ORDER BY s.principle, s.weight DESC, s.topic"
        ):
            evidence = None if start is None else Span(start, end)
            found.setdefault(reference(slug, anchor), []).append(Subject(topic, weight, evidence))
        return {name: tuple(subjects) for name, subjects in found.items()}

    def mentioned_topics(self) -> dict[str, frozenset[str]]:
        """The topics each principle mentions, by reference."""
        found: dict[str, set[str]] = {}
        for slug, anchor, topic in self._rows(
            "SELECT DISTINCT d.slug, p.anchor, m.topic FROM mention m"
            " JOIN principle p ON p.id = m.principle JOIN document d ON d.id = p.document"
        ):
            found.setdefault(reference(slug, anchor), set()).add(topic)
        return {name: frozenset(topics) for name, topics in found.items()}

    def mentions(self, document: str, anchor: str) -> tuple[Mention, ...]:
        """Every mention in one principle, heading first, in reading order."""
        return tuple(
            Mention(topic, part, Span(start, end))
            for topic, part, start, end in self._rows(
                "SELECT m.topic, m.part, m.start, m.end FROM mention m"
                " JOIN principle p ON p.id = m.principle JOIN document d ON d.id = p.document"
                " WHERE d.slug = ? AND p.anchor = ? ORDER BY m.part, m.start, m.topic",
                (document, anchor),
            )
        )

    def all_mentions(self) -> dict[str, tuple[Mention, ...]]:
        """Every mention by reference, those of a principle in the order of `mentions`."""
        found: dict[str, list[Mention]] = {}
        for slug, anchor, topic, part, start, end in self._rows(
            "SELECT d.slug, p.anchor, m.topic, m.part, m.start, m.end FROM mention m"
            " JOIN principle p ON p.id = m.principle JOIN document d ON d.id = p.document"
            " ORDER BY m.principle, m.part, m.start, m.topic"
        ):
            found.setdefault(reference(slug, anchor), []).append(Mention(topic, part, Span(start, end)))
        return {name: tuple(mentions) for name, mentions in found.items()}

    def topic_mentions(self, topics: Sequence[str], document: str | None = None) -> dict[str, tuple[Mention, ...]]:
        """Mentions of any of the topics by reference, in library order; of one document where it is named."""
        found: dict[str, list[Mention]] = {}
        for slug, anchor, topic, part, start, end in self._rows(
            "SELECT d.slug, p.anchor, m.topic, m.part, m.start, m.end FROM mention m"
            " JOIN principle p ON p.id = m.principle JOIN document d ON d.id = p.document"
            " WHERE m.topic IN (SELECT value FROM json_each (?)) AND (? IS NULL OR d.slug = ?)"
            " ORDER BY m.principle, m.part, m.start, m.topic",
            (json.dumps(topics), document, document),
        ):
            found.setdefault(reference(slug, anchor), []).append(Mention(topic, part, Span(start, end)))
        return {name: tuple(mentions) for name, mentions in found.items()}

    def links(self, document: str, anchor: str) -> tuple[Link, ...]:
        """The links of one principle, the strongest first."""
        source = reference(document, anchor)
        return tuple(
            Link(
                source,
                reference(slug, other),
                strength,
                kind,
                Reason((Span(a, b), Span(c, d)), _list(terms), _list(topics)),
            )
            for slug, other, strength, kind, a, b, c, d, terms, topics in self._rows(
                "SELECT td.slug, t.anchor, l.strength, l.kind, l.source_start, l.source_end, l.target_start,"
                " l.target_end, l.terms, l.topics FROM link l"
                " JOIN principle s ON s.id = l.source JOIN document sd ON sd.id = s.document"
                " JOIN principle t ON t.id = l.target JOIN document td ON td.id = t.document"
                " WHERE sd.slug = ? AND s.anchor = ? ORDER BY l.rank",
                (document, anchor),
            )
        )

    def neighbours(self, document: str) -> tuple[Neighbour, ...]:
        """The documents nearest to one, the nearest first."""
        return tuple(
            Neighbour(document, other, closeness)
            for other, closeness in self._rows(
                "SELECT o.slug, n.closeness FROM neighbour n JOIN document d ON d.id = n.document"
                " JOIN document o ON o.id = n.other WHERE d.slug = ? ORDER BY n.rank",
                (document,),
            )
        )

    def vectors(self) -> Vectors:
        """The principles' vectors in library order, shape (principles, dimensions)."""
        return _stack(row[0] for row in self._rows("SELECT vector FROM vector ORDER BY principle"))

    def stems(self) -> tuple[dict[str, int], Vectors]:
        """The built-in encoder: the row of each stem, and the table, shape (stems, dimensions)."""
        rows = list(self._rows("SELECT stem, vector FROM stem ORDER BY stem"))
        return {stem: number for number, (stem, _) in enumerate(rows)}, _stack(blob for _, blob in rows)

    def phrase_hits(self, phrase: str) -> frozenset[str]:
        """References of the principles in which these indexed words (`language.words.index_text`) stand side by side.

        A single character of an unspaced script is in no index, which holds pairs: the texts themselves are read for it.
        """
        if len(phrase) == 1 and not phrase.isascii():
            found = "principle p WHERE instr(p.heading || p.text, ?)"
        else:
            found = "principle_text f JOIN principle p ON p.id = f.rowid WHERE principle_text MATCH ?"
            phrase = '"' + phrase.replace('"', " ") + '"'
        rows = self._rows(
            f"SELECT d.slug, p.anchor FROM (SELECT p.document, p.anchor FROM {found}) p"  # noqa: S608 - one of two texts
            " JOIN document d ON d.id = p.document",
            (phrase,),
        )
        return frozenset(reference(slug, anchor) for slug, anchor in rows)


def _document(row: dict[str, Any], principles: tuple[Principle, ...]) -> Document:
    del row["id"]
    lists = {name: _list(row[name]) for name in ("language", "checked")}
    return Document(**row | lists | {"binding": bool(row["binding"]), "principles": principles})


def _principle(row: dict[str, Any]) -> Principle:
    for name in ("id", "document", "position"):
        del row[name]
    return Principle(**row | {"addressees": _list(row["addressees"])})


def _topic(row: dict[str, Any]) -> Topic:
    del row["position"]
    return Topic(**row | {name: _list(row[name]) for name in ("phrases", "look_alikes", "everyday")})


def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _stack(blobs: Iterator[bytes]) -> Vectors:
    rows = [np.frombuffer(blob, dtype="<f4") for blob in blobs]
    return np.stack(rows) if rows else np.zeros((0, 0), dtype=np.float32)
