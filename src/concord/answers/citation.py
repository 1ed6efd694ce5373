"""How to cite a document: BibTeX and plain text."""

from __future__ import annotations

import re
import unicodedata

from ..model import Document

_SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
    # BibTeX counts braces even after a backslash, so a single one has to go by its name.
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
)
MOST_LANGUAGES = 3
"""A publication in more languages is cited in whichever the reader has read."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(document: Document) -> str:
    """An `@misc` entry, which every style knows, for the original publication."""
    year, month, day = _date_parts(document.date)
    fields = {
        "title": "{" + _escaped(document.title) + "}",
        "author": "{" + _escaped(document.publisher) + "}",
        "year": year,
        "month": _MONTHS[int(month) - 1] if month else None,
        "day": str(int(day)) if day else None,
        "url": document.url.replace("{", "%7B").replace("}", "%7D"),
        "language": ", ".join(document.language) if len(document.language) <= MOST_LANGUAGES else None,
    }
    bare = {"month"}
    lines = [f"  {name} = " + (value if name in bare else "{" + value + "}") for name, value in fields.items() if value]
    return "@misc{" + _key(document) + ",\n" + ",\n".join(lines) + "\n}\n"


def plain(document: Document) -> str:
    """The original publication in one line: publisher, date, title, address."""
    return f"{document.publisher} ({document.date}). {document.title}. {document.url}"


def _date_parts(date: str) -> tuple[str, str, str]:
    parts = (*date.split("-"), "", "")
    return parts[0], parts[1], parts[2]


def _key(document: Document) -> str:
    ascii_ = unicodedata.normalize("NFKD", document.slug).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9-]", "", ascii_)


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
