"""A form of another bureau as Word or Excel; PDFs are printed from Word."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml.parser import parse_xml
from docx.shared import Cm
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from samples.make import paper
from samples.make.archive import steady
from samples.make.bureaus.sheet import CLEAR, TICKED, Blank, Cell, Grid, Pen, Sheet, Truth, Words

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def drawn(blank: Blank, ending: str, style: str | None = None) -> tuple[bytes, Truth]:
    """The file and its truth; `ending` docx or xlsx, `style` None for the blank itself."""
    pen = Pen(style, clicks=False)
    return _packed(blank, blank.draw(pen), ending), pen.truth


def with_clicking_boxes(blank: Blank, ending: str) -> bytes:
    """The blank whose boxes are content controls."""
    return _packed(blank, blank.draw(Pen(None, clicks=True)), ending)


def _packed(blank: Blank, sheets: Sequence[Sheet], ending: str) -> bytes:
    return _workbook(sheets) if ending == "xlsx" else _document(blank, sheets)


def _document(blank: Blank, sheets: Sequence[Sheet]) -> bytes:
    document = paper.new_document()
    if blank.landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    for sheet in sheets:
        for block in sheet.blocks:
            if isinstance(block, Words):
                own = paper.line(document, "", paper.SONG, block.points, centred=block.centred)
                _write(own, block.text)
            else:
                _table(document, block, 25.0 if blank.landscape else 17.0)
    return paper.saved(document)


def _table(document: Paper, grid: Grid, room: float) -> None:
    shares = sum(grid.widths)
    table = paper.add_table(document, len(grid.rows), [room * w / shares for w in grid.widths])
    for row, column, own in _placed(grid):
        cell = table.cell(row, column)
        if own.rows > 1 or own.columns > 1:
            cell = cell.merge(table.cell(row + own.rows - 1, column + own.columns - 1))
        _into(cell, own.text)


def _into(cell: _Cell, text: str) -> None:
    for number, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _write(paragraph, part)


def _write(paragraph: Paragraph, text: str) -> None:
    plain = ""
    for sign in text:
        if sign not in (CLEAR, TICKED):
            plain += sign
            continue
        if plain:
            paragraph.add_run(plain)
        plain = ""
        paragraph._p.append(_control(sign == TICKED))
    if plain:
        paragraph.add_run(plain)


def _control(ticked: bool) -> Any:
    glyph = "☒" if ticked else "☐"
    return parse_xml(
        f'<w:sdt {_W}><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{glyph}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _placed(grid: Grid) -> list[tuple[int, int, Cell]]:
    """Each cell with its row and column from 0, past what merged cells take up."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, cells in enumerate(grid.rows):
        column = 0
        for each in cells:
            own = each if isinstance(each, Cell) else Cell(each)
            while (row, column) in taken:
                column += 1
            taken |= {
                (row + below, column + beside)
                for below in range(own.rows)
                for beside in range(own.columns)
            }
            found.append((row, column, own))
            column += own.columns
    return found


_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def _workbook(sheets: Sequence[Sheet]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for own in sheets:
        sheet: Worksheet = workbook.create_sheet(own.name)
        grids = [block for block in own.blocks if isinstance(block, Grid)]
        width = max((len(grid.widths) for grid in grids), default=6)
        widest = max(grids, key=lambda grid: len(grid.widths), default=None)
        for number, share in enumerate(widest.widths if widest else (), start=1):
            sheet.column_dimensions[get_column_letter(number)].width = 8 * share
        row = 1
        for block in own.blocks:
            row += _on_sheet(sheet, block, row, width)
    stream = io.BytesIO()
    workbook.save(stream)
    return steady(stream.getvalue())


def _on_sheet(sheet: Worksheet, block: Words | Grid, top: int, width: int) -> int:
    """Writes a block from a row on; how many rows it takes."""
    if isinstance(block, Words):
        sheet.cell(top, 1, _signs(block.text))
        sheet.merge_cells(start_row=top, start_column=1, end_row=top, end_column=width)
        return 1
    for row, column, own in _placed(block):
        cell = sheet.cell(top + row, column + 1, _typed(_signs(own.text)))
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        for below in range(own.rows):
            for beside in range(own.columns):
                sheet.cell(top + row + below, column + 1 + beside).border = _RULED
        if own.rows > 1 or own.columns > 1:
            sheet.merge_cells(
                start_row=top + row,
                start_column=column + 1,
                end_row=top + row + own.rows - 1,
                end_column=column + own.columns,
            )
    return len(block.rows)


def _typed(text: str) -> str | int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else text or None


def _signs(text: str) -> str:
    return text.replace(CLEAR, "☐").replace(TICKED, "☑")
