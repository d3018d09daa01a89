"""Papers about a whole run: a circular that tells what was found, a report with figures."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from docforge.documents.papers.cases import Case, Setting
from docforge.documents.papers.filling import Filling
from docforge.documents.written import chinese_date
from docforge.model import Finding, Submission
from docforge.sheets.workbook import iso_date


class Figures:
    """What the findings of some inspections come to."""

    def __init__(self, cases: Iterable[Case], setting: Setting, inside: bool) -> None:
        self._cases = [
            (case, own)
            for case in cases
            if (own := [each for each in case.submissions if not inside or _in(each, setting)])
        ]

    @property
    def inspections(self) -> int:
        return sum(len(own) for _case, own in self._cases)

    @property
    def enterprises(self) -> int:
        return len(self._cases)

    @property
    def with_findings(self) -> int:
        return sum(any(each.findings for each in own) for _case, own in self._cases)

    @property
    def findings(self) -> int:
        return sum(len(each.findings) for _case, own in self._cases for each in own)

    @property
    def serious(self) -> int:
        return self._count(lambda finding: finding.serious is True)

    @property
    def corrected(self) -> int:
        return self._count(lambda finding: finding.corrected_on_site)

    @property
    def ordered(self) -> int:
        """Enterprises to which an order went out."""
        return sum(case.order is not None for case, _own in self._cases)

    @property
    def mended(self) -> int:
        return sum(
            case.order is not None and case.order.outcome.startswith("已")
            for case, _own in self._cases
        )

    @property
    def stopped(self) -> int:
        return sum(any(each.value("stopped") is True for each in own) for _case, own in self._cases)

    @property
    def sections(self) -> Counter[str]:
        """Findings by the section of the form that asks for them."""
        return Counter(
            finding.section or "其他"
            for _case, own in self._cases
            for each in own
            for finding in each.findings
        )

    def _count(self, asked: Callable[[Finding], bool]) -> int:
        return sum(
            asked(finding)
            for _case, own in self._cases
            for each in own
            for finding in each.findings
        )


def _in(submission: Submission, setting: Setting) -> bool:
    """Whether an inspection is of the period; one of unknown day is of the whole only."""
    day = iso_date(submission.text("inspected_on"))
    if setting.since is None and setting.until is None:
        return True
    return day is not None and (setting.since or day) <= day <= (setting.until or day)


def period_of(cases: Iterable[Case], setting: Setting) -> str:
    """2022年6月 where the period is a month, else from its first to its last day."""
    days = sorted(
        filter(None, (iso_date(own.text("inspected_on")) for each in cases for own in each.members))
    )
    first = setting.since or (days[0] if days else None)
    last = setting.until or (days[-1] if days else None)
    if first is None or last is None:
        return ""
    if first == last:
        return chinese_date(first)
    end = calendar.monthrange(last.year, last.month)[1]
    if (first.year, first.month, first.day) == (last.year, last.month, 1) and last.day == end:
        return f"{first.year}年{first.month}月"
    return f"{chinese_date(first)}至{_shortly(first, last)}"


def _shortly(first: date, last: date) -> str:
    said = chinese_date(last)
    return said.partition("年")[2] if first.year == last.year else said


def circular(filling: Filling, cases: Sequence[Case], setting: Setting) -> None:
    """通报: how many were inspected, what was found, by whom it is to be mended."""
    office = setting.letterhead
    name = office.name if office else ""
    told = Figures(cases, setting, inside=True)
    period = period_of(cases, setting)
    filling.need(issuer=name, addressees="", printed_by="", mark=f"{name}文件" if name else "")
    filling.put(
        copy_number="",
        secrecy="",
        urgency="",
        signers="",
        title="关于监督检查情况的通报",
        body=[*_overview(told, period), *_by_section(told), *_by_enterprise(cases, filling)],
        attachments=[],
        issued_on=chinese_date(setting.issued_on),
        sealed=True,
        seal="",
        note="",
        copies_to="",
        printed_on=chinese_date(setting.issued_on),
    )


def _overview(told: Figures, period: str) -> list[str]:
    said = [
        f"检查企业{told.enterprises}家（{told.inspections}家次）",
        f"发现问题企业{told.with_findings}家、问题{told.findings}项",
    ]
    if told.serious:
        said.append(f"其中严重问题{told.serious}项")
    if told.corrected:
        said.append(f"当场整改{told.corrected}项")
    if told.ordered:
        said.append(f"责令改正{told.ordered}家")
    if told.stopped:
        said.append(f"停产{told.stopped}家")
    return ["一、总体情况", f"{period}，我局开展监督检查，{'，'.join(said)}。"]


def _by_section(told: Figures) -> list[str]:
    if not told.sections:
        return []
    listed = "；".join(f"{name}{count}项" for name, count in told.sections.most_common())
    return ["二、问题分布", f"按检查项目分：{listed}。"]


def _by_enterprise(cases: Iterable[Case], filling: Filling) -> list[str]:
    lines = []
    for number, case in enumerate((each for each in cases if each.charges), start=1):
        facts = "".join(case.facts(filling.blanks))
        lines.append(f"{number}. {case.enterprise}：{facts}")
    return ["三、发现问题的企业", *lines] if lines else []


def periodic_report(filling: Filling, cases: Sequence[Case], setting: Setting) -> None:
    """工作情况报告: the figures of the period beside those of all findings that were given."""
    office = setting.letterhead
    now, total = (Figures(cases, setting, inside=inside) for inside in (True, False))
    period = period_of(cases, setting)
    filling.need(issuer=office.name if office else "", addressees="")
    filling.put(
        title="监督检查工作情况报告",
        period=f"（{period}）" if period else "",
        body=_overview(now, period),
        tables=[_figures(now, total), *_sections(now, total)],
        closing=[],
        attachments=[],
        issued_on=chinese_date(setting.issued_on),
        sealed=True,
        seal="",
    )


def _figures(now: Figures, total: Figures) -> dict[str, object]:
    rows = (
        ("检查企业（家次）", now.inspections, total.inspections),
        ("检查企业（家）", now.enterprises, total.enterprises),
        ("发现问题企业（家）", now.with_findings, total.with_findings),
        ("发现问题（项）", now.findings, total.findings),
        ("严重问题（项）", now.serious, total.serious),
        ("当场整改（项）", now.corrected, total.corrected),
        ("责令改正（家）", now.ordered, total.ordered),
        ("复查已改正（家）", now.mended, total.mended),
        ("停产企业（家）", now.stopped, total.stopped),
    )
    return {"title": "监督检查统计表", "rows": [_row(*each) for each in rows]}


def _sections(now: Figures, total: Figures) -> list[dict[str, object]]:
    here, every = now.sections, total.sections
    rows = [_row(name, here[name], count) for name, count in every.most_common()]
    return [{"title": "发现问题分类统计表", "rows": rows}] if rows else []


def _row(item: str, now: int, total: int) -> dict[str, str]:
    return {"item": item, "now": str(now), "total": str(total), "note": ""}
