"""`docforge forms blank`: a form printed from its definition."""

from __future__ import annotations

from pathlib import Path

import click

from docforge.cli.command import FILE, Command, enterprises_option, parsers_option
from docforge.errors import ExitCode, UsageError
from docforge.messages import translate as _

_REGISTER_ROWS = 12


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
    from docforge.blanks.checklist_sheet import checklist_sheet
    from docforge.blanks.checklist_word import checklist_document
    from docforge.blanks.register_word import register_document
    from docforge.intake.parsing import parsing_for

    parsing = parsing_for(parsers=parsers, enterprises=enterprises)
    definition = parsing.catalogue.get(form)
    ending = output.suffix.lower()
    if ending == ".pdf":
        from docforge.cli.printing_blanks import print_blanks

        return print_blanks(definition, output, parsing.enterprises, copies=copies, merge=merge)
    if copies or merge:
        raise UsageError(_("--copies and --merge are for PDF; give -o a name that ends in .pdf"))
    register = definition.kind == "register"
    if definition.kind == "summary" or ending not in ((".docx",) if register else _ENDINGS):
        raise UsageError(
            _("an empty {kind} cannot be printed as “{suffix}”").format(
                kind=definition.kind, suffix=ending
            ),
            source=str(output),
        )
    listed = parsing.enterprises.entries if parsing.enterprises else ()
    if register:
        rows = [own.values() for own in listed] or [{}] * _REGISTER_ROWS
        click.echo(str(write_atomically(output, register_document(definition, rows, {}))))
        return ExitCode.OK
    make = checklist_document if ending == ".docx" else checklist_sheet
    for number, own in enumerate(listed or (None,), start=1):
        known = own.values() if own else {}
        name = f"{output.stem}-{number:03d}{output.suffix}" if own else output.name
        click.echo(str(write_atomically(output.with_name(name), make(definition, known))))
    return ExitCode.OK


_ENDINGS = (".docx", ".xlsx")
