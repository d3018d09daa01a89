"""What a register is made of beside returned ones: checklists, and tables that people keep.

Both become submissions of the register's own form, so that they are merged like all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docforge.errors import ConfigurationError
from docforge.forms import Definition
from docforge.forms.definitions.catalogue import Labels
from docforge.forms.definitions.definition import RegisterColumn
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.values.typed import read_column
from docforge.forms.values.wording import core, normal
from docforge.layout import Text
from docforge.messages import translate as _
from docforge.model import Field, Finding, FormMatch, Row, Source, Submission, Value
from docforge.tables.records import load_records

_PROBLEM = "problem"
_REASON = "reason"
_LEAST_COLUMNS = 2
_LEAST_SHARE = 0.3
"""A checklist that holds less of a register's columns says nothing worth a row of it."""


def from_checklist(submission: Submission, definition: Definition) -> Submission | None:
    """A checklist or issue summary as rows of a register; None where it holds nothing for it.

    A register of problems gets a row a finding, one of enterprises that were not inspected those
    that stopped, any other a row an enterprise.
    """
    keys = {column.key for column in definition.register_columns}
    rows = [
        Row(cells={key: cell for key, cell in cells.items() if key in keys})
        for cells in _cells(submission, keys)
    ]
    fields = {key: own for key, own in submission.fields.items() if key in _head_keys(definition)}
    form = FormMatch(id=definition.id, title=definition.title, score=submission.form.score)
    known = [row for row in rows if any(cell.value is not None for cell in row.cells.values())]
    told = {key for row in known for key, cell in row.cells.items() if cell.value is not None}
    by_kind = keys & {_PROBLEM, _REASON}
    if not known or (not by_kind and len(told) < _LEAST_SHARE * len(keys)):
        return None
    return submission.model_copy(
        update={
            "form": form,
            "fields": fields,
            "rows": tuple(known),
            "answers": (),
            "findings": (),
            "flags": (),
        }
    )


def stopped_rows(
    submission: Submission, definition: Definition, phrases: Phrases
) -> Submission | None:
    """The enterprises of another register that stopped, for one of those not inspected.

    None where the wanted register asks for no reason, or the returned one tells of no production.
    """
    keys = {column.key for column in definition.register_columns}
    asked = {"status", "stopped_on"}
    if _REASON not in keys or not any(asked & set(row.cells) for row in submission.rows):
        return None
    rows = []
    for row in submission.rows:
        status = row.cells.get("status", Field())
        words = str(status.value or "")
        day = row.cells.get("stopped_on", Field())
        if phrases.stopped_in(words) or (not words and day.value):
            reason = "转产" if "转产" in words else "停产"
            cells = {key: cell for key, cell in row.cells.items() if key in keys}
            cells[_REASON] = Field(value=reason, raw=status.raw or day.raw, place=status.place)
            rows.append(Row(cells=cells, place=row.place))
    form = FormMatch(id=definition.id, title=definition.title, score=submission.form.score)
    fields = {key: own for key, own in submission.fields.items() if key in _head_keys(definition)}
    return submission.model_copy(
        update={"form": form, "fields": fields, "rows": tuple(rows), "flags": ()}
    )


def _head_keys(definition: Definition) -> set[str]:
    return set(definition.keys()) - {"reported_on"}


def _cells(submission: Submission, keys: set[str]) -> Iterator[dict[str, Field]]:
    own = dict(submission.fields)
    product = own.get("certified_products") or own.get("product_category")
    if product is not None:
        own.setdefault("product", product)
    if "production_address" in own:
        own.setdefault("address", own["production_address"])
    if _PROBLEM in keys:
        for finding in submission.findings:
            yield {**own, **_of_finding(finding)}
    elif _REASON in keys:
        if submission.value("stopped"):
            yield {**own, _REASON: Field(value="停产", raw=own["stopped"].raw)}
    else:
        yield own


def _of_finding(finding: Finding) -> dict[str, Field]:
    said: dict[str, Value] = {
        "finding": finding.id,
        _PROBLEM: finding.description,
        "serious": {True: "是", False: "否", None: None}[finding.serious],
        "rectification": "已当场整改" if finding.corrected_on_site else None,
        "state": "已销号" if finding.corrected_on_site else "待处置",
    }
    return {
        key: Field(value=value, raw=str(value or ""), place=finding.place)
        for key, value in said.items()
    }


def from_table(path: Path, definition: Definition, labels: Labels) -> Submission:
    """A table of enterprises (xlsx, csv, jsonl …) as a register of this form.

    Raises ConfigurationError where it cannot be read, or has too few of the form's columns.
    """
    names = column_names(definition, labels)
    found = load_records(path, wanted=list(names))
    columns = {name: names[key] for name in found.names if (key := normal(name)) in names}
    columns |= {
        name: names[core(name)]
        for name in found.names
        if name not in columns and core(name) in names
    }
    if len({column.key for column in columns.values()}) < _LEAST_COLUMNS:
        raise ConfigurationError(
            _("its columns are none of the form {form}").format(form=definition.id),
            source=path.name,
            remedy=_("Name them as the form does: {names}.").format(
                names="、".join(column.print for column in definition.register_columns[:8])
            ),
        )
    rows = [Row(cells=_row(record.values, columns)) for record in found.records]
    return Submission(
        id=f"{path.name}-1",
        source=Source(name=path.name),
        form=FormMatch(id=definition.id, title=definition.title, score=1.0),
        rows=tuple(rows),
    )


def column_names(definition: Definition, labels: Labels) -> dict[str, RegisterColumn]:
    """Every name by which a column of a register may be headed, normalised."""
    names: dict[str, RegisterColumn] = {}
    for column in definition.register_columns:
        group = (column.group + column.print,) if column.group else ()
        for name in (column.print, column.key, *column.also, *group):
            names.setdefault(normal(name), column)
    for column in definition.register_columns:
        for name in (core(column.print), *labels.fields.get(column.key, ())):
            names.setdefault(normal(name), column)
    return names


def _row(values: Mapping[str, Any], columns: Mapping[str, RegisterColumn]) -> dict[str, Field]:
    cells: dict[str, Field] = {}
    for name, column in columns.items():
        value = values.get(name)
        if value is None or column.key in cells:
            continue
        typed = read_column(column, (Text(str(value)),), None)
        cells[column.key] = Field(value=typed.value, raw=typed.raw, flags=typed.flags)
    return cells
