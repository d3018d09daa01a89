"""What an empty checklist prints, free of format: head, columns, a row an item, foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docforge.blanks.register_word import FOOT
from docforge.forms import Definition
from docforge.forms.definitions.definition import (
    ColumnDefinition,
    ColumnRole,
    FieldDefinition,
    ItemDefinition,
)

_SIGNED = (*FOOT, "inspectors", "inspected_on")
_MERGED = ("number", "section")


@dataclass(frozen=True)
class PrintedRow:
    """An item as printed. `opens` is false where its section goes on from the row above."""

    item: ItemDefinition
    opens: bool
    offers: tuple[str, ...]
    number: str = ""

    def text(self, role: ColumnRole) -> str:
        """What stands in the column of a role; options are in `offers`."""
        item = self.item
        texts: dict[ColumnRole, str] = {
            "number": f"{self.number or item.section_number}{'**' if item.serious else ''}",
            "section": item.section,
            "content": f"{item.number} {item.text}".strip(),
            "checkpoint": item.checkpoint,
            "method": item.method,
            "remark": item.remark,
            "points": f"{item.points:g}" if item.points is not None else "",
        }
        return texts.get(role, "")

    def goes_on(self, role: ColumnRole) -> bool:
        """Whether this row's cell is part of the one above."""
        return role in _MERGED and not self.opens and not (role == "number" and self.number)


@dataclass(frozen=True)
class PrintedChecklist:
    """The parts of a checklist from top to bottom."""

    above: tuple[FieldDefinition, ...]
    columns: tuple[ColumnDefinition, ...]
    rows: tuple[PrintedRow, ...]
    below: tuple[FieldDefinition, ...]


def printed_checklist(form: Definition) -> PrintedChecklist:
    """What a form prints. One whose options have columns of their own gets one for all."""
    printed = [field for field in form.fields if field.print]
    return PrintedChecklist(
        tuple(field for field in printed if not _is_below(field)),
        _columns(form),
        tuple(_rows(form)),
        tuple(field for field in printed if _is_below(field)),
    )


def _is_below(field: FieldDefinition) -> bool:
    return field.within_table or field.key in _SIGNED


def _columns(form: Definition) -> tuple[ColumnDefinition, ...]:
    roles = [column.role for column in form.columns]
    if form.conclusions != "marks" or "conclusion" in roles:
        return form.columns
    at = roles.index("content") + 1 if "content" in roles else len(roles)
    added = ColumnDefinition(role="conclusion", print="检查结论")
    return (*form.columns[:at], added, *form.columns[at:])


def _rows(form: Definition) -> Iterator[PrintedRow]:
    before = 0
    own_numbers = all(not item.number and "." not in item.id for item in form.items)
    for item in form.items:
        opens = item.section_number != before
        number = item.id if own_numbers else ""
        yield PrintedRow(item, opens, form.printed(item), number)
        before = item.section_number
