"""`docforge correct`: a review workbook that came back, applied to the findings."""

from __future__ import annotations

from pathlib import Path

import click

from docforge.cli.command import (
    FILE,
    enterprises_option,
    findings_argument,
    new_command,
    parsers_option,
)
from docforge.errors import ExitCode
from docforge.messages import translate as _


@new_command(
    _(
        "Apply a corrected review workbook to findings, without reading the forms again. "
        "Findings are derived anew; who said what is kept."
    ),
    "docforge correct findings.jsonl 复核.xlsx -o corrected.jsonl",
)
@findings_argument
@click.argument("review", type=FILE, metavar="REVIEW.xlsx")
@click.option(
    "-o",
    "--output",
    type=FILE,
    required=True,
    metavar="NEW.jsonl",
    help=_("Where to write the corrected findings (.jsonl, .json, .csv or .xlsx)."),
)
@enterprises_option
@click.option(
    "--review",
    "left",
    type=FILE,
    metavar="LEFT.xlsx",
    help=_("Write a new review workbook of what is still in doubt."),
)
@parsers_option
def command(
    findings: Path,
    review: Path,
    output: Path,
    enterprises: Path | None,
    left: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.intake.across import compared
    from docforge.intake.corrections import apply_review, load_review
    from docforge.intake.doubts import doubts, write_doubts
    from docforge.intake.loading import load_findings
    from docforge.intake.output import check_kind, write_whole
    from docforge.intake.own_files import check_keeps_sources
    from docforge.intake.parsing import parsing_for
    from docforge.model import Submission

    check_kind(output)
    for path in (output, left):
        check_keeps_sources(path, (enterprises,))
    parsing = parsing_for(parsers=parsers, enterprises=enterprises)
    before, filled = load_findings(findings), load_review(review)
    applied = apply_review(before.submissions, filled, parsing.catalogue)
    corrected = {each.id: parsing.joined(each) for each in applied}
    lines = [corrected[line.id] if isinstance(line, Submission) else line for line in before.lines]
    lines = compared(lines, parsing.catalogue)
    write_whole(output, lines)
    forms = [line for line in lines if isinstance(line, Submission)]
    remaining = doubts(forms, parsing.catalogue)
    if left:
        write_doubts(left, forms, parsing.catalogue)
    sentence = _("{count} entries applied; {left} values are still in doubt.")
    click.echo(sentence.format(count=len(filled.entries), left=len(remaining.review)), err=True)
    return ExitCode.OK
