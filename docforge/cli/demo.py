"""`docforge demo`: the whole loop on the samples that ship with docforge."""

from __future__ import annotations

from pathlib import Path

import click

from docforge.cli.command import FOLDER, new_command
from docforge.errors import ExitCode
from docforge.messages import translate as _


@new_command(
    _(
        "Read the samples that ship with docforge and write everything that follows from them: "
        "findings, a review workbook, issue summaries, notices, a register."
    ),
    "docforge demo -o docforge-demo",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=FOLDER,
    default=Path("docforge-demo"),
    show_default=True,
    metavar="DIR",
    help=_("Folder to write into; made where it does not exist."),
)
def command(folder: Path) -> ExitCode:
    from docforge.cli.demonstration import demonstrate

    return demonstrate(folder)
