"""A workbook as rows of values, for lists and registers: no looks, no places, no marks.

The values are those of `layout.Cell.value`. Sheets that hold plain words, numbers and days are
read by calamine, several times as fast as through a layout; all others through the layout's steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from docforge.errors import HostileFile
from docforge.layout import CellValue, Table
from docforge.messages import translate as _
from docforge.place import Place
from docforge.readers.content import media_of
from docforge.readers.excel import old
from docforge.readers.excel.calamine import LARGEST, Book, Found
from docforge.readers.excel.content import seen
from docforge.readers.excel.formats import BUILT_IN
from docforge.readers.excel.grid import MOST_CELLS, filled, stored_sheet
from docforge.readers.excel.parts import position
from docforge.readers.excel.sheetdata import parted
from docforge.readers.excel.span import Spans
from docforge.readers.excel.workbook import SheetEntry, Workbook, workbook_of
from docforge.readers.symbol_fonts import is_symbol_font

_MOST_POSITIONS = 5 * MOST_CELLS
_MOST_UNUSUAL = 20
_NOWHERE = Place()
# Formats of days that calamine and the layout take alike, and letters only other formats have.
_DAYS = re.compile(r"(?:yyyy[/.-]mm?[/.-]dd?|mm-dd-yy)(?:;@)?", re.IGNORECASE)
_DATE_LETTERS = re.compile("[ymdhse]|aaa|[上下]午", re.IGNORECASE)
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|General|\[[^\]]*\]', re.IGNORECASE)
# Cells and rows whose addresses are no longer than this fit into what calamine can hold.
_FAR = re.compile(rb'r="(?!(?:[A-Z]|[A-H][A-Z])?[0-9]{1,4}"|(?:[A-Z])?1[0-9]{4}")')
# Formulas, errors, pictures, dates as words, escapes, guides: the layout knows better.
_ONLY_LAYOUT = (b"<f", b"vm=", b"_x", b" r='", b"<rPh")
_OF_THIS_TYPE = re.compile(rb't="[ed]"')


class Row(NamedTuple):
    """A row that stores something: its number on the sheet, and its values from column A on."""

    number: int
    values: tuple[CellValue, ...]


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet, in order; `name` as on its tab, `hidden` where that is not shown."""

    name: str
    hidden: bool
    rows: Sequence[Row]


def rows(data: bytes) -> list[SheetRows]:
    """The values of every sheet of a workbook (.xlsx, .xls, .et).

    Covered cells of merged areas are None, and so are formulas without a stored value. Raises
    UnreadableFile as the readers do, UnsupportedFormat where it is no workbook.
    """
    if media_of(data) == old.MEDIA:
        return [
            SheetRows(page.name, page.hidden, list(_of_layout(page.blocks)))
            for page in old.read(data).pages
        ]
    workbook = workbook_of(data)
    book = Book(data) if _is_plain(workbook) else None
    unusual = _unusual(workbook)
    found: list[SheetRows] = []
    for entry in workbook.sheets:
        is_near = book is not None and _is_near(workbook, entry, unusual)
        quick = _quick(book, entry) if book is not None and is_near else None
        every = list(_careful(workbook, entry)) if quick is None else quick
        found.append(SheetRows(entry.name, entry.hidden, every))
    return found


def _is_plain(workbook: Workbook) -> bool:
    """Whether its days count from 1900 and its shared texts have no looks of their own."""
    if workbook.from_1904:
        return False
    shared = workbook.package.part(workbook.strings) or b"" if workbook.strings else b""
    return b"rFont" not in shared and not any(piece in shared for piece in _ONLY_LAYOUT)


def _unusual(workbook: Workbook) -> list[bytes]:
    """The styles, as cells name them, whose cells show other than they store: symbols, hours."""
    return [
        b' s="%d"' % number
        for number, style in enumerate(workbook.styles.styles)
        if is_symbol_font(style.look.font) or not _is_usual(style.format)
    ]


