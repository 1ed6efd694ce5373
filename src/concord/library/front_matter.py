"""From the lines between two `---` to entries that know where they stand and how they were written.

The YAML is only composed, never turned into Python values: a date stays the string that was typed,
and an unquoted `no` (Norwegian, or Norway) is told apart from a quoted one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml
from yaml.composer import ComposerError

from concord.library.decoding import UNPRINTABLE
from concord.library.findings import Finding

DEPTH_LIMIT = 8
"""Levels of nesting that are read; the format needs three, and reading more would only cost stack."""

_TRUE = {"true", "yes", "on"}
_TAG = "tag:yaml.org,2002:"
_MAPPING = "while parsing a block mapping"
_LINE = re.compile(r"(?P<key>\w+): +(?P<value>\S.*)")
_UNQUOTED = ("expected <block end>", "mapping values are not allowed", "found character")
"""How PyYAML's complaints begin where a value lacks quotes; the first has other causes too."""
_LIKELY = "look for a missing bracket or quotation mark; a value that begins with a sign needs quotes"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it was typed."""

    text: str
    """On one line, even where a block of several lines was written."""
    type: str
    """What YAML takes it for: `str`, `int`, `float`, `bool`, `null`, `timestamp`, or something rarer."""
    line: int
    comment: str = ""
    """What follows on its last line after a space and a `#`, which YAML reads as a comment."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value: one scalar, a list of scalars, or neither, which the format has no use for."""

    name: str
    line: int
    scalar: Scalar | None = None
    items: tuple[Scalar, ...] | None = None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The entries of a front matter by their names."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    readable: bool = True
    """False where it is absent or no YAML mapping, so that nothing can be said about its keys."""

    def scalar(self, name: str) -> Scalar | None:
        """The single value of a key, where it has one."""
        return self.entries[name].scalar if name in self.entries else None

    def optional(self, name: str) -> str | None:
        """The single value of a key as it was typed, where it has one."""
        scalar = self.scalar(name)
        return scalar.text if scalar else None

    def text(self, name: str) -> str:
        """The single value of a key that has one, as a check has shown."""
        return self.optional(name) or ""

    def flag(self, name: str) -> bool:
        """Whether the value is one of YAML's words for true."""
        return self.text(name).lower() in _TRUE

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of a list."""
        return tuple(item.text for item in self.entries[name].items or ())


class _Loader(yaml.SafeLoader):
    """Composes nodes, and refuses nesting beyond `DEPTH_LIMIT` with an error like any other."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.depth > DEPTH_LIMIT:
            raise ComposerError(None, None, "brackets are nested too deeply", self.get_mark())
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_front_matter(front: str | None) -> FrontMatter:
    """The entries of a front matter that begins on line 2 of its file, and what is wrong with its YAML."""
    if front is None:
        return FrontMatter(readable=False)
    tabs = tuple(
        Finding(number, "the front matter holds a tab", "write spaces in its place")
        for number, line in enumerate(front.split("\n"), start=2)
        if "\t" in line
    )
    try:
        node = _compose(front.replace("\t", " "))
    except yaml.MarkedYAMLError as error:
        return FrontMatter({}, (*tabs, _yaml_finding(error, front)), readable=False)
    if node is None:
        return FrontMatter({}, tabs)
    if not isinstance(node, yaml.MappingNode):
        shape = Finding(2, "the front matter is not a list of keys", "write one key: value per line")
        return FrontMatter({}, (*tabs, shape), readable=False)
    return _entries_of(node, front, tabs)


def _compose(front: str) -> yaml.Node | None:
    loader = _Loader(front)
    try:
        return loader.get_single_node()
    except (ValueError, OverflowError) as error:
        # PyYAML lets these through for an escape such as "\UFFFFFFFF", or a directive with an endless version.
        raise ComposerError(None, None, "a number in it is out of range", loader.get_mark()) from error


def _entries_of(node: yaml.MappingNode, front: str, findings: tuple[Finding, ...]) -> FrontMatter:
    entries: dict[str, Entry] = {}
    found = list(findings)
    for key, value in node.value:
        entry = _entry(key, value, front)
        if first := entries.get(entry.name):
            what = f'key "{entry.name}" stands on line {first.line} and again on line {entry.line}'
            found.append(Finding(entry.line, what, "keep one of the two"))
        entries.setdefault(entry.name, entry)
    return FrontMatter(entries, tuple(found))


def _entry(key: yaml.Node, value: yaml.Node, front: str) -> Entry:
    name = UNPRINTABLE.sub("?", key.value) if isinstance(key, yaml.ScalarNode) else "?"
    line = _line(key.start_mark, front)
    if isinstance(value, yaml.ScalarNode):
        return Entry(name, line, scalar=_scalar(value, front))
    if isinstance(value, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in value.value):
        return Entry(name, line, items=tuple(_scalar(item, front) for item in value.value))
    return Entry(name, line)


def _scalar(node: yaml.ScalarNode, front: str) -> Scalar:
    text = " ".join(filter(None, map(str.strip, node.value.split("\n"))))
    rest = front[node.end_mark.index :].partition("\n")[0] if node.style is None else ""
    comment = rest.strip() if rest.lstrip().startswith("#") else ""
    return Scalar(text, node.tag.removeprefix(_TAG), _line(node.start_mark, front), comment)


def _line(mark: yaml.Mark, front: str) -> int:
    # PyYAML also counts U+0085, U+2028 and U+2029 as ends of lines; editors do not.
    return front.count("\n", 0, mark.index) + 2


def _yaml_finding(error: yaml.MarkedYAMLError, front: str) -> Finding:
    # An open bracket or quotation mark is noticed lines later; the context is where it was opened.
    opened = error.context and not error.context.startswith(_MAPPING)
    mark = (error.context_mark if opened else None) or error.problem_mark
    line = _line(mark, front) if mark else 2
    in_quotes = _quoted(front.split("\n")[line - 2], error.problem or "")
    return Finding(line, f"the front matter is not valid YAML: {error.problem}", in_quotes or _LIKELY)


def _quoted(line: str, problem: str) -> str | None:
    """The line with its value in quotes, where lacking them can be the problem."""
    match = _LINE.fullmatch(line)
    if not match or not problem.startswith(_UNQUOTED):
        return None
    value = match["value"].rstrip()
    if problem.startswith(_UNQUOTED[0]) and value[0] not in "\"'":
        return None
    return f"write {match['key']}: {quoted(value)}"


def quoted(value: str) -> str:
    """The value in the quotation marks that YAML needs around it."""
    return f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'"
