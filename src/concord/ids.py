"""Names that last: slugs of documents, anchors of principles, references to both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ANCHOR_LIMIT = 79
_ACCENTED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")


def anchor_of(heading: str) -> str:
    """The anchor a heading gives: lower case, NFKD, letters of any script and digits kept, all else `-`.

    Accents of Latin, Greek and Cyrillic letters go; the vowel signs of other scripts are part of their words and stay.
    Cut at a whole word below 80 characters. A heading without a letter or digit gives `principle`.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", heading).casefold())
    composed = unicodedata.normalize("NFC", "".join(_without_accents(decomposed)))
    anchor = "-".join("".join(c if _is_kept(c) else " " for c in composed).split())
    if len(anchor) > ANCHOR_LIMIT:
        head = anchor[: ANCHOR_LIMIT + 1].rpartition("-")[0]
        anchor = head or anchor[:ANCHOR_LIMIT]
    return anchor or "principle"


def _without_accents(text: str) -> Iterator[str]:
    base = ""
    for c in text:
        if unicodedata.category(c)[0] != "M":
            base = c
            yield c
        elif base.isalpha() and not unicodedata.name(base, "").startswith(_ACCENTED_SCRIPTS):
            yield c


def _is_kept(c: str) -> bool:
    return unicodedata.category(c)[0] in "LNM"


def reference(document: str, anchor: str) -> str:
    """The reference `document#anchor` of a principle."""
    return f"{document}#{anchor}"


def split_reference(text: str) -> tuple[str, str]:
    """Document and anchor of a reference; the anchor is empty where there is none."""
    document, _, anchor = text.partition("#")
    return document, anchor
