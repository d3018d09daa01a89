"""`docforge paper`: records, letters, notices of re-inspection, circulars and reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.cli.command import (
    FILE,
    choice_options,
    date_option,
    enterprises_option,
    folder_option,
    issuing_options,
    letterhead_option,
    new_command,
    numbers_options,
    parsers_option,
    templates_option,
)
from docforge.errors import ExitCode, UsageError
from docforge.messages import translate as _

if TYPE_CHECKING:
    from docforge.documents.orders import Order
    from docforge.documents.papers.planning import PaperPlan
    from docforge.model import Submission

# As `docforge.documents.papers.planning.KINDS` has them, which takes longer to load than help
# may; a test sees to it that they are the same.
NAMES = {
    "onsite-record": "现场笔录",
    "interview-record": "行政约谈记录",
    "reinspection-notice": "复查通知书",
    "transfer-letter": "移送函",
    "letter": "函",
    "circular": "通报",
    "periodic-report": "工作情况报告",
}


@new_command(
    _(
        "Write another paper from findings. KIND is onsite-record 现场笔录 (one an inspection); "
        "interview-record 行政约谈记录, reinspection-notice 复查通知书, transfer-letter 移送函 or "
        "letter 函 (one an enterprise with problems); circular 通报 or periodic-report "
        "工作情况报告 (one of all). What findings do not tell is left open, or given by --with."
    ),
    "docforge paper reinspection-notice findings.jsonl -o 复查 --orders 责令改正通知书 "
    "--letterhead 抬头.yaml",
)
@click.argument("kind", type=click.Choice([*NAMES, *NAMES.values()]), metavar="KIND")
@click.argument(
    "findings",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FINDINGS...",
)
@folder_option
@letterhead_option
@click.option(
    "--with",
    "given",
    type=FILE,
    metavar="FILE.yaml",
    help=_("Values of your own, by the names of the paper's contract: addressee, held_on …"),
)
@click.option(
    "--orders",
    type=click.Path(path_type=Path),
    metavar="INDEX",
    help=_("The index of the notices that went out, or its folder: numbers, deadlines, receipts."),
)
@date_option
@numbers_options
@choice_options
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=_("The last day of the period of a circular or report; --since is its first."),
)
@issuing_options
@click.option(
    "--dry-run", is_flag=True, help=_("Say what would be written and what it lacks; write nothing.")
)
@enterprises_option
@templates_option
@parsers_option
def command(
    kind: str,
    findings: tuple[Path, ...],
    folder: Path,
    letterhead: Path | None,
    given: Path | None,
    orders: Path | None,
    issued_on: datetime | None,
    numbers: Path | None,
    first_number: int,
    only: tuple[str, ...],
    exclude: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    seal: bool,
    no_receipts: bool,
    pdf: bool,
    merge: Path | None,
    dry_run: bool,
    enterprises: Path | None,
    templates: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.cli.issuing import Run, check_sealable, tell
    from docforge.cli.printing import Finish
    from docforge.contracts import load_contract
    from docforge.documents.choosing import Choice
    from docforge.documents.letterhead import load_letterhead
    from docforge.documents.papers.cases import Setting
    from docforge.documents.papers.filling import load_given
    from docforge.documents.papers.planning import KINDS, plan_papers
    from docforge.documents.statutes import load_statutes
    from docforge.documents.written import template_path

    made = next(each for each in KINDS.values() if kind in (each.template, each.title))
    finish = Finish(merge, pdf)
    finish.check()
    if numbers is not None and not made.word:
        raise UsageError(_("this paper has no document number; leave --numbers out."))
    check_sealable(seal, letterhead, numbered=numbers is not None or not made.word)
    contract = load_contract(template_path(made.template, templates))
    values = load_given(given, contract)
    whole = made.each == "run"
    setting = Setting(
        issued_on=issued_on.date() if issued_on else date.today(),
        letterhead=load_letterhead(letterhead) if letterhead else None,
        statutes=load_statutes(templates),
        orders=_orders(orders),
        since=since.date() if since and whole else None,
        until=until.date() if until and whole else None,
    )
    choice = Choice(only, exclude, since.date() if since and not whole else None)
    recent = choice.recent(_submissions(findings, parsers, enterprises))
    planned = plan_papers(made, recent, setting, contract, values, seal=seal)
    plans = planned if whole else choice.chosen(planned)
    for word in () if whole else choice.unmet(planned):
        tell(word, _("no enterprise with findings is called so."))
    if dry_run:
        return _dry(plans)
    counted = numbers if made.word else None
    served = made.title if made.served and not no_receipts else ""
    run = Run(
        folder, templates, counted, first_number, finish, template=made.template, served=served
    )
    return run.carry_out(plans)


def _orders(index: Path | None) -> tuple[Order, ...]:
    """The notices that went out, by their index or the folder it lies in."""
    from docforge.documents.orders import NAME, read_ledger

    if index is None:
        return ()
    return tuple(read_ledger(index / NAME if index.is_dir() else index))


def _submissions(
    findings: Sequence[Path], parsers: Path | None, enterprises: Path | None
) -> list[Submission]:
    """The inspections of known forms in all files."""
    from docforge.cli.reading import submissions_of

    return [
        each
        for path in findings
        for each in submissions_of(path, parsers=parsers, enterprises=enterprises)
        if each.form.id is not None
    ]


def _dry(plans: Sequence[PaperPlan]) -> ExitCode:
    from docforge.cli.issuing import tell, tell_waiting

    for plan in plans:
        if plan.writable:
            click.echo(plan.file_name)
            if plan.missing:
                tell(plan.file_name, _("lacks {missing}").format(missing="、".join(plan.missing)))
            for remark in plan.remarks:
                tell(plan.file_name, remark)
    tell_waiting(plans)
    if plans and not any(plan.writable for plan in plans):
        return ExitCode.NOTHING_SUCCEEDED
    return ExitCode.SOME_FAILED if any(plan.blocked for plan in plans) else ExitCode.OK
