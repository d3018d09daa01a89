"""A register as a workbook: its printed bands of columns, header stacked once, rows alternating.

What stands in a cell is typed: numbers are numbers, dates are dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docforge.sheets.heights import fit_heights
from docforge.sheets.workbook import (
    FONT,
    Content,
    new_workbook,
    offer,
    print_across,
    put,
    put_header,
)

_CONFLICT = PatternFill("solid", fgColor="FFD9D0")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TITLE = Font(name="黑体", size=18)
_PLAIN = Font(name=FONT, size=12)
_SEQUENCE = "序号"
_FIRST_ROW = 3
# Widths in characters.
_NUMBER_WIDTH, _COLUMN_WIDTH, _DATE_WIDTH = 5, 8, 11


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its key, its printed words, the header over it, the grid columns it takes.

    `choices` are offered in a list; `number_format` is how its numbers or days are shown.
    """

    key: str
    title: str
    group: str = ""
    span: int = 1
    choices: tuple[str, ...] = ()
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One enterprise: what stands under each key, and the keys whose sources disagree."""

    values: Mapping[str, Content]
    conflicts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """A register to write; `head` stands under the title, `foot` under the table, line by line."""

    title: str
    bands: Sequence[Sequence[Heading]]
    lines: Sequence[RegisterLine]
    head: str = ""
    foot: Sequence[str] = ()


def register_workbook(register: RegisterSheet) -> Workbook:
    """The register as the form prints it: 序号 over all bands, then each band on the same grid."""
    workbook = new_workbook()
    sheet: Worksheet = workbook.create_sheet("登记表")
    width = 1 + max(sum(each.span for each in band) for band in register.bands)
    _across(sheet, 1, width, register.title, _TITLE, _CENTRED, height=32)
    _across(sheet, 2, width, register.head, _PLAIN, Alignment(vertical="center"), height=22)
    row = _header(sheet, register.bands, width)
    sheet.freeze_panes = sheet.cell(row=row, column=2).coordinate
    print_across(sheet, header_rows=row - 1)
    for number, line in enumerate(register.lines, start=1):
        _put(sheet, row, 1, number, rows=len(register.bands))
        for band in register.bands:
            _line(sheet, row, band, line, width)
            row += 1
    for text in register.foot:
        _across(sheet, row, width, text, _PLAIN, Alignment(vertical="center"), height=24)
        row += 1
    _measure(sheet, row - len(register.foot) - 1)
    return workbook


def _measure(sheet: Worksheet, last: int) -> None:
    """Column widths and row heights by what stands in them."""
    wide = {
        cell.column: _DATE_WIDTH
        for line in sheet.iter_rows(min_row=_FIRST_ROW, max_row=last)
        for cell in line
        if isinstance(cell.value, date)
    }
    for column in range(1, sheet.max_column + 1):
        width = wide.get(column, _NUMBER_WIDTH if column == 1 else _COLUMN_WIDTH)
        sheet.column_dimensions[get_column_letter(column)].width = width
    fit_heights(sheet, _FIRST_ROW, last)


def _across(
    sheet: Worksheet,
    row: int,
    width: int,
    text: str,
    font: Font,
    alignment: Alignment,
    *,
    height: float,
) -> None:
    cell = put(sheet, row, 1, text)
    cell.font, cell.alignment, cell.border = font, alignment, Border()
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    sheet.row_dimensions[row].height = height


def _header(sheet: Worksheet, bands: Sequence[Sequence[Heading]], width: int) -> int:
    """Writes the header of all bands; returns the first row below it."""
    row = _FIRST_ROW
    for band in bands:
        deep = 2 if any(each.group for each in band) else 1
        at = 2
        for heading, span in _spread(band, width):
            top = row + 1 if heading.group else row
            _put(sheet, top, at, heading.title, span, deep - (top - row), header=True)
            at += span
        _groups(sheet, row, band, width)
        row += deep
    _put(sheet, _FIRST_ROW, 1, _SEQUENCE, rows=row - _FIRST_ROW, header=True)
    return row


def _groups(sheet: Worksheet, row: int, band: Sequence[Heading], width: int) -> None:
    at, begun, group = 2, 2, ""
    for heading, span in (*_spread(band, width), (Heading("", ""), 0)):
        if heading.group != group:
            if group:
                _put(sheet, row, begun, group, at - begun, header=True)
            begun, group = at, heading.group
        at += span


def _spread(band: Sequence[Heading], width: int) -> list[tuple[Heading, int]]:
    """The headings with their grid columns; the last takes what a shorter band leaves over."""
    left_over = width - 1 - sum(each.span for each in band)
    return [(each, each.span + (left_over if each is band[-1] else 0)) for each in band]


def _line(
    sheet: Worksheet, row: int, band: Sequence[Heading], line: RegisterLine, width: int
) -> None:
    at = 2
    for heading, span in _spread(band, width):
        _put(sheet, row, at, line.values.get(heading.key), span)
        cell = sheet.cell(row=row, column=at)
        if heading.choices:
            offer(sheet, cell.coordinate, heading.choices)
        if heading.number_format and not isinstance(cell.value, str):
            cell.number_format = heading.number_format
        if heading.key in line.conflicts:
            sheet.cell(row=row, column=at).fill = _CONFLICT
        at += span


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: Content,
    columns: int = 1,
    rows: int = 1,
    *,
    header: bool = False,
) -> None:
    """Write a cell over several grid columns and rows, ruled all around."""
    for below in range(row, row + rows):
        for beside in range(column, column + columns):
            put(sheet, below, beside, None)
    if header:
        put_header(sheet, row, column, str(value))
    else:
        put(sheet, row, column, value).alignment = _CENTRED
    if rows > 1 or columns > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + rows - 1,
            end_column=column + columns - 1,
        )
