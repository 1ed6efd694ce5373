"""The vocabulary's files, from text to values: topics, what people say for them, places, plain words.

The YAML is only composed, never turned into Python values, so that a text that YAML takes for something else (`NO`,
`2019`, `2024-13-01`) is a fault like any other. Every fault comes with its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import yaml

from ..errors import Fault, LibraryError, counted, did_you_mean
from ..ids import SLUG
from ..model import Place, PlainWords, Topic, Vocabulary
from .phrases import is_findable

TOPICS = "topics.yaml"
EVERYDAY = "everyday.yaml"
PLACES = "places.yaml"
PLAIN_WORDS = "plain-words.yaml"
FILES = (TOPICS, EVERYDAY, PLACES, PLAIN_WORDS)

DEFINITION_WORDS = 30
"""Search and linking read definitions: a thin one makes a topic that nothing finds."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The quick one where PyYAML was built with it: a tenth of the time."""

_TEXT_TAG = "tag:yaml.org,2002:str"
_EMPTY_TAG = "tag:yaml.org,2002:null"

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key may hold: a text, or a list of texts."""

    is_list: bool = False
    is_required: bool = True
    """Of a list also: whether it needs at least one text."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One item of a file's list: its values by their keys, and its line."""

    path: str
    line: int
    nodes: Mapping[str, yaml.Node]

    def fault(self, what: str, do: str, *, at: yaml.Node | None = None) -> Fault:
        return Fault(self.path, _line(at) if at else self.line, what, do)

    def text(self, key: str) -> str:
        """The text of a key; empty where it holds none."""
        node = self.nodes.get(key)
        return node.value if isinstance(node, yaml.ScalarNode) and _is_text(node) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a key's list."""
        node = self.nodes.get(key)
        return tuple(map(_written, filter(_is_text, node.value))) if isinstance(node, yaml.SequenceNode) else ()


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == _TEXT_TAG and bool(node.value.strip())


