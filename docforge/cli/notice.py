"""`docforge notice`: one rectification notice (责令改正通知书) an enterprise with findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.cli.command import (
    choice_options,
    date_option,
    enterprises_option,
    findings_argument,
    folder_option,
    holidays_option,
    issuing_options,
    letterhead_option,
    new_command,
    numbers_options,
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
@click.option("--working-days", is_flag=True, help=_("--days counts working days (工作日)."))
@holidays_option
@click.option(
    "--from",
    "counted_from",
    type=click.Choice(["issue", "inspection", "receipt"]),
    default="issue",
    show_default=True,
    help=_("The day from which the days count."),
)
@letterhead_option
@date_option
@numbers_options
@issuing_options
@click.option("--no-index", is_flag=True, help=_("Write no index workbook."))
@choice_options
@click.option("--per-site", is_flag=True, help=_("One notice a form instead of an enterprise."))
@click.option(
    "--draft", is_flag=True, help=_("Write also what is kept back, marked as a draft (草稿).")
)
@click.option(
    "--dry-run", is_flag=True, help=_("Say who would get what and why, and write nothing.")
)
@enterprises_option
@templates_option
@parsers_option
def command(
    findings: Path,
    folder: Path,
    days: int | None,
    working_days: bool,
    holidays: Path | None,
    counted_from: str,
    letterhead: Path | None,
    issued_on: datetime | None,
    numbers: Path | None,
    first_number: int,
    seal: bool,
    no_receipts: bool,
    no_index: bool,
    pdf: bool,
    merge: Path | None,
    only: tuple[str, ...],
    exclude: tuple[str, ...],
    since: datetime | None,
    per_site: bool,
    draft: bool,
    dry_run: bool,
    enterprises: Path | None,
    templates: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.cli.issuing import Run, check_sealable, tell, tell_plans
    from docforge.cli.printing import Finish
    from docforge.cli.reading import submissions_of
    from docforge.documents.choosing import Choice
    from docforge.documents.deadline import DeadlineFrom
    from docforge.documents.index import write_index
    from docforge.documents.letterhead import load_letterhead
    from docforge.documents.notice import NoticeOptions, plan_notices
    from docforge.documents.orders import NAME, read_ledger
    from docforge.documents.statutes import load_statutes
    from docforge.documents.working_days import load_calendar
    from docforge.documents.written import TITLE

    finish = Finish(merge, pdf)
    finish.check()
    served = "" if no_receipts else TITLE
    run = Run(folder, templates, numbers, first_number, finish, served=served)
    calendar = load_calendar(holidays)
    options = NoticeOptions(
        issued_on=issued_on.date() if issued_on else date.today(),
        days=days,
        working=calendar if working_days else None,
        deadline_from=DeadlineFrom(counted_from),
        per_site=per_site,
        draft=draft,
        seal=seal,
    )
    check_sealable(seal, letterhead, numbered=numbers is not None)
    head = load_letterhead(letterhead) if letterhead else None
    statutes = load_statutes(templates)
    choice = Choice(only, exclude, since.date() if since else None)
    submissions = submissions_of(findings, parsers=parsers, enterprises=enterprises)
    recent = choice.recent(submissions)
    planned = plan_notices(recent, statutes, options, head)
    plans = choice.chosen(planned)
    for word in choice.unmet(planned):
        tell(word, _("no enterprise with findings is called so."))
    if dry_run:
        tell_plans(plans, run, statutes)
        return _dry_exit_code(plans)
    if no_index:
        return run.carry_out(plans)
    if (folder / NAME).is_file():
        read_ledger(folder / NAME)  # a file that is none ends the run before it begins
    return run.carry_out(plans, lambda issued: write_index(folder, issued, plans, recent, calendar))


def _dry_exit_code(plans: Sequence[NoticePlan]) -> ExitCode:
    """What a run would end with where every writable notice can be written."""
    if plans and not any(plan.writable for plan in plans):
        return ExitCode.NOTHING_SUCCEEDED
    return ExitCode.SOME_FAILED if any(plan.blocked for plan in plans) else ExitCode.OK
