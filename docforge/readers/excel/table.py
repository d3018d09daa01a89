"""What is seen in the cells of a sheet -> one table of the used area."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from docforge.errors import HostileFile
from docforge.layout import Cell, Mark, Table
from docforge.messages import translate as _
from docforge.place import Place
from docforge.readers.excel.content import Seen
from docforge.readers.excel.grid import Position
from docforge.readers.excel.span import Spans, used_lines

_MOST_POSITIONS = 5_000_000
_NOTHING = Seen(())
_FILLED_OUT = 100_000
"""Positions up to which empty cells of the used area are given too, for their places."""


def table_of(
    contents: Mapping[Position, Seen],
    spans: Spans,
    place_of: Callable[[Position], Place],
    is_hidden: Callable[[Position], bool],
) -> Table | None:
    """The used area of a sheet without its empty edges; None where nothing is seen on it.

    Rows and columns are numbered within the area, places name the cells as they are. Raises
    HostileFile where content is spread over more than any form needs.
    """
    whole = Place(sheet=place_of((1, 1)).sheet)
    used = [where for where, cell in contents.items() if not _is_blank(cell)]
    if not used:
        return None
    rows, columns = used_lines(used, _FILLED_OUT)
    if len(rows) * len(columns) > _MOST_POSITIONS:
        raise HostileFile(
            _("A sheet's content is spread over more cells than a form can hold."),
            where=whole.sheet or "",
            remedy=_("Delete what stands far away from the form, save and try again."),
        )
    area = _Area(rows, columns, spans)
    cells = tuple(
        _cell(where, contents.get(where, _NOTHING), area, place_of(where), hidden=is_hidden(where))
        for where in area.positions(contents)
    )
    return Table(len(rows), len(columns), cells, whole)


@dataclass(frozen=True)
class _Area:
    """The used rows and columns of a sheet, in order; their numbers in the table count from 1."""

    rows: list[int]
    columns: list[int]
    spans: Spans

    @cached_property
    def row_numbers(self) -> dict[int, int]:
        return {row: number for number, row in enumerate(self.rows, start=1)}

    @cached_property
    def column_numbers(self) -> dict[int, int]:
        return {column: number for number, column in enumerate(self.columns, start=1)}

    def positions(self, contents: Mapping[Position, Seen]) -> Iterator[Position]:
        """Where cells of the table begin: everywhere, or in a vast area where something stands."""
        everywhere = ((row, column) for row in self.rows for column in self.columns)
        merged = bool(self.spans)
        vast = len(self.rows) * len(self.columns) > _FILLED_OUT
        for where in sorted(contents) if vast else everywhere:
            span = self.spans.get(where) if merged else None
            begins = span is None or span.start == where or not self._holds(span.start)
            if begins and self._holds(where):
                yield where

    def extent(self, where: Position) -> tuple[int, int]:
        """How many rows and columns of the table the cell that begins there takes."""
        span = self.spans.get(where)
        if span is None or span.start != where:
            return 1, 1
        down = bisect_right(self.rows, span.last_row) - self.row_numbers[where[0]] + 1
        across = bisect_right(self.columns, span.last_column) - self.column_numbers[where[1]] + 1
        return down, across

    def _holds(self, where: Position) -> bool:
        return where[0] in self.row_numbers and where[1] in self.column_numbers


def _cell(where: Position, seen: Seen, area: _Area, place: Place, *, hidden: bool) -> Cell:
    down, across = area.extent(where)
    return Cell(
        area.row_numbers[where[0]],
        area.column_numbers[where[1]],
        seen.content,
        down,
        across,
        seen.value,
        place,
        hidden=hidden or seen.hidden,
    )


def _is_blank(cell: Seen) -> bool:
    return not any(isinstance(part, Mark) or part.text.strip() for part in cell.content)
