"""A register as rows: one object an enterprise, whatever number of printed bands it takes.

Bands stand stacked once above alternating rows, or both headers are repeated for every
enterprise; tables that go on over pages without a header keep the columns they had.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docforge.forms.catalogue import Catalogue
from docforge.forms.definition import Definition, RegisterColumn
from docforge.forms.fields import LabelReader
from docforge.forms.head import HeadReader
from docforge.forms.lines import Line, lines_of
from docforge.forms.reading import Reading
from docforge.forms.values import Typed, read_column
from docforge.forms.wording import core, likeness, normal
from docforge.layout import Cell, Document
from docforge.model import Field, Row
from docforge.place import Place

_LIKE = 0.8
_TOTALS = frozenset({"合计", "总计", "小计", "共计"})
_LABELS_OF_A_HEADER = 3


@dataclass
class _Band:
    """One band's columns as they stand in the table at hand: key -> grid column."""

    columns: dict[str, int] = field(default_factory=dict)
    width: int = 0


@dataclass(frozen=True)
class _Slot:
    """A data row with the columns that held when it was met."""

    line: Line
    columns: Mapping[str, int]


@dataclass
class _Walk:
    """Where the walk down the rows is.

    `pending` are the bands whose headers came since the last data row, `cycle` the bands that
    the data rows below them take in turn.
    """

    bands: list[_Band]
    pending: list[int] = field(default_factory=list)
    cycle: list[int] = field(default_factory=list)
    turn: int = 0
    rows: list[dict[int, _Slot]] = field(default_factory=list)

    @property
    def next_band(self) -> int | None:
        if self.pending:
            return self.pending[0]
        return self.cycle[self.turn % len(self.cycle)] if self.cycle else None


