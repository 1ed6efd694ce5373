"""Words that a reader misspelt, put right by the words of the library."""

from __future__ import annotations

from difflib import get_close_matches

from ..language.words import Word, stem, words
from .opened import Library

LETTERS = range(5, 31)
"""How long a word may be to be looked at: shorter ones are near to too many, and no longer one is any word of ours."""
MOST_WORDS = 6
_LIKENESS = 0.8
_LENGTH_DIFFERENCE = 2


def spelt(library: Library, text: str) -> str:
    """The text with words that stand nowhere in the library replaced by words of it that are spelt nearly so."""
    unknown = [word for word in words(text) if not library.linker.index.holds_all([stem(word.form)]).any()]
    for word in reversed(unknown[:MOST_WORDS]):
        text = text[: word.start] + _nearest(library, word) + text[word.end :]
    return text


def _nearest(library: Library, word: Word) -> str:
    form = word.form
    if len(form) not in LETTERS:
        return form
    near = sorted(
        known
        for known in library.word_forms
        if known[0] == form[0] and abs(len(known) - len(form)) <= _LENGTH_DIFFERENCE
    )
    return next(iter(get_close_matches(form, near, n=1, cutoff=_LIKENESS)), form)
