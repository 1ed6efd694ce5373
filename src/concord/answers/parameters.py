"""What a question may be narrowed with: the one list that the API, its description and the command line read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .. import settings
from ..errors import UsageError, did_you_mean
from ..model import KINDS, SECTORS
from .documents import SORTS
from .filters import BINDING, Filters, parse_filters
from .opened import Library
from .paging import Window

WHEN = ("earlier", "later")
"""Documents older or newer than the principle's own."""

_FLAGS = {"1": True, "true": True, "0": False, "false": False, "": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter."""

    name: str
    help: str
    """What it does, for people; no full stop at the end."""
    kind: str = "text"
    """`text`, `year`, `count` or `flag`."""
    choices: tuple[str, ...] = ()
    """All values there are, where they do not depend on the library."""
    is_repeatable: bool = False
    """Whether it may be given again, each value widening the answer."""
    is_required: bool = False


_ALL = (
    Parameter("q", "Words, a question in plain language, or a quoted phrase", is_required=True),
    Parameter("words", "Only passages that hold all of the typed words, and nothing that they stand for", "flag"),
    Parameter("sector", "Publisher type", choices=tuple(SECTORS), is_repeatable=True),
    Parameter(
        "origin", "Publisher's country by code or name (US, China), or EU, or INT for other bodies", is_repeatable=True
    ),
    Parameter("region", "Region of the publisher's country", is_repeatable=True),
    Parameter("kind", "Kind of document", choices=tuple(KINDS), is_repeatable=True),
    Parameter("binding", "Whether the document is binding", choices=tuple(BINDING), is_repeatable=True),
    Parameter("topic", "Topic, by its id; a coarse one includes its finer ones", is_repeatable=True),
    Parameter("since", "First year of publication", "year"),
    Parameter("until", "Last year of publication", "year"),
    Parameter("when", "Only documents certainly earlier or later than the principle's own", choices=WHEN),
    Parameter("sort", "Order of the list (default: newest)", choices=tuple(SORTS)),
    Parameter("limit", f"Items in one answer, 1 to {settings.MAX_LIMIT:,} (default: {settings.PAGE_SIZE})", "count"),
    Parameter("cursor", 'Where to go on: the "next" of the answer before'),
)
PARAMETERS: Mapping[str, Parameter] = {parameter.name: parameter for parameter in _ALL}
"""Every parameter by its name."""

FILTERS = ("sector", "origin", "region", "kind", "binding", "topic", "since", "until")
WINDOW = ("limit", "cursor")


class Given:
    """The parameters of one question, checked by name; each method checks the values it reads."""

    def __init__(self, values: Mapping[str, Sequence[str]], known: Sequence[str]) -> None:
        """Raises `UsageError` for a name that the question does not know, and for a single value given twice."""
        for name, given in values.items():
            _check(name, given, known)
        self._values = values

    def one(self, name: str) -> str:
        """The value, empty where none was given; raises `UsageError` where it was given more than once."""
        given = self._values.get(name, ())
        _check_single(name, given)
        return next(iter(given), "")

    def choice(self, name: str) -> str:
        """The value, one of the parameter's choices, or empty; raises `UsageError` for any other."""
        value, choices = self.one(name), PARAMETERS[name].choices
        if value and value not in choices:
            raise UsageError(f'"{value[:60]}" is not known', where=name, do=did_you_mean(value[:60], choices))
        return value

    def flag(self, name: str) -> bool:
        """Whether it is set; raises `UsageError` for anything but 0, 1, false, true."""
        value = self.one(name).lower()
        if value not in _FLAGS:
            raise UsageError(f'"{value[:60]}" is neither yes nor no', where=name, do="write 1 or 0")
        return _FLAGS[value]

    def filters(self, library: Library) -> Filters:
        """The filters; raises `UsageError` for a value that is not known."""
        return parse_filters(library, self._values)

    def window(self) -> Window:
        """Which part of the list; raises `UsageError` for a limit or cursor that cannot be."""
        limit = self.one("limit")
        if limit and not (limit.removeprefix("-").isdecimal() and limit.isascii() and len(limit) < 10):
            raise UsageError(
                f'"{limit[:40]}" is no number', where="limit", do=f"ask for 1 to {settings.MAX_LIMIT} items"
            )
        return Window.of_cursor(int(limit) if limit else None, self.one("cursor") or None)


def _check(name: str, given: Sequence[str], known: Sequence[str]) -> None:
    if name not in known:
        do = did_you_mean(name[:60], known) if known else "leave it out: this question takes no parameters"
        raise UsageError("there is no such parameter here", where=name[:60], do=do)
    if not PARAMETERS[name].is_repeatable:
        _check_single(name, given)


def _check_single(name: str, given: Sequence[str]) -> None:
    if len(given) > 1:
        raise UsageError(f"given {len(given)} times", where=name, do="give it once")
