"""One paper as it is filled: what a person gives comes before what docforge knows.

Which values a paper has, and of what kind, stands in the contract of its template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from docforge.contracts import Contract
from docforge.documents.written import Blanks, chinese_date
from docforge.errors import ConfigurationError
from docforge.messages import translate as _
from docforge.refusals import refusal


class Filling:
    """The values of one paper, by the names of its contract; `blanks` knows what it lacks."""

    def __init__(self, contract: Contract, given: Mapping[str, Any]) -> None:
        self._contract, self._given = contract, given
        self.blanks = Blanks()
        self.values: dict[str, Any] = {}

    def put(self, **values: Any) -> None:
        """What is known; where it is blank the place stays open, to be filled by hand."""
        for name, value in values.items():
            self.values[name] = self._given.get(name, value)

    def need(self, **values: str) -> None:
        """What must not stay open: 【缺：…】 where it is blank, named as the contract does."""
        for name, value in values.items():
            said = self._given.get(name, value)
            self.values[name] = self.blanks.fill(said, self._label(name))

    def _label(self, name: str) -> str:
        said = str(self._contract.variables["properties"][name].get("description", name))
        return re.split("[，；、,（]", said)[0]


def load_given(path: Path | None, contract: Contract) -> dict[str, Any]:
    """What a person gives for a paper: a YAML file of values by the names of its contract.

    Raises ConfigurationError for what is no such file, a name the paper does not have, or a value
    of another kind.
    """
    if path is None:
        return {}
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = _("cannot be opened: {reason}.").format(reason=refusal(error))
        raise ConfigurationError(reason, source=str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            _("is not UTF-8."), source=str(path), remedy=_("Save it as UTF-8.")
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigurationError(
            _("is not valid YAML: {problem}.").format(
                problem=getattr(error, "problem", None) or error
            ),
            source=str(path),
            where=_("line {line}").format(line=mark.line + 1) if mark else "",
        ) from error
    if not isinstance(content, dict):
        raise ConfigurationError(_("must consist of “name: value” lines."), source=str(path))
    return {str(name): _fit(str(name), value, contract, path) for name, value in content.items()}


_KINDS = {"string": str, "boolean": bool, "array": list}


def _fit(name: str, value: Any, contract: Contract, path: Path) -> Any:
    properties = contract.variables["properties"]
    if name not in properties or name == "seal":
        known = "、".join(
            f"{key}（{str(each.get('description', '')).partition('，')[0]}）"
            for key, each in properties.items()
            if key != "seal"
        )
        raise ConfigurationError(
            _("this paper has no value called “{name}”.").format(name=name),
            source=str(path),
            remedy=_("It has {names}.").format(names=known),
        )
    kind = properties[name].get("type")
    if kind == "string" and isinstance(value, date | int | float) and not isinstance(value, bool):
        return chinese_date(value) if isinstance(value, date) else str(value)
    if kind == "string" and value is None:
        return ""
    if kind in _KINDS and not isinstance(value, _KINDS[kind]):
        raise ConfigurationError(
            _("“{name}” must be of the kind {kind}.").format(name=name, kind=_NAMES[kind]()),
            source=str(path),
        )
    if kind == "array" and properties[name]["items"].get("type") == "string":
        return [str(each) for each in value]
    return value


_NAMES = {
    "string": lambda: _("text"),
    "boolean": lambda: _("true or false"),
    "array": lambda: _("list"),
}
