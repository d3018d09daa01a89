"""Export tables as a workbook, as separated text, or as a package with the files themselves."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from docforge.atomic import write_atomically
from docforge.errors import FileNotThere, UsageError
from docforge.exports.mapping import Mapping
from docforge.exports.records import Record
from docforge.exports.tables import ExportTable
from docforge.messages import translate as _
from docforge.model import Value
from docforge.naming import FileNames
from docforge.sheets.workbook import (
    Column,
    Content,
    add_sheet,
    fit_heights,
    new_workbook,
    workbook_bytes,
)

KINDS = (".xlsx", ".csv", ".zip")
CATEGORY = "docforge/export@1"
"""Stands in the workbook's properties, so that it is never taken for a returned form."""
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STAMP = (1980, 1, 1, 0, 0, 0)
_MAIN = "正文"
_METADATA = "元数据"


def check_output(path: Path, mapping: Mapping) -> None:
    """Raises UsageError for a kind of file that this export cannot be written as."""
    kind = path.suffix.lower()
    if kind not in KINDS or (kind == ".zip" and not mapping.package):
        kinds = [each for each in KINDS if each != ".zip" or mapping.package]
        raise UsageError(
            _("cannot tell the kind of output from this name"),
            source=path.name,
            remedy=_("Let it end in one of: {kinds}.").format(kinds=", ".join(kinds)),
        )
    if kind == ".csv" and len(mapping.sheets) > 1:
        raise UsageError(
            _("{name} has several tables: {titles}.").format(
                name=mapping.id, titles="、".join(each.title for each in mapping.sheets)
            ),
            source=path.name,
            remedy=_("Write it as .xlsx."),
        )


def write_export(
    path: Path, mapping: Mapping, tables: Sequence[ExportTable], files: Sequence[Path] = ()
) -> Path:
    """Writes an export whole or not at all. Raises UsageError, FileNotThere, UnwritableFile."""
    check_output(path, mapping)
    if path.suffix.lower() == ".csv":
        return write_atomically(path, csv_bytes(tables[0]))
    workbook = xlsx_bytes(tables)
    if path.suffix.lower() == ".xlsx":
        return write_atomically(path, workbook)
    return write_atomically(path, _package(mapping, tables, workbook, files))


def xlsx_bytes(tables: Iterable[ExportTable]) -> bytes:
    """A sheet a table; text stays text, days are days."""
    workbook = new_workbook()
    workbook.properties.category = CATEGORY
    for table in tables:
        columns = [Column(title) for title in table.titles]
        sheet = add_sheet(workbook, table.title, columns, table.rows)
        fit_heights(sheet, len(columns), len(table.rows))
    return workbook_bytes(workbook)


def csv_bytes(table: ExportTable) -> bytes:
    """UTF-8 with a byte order mark, lines ended by CR LF, as Excel writes and reads it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.titles)
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: Content) -> str:
    """As text; what Excel would take for a formula gets an apostrophe (OWASP's advice)."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_LIKE_A_FORMULA) else value
    return str(value)


def file_records(document: Path | None, attachments: Sequence[Path]) -> Iterator[Record]:
    """The document that is sent, then what goes with it. Raises FileNotThere."""
    for number, path in enumerate(filter(None, [document, *attachments])):
        content = _read(path)
        role = _MAIN if document is not None and number == 0 else "附件"
        values: dict[str, Value] = {
            "name": path.name,
            "role": role,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "source": path.name,
        }
        yield Record(values, frozenset(), path.name)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileNotThere(
            _("cannot be opened: {reason}").format(reason=error.strerror or error),
            source=str(path),
        ) from error


def _package(
    mapping: Mapping, tables: Sequence[ExportTable], workbook: bytes, files: Sequence[Path]
) -> bytes:
    """A zip: the metadata for people and for programs, 正文 and 附件 each in its folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        _put(package, f"{_METADATA}.xlsx", workbook)
        _put(package, f"{_METADATA}.json", _metadata(mapping, tables))
        names = FileNames()
        for number, path in enumerate(files):
            folder = _MAIN if number == 0 else f"附件/{number}"
            _put(package, f"{folder}/{names.give(path.stem, path.suffix)}", _read(path))
    return packed.getvalue()


def _put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _STAMP)  # the same content gives the same package
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    package.writestr(info, content)


def _metadata(mapping: Mapping, tables: Sequence[ExportTable]) -> bytes:
    content = {
        "schema": "docforge/export-package@1",
        "to": mapping.id,
        "system": mapping.system,
        **{
            table.title: [
                {title: _value(own) for title, own in zip(table.titles, row, strict=True)}
                for row in table.rows
            ]
            for table in tables
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _value(value: Content) -> object:
    return value.isoformat() if isinstance(value, date) else value
