"""What an old workbook (.xls, .et) tells beside its values: fonts, formats, hidden rows, controls.

The workbook stream is a chain of records of a type, a length and so many bytes. Only those of
Excel 97 and later are looked into; of older ones the extent of the sheets is known, no looks.
Source: MS-XLS 2.1.4 and 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from docforge.readers.excel.formats import BUILT_IN, GENERAL
from docforge.readers.excel.styles import PLAIN, Style
from docforge.readers.excel.words import Look

_BOF, _FONT, _FORMAT, _XF, _BOUND_SHEET = 0x809, 0x31, 0x41E, 0xE0, 0x85
_ROW, _COLUMNS, _OBJECT, _FILE_PASS, _DATE_MODE = 0x208, 0x7D, 0x5D, 0x2F, 0x22
_CELLS = frozenset((0x203, 0x204, 0x205, 0x6, 0x206, 0x406, 0xFD, 0x27E, 0xD6))
_SEVERAL = frozenset((0xBD, 0xBE))
_BLANKS = frozenset((0x201, 0xBE))
_BOX, _RADIO = 0x0B, 0x0C
_GLOBALS, _SHEET = 0x05, 0x10
_EXCEL_97 = 0x600
_NO_FONT = 4
"""Fonts are numbered from 0, and none has the number 4."""

Position = tuple[int, int]


@dataclass
class SheetRecords:
    """A sheet: styles by cell (from 1), hidden rows and columns, its last row and column."""

    looks: dict[Position, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0
    controls: int = 0


@dataclass
class Records:
    """A workbook: sheets in the order of their tabs, and the styles that cells name by number."""

    sheets: list[SheetRecords] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    encrypted: bool = False
    from_1904: bool = False

    def style(self, number: int | None) -> Style:
        known = number is not None and number < len(self.styles)
        return self.styles[number] if known and number is not None else PLAIN


def records_of(stream: bytes) -> Records:
    """Reads the workbook stream; what is damaged in it is passed over."""
    found = _Reading()
    for kind, start, body in _chain(stream):
        try:
            found.take(kind, start, body)
        except (struct.error, IndexError, UnicodeDecodeError):
            continue
    return found.done()


def _chain(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Type, offset and content of each record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at, stream[at + 4 : at + 4 + length]
        at += 4 + length


class _Reading:
    def __init__(self) -> None:
        self._records = Records()
        self._fonts: list[Look] = []
        self._formats: dict[str, str] = {}
        self._forms: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._by_start: dict[int, SheetRecords] = {}
        self._sheet: SheetRecords | None = None
        self._is_97 = False

    def take(self, kind: int, start: int, body: bytes) -> None:
        if kind == _BOF:
            version, what = struct.unpack_from("<HH", body)
            self._is_97 = version == _EXCEL_97
            self._sheet = None
            if what != _GLOBALS:
                self._sheet = self._by_start.setdefault(start, SheetRecords())
        elif kind == _FILE_PASS:
            self._records.encrypted = True
        elif self._sheet is None:
            self._take_global(kind, body)
        else:
            self._take_of_sheet(kind, body, self._sheet)

    def _take_global(self, kind: int, body: bytes) -> None:
        if kind == _BOUND_SHEET:
            self._starts.append(struct.unpack_from("<L", body)[0])
        elif kind == _DATE_MODE:
            self._records.from_1904 = body[0] == 1
        elif not self._is_97:
            return
        elif kind == _FONT:
            (options,) = struct.unpack_from("<H", body, 2)
            wide = body[15] & 1
            name = body[16 : 16 + body[14] * (1 + wide)]
            text = name.decode("utf-16-le" if wide else "latin-1")
            self._fonts.append(Look(text, bool(options & 8), body[10] in (1, 2)))
            if len(self._fonts) == _NO_FONT:
                self._fonts.append(Look())
        elif kind == _FORMAT:
            number, length, wide = struct.unpack_from("<HHB", body)
            code = body[5 : 5 + length * (1 + (wide & 1))]
            self._formats[str(number)] = code.decode("utf-16-le" if wide & 1 else "latin-1")
        elif kind == _XF:
            self._forms.append(struct.unpack_from("<HH", body))

    def _take_of_sheet(self, kind: int, body: bytes, sheet: SheetRecords) -> None:
        if kind in _CELLS or kind in _SEVERAL:
            row, column, style = struct.unpack_from("<HHH", body)
            sheet.last_row = max(sheet.last_row, row + 1)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind in _SEVERAL else column
            sheet.last_column = max(sheet.last_column, last + 1)
            if kind == 0xBD:
                for step in range(last - column + 1):
                    looks = struct.unpack_from("<H", body, 4 + 6 * step)
                    sheet.looks[row + 1, column + 1 + step] = looks[0]
            elif kind not in _BLANKS:
                sheet.looks[row + 1, column + 1] = style
        elif kind == _ROW and self._is_97:
            row, _first, _last, _height, _a, _b, options = struct.unpack_from("<7H", body)
            if options & 0x20:
                sheet.hidden_rows.add(row + 1)
        elif kind == _COLUMNS and self._is_97:
            first, last, width, _style, options = struct.unpack_from("<5H", body)
            if options & 1 or width == 0:
                sheet.hidden_columns.update(range(first + 1, min(last, 255) + 2))
        elif kind == _OBJECT and self._is_97:
            sheet.controls += struct.unpack_from("<H", body, 4)[0] in (_BOX, _RADIO)

    def done(self) -> Records:
        for font, number in self._forms:
            look = self._fonts[font] if font < len(self._fonts) else Look()
            code = self._formats.get(str(number)) or BUILT_IN.get(str(number), GENERAL)
            self._records.styles.append(Style(code, look))
        self._records.sheets = [self._by_start.get(start, SheetRecords()) for start in self._starts]
        return self._records
