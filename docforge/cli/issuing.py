"""A run of `docforge notice`: what is written, printed and said, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from docforge.batch.progress import progress
from docforge.cli.printing import Finish
from docforge.documents.index import write_index
from docforge.documents.issuing import Issued, Issuing
from docforge.documents.ledger import NAME, read_ledger
from docforge.documents.notice import NoticePlan
from docforge.documents.numbers import Applicant, Numbers, numbers_as_they_stand, numbers_of
from docforge.documents.statutes import Statutes
from docforge.documents.working_days import WorkCalendar
from docforge.errors import ExitCode, UsageError
from docforge.filling.letters import check_folder
from docforge.messages import translate as _
from docforge.model import Submission
from docforge.render.merging import Merging


@dataclass(frozen=True)
class Run:
    """What was asked for on the command line."""

    folder: Path
    templates: Path | None
    numbers: Path | None
    first: int
    receipts: bool
    index: bool
    finish: Finish

    def carry_out(
        self,
        plans: Sequence[NoticePlan],
        submissions: Sequence[Submission],
        calendar: WorkCalendar,
    ) -> ExitCode:
        """Write everything; what cannot be is told and costs the rest nothing.

        The index tells of all `submissions` when their results are to be made public.
        """
        self._check_numbered(plans)
        if not any(plan.writable for plan in plans):
            click.echo(_("No notice was written."), err=True)
            tell_waiting(plans)
            return ExitCode.NOTHING_SUCCEEDED if plans else ExitCode.OK
        check_folder(self.folder)
        if self.index and (self.folder / NAME).is_file():
            read_ledger(self.folder / NAME)  # a file that is none ends the run before it begins
        with Merging(odd=self.finish.odd) as merging:
            issued = self._issue(plans, merging)
            written = [path for each in issued for path in (each.notice, each.receipt) if path]
            unprinted = self.finish.carry_out(written, merging)
        tell_waiting(plans)
        if self.index:
            click.echo(str(write_index(self.folder, issued, plans, submissions, calendar)))
        if not any(each.notice for each in issued):
            return ExitCode.NOTHING_SUCCEEDED
        failed = unprinted or any(each.fault for each in issued)
        return ExitCode.SOME_FAILED if failed or any(p.blocked for p in plans) else ExitCode.OK

    def _check_numbered(self, plans: Sequence[NoticePlan]) -> None:
        if self.numbers and any(plan.series is None for plan in plans if plan.writable):
            raise UsageError(
                _("document numbers need the office's short form."),
                remedy=_("Give it as `short` in the file of --letterhead."),
            )

    def _issue(self, plans: Sequence[NoticePlan], merging: Merging) -> list[Issued]:
        issued = []
        wanted = sum(plan.writable for plan in plans)
        with self._held_numbers() as numbers, progress(wanted, _("writing")) as step:
            issuing = Issuing(
                self.folder,
                templates=self.templates,
                numbers=numbers,
                receipts=self.receipts,
                together=merging if self.finish.merge else None,
            )
            for each in issuing.each(plans):
                step(each.plan.file_name)
                issued.append(each)
                _tell_issued(each)
        return issued

    @contextmanager
    def _held_numbers(self) -> Iterator[Numbers | None]:
        with ExitStack() as held:
            kept = self.numbers and numbers_of(self.numbers, first=self.first)
            yield held.enter_context(kept) if kept else None


def _tell_issued(each: Issued) -> None:
    for path in (each.notice, each.receipt):
        if path is not None:
            click.echo(str(path))
    plan = each.plan
    if plan.missing and each.notice:
        tell(plan.file_name, _("lacks {missing}").format(missing="、".join(plan.missing)))
    for reason in (*plan.remarks, *filter(None, [each.fault])):
        tell(plan.file_name, reason)


def tell_plans(plans: Sequence[NoticePlan], run: Run, statutes: Statutes) -> None:
    """A dry run: on standard output who would get which notice, under which number, by when, and
    for what; on standard error what speaks against it."""
    numbers = numbers_as_they_stand(run.numbers, first=run.first) if run.numbers else None
    for plan in plans:
        if plan.writable:
            parts = [
                plan.file_name,
                _number(plan, numbers, run.folder),
                _("{count} findings").format(count=len(plan.findings)),
                _due(plan),
            ]
            click.echo("  ".join(filter(None, parts)))
            for finding in plan.findings:
                known = [each for each in finding.basis if statutes.get(each)]
                why = statutes.cite(known) or _("no statute named")
                said = " ".join(finding.description.split()) or _("not described")
                click.echo(f"    {finding.item}  {said}  {why}")
            for remark in plan.remarks:
                tell(plan.file_name, remark)
    tell_waiting(plans)


def _number(plan: NoticePlan, numbers: Numbers | None, folder: Path) -> str:
    if numbers is None or plan.series is None or plan.draft:
        return ""
    path = folder / plan.file_name
    with numbers.giving(Applicant(plan.series, plan.submissions, plan.enterprise, path)) as given:
        return given


def _due(plan: NoticePlan) -> str:
    if plan.due.last_day:
        return _("by {day}").format(day=plan.due.last_day)
    return plan.due.shortly or _("deadline open")


def tell_waiting(plans: Sequence[NoticePlan]) -> None:
    """Which notices are drafts or must wait, and why, on standard error."""
    for plan in plans:
        said = _("a draft: {reason}") if plan.writable else _("kept back: {reason}")
        for reason in plan.blocked:
            tell(plan.enterprise, said.format(reason=reason))


def tell(who: str, sentence: str) -> None:
    said = " ".join(sentence.split())
    click.echo(f"{who}: {said}" if who else said, err=True)
