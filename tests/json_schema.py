"""Holds a JSON value against a JSON schema, as far as the API's own description uses the language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TYPES = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "null": type(None),
    "number": (int, float),
    "object": dict,
    "string": str,
}
UNDERSTOOD = {
    "$ref", "additionalProperties", "anyOf", "const", "description", "enum", "items", "properties", "required", "title",
    "type",
}  # fmt: skip


def schema_faults(value: Any, schema: dict, root: dict, path: str = "$") -> Iterator[str]:
    """Everything about the value that the schema does not allow; `root` is what `$ref` looks into."""
    for word in schema.keys() - UNDERSTOOD:
        yield f"{path}: this test does not know the schema's word {word}"
    if "$ref" in schema:
        yield from schema_faults(value, resolve(schema["$ref"], root), root, path)
    if "anyOf" in schema and all(list(schema_faults(value, choice, root, path)) for choice in schema["anyOf"]):
        yield f"{path}: {value!r:.60} is none of the alternatives"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r:.60} is not among {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{path}: {value!r:.60} is not {schema['const']}"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{path}: {value!r:.60} is no {schema['type']}"
    elif isinstance(value, dict) and schema.get("type") == "object":
        yield from _object_faults(value, schema, root, path)
    elif isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from schema_faults(item, schema["items"], root, f"{path}[{number}]")


def resolve(reference: str, root: dict) -> dict:
    """The schema that a reference such as `#/components/schemas/Hit` names."""
    found = root
    for key in reference.removeprefix("#/").split("/"):
        found = found[key]
    return found


def _is(value: Any, name: str) -> bool:
    is_number = name in {"integer", "number"}
    return isinstance(value, TYPES[name]) and not (is_number and isinstance(value, bool))


def _object_faults(value: dict, schema: dict, root: dict, path: str) -> Iterator[str]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for key in schema.get("required", []):
        if key not in value:
            yield f"{path}: {key} is missing"
    for key, item in value.items():
        if key in known:
            yield from schema_faults(item, known[key], root, f"{path}.{key}")
        elif isinstance(others, dict):
            yield from schema_faults(item, others, root, f"{path}.{key}")
        elif not others:
            yield f"{path}: {key} is not described"
