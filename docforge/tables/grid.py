"""A table as it stands in a file: lines of typed cells, and which cells are merged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from docforge.messages import translate as _

Cell = str | int | float | bool | date | datetime | time | None
"""What a cell holds; None where it is blank."""


class ErrorValue(str):
    """What a spreadsheet shows where a formula failed: #REF!, #N/A."""

    __slots__ = ()


class _Shown:
    """A number that prints as its cell shows it, and computes as the number it is."""

    shown: str

    def __str__(self) -> str:
        return self.shown

    def __format__(self, pattern: str) -> str:
        return super().__format__(pattern) if pattern else self.shown


class ShownInteger(_Shown, int):
    """1234 that is seen as 1,234."""

    def __new__(cls, value: int, shown: str) -> ShownInteger:
        made = super().__new__(cls, value)
        made.shown = shown
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return ShownInteger, (int(self), self.shown)


class ShownNumber(_Shown, float):
    """0.125 that is seen as 12.5%."""

    def __new__(cls, value: float, shown: str) -> ShownNumber:
        made = super().__new__(cls, value)
        made.shown = shown
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return ShownNumber, (float(self), self.shown)


class Line(NamedTuple):
    """A row of a table: how a message names it, and its cells."""

    where: str
    cells: Sequence[Cell]


class Span(NamedTuple):
    """Merged cells: positions of lines and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """A table of a file. `lettered` sheets name columns by letters, others by number."""

    name: str
    lines: Sequence[Line]
    lettered: bool
    spans: Sequence[Span] = ()
    visible: bool = True

    def column(self, position: int) -> str:
        """How a message names a column (from 0)."""
        return get_column_letter(position + 1) if self.lettered else str(position + 1)

    def cell_place(self, line: Line, position: int, title: object) -> str:
        """How a message names a cell: "line 2, column 2 (有效期至)"."""
        return _("{where}, column {column} ({title})").format(
            where=line.where, column=self.column(position), title=title
        )


def is_blank(cell: object) -> bool:
    """Whether nothing can be seen in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
