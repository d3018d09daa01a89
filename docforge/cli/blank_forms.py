"""`docforge forms blank`: a form printed from its definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.cli.command import FILE, Command, enterprises_option, parsers_option
from docforge.errors import ExitCode, UsageError
from docforge.messages import translate as _

if TYPE_CHECKING:
    from docforge.forms import Definition

    Maker = Callable[[Definition, Sequence[Mapping[str, str]]], bytes]


@click.command(
    "blank",
    cls=Command,
    help=_("Print an empty form from its definition, one for each enterprise of a list."),
    example="docforge forms blank shanxi-2022/inspection-record -o 空白检查表.docx",
)
@click.argument("form", metavar="ID")
@click.option(
    "-o",
    "--output",
    type=FILE,
    required=True,
    metavar="OUT.docx|.xlsx|.pdf",
    help=_("The empty form."),
)
@enterprises_option
@click.option(
    "--copies",
    type=click.IntRange(1, 999),
    metavar="N",
    help=_("PDF: print N copies, each with a number of its own in its codes."),
)
@click.option(
    "--merge",
    type=FILE,
    metavar="ALL.pdf",
    help=_("PDF: also write one file with the copies of all enterprises, to be printed at once."),
)
@parsers_option
def blank_form(
    form: str,
    output: Path,
    enterprises: Path | None,
    copies: int | None,
    merge: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.atomic import write_atomically
    from docforge.blanks.copies import EMPTY_ROWS
    from docforge.intake.parsing import parsing_for

    parsing = parsing_for(parsers=parsers, enterprises=enterprises)
    definition = parsing.catalogue.get(form)
    ending = output.suffix.lower()
    if ending == ".pdf":
        from docforge.cli.printing_blanks import print_blanks

        return print_blanks(definition, output, parsing.enterprises, copies=copies, merge=merge)
    if copies or merge:
        raise UsageError(_("--copies and --merge are for PDF; give -o a name that ends in .pdf"))
    make = _maker(definition, ending)
    if make is None:
        raise UsageError(
            _("an empty {kind} cannot be printed as “{suffix}”").format(
                kind=definition.kind, suffix=output.suffix
            ),
            source=str(output),
        )
    listed = parsing.enterprises.entries if parsing.enterprises else ()
    if definition.kind == "register":
        content = make(definition, [own.values() for own in listed] or [{}] * EMPTY_ROWS)
        click.echo(str(write_atomically(output, content)))
        return ExitCode.OK
    for number, own in enumerate(listed or (None,), start=1):
        name = f"{output.stem}-{number:03d}{output.suffix}" if own else output.name
        content = make(definition, [own.values() if own else {}])
        click.echo(str(write_atomically(output.with_name(name), content)))
    return ExitCode.OK


def _maker(form: Definition, ending: str) -> Maker | None:
    """What prints a form in a format, from what is known of the enterprises it is for."""
    from docforge.blanks.checklist_sheet import checklist_sheet
    from docforge.blanks.checklist_word import checklist_document
    from docforge.blanks.register_sheet import register_blank
    from docforge.blanks.register_word import register_document
    from docforge.blanks.summary_sheet import summary_sheet
    from docforge.blanks.summary_word import summary_document

    makers: dict[tuple[str, str], Maker] = {
        ("checklist", ".docx"): lambda own, rows: checklist_document(own, rows[0]),
        ("checklist", ".xlsx"): lambda own, rows: checklist_sheet(own, rows[0]),
        ("summary", ".docx"): lambda own, rows: summary_document(own, rows[0]),
        ("summary", ".xlsx"): lambda own, rows: summary_sheet(own, rows[0]),
        ("register", ".docx"): lambda own, rows: register_document(own, rows, {}),
        ("register", ".xlsx"): lambda own, rows: register_blank(own, rows, {}),
    }
    return makers.get((form.kind, ending))
