"""The forms docforge knows, and the trade's vocabulary, loaded from `parsers/`.

A definition that is wrong is told with its file and line; the line comes from the YAML nodes.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from docforge import data
from docforge.errors import ConfigurationError
from docforge.forms.definitions.definition import Definition, FieldDefinition
from docforge.forms.definitions.phrases import Phrases
from docforge.messages import translate as _

Model = TypeVar("Model", bound=BaseModel)
_LABELS, _PHRASES = "labels.yaml", "phrases.yaml"


class Labels(BaseModel):
    """The names by which a key or a column goes, whatever a form prints."""

    fields: dict[str, tuple[str, ...]]
    columns: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Catalogue:
    """All definitions by id, with the labels and phrases that serve every form."""

    definitions: Mapping[str, Definition]
    labels: Labels
    phrases: Phrases

    def get(self, form: str) -> Definition:
        """The definition of this id; ConfigurationError names the nearest ids if none."""
        if form in self.definitions:
            return self.definitions[form]
        near = difflib.get_close_matches(form, list(self.definitions), n=3, cutoff=0.3)
        raise ConfigurationError(
            _("no form has the id “{form}”").format(form=form),
            remedy=_("Near it: {near}. `docforge forms list` shows all.").format(
                near=", ".join(near or sorted(self.definitions))
            ),
        )

    def __iter__(self) -> Iterator[Definition]:
        return iter(sorted(self.definitions.values(), key=lambda each: each.id))


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Reads the definitions: a user's folders first, so that an own form replaces a shipped one.

    Raises ConfigurationError with file and line for a definition that is wrong.
    """
    return _load(data.folders("parsers", folder))


@lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...]) -> Catalogue:
    labels = _vocabulary(folders, _LABELS, Labels)
    phrases = _vocabulary(folders, _PHRASES, Phrases)
    definitions: dict[str, Definition] = {}
    for folder in folders:
        found = [path for path in sorted(folder.glob("*/*.yaml")) if path.is_file()]
        for path in found:
            definition = load_definition(path, labels)
            definitions.setdefault(definition.id, definition)
    return Catalogue(definitions, labels, phrases)


def _vocabulary(folders: Sequence[Path], name: str, model: type[Model]) -> Model:
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        raise ConfigurationError(_("{name} was not found").format(name=name))
    return _checked(path, model)


def load_definition(path: Path, labels: Labels) -> Definition:
    """One definition, its fields and columns completed with the trade's own labels."""
    definition = _checked(path, Definition)
    fields = tuple(
        field.model_copy(update={"labels": _names(field, labels)}) for field in definition.fields
    )
    columns = tuple(
        column.model_copy(
            update={"labels": (column.print, *column.labels, *labels.columns.get(column.role, ()))}
        )
        for column in definition.columns
    )
    return definition.model_copy(update={"fields": fields, "columns": columns, "path": path})


def _names(field: FieldDefinition, labels: Labels) -> tuple[str, ...]:
    own = (field.print, *field.labels) if field.print else field.labels
    if field.pattern or (field.first_date and not field.print):
        return own
    return (*own, *labels.fields.get(field.key, ()))


def _checked(path: Path, model: type[Model]) -> Model:
    """A YAML file as a model; every fault names the file and the line it stands in."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            _("this file is not UTF-8"), source=str(path), remedy=_("Save it as UTF-8.")
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigurationError(
            _("this is not valid YAML: {problem}").format(
                problem=getattr(error, "problem", None) or error
            ),
            source=str(path),
            where=_("line {line}").format(line=mark.line + 1) if mark else "",
        ) from error
    if not isinstance(content, dict) or "docforge" not in content:
        raise ConfigurationError(
            _("the first line must say what this file is, such as “docforge: form@1”"),
            source=str(path),
            where=_("line {line}").format(line=1),
        )
    content.pop("docforge")
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise _explained(error, path, node) from error


def _explained(error: ValidationError, path: Path, node: yaml.Node | None) -> ConfigurationError:
    faults = error.errors()
    first = faults[0]
    more = len(faults) - 1
    what = f"{'.'.join(map(str, first['loc'])) or path.stem}: {first['msg']}"
    if more:
        what += _(" (and {count} more)").format(count=more)
    return ConfigurationError(
        what,
        source=str(path),
        where=_("line {line}").format(line=_line(node, first["loc"])),
        remedy=_("Compare it with the forms that docforge ships: `docforge forms show ID`."),
    )


def _line(node: yaml.Node | None, location: tuple[Any, ...]) -> int:
    """The line of the deepest node that a pydantic location reaches."""
    line = node.start_mark.line if node else 0
    for step in location:
        if isinstance(node, yaml.MappingNode):
            below = next((v for k, v in node.value if k.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            below = node.value[step] if step < len(node.value) else None
        else:
            below = None
        if below is None:
            break
        node, line = below, below.start_mark.line
    return line + 1
