"""What `docforge demo` does: the commands a clerk would run one after another, on the samples."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from docforge import data
from docforge.batch.walking import SourceFile, find_sources
from docforge.cli.issuing import tell_waiting
from docforge.cli.reading import Tally, read_all
from docforge.documents.letterhead import load_letterhead
from docforge.documents.notice import NoticeOptions, plan_notices, write_notices
from docforge.documents.register import consolidate, write_register
from docforge.documents.statutes import load_statutes
from docforge.documents.summary import write_summaries
from docforge.errors import ConfigurationError, ExitCode
from docforge.forms import Catalogue
from docforge.intake.across import compared
from docforge.intake.clippings import Clippings
from docforge.intake.output import Line, write_whole
from docforge.intake.parsing import parsing_for
from docforge.intake.review_book import write_doubts
from docforge.messages import translate as _
from docforge.model import Conclusion, Failure, Submission

REGISTER = "shanxi-2022/steel-register"
DAYS = 30
_WIDE = 160
_FORMS = (".docx", ".xlsx", ".pdf")
_SCANS = "scans/"
_LIST, _LETTERHEAD = "enterprises.xlsx", "letterhead.yaml"


def demonstrate(folder: Path) -> ExitCode:
    """Reads the shipped samples, writes what follows into `folder`, and says what lies where."""
    began = time.monotonic()
    samples = data.shipped("samples")
    parsing = parsing_for(enterprises=samples / _LIST)
    lines: list[Line] = []
    tally = Tally()
    read_all(returned_forms(samples), parsing, lines.append, tally=tally)
    if not tally.known:
        raise ConfigurationError(_("there are no samples to read"), source=str(samples))
    lines = compared(lines, parsing.catalogue)
    show(lines)
    results = [
        (_("everything that was read"), write_whole(folder / "findings.jsonl", lines)),
        (_("the same as a workbook"), write_whole(folder / "findings.xlsx", lines)),
    ]
    results += _documents(folder, submissions_in(lines), parsing.catalogue)
    for what, path in results:
        click.echo(f"{path}  {what}")
    click.echo(_("{seconds:.1f} seconds.").format(seconds=time.monotonic() - began), err=True)
    return ExitCode.SOME_FAILED if tally.failed else ExitCode.OK


def returned_forms(samples: Path) -> list[SourceFile]:
    """The sample forms: neither the truth beside them, nor the list, nor the scripts."""
    return [
        source
        for source in find_sources([samples])
        if source.path.suffix in _FORMS
        and "/" not in source.name.removeprefix(_SCANS)
        and source.name != _LIST
    ]


def submissions_in(lines: Iterable[Line]) -> list[Submission]:
    return [line for line in lines if isinstance(line, Submission)]


def _documents(
    folder: Path, submissions: Sequence[Submission], catalogue: Catalogue
) -> list[tuple[str, Path]]:
    """Writes every document; returns what each is and where it lies."""
    review = folder / "review.xlsx"
    clip = Clippings.of(returned_forms(data.shipped("samples")))
    doubts = write_doubts(review, submissions, catalogue, clip)
    summaries = write_summaries(submissions, folder / "summaries", days=DAYS)
    options = NoticeOptions(days=DAYS, draft=True)
    letterhead = load_letterhead(data.shipped("samples") / _LETTERHEAD)
    plans = plan_notices(submissions, load_statutes(), options, letterhead)
    notices = write_notices(plans, folder / "notices")
    tell_waiting(plans)
    register = consolidate(submissions, catalogue.get(REGISTER))
    documents = [
        write_register(register, folder / f"steel-register{kind}") for kind in (".docx", ".xlsx")
    ]
    return [
        (_("{count} doubtful values, to be corrected").format(count=len(doubts.review)), review),
        (_("{count} issue summaries").format(count=len(summaries)), folder / "summaries"),
        (
            _("{count} rectification notices, {drafts} of them drafts").format(
                count=len(notices), drafts=sum(plan.draft for plan in plans if plan.writable)
            ),
            folder / "notices",
        ),
        *((_("the steel register of all enterprises"), each.path) for each in documents),
    ]


def show(lines: Iterable[Line]) -> None:
    """A table of what was read, on standard output."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in (_("file"), _("form"), _("enterprise")):
        table.add_column(title, overflow="fold")
    for title in (_("answered"), _("problems"), _("to review")):
        table.add_column(title, justify="right")
    for line in lines:
        if isinstance(line, Failure):
            table.add_row(line.source.name, _("not read"), "", "", "", "")
        else:
            table.add_row(*_row(line))
    # A pipe has no width of its own: there a line is a line.
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


def _row(line: Submission) -> tuple[str, ...]:
    answered = sum(each.conclusion is not Conclusion.UNANSWERED for each in line.answers)
    names = [
        row.cells["enterprise_name"].value for row in line.rows if "enterprise_name" in row.cells
    ]
    return (
        line.source.name,
        (line.form.id or _("unknown")).rpartition("/")[2],
        line.text("enterprise_name") or "、".join(str(name) for name in names if name),
        f"{answered}/{len(line.answers)}" if line.answers else "",
        str(len(line.findings)) if line.answers or line.findings else "",
        str(len(line.review)),
    )
