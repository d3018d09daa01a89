"""The records of a table, ready for a template: one way to read all that people keep lists in."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docforge.errors import ConfigurationError
from docforge.messages import translate as _
from docforge.refusals import refusal
from docforge.tables.grid import Sheet, is_blank
from docforge.tables.header import find_header
from docforge.tables.nesting import gathered
from docforge.tables.objects import Found, json_objects, yaml_objects
from docforge.tables.text import decoded, separated_sheet
from docforge.tables.workbooks import workbook_sheets

STDIN = "-"
WORKBOOK = (b"PK", b"\xd0\xcf\x11\xe0")
"""How workbooks begin: a zip; an old .xls, or one with a password."""
_YAML = (".yaml", ".yml")
_WORD = b"word/document.xml"


@dataclass(frozen=True)
class Record:
    """What one document is made of. `where` names its row; `fault` says why it cannot be used."""

    where: str
    values: Mapping[str, Any]
    fault: str = ""


@dataclass(frozen=True)
class Records:
    """All records of a file, and the names that they have in common, as columns give them."""

    records: Sequence[Record]
    names: tuple[str, ...]


def load_records(
    path: Path, *, sheet: str = "", wanted: Collection[str] = (), keep_blank: bool = True
) -> Records:
    """The records of a file, "-" for standard input; at least one.

    Of a workbook the first visible sheet that holds something is read, or the one named.
    `wanted` are the names that a template asks for, which tell a header row from a title. Blank
    cells give None, or nothing at all where `keep_blank` is false.

    Raises ConfigurationError, naming file and row, for anything that keeps it from being read.
    """
    name = _("standard input") if str(path) == STDIN else path.name
    try:
        found = _read(_content(path), path, sheet, wanted)
        if not found.records:
            raise ConfigurationError(
                _("there are no records in it"),
                remedy=_("Put the names of the columns in the first row, a record in each below."),
            )
    except ConfigurationError as error:
        raise error.about(name) from error
    if keep_blank:
        return found
    records = [Record(each.where, _filled(each.values), each.fault) for each in found.records]
    return Records(records, found.names)


def check_is_table(path: Path) -> None:
    """Raises ConfigurationError for a file that is plainly no table: missing, empty, a letter."""
    if str(path) != STDIN:
        try:
            _refuse(_content(path))
        except ConfigurationError as error:
            raise error.about(path.name) from error


def sheets_in(content: bytes) -> list[Sheet]:
    """The tables of a workbook or of separated text. Raises ConfigurationError."""
    if content.startswith(WORKBOOK):
        return workbook_sheets(content)
    return [separated_sheet(decoded(content))]


def _content(path: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            _("cannot be opened: {reason}").format(reason=refusal(error)),
            remedy=_("Look whether the path is right."),
        ) from error


def _read(content: bytes, path: Path, sheet: str, wanted: Collection[str]) -> Records:
    _refuse(content)
    if content.startswith(WORKBOOK):
        return _from_sheet(_chosen(workbook_sheets(content), sheet), wanted)
    if sheet:
        raise ConfigurationError(_("only workbooks have sheets; this is none"))
    text = decoded(content)
    begin = text.lstrip()[:4]
    if path.suffix.lower() in _YAML or begin.startswith(("---", "- ")):
        return _from_objects(list(yaml_objects(text)))
    if begin.startswith(("{", "[")):
        return _from_objects(list(json_objects(text)))
    return _from_sheet(separated_sheet(text), wanted)


def _refuse(content: bytes) -> None:
    if not content.strip():
        raise ConfigurationError(_("the file is empty"))
    if content.startswith(b"PK") and _WORD in content:
        raise ConfigurationError(
            _("this is a Word document, not a table"),
            remedy=_("Give the template first, then the table."),
        )
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff", *WORKBOOK))
    if content.startswith(b"%PDF") or (b"\0" in content and not wide):
        raise ConfigurationError(
            _("this is not a table"),
            remedy=_("Give a table as .xlsx, .csv, .json, .jsonl or .yaml."),
        )


def _chosen(sheets: Sequence[Sheet], name: str) -> Sheet:
    if name:
        for each in sheets:
            if each.name.strip() == name.strip():
                return each
        raise ConfigurationError(
            _("there is no sheet “{name}”").format(name=name),
            remedy=_("The sheets are: {names}.").format(names="、".join(s.name for s in sheets)),
        )
    visible = [each for each in sheets if each.visible] or sheets
    full = [each for each in visible if any(not is_blank(c) for r in each.lines for c in r.cells)]
    if not full:
        raise ConfigurationError(_("the workbook is empty"))
    return full[0]


def _from_sheet(sheet: Sheet, wanted: Collection[str]) -> Records:
    header = find_header(sheet, wanted)
    rows = [Record(*each) for each in gathered(sheet, header, wanted)]
    return Records(rows, tuple(str(column.path) for column in header.columns))


def _from_objects(found: Sequence[Found]) -> Records:
    names = dict.fromkeys(name for each in found for name in each.content)
    return Records([Record(each.where, each.content) for each in found], tuple(names))


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return dict(_kept(values))


def _kept(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield name, _filled(value)
        elif isinstance(value, list):
            yield name, [_filled(each) if isinstance(each, Mapping) else each for each in value]
        elif not is_blank(value):
            yield name, value
