"""The forms docforge knows, and the trade's vocabulary, loaded from `parsers/`.

A definition that is wrong is told with its file and line.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from docforge import data
from docforge.configuration import read_yaml
from docforge.errors import ConfigurationError
from docforge.forms.definitions.definition import Definition, FieldDefinition
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.titles import Titles
from docforge.frozen import kept
from docforge.messages import translate as _

Model = TypeVar("Model", bound=BaseModel)
KIND = "form@1"
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
        return iter(self._ordered)

    @kept
    def _ordered(self) -> tuple[Definition, ...]:
        return tuple(sorted(self.definitions.values(), key=lambda each: each.id))

    @kept
    def titles(self) -> Titles:
        """The titles of all forms."""
        return Titles(self)


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Reads the definitions: a user's folders first, so that an own form replaces a shipped one.

    Raises ConfigurationError with file and line for a definition that is wrong.
    """
    return _load(data.folders("parsers", folder))


@lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...]) -> Catalogue:
    labels = _vocabulary(folders, _LABELS, Labels, "labels@1")
    phrases = _vocabulary(folders, _PHRASES, Phrases, "phrases@1")
    definitions: dict[str, Definition] = {}
    for folder in folders:
        found = [path for path in sorted(folder.glob("*/*.yaml")) if path.is_file()]
        for path in found:
            definition = load_definition(path, labels)
            definitions.setdefault(definition.id, definition)
    return Catalogue(definitions, labels, phrases)


def _vocabulary(folders: Sequence[Path], name: str, model: type[Model], kind: str) -> Model:
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        raise ConfigurationError(_("{name} was not found").format(name=name))
    return read_yaml(path, model, kind, declared=True)


def load_definition(path: Path, labels: Labels) -> Definition:
    """One definition, its fields and columns completed with the trade's own labels."""
    definition = read_yaml(path, Definition, KIND, declared=True)
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
