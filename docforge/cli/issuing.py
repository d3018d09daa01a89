"""A run that issues documents: what is written, printed and said, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from docforge.batch.progress import progress
from docforge.cli.printing import Finish
from docforge.documents.issuing import Issuable, Issued, Issuing
from docforge.documents.notice import NoticePlan
from docforge.documents.numbers import Applicant, Numbers, numbers_as_they_stand, numbers_of
from docforge.documents.statutes import Statutes
from docforge.documents.written import NOTICE, TITLE
from docforge.errors import ExitCode, UsageError
from docforge.filling.letters import check_folder
from docforge.messages import translate as _
from docforge.render.merging import Merging

P = TypeVar("P", bound=Issuable)
After = Callable[[Sequence[Issued[P]]], Path]


@dataclass(frozen=True)
class Run:
    """What was asked for on the command line: documents of one template, `served` with receipts
    under that title."""

    folder: Path
    templates: Path | None
    numbers: Path | None
    first: int
    finish: Finish
    template: str = NOTICE
    served: str = TITLE

    def carry_out(self, plans: Sequence[P], after: After[P] | None = None) -> ExitCode:
        """Write everything; what cannot be is told and costs the rest nothing.

        `after` is what is done with what was written, such as its index.
        """
        self._check_numbered(plans)
        if not any(plan.writable for plan in plans):
            click.echo(_("Nothing was written."), err=True)
            tell_waiting(plans)
            return ExitCode.NOTHING_SUCCEEDED if plans else ExitCode.OK
        check_folder(self.folder)
        with Merging(odd=self.finish.odd) as merging:
            issued = self._issue(plans, merging)
            written = [path for each in issued for path in (each.document, each.receipt) if path]
            unprinted = self.finish.carry_out(written, merging)
        tell_waiting(plans)
        if after is not None:
            click.echo(str(after(issued)))
        if not any(each.document for each in issued):
            return ExitCode.NOTHING_SUCCEEDED
        failed = unprinted or any(each.fault for each in issued)
        return ExitCode.SOME_FAILED if failed or any(p.blocked for p in plans) else ExitCode.OK

    def _check_numbered(self, plans: Sequence[Issuable]) -> None:
        if self.numbers and any(plan.series is None for plan in plans if plan.writable):
            raise UsageError(
                _("document numbers need the office's short form."),
                remedy=_("Give it as `short` in the file of --letterhead."),
            )

    def _issue(self, plans: Sequence[P], merging: Merging) -> list[Issued[P]]:
        issued = []
        wanted = sum(plan.writable for plan in plans)
        with self._held_numbers() as numbers, progress(wanted, _("writing")) as step:
            issuing = Issuing[P](
                self.folder,
                self.template,
                templates=self.templates,
                numbers=numbers,
                served=self.served,
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


def check_sealable(seal: bool, letterhead: Path | None, *, numbered: bool) -> None:
    """Raises UsageError where a seal is asked for that no document could bear."""
    if seal and (letterhead is None or not numbered):
        raise UsageError(
            _("--seal needs --letterhead, which names the seal, and --numbers: nothing is sealed "
              "whose number is open.")
        )  # fmt: skip


def _tell_issued(each: Issued[P]) -> None:
    for path in (each.document, each.receipt):
        if path is not None:
            click.echo(str(path))
    plan = each.plan
    if plan.missing and each.document:
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


def _number(plan: Issuable, numbers: Numbers | None, folder: Path) -> str:
    if numbers is None or plan.series is None or plan.draft:
        return ""
    path = folder / plan.file_name
    with numbers.giving(Applicant(plan.series, plan.submissions, plan.enterprise, path)) as given:
        return given


def _due(plan: NoticePlan) -> str:
    if plan.due.last_day:
        return _("by {day}").format(day=plan.due.last_day)
    return plan.due.shortly or _("deadline open")


def tell_waiting(plans: Sequence[Issuable]) -> None:
    """Which documents are drafts or must wait, and why, on standard error."""
    for plan in plans:
        said = _("a draft: {reason}") if plan.writable else _("kept back: {reason}")
        for reason in plan.blocked:
            tell(plan.enterprise, said.format(reason=reason))


def tell(who: str, sentence: str) -> None:
    said = " ".join(sentence.split())
    click.echo(f"{who}: {said}" if who else said, err=True)
