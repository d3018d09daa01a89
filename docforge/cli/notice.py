"""`docforge notice`: one rectification notice (责令改正通知书) an enterprise with findings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.cli.command import (
    FILE,
    enterprises_option,
    findings_argument,
    folder_option,
    new_command,
    parsers_option,
    templates_option,
)
from docforge.errors import ExitCode
from docforge.messages import translate as _

if TYPE_CHECKING:
    from docforge.documents.notice import NoticePlan


@new_command(
    _(
        "Write a rectification notice (责令改正通知书, Word) for every enterprise with findings. "
        "What is in doubt or lacks its statute keeps a notice back and is listed."
    ),
    "docforge notice findings.jsonl -o 责令改正通知书 --days 30 --letterhead 抬头.yaml",
)
@findings_argument
@folder_option
@click.option(
    "--days",
    type=click.IntRange(min=0),
    metavar="N",
    help=_("Days within which to put things right, 0 for at once; without it the line stays open."),
)
@click.option(
    "--from",
    "counted_from",
    type=click.Choice(["issue", "inspection", "receipt"]),
    default="issue",
    show_default=True,
    help=_("The day from which the days count."),
)
@click.option(
    "--letterhead",
    type=FILE,
    metavar="FILE.yaml",
    help=_("Who issues the notices, and where to appeal."),
)
@click.option("--per-site", is_flag=True, help=_("One notice a form instead of an enterprise."))
@click.option(
    "--draft", is_flag=True, help=_("Write also what is kept back, marked as a draft (草稿).")
)
@click.option("--dry-run", is_flag=True, help=_("Say what would be written, and write nothing."))
@enterprises_option
@templates_option
@parsers_option
def command(
    findings: Path,
    folder: Path,
    days: int | None,
    counted_from: str,
    letterhead: Path | None,
    per_site: bool,
    draft: bool,
    dry_run: bool,
    enterprises: Path | None,
    templates: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.cli.reading import submissions_of
    from docforge.cli.telling import tell_written
    from docforge.documents.deadline import DeadlineFrom
    from docforge.documents.letterhead import load_letterhead
    from docforge.documents.notice import NoticeOptions, plan_notices, write_notices
    from docforge.documents.statutes import load_statutes

    submissions = submissions_of(findings, parsers=parsers, enterprises=enterprises)
    options = NoticeOptions(
        days=days, deadline_from=DeadlineFrom(counted_from), per_site=per_site, draft=draft
    )
    head = load_letterhead(letterhead) if letterhead else None
    plans = plan_notices(submissions, load_statutes(templates), options, head)
    if dry_run:
        tell_plans(plans)
    else:
        written = write_notices(plans, folder, templates=templates)
        tell_written(written, _("No notice was written."))
        tell_blocked([plan for plan in plans if not plan.writable])
    return _exit_code(plans)


def _exit_code(plans: Sequence[NoticePlan]) -> ExitCode:
    kept_back = [plan for plan in plans if not plan.writable]
    if kept_back and len(kept_back) == len(plans):
        return ExitCode.NOTHING_SUCCEEDED
    return ExitCode.SOME_FAILED if any(plan.blocked for plan in plans) else ExitCode.OK


def tell_plans(plans: Sequence[NoticePlan]) -> None:
    """A dry run: each notice that would be written on standard output, and what speaks against."""
    for plan in plans:
        if plan.writable:
            count = _("{count} findings").format(count=len(plan.findings))
            click.echo(f"{plan.file_name}  {count}")
            for remark in plan.remarks:
                _tell(plan.file_name, remark)
    tell_blocked(plans)


def tell_blocked(plans: Sequence[NoticePlan]) -> None:
    """Which notices are drafts or must wait, and why, on standard error."""
    for plan in plans:
        said = _("a draft: {reason}") if plan.writable else _("kept back: {reason}")
        for reason in plan.blocked:
            _tell(plan.enterprise, said.format(reason=reason))


def _tell(who: str, sentence: str) -> None:
    said = " ".join(sentence.split())
    click.echo(f"{who}: {said}" if who else said, err=True)
