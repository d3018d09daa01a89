"""The basics every workbook shares: look, typed cells, drop-down lists, the same bytes each time.

A sheet is a header row and rows of plain values. Widths are in characters of the default font,
a Chinese character counting two.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from math import ceil
from pathlib import Path
from unicodedata import east_asian_width
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docforge.atomic import write_atomically

Content = str | int | float | bool | date | datetime | time | None
"""What a cell may be given. Text stays text, numbers stay numbers, dates stay dates."""

FONT = "宋体"
LONGEST_CELL = 32_767
"""Characters Excel keeps in one cell (its published limit)."""

# Points a line of text takes; Excel shows no row higher than 409.
_LINE, _TALLEST = 15.0, 400.0
_CHOICES_SHEET = "选项"
_INLINE_CHOICES = 255
_LIKE_A_FORMULA = ("=", "+", "-", "@")
# What XML 1.0 cannot hold: control characters but tab and line breaks, lone surrogates, and the
# two noncharacters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONE_RETURN = re.compile(r"\r\n?")

_THIN = Side(style="thin", color="808080")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
HEADER_FONT = Font(name=FONT, bold=True, size=11)
HEADER_FILL = PatternFill("solid", fgColor="DDE6F0")
EDIT_FILL = PatternFill("solid", fgColor="FFF8DC")
BODY_FONT = Font(name=FONT, size=11)
HEADER_ALIGNMENT = Alignment(horizontal="center", vertical="center", wrap_text=True)
BODY_ALIGNMENT = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its header, its width (characters; None = as its content needs).

    `choices` become a drop-down list, `editable` a tint that says "write here".
    """

    title: str
    width: float | None = None
    choices: tuple[str, ...] = ()
    editable: bool = False
    number_format: str = ""


def new_workbook() -> Workbook:
    """A workbook without sheets; add them with `add_sheet`."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook


def add_sheet(
    workbook: Workbook,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Content]],
) -> Worksheet:
    """A sheet with a frozen, filtered header and one line a row; returns it for more.

    A row shorter than the header leaves the rest of its cells empty.
    """
    sheet: Worksheet = workbook.create_sheet(title)
    for number, column in enumerate(columns, start=1):
        put_header(sheet, 1, number, column.title)
    count = 1
    for row in rows:
        count += 1
        for number, column in enumerate(columns, start=1):
            value = row[number - 1] if number <= len(row) else None
            cell = put(sheet, count, number, value)
            if column.number_format:
                cell.number_format = column.number_format
            if column.editable:
                cell.fill = EDIT_FILL
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width or fitting_width(sheet, number)
        if column.choices and count > 1:
            offer(sheet, f"{letter}2:{letter}{count}", column.choices)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    print_across(sheet, header_rows=1)
    return sheet


def put_header(sheet: Worksheet, row: int, column: int, title: str) -> Cell:
    """Write a header cell in the house's look (rows and columns from 1)."""
    cell = put(sheet, row, column, title)
    cell.font, cell.fill, cell.alignment = HEADER_FONT, HEADER_FILL, HEADER_ALIGNMENT
    return cell


def put(sheet: Worksheet, row: int, column: int, value: Content) -> Cell:
    """Write a value with its type and the house's look (rows and columns from 1).

    Text that begins like a formula stays text, also when a person edits the cell later.
    Characters that no workbook can hold become U+FFFD, and text past Excel's limit ends in "…".
    """
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell), "a merged-over cell cannot be written"
    if isinstance(value, str):
        value = _holdable(value)
    cell.value = value
    kind = _kind(value)
    cell._style = copy(_looks(sheet, kind))  # type: ignore[attr-defined]
    if kind in (_TEXT, _LIKE_FORMULA):
        cell.data_type = "s"
    return cell


_PLAIN, _TEXT, _LIKE_FORMULA = "", "@", "@="
_FORMATS = {_TEXT: "@", _LIKE_FORMULA: "@", "moment": "yyyy-mm-dd hh:mm", "day": "yyyy-mm-dd"}


def _kind(value: Content) -> str:
    """What decides how a cell looks: its type, and whether its text could pass for a formula."""
    if isinstance(value, str):
        return _LIKE_FORMULA if value.startswith(_LIKE_A_FORMULA) else _TEXT
    if isinstance(value, datetime):
        return "moment"
    return "day" if isinstance(value, date) else _PLAIN


_KNOWN_LOOKS: WeakKeyDictionary[Workbook, dict[str, StyleArray]] = WeakKeyDictionary()


