"""A build from beginning to end: read, the stages in order, write."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from threadpoolctl import threadpool_limits

from .. import settings
from ..errors import LibraryError, UsageError, did_you_mean
from ..language.encoder import ENCODERS as ENCODERS
from ..language.vocabulary import FILES, parse_vocabulary
from ..language.words import index_text
from ..library import read_library
from ..model import Document, Vocabulary
from ..store.stamp import fault_in, read_meta
from ..store.write import Contents, write_database
from .dating import library_date
from .links import link
from .neighbours import find_neighbours
from .report import Progress, Report
from .topics import find_topics
from .vectors import embed
from .work import Work

STAGES: tuple[tuple[str, Callable[[Work, Progress], Work]], ...] = (
    ("topics", find_topics),
    ("vectors", embed),
    ("links", link),
    ("neighbours", find_neighbours),
)
"""The order in which a library becomes a database."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the input of a build lies."""

    library: tuple[Path, ...]
    vocabulary: Path

    @classmethod
    def default(cls) -> Sources:
        """`library/` and `vocabulary/` of the current folder, else the packaged copies."""
        return cls((settings.input_folder(settings.LIBRARY),), settings.input_folder(settings.VOCABULARY))


def build(sources: Sources, database: Path, *, progress: Progress | None = None, encoder: str = ENCODERS[0]) -> Report:
    """Build the database from the sources, unless it already holds exactly them.

    Raises `UsageError` for an encoder that is not one of `ENCODERS`, `LibraryError` with all faults of library and
    vocabulary, `StoreError` where the database cannot be written; a database that was there before is then untouched;
    one that is damaged is never taken for up to date.
    """
    if encoder not in ENCODERS:
        raise UsageError(f'"{encoder[:40]}" is not known', where="--encoder", do=did_you_mean(encoder[:40], ENCODERS))
    began = time.perf_counter()
    progress = progress or Progress()
    fingerprint = fingerprint_of(sources)
    meta = read_meta(database)
    is_unchanged = meta.get("fingerprint") == fingerprint and fault_in(database) is None
    if not is_unchanged:
        vocabulary = read_vocabulary(sources.vocabulary)
        known_places = frozenset(place.code for place in vocabulary.places)
        documents = read_library(sources.library, known_places=known_places)
        _refuse_twins(documents, sources.library)
        work = run_stages(documents, vocabulary, progress)
        meta = _meta(work, fingerprint, library_date(sources.library))
        with progress.step("Writing the database"):
            write_database(database, _contents(work, meta), index_text=index_text)
    return Report(
        database=database,
        documents=int(meta["documents"]),
        principles=int(meta["principles"]),
        links=int(meta["links"]),
        seconds=time.perf_counter() - began,
        is_unchanged=is_unchanged,
    )


def _refuse_twins(documents: Sequence[Document], folders: Sequence[Path]) -> None:
    for one, other in pairwise(documents):
        if one.slug == other.slug:
            raise LibraryError(
                f'"{one.slug}" is there both as a digest and as an original',
                where=", ".join(map(str, folders)),
                do="rename one of the two, or build a database of each folder",
            )


def run_stages(documents: tuple[Document, ...], vocabulary: Vocabulary, progress: Progress) -> Work:
    """The work after all stages."""
    work = Work(documents, vocabulary)
    # One thread adds up in one order, so that the same input gives the same rows; the matrices are small anyway.
    with threadpool_limits(limits=1):
        for _, stage in STAGES:
            work = stage(work, progress)
    return work


def read_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary of a folder; raises `LibraryError` where a file is missing, not UTF-8 or has faults."""
    texts: dict[str, str] = {}
    for name in FILES:
        try:
            texts[name] = (folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise LibraryError(
                "there is no such file",
                where=str(folder / name),
                do=f"a vocabulary holds {', '.join(FILES)}; name the folder that does with --vocabulary",
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise LibraryError(
                f"cannot be read ({error})", where=str(folder / name), do="save it as UTF-8 text"
            ) from error
    return parse_vocabulary(texts, folder=str(folder))


def fingerprint_of(sources: Sources) -> str:
    """A digest of everything the database's contents follow from: the input's files and this program's own code."""
    sum_ = hashlib.sha256(f"schema {settings.SCHEMA_VERSION}".encode())
    for name, content in _input_files(sources):
        sum_.update(f"\0{name}\0{len(content)}\0".encode())
        sum_.update(content)
    return sum_.hexdigest()


def _input_files(sources: Sources) -> Iterator[tuple[str, bytes]]:
    for number, folder in enumerate(sources.library):
        for path in sorted(path for path in folder.glob("*.md") if path.is_file()):
            yield f"{number}/{path.name}", path.read_bytes()
        yield f"{number}/date", library_date((folder,)).encode()
    for name in FILES:
        path = sources.vocabulary / name
        yield name, path.read_bytes() if path.is_file() else b""
    for package in ("language", "library", "build", "store"):
        for entry in sorted(files(f"concord.{package}").iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith((".py", ".sql")):
                yield f"{package}/{entry.name}", entry.read_bytes()
    for module in ("model.py", "ids.py", "settings.py"):
        yield module, files("concord").joinpath(module).read_bytes()


def _meta(work: Work, fingerprint: str, date: str) -> Mapping[str, str]:
    return {
        "schema_version": str(settings.SCHEMA_VERSION),
        "fingerprint": fingerprint,
        "encoder": work.encoder.name if work.encoder else "none",
        "library_date": date,
        "documents": str(len(work.documents)),
        "principles": str(len(work.found)),
        "links": str(len(work.links)),
    }


def _contents(work: Work, meta: Mapping[str, str]) -> Contents:
    encoder = work.encoder
    return Contents(
        meta=meta,
        documents=work.documents,
        vocabulary=work.vocabulary,
        mentions={name: found.mentions for name, found in work.found.items()},
        subjects={name: found.subjects for name, found in work.found.items()},
        links=work.links,
        neighbours=work.neighbours,
        vectors=work.vectors,
        stems={word: encoder.table[row] for word, row in encoder.places.items()} if encoder else {},
    )
