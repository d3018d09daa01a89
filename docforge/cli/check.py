"""`docforge check`: templates and finished documents, and all that is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from docforge.cli.command import ANY, FILE, new_command
from docforge.errors import ExitCode, UsageError
from docforge.messages import translate as _


@new_command(
    _(
        "Check Word templates, and documents that were written by hand: tags, data, the package, "
        "the official format, the wording. PATH is a file or a folder; without it the templates "
        "of the project, else those of docforge. What is asked for may stand in "
        "[tool.docforge.check] of pyproject.toml."
    ),
    "docforge check 模板/ --fail-on warning",
)
@click.argument("paths", nargs=-1, type=ANY, metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "junit", "github"]),
    default="text",
    show_default=True,
    help=_("What the report is written in."),
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    help=_("From which severity on the exit code is 1; without it: error."),
)
@click.option(
    "--profile",
    type=click.Choice(["circular", "letter"]),
    help=_("Judge as a circular (公文) or letter (信函) of GB/T 9704-2012."),
)
@click.option("--rules", is_flag=True, help=_("List all rules, with why, example and fix."))
@click.option("--select", metavar="CODES", help=_("Only these rules: S1,W601."))
@click.option("--ignore", metavar="CODES", help=_("Not these rules: P334,G5."))
@click.option(
    "--data",
    type=FILE,
    metavar="FILE",
    help=_("Try templates that have no contract with these data (json or yaml)."),
)
@click.option("--filters", metavar="NAMES", help=_("Filters that your own program brings along."))
@click.option(
    "--baseline", type=FILE, metavar="FILE", help=_("Findings in this file do not count.")
)
@click.option(
    "--write-baseline", type=FILE, metavar="FILE", help=_("Keep all findings of now in this file.")
)
@click.option("--fix", is_flag=True, help=_("Mend what is safe to mend, after showing it."))
@click.option("--diff", is_flag=True, help=_("Show what --fix would change, and change nothing."))
@click.option("--yes", is_flag=True, help=_("With --fix: do not ask."))
@click.option(
    "--layout/--no-layout",
    default=None,
    help=_("Also lay the pages out (by LibreOffice) and look at them."),
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("Check with N processes; without it, with as many as pay off."),
)
@click.option(
    "-o", "--output", type=FILE, metavar="FILE", help=_("Write the report into this file.")
)
def command(
    paths: tuple[Path, ...],
    form: str,
    fail_on: Literal["error", "warning"] | None,
    profile: Literal["circular", "letter"] | None,
    rules: bool,
    select: str | None,
    ignore: str | None,
    data: Path | None,
    filters: str | None,
    baseline: Path | None,
    write_baseline: Path | None,
    fix: bool,
    diff: bool,
    yes: bool,
    layout: bool | None,
    jobs: int | None,
    output: Path | None,
) -> ExitCode:
    from docforge.check.listing import listed
    from docforge.cli.checking import Asked, carry_out

    if rules:
        click.echo(listed(form, select or "", ignore or ""), nl=False)
        return ExitCode.OK
    if yes and not fix:
        raise UsageError(_("--yes needs --fix"))
    if fix and write_baseline is not None:
        raise UsageError(_("--fix and --write-baseline do not go together"))
    asked = Asked(
        paths=paths,
        form=form,
        fail_on=fail_on,
        profile=profile,
        select=_codes(select),
        ignore=_codes(ignore),
        data=data,
        filters=_codes(filters),
        baseline=baseline,
        write_baseline=write_baseline,
        fix=fix,
        diff=diff,
        yes=yes,
        layout=layout,
        jobs=jobs,
        output=output,
    )
    return carry_out(asked)


def _codes(given: str | None) -> tuple[str, ...]:
    """S1,W601 or S1，W601, with or without spaces."""
    parts = (given or "").replace("，", ",").replace("、", ",").split(",")
    return tuple(each.strip() for each in parts if each.strip())
