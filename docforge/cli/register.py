"""`docforge register`: one register from many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.cli.command import (
    ANY,
    FILE,
    enterprises_option,
    holidays_option,
    new_command,
    parsers_option,
    templates_option,
)
from docforge.errors import ExitCode, UsageError
from docforge.messages import translate as _

_TABLES = (".csv", ".jsonl", ".json", ".yaml", ".yml")

if TYPE_CHECKING:
    from docforge.documents.statistics import Behind
    from docforge.forms import Definition
    from docforge.intake.output import Line
    from docforge.intake.parsing import Parsing
    from docforge.model import Submission


@new_command(
    _(
        "Consolidate returned registers into one, a row an enterprise. SOURCE is a returned "
        "register, a folder of them, a table of enterprises, or findings that `docforge parse` "
        "wrote; checklists give what the register asks of them."
    ),
    "docforge register 登记表回收 --form shanxi-2022/steel-register -o 钢铁登记表.xlsx",
)
@click.argument("sources", nargs=-1, type=ANY, metavar="SOURCE...")
@click.option("--form", required=True, metavar="ID", help=_("Which register (see `forms list`)."))
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="OUT.docx|.xlsx",
    help=_("Where to write the register; an updated ledger stays in its place without it."),
)
@click.option(
    "--update",
    "ledger",
    type=FILE,
    metavar="LEDGER.xlsx",
    help=_(
        "Bring a ledger up to date: findings, notices (their index), reports and rechecks come "
        "in; what clerks wrote stays theirs. One that is not there is begun."
    ),
)
@click.option(
    "--date",
    "today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=_("With --update: the day by which it is told what is overdue; today without it."),
)
@holidays_option
@enterprises_option
@templates_option
@parsers_option
def command(
    sources: tuple[Path, ...],
    form: str,
    output: Path | None,
    ledger: Path | None,
    today: datetime | None,
    holidays: Path | None,
    enterprises: Path | None,
    templates: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.cli.ledger import LedgerUpdate
    from docforge.intake.own_files import check_keeps_sources
    from docforge.intake.parsing import parsing_for

    check_keeps_sources(output, (*sources, enterprises))
    parsing = parsing_for(parsers=parsers, enterprises=enterprises)
    definition = parsing.catalogue.get(form)
    if definition.kind != "register":
        raise UsageError(
            _("{form} is a {kind}, not a register").format(form=form, kind=definition.kind)
        )
    if ledger is not None:
        day = today.date() if today else None
        return LedgerUpdate(ledger, sources, definition, parsing, output, day, holidays).carry_out()
    if output is None or not sources:
        raise UsageError(_("give SOURCE... and -o, or a ledger with --update"))
    return _consolidated(sources, definition, parsing, output, enterprises, templates)


def _consolidated(
    sources: Sequence[Path],
    definition: Definition,
    parsing: Parsing,
    output: Path,
    enterprises: Path | None,
    templates: Path | None,
) -> ExitCode:
    from docforge.cli.reading import Tally, read_all, say, sources_of, submissions_of
    from docforge.cli.telling import tell_written
    from docforge.documents.register import consolidate, write_register
    from docforge.documents.statistics import count
    from docforge.intake.own_files import is_findings
    from docforge.model import Submission

    form = definition.id
    submissions: list[Submission] = []
    findings = [path for path in sources if is_findings(path)]
    for path in findings:
        submissions += [parsing.joined(each) for each in submissions_of(path)]
    tally = Tally()
    lines: list[Line] = []
    files = [path for path in sources if path not in findings]
    forms = [path for path in files if path.suffix.lower() not in _TABLES]
    read_all(sources_of(forms, outputs=(output, enterprises)), parsing, lines.append, tally=tally)
    submissions += [line for line in lines if isinstance(line, Submission)]
    unknown = [each for each in submissions if each.form.id is None]
    tables = _tables(files, unknown, parsing, definition)
    behind: tuple[Behind, ...] = ()
    if definition.counted and all(each.form.id != form for each in [*submissions, *tables]):
        counted, behind = count(submissions, definition)
        submissions = [counted]
    submissions = [*_with_checklists(submissions, definition, parsing), *tables]
    others = [each for each in submissions if each.form.id not in (form, None)]
    for each in others:
        say(each.source.name, _("this is {form}; it is left out").format(form=each.form.id))
    register = consolidate(submissions, definition)
    written = write_register(register, output, templates=templates, behind=behind)
    tell_written([written], "")
    if tally.program_missing:
        return ExitCode.PROGRAM_MISSING
    return _exit_code(tally.unknown + tally.failed - _known(tables, unknown), others)


def _known(tables: Sequence[Submission], unknown: Sequence[Submission]) -> int:
    """How many of the unknown sources were tables after all."""
    names = {each.source.name for each in unknown}
    return sum(each.source.name in names for each in tables)


def _with_checklists(
    submissions: Sequence[Submission], definition: Definition, parsing: Parsing
) -> list[Submission]:
    """Checklists as rows of the register where they hold what it asks; of other registers the
    enterprises that stopped, where it asks for them."""
    from docforge.documents.register_sources import from_checklist, stopped_rows

    made = []
    for each in submissions:
        row: Submission | None = None
        if each.answers or each.findings:
            row = from_checklist(each, definition)
        elif each.form.id != definition.id:
            row = stopped_rows(each, definition, parsing.catalogue.phrases)
        made.append(row or each)
    return made


def _tables(
    files: Sequence[Path], unknown: Sequence[Submission], parsing: Parsing, definition: Definition
) -> list[Submission]:
    """Tables of enterprises: separated text and the like, and workbooks that are no known form."""
    from docforge.documents.register_sources import from_table
    from docforge.errors import ConfigurationError

    names = {each.source.name for each in unknown}
    made = []
    for path in files:
        if path.suffix.lower() in _TABLES:
            made.append(from_table(path, definition, parsing.catalogue.labels))
        elif path.suffix.lower() == ".xlsx" and path.name in names:
            try:
                made.append(from_table(path, definition, parsing.catalogue.labels))
            except ConfigurationError:
                continue  # it was told that this is none of the known forms
    return made


def _exit_code(failed: int, others: Sequence[object]) -> ExitCode:
    return ExitCode.SOME_FAILED if failed or others else ExitCode.OK
