"""Rows of a table gathered into records: dotted columns give values within values, and columns
with [] collect the rows that belong to one record.

A row belongs to the record above it where its other cells are blank or the same as there: so
may people leave them blank, merge them, or repeat them in every row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from docforge.errors import ConfigurationError
from docforge.messages import translate as _
from docforge.tables.grid import Cell, ErrorValue, Line, Sheet, is_blank
from docforge.tables.header import MANY, Column, Header, Path


class Gathered(NamedTuple):
    """A record: how a message names its row, its values, and why it cannot be used, if so."""

    where: str
    values: dict[str, Any]
    fault: str = ""


def gathered(sheet: Sheet, header: Header, wanted: Collection[str] = ()) -> Iterator[Gathered]:
    """The records below a header. Raises ConfigurationError for columns that contradict."""
    columns = _consistent(sheet, header, wanted)
    plain = [column for column in columns if column.path.after is None]
    lists = [column for column in columns if column.path.after is not None]
    groups: list[list[Line]] = []
    for line in _records_lines(sheet, header):
        if all(is_blank(_cell(line, column)) for column in columns):
            continue
        if groups and lists and _continues(line, groups[-1][0], plain, lists):
            groups[-1].append(line)
        else:
            groups.append([line])
    for lines in groups:
        values: dict[str, Any] = {}
        for column in plain:
            _put(values, column.path.before, _cell(lines[0], column))
        for before in dict.fromkeys(column.path.before for column in lists):
            inner = [column for column in lists if column.path.before == before]
            _put(values, before, list(_items(lines, inner)))
        yield Gathered(lines[0].where, values, _fault(sheet, lines, columns, wanted))


def _records_lines(sheet: Sheet, header: Header) -> Iterator[Line]:
    """The lines below the header: a cell that is merged downwards stands in each of its lines,
    and a line that is one merged cell is a note of the table, not a record."""
    width = len(header.columns)
    cells: dict[int, dict[int, Cell]] = {}
    notes: set[int] = set()
    for span in sheet.spans:
        if span.top < header.first_line:
            continue
        if span.left == 0 and span.right + 1 >= width > 1:
            notes.update(range(span.top, span.bottom + 1))
        first = sheet.lines[span.top].cells
        if span.left < len(first):
            for row in range(span.top + 1, span.bottom + 1):
                cells.setdefault(row, {})[span.left] = first[span.left]
    for row, line in enumerate(sheet.lines[header.first_line :], start=header.first_line):
        if row in notes:
            continue
        if row in cells:
            filled = dict(enumerate(line.cells)) | cells[row]
            line = Line(line.where, [filled.get(at) for at in range(max(filled) + 1)])
        yield line


def _continues(line: Line, first: Line, plain: Sequence[Column], lists: Sequence[Column]) -> bool:
    return any(not is_blank(_cell(line, column)) for column in lists) and all(
        is_blank(cell) or cell == _cell(first, column)
        for column in plain
        for cell in [_cell(line, column)]
    )


def _items(lines: Sequence[Line], columns: Sequence[Column]) -> Iterator[Any]:
    for line in lines:
        if all(is_blank(_cell(line, column)) for column in columns):
            continue
        item: dict[str, Any] = {}
        for column in columns:
            if not column.path.after:
                yield _cell(line, column)
                break
            _put(item, column.path.after, _cell(line, column))
        else:
            yield item


def _cell(line: Line, column: Column) -> Cell:
    cell = line.cells[column.position] if column.position < len(line.cells) else None
    if is_blank(cell):
        return None
    return cell.strip() if type(cell) is str else cell


def _put(values: dict[str, Any], path: Sequence[str], value: Any) -> None:
    for name in path[:-1]:
        values = values.setdefault(name, {})
    values[path[-1]] = value


def _fault(
    sheet: Sheet, lines: Sequence[Line], columns: Sequence[Column], wanted: Collection[str]
) -> str:
    for line in lines:
        for column in columns:
            cell = _cell(line, column)
            if isinstance(cell, ErrorValue) and (not wanted or column.path.before[0] in wanted):
                place = sheet.cell_place(line, column.position, column.title)
                if line is lines[0]:  # the record's own row, which a message names anyway
                    place = _("column {column} ({title})").format(
                        column=sheet.column(column.position), title=column.title
                    )
                return _("{place}: the formula failed ({value})").format(place=place, value=cell)
    return ""


def _consistent(sheet: Sheet, header: Header, wanted: Collection[str]) -> list[Column]:
    """The columns, without those that contradict where no template asks for them."""
    kept: list[Column] = []
    for column in header.columns:
        asked = not wanted or column.path.before[0] in wanted
        where = sheet.lines[header.first_line - 1].where
        if asked and str(column.path).count(MANY) > 1:
            raise ConfigurationError(
                _("“{title}” is a list within a list, which a table cannot hold").format(
                    title=column.title
                ),
                where=where,
                remedy=_("Use one [] in a title, or write the data as JSON or YAML."),
            )
        other = next((each for each in kept if _contradict(each.path, column.path)), None)
        if other is None:
            kept.append(column)
        elif asked:
            raise ConfigurationError(
                _("several columns give the same thing: {columns}").format(
                    columns="、".join(
                        f"{each.title} ({sheet.column(each.position)})" for each in (other, column)
                    )
                ),
                where=where,
                remedy=_("Keep one of them, or rename the others."),
            )
    return kept


def _contradict(one: Path, other: Path) -> bool:
    """Whether both give the same name, or one a value where the other leads further in."""
    for step, step_ in zip(one.steps, other.steps, strict=False):
        if step != step_:
            return step.removesuffix(MANY) == step_.removesuffix(MANY)
    return True
