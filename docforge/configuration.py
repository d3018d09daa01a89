"""YAML that people write (forms, letterheads, statutes), checked against a pydantic model.

Whatever is wrong is told with its file and line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from docforge.errors import ConfigurationError
from docforge.messages import translate as _

Model = TypeVar("Model", bound=BaseModel)

_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where it is there: ten times as fast."""

HEADER = "docforge"
"""The key that says what a file is: "docforge: letterhead@1"."""


def read_yaml(path: Path, model: type[Model], kind: str, *, declared: bool = False) -> Model:
    """The content of a YAML file as a `model`; `kind` is what its `docforge:` line must say.

    With `declared` the line must be there, for folders in which files of several kinds lie.

    Raises ConfigurationError, naming file and line, where the file cannot be read, is no YAML,
    says it is of another kind, or breaks the model.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        node, content = _understood(text)
    except OSError as error:
        raise _wrong(
            path, _("cannot be opened: {reason}.").format(reason=error.strerror)
        ) from error
    except UnicodeDecodeError as error:
        raise _wrong(path, _("is not UTF-8."), remedy=_("Save it as UTF-8.")) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or error
        raise _wrong(
            path,
            _("is not valid YAML: {problem}.").format(problem=problem),
            line=mark.line + 1 if mark else 0,
        ) from error
    except ValueError as error:  # a date that no calendar has
        raise _wrong(path, _("is not valid YAML: {problem}.").format(problem=error)) from error
    if not isinstance(content, dict):
        raise _wrong(path, _("must consist of “name: value” lines."), line=1)
    if declared and HEADER not in content:
        raise _wrong(path, _("must begin with “docforge: {kind}”.").format(kind=kind), line=1)
    said = content.pop(HEADER, kind)
    if said != kind:
        raise _wrong(path, _("is “{said}”, not “{kind}”.").format(said=said, kind=kind), line=1)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise _explained(error, path, node) from error


def _understood(text: str) -> tuple[yaml.Node | None, Any]:
    """The nodes of a text and its content. What libyaml does not understand, PyYAML's own parser
    is asked again, which tells the line where the fault begins."""
    for kind in (_FAST, yaml.SafeLoader):
        loader = kind(text)
        try:
            node = loader.get_single_node()
            return node, None if node is None else loader.construct_document(node)
        except yaml.YAMLError:
            if kind is yaml.SafeLoader:
                raise
    raise AssertionError


def _wrong(path: Path, what: str, *, line: int = 0, remedy: str = "") -> ConfigurationError:
    where = _("line {line}").format(line=line) if line else ""
    return ConfigurationError(what, source=str(path), where=where, remedy=remedy)


def _explained(error: ValidationError, path: Path, node: yaml.Node | None) -> ConfigurationError:
    first, *others = error.errors()
    name = ".".join(map(str, first["loc"]))
    what = f"{name}: {first['msg']}" if name else first["msg"]
    if others:
        what += _(" (and {count} more)").format(count=len(others))
    return _wrong(path, what, line=_line(node, first["loc"]))


def _line(node: yaml.Node | None, location: tuple[Any, ...]) -> int:
    """The line of the deepest node that a pydantic location reaches."""
    line = node.start_mark.line if node else 0
    for step in location:
        below: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            below = next((value for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            below = node.value[step] if step < len(node.value) else None
        if below is None:
            break
        node, line = below, below.start_mark.line
    return line + 1
