"""`docforge render`: a Word template and a table make a document for every record."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from docforge.cli.command import FILE, FOLDER, new_command
from docforge.errors import ExitCode, UsageError
from docforge.messages import translate as _


@new_command(
    _(
        "Fill a Word template with a table, one document a record. DATA is a workbook (xlsx), "
        "csv, json, jsonl or yaml, “-” for standard input; the titles of its columns are the "
        "names that the template uses: {{ 企业名称 }}."
    ),
    'docforge render 通知书模板.docx 企业名单.xlsx -o 通知书 --name "{{ 企业名称 }}-通知书.docx"',
)
@click.argument("template", type=FILE)
@click.argument("data", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option(
    "-o",
    "--output",
    "folder",
    type=FOLDER,
    metavar="DIR",
    help=_("Folder to write into; made where it does not exist. Not needed with --merge."),
)
@click.option(
    "--name",
    metavar="NAME",
    help=_(
        "What each document is called, with the record's values: “{{ 县区 }}/{{ 企业名称 }}.docx”. "
        "Without it: the template's name and a number."
    ),
)
@click.option("--pdf", is_flag=True, help=_("Make a PDF beside each document (by LibreOffice)."))
@click.option(
    "--merge",
    type=FILE,
    metavar="FILE.docx",
    help=_("Write one document with all of them for printing, each beginning on a new page."),
)
@click.option(
    "--merge-odd",
    is_flag=True,
    help=_("With --merge: each begins on an odd page, for printing on both sides."),
)
@click.option(
    "--missing",
    type=click.Choice(["error", "mark"]),
    default="error",
    show_default=True,
    help=_("What the data lack is an error of its record, or shown as 【缺：…】, blank cells too."),
)
@click.option("--sheet", default="", metavar="NAME", help=_("Which sheet of the workbook to read."))
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("Write with N processes; without it, with as many as pay off."),
)
@click.option("--dry-run", is_flag=True, help=_("Say what would be written, and write nothing."))
def command(
    template: Path,
    data: Path,
    folder: Path | None,
    name: str | None,
    pdf: bool,
    merge: Path | None,
    merge_odd: bool,
    missing: Literal["error", "mark"],
    sheet: str,
    jobs: int | None,
    dry_run: bool,
) -> ExitCode:
    from docforge.cli.letters import Run
    from docforge.cli.printing import Finish
    from docforge.data import find
    from docforge.filling.names import NamePattern

    if folder is None and merge is None:
        raise UsageError(_("Say where to write: -o DIR, --merge FILE.docx, or both."))
    if merge_odd and merge is None:
        raise UsageError(_("--merge-odd needs --merge FILE.docx"))
    if name is not None and folder is None:
        raise UsageError(_("--name needs -o DIR"))
    if not template.suffix and not template.exists():
        template = find("templates", f"docx/{template}.docx")
    run = Run(
        template=template,
        data=data,
        folder=folder,
        pattern=None if name is None else NamePattern(name),
        finish=Finish(merge, pdf, odd=merge_odd),
        missing=missing,
        dry=dry_run,
    )
    return run.carry_out(sheet=sheet, processes=jobs)
