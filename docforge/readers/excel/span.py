"""Merged areas and the used part of a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docforge.readers.excel.grid import Area, Position

_TALL = 200


@dataclass(frozen=True, slots=True)
class Span:
    """A merged area, by its first position and its last row and column."""

    start: Position
    last_row: int
    last_column: int

    def covers(self, where: Position) -> bool:
        row, column = where
        return self.start[0] <= row <= self.last_row and self.start[1] <= column <= self.last_column


class Spans:
    """Merged areas by position; found by their rows, since one may cover a whole sheet."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_row: dict[int, list[Span]] = {}
        self._tall: list[Span] = []
        for top, left, bottom, right in areas:
            span = Span((top, left), bottom, right)
            if span.last_row - span.start[0] >= _TALL:
                self._tall.append(span)
                continue
            for row in range(span.start[0], span.last_row + 1):
                self._by_row.setdefault(row, []).append(span)

    def get(self, where: Position) -> Span | None:
        """The area that covers a position; the first where files make them overlap."""
        for span in self._by_row.get(where[0], ()):
            if span.covers(where):
                return span
        for span in self._tall:
            if span.covers(where):
                return span
        return None

    def __bool__(self) -> bool:
        return bool(self._by_row or self._tall)

    def __contains__(self, where: Position) -> bool:
        return self.get(where) is not None


def used_lines(used: Iterable[Position], most: int) -> tuple[list[int], list[int]]:
    """The rows and columns of the used area, without its empty edges.

    Where content is spread so widely that the area has more than `most` positions, empty rows and
    columns inside it are left out as well; places still name the cells as they are.
    """
    rows = sorted({row for row, _column in used})
    columns = sorted({column for _row, column in used})
    tall, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    if tall * wide > most:
        return rows, columns
    return list(range(rows[0], rows[-1] + 1)), list(range(columns[0], columns[-1] + 1))
