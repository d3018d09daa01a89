"""What the sources of a run say to a ledger: findings, reports, rechecks, notices that went out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from docforge.documents.ledger.events import Event, Kind
from docforge.documents.ledger.lines import FORM, Line
from docforge.documents.ledger.states import CORRECTED, FAILED, PASSED
from docforge.documents.ledger.updating import News
from docforge.documents.written import distinct
from docforge.forms import Catalogue, Definition
from docforge.model import Conclusion, Field, Finding, Row, Submission

FINDING_ID = re.compile(r"[0-9a-f]{12}-\d+/[\w.]+(?:/\d+)?")
"""A finding's id wherever somebody wrote it: in a column of its own or beside the problem."""
_HEAD = ("enterprise_name", "uscc", "licence_no", "inspected_on", "inspectors")
_YES = {True: "是", False: "否", None: ""}


def news_of(submissions: Iterable[Submission], form: Definition, catalogue: Catalogue) -> News:
    """The findings and events of returned forms for a ledger of this form.

    Checklists and issue summaries give findings, and a later checklist of the same items a recheck
    to confirm. Registers of problems give a finding a row, or tell more of one that they name;
    rectification reports give a report a row.
    """
    findings: list[Line] = []
    events: list[Event] = []
    for each in submissions:
        definition = catalogue.definitions.get(each.form.id or "")
        if definition is None:
            continue
        findings += (_line(each, finding) for finding in each.findings)
        events += _rechecked_items(each)
        if is_report(definition):
            events += _reported(each)
        elif is_register_of_problems(definition):
            for number, row in enumerate(each.rows, start=1):
                line, told = _of_row(each, number, row, form)
                findings += line
                events += told
    return News(tuple(findings), tuple(events))


def is_report(form: Definition) -> bool:
    """Whether a form is an enterprise's own report: who it is in the head, a problem a row."""
    columns = {column.key for column in form.register_columns}
    return "problem" in columns and "enterprise_name" not in columns and bool(form.bands)


def is_register_of_problems(form: Definition) -> bool:
    return {"problem", "enterprise_name"} <= {column.key for column in form.register_columns}


def speaks_to_ledgers(submission: Submission, catalogue: Catalogue) -> bool:
    """Whether a returned form may hold anything for a ledger."""
    form = catalogue.definitions.get(submission.form.id or "")
    return form is not None and (
        form.kind != "register" or is_report(form) or is_register_of_problems(form)
    )


def _line(submission: Submission, finding: Finding) -> Line:
    base = {key: submission.text(key) for key in _HEAD}
    base |= {
        "finding": finding.id,
        "problem": finding.description,
        "serious": _YES[finding.serious],
        "disposition": CORRECTED if finding.corrected_on_site else "",
        "traces": submission.source.name,
        FORM: submission.form.id or "",
    }
    return Line(finding.id, base={key: text for key, text in base.items() if text})


def _rechecked_items(submission: Submission) -> Iterator[Event]:
    """Every answered item may be the recheck of an earlier finding; matching tells."""
    day = submission.text("inspected_on")
    words = {Conclusion.CONFORM: PASSED, Conclusion.NONCONFORM: FAILED}
    for answer in submission.answers:
        if day and answer.conclusion in words:
            recheck = Event(
                key=f"{submission.id}/{answer.item}",
                kind=Kind.RECHECK,
                day=day,
                words=words[answer.conclusion],
                source=submission.source.name,
                item=answer.item,
                source_form=submission.form.id or "",
            )
            yield _by(submission, recheck)


def _reported(submission: Submission) -> Iterator[Event]:
    for number, row in enumerate(submission.rows, start=1):
        cells = _texts(row)
        report = Event(
            key=f"{submission.id}/row{number}",
            kind=Kind.REPORT,
            line=_named(row),
            day=submission.text("reported_on"),
            words=cells.get("measures", ""),
            source=submission.source.name,
            problem=cells.get("problem", ""),
        )
        yield _by(submission, report)


def _of_row(
    submission: Submission, number: int, row: Row, form: Definition
) -> tuple[list[Line], list[Event]]:
    """A row of a register of problems: its finding, and what it tells of it."""
    cells = _texts(row)
    if not cells.get("problem"):
        return [], []
    own = {column.key for column in form.register_columns} - _MOVING
    id_ = _named(row) or f"{submission.id}/row{number}/1"
    base = {key: text for key, text in cells.items() if key in own}
    papers = distinct((*cells.get("traces", "").split("；"), submission.source.name))
    base |= {"finding": id_, "traces": "；".join(papers), FORM: submission.form.id or ""}
    return [Line(id_, base=base)], list(_told(submission, number, id_, cells))


_MOVING = frozenset({"sequence", "reported_on", "rechecked_on", "recheck_result", "state"})
"""Columns whose words come from events, so that the latest holds."""


def _told(
    submission: Submission, number: int, line: str, cells: Mapping[str, str]
) -> Iterator[Event]:
    key, source = f"{submission.id}/row{number}", submission.source.name
    if cells.get("reported_on"):
        day = cells["reported_on"]
        yield Event(f"{key}/report", Kind.REPORT, line=line, day=day, source=source)
    result = cells.get("recheck_result", "")
    if result or cells.get("rechecked_on"):
        day = cells.get("rechecked_on", "")
        yield Event(f"{key}/recheck", Kind.RECHECK, line, day=day, words=result, source=source)


def _named(row: Row) -> str:
    """The finding that a row names in any of its cells."""
    for cell in row.cells.values():
        match = FINDING_ID.search(_text(cell))
        if match:
            return match[0]
    return ""


def _texts(row: Row) -> dict[str, str]:
    return {key: text for key, cell in row.cells.items() if (text := _text(cell).strip())}


def _text(cell: Field) -> str:
    if isinstance(cell.value, tuple):
        return "、".join(cell.value)
    if isinstance(cell.value, bool):
        return _YES[cell.value]
    return cell.raw if cell.value is None else str(cell.value)


def _by(submission: Submission, event: Event) -> Event:
    """The event with whose form it was read from."""
    return replace(
        event,
        enterprise=submission.text("enterprise_name"),
        uscc=submission.text("uscc"),
        licence_no=submission.text("licence_no"),
    )
