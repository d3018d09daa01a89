"""An empty checklist in Excel from its definition: a drop-down list of the options."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docforge.blanks.checklist_rows import PrintedChecklist, printed_checklist
from docforge.forms import Definition
from docforge.forms.definitions.definition import ColumnRole, FieldDefinition
from docforge.sheets.heights import fit_heights
from docforge.sheets.workbook import (
    iso_date,
    new_workbook,
    offer,
    print_across,
    put,
    put_header,
    workbook_bytes,
)

_WIDTHS: dict[ColumnRole, float] = {
    "number": 6,
    "section": 14,
    "content": 46,
    "conclusion": 12,
    "remark": 20,
    "points": 8,
    "score": 8,
    "deduction": 8,
}
_DATE = "yyyy-mm-dd"
_TITLE = Font(name="黑体", size=18)


def checklist_sheet(form: Definition, known: Mapping[str, str]) -> bytes:
    """The .xlsx of an empty checklist; `known` fills fields of its head by key."""
    printed = printed_checklist(form)
    workbook = new_workbook()
    sheet: Worksheet = workbook.create_sheet(form.attachment or "检查表")
    width = max(len(printed.columns), 3)
    titled(sheet, width, form.title)
    row = 2
    for field in printed.above:
        field_row(sheet, row, width, field, known)
        row += 1
    _items(sheet, row, printed)
    sheet.freeze_panes = f"A{row + 1}"
    top, row = row, row + len(printed.rows) + 1
    for text in form.notes:
        across(sheet, row, width, text)
        row += 1
    for field in printed.below:
        field_row(sheet, row, width, field, {})
        row += 1
    fit_heights(sheet, 2, row - 1)
    print_across(sheet, header_rows=top)
    return workbook_bytes(workbook)


def _items(sheet: Worksheet, top: int, printed: PrintedChecklist) -> None:
    """The header of the items at a row, and the items below it."""
    for place, column in enumerate(printed.columns, start=1):
        put_header(sheet, top, place, column.print)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column.role, 30)
    for number, own in enumerate(printed.rows, start=top + 1):
        for place, column in enumerate(printed.columns, start=1):
            goes_on = own.goes_on(column.role)
            put(sheet, number, place, None if goes_on else own.text(column.role) or None)
            if column.role == "conclusion":
                offer(sheet, f"{get_column_letter(place)}{number}", own.offers, strict=True)

    for place, column in enumerate(printed.columns, start=1):
        opened = top + 1
        going_on = [*(row.goes_on(column.role) for row in printed.rows), False]
        for number, goes_on in enumerate(going_on, start=top + 1):
            if goes_on:
                continue
            if number - opened > 1:
                sheet.merge_cells(
                    start_row=opened, start_column=place, end_row=number - 1, end_column=place
                )
            opened = number


def titled(sheet: Worksheet, width: int, title: str) -> None:
    """The form's title over the whole width of the first row."""
    across(sheet, 1, width, title)
    cell = sheet.cell(row=1, column=1)
    cell.font, cell.alignment = _TITLE, Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 32


def field_row(
    sheet: Worksheet, row: int, width: int, field: FieldDefinition, known: Mapping[str, str]
) -> None:
    """A label over two columns, and room for its value over the rest; a choice is offered."""
    put(sheet, row, 1, field.print)
    put(sheet, row, 2, None)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    value = known.get(field.key)
    if field.until and value and known.get(field.until):
        value = f"{value}至{known[field.until]}"
    cell = put(sheet, row, 3, (iso_date(value) or value) if value else None)
    if field.type == "date":
        cell.number_format = _DATE
    if field.options:
        offer(sheet, f"C{row}", field.options)
    if width > 3:
        sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=width)


def across(sheet: Worksheet, row: int, width: int, text: str) -> None:
    """A line over the whole width."""
    put(sheet, row, 1, text)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
