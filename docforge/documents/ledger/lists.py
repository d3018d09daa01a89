"""The lists of a ledger: what is overdue, what is due next, what was matched to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from docforge.documents.deadline import PUBLICATION
from docforge.documents.due import PUBLISHING, Due
from docforge.documents.ledger.events import Kind, Standing
from docforge.documents.ledger.lines import Line
from docforge.documents.ledger.states import State
from docforge.documents.ledger.updating import Standings, Updated
from docforge.documents.working_days import WorkCalendar
from docforge.documents.written import chinese_date
from docforge.errors import ConfigurationError
from docforge.sheets.ledger_writing import ListSheet
from docforge.sheets.workbook import Column, Content, iso_date

_OVERDUE = (
    Column("企业名称", 30),
    Column("问题编号", 24),
    Column("发现问题", 44),
    Column("整改期限", 13),
    Column("逾期天数", 10),
    Column("状态", 10),
    Column("升级处置", 24),
    Column("责任人", 12),
)
_NEXT = (
    Column("到期日", 13),
    Column("剩余天数", 10),
    Column("事项", 26),
    Column("企业名称", 30),
    Column("问题编号", 24),
    Column("说明", 44),
    Column("责任人", 12),
)
_UNMATCHED = (
    Column("来源", 34),
    Column("内容", 14),
    Column("企业名称", 30),
    Column("日期", 13),
    Column("问题", 44),
    Column("说明", 40),
)
_KINDS = {Kind.NOTICE: "通知书", Kind.REPORT: "整改报告", Kind.RECHECK: "复查"}


def lists_of(updated: Updated, today: date, calendar: WorkCalendar) -> tuple[ListSheet, ...]:
    """The three lists of a ledger as it stands on a day."""
    lines = [(line, updated.standings[line.id]) for line in updated.ledger.lines]
    return (
        ListSheet("逾期清单", _OVERDUE, sorted(_late(lines), key=lambda row: str(row[3]))),
        ListSheet(
            "近期到期", _NEXT, [_next_row(*each, today) for each in _next(lines, today, calendar)]
        ),
        ListSheet("未对上", _UNMATCHED, list(_left(updated))),
    )


def _late(lines: Iterable[tuple[Line, Standings]]) -> Iterator[list[Content]]:
    for line, beside in lines:
        if beside.overdue:
            cells = line.cells
            yield [
                cells.get("enterprise_name"),
                line.id,
                cells.get("problem"),
                iso_date(cells.get("deadline", "")),
                beside.overdue,
                cells.get("state"),
                beside.escalation,
                cells.get("responsible"),
            ]


def _next(
    lines: Iterable[tuple[Line, Standings]], today: date, calendar: WorkCalendar
) -> list[tuple[Due, str]]:
    found: list[tuple[Due, str]] = []
    inspections: dict[tuple[str, str], Due] = {}
    for line, beside in lines:
        cells = line.cells
        name, inspected = cells.get("enterprise_name", ""), cells.get("inspected_on", "")
        due = None if beside.overdue else _step(line, beside.state)
        if due is not None:
            found.append((due, cells.get("responsible", "")))
        if inspected and (name, inspected) not in inspections:
            public = _publication(name, inspected, calendar)
            if public.day is None or public.day >= today:
                inspections[name, inspected] = public
    found += [(due, "") for due in inspections.values()]
    return sorted(
        found, key=lambda each: (each[0].day or date.max, each[0].enterprise, each[0].source)
    )


def _step(line: Line, state: State) -> Due | None:
    """What has to happen next to a finding; `source` holds its id."""
    cells = line.cells
    deadline = iso_date(cells.get("deadline", ""))
    reported = iso_date(cells.get("reported_on", ""))
    name, problem = cells.get("enterprise_name", ""), cells.get("problem", "")
    if state is State.OPEN:
        return Due("应发责令改正通知书", name, deadline, problem, line.id)
    if state is State.NOTIFIED:
        return Due(
            "整改到期", name, deadline, problem if deadline else f"整改期限待填：{problem}", line.id
        )
    if state is State.REPORTED:
        return Due("已报告，应予复查", name, deadline or reported, problem, line.id)
    if state is State.RECHECKED:
        return Due(
            "复查未通过，待处理", name, iso_date(cells.get("rechecked_on", "")), problem, line.id
        )
    return None


def _publication(name: str, inspected: str, calendar: WorkCalendar) -> Due:
    day = iso_date(inspected)
    words = f"检查日期 {chinese_date(inspected)}"
    try:
        return Due(PUBLISHING, name, calendar.after(day, PUBLICATION) if day else None, words)
    except ConfigurationError as error:
        return Due(PUBLISHING, name, None, f"{words}（{error.what}）")


def _next_row(due: Due, responsible: str, today: date) -> list[Content]:
    return [due.day, due.left(today), due.what, due.enterprise, due.source, due.words, responsible]


def _left(updated: Updated) -> Iterator[list[Content]]:
    events = updated.ledger.events.values()
    for event in sorted(events, key=lambda each: (each.source, each.key)):
        if event.standing is Standing.UNMATCHED:
            yield [
                event.source,
                _KINDS[event.kind],
                event.enterprise,
                iso_date(event.day),
                event.problem,
                "台账中没有对得上的问题；核对后请在台账相应的行上直接填写",
            ]
