"""A ledger's workbook brought up to date: read, updated, written in one step, the old one kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docforge.atomic import write_atomically
from docforge.documents.ledger.events import Standing
from docforge.documents.ledger.lines import Line
from docforge.documents.ledger.lists import lists_of
from docforge.documents.ledger.memory import Memory, entries_of, recalled
from docforge.documents.ledger.states import State
from docforge.documents.ledger.updating import Ledger, News, Standings, Updated, update
from docforge.documents.register import consolidate, empty_workbook
from docforge.documents.register_sources import column_names
from docforge.documents.working_days import WorkCalendar
from docforge.documents.written import chinese_date
from docforge.errors import ConfigurationError, UnwritableFile, UsageError
from docforge.forms import Catalogue, Definition
from docforge.forms.definitions.definition import RegisterColumn
from docforge.forms.values.typed import read_column
from docforge.forms.values.wording import core, normal
from docforge.layout import Text
from docforge.messages import translate as _
from docforge.sheets.ledger_book import (
    BY_HAND,
    DECISION,
    ESCALATION,
    OFFER,
    OVERDUE,
    Titles,
    ledger_in,
    open_ledger,
)
from docforge.sheets.ledger_writing import (
    add_lines,
    add_own_columns,
    colour_the_late,
    lay_out,
    mark_questions,
    offer_choices,
    remember,
    write_cells,
    write_lists,
    write_own,
)
from docforge.sheets.workbook import Content, iso_date, write_workbook

NEEDED = (
    "finding",
    "enterprise_name",
    "problem",
    "disposition",
    "deadline",
    "reported_on",
    "rechecked_on",
    "recheck_result",
    "state",
)
_WIDTHS = {
    "sequence": 6.0,
    "finding": 16.0,
    "enterprise_name": 22.0,
    "uscc": 22.0,
    "inspectors": 14.0,
    "licence_no": 16.0,
    "problem": 36.0,
    "serious": 8.0,
    "disposition": 20.0,
    "case_filed": 8.0,
    "state": 9.0,
    "traces": 24.0,
}
_YES, _NO = ("是", "对", "√", "y", "yes", "确认"), ("否", "不是", "×", "n", "no")


@dataclass(frozen=True)
class Kept:
    """What became of a ledger: where it lies, and what a person should know.

    `path` is None where nothing had changed, `former` the old workbook beside the new one.
    """

    path: Path | None
    added: int
    changed: int
    offers: int
    overdue: int
    states: Mapping[State, int]
    former: Path | None = None
    notes: tuple[str, ...] = ()


def check_is_ledger(form: Definition) -> None:
    """Raises UsageError for a form that has no columns to keep states in."""
    columns = {column.key for column in form.register_columns}
    lacking = [key for key in NEEDED if key not in columns]
    if lacking:
        raise UsageError(
            _("{form} is no ledger: it lacks the columns {keys}.").format(
                form=form.id, keys=", ".join(lacking)
            ),
            remedy=_("Use --update with anshan-2018/work-ledger, or a form of your own like it."),
        )


def keep_ledger(
    path: Path,
    news: Callable[[], News],
    form: Definition,
    catalogue: Catalogue,
    *,
    today: date,
    calendar: WorkCalendar,
    output: Path | None = None,
) -> Kept:
    """Brings a ledger up to date and writes it, to `output` or in its own place.

    `news` is asked for after the workbook was opened, so that a wrong one is said at once. A
    ledger that is not there is begun. Raises what `open_ledger` raises, and UnwritableFile.
    """
    for each in (path, output or path):
        if each.suffix.lower() != ".xlsx":
            raise UsageError(_("a ledger is kept as .xlsx."), source=each.name)
    begun = not path.exists()
    keeper = _Keeper(path, form, catalogue, begun, today)
    updated = update(keeper.ledger(), news(), today, catalogue.phrases)
    changed = keeper.write(updated, today, calendar)
    target = output or path
    written, former = None, None
    if begun or changed:
        if target == path and not begun:
            former = _set_aside(path)
        written = write_workbook(target, keeper.book.workbook)
    elif target != path:
        written = write_atomically(target, path.read_bytes())
    events = updated.ledger.events.values()
    states = [beside.state for beside in updated.standings.values()]
    return Kept(
        path=written,
        added=keeper.added,
        changed=keeper.changed,
        offers=sum(event.standing is Standing.OFFERED for event in events),
        overdue=sum(beside.overdue > 0 for beside in updated.standings.values()),
        states={state: states.count(state) for state in State},
        former=former,
        notes=(*keeper.notes(written is not None), *updated.notes),
    )


def states_in(path: Path, catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """The lines of a ledger by finding id, as they stand; `escalation` where one is escalated.

    Any form of the catalogue may be the ledger's. Raises what `open_ledger` raises.
    """
    forms = [form for form in catalogue if set(NEEDED) <= {c.key for c in form.register_columns}]
    fault: ConfigurationError | None = None
    for form in forms:
        try:
            keeper = _Keeper(path, form, catalogue, False, date.today())
        except ConfigurationError as error:
            fault = fault or error
            continue
        return {line.id: keeper.beside(line) for line in keeper.ledger().lines if line.id}
    raise fault or UsageError(_("no form is a ledger."))


def _set_aside(path: Path) -> Path:
    """A copy of the old workbook beside it, its day and hour in the name."""
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    former = path.with_name(f"{path.stem}-更新前-{stamp}{path.suffix}")
    try:
        shutil.copy2(path, former)
    except OSError as error:
        raise UnwritableFile(
            _("the old ledger cannot be kept beside the new one: {reason}.").format(
                reason=error.strerror or error
            ),
            source=str(former),
            remedy=_("Write the new one elsewhere with -o."),
        ) from error
    return former


class _Keeper:
    """Between the workbook's cells and the ledger's lines."""

    def __init__(
        self, path: Path, form: Definition, catalogue: Catalogue, begun: bool, today: date
    ) -> None:
        names = column_names(form, catalogue.labels)

        def key_of(title: str) -> str:
            column = names.get(normal(title)) or names.get(core(title))
            return column.key if column else ""

        self.columns = {column.key: column for column in form.register_columns}
        titles = Titles(key_of, {key: self.columns[key].print for key in NEEDED})
        self.begun, self.form = begun, form
        if begun:
            register = consolidate((), form, reported_on=today)
            self.book = ledger_in(empty_workbook(register), titles, path.name)
        else:
            self.book = open_ledger(path, titles)
        self.memory: Memory = recalled(self.book.remembered())
        self.at: dict[str, int] = {}
        self.twice: list[str] = []
        self.unknown: list[str] = []
        self.formulas: dict[str, frozenset[str]] = {}
        self.stood: dict[int, dict[str, str]] = {}
        self.placed: list[int] = []
        self.added = self.changed = 0

    def ledger(self) -> Ledger:
        """The lines of the workbook with what is remembered of them."""
        lines: list[Line] = []
        decisions: dict[str, bool] = {}
        for row in self.book.rows:
            stands = {key: self._text(key, value) for key, value in row.values.items()}
            id_ = stands.get("finding", "")
            if id_ and id_ in self.at:
                self.twice.append(
                    _("row {row} and row {other}: {id}").format(
                        row=self.at[id_], other=row.number, id=id_
                    )
                )
                continue
            stands.pop("sequence", None)
            known = id_ in self.memory.derived
            if id_ and not known and self.memory.derived:
                self.unknown.append(_("row {row}: {id}").format(row=row.number, id=id_))
            if id_:
                self.at[id_] = row.number
            self.placed.append(row.number)
            self.stood[row.number] = stands
            derived = self.memory.derived.get(id_, {})
            for key in row.formulas:
                stands[key] = stands[key] or derived.get(key, "")
            self.formulas[id_] = row.formulas
            base = self.memory.base.get(id_, {"finding": id_} if id_ else {})
            lines.append(Line(id_, base, derived, stands, remembered=known))
            answer = row.decision.lower()
            if id_ and answer in (*_YES, *_NO):
                decisions[id_] = answer in _YES
        removed = tuple(
            Line(id_, self.memory.base.get(id_, {}), derived)
            for id_, derived in self.memory.derived.items()
            if id_ not in self.at
        )
        refused = frozenset(self.memory.refused)
        return Ledger(tuple(lines), self.memory.events, removed, decisions, refused)

    def beside(self, line: Line) -> dict[str, str]:
        """What stands in a line, with what docforge's own column says of its escalation."""
        column = self.book.own.get(ESCALATION)
        value = self.book.sheet.cell(self.at[line.id], column).value if column else None
        return {**line.stands, "escalation": str(value or "")}

    def write(self, updated: Updated, today: date, calendar: WorkCalendar) -> bool:
        """Puts an updated ledger into the workbook; returns whether anything changed."""
        book, lines = self.book, updated.ledger.lines
        changed = add_own_columns(book)
        # The workbook's lines come first and in their order; clerks' own have an id by now.
        there, new = lines[: len(self.placed)], lines[len(self.placed) :]
        self.at = {line.id: row for line, row in zip(there, self.placed, strict=True)}
        self.changed = sum(self._write_line(line, self.at[line.id]) for line in there)
        rows = add_lines(book, [self._contents(line.stands) for line in new])
        self.at |= {line.id: row for line, row in zip(new, rows, strict=True)}
        self.added = len(new)
        asked = []
        for line in lines:
            beside = updated.standings[line.id]
            changed |= write_own(book, self.at[line.id], self._beside(beside))
            if beside.offer:
                asked.append(self.at[line.id])
        last = max((*self.at.values(), *self.stood), default=book.header)
        mark_questions(book, asked)
        choices = {key: column.options for key, column in self.columns.items() if column.options}
        offer_choices(book, choices, last)
        colour_the_late(book, last)
        if self.begun:
            lay_out(book, _WIDTHS)
        changed |= write_lists(book, lists_of(updated, today, calendar))
        changed |= remember(book, entries_of(updated.ledger))
        return changed or bool(self.added or self.changed)

    def notes(self, written: bool) -> Sequence[str]:
        """What is strange about the workbook itself."""
        found = []
        if self.twice:
            said = _("a finding stands twice; only its first line is kept up: {rows}.")
            found.append(said.format(rows="；".join(self.twice)))
        if self.unknown:
            said = _(
                "ids that docforge did not write; these lines are kept as the clerks' own: {rows}."
            )
            found.append(said.format(rows="；".join(self.unknown)))
        absent = [
            column.print
            for key, column in self.columns.items()
            if key not in self.book.at and key != "sequence"
        ]
        if absent:
            said = _("the ledger has no columns {titles}; they are left out.")
            found.append(said.format(titles="、".join(absent)))
        if self.book.lost and written:
            said = _(
                "what docforge cannot keep when it writes a workbook: {parts}. The old file has it."
            )
            found.append(said.format(parts="、".join(self.book.lost)))
        return found

    def _write_line(self, line: Line, row: int) -> bool:
        stood = self.stood.get(row, {})
        fixed = self.formulas.get(line.id, frozenset())
        differing = {
            key: text
            for key, text in line.stands.items()
            if text != stood.get(key, "") and key not in fixed
        }
        return write_cells(self.book, row, self._contents(differing))

    def _contents(self, said: Mapping[str, str]) -> dict[str, Content]:
        return {
            key: (iso_date(text) or text or None)
            if self.columns[key].type == "date"
            else (text or None)
            for key, text in said.items()
            if key in self.columns
        }

    def _beside(self, beside: Standings) -> dict[str, str]:
        differing = (
            f"{self.columns[key].print}（docforge 记的是：{chinese_date(said)}）"
            for key, said in beside.by_hand
            if key in self.columns and key in self.book.at
        )
        return {
            OVERDUE: f"逾期{beside.overdue}天" if beside.overdue else "",
            ESCALATION: beside.escalation,
            OFFER: beside.offer,
            DECISION: "",
            BY_HAND: "；".join(differing),
        }

    def _text(self, key: str, value: Any) -> str:
        """A cell as the ledger compares it: days as ISO 8601, whatever way they are written."""
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = "" if value is None else str(value).replace("\r\n", "\n").strip()
        return _as_day(self.columns[key], text) if self.columns[key].type == "date" else text


def _as_day(column: RegisterColumn, text: str) -> str:
    if not text or iso_date(text):
        return text
    said = read_column(column, (Text(text),), None).value
    return said if isinstance(said, str) and iso_date(said) else text