class HeaderMatcher:
    """Knows a register's columns by their printed labels and groups."""

    def __init__(self, form: Definition, labels: Mapping[str, tuple[str, ...]]) -> None:
        self._bands = [
            [(column, self._names(column, labels)) for column in band.columns]
            for band in form.bands
        ]

    @staticmethod
    def _names(column: RegisterColumn, labels: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        return (column.print, *column.also, *labels.get(column.key, ()))

    def match(self, cell: Cell, parent: str) -> tuple[int, str] | None:
        """The band and key whose label a header cell is; `parent` is the header above it."""
        text = cell.text
        if not normal(text) or len(normal(text)) > 60:
            return None
        best: tuple[float, int, str] | None = None
        for number, band in enumerate(self._bands):
            for column, names in band:
                score = max(_label_likeness(text, name) for name in names)
                if column.group and parent:
                    score += 0.1 * likeness(parent, column.group)
                if score >= _LIKE and (best is None or score > best[0]):
                    best = (score, number, column.key)
        return best[1:] if best else None

    def share(self, lines: list[Line]) -> float:
        """The share of all columns whose labels stand somewhere in these lines, 0 to 1."""
        keys = {column.key for band in self._bands for column, _ in band}
        found = set()
        for line in lines:
            for cell in line.cells if line.table else ():
                match = self.match(cell, "")
                if match:
                    found.add(match[1])
        return len(found) / len(keys)


def _label_likeness(text: str, name: str) -> float:
    if core(text) == core(name) or normal(text) == normal(name):
        return 1.0
    if len(normal(name)) < 4:
        return 0.0
    return max(likeness(text, name), 0.95 * likeness(core(text), core(name)))


def read_register(document: Document, form: Definition, catalogue: Catalogue) -> Reading:
    """Head and foot fields, and one row an enterprise."""
    labels = LabelReader(form, catalogue.labels)
    lines = lines_of(document)
    matcher = HeaderMatcher(form, catalogue.labels.fields)
    walk = _Walk([_Band() for _ in form.bands])
    rest = []
    parents = _Parents(lines)
    for index, line in enumerate(lines):
        headed = _header(line, matcher, parents.above(index)) if line.table else {}
        if headed:
            _take_header(walk, line, headed)
        elif not line.table or not _is_data(walk, line, form, labels):
            rest.append((index, line))
        else:
            _take_data(walk, line)
    rows = [row for row in (_row(found, form) for found in walk.rows) if row is not None]
    fields = HeadReader(form, labels, catalogue.phrases).read(lines, rest, document.notices)
    return Reading(fields=fields, rows=tuple(rows))


class _Parents:
    """The header texts above a row, for labels that stand under a merged group header."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines

    def above(self, index: int) -> dict[int, str]:
        line = self._lines[index]
        before = self._lines[index - 1] if index else None
        if before is None or before.table != line.table:
            return {}
        return {
            column: cell.text
            for cell in before.all_cells
            for column in range(cell.column, cell.column + cell.column_span)
        }


def _header(
    line: Line, matcher: HeaderMatcher, above: dict[int, str]
) -> dict[tuple[int, str], int]:
    """(band, key) -> grid column of a header row; empty for a row that is none."""
    found: dict[tuple[int, str], int] = {}
    filled = [cell for cell in line.cells if cell.text.strip()]
    for cell in filled:
        match = matcher.match(cell, above.get(cell.column, ""))
        if match and match not in found:
            found[match] = cell.column
    enough = len(found) >= _LABELS_OF_A_HEADER and len(found) * 2 >= len(filled)
    # The second line of a header may hold only the parts of one group.
    under_group = len(found) >= 2 and len(found) == len(filled)
    return found if enough or under_group else {}


def _take_header(walk: _Walk, line: Line, headed: dict[tuple[int, str], int]) -> None:
    for number in sorted({band for band, _ in headed}):
        if number not in walk.pending:
            walk.pending.append(number)
            walk.bands[number] = _Band(width=line.columns)
    for (number, key), column in headed.items():
        walk.bands[number].columns[key] = column


def _is_data(walk: _Walk, line: Line, form: Definition, labels: LabelReader) -> bool:
    number = walk.next_band
    if number is None or line.columns != walk.bands[number].width:
        return False
    keys = {f.key for f in form.fields} - {c.key for c in form.register_columns}
    return not any(hit.key in keys for hit in labels.hits([(0, line)]))


def _take_data(walk: _Walk, line: Line) -> None:
    """Gives a data row to its band: the first band begins an enterprise, others complete one."""
    if walk.pending:
        walk.cycle, walk.pending, walk.turn = walk.pending, [], 0
    number = walk.cycle[walk.turn % len(walk.cycle)]
    walk.turn += 1
    slot = _Slot(line, dict(walk.bands[number].columns))
    waiting = next((row for row in walk.rows if number and number not in row), None)
    if waiting is None:
        walk.rows.append({number: slot})
    else:
        waiting[number] = slot


def _row(found: dict[int, _Slot], form: Definition) -> Row | None:
    cells: dict[str, Field] = {}
    place: Place | None = None
    for number, band in enumerate(form.bands):
        slot = found.get(number)
        for column in band.columns:
            at = slot.columns.get(column.key) if slot else None
            cell = slot.line.under(at) if slot is not None and at is not None else None
            cells[column.key] = _field(column, cell)
            place = place or (cell.place if cell else None)
    if not any(key != "sequence" and cell.value is not None for key, cell in cells.items()):
        return None
    name = cells.get("enterprise_name")
    if name is not None and normal(name.raw) in _TOTALS:
        return None
    return Row(cells=cells, place=place)


def _field(column: RegisterColumn, cell: Cell | None) -> Field:
    if cell is None:
        return Field()
    typed: Typed = read_column(column, cell.content, cell.value)
    return Field(
        value=typed.value,
        raw=typed.raw,
        place=cell.place,
        alternatives=typed.alternatives,
        flags=typed.flags,
    )


def header_share(lines: list[Line], form: Definition, catalogue: Catalogue) -> float:
    """How many of a register's columns a document prints, 0 to 1; for recognition."""
    return HeaderMatcher(form, catalogue.labels.fields).share(lines)
