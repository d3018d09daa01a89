"""`docforge forms`: the forms that docforge can read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.cli.blank_forms import blank_form
from docforge.cli.command import FILE, Group, parsers_option
from docforge.cli.own_forms import new_form, test_form
from docforge.errors import ExitCode
from docforge.messages import translate as _

if TYPE_CHECKING:
    from docforge.forms import Definition


@click.group(
    cls=Group,
    invoke_without_command=True,
    help=_("Show the forms that docforge can read"),
    example="docforge forms list",
)
@click.pass_context
def command(context: click.Context) -> ExitCode | None:
    """Alone it lists the forms; else its commands do the work."""
    if context.invoked_subcommand is None:
        code: ExitCode = context.invoke(list_forms, parsers=None)
        return code
    return None


@command.command(
    "list",
    help=_("List the forms: id, kind, title, source."),
    example="docforge forms list",
)
@parsers_option
def list_forms(parsers: Path | None) -> ExitCode:
    from docforge.forms import load_catalogue

    forms = list(load_catalogue(parsers))
    widest = max((len(form.id) for form in forms), default=0)
    for form in forms:
        click.echo(f"{form.id:<{widest}}  {form.kind:<9}  {form.title}  {form.source}")
    return ExitCode.OK


@command.command(
    "show",
    help=_("Show a form: its fields, its items or columns, and where its definition lies."),
    example="docforge forms show shanxi-2022/inspection-record",
)
@click.argument("form", metavar="ID")
@parsers_option
def show_form(form: str, parsers: Path | None) -> ExitCode:
    from docforge.forms import load_catalogue

    for line in _described(load_catalogue(parsers).get(form)):
        click.echo(line)
    return ExitCode.OK


@command.command(
    "add-blank",
    help=_("Keep the empty form that scans are copies of: scanned forms are laid onto it."),
    example="docforge forms add-blank shanxi-2022/inspection-record 空白表.pdf",
)
@click.argument("form", metavar="ID")
@click.argument("blank", metavar="BLANK.pdf", type=FILE)
@parsers_option
def add_blank(form: str, blank: Path, parsers: Path | None) -> ExitCode:
    from docforge.forms import load_catalogue
    from docforge.intake.blanks import keep_blank
    from docforge.intake.printed_blanks import kept_if_printed

    catalogue = load_catalogue(parsers)
    definition = catalogue.get(form)
    click.echo(kept_if_printed(definition, blank) or keep_blank(definition, blank, catalogue))
    return ExitCode.OK


def _described(form: Definition) -> Iterator[str]:
    yield f"{form.id}  {form.title}"
    yield f"{form.source}  {form.kind}"
    yield f"{form.path}"
    yield ""
    yield _("Fields:")
    for field in form.fields:
        keys = [key for key in (field.key, field.until, field.signature, field.seal) if key]
        options = f"  {'/'.join(field.options)}" if field.options else ""
        yield f"  {', '.join(keys)}  {field.label}  {field.type}{options}"
    if form.items:
        yield ""
        yield _("Items:")
        for item in form.items:
            offers = "/".join(form.printed(item))
            yield f"  {item.id}  {item.section}  {item.text}  [{offers}]"
    for number, band in enumerate(form.bands, start=1):
        yield ""
        yield _("Columns of band {number}:").format(number=number)
        for column in band.columns:
            group = f"{column.group} / " if column.group else ""
            yield f"  {column.key}  {group}{column.print}  {column.type}"


command.add_command(new_form)
command.add_command(test_form)
command.add_command(blank_form)
