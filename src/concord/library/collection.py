"""Many files: reading a library, and the rules that hold between its documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from concord.errors import Fault, LibraryError, counted, did_you_mean
from concord.ids import SLUG, anchor_of
from concord.library.decoding import SIZE_LIMIT
from concord.library.document import Parsed, parse_document
from concord.library.facts import Places
from concord.model import Document

_NEARLY_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
"""Endings of files that somebody took for documents, in lower case."""


def read_library(folders: Sequence[Path], *, known_places: Places = None) -> tuple[Document, ...]:
    """The documents of these folders by slug; of a digest and an original with one slug, the digest first.

    Raises `LibraryError` where a folder is missing or holds no document, and, with every fault of every file,
    where there is any.
    """
    parsed = _parse(_distinct(file for folder in folders for file in _documents_in(folder)), known_places)
    faults = sorted([*_all_faults(parsed), *_unread(folders)])
    where = ", ".join(map(str, folders))
    if faults:
        files = len({fault.path for fault in faults})
        what = f"{counted(len(faults), 'fault')} in {counted(files, 'file')}"
        do = f"run `concord lint {' '.join(map(str, folders))}` and mend what it lists"
        raise LibraryError(what, where=where, do=do, faults=faults)
    documents = (each.document for each in parsed if each.document)
    return tuple(sorted(documents, key=lambda document: (document.slug, document.text)))


def lint(paths: Sequence[Path], *, known_places: Places = None) -> list[Fault]:
    """Every fault of these files, and of the documents in these folders, by file and line.

    The other documents in a file's folder are read as well, to judge what it supersedes; their own faults are
    left out. Raises `LibraryError` where a path is missing, or a folder holds no document.
    """
    chosen = _distinct(file for path in paths for file in _files_at(path))
    folders = dict.fromkeys(file.parent for file in chosen)
    neighbours = (file for folder in folders for file in _markdown_in(folder))
    parsed = _parse(_distinct([*chosen, *neighbours]), known_places)
    asked = {file.as_posix() for file in chosen}
    found = sorted([*_all_faults(parsed), *_digest_and_original(parsed)])
    return sorted([*(fault for fault in found if fault.path in asked), *_unread(paths)])


def _files_at(path: Path) -> list[Path]:
    do = "give the files to check, or the folder that holds them, such as library"
    if path.is_file():
        return [path]
    if path.is_dir():
        return _documents_in(path)
    what = "this is neither a file nor a folder" if path.exists() else "there is no such file or folder"
    raise LibraryError(what, where=str(path), do=do)


def _documents_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        what = "this is a file, not a folder" if folder.exists() else "there is no such folder"
        raise LibraryError(what, where=str(folder), do="give the folder that holds the documents, such as library")
    files = _markdown_in(folder)
    if not files and not any(_unread([folder])):
        do = "give the folder that holds the documents, or add the first one as a .md file"
        raise LibraryError("the folder holds no document", where=str(folder), do=do)
    return files


def _markdown_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.name.endswith(".md") and file.is_file())


def _unread(paths: Iterable[Path]) -> Iterator[Fault]:
    """Files of the folders that look like documents and are passed over."""
    folders = _distinct(path for path in paths if path.is_dir())
    for file in (file for folder in folders for file in folder.iterdir()):
        if file.suffix.lower() not in _NEARLY_MARKDOWN:
            continue
        if file.is_symlink() and not file.exists():
            what = f'the link "{file.name}" leads nowhere, so it is not read'
            yield Fault(file.as_posix(), 1, what, "mend or delete it")
        elif file.is_file() and not file.name.endswith(".md"):
            what = f'the file is not read, for its name "{file.name}" does not end in .md'
            yield Fault(file.as_posix(), 1, what, f"name it {anchor_of(file.stem)}.md")


def _distinct(files: Iterable[Path]) -> list[Path]:
    """The files without those that are reached a second time by another path."""
    first: dict[Path, Path] = {}
    for file in files:
        first.setdefault(file.resolve(), file)
    return list(first.values())


def _parse(files: Iterable[Path], known_places: Places) -> list[Parsed]:
    return [_parse_file(file, known_places) for file in files]


def _parse_file(file: Path, known_places: Places) -> Parsed:
    path = file.as_posix()
    try:
        with file.open("rb") as stream:
            raw = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        fault = Fault(
            path, 1, f"the file cannot be read: {error.strerror}", "see that it is there and that you may read it"
        )
        return Parsed(path, file.stem, None, (fault,))
    return parse_document(raw, path=path, known_places=known_places)


def _all_faults(parsed: Sequence[Parsed]) -> list[Fault]:
    own = (fault for each in parsed for fault in each.faults)
    return sorted([*own, *_repeated_slugs(parsed), *_unknown_predecessors(parsed), *_circles(parsed)])


def _repeated_slugs(parsed: Sequence[Parsed]) -> Iterator[Fault]:
    first: dict[tuple[str, str], Parsed] = {}
    for each in parsed:
        if not each.document:
            continue
        text = each.document.text
        other = first.setdefault((each.slug, text), each)
        if other is not each:
            what = f'{other.path} is another {text} with the name "{each.slug}"'
            yield Fault(each.path, 1, what, "rename or delete one of the two")


def _digest_and_original(parsed: Sequence[Parsed]) -> Iterator[Fault]:
    """Documents that no build takes together."""
    first: dict[str, Parsed] = {}
    for each in parsed:
        if each.document:
            other = first.setdefault(each.slug, each)
            if other.document and other.document.text != each.document.text:
                what = f'{other.path} is "{each.slug}" too, as {_WITH_ARTICLE[other.document.text]}'
                yield Fault(each.path, 1, what, "rename one of the two, or build a database of each folder")


_WITH_ARTICLE = {"digest": "a digest", "original": "an original"}


def _unknown_predecessors(parsed: Sequence[Parsed]) -> Iterator[Fault]:
    slugs = {each.slug for each in parsed}
    for each in parsed:
        old = each.supersedes
        if old and old.text not in slugs and SLUG.fullmatch(old.text):
            what = f'supersedes "{old.text}", which is not in the library'
            yield Fault(each.path, old.line, what, did_you_mean(old.text, slugs - {each.slug}))


def _circles(parsed: Sequence[Parsed]) -> Iterator[Fault]:
    """A fault for each document that in the end supersedes itself."""
    replaced = {each.slug: each.supersedes.text for each in parsed if each.supersedes}
    for each in parsed:
        chain = [each.slug]
        while (slug := replaced.get(chain[-1])) and slug not in chain:
            chain.append(slug)
        if each.supersedes and slug == each.slug:
            what = f"supersedes goes in a circle: {' → '.join([*chain, slug])}"
            yield Fault(each.path, each.supersedes.line, what, "delete it from the oldest of them")
