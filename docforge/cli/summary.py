"""`docforge summary`: one issue summary (问题汇总表) a submission."""

from __future__ import annotations

from pathlib import Path

import click

from docforge.cli.command import (
    FOLDER,
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
@click.option(
    "--photos",
    "photo_folder",
    type=FOLDER,
    metavar="DIR",
    help=_("Photographs to append, called by the id of their form: ID.jpg, ID-door.jpg, ID/1.jpg."),
)
@enterprises_option
@templates_option
@parsers_option
def command(
    findings: Path,
    folder: Path,
    days: int | None,
    photo_folder: Path | None,
    enterprises: Path | None,
    templates: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.cli.reading import submissions_of
    from docforge.cli.telling import tell_written
    from docforge.documents.photos import load_photos
    from docforge.documents.summary import write_summaries

    submissions = submissions_of(findings, parsers=parsers, enterprises=enterprises)
    photos = load_photos(photo_folder, (each.id for each in submissions))
    for paths, said in (
        (photos.stray, _("its name begins with the id of no form.")),
        (photos.unfit, _("is no picture that Word can show; left out.")),
    ):
        for path in paths:
            click.echo(f"{path}: {said}", err=True)
    written = write_summaries(submissions, folder, days=days, templates=templates, photos=photos)
    tell_written(written, _("No form has findings; nothing was written."))
    return ExitCode.OK
