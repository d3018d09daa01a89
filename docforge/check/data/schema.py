"""A contract's JSON Schema, asked what it says of a path: `items[].name`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_STEP = re.compile(r"\[\]|\.?([^.\[\]]+)")
Schema = Mapping[str, Any]
_COMBINED = ("anyOf", "oneOf", "allOf")
_DEEPEST = 8
"""Levels after which a schema that refers to itself is left."""


@dataclass(frozen=True)
class Declared:
    """What a schema says of a path. `missing` is the first step that is not declared, "" where
    all are; `beside` the names that are declared in its place. `unknown`: the schema leaves open
    what stands there."""

    schemas: tuple[Schema, ...] = ()
    missing: str = ""
    beside: tuple[str, ...] = ()
    unknown: bool = False
    required: bool = True

    @property
    def types(self) -> frozenset[str]:
        """The types that a value may have; none where that is left open."""
        found: set[str] = set()
        for schema in self.schemas:
            kind = schema.get("type")
            if isinstance(kind, str):
                found.add(kind)
            elif isinstance(kind, Sequence):
                found.update(map(str, kind))
            elif "properties" in schema:
                found.add("object")
            elif "items" in schema:
                found.add("array")
            else:
                return frozenset()
        return frozenset(found)

    @property
    def values(self) -> tuple[Any, ...] | None:
        """The only values there can be, None where there is no such list."""
        if self.unknown or not self.schemas or not all("enum" in each for each in self.schemas):
            return None
        return tuple(value for each in self.schemas for value in each["enum"])


def declared(root: Schema, path: str) -> Declared:
    """What the schema of a context says of a path."""
    at: tuple[Schema, ...] = tuple(alternatives(root, root))
    required = True
    for step in _STEP.finditer(path):
        name = step[1]
        if name is None:
            below = [each for one in at for each in _elements(root, one)]
            if not below:
                return Declared(unknown=True)
            at = tuple(below)
            continue
        given = [one for one in at if "properties" in one]
        found = [one["properties"][name] for one in given if name in one["properties"]]
        if not found:
            extra = [one.get("additionalProperties") for one in at]
            opened = [each for each in extra if isinstance(each, dict)]
            if not given or opened or True in extra:
                return Declared(unknown=True)
            beside = tuple(str(key) for one in given for key in one["properties"])
            return Declared(missing=name, beside=beside)
        # Who lists nothing as required at all has said nothing of it.
        required = required and all(name in one.get("required", (name,)) for one in given)
        at = tuple(each for one in found for each in alternatives(root, one))
    return Declared(at, required=required)


def alternatives(root: Schema, schema: Any) -> Iterator[Schema]:
    """A schema without references and combinations: each of what it may be."""
    if not isinstance(schema, dict):
        yield {}
        return
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/"):
        target: Any = root
        for name in reference[2:].split("/"):
            target = target.get(name, {}) if isinstance(target, dict) else {}
        yield from alternatives(root, target)
        return
    combined = next((name for name in _COMBINED if name in schema), None)
    if combined is None:
        yield schema
        return
    rest = {key: value for key, value in schema.items() if key != combined}
    for each in schema[combined]:
        for one in alternatives(root, each):
            yield {**rest, **one}


def _elements(root: Schema, schema: Schema) -> Iterator[Schema]:
    if "items" in schema:
        yield from alternatives(root, schema["items"])
    elif "prefixItems" in schema:
        for each in schema["prefixItems"]:
            yield from alternatives(root, each)


def names(root: Schema) -> Iterator[str]:
    """Every path that a schema declares, those of lists and objects before what is in them."""
    for schema in alternatives(root, root):
        yield from _below(root, schema, "", 0)


def _below(root: Schema, schema: Schema, prefix: str, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for name, each in schema.get("properties", {}).items():
        path = f"{prefix}.{name}" if prefix else str(name)
        yield path
        for one in alternatives(root, each):
            yield from _below(root, one, path, depth + 1)
    for one in _elements(root, schema):
        yield from _below(root, one, f"{prefix}[]", depth + 1)
