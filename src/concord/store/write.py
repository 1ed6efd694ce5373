"""Writes a database aside and renames it when it is whole, so that a failed build leaves the old one untouched."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from glob import escape as glob_escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import StoreError
from ..ids import reference
from ..model import Document, Link, Mention, Neighbour, Subject, Vocabulary
from .stamp import APPLICATION_ID, is_ours

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a database holds; keys of the mappings are references `document#anchor`."""

    meta: Mapping[str, str]
    documents: Sequence[Document]
    vocabulary: Vocabulary
    mentions: Mapping[str, Sequence[Mention]]
    subjects: Mapping[str, Sequence[Subject]]
    links: Sequence[Link]
    """Grouped by source, the strongest first."""
    neighbours: Sequence[Neighbour]
    """Grouped by document, the nearest first."""
    vectors: Mapping[str, npt.NDArray[np.float32]]
    stems: Mapping[str, npt.NDArray[np.float32]]


def write_database(path: Path, contents: Contents, *, index_text: Callable[[str], str]) -> None:
    """Put the contents at `path`, replacing what is there only once the new file is whole.

    `index_text` turns headings and texts into what the full-text index stores. Raises `StoreError` where the folder
    cannot be written.
    """
    if not is_ours(path):
        raise StoreError(
            "holds something other than a Concord database", where=str(path), do="name another file with --db"
        )
    _tidy(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}.building")
    try:
        with _database(aside) as database:
            _fill(database, contents, index_text)
        aside.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreError(
            f"cannot be written ({error})", where=str(path), do="choose a place you may write to with --db"
        ) from error
    finally:
        with suppress(OSError):  # where the folder itself is the trouble, there is nothing to tidy up
            aside.unlink(missing_ok=True)


def _tidy(path: Path) -> None:
    """Remove what builds of the same database left beside it when they were killed."""
    for left in path.parent.glob(f".{glob_escape(path.name)}.*.building"):
        number = left.name.split(".")[-2]
        if number.isdecimal() and not _is_running(int(number)):
            with suppress(OSError):
                left.unlink()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


@contextmanager
def _database(path: Path) -> Iterator[sqlite3.Connection]:
    path.unlink(missing_ok=True)
    schema = files("concord.store").joinpath("schema.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as database:
        # Nobody reads the file before it is renamed, so a crash costs only the file aside.
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.executescript(schema)
        with database:
            yield database
        database.executescript("PRAGMA optimize; VACUUM;")


def _fill(database: sqlite3.Connection, contents: Contents, index_text: Callable[[str], str]) -> None:
    document_ids = {document.slug: number for number, document in enumerate(contents.documents, 1)}
    refs = [reference(document.slug, p.anchor) for document in contents.documents for p in document.principles]
    ids = {name: number for number, name in enumerate(refs, 1)}
    tables: tuple[tuple[str, Iterable[Row]], ...] = (
        ("meta", sorted(contents.meta.items())),
        ("place", ((place.code, place.name, place.region) for place in contents.vocabulary.places)),
        ("document", _document_rows(contents.documents, document_ids)),
        ("principle", _principle_rows(contents.documents, document_ids, ids)),
        ("topic", _topic_rows(contents.vocabulary)),
        ("plain_words", _plain_words_rows(contents.vocabulary)),
        ("mention", _mention_rows(contents.mentions, ids)),
        ("subject", _subject_rows(contents.subjects, ids)),
        ("link", _link_rows(contents.links, ids)),
        ("neighbour", _neighbour_rows(contents.neighbours, document_ids)),
        ("vector", ((ids[name], _blob(vector)) for name, vector in contents.vectors.items())),
        ("stem", ((stem, _blob(vector)) for stem, vector in contents.stems.items())),
    )
    for table, rows in tables:
        _insert(database, table, rows)
    database.executemany(
        "INSERT INTO principle_text (rowid, heading, text) VALUES (?, ?, ?)",
        (
            (ids[reference(document.slug, p.anchor)], index_text(p.heading), index_text(p.text))
            for document in contents.documents
            for p in document.principles
        ),
    )


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    columns = len(database.execute(f"SELECT * FROM {table} LIMIT 0").description)  # noqa: S608 - our own table names
    marks = ", ".join("?" * columns)
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our own table names


def _document_rows(documents: Sequence[Document], ids: Mapping[str, int]) -> Iterator[Row]:
    for document in documents:
        yield (
            ids[document.slug],
            document.slug,
            document.title,
            document.short_title,
            document.publisher,
            document.sector,
            document.origin,
            document.date,
            document.kind,
            int(document.binding),
            document.url,
            _json(document.language),
            document.text,
            _json(document.checked),
            document.supersedes,
            document.note,
            document.opening,
        )


def _principle_rows(
    documents: Sequence[Document], documents_ids: Mapping[str, int], ids: Mapping[str, int]
) -> Iterator[Row]:
    for document in documents:
        for position, principle in enumerate(document.principles):
            yield (
                ids[reference(document.slug, principle.anchor)],
                documents_ids[document.slug],
                position,
                principle.anchor,
                principle.heading,
                principle.text,
                principle.line,
                principle.locator,
                principle.force,
                _json(principle.addressees),
            )


def _topic_rows(vocabulary: Vocabulary) -> Iterator[Row]:
    for position, topic in enumerate(vocabulary.topics):
        lists = (_json(topic.phrases), _json(topic.look_alikes), _json(topic.everyday))
        yield (topic.id, position, topic.label, topic.parent, topic.definition, *lists)


def _plain_words_rows(vocabulary: Vocabulary) -> Iterator[Row]:
    for number, group in enumerate(vocabulary.plain_words, 1):
        yield number, _json(group.say), _json(group.means)


def _mention_rows(mentions: Mapping[str, Sequence[Mention]], ids: Mapping[str, int]) -> Iterator[Row]:
    for name, found in mentions.items():
        for mention in found:
            yield ids[name], mention.topic, mention.part, mention.span.start, mention.span.end


def _subject_rows(subjects: Mapping[str, Sequence[Subject]], ids: Mapping[str, int]) -> Iterator[Row]:
    for name, found in subjects.items():
        for subject in found:
            evidence = subject.evidence
            places = (evidence.start, evidence.end) if evidence else (None, None)
            yield (ids[name], subject.topic, subject.weight, *places)


def _link_rows(links: Sequence[Link], ids: Mapping[str, int]) -> Iterator[Row]:
    ranks: dict[str, int] = {}
    for link in links:
        ranks[link.source] = rank = ranks.get(link.source, 0) + 1
        mine, theirs = link.reason.sentences
        spans = (mine.start, mine.end, theirs.start, theirs.end)
        lists = (_json(link.reason.terms), _json(link.reason.topics))
        yield (ids[link.source], ids[link.target], rank, link.strength, link.kind, *spans, *lists)


def _neighbour_rows(neighbours: Sequence[Neighbour], ids: Mapping[str, int]) -> Iterator[Row]:
    ranks: dict[str, int] = {}
    for near in neighbours:
        ranks[near.document] = rank = ranks.get(near.document, 0) + 1
        yield ids[near.document], rank, ids[near.other], near.closeness


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _blob(vector: npt.NDArray[np.float32]) -> bytes:
    return np.asarray(vector, dtype="<f4").tobytes()
