"""Plain tables."""

from __future__ import annotations

from collections.abc import Sequence


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows under their head, columns that hold figures flush right, an empty line after the last."""
    lines = [head, *rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    is_text = [not any(_is_figure(row[at]) for row in rows) for at in range(len(head))]
    cells = [
        [
            cell.ljust(width) if text else cell.rjust(width)
            for cell, width, text in zip(line, widths, is_text, strict=True)
        ]
        for line in lines
    ]
    return "\n".join([title, *("  ".join(line).rstrip() for line in cells), ""])


def _is_figure(cell: str) -> bool:
    return cell.replace(".", "", 1).replace(",", "").isdecimal()
