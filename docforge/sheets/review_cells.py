"""What the sheets of a review workbook share: cells to write in, pictures, drop-down lists.

In a protected sheet the tabulator goes from one open cell to the next, row by row; Alt and the
down arrow open a drop-down list. So a workbook can be worked through without a mouse.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docforge.sheets.workbook import EDIT_FILL, Column, Content, offer, text_width

CONFIRMED = "确认无误"
SUBMISSION, CODES = "submission", "flags"
YES = "是"

_CLOSED = PatternFill("solid", fgColor="EDEDED")
_LINE = 17.0
"""Points a line of text takes at the workbook's font size."""
_TALLEST = 400.0
"""Points; Excel allows a row 409."""
_MARGIN = 3
"""Pixels between a cell's border and its picture."""
_POINTS, _EMU = 0.75, 9525
"""A pixel at 96 dpi, in points and in the units of drawings (ECMA-376 20.1.2.1)."""


def fit_heights(
    sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Content]]
) -> None:
    """Rows as tall as their text: not every program does that by itself when it opens a file.

    Hidden columns must stand last in `columns`, and have English titles.
    """
    widths = [(column.width or 10.0) - 1 for column in columns if not column.title.isascii()]
    for number, row in enumerate(rows, start=2):
        lines = max(
            sum(max(1, ceil(text_width(line) / width)) for line in str(text).split("\n"))
            for text, width in zip(row, widths, strict=False)
            if text is not None
        )
        sheet.row_dimensions[number].height = min((lines + 0.3) * _LINE, _TALLEST)


def open_cell(sheet: Worksheet, row: int, column: int, *, open_: bool) -> None:
    """A cell that may be written in, coloured so, or a grey one that takes nothing."""
    cell = sheet.cell(row, column)
    cell.fill = EDIT_FILL if open_ else _CLOSED
    cell.protection = Protection(locked=not open_)
    cell.number_format = "@"  # so that a typed 2022-06-10 or 001 stays as typed


def protect(sheet: Worksheet) -> None:
    """Only open cells take anything; there is no password. The first of them is selected."""
    cells = (cell for row in sheet.iter_rows(min_row=2) for cell in row)
    first = next((cell.coordinate for cell in cells if not cell.protection.locked), "A1")
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = first
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter"):
        setattr(protection, allowed, False)  # False: this is not forbidden


def hide(sheet: Worksheet, columns: Iterable[int]) -> None:
    for column in columns:
        sheet.column_dimensions[get_column_letter(column)].hidden = True


def put_picture(sheet: Worksheet, row: int, column: int, jpeg: bytes, width: int) -> None:
    """A picture in a cell, at most `width` pixels wide; the row becomes as tall as it needs.

    It moves and hides with its row, so that a filtered sheet shows no strangers.
    """
    picture = Image(io.BytesIO(jpeg))
    share = min(1.0, width / picture.width)
    wide, high = int(picture.width * share), int(picture.height * share)
    picture.width, picture.height = wide, high
    picture.anchor = TwoCellAnchor(
        editAs="twoCell",
        _from=_marker(row, column, _MARGIN, _MARGIN),
        to=_marker(row, column, wide + _MARGIN, high + _MARGIN),
    )
    sheet.add_image(picture)
    height = sheet.row_dimensions[row].height or 0.0
    wanted = (high + 2 * _MARGIN) * _POINTS
    sheet.row_dimensions[row].height = min(max(height, wanted), _TALLEST)


def _marker(row: int, column: int, across: int, down: int) -> AnchorMarker:
    """A point within a cell, in pixels from its top left."""
    return AnchorMarker(col=column - 1, row=row - 1, colOff=across * _EMU, rowOff=down * _EMU)


def offer_runs(sheet: Worksheet, column: int, choices: Sequence[tuple[str, ...]]) -> None:
    """Drop-down lists in a column, from row 2 on; a row without choices has none."""
    letter = get_column_letter(column)
    for first, last, offered in _runs(choices):
        if offered:
            offer(sheet, f"{letter}{first}:{letter}{last}", offered)


def _runs(choices: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Neighbouring rows that offer the same, as (first row, last row, choices)."""
    run: tuple[int, int, tuple[str, ...]] | None = None
    for number, offered in enumerate(choices, start=2):
        if run and run[2] == offered:
            run = (run[0], number, offered)
            continue
        if run:
            yield run
        run = (number, number, offered)
    if run:
        yield run
