"""`docforge doctor`: what is installed, what is missing, what that costs."""

from __future__ import annotations

import click

from docforge.cli.command import new_command
from docforge.errors import ExitCode
from docforge.messages import translate as _


@new_command(
    _("Say what is installed, what is missing, and what that costs. Changes nothing."),
    "docforge doctor",
)
def command() -> ExitCode:
    from docforge.cli.installed import examined

    for part in examined():
        sign = "✓" if part.present else "✗"
        click.echo(f"{sign} {part.name}  {part.detail}".rstrip())
        if not part.present and part.costs:
            click.echo(f"    {part.costs}")
    return ExitCode.OK