def _is_usual(code: str) -> bool:
    bare = _NOT_LETTERS.sub("", code)
    return _DAYS.fullmatch(code) is not None or (
        code in (BUILT_IN["14"], BUILT_IN["30"]) or _DATE_LETTERS.search(bare) is None
    )


def _is_near(workbook: Workbook, entry: SheetEntry, unusual: Sequence[bytes]) -> bool:
    """Whether a sheet's cells lie where calamine can hold them, and are written as usual."""
    data = parted(workbook.package.part(entry.part) or b"")
    if data is None or _FAR.search(data.rows) is not None:
        return False
    if _OF_THIS_TYPE.search(data.rows) is not None or data.rows.count(b"<row") > 20_000:
        return False
    if len(unusual) > _MOST_UNUSUAL:
        return False
    return not any(piece in data.rows for piece in (*_ONLY_LAYOUT, *unusual))


def _quick(book: Book, entry: SheetEntry) -> list[Row] | None:
    """The rows by calamine; None where a value is of a kind that it takes differently."""
    values = book.values(entry.name)
    if len(values.rows) * (len(values.rows[0]) if values.rows else 0) > LARGEST:
        return None
    before = (None,) * (values.column - 1)
    found: list[Row] = []
    for number, line in enumerate(values.rows, start=values.row):
        read = _values(line)
        if read is None:
            return None
        if any(value is not None for value in read):
            found.append(Row(number, before + read))
    covered = Spans(values.merged)
    return [_uncovered(row, covered) for row in found] if covered else found


def _values(line: Sequence[Found]) -> tuple[CellValue, ...] | None:
    read: list[CellValue] = []
    for found in line:
        if isinstance(found, str):
            read.append(found or None)
        elif isinstance(found, float):
            if not -1e15 < found < 1e15:
                return None
            read.append(int(found) if found.is_integer() else found)
        elif isinstance(found, (datetime, time, timedelta)):
            return None
        else:
            read.append(found)
    while read and read[-1] is None:
        read.pop()
    return tuple(read)


def _careful(workbook: Workbook, entry: SheetEntry) -> Iterator[Row]:
    """The rows as the layout reads their cells."""
    sheet = stored_sheet(workbook.package, entry.part)
    covered = Spans(sheet.merged)
    values: list[CellValue] = []
    last = positions = 0
    for (row, column), stored in filled(sheet):
        if row != last and values:
            yield _uncovered(Row(last, tuple(values)), covered)
            values = []
        positions += column - len(values)
        if positions > _MOST_POSITIONS:
            raise HostileFile(
                _("A sheet's content is spread over more cells than a form can hold."),
                where=entry.name,
                remedy=_("Delete what stands far away from the form, save and try again."),
            )
        last = row
        values.extend([None] * (column - len(values)))
        values[column - 1] = seen(stored, workbook, _NOWHERE, is_link=False).value
    if values:
        yield _uncovered(Row(last, tuple(values)), covered)


def _uncovered(row: Row, covered: Spans) -> Row:
    """The row without the values that merged cells cover."""
    values = list(row.values)
    for column, value in enumerate(values, start=1):
        span = covered.get((row.number, column)) if value is not None and covered else None
        if span is not None and span.start != (row.number, column):
            values[column - 1] = None
    while values and values[-1] is None:
        values.pop()
    return Row(row.number, tuple(values))


def _of_layout(blocks: Sequence[object]) -> Iterator[Row]:
    lines: dict[int, dict[int, CellValue]] = {}
    for table in blocks:
        for cell in table.cells if isinstance(table, Table) else ():
            where = position(cell.place.cell or "") if cell.place else None
            if where is not None and cell.value is not None:
                lines.setdefault(where[0], {})[where[1]] = cell.value
    for number, line in sorted(lines.items()):
        yield Row(number, tuple(line.get(column) for column in range(1, max(line) + 1)))
