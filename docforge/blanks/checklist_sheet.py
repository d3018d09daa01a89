"""An empty checklist in Excel from its definition: a drop-down list of the options."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docforge.blanks.register_word import FOOT
from docforge.forms import Definition
from docforge.sheets.workbook import (
    new_workbook,
    offer,
    print_across,
    put,
    put_header,
    workbook_bytes,
)

_WIDTHS = {"number": 6, "section": 14, "content": 46, "conclusion": 12, "remark": 20}
_SIGNED = (*FOOT, "inspectors", "inspected_on")


def checklist_sheet(form: Definition, known: Mapping[str, str]) -> bytes:
    """The .xlsx of an empty checklist; `known` fills fields of its head by key."""
    workbook = new_workbook()
    sheet: Worksheet = workbook.create_sheet(form.attachment or "检查表")
    width = len(form.columns)
    _across(sheet, 1, width, form.title)
    row = 2
    printed = [field for field in form.fields if field.print]
    for field in (own for own in printed if own.key not in _SIGNED):
        put(sheet, row, 1, field.print)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        put(sheet, row, 3, known.get(field.key))
        if field.options:
            offer(sheet, f"C{row}", field.options)
        row += 1
    top = row
    for place, column in enumerate(form.columns, start=1):
        put_header(sheet, row, place, column.print)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column.role, 30)
    for item in form.items:
        row += 1
        texts = {
            "number": f"{item.section_number}{'**' if item.serious else ''}",
            "section": item.section,
            "content": f"{item.number} {item.text}".strip(),
            "checkpoint": item.checkpoint,
            "method": item.method,
            "remark": item.remark,
        }
        for place, column in enumerate(form.columns, start=1):
            put(sheet, row, place, texts.get(column.role) or None)
            if column.role == "conclusion":
                words = form.printed(item)
                offer(sheet, f"{get_column_letter(place)}{row}", words, strict=True)
    for text in (*form.notes, *(f"{own.print}：" for own in printed if own.key in _SIGNED)):
        row += 1
        _across(sheet, row, width, text)
    print_across(sheet, header_rows=top)
    return workbook_bytes(workbook)


def _across(sheet: Worksheet, row: int, width: int, text: str) -> None:
    put(sheet, row, 1, text)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