def _looks(sheet: Worksheet, kind: str) -> StyleArray:
    """The house's look for a kind of value, made once a workbook: openpyxl takes longer to find
    a font, a border and an alignment anew than to write the cell."""
    workbook = sheet.parent
    assert isinstance(workbook, Workbook)
    known = _KNOWN_LOOKS.setdefault(workbook, {})
    if kind not in known:
        cell = Cell(sheet, row=1, column=1)
        cell.font, cell.alignment, cell.border = BODY_FONT, BODY_ALIGNMENT, BORDER
        if kind in _FORMATS:
            cell.number_format = _FORMATS[kind]
        cell.quotePrefix = kind == _LIKE_FORMULA
        known[kind] = cell._style  # type: ignore[attr-defined]
    return known[kind]


def _holdable(text: str) -> str:
    text = _ILLEGAL.sub("\ufffd", _LONE_RETURN.sub("\n", text))
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def iso_date(text: str) -> date | None:
    """The day that a text such as "2022-05-28" names, None for any other text.

    Stricter than `date.fromisoformat`, which also takes eight digits, a phone number maybe.
    """
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def text_width(text: str) -> int:
    """Width of the longest line in characters, a full-width character counting two."""
    return max(
        (sum(2 if east_asian_width(char) in "WFA" else 1 for char in line))
        for line in (text.split("\n") or [""])
    )


def fitting_width(sheet: Worksheet, column: int, *, least: int = 6, most: int = 48) -> float:
    """The width a column needs for its content, within bounds that still print well."""
    widest = max(
        (
            text_width(str(cell.value))
            for (cell,) in sheet.iter_rows(min_col=column, max_col=column)
            if cell.value is not None
        ),
        default=0,
    )
    return float(min(max(widest + 2, least), most))


def fit_height(sheet: Worksheet, row: int, columns: Iterable[int]) -> None:
    """A row at least as tall as its text: not every program does that by itself.

    A row that is taller already stays so.
    """
    lines = 1
    for column in columns:
        value = sheet.cell(row, column).value
        if value is not None and not isinstance(value, int | float):
            width = (sheet.column_dimensions[get_column_letter(column)].width or 10.0) - 1.5
            shown = (max(1, ceil(text_width(part) / width)) for part in str(value).split("\n"))
            lines = max(lines, sum(shown))
    wanted = min((lines + 0.3) * _LINE, _TALLEST)
    dimension = sheet.row_dimensions[row]
    if dimension.height is None or dimension.height < wanted:
        dimension.height = wanted


def fit_heights(sheet: Worksheet, columns: int, rows: int) -> None:
    """The same for all lines of a sheet that `add_sheet` made."""
    for row in range(2, rows + 2):
        fit_height(sheet, row, range(1, columns + 1))


def offer(sheet: Worksheet, cells: str, choices: Sequence[str], *, strict: bool = False) -> None:
    """A drop-down list on a range ("G2:G40"). Other entries stay possible unless `strict`."""
    validation = DataValidation(
        type="list",
        formula1=_choices_formula(sheet, choices),
        allow_blank=True,
        showErrorMessage=strict,
    )
    validation.add(cells)
    sheet.add_data_validation(validation)


def _choices_formula(sheet: Worksheet, choices: Sequence[str]) -> str:
    inline = ",".join(choices)
    if len(inline) + 2 <= _INLINE_CHOICES and not any(
        set(choice) & set(',"') for choice in choices
    ):
        return f'"{inline}"'
    workbook = sheet.parent
    assert isinstance(workbook, Workbook)
    if _CHOICES_SHEET in workbook.sheetnames:
        store = workbook[_CHOICES_SHEET]
    else:
        store = workbook.create_sheet(_CHOICES_SHEET)
        store.sheet_state = "hidden"
    column = 1 if store.cell(1, 1).value is None else store.max_column + 1
    for row, choice in enumerate(choices, start=1):
        put(store, row, column, choice)
    letter = get_column_letter(column)
    return f"{quote_sheetname(_CHOICES_SHEET)}!${letter}$1:${letter}${len(choices)}"


def print_across(sheet: Worksheet, *, header_rows: int) -> None:
    """Print on A4 landscape, one page wide, the header repeated on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6)  # inches
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if header_rows:
        sheet.print_title_rows = f"1:{header_rows}"


_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def workbook_bytes(workbook: Workbook) -> bytes:
    """The workbook as a file; the same content gives the same bytes, whatever the hour."""
    written, packed = io.BytesIO(), io.BytesIO()
    workbook.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", content)
            info = zipfile.ZipInfo(member.filename, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3  # else the bytes would tell Windows from Unix
            target.writestr(info, content)
    return packed.getvalue()


def write_workbook(path: str | os.PathLike[str], workbook: Workbook) -> Path:
    """Write a workbook whole or not at all. Raises UnwritableFile."""
    return write_atomically(path, workbook_bytes(workbook))
