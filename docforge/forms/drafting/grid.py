"""The table of items: its header row, and which role each of its columns plays.

A heading's words tell its role; where they do not, what is printed below does: options make a
column of conclusions, long texts the column of items, empty cells the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from docforge.forms.drafting.options import asks_for_a_sign, headed_options, printed_options
from docforge.forms.drafting.plan import Role, Words
from docforge.forms.drafting.vocabulary import Vocabulary
from docforge.forms.lines import Line
from docforge.forms.values.wording import core, normal, small_number
from docforge.layout import Cell

_WORDED = 0.5
"""The share of rows in which a column of items has words."""
_LEAST_WORDS = 4
_LEAST_ROWS = 2


@dataclass
class Column:
    """A column of the items' table. `option` where it is one option's own."""

    heading: str
    start: int
    span: int
    role: Role | None = None
    option: str | None = None
    texts: list[str] = field(default_factory=list)
    offering: int = 0

    @property
    def filled(self) -> list[str]:
        return [text for text in self.texts if normal(text)]

    @property
    def words(self) -> float:
        """How long what is printed in it is, on average."""
        return sum(map(len, self.filled)) / max(len(self.filled), 1)


@dataclass
class Half:
    """The columns of items; a form that prints two halves side by side has two of these."""

    columns: list[Column]

    def having(self, role: Role) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)


@dataclass
class Grid:
    """A header with the rows below it. `printed` are its columns of conclusions in print."""

    at: int
    height: int
    table: int
    width: int
    halves: list[Half]
    words: Words
    merged: str = ""
    """The heading over the columns of the options (检查结果 over 是 | 否)."""

    @property
    def columns(self) -> list[Column]:
        return [column for half in self.halves for column in half.columns]

    def body(self, lines: Sequence[Line]) -> list[int]:
        """The lines below the header: of its table, and of tables that go on in the same grid."""
        found = []
        for number in range(self.at + self.height, len(lines)):
            line = lines[number]
            if line.table == self.table or (line.table and line.columns == self.width):
                found.append(number)
        return found


def find_grid(lines: Sequence[Line], vocabulary: Vocabulary) -> Grid | None:
    """The first header below which at least two items are printed."""
    for number, line in enumerate(lines):
        if not line.table or len([c for c in line.cells if c.text.strip()]) < 2:
            continue
        if not all(vocabulary.is_heading(c.text) for c in line.cells if c.text.strip()):
            continue
        grid = _grid(lines, number, vocabulary)
        if grid is not None:
            return grid
    return None


def _grid(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> Grid | None:
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else None
    second = below if below and below.table == line.table and _is_second(line, below) else None
    columns = _parted(_columns(line, second), lines[at + 1 + bool(second) :], line.table)
    words = _name_options(columns, vocabulary)
    roles = [vocabulary.role(column.heading) for column in columns]
    named = {role for role in roles if role}
    if not named & {"content", "section", "checkpoint", "method"}:
        return None
    if len(named) < 2 and not words:
        return None
    merged = _merged_heading(line, columns) if second is not None else ""
    grid = Grid(at, 2 if second else 1, line.table, line.columns, [], words, merged)
    halves = _halved(columns, roles)
    for number in grid.body(lines):
        _note_body(lines[number], columns, vocabulary)
    for half in halves:
        _name_roles(half, vocabulary)
    grid.halves = [half for half in halves if half.having("content")]
    return grid if grid.halves else None


def _is_second(line: Line, below: Line) -> bool:
    """A row of headings under merged ones: the others reach into it from above."""
    wide = [cell for cell in line.cells if cell.column_span > 1 and cell.text.strip()]
    return bool(wide) and all(
        any(w.column <= cell.column < w.column + w.column_span for w in wide)
        for cell in below.cells
        if cell.text.strip()
    )


def _columns(line: Line, second: Line | None) -> list[Column]:
    cells: list[Cell] = []
    for cell in line.cells:
        parts = [
            own
            for own in (second.cells if second else ())
            if cell.column <= own.column < cell.column + cell.column_span and own.text.strip()
        ]
        cells += parts or [cell]
    return [Column(cell.text.strip(), cell.column, cell.column_span) for cell in cells]


def _parted(columns: Sequence[Column], below: Sequence[Line], table: int) -> list[Column]:
    """A heading over two columns without headings of their own: group and item, mostly."""
    found: list[Column] = []
    for column in columns:
        counted: Counter[tuple[int, int]] = Counter()
        for line in below if column.span > 1 else ():
            if line.table == table:
                counted.update(
                    (cell.column, cell.column_span)
                    for cell in line.all_cells
                    if column.start <= cell.column
                    and cell.column + cell.column_span <= column.start + column.span
                )
        parts = [place for place, count in counted.most_common() if count >= _LEAST_ROWS]
        whole = (column.start, column.span)
        if len(parts) < 2 or parts[0] == whole:
            found.append(column)
            continue
        found += [
            Column(column.heading, start, span)
            for start, span in sorted(place for place in parts if place != whole)
        ]
    return found


def _merged_heading(line: Line, columns: Sequence[Column]) -> str:
    """The heading of the cell that lies over the columns of the options."""
    for cell in line.cells:
        under = [c for c in columns if cell.column <= c.start < cell.column + cell.column_span]
        if len(under) > 1 and any(column.option for column in under):
            return cell.text.strip()
    return ""


def _name_options(columns: Sequence[Column], vocabulary: Vocabulary) -> Words:
    words = headed_options((column.heading for column in columns), vocabulary)
    for column in columns:
        if words:
            column.option = vocabulary.option(column.heading)
    return words


def _halved(columns: list[Column], roles: Sequence[Role | None]) -> list[Half]:
    """Two halves where the headings come twice: 序号 | 检查内容 | 是 | 否 | 序号 | 检查内容 …"""
    headings = [core(column.heading) for column in columns]
    middle = len(columns) // 2
    doubled = len(columns) >= 4 and headings[:middle] == headings[middle:]
    if doubled and {"content", "section"} & set(roles[:middle]):
        return [Half(columns[:middle]), Half(columns[middle:])]
    return [Half(columns)]


def _note_body(line: Line, columns: Sequence[Column], vocabulary: Vocabulary) -> None:
    for cell in line.all_cells:
        for column in columns:
            if (cell.column, cell.column_span) == (column.start, column.span):
                column.texts.append(cell.text.strip())
                column.offering += bool(printed_options(cell, vocabulary)[0])


def _name_roles(half: Half, vocabulary: Vocabulary) -> None:
    """Roles by heading first, then by what is printed below; each role but the record once."""
    taken: set[str] = set()
    for column in half.columns:
        if column.option:
            continue
        role = vocabulary.role(column.heading)
        offering = column.offering >= _WORDED * max(len(column.texts), 1)
        if (column.texts and offering) or asks_for_a_sign(column.heading):
            role = "conclusion"
        elif role == "conclusion" and column.filled and not column.offering:
            role = None
        if role and role != "record" and role in taken:
            role = None
        column.role = role
        taken.add(role or "")
    _find_content(half)
    for column in half.columns:
        if column.role is None and not column.option and column.texts:
            column.role = _role_of_body(column, half)


def _find_content(half: Half) -> None:
    """The column of items is the one whose print is longest, whatever its heading."""
    content = half.having("content")
    doubled = [own for own in half.columns if content and own.heading == content.heading]
    if content is not None and _is_worded(content) and len(doubled) == 1:
        return
    if content is not None:
        content.role = None
    printed = [
        column
        for column in half.columns
        if column.role in (None, "section", "checkpoint", "method", "record")
        and not column.option
        and _is_worded(column)
    ]
    if not printed:
        return
    found = max(printed, key=lambda column: column.words)
    found.role = "content"
    for column in half.columns:
        if column is not found and column.heading == found.heading:
            column.role = "section"


def _is_worded(column: Column) -> bool:
    long = [text for text in column.texts if len(normal(text)) >= _LEAST_WORDS]
    return len(long) >= 2 and len(long) >= _WORDED * len(column.filled)


def _role_of_body(column: Column, half: Half) -> Role | None:
    """An unknown heading: printed words are a checkpoint or method, empty cells to be filled."""
    if column.filled and all(small_number(text.strip("*. ")) for text in column.filled):
        free: tuple[Role, ...] = ("number",)
    elif len(column.filled) >= _WORDED * len(column.texts):
        free = ("checkpoint", "method")
    else:
        free = ("record", "remark")
    return next((role for role in free if half.having(role) is None), None)
