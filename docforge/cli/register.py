"""`docforge register`: one register from many."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.cli.command import (
    ANY,
    FILE,
    enterprises_option,
    new_command,
    parsers_option,
    templates_option,
)
from docforge.errors import ExitCode, UsageError
from docforge.messages import translate as _

if TYPE_CHECKING:
    from docforge.intake.output import Line


@new_command(
    _(
        "Consolidate returned registers into one, a row an enterprise. SOURCE is a returned "
        "register, a folder of them, or findings that `docforge parse` wrote."
    ),
    "docforge register 登记表回收 --form shanxi-2022/steel-register -o 钢铁登记表.xlsx",
)
@click.argument("sources", nargs=-1, required=True, type=ANY, metavar="SOURCE...")
@click.option("--form", required=True, metavar="ID", help=_("Which register (see `forms list`)."))
@click.option(
    "-o",
    "--output",
    type=FILE,
    required=True,
    metavar="OUT.docx|.xlsx",
    help=_("Where to write the register."),
)
@enterprises_option
@templates_option
@parsers_option
def command(
    sources: tuple[Path, ...],
    form: str,
    output: Path,
    enterprises: Path | None,
    templates: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.cli.reading import Tally, read_all, say, sources_of, submissions_of
    from docforge.cli.telling import tell_written
    from docforge.documents.register import consolidate, write_register
    from docforge.intake.own_files import check_keeps_sources, is_findings
    from docforge.intake.parsing import parsing_for
    from docforge.model import Submission

    check_keeps_sources(output, (*sources, enterprises))
    parsing = parsing_for(parsers=parsers, enterprises=enterprises)
    definition = parsing.catalogue.get(form)
    if definition.kind != "register":
        raise UsageError(
            _("{form} is a {kind}, not a register").format(form=form, kind=definition.kind)
        )
    submissions: list[Submission] = []
    findings = [path for path in sources if is_findings(path)]
    for path in findings:
        submissions += submissions_of(path, parsers=parsers, enterprises=enterprises)
    tally = Tally()
    lines: list[Line] = []
    files = [path for path in sources if path not in findings]
    read_all(sources_of(files, outputs=(output, enterprises)), parsing, lines.append, tally=tally)
    submissions += [line for line in lines if isinstance(line, Submission)]
    others = [each for each in submissions if each.form.id not in (form, None)]
    for each in others:
        say(each.source.name, _("this is {form}; it is left out").format(form=each.form.id))
    written = write_register(consolidate(submissions, definition), output, templates=templates)
    tell_written([written], "")
    if tally.program_missing:
        return ExitCode.PROGRAM_MISSING
    return _exit_code(tally.unknown + tally.failed, others)


def _exit_code(failed: int, others: Sequence[object]) -> ExitCode:
    return ExitCode.SOME_FAILED if failed or others else ExitCode.OK
