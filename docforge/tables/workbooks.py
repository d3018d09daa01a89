"""The sheets of a workbook, each cell typed as people see it: 5, not 5.0; 00351, not 351."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zlib import error as ZlibError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from docforge.errors import ConfigurationError, UnreadableFile
from docforge.messages import translate as _
from docforge.readers.excel.rows import rows
from docforge.tables.grid import Cell, ErrorValue, Line, Sheet, ShownInteger, ShownNumber, Span

_ZEROS = re.compile(r"0{2,}")
_FIGURES = re.compile(r"(?P<thousands>#,##)?0(?:\.(?P<places>0+))?(?P<percent>%)?")
_NOT_FIGURES = re.compile(r"_.|\*.|\[[^]]*]|[\"\\]")
_DIGITS = 15
"""Digits a spreadsheet shows of a number; what comes after is the noise of binary fractions."""


def workbook_sheets(content: bytes) -> list[Sheet]:
    """Every sheet of a workbook (.xlsx, .xls, .et). Raises ConfigurationError where it is none,
    or has a password."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _old_sheets(content)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of features that it does not keep; nothing is written here.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(content), data_only=True)
    except (
        *(zipfile.BadZipFile, ZlibError, InvalidFileException, EOFError),
        *(KeyError, ValueError, OSError, TypeError, AttributeError, IndexError, SyntaxError),
    ) as error:
        # openpyxl says what is wrong with a damaged file by whatever error it runs into.
        raise ConfigurationError(
            _("this is not a workbook that can be read"),
            remedy=_("Open it, and save it as .xlsx."),
        ) from error
    return [_sheet(sheet) for sheet in workbook.worksheets]


def _old_sheets(content: bytes) -> list[Sheet]:
    """The sheets of an .xls or .et, their values as the form reader has them."""
    try:
        sheets = rows(content)
    except UnreadableFile as error:
        raise ConfigurationError(
            _("this is not a workbook that can be read, or it has a password"),
            remedy=_("Open it, and save it as .xlsx without a password."),
        ) from error
    return [
        Sheet(
            sheet.name,
            [
                Line(
                    _("sheet {sheet}, row {row}").format(sheet=sheet.name, row=row.number),
                    _without_end([_as_seen(value) for value in row.values]),
                )
                for row in sheet.rows
            ],
            True,
            (),
            not sheet.hidden,
        )
        for sheet in sheets
    ]


def _as_seen(value: Cell) -> Cell:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, float):
        return shown_number(value, "General")
    return value if not isinstance(value, str) or value.strip() else None


def _sheet(sheet: Worksheet) -> Sheet:
    lines = [
        Line(
            _("sheet {sheet}, row {row}").format(sheet=sheet.title, row=number),
            _without_end([_value(cell) for cell in row]),
        )
        for number, row in enumerate(sheet.iter_rows(), start=1)
    ]
    spans = [
        Span(each.min_row - 1, each.min_col - 1, each.max_row - 1, each.max_col - 1)
        for each in sheet.merged_cells.ranges
    ]
    return Sheet(sheet.title, lines, True, spans, sheet.sheet_state == "visible")


def _without_end(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _value(cell: Any) -> Cell:
    value: object = cell.value
    if value is None or isinstance(value, bool | date | time):
        if isinstance(value, datetime) and value.time() == time():
            return value.date()
        return value
    if isinstance(value, int | float):
        return shown_number(value, cell.number_format or "General")
    text = str(value)
    if cell.data_type == "e":
        return ErrorValue(text)
    return text if text.strip() else None


def shown_number(value: int | float, pattern: str) -> Cell:
    """A number by the number format of its cell (ECMA-376 part 1, 18.8.31).

    Whole numbers lose their ".0"; leading zeros make it a text; decimal places, thousands and
    percent are kept for printing. Of formats that say more, the plain number is taken.
    """
    plain = Decimal(format(value, f".{_DIGITS}g"))
    whole = plain == plain.to_integral_value()
    number = int(plain) if whole else float(plain)
    figures = _NOT_FIGURES.sub("", pattern.split(";")[0]).strip(" ¥￥")
    if whole and _ZEROS.fullmatch(figures):
        return format(number, f"0{len(figures) + (number < 0)}d")
    asked = _FIGURES.fullmatch(figures)
    if asked is None or (figures == "0" and whole):
        return number
    step = Decimal(1).scaleb(-len(asked["places"] or ""))
    seen = (plain * 100 if asked["percent"] else plain).quantize(step, ROUND_HALF_UP)
    text = format(seen, ",f" if asked["thousands"] else "f") + (asked["percent"] or "")
    return ShownInteger(number, text) if isinstance(number, int) else ShownNumber(number, text)
