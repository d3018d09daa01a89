"""YAML that people write (forms, letterheads, statutes), checked against a pydantic model.

Whatever is wrong is told with its file and line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from docforge.errors import ConfigurationError
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.refusals import refusal

Model = TypeVar("Model", bound=BaseModel)

_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where it is there: ten times as fast."""

HEADER = "docforge"
"""The key that says what a file is: "docforge: letterhead@1"."""


def schema_of(model: type[BaseModel], kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of YAML file, for editors to complete and check it.

    Its `docforge:` line is no part of the model and is added here.
    """
    content = model.model_json_schema(by_alias=True)
    content["properties"] = {HEADER: {"const": kind}, **content["properties"]}
    content["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return content


def read_yaml(path: Path, model: type[Model], kind: str, *, declared: bool = False) -> Model:
    """The content of a YAML file as a `model`; `kind` is what its `docforge:` line must say.

    With `declared` the line must be there, for folders in which files of several kinds lie.

    Raises ConfigurationError, naming file and line, where the file cannot be read, is no YAML,
    says it is of another kind, or breaks the model.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = _loaded(text)
    except OSError as error:
        raise _wrong(
            path, _("cannot be opened: {reason}.").format(reason=refusal(error))
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
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        raise _explained(error, path, node) from error


def _loaded(text: str) -> Any:
    try:
        return yaml.load(text, Loader=_FAST)
    except yaml.YAMLError:
        return yaml.safe_load(text)  # says more clearly what is wrong


def line_of(path: Path, location: tuple[str | int, ...]) -> int:
    """The line (from 1) of what stands at a location of a YAML file that was read before."""
    return _line(
        yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader), location
    )


def _wrong(path: Path, what: str, *, line: int = 0, remedy: str = "") -> ConfigurationError:
    where = _("line {line}").format(line=line) if line else ""
    return ConfigurationError(what, source=str(path), where=where, remedy=remedy)


def _explained(error: ValidationError, path: Path, node: yaml.Node | None) -> ConfigurationError:
    first, *others = error.errors()
    name = ".".join(map(str, first["loc"]))
    said = _said(dict(first))
    what = f"{name}: {said}" if name else said
    if others:
        what += _(" (and {count} more)").format(count=len(others))
    return _wrong(path, what, line=_line(node, first["loc"]))


_SAID = {
    "missing": N_("Field required"),
    "extra_forbidden": N_("Extra inputs are not permitted"),
    "greater_than_equal": N_("Input should be greater than or equal to {ge}"),
    "less_than_equal": N_("Input should be less than or equal to {le}"),
    "string_type": N_("Input should be a valid string"),
    "string_too_short": N_("Input should have at least {min_length} characters"),
    "tuple_type": N_("Input should be a valid list"),
    "too_short": N_("Input should have at least {min_length} items"),
}
"""What people get wrong most, by pydantic's names for it; the rest is said in its own words."""


def _said(error: Mapping[str, Any]) -> str:
    context, own = error.get("ctx", {}), str(error["msg"])
    if error["type"] == "value_error":
        return str(context.get("error", own))
    known = _SAID.get(error["type"])
    return _(known).format(**context) if known else own


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
