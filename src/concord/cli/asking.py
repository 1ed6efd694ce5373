"""The commands that ask: search, related, documents, topics."""

from __future__ import annotations

import sys
from typing import Annotated, TypeVar

import typer

from ..answers import questions
from ..answers.opened import Library, open_library
from ..answers.parameters import FILTERS, PARAMETERS, WINDOW
from ..answers.questions import Question
from ..errors import NotFoundError, UsageError
from ..ids import split_reference
from . import screen
from .options import Asked, asking
from .showing import documents as show_documents
from .showing import passages as show_passages
from .showing import topics as show_topics
from .showing.page import Show

Answer = TypeVar("Answer")

HITS_ON_SCREEN = "10"
"""Hits that a search shows to people who name no limit; JSON keeps to the API's."""
MOST_TEXT = 200_000
"""Characters of a text on standard input: some thirty thousand words, more than any document of this kind."""


@asking("words", *FILTERS, *WINDOW)
def search(
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY", help='Words, a question in plain language, or a "quoted phrase".')
    ],
    asked: Asked,
) -> None:
    """Find the principles that answer a question.

    Plain words find what documents say in theirs: "kids" finds children. Without --json ten hits are shown, unless
    --limit says otherwise.
    """
    values = {**asked.values, "q": [" ".join(query)]}
    if not asked.as_json:
        values.setdefault("limit", [HITS_ON_SCREEN])
    _answer(questions.SEARCH, asked, show_passages.search, values=values)


@asking("when", *FILTERS, *WINDOW)
def related(
    reference: Annotated[
        str, typer.Argument(metavar="REF", help="A principle, as document#anchor, or - for any text on standard input.")
    ],
    asked: Asked,
) -> None:
    """Show what other documents say on a principle's subject, and why.

    The strongest come first, with the terms and topics both share and the two sentences that match best.
    """
    if reference == "-":
        if "when" in asked.values:
            raise UsageError("a text has no date to be earlier or later than", where="--when", do="leave it out")
        _answer(questions.RELATED_TO_TEXT, asked, show_passages.related, _text_on_standard_input())
        return
    slug, anchor = split_reference(reference)
    if not anchor:
        raise UsageError(
            f'"{reference[:80]}" names no principle',
            where="REF",
            do=f'write it as document#anchor; "concord documents {slug[:80] or "SLUG"}" lists those of a document',
        )
    _answer(questions.RELATED, asked, show_passages.related, slug, anchor)


@asking(*FILTERS, "sort", *WINDOW)
def documents(
    asked: Asked,
    slug: Annotated[
        str | None, typer.Argument(metavar="SLUG", help="One document, or with #anchor one of its principles.")
    ] = None,
) -> None:
    """List the documents, or show one of them with its principles.

    With a SLUG and a --topic: where that document speaks of the topic.
    """
    if slug is None:
        _answer(questions.DOCUMENTS, asked, show_documents.listing)
        return
    document, anchor = split_reference(slug)
    if anchor:
        _answer(questions.PRINCIPLE, asked, show_passages.principle, document, anchor)
    else:
        _answer(questions.DOCUMENT, asked, show_documents.one, document)


@asking(*WINDOW)
def topics(asked: Asked, topic: Annotated[str | None, typer.Argument(metavar="ID", help="One topic.")] = None) -> None:
    """List the topics with their coverage, or show one of them with its passages."""
    if topic is None:
        _answer(questions.TOPICS, asked, show_topics.listing)
    else:
        _answer(questions.TOPIC, asked, show_topics.one, topic)


def _answer(
    question: Question[Answer], asked: Asked, show: Show[Answer], *path: str, values: dict[str, list[str]] | None = None
) -> None:
    """Ask, and show the answer as was asked for."""
    with screen.waiting(f"Opening {asked.db}", is_silent=asked.as_json):
        library = open_library(asked.db)
        answer = _asked(library, question, values or dict(asked.values), path)
    if asked.as_json:
        screen.write_json(question.shape(answer))
    else:
        console = screen.answers()
        with console.capture() as written:
            show(console, library, answer)
        screen.write_lines(written.get())


def _asked(library: Library, question: Question[Answer], values: dict[str, list[str]], path: tuple[str, ...]) -> Answer:
    """The answer; errors name options as the command line does."""
    try:
        return question.answer(library, values, *path)
    except UsageError as error:
        if error.where not in PARAMETERS:
            raise
        where = "QUERY" if error.where == "q" else f"--{error.where}"
        raise UsageError(error.what, where=where, do=error.do) from None
    except NotFoundError as error:
        if error.where != "topics" or "topic" not in values:
            raise
        # An address names this topic, so it is not there; an option is a wrong one, as in lists.
        raise UsageError(error.what, where="--topic", do=error.do) from None


def _text_on_standard_input() -> str:
    if sys.stdin.isatty():
        screen.complain(["Type or paste a text, then press Ctrl-D on an empty line."])
    raw = sys.stdin.buffer.read(4 * MOST_TEXT + 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"byte 0x{raw[error.start]:02x} at position {error.start} is not UTF-8"
        raise UsageError(what, where="standard input", do="hand the text over as UTF-8") from None
    if not text.strip():
        raise UsageError("it is empty", where="standard input", do="hand over a text: concord related - < draft.txt")
    if len(text) > MOST_TEXT:
        raise UsageError(
            f"more than {MOST_TEXT:,} characters", where="standard input", do="hand over a shorter passage"
        )
    return text.replace("\r\n", "\n").replace("\0", " ")
