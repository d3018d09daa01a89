"""A workbook as rows of values, for lists and registers: no looks, no places, no marks.

The values are those of `layout.Cell.value`. A register of 200,000 cells is read several times as
fast as through a layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from docforge.errors import HostileFile
from docforge.layout import CellValue
from docforge.messages import translate as _
from docforge.place import Place
from docforge.readers.excel.content import number_of, seen
from docforge.readers.excel.formats import is_plain_number, shown
from docforge.readers.excel.grid import (
    MOST_CELLS,
    Area,
    Stored,
    StoredSheet,
    filled,
    row_number,
    stored_row,
    stored_sheet,
    without_empty_tail,
)
from docforge.readers.excel.parts import LAST_COLUMN, area, attribute, streamed
from docforge.readers.excel.sheetdata import (
    RawRow,
    SheetData,
    column_of,
    manner_of,
    parted,
    raw_rows,
    text_of,
)
from docforge.readers.excel.span import Spans
from docforge.readers.excel.words import PLAIN_LOOK, Run, as_shown, unescaped
from docforge.readers.excel.workbook import SheetEntry, Workbook, workbook_of
from docforge.readers.package import damaged
from docforge.readers.symbol_fonts import is_symbol_font

_MOST_POSITIONS = 5 * MOST_CELLS
_NOWHERE = Place()

Read = Callable[[bytes, bytes], CellValue]
"""A cell's value from its stored value and its own words, one of them empty."""


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
    """The values of every sheet of a workbook.

    Covered cells of merged areas are None, and so are formulas without a stored value. Raises
    what `excel.read` raises.
    """
    workbook = workbook_of(data)
    return [
        SheetRows(entry.name, entry.hidden, list(_SheetRows(workbook, entry).rows()))
        for entry in workbook.sheets
    ]


class _SheetRows:
    def __init__(self, workbook: Workbook, entry: SheetEntry) -> None:
        self._workbook = workbook
        self._entry = entry
        self._reads: dict[bytes, Read] = {}
        self._texts: list[CellValue] = [
            as_shown(words, PLAIN_LOOK) or None for words in workbook.texts
        ]
        self._positions = 0

    def rows(self) -> Iterator[Row]:
        part = self._entry.part
        content = without_empty_tail(self._workbook.package.part(part) or b"")
        data = parted(content)
        if data is None:
            sheet = stored_sheet(self._workbook.package, part)
            covered = Spans(sheet.merged)
            yield from (_uncovered(row, covered) for row in self._stored_rows(sheet))
            return
        covered = Spans(_merged(data, part))
        last = 0
        for raw in raw_rows(data, part):
            if raw.element is None:
                last = row_number(raw.attributes.get("r", ""), last, part)
                found = Row(last, self._raw(raw, last, part))
            else:
                sheet = StoredSheet()
                last = stored_row(raw.element, last, sheet, part)
                found = next(self._stored_rows(sheet), Row(last, ()))
            if found.values:
                yield _uncovered(found, covered)

    def _raw(self, raw: RawRow, number: int, part: str) -> tuple[CellValue, ...]:
        """The values of a row that is written as usual."""
        digits, column = str(number).encode(), 0
        values: list[CellValue] = []
        add, reads = values.append, self._reads
        for letters, told, attributes, value, inline in raw.cells:
            column = column_of(letters) if letters else column + 1
            if (told and told != digits) or not 0 < column <= LAST_COLUMN:
                raise damaged(f"{part} {letters.decode()}{told.decode()}")
            if not value and not inline:
                continue
            if column != len(values) + 1:
                # Cells stand in order; one that does not takes its place among the others.
                values.extend([None] * (column - len(values)))
                values[column - 1] = self._read(attributes)(value, inline)
                continue
            read = reads.get(attributes) or self._read(attributes)
            add(read(value, inline))
        return self._counted(values)

    def _stored_rows(self, sheet: StoredSheet) -> Iterator[Row]:
        values: list[CellValue] = []
        last = 0
        for (row, column), stored in filled(sheet):
            if row != last and values:
                yield Row(last, self._counted(values))
                values = []
            last = row
            values.extend([None] * (column - len(values)))
            values[column - 1] = self._seen(stored)
        if values:
            yield Row(last, self._counted(values))

    def _counted(self, values: list[CellValue]) -> tuple[CellValue, ...]:
        self._positions += len(values)
        if self._positions > _MOST_POSITIONS:
            raise HostileFile(
                _("A sheet's content is spread over more cells than a form can hold."),
                where=self._entry.name,
                remedy=_("Delete what stands far away from the form, save and try again."),
            )
        return tuple(values)

    def _seen(self, stored: Stored) -> CellValue:
        return seen(stored, self._workbook, _NOWHERE, is_link=False).value

    def _read(self, attributes: bytes) -> Read:
        """How cells with these attributes are read: most by a step or two."""
        known = self._reads.get(attributes)
        if known is None:
            known = self._reads[attributes] = self._way_of(attributes)
        return known

    def _way_of(self, attributes: bytes) -> Read:
        kind, number, picture = manner_of(attributes)
        style = self._workbook.styles.style(number)
        texts, from_1904 = self._texts, self._workbook.from_1904
        plain_words = "@" not in style.format and not is_symbol_font(style.look.font)

        def shared(value: bytes, _inline: bytes) -> CellValue:
            if not value.isdigit() or int(value) >= len(texts):
                raise damaged("xl/sharedStrings.xml")
            return texts[int(value)]

        def inline(_value: bytes, words: bytes) -> CellValue:
            return as_shown((Run(unescaped(text_of(words))),), PLAIN_LOOK) or None

        def plain(value: bytes, _inline: bytes) -> CellValue:
            return int(value) if value.isdigit() and len(value) < 16 else number_of(value.decode())

        dates: dict[bytes, CellValue] = {}

        def date(value: bytes, _inline: bytes) -> CellValue:
            if value not in dates:
                stored = number_of(value.decode())
                dates[value] = (
                    value.decode() or None
                    if stored is None
                    else shown(stored, style.format, from_1904=from_1904).value
                )
            return dates[value]

        def other(value: bytes, words: bytes) -> CellValue:
            own = (Run(unescaped(text_of(words))),) if words else ()
            raw = text_of(value) if value else None
            return self._seen(Stored(kind, raw, number, None, own, picture))

        if kind == "n":
            return plain if is_plain_number(style.format) else date
        if plain_words and kind in ("s", "inlineStr"):
            return shared if kind == "s" else inline
        return other


def _merged(data: SheetData, part: str) -> list[Area]:
    found = (area(attribute(one, "ref")) for one in streamed(data.rest, part, "mergeCell"))
    return [one for one in found if one is not None]


def _uncovered(row: Row, covered: Spans) -> Row:
    """The row without the values that merged cells cover."""
    if not covered:
        return row
    values = list(row.values)
    for column, value in enumerate(values, start=1):
        span = covered.get((row.number, column)) if value is not None else None
        if span is not None and span.start != (row.number, column):
            values[column - 1] = None
    return Row(row.number, tuple(values))
