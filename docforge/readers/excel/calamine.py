"""Values of workbooks by calamine, a reader in Rust: quick, and at home in the old binary format.

It holds a sheet as one full rectangle: two cells far apart in a file of a few hundred bytes would
take all memory and end the process. So sheets must be measured before it is asked.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import python_calamine

from docforge.layout import CellValue
from docforge.readers.package import damaged, encrypted

LARGEST = 3_000_000
"""Positions of a sheet, empty ones counted; each takes some 80 bytes."""

Found = int | float | str | bool | time | date | datetime | timedelta


class Values(NamedTuple):
    """The values of a sheet: row and column (from 1) at which they begin, and areas merged."""

    row: int
    column: int
    rows: Sequence[Sequence[Found]]
    merged: tuple[tuple[int, int, int, int], ...]


class Tab(NamedTuple):
    """A sheet by its tab; charts and macro sheets hold no cells."""

    name: str
    hidden: bool
    has_cells: bool


class Book:
    """A workbook opened by calamine.

    Raises EncryptedFile and TruncatedFile, here and in its methods.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        except python_calamine.PasswordError as error:
            raise encrypted() from error
        except BaseException as error:
            raise _mistake(error) from error

    @property
    def tabs(self) -> list[Tab]:
        return [
            Tab(
                one.name,
                one.visible is not python_calamine.SheetVisibleEnum.Visible,
                one.typ is python_calamine.SheetTypeEnum.WorkSheet,
            )
            for one in self._book.sheets_metadata
        ]

    def values(self, name: str) -> Values:
        """The values of a sheet; those of an empty one begin at its first cell."""
        try:
            sheet = self._book.get_sheet_by_name(name)
            start = sheet.start or (0, 0)
            merged = tuple(
                (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
                for first, last in sheet.merged_cell_ranges or ()
            )
            rows = sheet.to_python(skip_empty_area=True)
        except BaseException as error:
            raise _mistake(error) from error
        return Values(start[0] + 1, start[1] + 1, rows, merged)


def value_of(found: Found) -> CellValue:
    """What calamine found in a cell as a value of the layout."""
    if isinstance(found, str):
        return found or None
    if isinstance(found, float) and found.is_integer() and abs(found) < 1e15:
        return int(found)
    if isinstance(found, timedelta):
        return found / timedelta(days=1)
    return found


def _mistake(error: BaseException) -> Exception:
    """calamine's own mistakes arrive as exceptions outside of Exception."""
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return damaged()
    raise error
