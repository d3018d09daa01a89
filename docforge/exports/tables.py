"""An export: the records of each table as cells, what is not known shown and listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docforge.errors import ConfigurationError
from docforge.exports.mapping import ExportColumn, ExportSheet
from docforge.exports.mapping import Mapping as ExportMapping
from docforge.exports.records import Known, Record, records
from docforge.messages import translate as _
from docforge.model import Submission, Value
from docforge.sheets.workbook import Content, iso_date


@dataclass(frozen=True)
class Missing:
    """A required value that nothing says: in which column, and for whom."""

    sheet: str
    column: str
    whom: str
    why: str = ""


@dataclass(frozen=True)
class ExportTable:
    """A table ready to be written; `rows` hold typed values."""

    title: str
    titles: tuple[str, ...]
    rows: tuple[tuple[Content, ...], ...]


@dataclass
class Exporting:
    """Fills the tables of a mapping. `missing` grows while it does.

    `given` is what no form says, by a column's `given` or its title; `after` counts working days
    and raises ConfigurationError for a year whose holidays are not known.
    """

    mapping: ExportMapping
    known: Known
    given: Mapping[str, str]
    after: Callable[[date, int], date]
    missing: list[Missing] = field(default_factory=list)

    def tables(
        self, submissions: Sequence[Submission], files: Iterable[Record] = ()
    ) -> list[ExportTable]:
        """Every table; `files` are the document that is sent and what goes with it."""
        files = list(files)
        return [self._table(sheet, submissions, files) for sheet in self.mapping.sheets]

    def _table(
        self, sheet: ExportSheet, submissions: Sequence[Submission], files: Sequence[Record]
    ) -> ExportTable:
        own = [*records(submissions, sheet, self.known), *_of_files(sheet, files)]
        rows = [
            tuple(self._cell(column, record, sheet.title) for column in sheet.columns)
            for record in own
        ]
        return ExportTable(sheet.title, tuple(each.print for each in sheet.columns), tuple(rows))

    def _cell(self, column: ExportColumn, record: Record, sheet: str) -> Content:
        why = ""
        if column.choose and "doubtful" in record.facts:
            why = _("Some forms are still in doubt; correct them first (docs/review.md).")
        try:
            value = self._value(column, record)
        except ConfigurationError as error:
            value, why = None, str(error)
        if value is None or value == "" or value == ():
            if column.otherwise:
                return column.otherwise
            if column.required:
                name = str(record.values.get("enterprise_name") or record.where)
                self.missing.append(Missing(sheet, column.print, name, why))
                return f"【缺：{column.print}】"
            return None
        return _written(value, column)

    def _value(self, column: ExportColumn, record: Record) -> Value:
        if column.text:
            return column.text
        if column.given:
            return self.given.get(column.given) or self.given.get(column.print)
        if column.choose:
            fitting = (each for each in column.choose if record.facts.issuperset(each.when))
            return next((each.say for each in fitting), None)
        if column.due:
            first = iso_date(str(record.values.get(column.due.from_) or ""))
            return self.after(first, column.due.working_days).isoformat() if first else None
        said = (record.values.get(key) for key in column.from_)
        return next((each for each in said if each not in (None, "", ())), None)


def _of_files(sheet: ExportSheet, files: Sequence[Record]) -> list[Record]:
    """A document is described by its main file; every file has a line in a list of files."""
    if "file" in sheet.each:
        return list(files)
    return list(files[:1]) if "document" in sheet.each else []


def _written(value: Value, column: ExportColumn) -> Content:
    if isinstance(value, tuple):
        value = "、".join(value)
    if isinstance(value, bool):
        value = "是" if value else "否"
    word = column.words.get(str(value))
    if word is not None:
        return word
    day = iso_date(value) if isinstance(value, str) else None
    if day is None:
        return value
    if not column.date:
        return day
    plain = {"%-m": str(day.month), "%-d": str(day.day)}  # not every system's strftime has them
    pattern = column.date
    for mark, number in plain.items():
        pattern = pattern.replace(mark, number)
    return day.strftime(pattern)
