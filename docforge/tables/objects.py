"""Records that are written as objects: JSON, JSON Lines, YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from docforge.errors import ConfigurationError
from docforge.messages import translate as _


class Found(NamedTuple):
    """An object and how a message names its place."""

    where: str
    content: dict[str, Any]


def json_objects(text: str) -> Iterator[Found]:
    """The objects of JSON Lines, of a list, or one object. Numbers that are whole are integers.

    Raises ConfigurationError naming line or record.
    """
    if text.lstrip().startswith("["):
        yield from _listed(text)
        return
    whole = _whole(text)
    if whole is not None:
        yield Found(_("record {number}").format(number=1), whole)
        return
    # Only "\n" parts lines: a JSON string may hold U+2028, at which splitlines would break.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = _("line {line}").format(line=number)
            try:
                content = _json(line)
            except ValueError as error:
                reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
                raise ConfigurationError(
                    _("this line is not JSON: {reason}").format(reason=reason), where=where
                ) from error
            if not isinstance(content, dict):
                raise ConfigurationError(_("this line is not a JSON object"), where=where)
            yield Found(where, content)


def _listed(text: str) -> Iterator[Found]:
    try:
        entries = _json(text)
    except json.JSONDecodeError as error:
        raise ConfigurationError(
            _("this is not JSON: {reason}").format(reason=error.msg),
            where=_("line {line}").format(line=error.lineno),
        ) from error
    except ValueError as error:
        raise ConfigurationError(_("this is not JSON: {reason}").format(reason=error)) from error
    for number, entry in enumerate(entries, start=1):
        yield _object(entry, _("record {number}").format(number=number))


def _whole(text: str) -> dict[str, Any] | None:
    """The one object that the text is, over several lines or not; None for JSON Lines."""
    try:
        content = _json(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _json(text: str) -> Any:
    def refused(name: str) -> Any:
        raise ValueError(_("{name} is no number").format(name=name))

    try:
        return json.loads(text, parse_float=_number, parse_constant=refused)
    except RecursionError as error:
        raise ValueError(_("it is nested too deeply")) from error


def _number(digits: str) -> int | float:
    value = float(digits)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


class _Loader(yaml.SafeLoader):
    """YAML as people mean it: 0351 is a text, 12:30 no number, 是 and no are words.

    YAML 1.1 would read octal numbers, sixties and truths in them (YAML 1.2, 10.3).
    """


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+", list("-+0123456789")),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", list("0123456789")),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first
    )


def yaml_objects(text: str) -> Iterator[Found]:
    """The objects of a YAML list, of documents parted by ---, or one object.

    Raises ConfigurationError naming line or record.
    """
    try:
        for node in yaml.compose_all(text, Loader=_Loader):
            entries = node.value if isinstance(node, yaml.SequenceNode) else [node]
            for entry in entries:
                where = _("line {line}").format(line=entry.start_mark.line + 1)
                yield _object(_constructed(entry), where)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or error
        raise ConfigurationError(
            _("is not valid YAML: {problem}.").format(problem=problem),
            where=_("line {line}").format(line=mark.line + 1) if mark else "",
        ) from error
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(
            _("is not valid YAML: {problem}.").format(problem=error)
        ) from error


def _constructed(node: yaml.Node) -> Any:
    loader = _Loader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _object(entry: Any, where: str) -> Found:
    if not isinstance(entry, dict):
        raise ConfigurationError(
            _("this is no record of names and values"),
            where=where,
            remedy=_("Write one object for each record."),
        )
    return Found(where, {str(name): value for name, value in entry.items()})
