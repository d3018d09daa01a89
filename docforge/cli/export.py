"""`docforge export`: what was found, as the tables that other systems take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.cli.command import (
    FILE,
    enterprises_option,
    holidays_option,
    new_command,
    parsers_option,
    templates_option,
)
from docforge.errors import ConfigurationError, DocumentBlocked, ExitCode, UsageError
from docforge.messages import translate as _

if TYPE_CHECKING:
    from docforge.exports.mapping import Mapping as ExportMapping
    from docforge.exports.tables import ExportTable, Missing
    from docforge.forms import Catalogue
    from docforge.model import Submission

_MOST_NAMES = 3


@new_command(
    _(
        "Write findings as the tables that other systems take: platforms, databases, document "
        "exchange. What such a system asks for stands in a mapping, which may be your own."
    ),
    "docforge export findings.jsonl --to double-random -o 双随机.xlsx --ledger 台账.xlsx",
)
@click.argument("findings", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--to", metavar="NAME", help=_("Which system: a name of --list, or a YAML file."))
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="OUT.xlsx|.csv|.zip",
    help=_("Where to write; .zip packs a document with its attachments."),
)
@click.option("--list", "listing", is_flag=True, help=_("Show what there are exports to."))
@click.option(
    "--ledger",
    type=FILE,
    metavar="LEDGER.xlsx",
    help=_("The ledger that says how far each finding has come."),
)
@click.option(
    "--set",
    "said",
    multiple=True,
    metavar="COLUMN=VALUE",
    help=_("A value that no form says, for every line: --set 检查实施机关=…"),
)
@click.option(
    "--given", type=FILE, metavar="FILE.yaml", help=_("The same for many, as name: value lines.")
)
@click.option("--document", type=FILE, metavar="FILE", help=_("The document that is sent."))
@click.option(
    "--attach", multiple=True, type=FILE, metavar="FILE", help=_("A file that goes with it.")
)
@click.option(
    "--date",
    "today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=_("The day by which a licence counts as expired; today without it."),
)
@holidays_option
@enterprises_option
@templates_option
@parsers_option
def command(
    findings: Path | None,
    to: str | None,
    output: Path | None,
    listing: bool,
    ledger: Path | None,
    said: tuple[str, ...],
    given: Path | None,
    document: Path | None,
    attach: tuple[Path, ...],
    today: datetime | None,
    holidays: Path | None,
    enterprises: Path | None,
    templates: Path | None,
    parsers: Path | None,
) -> ExitCode:
    from docforge.cli.reading import submissions_of
    from docforge.documents.ledger.keeping import states_in
    from docforge.documents.statutes import load_statutes
    from docforge.documents.working_days import load_calendar
    from docforge.exports.mapping import mapping_called
    from docforge.exports.records import Known
    from docforge.exports.tables import Exporting
    from docforge.exports.writing import check_output, file_records, write_export
    from docforge.forms import load_catalogue
    from docforge.intake.own_files import check_keeps_sources

    if listing:
        return _list(templates)
    if to is None or output is None:
        raise UsageError(_("give --to NAME and -o, or --list"))
    mapping = mapping_called(to, templates)
    check_output(output, mapping)
    check_keeps_sources(output, (findings, ledger, enterprises, document, *attach))
    _check_given(mapping, findings, document, output)
    catalogue = load_catalogue(parsers)
    check_keys_of(mapping, catalogue)
    submissions: list[Submission] = []
    if findings is not None:
        submissions = submissions_of(findings, parsers=parsers, enterprises=enterprises)
    statutes = load_statutes(templates)
    known = Known(
        ledger=states_in(ledger, catalogue) if ledger else {},
        cite=lambda ids: statutes.cite([each for each in ids if statutes.get(each)]),
        today=today.date() if today else date.today(),
    )
    values = {**_file_of(given), **_pairs(said)}
    exporting = Exporting(mapping, known, values, load_calendar(holidays).after)
    tables = exporting.tables(submissions, file_records(document, attach))
    if not any(table.rows for table in tables):
        raise DocumentBlocked(_nothing(mapping), source=str(output))
    files = [each for each in (document, *attach) if each is not None]
    click.echo(str(write_export(output, mapping, tables, files)))
    _tell(tables, exporting.missing, output.name)
    return ExitCode.OK


def _list(templates: Path | None) -> ExitCode:
    from docforge.exports.mapping import mappings

    for mapping in mappings(templates):
        click.echo(f"{mapping.id:<20}{mapping.title}（{mapping.system}）")
        for sheet in mapping.sheets:
            titles = "、".join(column.print for column in sheet.columns)
            click.echo(f"    {sheet.title}：{titles}")
    return ExitCode.OK


def _check_given(
    mapping: ExportMapping, findings: Path | None, document: Path | None, output: Path
) -> None:
    if mapping.takes_findings and findings is None:
        raise UsageError(
            _("{name} is made of findings: give the file of `docforge parse`").format(
                name=mapping.id
            )
        )
    if not mapping.takes_findings and document is None:
        raise UsageError(
            _("{name} describes a document: give it with --document").format(name=mapping.id),
            source=output.name,
        )


def check_keys_of(mapping: ExportMapping, catalogue: Catalogue) -> None:
    """Raises ConfigurationError, with file and line, for a key that no known form gives."""
    from docforge.exports.mapping import check_keys
    from docforge.exports.records import COMPUTED

    keys = {column.key for form in catalogue for column in form.register_columns}
    for form in catalogue:
        keys.update(form.keys())
    check_keys(mapping, frozenset(keys | set(catalogue.labels.fields)) | COMPUTED)


def _pairs(said: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for each in said:
        name, sign, value = each.partition("=")
        if not sign or not name.strip():
            raise UsageError(_("--set wants COLUMN=VALUE, not “{said}”").format(said=each))
        pairs[name.strip()] = value.strip()
    return pairs


def _file_of(given: Path | None) -> Mapping[str, str]:
    """Name: value lines of a YAML file, such as the one a document was rendered from."""
    from docforge.tables.records import load_records

    if given is None:
        return {}
    found = load_records(given).records
    if len(found) != 1:
        raise ConfigurationError(
            _("{count} records are in it, where one is wanted.").format(count=len(found)),
            source=given.name,
        )
    values = found[0].values
    return {name: _text(value) for name, value in values.items() if value not in (None, "")}


def _text(value: object) -> str:
    if isinstance(value, list):
        return "；".join(map(_text, value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return " ".join(str(value).split())


def _nothing(mapping: ExportMapping) -> str:
    wanted = sorted({fact for sheet in mapping.sheets for fact in sheet.any_of})
    if wanted:
        return _("nothing in the findings is any of: {facts}.").format(facts=", ".join(wanted))
    return _("the findings hold nothing for {name}.").format(name=mapping.id)


def _tell(tables: Sequence[ExportTable], missing: Sequence[Missing], name: str) -> None:
    """How many lines there are, and what each column lacks, on standard error."""
    for table in tables:
        click.echo(
            _("{title}: {count} lines.").format(title=table.title, count=len(table.rows)), err=True
        )
    for (sheet, column), count in Counter((each.sheet, each.column) for each in missing).items():
        own = [each for each in missing if (each.sheet, each.column) == (sheet, column)]
        names = list(dict.fromkeys(each.whom for each in own))
        whom = "、".join(names[:_MOST_NAMES]) + (" …" if len(names) > _MOST_NAMES else "")
        said = _("{sheet}, {column}: not known for {count} lines ({whom}); printed as 【缺】.")
        line = said.format(sheet=sheet, column=column, count=count, whom=whom)
        why = next((each.why for each in own if each.why), "")
        click.echo(f"{name}: {line} {why}".rstrip(), err=True)
