"""A register as rows: one object an enterprise, whatever number of printed bands it takes.

Bands stand stacked once above alternating rows, both headers are repeated for every enterprise,
each band has a table of its own, or one enterprise fills a list of labels and values. Tables that
go on over pages without a header keep the columns they had.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import Definition, RegisterColumn
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.heads.fields import LabelReader
from docforge.forms.heads.head import HeadReader
from docforge.forms.kinds.reading import Reading
from docforge.forms.kinds.register_header import (
    IDENTITY,
    Header,
    HeaderMatcher,
    headers_above,
    labelled_cells,
)
from docforge.forms.lines import Line, lines_of
from docforge.forms.values.typed import read_column
from docforge.forms.values.wording import normal
from docforge.layout import Cell, Document, confidence_of
from docforge.model import Field, Row, flag
from docforge.place import Place

_TOTALS = frozenset({"合计", "总计", "小计", "共计"})
_NOTE = re.compile(r"(?:填表说明|备注|说明|注)\s*\d?\s*[:：]")
_CARD_SHARE = 0.3


@dataclass(frozen=True)
class _Slot:
    """A data row with the columns that held when it was met."""

    line: Line
    columns: Mapping[str, int]

    def cell(self, key: str) -> Cell | None:
        at = self.columns.get(key)
        return self.line.under(at) if at is not None else None


@dataclass
class _Walk:
    """Where the walk down the rows is.

    `pending` are the headers met since the last data row, `cycle` those whose bands the data
    rows below take in turn.
    """

    pending: list[Header] = field(default_factory=list)
    cycle: list[Header] = field(default_factory=list)
    width: int = 0
    turn: int = 0
    rows: list[dict[int, _Slot]] = field(default_factory=list)

    def take_header(self, header: Header, line: Line) -> None:
        """A new header; the second line of a two-level header completes the one before."""
        self.width = line.columns
        for known in self.pending:
            news = {(n, key) for n, own in header.columns.items() for key in own}
            told = {(n, key) for n, own in known.columns.items() for key in own}
            completes = set(header.bands) <= set(known.bands) and not news & told
            if known.bands == header.bands or completes:
                for number, columns in header.columns.items():
                    known.columns[number].update(columns)
                return
        self.pending.append(header)

    def take_data(self, line: Line) -> None:
        """Gives a data row to its band: the first begins an enterprise, others complete one."""
        if self.pending:
            self.cycle, self.pending, self.turn = self.pending, [], 0
        header = self.cycle[self.turn % len(self.cycle)]
        self.turn += 1
        slots = {number: _Slot(line, dict(own)) for number, own in header.columns.items()}
        waiting = None if 0 in slots else self._waiting(slots, header, line)
        if waiting is None:
            self.rows.append(slots)
        else:
            waiting.update(slots)

    def _waiting(
        self, slots: Mapping[int, _Slot], header: Header, line: Line
    ) -> dict[int, _Slot] | None:
        """The enterprise that a row of a later band completes: by name, else the first open one."""
        open_rows = [row for row in self.rows if not slots.keys() & row.keys()]
        named = line.under(header.names) if header.names is not None else None
        if named is not None and normal(named.text):
            for row in open_rows:
                own = row[0].cell(IDENTITY) if 0 in row else None
                if own is not None and normal(own.text) == normal(named.text):
                    return row
        return next(iter(open_rows), None)


def read_register(document: Document, form: Definition, catalogue: Catalogue) -> Reading:
    """Head and foot fields, and one row an enterprise."""
    labels = LabelReader(form, catalogue.labels)
    lines = lines_of(document)
    matcher = HeaderMatcher(form, catalogue.labels.fields)
    walk = _Walk()
    rest = []
    for index, line in enumerate(lines):
        header = matcher.header(line, headers_above(lines, index)) if line.table else None
        if header is not None:
            walk.take_header(header, line)
        elif _is_data(walk, line, form, labels):
            walk.take_data(line)
        else:
            rest.append((index, line))
    scanned = document.media == "scan"
    rows = [row for row in (_row(slots, form, scanned) for slots in walk.rows) if row is not None]
    rows = _without_ditto(rows, catalogue.phrases)
    card = None if rows else _card(lines, matcher, form)
    fields = HeadReader(form, labels, catalogue.phrases).read(lines, rest, document.notices)
    return Reading(fields=fields, rows=tuple(rows) if card is None else (card,))


def _without_ditto(rows: Sequence[Row], phrases: Phrases) -> list[Row]:
    """同上 and 〃 take the value of the row above in the same column, with a note of it."""
    resolved: list[Row] = []
    for row in rows:
        cells = dict(row.cells)
        for key, field_ in row.cells.items() if resolved else ():
            if field_.raw and phrases.is_ditto(field_.raw):
                above = resolved[-1].cells[key].value
                doubt = flag("ditto", field_.place, raw=field_.raw)
                cells[key] = field_.model_copy(update={"value": above, "flags": (doubt,)})
        resolved.append(row.model_copy(update={"cells": cells}))
    return resolved


def _is_data(walk: _Walk, line: Line, form: Definition, labels: LabelReader) -> bool:
    if not (walk.pending or walk.cycle) or not line.table or line.columns != walk.width:
        return False
    if _NOTE.match(line.text.strip()) or _is_across(line):
        return False
    keys = {f.key for f in form.fields} - {c.key for c in form.register_columns}
    return not any(hit.key in keys for hit in labels.hits([(0, line)]))


def _is_across(line: Line) -> bool:
    """One cell over the whole width: a note or a heading, no entry."""
    return len(line.all_cells) == 1 and line.all_cells[0].column_span == line.columns > 1


def _card(lines: list[Line], matcher: HeaderMatcher, form: Definition) -> Row | None:
    """A single enterprise as a list of labels with their values beside them."""
    cells = labelled_cells(lines, matcher)
    if len(cells) < _CARD_SHARE * len(form.register_columns):
        return None
    fields = {column.key: _field(column, cells.get(column.key)) for column in form.register_columns}
    return _whole(fields)


def _row(slots: Mapping[int, _Slot], form: Definition, scanned: bool) -> Row | None:
    fields: dict[str, Field] = {}
    for number, band in enumerate(form.bands):
        slot = slots.get(number)
        lost = _lost_columns(band.columns, slot) if slot and scanned else {}
        for column in band.columns:
            cell = slot.cell(column.key) if slot else None
            own = _field(column, lost.get(column.key, cell))
            if column.key in lost and (own.raw.strip() or lost[column.key] is None):
                doubt = flag("doubtful_text", own.place, raw=own.raw)
                own = own.model_copy(update={"flags": (*own.flags, doubt)})
            fields[column.key] = own
    return _whole(fields)


def _lost_columns(columns: Sequence[RegisterColumn], slot: _Slot) -> dict[str, Cell | None]:
    """The cells of columns whose heads were misread on a scan, by where they stand: between the
    neighbours that were told there are as many columns without a key as keys without a column.

    None where there are not, but something was written there.
    """
    found: dict[str, Cell | None] = {}
    keys = [column.key for column in columns]
    told = [index for index, key in enumerate(keys) if key in slot.columns]
    edges = [(-1, 0), *((index, slot.columns[keys[index]]) for index in told)]
    edges.append((len(keys), slot.line.columns + 1))
    taken = set(slot.columns.values())
    for (first, left), (last, right) in pairwise(edges):
        between = [
            cell
            for cell in slot.line.all_cells
            if left < cell.column < right and cell.column not in taken
        ]
        missing = keys[first + 1 : last]
        if len(between) == len(missing):
            found.update(zip(missing, between, strict=True))
        elif any(cell.text.strip() for cell in between):
            found.update(dict.fromkeys(missing))
    return found


def _whole(fields: dict[str, Field]) -> Row | None:
    """A row; None for an empty one and for a line of totals."""
    if not any(key != "sequence" and own.value is not None for key, own in fields.items()):
        return None
    words = [normal(fields[key].raw) for key in (IDENTITY, "sequence") if key in fields]
    if any(word in _TOTALS for word in words):
        return None
    place: Place | None = next((own.place for own in fields.values() if own.place), None)
    return Row(cells=fields, place=place)


def _field(column: RegisterColumn, cell: Cell | None) -> Field:
    if cell is None:
        return Field()
    typed = read_column(column, cell.content, cell.value)
    return Field(
        value=typed.value,
        raw=typed.raw,
        confidence=round(confidence_of(cell.content), 3),
        place=cell.place,
        alternatives=typed.alternatives,
        flags=typed.flags,
    )
