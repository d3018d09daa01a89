"""What all commands share: an example in their help, options that mean the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from docforge.cli.help_text import Context, WideFormatter
from docforge.messages import translate as _

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[F], F]


class _Exemplary(click.Command):
    """A command that shows how it is called; a test sees to it that every command does."""

    context_class = Context

    def __init__(self, *args: Any, example: str = "", **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.example:
            with formatter.section(_("Example")):
                for line in self.example.splitlines():
                    assert isinstance(formatter, WideFormatter)
                    formatter.write_line(line)
        super().format_epilog(ctx, formatter)


class Command(_Exemplary):
    """A command of docforge. Its return value is the exit code."""


class Group(_Exemplary, click.Group):
    """A group of commands, shown in the order they are given."""

    command_class = Command

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self.commands)


def new_command(help_text: str, example: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Makes a function a command with its help, whose first sentence lists it, and its example."""
    first = re.split(r"(?<=[.。]) ?", help_text)[0].rstrip(".。")
    return click.command(cls=Command, help=help_text, short_help=first, example=example)


FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
ANY = click.Path(path_type=Path)


def enterprises_option(function: F) -> F:
    return click.option(
        "--enterprises",
        type=FILE,
        metavar="LIST",
        help=_("List of enterprises (xlsx, csv, jsonl) that completes what the forms lack."),
    )(function)


def parsers_option(function: F) -> F:
    return click.option(
        "--parsers",
        type=FOLDER,
        metavar="DIR",
        help=_("Folder with form definitions of your own, before those of docforge."),
    )(function)


def templates_option(function: F) -> F:
    return click.option(
        "--templates",
        type=FOLDER,
        metavar="DIR",
        help=_("Folder with templates of your own, before those of docforge."),
    )(function)


def findings_argument(function: F) -> F:
    return click.argument("findings", type=click.Path(path_type=Path, allow_dash=True))(function)


def folder_option(function: F) -> F:
    return click.option(
        "-o",
        "--output",
        "folder",
        type=FOLDER,
        required=True,
        metavar="DIR",
        help=_("Folder to write into; made where it does not exist."),
    )(function)


def holidays_option(function: F) -> F:
    return click.option(
        "--holidays",
        type=FILE,
        metavar="FILE.yaml",
        help=_("Holidays of years that docforge does not know yet."),
    )(function)


def numbers_options(function: F) -> F:
    """--numbers and --first-number."""
    for option in (
        click.option(
            "--first-number",
            type=click.IntRange(min=1),
            default=1,
            metavar="N",
            help=_("The least number to give, where some were given by hand before."),
        ),
        click.option(
            "--numbers",
            type=FILE,
            metavar="FILE",
            help=_("File from which document numbers are given; made where it does not exist."),
        ),
    ):
        function = option(function)
    return function


def choice_options(function: F) -> F:
    """--only, --exclude and --since."""
    for option in (
        click.option(
            "--since",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="YYYY-MM-DD",
            help=_("Only inspections of this day and later, or of a day that is not known."),
        ),
        click.option("--exclude", multiple=True, metavar="WHO", help=_("Not these enterprises.")),
        click.option(
            "--only",
            multiple=True,
            metavar="WHO",
            help=_(
                "Only enterprises with this in their name, or of this code, licence, id or file."
            ),
        ),
    ):
        function = option(function)
    return function


def letterhead_option(function: F) -> F:
    return click.option(
        "--letterhead",
        type=FILE,
        metavar="FILE.yaml",
        help=_("Who issues the documents, and where to appeal."),
    )(function)


def date_option(function: F) -> F:
    return click.option(
        "--date",
        "issued_on",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help=_("The day of the documents; today without it."),
    )(function)


def issuing_options(function: F) -> F:
    """--seal, --no-receipts, --pdf and --merge."""
    for option in (
        click.option(
            "--merge",
            type=FILE,
            metavar="FILE.docx",
            help=_("Write all also into one document, each from an odd page on."),
        ),
        click.option(
            "--pdf", is_flag=True, help=_("Write a PDF beside each document (LibreOffice).")
        ),
        click.option(
            "--no-receipts", is_flag=True, help=_("Write no service receipts (送达回证).")
        ),
        click.option(
            "--seal",
            is_flag=True,
            help=_(
                "Print the seal that the letterhead names; on no draft, and on nothing incomplete."
            ),
        ),
    ):
        function = option(function)
    return function
