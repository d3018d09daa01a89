"""Which row of a table names its columns, and by which names a template asks for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import NamedTuple

from docforge.tables.grid import Sheet, Span, is_blank

LOOKED_AT = 15
"""Rows at the top among which the header row is sought; titles and notes may stand above it."""

_MOSTLY = 0.6
"""Share of the widest row that a header row fills."""
_NOT_A_NAME = re.compile(r"\W+")
MANY = "[]"
"""After a name: the column holds one item of a list in each row."""


class Path(NamedTuple):
    """The name a column gives: `before` leads to a value; or to a list, each of whose items is
    led on by `after` (empty: the items are plain values)."""

    before: tuple[str, ...]
    after: tuple[str, ...] | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """All names from the outermost in, that of the list with its []."""
        if self.after is None:
            return self.before
        return (*self.before[:-1], f"{self.before[-1]}{MANY}", *self.after)

    def __str__(self) -> str:
        return ".".join(self.steps)


class Column(NamedTuple):
    """A named column: where it stands (from 0), what is printed above it, what it gives."""

    position: int
    title: str
    path: Path


class Header(NamedTuple):
    """The columns of a table, and the number of the first line below its header."""

    columns: tuple[Column, ...]
    first_line: int


def find_header(sheet: Sheet, wanted: Collection[str] = ()) -> Header:
    """The header of a table: the row with most of the `wanted` names, else the first full one.

    A header cell that is merged over several columns leads to those below it: 产量 above 总产量
    gives 产量.总产量. Columns without a title are left out.
    """
    top = _header_row(sheet, wanted)
    depth = _depth(sheet, top)
    width = max((len(line.cells) for line in sheet.lines[top : top + depth]), default=0)
    columns = []
    for position in range(width):
        titles = dict.fromkeys(
            title for row in range(top, top + depth) if (title := _title(sheet, row, position))
        )
        path = path_of(list(titles))
        if path is not None:
            columns.append(Column(position, " / ".join(titles), path))
    return Header(tuple(columns), top + depth)


def path_of(titles: Sequence[str]) -> Path | None:
    """The name that a column's titles give, from the outermost in; None where they name nothing.

    A variable is the title without spaces and punctuation: 产量（吨） is 产量吨. Dots lead
    inwards (enterprise.name); [] collects the rows of one record (items[].name).
    """
    steps = [step for title in titles for step in _steps(title)]
    if not steps:
        return None
    lists = [number for number, (_name, many) in enumerate(steps) if many]
    names = tuple(name for name, _many in steps)
    if not lists:
        return Path(names)
    after = (name + MANY * many for name, many in steps[lists[0] + 1 :])
    return Path(names[: lists[0] + 1], tuple(after))


def _steps(title: str) -> list[tuple[str, bool]]:
    plain = unicodedata.normalize("NFKC", title)
    pieces = [piece.strip() for piece in plain.split(".")]
    steps = [(_name(piece), piece.endswith(MANY)) for piece in pieces]
    if all(name and not name.startswith("_") for name, _many in steps):
        return steps
    whole = _name(plain)  # the dots are punctuation: "1. 名称", "No."
    return [(whole, plain.strip().endswith(MANY))] if whole else []


def _name(piece: str) -> str:
    name = _NOT_A_NAME.sub("", piece)
    return f"_{name}" if name[:1].isdigit() else name


def _header_row(sheet: Sheet, wanted: Collection[str]) -> int:
    rows = range(min(LOOKED_AT, len(sheet.lines)))
    fitting = {row: len(_names(sheet, row) & set(wanted)) for row in rows}
    best = max(fitting.values(), default=0)
    if best:
        return next(row for row in rows if fitting[row] == best)
    filled = {row: _filled(sheet, row) for row in rows}
    widest = max(filled.values(), default=0)
    return next((row for row in rows if filled[row] and filled[row] >= widest * _MOSTLY), 0)


def _names(sheet: Sheet, row: int) -> set[str]:
    paths = (path_of([str(cell)]) for cell in sheet.lines[row].cells if not is_blank(cell))
    return {path.before[0] for path in paths if path}


def _filled(sheet: Sheet, row: int) -> int:
    """How many columns a row fills, a merged cell all that it covers; 1 where it is one title."""
    cells = [at for at, cell in enumerate(sheet.lines[row].cells) if not is_blank(cell)]
    if len(cells) <= 1:
        return len(cells)
    return sum(
        1 + (span.right - span.left if (span := _span(sheet, row, at)) else 0) for at in cells
    )


def _depth(sheet: Sheet, top: int) -> int:
    """How many rows the header takes: as many as its cells are merged over, one more where a
    cell is merged over several columns and those have titles of their own."""
    spans = [span for span in sheet.spans if span.top == top]
    depth = max((span.bottom - span.top + 1 for span in spans), default=1)
    wide = [span for span in spans if span.right > span.left and span.bottom < top + depth]
    below = top + depth
    if depth == 1 and wide and below < len(sheet.lines):
        cells = sheet.lines[below].cells
        under = {at for span in wide for at in range(span.left, span.right + 1)}
        filled = {at for at, cell in enumerate(cells) if not is_blank(cell)}
        if filled and filled <= under:
            return 2
    return depth


def _title(sheet: Sheet, row: int, position: int) -> str:
    """What is printed above a column in a header row: of merged cells, the first one's words."""
    span = _span(sheet, row, position)
    at_row, at = (span.top, span.left) if span else (row, position)
    cells = sheet.lines[at_row].cells
    cell = cells[at] if at < len(cells) else None
    return "" if is_blank(cell) else " ".join(str(cell).split())


def _span(sheet: Sheet, row: int, position: int) -> Span | None:
    return next(
        (
            span
            for span in sheet.spans
            if span.top <= row <= span.bottom and span.left <= position <= span.right
        ),
        None,
    )
