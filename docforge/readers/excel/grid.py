"""A sheet's cells as they are stored: rows and columns from 1, merged areas, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from docforge.errors import HostileFile
from docforge.messages import translate as _
from docforge.readers.excel.parts import (
    LAST_COLUMN,
    LAST_ROW,
    Element,
    area,
    attribute,
    bare,
    child,
    children,
    flag,
    number,
    position,
    streamed,
)
from docforge.readers.excel.sheetdata import (
    RawRow,
    column_of,
    manner_of,
    parted,
    raw_rows,
    text_of,
)
from docforge.readers.excel.words import Run, Words, unescaped, words_of
from docforge.readers.package import Package, damaged

MOST_CELLS = 600_000
_MOST_AREAS = 200_000
_USUAL_HEIGHT, _USUAL_WIDTH = 15.0, 8.43
_POINTS_OF_DIGIT, _POINTS_OF_EDGE = 5.25, 3.75
"""Width of a digit of the usual font and of a cell's edges, in points: 7 and 5 pixels."""

_END_OF_ROWS = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_END_OF_ROW = re.compile(rb"</(?:\w+:)?row\s*>")
# Ends of v, t and f elements, with or without a prefix, and formulas that are empty elements.
_ENDS_OF_CONTENT = (b"v>", b"t>", b"f>", b"v/>", b"f/>", b"<f ", b":f ")

_NAMES = ("row", "mergeCell", "col", "sheetFormatPr", "hyperlink", "control", "headerFooter")

Position = tuple[int, int]
Area = tuple[int, int, int, int]


class Stored(NamedTuple):
    """A cell as it is stored. `kind` is its t attribute; `formula` is None where it has none.

    `value` is None where no value is stored, which a formula that never was calculated shows.
    """

    kind: str
    value: str | None
    style: str | None
    formula: str | None = None
    words: Words = ()
    picture: bool = False


@dataclass
class StoredSheet:
    """A sheet as it is stored; heights and widths in points, where they are not the usual ones."""

    cells: dict[Position, Stored] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    links: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    widths: list[tuple[int, int, float]] = field(default_factory=list)
    usual_height: float = _USUAL_HEIGHT
    usual_width: float = _USUAL_WIDTH * _POINTS_OF_DIGIT + _POINTS_OF_EDGE
    controls: dict[str, str] = field(default_factory=dict)
    margins: list[str] = field(default_factory=list)

    def is_hidden(self, row: int, column: int) -> bool:
        if row in self.hidden_rows or not self.hidden_columns:
            return row in self.hidden_rows
        return any(first <= column <= last for first, last in self.hidden_columns)

    def row_at(self, row: int, down: float) -> int:
        """The row that lies `down` points below the top of a row."""
        while row < LAST_ROW and down >= self.heights.get(row, self.usual_height):
            down -= self.heights.get(row, self.usual_height)
            row += 1
        return row

    def column_at(self, column: int, right: float) -> int:
        while column < LAST_COLUMN and right >= self._width(column):
            right -= self._width(column)
            column += 1
        return column

    def top(self, row: int) -> float:
        """How far below the top of the sheet a row begins, in points."""
        shifts = sum(
            height - self.usual_height for number, height in self.heights.items() if number < row
        )
        return (row - 1) * self.usual_height + shifts

    def left(self, column: int) -> float:
        return sum(self._width(number) for number in range(1, column))

    def _width(self, column: int) -> float:
        for first, last, width in self.widths:
            if first <= column <= last:
                return width
        return self.usual_width


def stored_sheet(package: Package, part: str) -> StoredSheet:
    """Reads a sheet's part in one pass; rows and cells without content cost next to nothing.

    Raises TruncatedFile for broken XML, HostileFile for more cells than a form can hold.
    """
    sheet = StoredSheet()
    last_row = 0
    content = without_empty_tail(package.part(part) or b"")
    data = parted(content)
    for element in streamed(content if data is None else data.rest, part, *_NAMES):
        name = bare(element)
        if name == "row":
            last_row = stored_row(element, last_row, sheet, part)
        else:
            _read_other(name, element, sheet)
        _check_size(sheet, part)
    for raw in () if data is None else raw_rows(data, part):
        if raw.element is not None:
            last_row = stored_row(raw.element, last_row, sheet, part)
        else:
            last_row = _read_raw(raw, last_row, sheet, part)
        _check_size(sheet, part)
    return sheet


def _check_size(sheet: StoredSheet, part: str) -> None:
    if len(sheet.cells) > MOST_CELLS or len(sheet.merged) > _MOST_AREAS:
        raise HostileFile(
            _("A sheet has more than {count} filled cells.").format(count=MOST_CELLS),
            where=part,
            remedy=_("Split the workbook, or delete the sheets that are no forms."),
        )


