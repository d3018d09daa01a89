"""The printed inspection record, taken from its definition so that both say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PARSERS = Path(__file__).resolve().parents[2] / "parsers"
FORMS = PARSERS / "shanxi-2022"


@dataclass(frozen=True)
class Item:
    """One row of the checklist as printed. `offers` are keys of `Form.options`."""

    id: str
    number: str
    section: str
    section_number: str
    text: str
    offers: tuple[str, ...]
    remark: str


@dataclass(frozen=True)
class Form:
    """What the blank inspection record prints."""

    id: str
    title: str
    attachment: str
    options: dict[str, str]
    items: tuple[Item, ...]
    notes: tuple[str, ...]

    def item(self, id_: str) -> Item:
        return next(item for item in self.items if item.id == id_)


@cache
def inspection_record() -> Form:
    """The Shanxi inspection record (circular 181 of 2022, attachment 2)."""
    form = definition("inspection-record")
    return Form(
        id=form["id"],
        title=form["title"],
        attachment=form["attachment"],
        options=form["options"],
        items=tuple(_items(form)),
        notes=tuple(form["notes"]),
    )


def definition(name: str) -> dict[str, Any]:
    """The YAML of a Shanxi form, as it stands."""
    loaded: dict[str, Any] = yaml.safe_load((FORMS / f"{name}.yaml").read_text("utf-8"))
    return loaded


def _items(form: dict[str, Any]) -> Iterator[Item]:
    for section in form["sections"]:
        for item in section["items"]:
            yield Item(
                id=item["id"],
                number=item.get("number", ""),
                section=section["title"],
                section_number=str(section["number"]),
                text=item["text"].strip(),
                offers=tuple(item["offers"]),
                remark=item.get("remark", ""),
            )
