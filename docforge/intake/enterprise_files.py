"""Reading the list of enterprises: .xlsx, .csv in UTF-8 or GBK/GB18030, JSON Lines.

The kind is told from the content, never from the file's name. `docs/enterprises.md` publishes the
columns. A list that is wrong is a ConfigurationError that names the file, the row and the column.
"""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from docforge.errors import ConfigurationError
from docforge.forms.definitions.catalogue import Labels
from docforge.forms.values.dates import Reading, is_unfilled, read_date, read_dates
from docforge.forms.values.wording import core, normal, tidy
from docforge.intake.enterprises import KEYS, Enterprise, EnterpriseList
from docforge.messages import translate as _

_LOOKED_AT = 15
"""Rows at the top among which the header row is sought; titles and notes may stand above it."""

_DATES = ("licence_valid_from", "licence_valid_until")
_PERIOD = "licence_period"
# Names that only lists use; those of forms come from parsers/labels.yaml.
_LIST_LABELS: dict[str, tuple[str, ...]] = {
    "enterprise_name": ("名称", "企业", "单位", "持证企业", "获证企业", "生产者名称", "生产单位"),
    "uscc": ("信用代码/注册号", "统一代码"),
    "licence_no": ("证号", "生产许可证", "许可证"),
    "licence_valid_from": ("有效期自", "有效期起", "有效期起始", "发证日期", "起始日期"),
    "licence_valid_until": (
        "有效期至", "有效期止", "有效期截止", "有效期截至", "有效期截止日期", "截止日期",
        "证书有效期至", "许可证有效期至", "到期日期", "到期日",
    ),
    _PERIOD: ("有效期", "有效期限", "证书有效期", "许可证有效期", "许可证有效期限"),
    "certified_products": ("产品", "产品单元", "产品明细", "获证产品范围", "许可范围"),
    "production_address": ("生产厂址", "厂址", "实际生产地址"),
    "business_address": ("地址", "住所地址", "注册住所"),
    "legal_representative": ("法定代表人姓名", "负责人"),
    "contact": ("联系人姓名",),
    "phone": ("联系人手机", "联系人联系电话", "电话号码"),
}  # fmt: skip


class Line(NamedTuple):
    """A row of a table: how a message names it, and its cells as text."""

    where: str
    cells: Sequence[str]


class Sheet(NamedTuple):
    """A table of a list. `lettered` sheets name columns by letters, others by number."""

    lines: Sequence[Line]
    lettered: bool


def load_enterprises(path: Path, labels: Labels) -> EnterpriseList:
    """The list of a file. Raises ConfigurationError for anything that keeps it from being read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            _("the list of enterprises cannot be opened: {reason}").format(
                reason=error.strerror or error
            ),
            source=str(path),
        ) from error
    try:
        entries = tuple(_entries(content, labels))
        if not entries:
            raise ConfigurationError(_("the list of enterprises is empty"))
    except ConfigurationError as error:
        raise error.about(path.name) from error
    return EnterpriseList(entries)


def _entries(content: bytes, labels: Labels) -> Iterator[Enterprise]:
    names = _names(labels)
    if content.startswith(b"PK"):
        return _from_sheets(_workbook(content), names)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ConfigurationError(
            _("this is an old .xls workbook or one with a password"),
            remedy=_("Open it, and save it as .xlsx without a password."),
        )
    text = _decoded(content)
    if text.lstrip().startswith("{"):
        return _from_objects(text, names)
    return _from_sheets([_table(text)], names)


def _names(labels: Labels) -> Mapping[str, str]:
    """Every name a column may have -> the key it gives. A list's own names win over a form's."""
    known: dict[str, str] = {}
    sources = [_LIST_LABELS, {key: labels.fields.get(key, ()) for key in KEYS}]
    for source in sources:
        for key, several in source.items():
            for name in (key, *several):
                known.setdefault(normal(name), key)
    return known


def _key(title: str, names: Mapping[str, str]) -> str:
    """The key that a column's title names, with its brackets ("有效期(起)") or without."""
    return names.get(normal(title)) or names.get(core(title)) or ""


