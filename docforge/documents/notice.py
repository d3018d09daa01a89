"""Rectification notices (责令改正通知书): who gets one, saying what, and why some must wait.

Planning is apart from writing, so that a dry run shows exactly what would be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docforge.documents.deadline import Deadline, deadline
from docforge.documents.identity import Group, Identity, grouped
from docforge.documents.letterhead import Letterhead
from docforge.documents.notice_text import WORD, Charge, NoticeOptions, charges, notice_context
from docforge.documents.numbers import Series
from docforge.documents.statutes import Status, Statutes
from docforge.documents.written import NOTICE, Blanks, Written, distinct, template_path
from docforge.flags import Blocks
from docforge.messages import translate as _
from docforge.model import Finding, Submission
from docforge.naming import FileNames
from docforge.render import Template
from docforge.sheets.workbook import iso_date

_SHORT = 24  # characters of a problem, enough to know it by

__all__ = ["NoticeOptions", "NoticePlan", "plan_notices", "write_notices"]


@dataclass(frozen=True)
class NoticePlan:
    """One notice before it is written.

    `findings` are the problems that it charges; `series` is what it is numbered in, None where
    the letterhead gives no word for it. `blocked` says why it must not go out, `remarks` what to
    look at before it does, `missing` (Chinese) what it prints as 【缺：…】.
    """

    enterprise: str
    file_name: str
    submissions: tuple[str, ...]
    sources: tuple[str, ...]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    blocked: tuple[str, ...]
    remarks: tuple[str, ...]
    due: Deadline
    series: Series | None
    identity: Identity
    address: str
    inspected: tuple[date | None, ...]
    issued_on: date
    draft: bool
    context: Mapping[str, Any]

    @property
    def writable(self) -> bool:
        """Whether `write_notices` writes it: it says something, and may go out or is a draft."""
        return bool(self.findings) and (self.draft or not self.blocked)


def plan_notices(
    submissions: Iterable[Submission],
    statutes: Statutes,
    options: NoticeOptions | None = None,
    letterhead: Letterhead | None = None,
) -> list[NoticePlan]:
    """A plan for every enterprise with something to put right, or too doubtful to tell.

    Findings corrected on the spot are left out. Plans come by enterprise name.
    """
    options = options or NoticeOptions()
    listed = sorted(submissions, key=_order)
    if options.per_site:
        groups = [Group([each], _identity(each)) for each in listed]
    else:
        groups = grouped(listed, _identity)
    names = FileNames()
    plans = []
    for group in groups:
        found = charges(group.members)
        if found or any(each.blockers(Blocks.NOTICE) for each in group.members if each.form.id):
            plans.append(_plan(group, found, statutes, options, letterhead, names))
    return plans


def write_notices(
    plans: Iterable[NoticePlan], folder: Path, *, templates: Path | None = None
) -> list[Written]:
    """Write the writable plans. Raises TemplateError, UnwritableFile, ConfigurationError."""
    template = Template(template_path(NOTICE, templates))
    return [
        Written(
            template.render_to(folder / plan.file_name, plan.context),
            plan.enterprise,
            plan.submissions,
            plan.missing,
            (*plan.blocked, *plan.remarks),
        )
        for plan in plans
        if plan.writable
    ]


def _order(submission: Submission) -> tuple[str, str, str, str]:
    name, source = submission.text("enterprise_name"), submission.source.name
    return name, submission.text("inspected_on"), source, submission.id


def _identity(submission: Submission) -> Identity:
    return Identity.of(
        submission.text("uscc"), submission.text("licence_no"), submission.text("enterprise_name")
    )


def _plan(
    group: Group[Submission],
    found: Sequence[Charge],
    statutes: Statutes,
    options: NoticeOptions,
    letterhead: Letterhead | None,
    names: FileNames,
) -> NoticePlan:
    blanks = Blanks()
    due = _deadline(group.members, options)
    letterhead, disputed = _office(letterhead, group)
    blocked = [
        *_doubts(group),
        *disputed,
        *_faults(found, statutes, options.issued_on),
        *_deadline_faults(due, options.issued_on),
    ]
    if due.missing:
        blanks.missing.append(due.missing)
    draft = options.draft and bool(blocked)
    cited = [each for charge in found for each in charge.finding.basis if statutes.get(each)]
    pending = _pending(cited, statutes)
    note = "　".join(["草稿"] * draft + ["法条引用待法制审核"] * bool(pending))
    context = notice_context(group.members, found, statutes, letterhead, options, due, blanks)
    enterprise = next(filter(None, (each.text("enterprise_name") for each in group.members)), "")
    ending = "-责令改正通知书（草稿）" if draft else "-责令改正通知书"
    return NoticePlan(
        enterprise=enterprise,
        file_name=names.give((enterprise or group.members[0].source.name) + ending, ".docx"),
        submissions=tuple(each.id for each in group.members),
        sources=tuple(dict.fromkeys(each.source.name for each in group.members)),
        findings=tuple(charge.finding for charge in found),
        missing=tuple(blanks.missing),
        blocked=tuple(dict.fromkeys(blocked)),
        remarks=(*pending, *_names(group.members)),
        due=due,
        series=_series(letterhead, options.issued_on),
        identity=group.identity,
        address="；".join(_addresses(group.members)),
        inspected=tuple(iso_date(each.text("inspected_on")) for each in group.members),
        issued_on=options.issued_on,
        draft=draft,
        context={**context, "header_note": note},
    )


def _deadline(submissions: Sequence[Submission], options: NoticeOptions) -> Deadline:
    inspected = [iso_date(each.text("inspected_on")) for each in submissions]
    days = [day for day in inspected if day]
    return deadline(
        options.term,
        options.deadline_from,
        issued_on=options.issued_on,
        inspected_on=max(days) if len(days) == len(inspected) else None,
    )


def _office(
    letterhead: Letterhead | None, group: Group[Submission]
) -> tuple[Letterhead | None, list[str]]:
    """Who issues the notice to an enterprise, and why that is in doubt."""
    if letterhead is None:
        return None, []
    every = [each.text(key) for each in group.members for key in _ADDRESSES]
    offices = letterhead.offices(distinct(every), group.identity.uscc)
    if len(offices) == 1:
        return offices[0], []
    named = "、".join(each.name for each in offices)
    return offices[0], [_("It may be of several districts: {offices}.").format(offices=named)]


_ADDRESSES = ("production_address", "business_address")


def _addresses(submissions: Sequence[Submission]) -> tuple[str, ...]:
    """Where an enterprise is found: where it produces, else where it is registered."""
    for key in _ADDRESSES:
        found = distinct(each.text(key) for each in submissions)
        if found:
            return found
    return ()


def _series(letterhead: Letterhead | None, issued_on: date) -> Series | None:
    if letterhead is None or not letterhead.short:
        return None
    return Series(letterhead.word(WORD), issued_on.year)


def _doubts(group: Group[Submission]) -> list[str]:
    reasons = [
        f"{each.source.name}: {entry.flag.message}"
        for each in group.members
        for what in (Blocks.NOTICE, Blocks.FINDING)
        for entry in each.blockers(what)
    ]
    if group.doubtful:
        reasons.append(
            _("Several enterprises have this name; give its credit code or licence number.")
        )
    if not any(each.text("enterprise_name") for each in group.members):
        reasons.append(_("The enterprise is not known."))
    return reasons


def _faults(found: Sequence[Charge], statutes: Statutes, issued_on: date) -> list[str]:
    reasons = []
    for finding in (charge.finding for charge in found):
        if not finding.description.strip():
            reasons.append(
                _("item {item}: the problem is not described.").format(item=finding.item)
            )
        if not finding.basis:
            reasons.append(_without_basis(finding))
        for id_ in finding.basis:
            if statutes.get(id_) is None:
                said = _("item {item}: there is no statute “{basis}”.")
                reasons.append(said.format(item=finding.item, basis=id_))
                continue
            for cited in (id_, *statutes.orders([id_])):
                if not statutes.articles[cited].in_force(issued_on):
                    said = _("item {item}: “{basis}” is not in force on the day of the notice.")
                    reasons.append(said.format(item=finding.item, basis=cited))
    return reasons


def _without_basis(finding: Finding) -> str:
    """A returned issue summary names no items: there the problem itself is named."""
    if finding.section:
        return _(
            "item {item}: no statute is named; name one under `basis` in your own copy of the "
            "form's definition, or write a draft with --draft."
        ).format(item=finding.item)
    return _("“{problem}”: no statute is named; only a draft can be written (--draft).").format(
        problem=finding.description[:_SHORT]
    )


def _deadline_faults(due: Deadline, issued_on: date) -> list[str]:
    if due.missing:
        return [_("The deadline counts from the inspection, whose date is not known.")]
    if due.last_day and due.last_day < issued_on:
        return [_("The deadline {day} lies before the day of the notice.").format(day=due.last_day)]
    return []


def _names(submissions: Sequence[Submission]) -> list[str]:
    names = distinct(each.text("enterprise_name") for each in submissions)
    if len(names) < 2:
        return []
    return [_("Several names stand for this enterprise: {names}.").format(names="、".join(names))]


def _pending(cited: Sequence[str], statutes: Statutes) -> list[str]:
    ids = {*cited, *statutes.orders(cited)}
    waiting = [id_ for id_ in ids if statutes.articles[id_].status is Status.PROPOSED]
    if not waiting:
        return []
    return [_("Await legal review: {statutes}.").format(statutes=statutes.cite(waiting))]
