"""A run of `docforge notice`: what is written, printed and said, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from docforge import libreoffice
from docforge.atomic import write_atomically
from docforge.batch.progress import progress
from docforge.cli.letters import tell_printed
from docforge.documents.due import Due
from docforge.documents.index import write_index
from docforge.documents.issuing import Issued, Issuing
from docforge.documents.notice import NoticePlan
from docforge.documents.numbers import Applicant, Numbers, numbers_as_they_stand, numbers_of
from docforge.documents.statutes import Statutes
from docforge.errors import ExitCode, UsageError
from docforge.filling.letters import check_folder
from docforge.filling.printing import print_all, print_merged
from docforge.messages import translate as _
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
    merge: Path | None
    pdf: bool

    def check(self) -> None:
        """Raises UsageError or ProgramMissing before anything is read."""
        if self.pdf:
            libreoffice.required()
        if self.merge is not None and self.merge.suffix.lower() != ".docx":
            raise UsageError(_("--merge writes a Word document: its name ends in .docx."))

    def carry_out(self, plans: Sequence[NoticePlan], due: Sequence[Due]) -> ExitCode:
        """Write everything; what cannot be is told and costs the rest nothing."""
        self._check_numbered(plans)
        if not any(plan.writable for plan in plans):
            click.echo(_("No notice was written."), err=True)
            tell_waiting(plans)
            return ExitCode.NOTHING_SUCCEEDED if plans else ExitCode.OK
        check_folder(self.folder)
        with Merging(odd=True) as merging:
            issued = self._issue(plans, merging)
            unprinted = self._finish(issued, merging)
        tell_waiting(plans)
        if self.index:
            click.echo(str(write_index(self.folder, issued, plans, due)))
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
                together=merging if self.merge else None,
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

    def _finish(self, issued: Sequence[Issued], merging: Merging) -> int:
        """The merged document and every PDF; how many of these there are none of."""
        if self.merge is not None and len(merging):
            click.echo(str(write_atomically(self.merge, merging.merged())))
        if not self.pdf:
            return 0
        documents = [
            path for each in issued for path in (each.notice, each.receipt) if path is not None
        ]
        unprinted = 0
        with progress(len(documents), _("printing")) as step:
            for printed in print_all(documents):
                step(printed.document.name)
                unprinted += tell_printed(printed)
        if self.merge is not None and len(merging):
            printed = print_merged(self.merge, len(merging), blank_pages=True)
            unprinted += tell_printed(printed)
        return unprinted


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