def _workbook(content: bytes) -> list[Sheet]:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of features that it does not keep; nothing is written here.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(content), data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise ConfigurationError(
            _("this is not a workbook that can be read"),
            remedy=_("Open it, and save it as .xlsx."),
        ) from error
    sheets = []
    for sheet in workbook.worksheets:
        lines = [
            Line(
                _("sheet {sheet}, row {row}").format(sheet=sheet.title, row=number),
                [_text(value) for value in row],
            )
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
        ]
        sheets.append(Sheet(lines, lettered=True))
    return sheets


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]  # GB18030 holds GBK and GB 2312
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
    raise ConfigurationError(
        _("the text is neither UTF-8 nor GBK"),
        where=_("line {line}").format(line=line),
        remedy=_("Save it as “CSV UTF-8” or as .xlsx."),
    )


def _table(text: str) -> Sheet:
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines = []
    try:
        for row in reader:
            where = _("line {line}").format(line=reader.line_num)
            lines.append(Line(where, [tidy(cell) for cell in row]))
    except csv.Error as error:
        raise ConfigurationError(
            _("this is not a table: {reason}").format(reason=error),
            where=_("line {line}").format(line=reader.line_num),
        ) from error
    return Sheet(lines, lettered=False)


def _from_sheets(sheets: Sequence[Sheet], names: Mapping[str, str]) -> Iterator[Enterprise]:
    for sheet in sheets:
        for number, line in enumerate(sheet.lines[:_LOOKED_AT]):
            keys = [_key(cell, names) for cell in line.cells]
            if "enterprise_name" in keys:
                _check_header(line, keys)
                return _from_rows(sheet, number, keys)
    raise ConfigurationError(
        _("no column is named 企业名称 (enterprise_name)"),
        where=_("first {count} rows").format(count=_LOOKED_AT),
        remedy=_("Name the columns as docs/enterprises.md tells."),
    )


def _check_header(line: Line, keys: Sequence[str]) -> None:
    for key in keys:
        if key and keys.count(key) > 1:
            twice = [cell for cell, given in zip(line.cells, keys, strict=True) if given == key]
            raise ConfigurationError(
                _("several columns give the same thing: {columns}").format(
                    columns="、".join(twice)
                ),
                where=line.where,
                remedy=_("Keep one of them, or rename the others."),
            )


def _from_rows(sheet: Sheet, header: int, keys: Sequence[str]) -> Iterator[Enterprise]:
    titles = sheet.lines[header].cells
    for line in sheet.lines[header + 1 :]:
        given, named = {}, {}
        for position, (key, cell) in enumerate(zip(keys, line.cells, strict=False)):
            if key and cell:
                given[key] = cell
                letter = get_column_letter(position + 1) if sheet.lettered else str(position + 1)
                named[key] = _("{where}, column {column} ({title})").format(
                    where=line.where, column=letter, title=titles[position]
                )
        if given:
            yield _entry(given, line.where, named)


def _from_objects(text: str, names: Mapping[str, str]) -> Iterator[Enterprise]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        where = _("line {line}").format(line=number)
        try:
            content = json.loads(line)
        except json.JSONDecodeError as error:
            raise ConfigurationError(
                _("this line is not JSON: {reason}").format(reason=error.msg), where=where
            ) from error
        if not isinstance(content, dict):
            raise ConfigurationError(_("this line is not a JSON object"), where=where)
        given = {
            key: _text(value)
            for name, value in content.items()
            if (key := _key(name, names)) and _text(value)
        }
        yield _entry(given, where, {key: f"{where}, {key}" for key in given})


def _entry(given: dict[str, str], where: str, named: Mapping[str, str]) -> Enterprise:
    if "enterprise_name" not in given:
        raise ConfigurationError(
            _("this row names no enterprise"),
            where=where,
            remedy=_("Fill in the name, or delete the row."),
        )
    period = given.pop(_PERIOD, "")
    for key in _DATES:
        if key in given:
            given[key] = _day(given[key], named[key])
    if period:
        for key, value in _period(period, named[_PERIOD]).items():
            given.setdefault(key, value)
    return Enterprise(**given, where=where)


def _day(text: str, where: str) -> str:
    reading, day = read_date(text)
    if reading is Reading.EMPTY:
        return ""
    if day is None:
        raise ConfigurationError(
            _("“{text}” is not a date").format(text=text),
            where=where,
            remedy=_("Write it as 2027-05-28, or leave it empty."),
        )
    return day.isoformat()


def _period(text: str, where: str) -> dict[str, str]:
    """“2022-05-29至2027-05-28”, or one date alone: that is the end."""
    if is_unfilled(text):
        return {}
    days = read_dates(text)
    if len(days) == 2:
        return dict(zip(_DATES, (day.isoformat() for day in days), strict=True))
    return {"licence_valid_until": _day(text, where)}
