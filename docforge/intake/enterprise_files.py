"""Reading the list of enterprises: .xlsx, .csv in UTF-8 or GBK/GB18030, JSON, JSON Lines.

The kind is told from the content, never from the file's name. `docs/enterprises.md` publishes the
columns. A list that is wrong is a ConfigurationError that names the file, the row and the column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from docforge.errors import ConfigurationError
from docforge.forms.definitions.catalogue import Labels
from docforge.forms.values.dates import Reading, is_unfilled, read_date, read_dates
from docforge.forms.values.wording import core, normal, tidy
from docforge.intake.enterprises import KEYS, Enterprise, EnterpriseList
from docforge.messages import translate as _
from docforge.refusals import refusal
from docforge.tables.grid import Line, Sheet
from docforge.tables.header import LOOKED_AT
from docforge.tables.objects import json_objects
from docforge.tables.records import WORKBOOK, sheets_in
from docforge.tables.text import decoded

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


def load_enterprises(path: Path, labels: Labels) -> EnterpriseList:
    """The list of a file. Raises ConfigurationError for anything that keeps it from being read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            _("the list of enterprises cannot be opened: {reason}").format(reason=refusal(error)),
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
    if not content.startswith(WORKBOOK):
        text = decoded(content)
        if text.lstrip().startswith(("{", "[")):
            return _from_objects(text, names)
    return _from_sheets(sheets_in(content), names)


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


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return tidy(str(value))


def _from_sheets(sheets: Sequence[Sheet], names: Mapping[str, str]) -> Iterator[Enterprise]:
    for sheet in sheets:
        for number, line in enumerate(sheet.lines[:LOOKED_AT]):
            keys = [_key(_text(cell), names) for cell in line.cells]
            if "enterprise_name" in keys:
                _check_header(line, keys)
                return _from_rows(sheet, number, keys)
    raise ConfigurationError(
        _("no column is named 企业名称 (enterprise_name)"),
        where=_("first {count} rows").format(count=LOOKED_AT),
        remedy=_("Name the columns as docs/enterprises.md tells."),
    )


def _check_header(line: Line, keys: Sequence[str]) -> None:
    for key in keys:
        if key and keys.count(key) > 1:
            twice = [
                _text(cell) for cell, given in zip(line.cells, keys, strict=True) if given == key
            ]
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
        for position, (key, cell) in enumerate(zip(keys, map(_text, line.cells), strict=False)):
            if key and cell:
                given[key] = cell
                named[key] = sheet.cell_place(line, position, _text(titles[position]))
        if given:
            yield _entry(given, line.where, named)


def _from_objects(text: str, names: Mapping[str, str]) -> Iterator[Enterprise]:
    for where, content in json_objects(text):
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
