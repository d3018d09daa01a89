"""One register from many: merged by enterprise, contradictions shown, nothing dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from docforge.atomic import write_atomically
from docforge.blanks.register_sheet import headings
from docforge.blanks.register_word import foot_line, head_line, register_document
from docforge.contracts import load_contract
from docforge.documents.identity import Group, Identity, grouped
from docforge.documents.statistics import Behind
from docforge.documents.written import Written, chinese_date, distinct, template_path
from docforge.errors import ConfigurationError, DocumentBlocked, UsageError
from docforge.forms import Definition
from docforge.messages import translate as _
from docforge.model import Field, Row, Submission, Value
from docforge.render import Template
from docforge.sheets.register import RegisterLine, RegisterSheet, register_workbook
from docforge.sheets.workbook import Column, Content, add_sheet, iso_date, write_workbook

_SEQUENCE = "sequence"
# A stroke says that there is nothing to say: printed again, but no contradiction to a value.
_NOTHING = re.compile(r"[\s_＿—–－\-/／.]*")


@dataclass(frozen=True)
class Entry:
    """What stands under one column for an enterprise.

    `conflict` holds (text, source) of each different statement where the sources disagree.
    """

    value: Value = None
    text: str = ""
    conflict: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RegisterEntry:
    """One enterprise of the consolidated register and the submissions it comes from."""

    enterprise: str
    entries: Mapping[str, Entry]
    submissions: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """A consolidated register, ready to be written; numbered in the order of `entries`."""

    definition: Definition
    entries: tuple[RegisterEntry, ...]
    head: Mapping[str, str]

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Where the sources disagree, a line each, as the register's own foot prints it."""
        return tuple(
            f"不一致：{entry.enterprise}，{column.print}："
            + "；".join(f"{text}（{source}）" for text, source in conflict)
            for entry in self.entries
            for column in self.definition.register_columns
            if column.key in entry.entries and (conflict := entry.entries[column.key].conflict)
        )


def consolidate(
    submissions: Iterable[Submission],
    definition: Definition,
    *,
    reported_on: date | None = None,
    reporting_unit: str = "",
) -> Register:
    """The rows of all submissions of this form as one register, by enterprise name.

    Rows are of one enterprise by credit code, else licence number, else exact name. What one
    source leaves empty another may fill; where two say different things both stand, with their
    sources. `reported_on` defaults to today, `reporting_unit` to what the sources say.
    """
    listed = sorted(
        (each for each in submissions if each.form.id == definition.id),
        key=lambda each: (each.source.name, each.id),
    )
    rows = [(row, each) for each in listed for row in each.rows]
    groups = grouped(rows, lambda sourced: _identity(sourced, definition))
    entries = [_entry(own, definition) for group in groups for own in _parted(group, definition)]
    return Register(
        definition,
        tuple(sorted(entries, key=lambda each: each.enterprise)),
        {
            **{field.key: _agreed(listed, field.key) for field in definition.fields},
            "reporting_unit": reporting_unit or _agreed(listed, "reporting_unit", several=True),
            "reported_on": chinese_date(reported_on or date.today()),
            "contact": _agreed(listed, "contact"),
            "phone": _agreed(listed, "phone"),
            "representative": "",
        },
    )


def _parted(
    group: Group[tuple[Row, Submission]], definition: Definition
) -> list[Group[tuple[Row, Submission]]]:
    """The rows of one enterprise by what tells them apart: its products, its problems."""
    parts: dict[tuple[str, ...], list[tuple[Row, Submission]]] = {}
    for member in group.members:
        parts.setdefault(_distinct(member[0], definition), []).append(member)
    return [Group(members, group.identity, group.doubtful) for members in parts.values()]


def _distinct(row: Row, definition: Definition) -> tuple[str, ...]:
    return tuple(_text(row.cells.get(key, Field())) for key in definition.distinct_by)


def _agreed(submissions: Sequence[Submission], key: str, *, several: bool = False) -> str:
    """What all sources say; a consolidated register has no single contact where they differ."""
    found = distinct(chinese_date(each.text(key)) for each in submissions)
    return "、".join(found) if several or len(found) == 1 else ""


def _identity(sourced: tuple[Row, Submission], definition: Definition) -> Identity:
    row, submission = sourced
    others = definition.keys_of_others
    texts = {key: _text(field) for key, field in row.cells.items() if key not in others}
    if all(column.key != "enterprise_name" for column in definition.register_columns):
        name = submission.text("enterprise_name") or "|".join(_distinct(row, definition))
        return Identity.of("", submission.text("licence_no"), name)
    uscc = texts.get("uscc") or (submission.text("uscc") if len(submission.rows) == 1 else "")
    return Identity.of(uscc, texts.get("licence_no", ""), texts.get("enterprise_name", ""))


def _entry(group: Group[tuple[Row, Submission]], definition: Definition) -> RegisterEntry:
    entries = {
        column.key: _merged(column.key, group.members)
        for column in definition.register_columns
        if column.key != _SEQUENCE
    }
    return RegisterEntry(
        enterprise=entries["enterprise_name"].text if "enterprise_name" in entries else "",
        entries=entries,
        submissions=tuple(dict.fromkeys(submission.id for _row, submission in group.members)),
    )


