"""`docforge parse`: returned forms in, findings out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.cli.command import ANY, FILE, enterprises_option, new_command, parsers_option
from docforge.errors import ExitCode, UsageError
from docforge.messages import translate as _

if TYPE_CHECKING:
    from docforge.intake.output import Line


@new_command(
    _(
        "Read returned forms and write what they say, one line of JSON a form. "
        "SOURCE is a file (Word, Excel, PDF, a scan or photo) or a folder of them."
    ),
    "docforge parse 回收表格 -o findings.jsonl --enterprises 企业名单.xlsx --review 复核.xlsx",
)
@click.argument("sources", nargs=-1, required=True, type=ANY, metavar="SOURCE...")
@click.option(
    "--form",
    default="auto",
    metavar="ID|auto|generic",
    help=_(
        "Which form the sources are: “auto” recognises it, "
        "“generic” reads tables, marks and labels of any form."
    ),
)
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="FILE",
    help=_("Write to a .jsonl, .json, .csv or .xlsx file instead of standard output."),
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("Read with N processes; without it, with as many as pay off."),
)
@click.option(
    "--resume",
    is_flag=True,
    help=_("Take up a run that was broken off: skip what the output already holds."),
)
@click.option(
    "--blank",
    type=FILE,
    metavar="BLANK.pdf",
    help=_("The empty form that scans are copies of, for this run; `forms add-blank` keeps one."),
)
@enterprises_option
@click.option(
    "--review",
    type=FILE,
    metavar="REVIEW.xlsx",
    help=_("Write a workbook of every doubtful value, for a person to correct."),
)
@parsers_option
def command(
    sources: tuple[Path, ...],
    form: str,
    output: Path | None,
    jobs: int | None,
    resume: bool,
    blank: Path | None,
    enterprises: Path | None,
    review: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.cli.reading import read_all, sources_of, taken_up, tell
    from docforge.intake.across import Comparing
    from docforge.intake.clippings import Clippings
    from docforge.intake.output import check_writable, opened
    from docforge.intake.own_files import check_keeps_sources
    from docforge.intake.parsing import parsing_for
    from docforge.model import Submission

    if resume and (output is None or output.suffix.lower() != ".jsonl"):
        raise UsageError(_("--resume needs -o with a file that ends in .jsonl"))
    for path in filter(None, (output, review)):
        check_keeps_sources(path, (*sources, enterprises, blank))
        check_writable(path)
    parsing = parsing_for(form, parsers=parsers, enterprises=enterprises, blank=blank)
    found = sources_of(sources, outputs=(output, review, enterprises))
    tally, submissions = taken_up(output if resume else None, parsing)
    comparing = Comparing(parsing.catalogue)
    for earlier in submissions:
        comparing.note(earlier)
    streamed = output is not None and output.suffix.lower() == ".jsonl"
    held: list[Line] = []
    with opened(output, append=resume) as write:

        def keep(line: Line) -> None:
            comparing.note(line)
            (write if streamed else held.append)(line)
            if review and isinstance(line, Submission):
                submissions.append(line)

        try:
            read_all(found, parsing, keep, tally=tally, processes=jobs)
        finally:
            for line in comparing.compared(held):
                write(line)
            if review:
                from docforge.intake.review_book import write_doubts  # loads openpyxl

                doubtful = comparing.compared(submissions)
                looked_at = [each for each in doubtful if isinstance(each, Submission)]
                write_doubts(review, looked_at, parsing.catalogue, Clippings.of(found))
    if streamed and output is not None:
        comparing.compare_file(output)
    tell(tally)
    return tally.exit_code
