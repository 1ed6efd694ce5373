"""A text cut into plain and marked pieces, so that a page can show marks without any HTML being made here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ..language.words import STOPWORDS, stemmed_words
from ..model import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text."""

    text: str
    is_marked: bool = False
    topics: tuple[str, ...] = ()
    """Topics whose phrases stand here, where that is what is marked."""


def marked(text: str, spans: Iterable[Span], *, within: Span | None = None) -> tuple[Piece, ...]:
    """The text, or the part of it that `within` names, with the spans marked; spans that overlap become one."""
    return labelled(text, ((span, "") for span in spans), within=within)


def labelled(text: str, spans: Iterable[tuple[Span, str]], *, within: Span | None = None) -> tuple[Piece, ...]:
    """Like `marked`, each mark naming the topics of the spans it covers."""
    whole = within or Span(0, len(text))
    pieces: list[Piece] = []
    at = whole.start
    for span, topics in _joined(spans, whole):
        if at < span.start:
            pieces.append(Piece(text[at : span.start]))
        pieces.append(Piece(text[span.start : span.end], is_marked=True, topics=topics))
        at = span.end
    if at < whole.end:
        pieces.append(Piece(text[at : whole.end]))
    return tuple(pieces)


def _joined(spans: Iterable[tuple[Span, str]], whole: Span) -> list[tuple[Span, tuple[str, ...]]]:
    joined: list[tuple[Span, tuple[str, ...]]] = []
    for span, topic in sorted(spans):
        start, end = max(span.start, whole.start), min(span.end, whole.end)
        if start >= end:
            continue
        if joined and start < joined[-1][0].end:
            last, topics = joined[-1]
            joined[-1] = (Span(last.start, max(last.end, end)), tuple(dict.fromkeys((*topics, topic))))
        else:
            joined.append((Span(start, end), (topic,)))
    return [(span, tuple(filter(None, topics))) for span, topics in joined]


def word_spans(text: str, stems: Collection[str]) -> list[Span]:
    """Where words of these stems stand."""
    return [word.span for root, word in stemmed_words(text) if root in stems and word.form not in STOPWORDS]
