"""`docforge due`: what is due when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from docforge.cli.command import (
    ANY,
    FILE,
    enterprises_option,
    holidays_option,
    new_command,
    parsers_option,
)
from docforge.errors import ExitCode, UsageError
from docforge.messages import translate as _

if TYPE_CHECKING:
    from docforge.documents.due import Due
    from docforge.documents.orders import Order
    from docforge.model import Submission

_DAY = click.DateTime(["%Y-%m-%d"])


@new_command(
    _(
        "List what is due when: what enterprises must mend, what is to be re-checked, which "
        "results are to be made public. SOURCE is an index that `docforge notice` wrote or its "
        "folder, or findings that `docforge parse` wrote."
    ),
    "docforge due 责令改正通知书 findings.jsonl --until 2022-10-31",
)
@click.argument("sources", nargs=-1, required=True, type=ANY, metavar="SOURCE...")
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="OUT.xlsx|.json",
    help=_("Write a workbook or JSON; without it the list goes to standard output."),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=_("How the list looks on standard output."),
)
@click.option("--since", type=_DAY, metavar="YYYY-MM-DD", help=_("Only what is due from this day."))
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help=_("Only what is due to this day."))
@click.option(
    "--today",
    type=_DAY,
    metavar="YYYY-MM-DD",
    help=_("The day from which days are counted; today without it."),
)
@holidays_option
@enterprises_option
@parsers_option
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    format_: Literal["text", "json"],
    since: datetime | None,
    until: datetime | None,
    today: datetime | None,
    holidays: Path | None,
    enterprises: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.atomic import write_atomically
    from docforge.documents.due import due_list
    from docforge.documents.index import write_due
    from docforge.documents.working_days import load_calendar

    if output is not None and output.suffix.lower() not in (".xlsx", ".json"):
        raise UsageError(
            _("the list is written as .xlsx or .json."), remedy=_("Change the name after -o.")
        )
    orders, submissions = _read(sources, enterprises, parsers)
    listed = due_list(orders, submissions, load_calendar(holidays))
    chosen = _between(listed, since and since.date(), until and until.date())
    day = today.date() if today else date.today()
    if output is None:
        click.echo(_as_json(chosen, day) if format_ == "json" else _as_text(chosen, day))
    elif output.suffix.lower() == ".json":
        click.echo(str(write_atomically(output, f"{_as_json(chosen, day)}\n".encode())))
    else:
        click.echo(str(write_due(output, chosen)))
    overdue = sum((each.left(day) or 0) < 0 for each in chosen)
    said = _("{count} things are due, {overdue} of them overdue.")
    click.echo(said.format(count=len(chosen), overdue=overdue), err=True)
    return ExitCode.OK


def _read(
    sources: Sequence[Path], enterprises: Path | None, parsers: Path | None
) -> tuple[list[Order], list[Submission]]:
    from docforge.cli.reading import submissions_of
    from docforge.documents.orders import NAME, read_ledger
    from docforge.errors import ConfigurationError

    orders: list[Order] = []
    submissions: list[Submission] = []
    for source in sources:
        if source.is_dir() and not (source / NAME).is_file():
            raise ConfigurationError(
                _("there is no index of notices in this folder."),
                source=str(source),
                remedy=_("Give the folder into which `docforge notice` wrote, or findings."),
            )
        path = source / NAME if source.is_dir() else source
        if path.suffix.lower() == ".xlsx":
            orders += read_ledger(path)
        else:
            submissions += submissions_of(path, parsers=parsers, enterprises=enterprises)
    return orders, submissions


def _between(listed: Iterable[Due], since: date | None, until: date | None) -> list[Due]:
    """Those of these days; what has no day is among them only where no days are asked for."""
    return [
        each
        for each in listed
        if (since is None and until is None)
        or (each.day and (since or date.min) <= each.day <= (until or date.max))
    ]


def _as_json(listed: Iterable[Due], today: date) -> str:
    entries = [{**asdict(each), "days_left": each.left(today)} for each in listed]
    return json.dumps(entries, ensure_ascii=False, indent=2, default=str)


def _as_text(listed: Iterable[Due], today: date) -> str:
    return "\n".join(
        "  ".join(filter(None, (_when(each, today), each.what, each.enterprise, each.words)))
        for each in listed
    )


def _when(due: Due, today: date) -> str:
    left = due.left(today)
    if left is None:
        return _("no day yet")
    said = _("{days} days left") if left >= 0 else _("overdue by {days} days")
    return f"{due.day}  {said.format(days=abs(left))}"