def _written(node: yaml.Node) -> str:
    """The node's value as it was typed; a sign for what is no single value."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "…"


def parse_vocabulary(texts: Mapping[str, str], *, folder: str) -> Vocabulary:
    """The vocabulary whose files, by name, have these texts.

    Raises `LibraryError` with every fault of every file; `folder` is what the faults name as the files' place.
    """
    faults: list[Fault] = []
    topics = _parse(texts, TOPICS, folder, faults, _topic)
    has_all_topics = not faults
    everyday = _parse(texts, EVERYDAY, folder, faults, _everyday)
    places = _parse(texts, PLACES, folder, faults, _place)
    plain_words = _parse(texts, PLAIN_WORDS, folder, faults, _plain_words)
    faults.extend(_repeats(((line, topic) for line, (topic, _) in everyday), "topic", f"{folder}/{EVERYDAY}"))
    faults.extend(_repeats(((line, place.code) for line, place in places), "code", f"{folder}/{PLACES}"))
    if has_all_topics:  # else every mention of a topic that could not be read would be a fault of its own
        faults.extend(_tree_faults(topics, f"{folder}/{TOPICS}"))
        faults.extend(_everyday_faults(everyday, [topic.id for _, topic in topics], f"{folder}/{EVERYDAY}"))
    if faults:
        what = f"{counted(len(faults), 'fault')} in the vocabulary"
        raise LibraryError(what, where=folder, do="mend them as listed", faults=sorted(faults))
    said = dict(wordings for _, wordings in everyday)
    return Vocabulary(
        tuple(replace(topic, everyday=said.get(topic.id, ())) for _, topic in topics),
        tuple(value for _, value in places),
        tuple(value for _, value in plain_words),
    )


def _parse(
    texts: Mapping[str, str],
    name: str,
    folder: str,
    faults: list[Fault],
    convert: Callable[[_Entry], Iterator[Fault] | Value],
) -> list[tuple[int, Value]]:
    path = f"{folder}/{name}"
    values: list[tuple[int, Value]] = []
    for entry in _entries(texts[name], path, faults):
        result = convert(entry)
        if isinstance(result, Iterator):
            faults.extend(result)
        else:
            values.append((entry.line, result))
    return values


def _entries(text: str, path: str, faults: list[Fault]) -> Iterator[_Entry]:
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.append(Fault(path, line, f"not YAML: {error.problem}", "mend the line, or quote the value"))
        return
    except yaml.reader.ReaderError as error:
        # Of its position one loader counts characters, the other bytes.
        line = text[: max(text.find(chr(error.character)), 0)].count("\n") + 1
        faults.append(Fault(path, line, "the line holds a control character", "delete it"))
        return
    if not isinstance(root, yaml.SequenceNode):
        faults.append(Fault(path, 1, "not a list of entries", 'begin every entry with "- "'))
        return
    for node in root.value:
        entry = _Entry(path, _line(node), _fields(node, path, faults))
        if entry.nodes:
            yield entry
        else:
            faults.append(entry.fault("an entry without fields", "give it its keys, one on a line"))


def _fields(node: yaml.Node, path: str, faults: list[Fault]) -> Mapping[str, yaml.Node]:
    """The values of an entry by their keys; of a key that stands twice, the first."""
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        name = _written(key)
        if name in fields:
            faults.append(Fault(path, _line(key), f'key "{name}" stands twice in one entry', "keep one of the two"))
        fields.setdefault(name, value)
    return fields


_TEXT, _TEXTS = _Key(), _Key(is_list=True)
_TOPIC_KEYS = {
    "id": _TEXT,
    "label": _TEXT,
    "parent": _Key(is_required=False),
    "definition": _TEXT,
    "phrases": _TEXTS,
    "look_alikes": _Key(is_list=True, is_required=False),
}
_EVERYDAY_KEYS = {"topic": _TEXT, "say": _TEXTS}
_PLACE_KEYS = {"code": _TEXT, "name": _TEXT, "region": _TEXT}
_PLAIN_WORDS_KEYS = {"say": _TEXTS, "means": _TEXTS}


def _topic(entry: _Entry) -> Iterator[Fault] | Topic:
    found = [*_key_faults(entry, _TOPIC_KEYS), *_phrase_faults(entry, "phrases", "look_alikes")]
    topic, definition = entry.text("id"), entry.text("definition").split()
    if definition and len(definition) < DEFINITION_WORDS:
        what = f"a definition of {counted(len(definition), 'word')}"
        found.append(entry.fault(what, f"write {DEFINITION_WORDS} or more"))
    if topic and not SLUG.fullmatch(topic):
        found.append(entry.fault(f"id {topic!r} is no slug", "use lower-case words joined by hyphens"))
    if found:
        return iter(found)
    return Topic(
        id=topic,
        label=entry.text("label"),
        parent=entry.text("parent") or None,
        definition=" ".join(definition),
        phrases=entry.texts("phrases"),
        look_alikes=entry.texts("look_alikes"),
    )


def _everyday(entry: _Entry) -> Iterator[Fault] | tuple[str, tuple[str, ...]]:
    found = list(_key_faults(entry, _EVERYDAY_KEYS))
    return iter(found) if found else (entry.text("topic"), entry.texts("say"))


def _place(entry: _Entry) -> Iterator[Fault] | Place:
    found = list(_key_faults(entry, _PLACE_KEYS))
    return iter(found) if found else Place(entry.text("code"), entry.text("name"), entry.text("region"))


def _plain_words(entry: _Entry) -> Iterator[Fault] | PlainWords:
    found = [*_key_faults(entry, _PLAIN_WORDS_KEYS), *_phrase_faults(entry, "say")]
    return iter(found) if found else PlainWords(entry.texts("say"), entry.texts("means"))


def _key_faults(entry: _Entry, keys: Mapping[str, _Key]) -> Iterator[Fault]:
    """Keys that lack or are not known, and values that are not what their key may hold."""
    for name, key in keys.items():
        node = entry.nodes.get(name)
        if node is not None:
            yield from _list_faults(entry, name, key, node) if key.is_list else _text_faults(entry, name, node)
        elif key.is_required:
            yield entry.fault(f"the entry lacks {name}", "add it")
    for name in sorted(entry.nodes.keys() - keys.keys()):
        yield entry.fault(f'key "{name}" is not known', did_you_mean(name, keys))


def _text_faults(entry: _Entry, name: str, node: yaml.Node) -> Iterator[Fault]:
    if not isinstance(node, yaml.ScalarNode):
        yield entry.fault(f"{name} is not a single value", f"write one text after {name}:", at=node)
    elif node.tag == _EMPTY_TAG or not node.value.strip():
        yield entry.fault(f"{name} has no value", "write it, or delete the line where it may be missing", at=node)
    elif not _is_text(node):
        yield entry.fault(f"{name}: {node.value} is not text", "put it in quotes", at=node)


def _list_faults(entry: _Entry, name: str, key: _Key, node: yaml.Node) -> Iterator[Fault]:
    if not isinstance(node, yaml.SequenceNode):
        yield entry.fault(f"{name} is not a list", 'put each phrase on a line that begins with "- "', at=node)
    elif key.is_required and not node.value:
        yield entry.fault(f"{name} is an empty list", "write at least one phrase in it", at=node)
    else:
        for item in node.value:
            if not _is_text(item):
                yield entry.fault(f"{name}: {_written(item) or 'nothing'} is not text", "put it in quotes", at=item)


def _repeats(named: Iterable[tuple[int, str]], key: str, path: str) -> Iterator[Fault]:
    """Names that two entries of a file bear."""
    first: dict[str, int] = {}
    for line, name in named:
        if first.setdefault(name, line) != line:
            what = f'{key} "{name}" stands on line {first[name]} too'
            yield Fault(path, line, what, "make one entry of the two")


def _phrase_faults(entry: _Entry, *keys: str) -> Iterator[Fault]:
    for key in keys:
        for phrase in entry.texts(key):
            if not is_findable(phrase):
                yield entry.fault(
                    f'{key}: "{phrase}" can never be found', "write words with spaces, hyphens, * or ... between them"
                )


def _tree_faults(topics: list[tuple[int, Topic]], path: str) -> Iterator[Fault]:
    """Ids used twice, parents that do not exist or have parents themselves."""
    coarse = {topic.id for _, topic in topics if topic.parent is None}
    seen: set[str] = set()
    for line, topic in topics:
        if topic.id in seen:
            yield Fault(path, line, f'id "{topic.id}" stands twice', "give each topic its own id")
        seen.add(topic.id)
        if topic.parent is not None and topic.parent not in coarse:
            yield Fault(path, line, f'parent "{topic.parent}" is no coarse topic', did_you_mean(topic.parent, coarse))


def _everyday_faults(
    everyday: list[tuple[int, tuple[str, tuple[str, ...]]]], known: list[str], path: str
) -> Iterator[Fault]:
    for line, (topic, _) in everyday:
        if topic not in known:
            yield Fault(path, line, f'topic "{topic}" is not known', did_you_mean(topic, known))
