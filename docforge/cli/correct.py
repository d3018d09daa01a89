"""`docforge correct`: a review workbook that came back, applied to the findings."""

from __future__ import annotations

from pathlib import Path

import click

from docforge.cli.command import (
    ANY,
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
        "Apply a corrected review workbook to findings. Forms are not read again, but for those "
        "to which scanned pages were moved. Findings are derived anew; who said what is kept."
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
@click.option(
    "--sources",
    type=ANY,
    multiple=True,
    metavar="PATH",
    help=_(
        "Where the scans are (a file or a folder), if pages were moved; "
        "without it, beside the findings or in the current folder."
    ),
)
@click.option(
    "--blank",
    type=FILE,
    metavar="BLANK.pdf",
    help=_("The empty form that `parse` was given, for pages that are read again."),
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
    sources: tuple[Path, ...],
    blank: Path | None,
    enterprises: Path | None,
    left: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.intake.across import compared
    from docforge.intake.clippings import Clippings
    from docforge.intake.corrections import apply_review, merged
    from docforge.intake.doubts import doubts
    from docforge.intake.filled_review import load_review
    from docforge.intake.found_sources import found_sources
    from docforge.intake.loading import load_findings
    from docforge.intake.output import check_kind, write_whole
    from docforge.intake.own_files import check_keeps_sources
    from docforge.intake.parsing import parsing_for
    from docforge.intake.rereading import Rereading
    from docforge.intake.review_book import write_doubts
    from docforge.model import Submission

    check_kind(output)
    for path in (output, left):
        check_keeps_sources(path, (*sources, enterprises, blank))
    parsing = parsing_for(parsers=parsers, enterprises=enterprises, blank=blank)
    before, filled = load_findings(findings), load_review(review)
    found = found_sources(before.submissions, sources, (findings.parent, Path()))
    for path in (output, left):
        check_keeps_sources(path, found.paths.values())
    applied = apply_review(before.submissions, filled, parsing.catalogue, Rereading(parsing, found))
    joined = [parsing.joined(each) for each in applied]
    lines = compared(merged(before.lines, joined), parsing.catalogue)
    write_whole(output, lines)
    forms = [line for line in lines if isinstance(line, Submission)]
    remaining = doubts(forms, parsing.catalogue)
    if left:
        write_doubts(left, forms, parsing.catalogue, Clippings.of(found.named(forms)))
    sentence = _("{count} entries applied; {left} values are still in doubt.")
    click.echo(sentence.format(count=filled.filled, left=len(remaining.review)), err=True)
    return ExitCode.OK
