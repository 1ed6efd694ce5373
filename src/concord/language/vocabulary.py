"""The vocabulary's files, from text to values: topics, what people say for them, places, plain words.

Every fault comes with its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import yaml

from ..errors import Fault, LibraryError, did_you_mean
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

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One item of a file's list: its fields and its line."""

    path: str
    line: int
    fields: Mapping[str, Any]

    def fault(self, what: str, do: str) -> Fault:
        return Fault(self.path, self.line, what, do)


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
    if has_all_topics:  # else every mention of a topic that could not be read would be a fault of its own
        faults.extend(_tree_faults(topics, f"{folder}/{TOPICS}"))
        faults.extend(_everyday_faults(everyday, [topic.id for _, topic in topics], f"{folder}/{EVERYDAY}"))
    if faults:
        raise LibraryError(
            f"{len(faults)} faults in the vocabulary", where=folder, do="mend them as listed", faults=sorted(faults)
        )
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
        items = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are safe ones
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
    for node, fields in zip(root.value, items, strict=True):
        entry = _Entry(path, node.start_mark.line + 1, fields if isinstance(fields, dict) else {})
        if entry.fields:
            yield entry
        else:
            faults.append(entry.fault("an entry without fields", "give it its keys, one on a line"))


_TOPIC_KEYS = {"id", "label", "parent", "definition", "phrases", "look_alikes"}


def _topic(entry: _Entry) -> Iterator[Fault] | Topic:
    found = [*_key_faults(entry, _TOPIC_KEYS, required={"id", "label", "definition", "phrases"}), *_list_faults(entry)]
    found.extend(_phrase_faults(entry, "phrases", "look_alikes"))
    words = len(str(entry.fields.get("definition", "")).split())
    if words < DEFINITION_WORDS:
        found.append(entry.fault(f"a definition of {words} words", f"write {DEFINITION_WORDS} or more"))
    if not SLUG.fullmatch(str(entry.fields.get("id"))):
        found.append(entry.fault(f"id {entry.fields.get('id')!r} is no slug", "use lower-case words joined by hyphens"))
    if found:
        return iter(found)
    fields = entry.fields
    return Topic(
        id=fields["id"],
        label=fields["label"],
        parent=fields.get("parent"),
        definition=" ".join(fields["definition"].split()),
        phrases=tuple(fields["phrases"]),
        look_alikes=tuple(fields.get("look_alikes") or ()),
    )


def _everyday(entry: _Entry) -> Iterator[Fault] | tuple[str, tuple[str, ...]]:
    keys = {"topic", "say"}
    found = [*_key_faults(entry, keys, required=keys), *_list_faults(entry)]
    return iter(found) if found else (str(entry.fields["topic"]), tuple(entry.fields["say"]))


def _place(entry: _Entry) -> Iterator[Fault] | Place:
    keys = {"code", "name", "region"}
    found = list(_key_faults(entry, keys, required=keys))
    return iter(found) if found else Place(*(str(entry.fields[key]) for key in ("code", "name", "region")))


def _plain_words(entry: _Entry) -> Iterator[Fault] | PlainWords:
    keys = {"say", "means"}
    found = [*_key_faults(entry, keys, required=keys), *_list_faults(entry), *_phrase_faults(entry, "say")]
    return iter(found) if found else PlainWords(tuple(entry.fields["say"]), tuple(entry.fields["means"]))


def _key_faults(entry: _Entry, known: set[str], *, required: set[str]) -> Iterator[Fault]:
    for key in sorted(required - entry.fields.keys()):
        yield entry.fault(f"the entry lacks {key}", "add it")
    for key in sorted(entry.fields.keys() - known):
        yield entry.fault(f'key "{key}" is not known', did_you_mean(str(key), known))


def _list_faults(entry: _Entry) -> Iterator[Fault]:
    for key in ("phrases", "look_alikes", "say", "means"):
        values = entry.fields.get(key) or []
        if not isinstance(values, list):
            yield entry.fault(f"{key} is not a list", 'put each phrase on a line that begins with "- "')
            continue
        for value in values:
            if not isinstance(value, str):
                yield entry.fault(f"{key}: {value!r} is not text", "put it in quotes")


def _phrase_faults(entry: _Entry, *keys: str) -> Iterator[Fault]:
    for key in keys:
        values = entry.fields.get(key)
        for phrase in values if isinstance(values, list) else ():
            if isinstance(phrase, str) and not is_findable(phrase):
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
