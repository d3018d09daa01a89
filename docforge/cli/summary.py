"""`docforge summary`: one issue summary (问题汇总表) a submission."""

from __future__ import annotations

from pathlib import Path

import click

from docforge.cli.command import (
    enterprises_option,
    findings_argument,
    folder_option,
    new_command,
    parsers_option,
    templates_option,
)
from docforge.errors import ExitCode
from docforge.messages import translate as _


@new_command(
    _("Write an issue summary (问题汇总表, Word) for every form with findings."),
    "docforge summary findings.jsonl -o 问题汇总表 --days 15",
)
@findings_argument
@folder_option
@click.option(
    "--days",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("Days within which to put things right; without it the line stays open."),
)
@enterprises_option
@templates_option
@parsers_option
def command(
    findings: Path,
    folder: Path,
    days: int | None,
    enterprises: Path | None,
    templates: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.cli.reading import submissions_of
    from docforge.cli.telling import tell_written
    from docforge.documents.summary import write_summaries

    submissions = submissions_of(findings, parsers=parsers, enterprises=enterprises)
    written = write_summaries(submissions, folder, days=days, templates=templates)
    tell_written(written, _("No form has findings; nothing was written."))
    return ExitCode.OK
