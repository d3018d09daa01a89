"""`docforge forms new` and `forms test`: a form of one's own, without code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.cli.command import ANY, FILE, Command
from docforge.errors import ExitCode
from docforge.messages import translate as _

if TYPE_CHECKING:
    from docforge.forms import Catalogue, Definition
    from docforge.layout import Document
    from docforge.model import Submission


@click.command(
    "new",
    cls=Command,
    help=_("Draft a definition from an empty form; what it could not decide is marked “settle”."),
    example="docforge forms new 消防检查表.docx -o .docforge/parsers/own/fire-safety.yaml",
)
@click.argument("blank", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, metavar="FORM.yaml", help=_("The draft."))
@click.option("--id", "id_", metavar="ID", help=_("Its id; else folder and name of the file."))
def new_form(blank: Path, output: Path, id_: str | None) -> ExitCode:
    from docforge import readers
    from docforge.atomic import write_atomically
    from docforge.errors import DocforgeError
    from docforge.forms import load_catalogue
    from docforge.forms.definitions.catalogue import load_definition
    from docforge.forms.drafting import draft
    from docforge.forms.expectation import trade_words
    from docforge.intake.parsing import read_bytes

    catalogue = load_catalogue()
    try:
        document = readers.read(read_bytes(blank), lambda: (trade_words(catalogue),))
        text = draft(document, catalogue, id_ or _id_of(output))
    except DocforgeError as error:
        raise error.about(blank.name) from error
    output.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(output, text.encode())
    _write_schema(output.parent)
    form = load_definition(output, catalogue.labels)
    click.echo(str(output))
    found = _(
        "{kind} “{title}”: {fields} fields, {items} items, {columns} columns; {doubts} to settle"
    )
    click.echo(
        found.format(
            kind=form.kind,
            title=form.title,
            fields=len(form.fields),
            items=len(form.items),
            columns=len(form.register_columns) or len(form.columns),
            doubts=text.count("# settle:"),
        ),
        err=True,
    )
    return ExitCode.OK


def _write_schema(folder: Path) -> None:
    """The JSON Schema that a draft names, beside it: editors complete and check the draft by it."""
    import json

    from docforge.atomic import write_atomically
    from docforge.configuration import schema_of
    from docforge.forms.definitions.catalogue import KIND
    from docforge.forms.definitions.definition import Definition
    from docforge.forms.drafting import SCHEMA_FILE

    content = json.dumps(schema_of(Definition, KIND), ensure_ascii=False, indent=2) + "\n"
    write_atomically(folder / SCHEMA_FILE, content.encode())


def _id_of(output: Path) -> str:
    folder, name = (_ascii(part) for part in (output.absolute().parent.name, output.stem))
    return f"{folder or 'own'}/{name or 'form'}"


def _ascii(text: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    return kept.strip("-")


@click.command(
    "test",
    cls=Command,
    help=_("Show what a definition reads in filled forms, cell by cell, and what is left over."),
    example="docforge forms test fire-safety.yaml 回收/消防01.docx",
)
@click.argument("form", type=FILE, metavar="FORM.yaml")
@click.argument("files", nargs=-1, required=True, type=ANY, metavar="FILE...")
def test_form(form: Path, files: tuple[Path, ...]) -> ExitCode:
    from docforge import readers
    from docforge.forms import Catalogue, load_catalogue
    from docforge.forms.definitions.catalogue import load_definition
    from docforge.forms.recognise import KNOWN
    from docforge.intake.parsing import read_bytes
    from docforge.intake.stack import understand
    from docforge.model import Source

    shipped = load_catalogue()
    definition = load_definition(form, shipped.labels)
    catalogue: Catalogue = Catalogue({definition.id: definition}, shipped.labels, shipped.phrases)
    left = 0
    for path in files:
        content = read_bytes(path)
        document = readers.read(content)
        source = Source(name=path.name, sha256=hashlib.sha256(content).hexdigest())
        found = understand(document, source, catalogue, definition.id)
        fitting = [each for each in found if each.form.score >= KNOWN]
        if not fitting:
            left += 1
            click.echo(f"{path.name}  " + _("this does not look like the form"))
        for submission in fitting:
            click.echo(f"{path.name}  {submission.form.score:.2f}")
            for line in _read(submission):
                click.echo(f"  {line}")
            over = list(_left_over(document, submission, definition))
            left += len(over)
            for text in over:
                click.echo("  " + _("left over: {text}").format(text=text))
    return ExitCode.SOME_FAILED if left else ExitCode.OK


def _read(submission: Submission) -> Iterator[str]:
    for key, own in submission.fields.items():
        if own.value is not None:
            yield f"{key} = {submission.text(key)}  [{own.place or ''}]"
    for answer in submission.answers:
        place = answer.evidence.conclusion.place or ""
        yield f"{answer.item} {answer.conclusion}  {answer.record or ''}  [{place}]"
    for number, row in enumerate(submission.rows, start=1):
        for key, cell in row.cells.items():
            if cell.value is not None:
                yield f"{number} {key} = {cell.value}  [{cell.place or ''}]"
    for path, flag in submission.review:
        yield f"? {path}: {flag.message}"


def _left_over(document: Document, submission: Submission, definition: Definition) -> Iterator[str]:
    """What stands in a table and is neither read nor printed by the form."""
    from docforge.forms.values.wording import containment, normal, split_number

    evidence = [
        part
        for answer in submission.answers
        for part in (answer.evidence.conclusion, answer.evidence.record, answer.evidence.remark)
    ]
    cells = [cell for row in submission.rows for cell in row.cells.values()]
    read = {own.place for own in (*submission.fields.values(), *evidence, *cells)}
    printed = "".join(
        [
            definition.title,
            *(label for own in definition.fields for label in own.labels),
            *(label for own in definition.columns for label in own.labels),
            *(own.group + own.print for own in definition.register_columns),
            *(i.section + i.text + i.checkpoint + i.method + i.remark for i in definition.items),
            *(word for item in definition.items for word in definition.printed(item)),
            *vars(definition.options).values(),
            *definition.notes,
        ]
    )
    for table in document.tables:
        for cell in table.cells:
            words = split_number(cell.text)[1]
            text = normal(words)
            if not text or text.isdecimal() or cell.place in read or text in normal(printed):
                continue
            if containment(words, printed) < 0.85:
                yield cell.text.strip().replace("\n", " ")[:60]
