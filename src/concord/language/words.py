"""A text as words and sentences, each with its place.

Scripts written without spaces (Chinese, Japanese, Thai, …) have no words to cut at without a dictionary; their
runs are read as overlapping pairs of characters, which is what search engines do (Lucene's CJKBigramFilter).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from ..model import Span

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "".join(c for c in map(chr, range(0x300, 0x1E00)) if unicodedata.category(c)[0] == "M")
"""Accents and vowel signs that are characters of their own: they belong to the letter before them."""
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_][{_MARKS}]*)"
_WORD = re.compile(rf"[{_UNSPACED}]+|{_LETTER}+(?:['’]{_LETTER}+)*")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_POSSESSIVE = re.compile(r"['’]s?$")
_STEMMER = snowballstemmer.stemmer("english")

STOPWORDS = frozenset(
    """
    a about above after again against all also am among an and any are as at be because been before being below
    between both but by can could did do does doing down during each either etc every few for from further had
    has have having he her here hers him his how however i if in into is it its itself just may me might more
    most much must my neither no nor not of off on once one only or other ought our ours out over own per rather
    s same shall she should so some such t than that the their theirs them themselves then there these they this
    those through to too toward towards under until up upon us very was we were what when where whether which
    while who whom whose why will with within without would yet you your yours
    """.split()  # noqa: SIM905 - two hundred quoted words would be harder to read
)
"""Words that say nothing about a text's subject."""


class Word(NamedTuple):
    """One word of a text. A named tuple: a build makes a million of them, and these are the quickest to make."""

    form: str
    """Folded: NFKC, lower case, without a possessive ending."""
    start: int
    end: int
    """The characters it takes, from `start` up to but not including `end`."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@lru_cache(maxsize=65536)
def fold(run: str) -> str:
    """A word in the form in which words are compared: NFKC, lower case, straight apostrophes, no possessive ending."""
    folded = unicodedata.normalize("NFKC", run).casefold().replace("’", "'")
    return _POSSESSIVE.sub("", folded) if "'" in folded else folded


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in reading order; an unspaced run gives its overlapping pairs of characters.

    Remembered for the texts seen last: topics, links and search all read the same principles.
    """
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        start, end = match.span()
        if _IS_UNSPACED.match(text, start):
            for at in range(start, max(end - 1, start + 1)):
                yield Word(fold(text[at : min(at + 2, end)]), at, min(at + 2, end))
        else:
            yield Word(fold(match.group()), start, end)


@lru_cache(maxsize=65536)
def stem(form: str) -> str:
    """The stem of a folded English word (Snowball's English algorithm); words of other languages pass unharmed."""
    return str(_STEMMER.stemWord(form))


@lru_cache(maxsize=8192)
def stems(text: str) -> tuple[str, ...]:
    """Stems of the words that carry meaning, in reading order, repeats kept."""
    return tuple(stem(word.form) for word in words(text) if word.form not in STOPWORDS)


@lru_cache(maxsize=8192)
def stemmed_words(text: str) -> tuple[tuple[str, Word], ...]:
    """Each word with its stem, in reading order; remembered like `words`, for marking what a search matched."""
    return tuple((stem(word.form), word) for word in words(text))


def index_text(text: str) -> str:
    """The text as the full-text index stores it and as phrases are looked up in it: folded words, one space between."""
    return " ".join(word.form.replace("'", " ") for word in words(text))


_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|[。！？؟]+[”」』）]*|\n\s*\n|;(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|cf|vs|art|arts|no|nos|para|paras|sec|fig|mr|mrs|ms|dr|st|approx|[a-z])\.$", re.I
)


@lru_cache(maxsize=8192)
def sentences(text: str) -> tuple[Span, ...]:
    """Where each sentence of a text stands, without the white space around it.

    A semicolon ends one too: in legal lists each item is a statement of its own.
    """
    found: list[Span] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start() + 1]) and match.end() < len(text):
            continue
        _add_stripped(found, text, start, match.end())
        start = match.end()
    _add_stripped(found, text, start, len(text))
    return tuple(found)


def _add_stripped(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if _WORD.search(stripped):
        begin = start + piece.index(stripped)
        found.append(Span(begin, begin + len(stripped)))
