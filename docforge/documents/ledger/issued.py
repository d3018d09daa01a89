"""The notices that went out, read from the index that `docforge notice` wrote beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from docforge.documents.ledger.events import Event, Kind
from docforge.documents.orders import CATEGORY, COLUMNS, DRAFT, SHEET
from docforge.errors import ConfigurationError
from docforge.messages import translate as _
from docforge.sheets.workbook import iso_date


def issued_in(path: Path) -> Iterator[Event]:
    """An event for each finding of each notice that is no draft.

    An index of an older docforge names no findings: then the enterprise's open lines are asked
    about. Raises ConfigurationError where the index cannot be read.
    """
    for line in issued_lines(path):
        if line.draft:
            continue
        due = line.due if iso_date(line.due) else ""
        words = line.number + ("" if due or not line.due else f"；{line.due}")
        for finding in line.findings or ("",):
            yield Event(
                key=f"{line.number or line.file}>{finding}"
                if finding
                else line.number or line.file,
                kind=Kind.NOTICE,
                line=finding,
                day=line.day,
                words=words,
                deadline=due,
                source=line.file,
                enterprise=line.enterprise,
                uscc=line.uscc,
            )


@dataclass(frozen=True)
class IssuedLine:
    """A notice as the index tells of it; `day` and, where it is a day, `due` are ISO 8601."""

    number: str
    enterprise: str
    uscc: str
    due: str
    file: str
    day: str
    findings: tuple[str, ...]
    draft: bool


def is_index(path: Path) -> bool:
    """Whether a file is such an index, by the sheet and the columns it must have."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    try:
        workbook = load_workbook(path, read_only=True)
    except Exception:  # whatever it is, reading it as a form will tell
        return False
    try:
        if workbook.properties.category == CATEGORY:
            return True
        return SHEET in workbook.sheetnames and workbook[SHEET]["B1"].value == COLUMNS[1].title
    finally:
        workbook.close()


def issued_lines(path: Path) -> list[IssuedLine]:
    """The notices of an index. Raises ConfigurationError where it lacks its sheet or columns."""
    workbook = load_workbook(path, data_only=True)
    rows = workbook[SHEET].iter_rows(values_only=True) if SHEET in workbook.sheetnames else iter(())
    titles = [str(each or "") for each in next(rows, ())]
    wanted = ("发文字号", "企业名称", "统一社会信用代码", "改正期限", "通知书", "备注")
    lacking = [title for title in wanted if title not in titles]
    if lacking:
        raise ConfigurationError(
            _("the index of notices lacks {titles}.").format(titles="、".join(lacking)),
            source=path.name,
            where=_("sheet {sheet}, row {row}").format(sheet=SHEET, row=1),
            remedy=_("Give the workbook that `docforge notice` wrote beside the notices."),
        )
    found = []
    for row in rows:
        cells = {title: _read(value) for title, value in zip(titles, row, strict=True)}
        number, enterprise, uscc, due, file, remark = (cells[title] for title in wanted)
        if enterprise or file:
            ids = tuple(cells.get("问题编号", "").split())
            day = cells.get("落款日期", "") or cells.get("日期", "")
            draft = DRAFT in remark.split("\n")
            found.append(IssuedLine(number, enterprise, uscc, due, file, day, ids, draft))
    return found


def _read(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()
