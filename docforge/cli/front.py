"""The front door: the group of commands, the user's language, errors into lines and exit codes."""

from __future__ import annotations

import gettext
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click

import docforge as package
from docforge.cli.command import Group
from docforge.errors import (
    DocforgeError,
    DocumentBlocked,
    ExitCode,
    TemplateError,
    UnreadableFile,
    UnwritableFile,
)
from docforge.messages import language
from docforge.messages import translate as _

_COMMANDS = {
    name: f"docforge.cli.{name}"
    for name in (
        "demo",
        "parse",
        "correct",
        "summary",
        "notice",
        "register",
        "render",
        "check",
        "forms",
        "doctor",
    )
}
_CLICK_DOMAIN = "click"
_LOCALE = Path(package.__file__).with_name("locale")


class Front(Group):
    """All commands, each imported when it is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Runs a command; exits with its code, after one line on what went wrong."""
        extra["standalone_mode"] = False
        with _in_the_users_language():
            _write_any_character()
            try:
                code = super().main(args, prog_name or "docforge", **extra)
            except BaseException as error:
                code = _explained(error)
        sys.exit(int(code or 0))


def _in_one_line(error: DocforgeError) -> str:
    if isinstance(error, TemplateError) and len(error.faults) > 1:  # each was told already
        return _("{source}: {count} things are wrong.").format(
            source=error.source, count=len(error.faults)
        )
    return " ".join(str(error).split())


def _explained(error: BaseException) -> int:
    """Says what went wrong on standard error; returns the exit code."""
    match error:
        case click.Abort() | KeyboardInterrupt():
            click.echo(_("Interrupted. What was written so far stays."), err=True)
            return ExitCode.INTERRUPTED
        case click.ClickException():
            error.show()
            return error.exit_code
        case DocforgeError():
            for fault in getattr(error, "faults", ()):
                if fault is not error:
                    click.echo(fault, err=True)
            click.echo(_("Error: {message}").format(message=_in_one_line(error)), err=True)
            # The files of a run fail one by one; an error that comes up here ended the command.
            ended = isinstance(
                error, UnreadableFile | UnwritableFile | DocumentBlocked | TemplateError
            )
            return ExitCode.NOTHING_SUCCEEDED if ended else error.exit_code
        case SystemExit():
            raise error
        case Exception():
            if os.environ.get("DOCFORGE_DEBUG"):
                traceback.print_exception(error)
            sentence = _(
                "docforge made a mistake ({kind}: {error}). Please report it; "
                "DOCFORGE_DEBUG=1 shows the details."
            )
            click.echo(sentence.format(kind=type(error).__name__, error=error), err=True)
            return ExitCode.NOTHING_SUCCEEDED
    raise error


@contextmanager
def _in_the_users_language() -> Iterator[None]:
    """click's own words ("Usage:", "No such option") from docforge's catalogue for click.

    click asks gettext's global domain, whose language only LANGUAGE and its kin decide.
    """
    domain, wanted = gettext.textdomain(), os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain(_CLICK_DOMAIN, str(_LOCALE))
    gettext.textdomain(_CLICK_DOMAIN)
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if wanted is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = wanted


def _write_any_character() -> None:
    """A console that lacks a character shows "?" instead of ending the run.

    Standard output that goes into a file or a pipe is data, and that is UTF-8 on every system.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            data = stream is sys.stdout and not stream.isatty()
            stream.reconfigure(errors="replace", encoding="utf-8" if data else None)


@click.group(
    cls=Front,
    help=_(
        "Reads returned inspection forms (Word, Excel, PDF) and writes what follows from them: "
        "findings, issue summaries, rectification notices, registers."
    ),
    example="docforge demo",
)
@click.version_option(
    package.__version__, prog_name="docforge", help=_("Show the version and exit.")
)
def docforge() -> None:
    """The group itself does nothing."""