def without_empty_tail(content: bytes) -> bytes:
    """A sheet's XML without the rows after its last content.

    Formatting whole columns leaves up to a million rows that hold nothing but their style.
    """
    ends = list(_END_OF_ROWS.finditer(content))
    if not ends:
        return content
    end = ends[-1].start()
    last = max(content.rfind(piece, 0, end) for piece in _ENDS_OF_CONTENT)
    row = _END_OF_ROW.search(content, max(last, 0), end)
    return content[: row.end()] + content[end:] if row and last >= 0 else content


def _read_other(name: str, element: Element, sheet: StoredSheet) -> None:
    if name == "col":
        _read_columns(element, sheet)
    elif name == "sheetFormatPr":
        sheet.usual_height = number(element.get("defaultRowHeight"), _USUAL_HEIGHT) or _USUAL_HEIGHT
        width = number(element.get("defaultColWidth"), 0.0)
        if width > 0:
            sheet.usual_width = width * _POINTS_OF_DIGIT
    elif name == "control":
        sheet.controls[attribute(element, "shapeId")] = attribute(element, "id")
    elif name == "headerFooter":
        sheet.margins.extend(one.text for one in element if one.text)
    else:
        found = area(attribute(element, "ref"))
        if found is not None:
            (sheet.merged if name == "mergeCell" else sheet.links).append(found)


def _read_columns(element: Element, sheet: StoredSheet) -> None:
    first, last = (int(number(element.get(name))) for name in ("min", "max"))
    width = element.get("width")
    if flag(element, "hidden") or (width is not None and number(width, 1.0) == 0):
        sheet.hidden_columns.append((first, last))
        sheet.widths.append((first, last, 0.0))
    elif width is not None:
        sheet.widths.append((first, last, max(number(width), 0.0) * _POINTS_OF_DIGIT))


def row_number(told: str, last_row: int, part: str) -> int:
    """The number that a row has, or that follows the row before it."""
    row = int(told) if told.isascii() and told.isdigit() and len(told) < 8 else last_row + 1
    if not 1 <= row <= LAST_ROW:
        raise damaged(part)
    return row


def _begin_row(told: Mapping[str, str], last_row: int, sheet: StoredSheet, part: str) -> int:
    """Notes what the attributes of a row tell; its number."""
    row = row_number(told.get("r", ""), last_row, part)
    height = told.get("ht")
    is_hidden = told.get("hidden", "0") in ("1", "true", "on")
    if is_hidden or (height is not None and number(height, 1.0) == 0):
        sheet.hidden_rows.add(row)
        sheet.heights[row] = 0.0
    elif height is not None:
        sheet.heights[row] = max(number(height), 0.0)
    return row


def _read_raw(raw: RawRow, last_row: int, sheet: StoredSheet, part: str) -> int:
    row = _begin_row(raw.attributes, last_row, sheet, part)
    digits, column, cells = str(row).encode(), 0, sheet.cells
    for letters, told, attributes, value, inline in raw.cells:
        column = column_of(letters) if letters else column + 1
        if (told and told != digits) or column > LAST_COLUMN:
            raise damaged(f"{part} {letters.decode()}{told.decode()}")
        if not value and not inline:
            continue
        kind, style, has_picture = manner_of(attributes)
        if inline:
            words = (Run(unescaped(text_of(inline))),)
            cells[row, column] = Stored(kind, None, style, None, words, has_picture)
        else:
            cells[row, column] = Stored(kind, text_of(value), style, None, (), has_picture)
    return row


def stored_row(element: Element, last_row: int, sheet: StoredSheet, part: str) -> int:
    """Adds the cells of a row's element to a sheet; the row's number."""
    told = {str(name): str(value) for name, value in element.attrib.items()}
    row = _begin_row(told, last_row, sheet, part)
    column = 0
    for cell in element:
        where = cell.get("r")
        found = (row, column + 1) if where is None else position(where)
        if found is None or found[0] != row:
            raise damaged(f"{part} {where}")
        column = found[1]
        if len(cell):
            stored = _stored(cell)
            if stored is not None:
                sheet.cells[row, column] = stored
    return row


def _stored(cell: Element) -> Stored | None:
    """The content of a cell; None where it holds nothing but an empty element."""
    kind = cell.get("t", "n")
    value = child(cell, "v")
    formula = child(cell, "f")
    words: Words = ()
    for item in children(cell, "is"):
        words = words_of(item)
    raw = None if value is None else value.text
    if raw is None and value is not None and kind == "str":
        raw = ""
    if raw is None and formula is None and not words:
        return None
    told = None if formula is None else formula.text or ""
    # Excel keeps a picture placed in a cell as an error with rich value metadata.
    picture = (kind == "e" and "vm" in cell.attrib) or (told is not None and "DISPIMG(" in told)
    return Stored(kind, raw, cell.get("s"), told, words, picture)


def filled(sheet: StoredSheet) -> Iterator[tuple[Position, Stored]]:
    """The stored cells, row by row, left to right. A cell is forgotten once it was given: a
    register has hundreds of thousands."""
    cells = sheet.cells
    for where in sorted(cells):
        yield where, cells.pop(where)