def _merged(key: str, members: Sequence[tuple[Row, Submission]]) -> Entry:
    said: dict[str, tuple[Field, list[str]]] = {}
    nothing = ""
    for row, submission in members:
        field = row.cells.get(key, Field())
        text = _text(field)
        if field.value is None and _NOTHING.fullmatch(text):
            nothing = nothing or text
        else:
            said.setdefault(text, (field, []))[1].append(submission.source.name)
    if not said:
        return Entry(text=nothing)
    if len(said) == 1:
        ((text, (field, _sources)),) = said.items()
        return Entry(field.value, text)
    conflict = tuple((text, "、".join(distinct(names))) for text, (_f, names) in said.items())
    return Entry(None, f"【不一致：{'／'.join(said)}】", conflict)


def _text(field: Field) -> str:
    """As it is printed; where a value could not be understood, what stood on the paper."""
    value = field.value
    if value is None:
        return field.raw.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return chinese_date(str(value).strip())


def write_register(
    register: Register,
    path: Path,
    *,
    templates: Path | None = None,
    behind: Sequence[Behind] = (),
) -> Written:
    """Write the register to a .docx (through the form's Word template) or an .xlsx.

    `behind` is what each figure of a statistics form counts, for a sheet (依据) of its own.
    Raises DocumentBlocked where there is no row, UsageError for another kind of file,
    ConfigurationError where the form has no Word template, TemplateError, UnwritableFile.
    """
    if not register.entries:
        raise DocumentBlocked(
            _("no row of the form {form} was found, so there is no register to write.").format(
                form=register.definition.id
            )
        )
    if path.suffix.lower() == ".xlsx":
        workbook = register_workbook(_sheet(register, templates))
        if behind:
            labels = {column.key: column.print for column in register.definition.register_columns}
            rows = [
                ("，".join(each.group), labels[each.column], each.what, each.source)
                for each in behind
            ]
            titles = [Column("分组"), Column("指标"), Column("计入的内容"), Column("来源")]
            add_sheet(workbook, "依据", titles, rows)
        written = write_workbook(path, workbook)
    elif path.suffix.lower() == ".docx":
        written = _write_word(register, path, templates)
    else:
        raise UsageError(
            _("a register is written as .docx or .xlsx, not as “{suffix}”.").format(
                suffix=path.suffix
            ),
            source=str(path),
        )
    submissions = (id_ for entry in register.entries for id_ in entry.submissions)
    return Written(
        written,
        register.head["reporting_unit"],
        tuple(dict.fromkeys(submissions)),
        reasons=register.conflicts,
    )


def _write_word(register: Register, path: Path, templates: Path | None) -> Path:
    """Through the form's Word template where it has one, else printed from its definition."""
    try:
        template = Template(template_path(_template_name(register), templates))
    except ConfigurationError:
        rows = [{k: e.text for k, e in each.entries.items()} for each in register.entries]
        content = register_document(register.definition, rows, register.head, register.conflicts)
        return write_atomically(path, content)
    return template.render_to(path, register_context(register))


def register_context(register: Register) -> dict[str, Any]:
    """What the form's Word template prints: every column as text, empty where nothing stood."""
    return {
        **register.head,
        "enterprises": [
            {key: entry.text for key, entry in each.entries.items()} for each in register.entries
        ],
        "conflicts": list(register.conflicts),
    }


def _template_name(register: Register) -> str:
    return register.definition.id.partition("/")[2]


def _sheet(register: Register, templates: Path | None) -> RegisterSheet:
    spans = _spans(register, templates)
    definition = register.definition
    bands = headings(definition, spans)
    head = register.head
    return RegisterSheet(
        title=definition.title,
        bands=bands,
        lines=[_line(each) for each in register.entries],
        head=head_line(definition, head),
        foot=(
            foot_line(definition, head),
            *definition.notes,
            *register.conflicts,
        ),
    )


def empty_workbook(register: Register) -> Workbook:
    """The printed head and header of a register, without a line and with nothing at its foot."""
    return register_workbook(replace(_sheet(register, None), lines=(), foot=()))


def _spans(register: Register, templates: Path | None) -> Mapping[str, int]:
    """The grid of the form's Word template, where it has one; else every column is one wide."""
    try:
        path = template_path(_template_name(register), templates)
    except ConfigurationError:
        return {}
    return load_contract(path).layout.spans


def _line(each: RegisterEntry) -> RegisterLine:
    return RegisterLine(
        {key: _content(entry) for key, entry in each.entries.items()},
        frozenset(key for key, entry in each.entries.items() if entry.conflict),
    )


def _content(entry: Entry) -> Content:
    value = entry.value
    if entry.conflict or value is None or isinstance(value, bool | tuple):
        return entry.text or None
    if isinstance(value, str):
        return iso_date(value) or entry.text
    return value
