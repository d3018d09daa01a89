"""What the person who filled a form meant: the truth beside each file of samples/ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

Value = bool | int | float | datetime | date | str | tuple[str, ...] | None

FOLDER = Path(__file__).resolve().parents[2] / "ways"


class Question(BaseModel):
    """One thing that a reader of the file must be able to tell; see samples/ways/README.md."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    item: str = ""
    field: str = ""
    row: int = 0
    key: str = ""
    cell: str = ""
    at: str
    column: str = ""
    options: tuple[str, ...] = ()
    chosen: str | tuple[str, ...] | None = None
    record: str | None = None
    value: Value = None
    shown: str = ""

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Question:
        if sum(map(bool, (self.item, self.field, self.row, self.cell))) != 1:
            raise ValueError("a question asks for one of item, field, row, cell")
        if bool(self.row) != bool(self.key):
            raise ValueError("row and key go together")
        if self.item and len(self.options) < 2:
            raise ValueError("an item has at least two options")
        return self

    @property
    def as_shown(self) -> tuple[str, ...]:
        """What must be found, as it stands on the form; several names are found one by one."""
        if self.shown:
            return (self.shown,)
        if isinstance(self.value, tuple):
            return self.value
        return () if self.value is None else (str(self.value),)

    @property
    def all_chosen(self) -> tuple[str, ...]:
        """The options that are marked: usually one, none where the item was left open."""
        if isinstance(self.chosen, tuple):
            return self.chosen
        return () if self.chosen is None else (self.chosen,)


class Truth(BaseModel):
    """The truth of one file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    way: str
    row: str
    form: str | None
    questions: tuple[Question, ...]
    once: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class WaySample(NamedTuple):
    """A filled form on disk with its truth."""

    path: Path
    truth: Truth

    @property
    def format(self) -> str:
        """The folder it lies in: "word", "excel", "pdf", "old", "ofd"."""
        return self.path.parent.name


def load(path: Path) -> Truth:
    """The truth of a .yaml file. Raises ValueError (pydantic's) where it is not one."""
    return Truth.model_validate(_tuples(yaml.safe_load(path.read_text("utf-8"))))


def all_samples(folder: Path = FOLDER) -> Iterator[WaySample]:
    """Every form below samples/ways, by format and name."""
    for truth in sorted(folder.glob("*/*.yaml")):
        others = [p for p in sorted(truth.parent.glob(f"{truth.stem}.*")) if p != truth]
        if len(others) != 1:
            raise ValueError(f"{truth}: there must be one form beside it")
        yield WaySample(others[0], load(truth))


def as_yaml(truth: Truth) -> bytes:
    """The truth as it is kept: only what is said, in the order of README.md."""
    said = truth.model_dump(exclude_defaults=True, exclude={"questions"})
    shown = {name: said[name] for name in ("way", "row") if name in said} | {"form": truth.form}
    shown["questions"] = [_asked(question) for question in truth.questions]
    shown |= said
    return yaml.safe_dump(_lists(shown), allow_unicode=True, sort_keys=False, width=96).encode()


def _asked(question: Question) -> dict[str, object]:
    said = question.model_dump(exclude_defaults=True)
    if question.item:
        said["chosen"] = question.chosen
    elif question.value is None:
        said["value"] = None
    return said


def _tuples(value: object) -> object:
    if isinstance(value, list):
        return tuple(map(_tuples, value))
    if isinstance(value, dict):
        return {key: _tuples(one) for key, one in value.items()}
    return value


def _lists(value: object) -> object:
    if isinstance(value, tuple | list):
        return list(map(_lists, value))
    if isinstance(value, dict):
        return {key: _lists(one) for key, one in value.items()}
    return value
