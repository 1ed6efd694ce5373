"""Words that a reader misspelt, put right by the words of the library."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from ..language.querying import QUOTE
from ..language.words import STOPWORDS, Word, stem, words
from .opened import Library

LETTERS = range(5, 31)
"""How long a word may be to be looked at: shorter ones are near to too many, and no longer one is any word of ours."""
MOST_WORDS = 6
_LIKENESS = 0.8
_LENGTH_DIFFERENCE = 2


def spelt(library: Library, text: str) -> str:
    """The text with words that stand nowhere in the library replaced by words of it that are spelt nearly so.

    What stands between quotation marks is looked for as it is typed, so it stays; so do words that say nothing.
    """
    unknown = [word for word in _unquoted_words(text) if _is_unknown(library, word.form)]
    for word in reversed(unknown[:MOST_WORDS]):
        text = text[: word.start] + (_nearest(library, word.form) or text[word.start : word.end]) + text[word.end :]
    return text


def _unquoted_words(text: str) -> Iterator[Word]:
    marks = [found.start() for found in QUOTE.finditer(text)]
    for word in words(text):
        before = sum(mark < word.start for mark in marks)
        is_quoted = before % 2 == 1 and before < len(marks)
        if not is_quoted:
            yield word


def _is_unknown(library: Library, form: str) -> bool:
    if len(form) not in LETTERS or form in STOPWORDS or form in library.word_forms or form in _names(library):
        return False
    return not library.linker.index.holds_all([stem(form)]).any()


@lru_cache(maxsize=4)
def _names(library: Library) -> frozenset[str]:
    """Words that stand in no principle, and are right all the same: of titles, publishers, places and the vocabulary."""
    vocabulary = library.vocabulary
    texts = (
        *(f"{each.title} {each.short_title or ''} {each.publisher}" for each in library.documents),
        *(f"{place.name} {place.region}" for place in vocabulary.places),
        *(text for topic in vocabulary.topics for text in (topic.label, *topic.phrases, *topic.everyday)),
        *(text for group in vocabulary.plain_words for text in (*group.say, *group.means)),
    )
    return frozenset(word.form for text in texts for word in words(text))


def _nearest(library: Library, form: str) -> str | None:
    near = sorted(
        known
        for known in library.word_forms
        if known[0] == form[0] and abs(len(known) - len(form)) <= _LENGTH_DIFFERENCE
    )
    return next(iter(get_close_matches(form, near, n=1, cutoff=_LIKENESS)), None)
