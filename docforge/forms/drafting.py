"""A first definition of a form that nobody described yet, drawn from its empty print.

What the print tells is taken: kind, title, labels, columns, items, options. What it cannot tell
stands in the draft as a comment (`# settle: …`) for the clerk who knows the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import yaml

from docforge.errors import UnreadableFile
from docforge.forms.definitions.catalogue import Labels
from docforge.forms.definitions.definition import ColumnRole
from docforge.forms.lines import Line, lines_of
from docforge.forms.values.wording import core, likeness, normal, small_number, split_number
from docforge.layout import Document
from docforge.messages import translate as _

_SCHEMA = "# yaml-language-server: $schema=form.schema.json"
_TITLE = re.compile(r"(?:表|记录|台账|台帐|清单|名单|报告|单|书|册)(?:[（(].*[)）])?$")
_ATTACHMENT = re.compile(r"附(?:件|表)\s*\d*\s*[:：]?$")
_NOTE = re.compile(r"\s*(?:备注|注|说明|填表说明)\s*\d?\s*[:：]?")
_LABEL = re.compile(
    r"(?:^|(?<=[\s\u3000_＿]))([\u4e00-\u9fff][\u4e00-\u9fff/（）()]{1,13})\s*[:：]"
)
_BOXES = re.compile(r"[□☐◻○◯⬜▫❑❒\uf0a8\uf06f¨£（）()\[\]【】\s\u3000、/／]+")
_BAD_IF_YES = re.compile(
    r"是否(?:存在|超|违|发生|擅自|使用不|采用不|涉嫌|私)|有无|是否.{0,6}(?:违法|违规|过期)"
)
_WORDS: dict[str, tuple[str, ...]] = {
    "conform": ("符合", "合格", "是", "达标", "满足", "通过", "正常", "符合要求", "√", "有"),
    "nonconform": (
        "不符合",
        "不合格",
        "否",
        "不达标",
        "不满足",
        "不通过",
        "异常",
        "不符合要求",
        "×",
        "无",
    ),
    "not_applicable": ("不适用", "不涉及", "合理缺项", "免查", "无此项", "缺项", "不适用项"),
}
_SIGNED = {"inspectors": "signature_inspectors", "representative": "signature_representative"}
_TYPES = {
    "licence_no": "licence_no",
    "uscc": "uscc",
    "phone": "phone",
    "inspected_on": "date",
    "reported_on": "date",
    "inspectors": "names",
    "licence_valid_until": "date",
    "stopped_on": "date",
    "deadline_days": "number",
}


@dataclass
class _Draft:
    fields: list[dict[str, object]] = field(default_factory=list)
    columns: list[dict[str, str]] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    sections: list[dict[str, object]] = field(default_factory=list)
    bands: list[dict[str, object]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def draft(document: Document, labels: Labels, id_: str) -> str:
    """The YAML of a definition of this empty form.

    Raises UnreadableFile where no table of items and no header of columns is found.
    """
    lines = [line for line in lines_of(document) if line.text.strip()]
    names = _Names(labels)
    header = _checklist_header(lines, names)
    made = _Draft()
    if header is not None:
        kind = "checklist"
        body = _items(lines, header, names, made)
    else:
        kind = "register"
        header = _register_header(lines)
        if header is None:
            raise UnreadableFile(
                _("no table of items and no header of columns was found in this form"),
                remedy=_("Give an empty form whose table still has its header row."),
            )
        body = _register(lines, header, names, made)
    rest = [line for number, line in enumerate(lines) if number not in body]
    title = _title(rest)
    _fields(rest, names, made, title, kind)
    made.notes = [line.text.strip() for line in rest if _NOTE.match(line.text)]
    return _written(made, kind, title, id_)


class _Names:
    """Which key or role a printed label is, by the trade's own list."""

    def __init__(self, labels: Labels) -> None:
        self._fields = {core(own): key for key, all_ in labels.fields.items() for own in all_}
        self._roles: list[tuple[str, ColumnRole]] = [
            (core(own), role)  # type: ignore[misc]
            for role, all_ in labels.columns.items()
            for own in all_
        ]

    def key(self, label: str) -> str | None:
        return self._fields.get(core(label))

    def role(self, text: str) -> ColumnRole | None:
        bare = core(text)
        if not bare or len(bare) > 16:
            return None
        exact = next((role for label, role in self._roles if label == bare), None)
        if exact:
            return exact
        scored = [(likeness(bare, label), role) for label, role in self._roles if len(label) >= 3]
        best, role = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        return role if best >= 0.8 else None


def option_of(word: str) -> str | None:
    """Which conclusion an option's word is, None for a word that is none."""
    bare = normal(word) or word.strip()
    for name, words in _WORDS.items():
        if bare in words or bare.removesuffix("项") in words:
            return name
    return None


def _checklist_header(lines: Sequence[Line], names: _Names) -> int | None:
    for number, line in enumerate(lines):
        roles = {names.role(cell.text) for cell in line.cells} - {None}
        options = [cell for cell in line.cells if option_of(cell.text)]
        answers = roles & {"conclusion", "record"} or len(options) >= 2
        if line.table and roles & {"content", "section"} and answers:
            return number
    return None


def _items(lines: Sequence[Line], at: int, names: _Names, made: _Draft) -> set[int]:
    """Columns, sections, items and options below a checklist's header; the lines they take."""
    header = lines[at]
    roles: dict[int, ColumnRole] = {}
    used, body = set[str](), {at}
    for cell in header.cells:
        role = names.role(cell.text)
        if option_of(cell.text) and role not in ("conclusion",):
            made.options.setdefault(option_of(cell.text) or "", cell.text.strip())
            role = None
        if role and role not in used:
            used.add(role)
            roles |= dict.fromkeys(range(cell.column, cell.column + cell.column_span), role)
            made.columns.append({"role": role, "print": cell.text.strip()})
        elif cell.text.strip() and not option_of(cell.text):
            made.doubts.append(
                _("the column “{label}” has no known role").format(label=cell.text.strip())
            )
    if "content" not in used:
        for column in made.columns:
            if column["role"] == "section":
                column["role"] = "content"
        roles = {k: ("content" if role == "section" else role) for k, role in roles.items()}
        used.add("content")
    section: dict[str, object] = {}
    title = ""
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if not line.table or line.columns != header.columns or _NOTE.match(line.text):
            if line.table != header.table and line.is_paragraph:
                break
            continue
        by_role = {roles.get(cell.column): cell.text.strip() for cell in line.all_cells}
        if all(names.role(cell.text) or option_of(cell.text) for cell in line.cells):
            body.add(number)  # the header again, or its second level
            _take_options(made, [cell.text for cell in line.cells])
            continue
        text = by_role.get("content", "")
        across = len(line.all_cells) == 1
        if across or not text:
            if across and len(line.text) < 30 and not _LABEL.search(line.text):
                title = split_number(line.text)[1]
                body.add(number)
            continue
        body.add(number)
        own = by_role.get("section", "") or title
        if not section or own != section["title"]:
            section = {"number": len(made.sections) + 1, "title": own, "items": []}
            made.sections.append(section)
        _add_item(section, text, by_role, made)
    if "conclusion" not in used and not made.options:
        made.doubts.append(_("no column of conclusions: the words of the record are taken as them"))
    return body


def _add_item(
    section: dict[str, object], text: str, by_role: dict[ColumnRole | None, str], made: _Draft
) -> None:
    items = section["items"]
    assert isinstance(items, list)
    path, words = split_number(text)
    item: dict[str, object] = {"id": f"{section['number']}.{len(items) + 1}"}
    if path and small_number(str(path[-1])) is not None:
        item["number"] = f"({path[-1]})"
    item["text"] = words
    printed = by_role.get("conclusion", "")
    offered = _take_options(made, _BOXES.split(printed))
    if offered:
        item["offers"] = offered
    for role in ("checkpoint", "method", "remark"):
        said = by_role.get(role)
        if said:
            item[role] = said
    stars = "**" in by_role.get("number", "") or text.rstrip("。").endswith("**")
    if stars:
        item["serious"] = True
    items.append(item)


def _take_options(made: _Draft, words: Iterable[str]) -> list[str]:
    offered = []
    for word in words:
        name = option_of(word)
        if name:
            made.options.setdefault(name, word.strip())
            offered.append(name)
    return list(dict.fromkeys(offered))


def _register_header(lines: Sequence[Line]) -> int | None:
    best: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        filled = [cell for cell in line.cells if cell.text.strip()]
        whole = len(filled) == len(line.cells) or len(filled) >= 4
        if line.table and len(filled) >= 3 and whole and (best is None or len(filled) > best[0]):
            best = (len(filled), number)
    return best[1] if best else None


def _register(lines: Sequence[Line], at: int, names: _Names, made: _Draft) -> set[int]:
    """The columns of a register, with the merged titles above them."""
    line, taken = lines[at], {at}
    above: dict[int, str] = {}
    own = list(line.all_cells)
    before = lines[at - 1] if at else None
    if before is not None and before.table == line.table and len(before.cells) > 1:
        taken.add(at - 1)
        for cell in before.cells:
            if cell.row_span == 1 and cell.column_span > 1:
                above |= dict.fromkeys(
                    range(cell.column, cell.column + cell.column_span), cell.text.strip()
                )
    columns: list[dict[str, str]] = []
    for cell in own:
        if not cell.text.strip():
            continue
        label = cell.text.strip()
        key = "sequence" if core(label) == "序号" else names.key(label)
        keys = {column["key"] for column in columns}
        if key is None or key in keys:
            key = f"column_{len(columns) + 1}"
            made.doubts.append(_("name the key {key} of “{label}”").format(key=key, label=label))
        column = {"key": key, "print": label}
        if cell.column in above:
            column["group"] = above[cell.column]
        kind = "number" if key == "sequence" else _type_of(key, label)
        if kind != "text":
            column["type"] = kind
        columns.append(column)
    made.bands = [{"columns": columns}]
    return taken


def _type_of(key: str, label: str) -> str:
    if key in _TYPES:
        return "text" if _TYPES[key] == "names" else _TYPES[key]
    if re.search(r"日期|时间$", label):
        return "date"
    return (
        "number"
        if re.search(r"数量?$|[(（](?:万?吨|台|条|家|个|件|万?元|人次?)[)）]$", label)
        else "text"
    )


def _title(lines: Sequence[Line]) -> str:
    texts = [line.text.strip() for line in lines if len(line.cells) == 1]
    texts = [t for t in texts if 3 < len(normal(t)) <= 60 and not _ATTACHMENT.match(t)]
    plain = [t for t in texts if not _LABEL.search(t)]
    return next((t for t in plain if _TITLE.search(t)), next(iter(plain), "")) or "未命名的表"


def _fields(lines: Sequence[Line], names: _Names, made: _Draft, title: str, kind: str) -> None:
    seen: set[str] = set()
    for line in lines:
        if line.text.strip() == title or _NOTE.match(line.text):
            continue
        for place, cell in enumerate(line.cells):
            found = [match[1] for match in _LABEL.finditer(cell.text)]
            after = line.cells[place + 1] if place + 1 < len(line.cells) else None
            text = cell.text.strip().rstrip(":：")
            empty = after is not None and not normal(after.text)
            if not found and ((empty and 0 < len(text) <= 16) or names.key(text)):
                found = [text]
            for label in found:
                key = names.key(label)
                if key is None:
                    key = f"field_{len(made.fields) + 1}"
                    made.doubts.append(
                        _("name the key {key} of “{label}”").format(key=key, label=label)
                    )
                if key in seen:
                    continue
                seen.add(key)
                made.fields.append(_field(key, label))
    if kind == "checklist" and "enterprise_name" not in seen:
        made.fields.insert(0, {"key": "enterprise_name"})
        made.doubts.append(_("no label names the enterprise"))


def _field(key: str, label: str) -> dict[str, object]:
    own: dict[str, object] = {"key": key, "print": label}
    if key == "licence_valid_from":
        own |= {"type": "period", "until": "licence_valid_until"}
    elif _TYPES.get(key, "date" if label.endswith("日期") else "text") != "text":
        own["type"] = _TYPES.get(key, "date")
    if key in _SIGNED:
        own["signature"] = _SIGNED[key]
    if key == "enterprise_name":
        own["required"] = True
    return own


def _written(made: _Draft, kind: str, title: str, id_: str) -> str:
    content: dict[str, object] = {"docforge": "form@1", "id": id_, "kind": kind, "title": title}
    content["source"] = "本局自有表格"
    if kind == "checklist":
        marked = bool(made.options) or any(c["role"] == "conclusion" for c in made.columns)
        if not marked:
            content["conclusions"] = "text"
        content["fields"] = made.fields
        content["columns"] = made.columns
        if made.options:
            content["options"] = {**dict.fromkeys(_WORDS, ""), **made.options}
            content["options"] = {k: v or _WORDS[k][0] for k, v in content["options"].items()}  # type: ignore[attr-defined]
        _polarity(made)
        for section in made.sections:
            if not section["title"]:
                section["title"] = title
        content["sections"] = made.sections
    else:
        content["fields"] = made.fields
        content["bands"] = made.bands
    if made.notes:
        content["notes"] = made.notes
    doubts = "".join(f"# settle: {doubt}\n" for doubt in made.doubts)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    return f"{_SCHEMA}\n{doubts}{text}"


def _polarity(made: _Draft) -> None:
    """是 may be the problem: “是否存在…”. The draft says so item by item, for a person to check."""
    if made.options.get("conform") not in ("是", "有"):
        return
    for section in made.sections:
        items = section["items"]
        assert isinstance(items, list)
        for item in items:
            if _BAD_IF_YES.search(item["text"]):
                item["yes_means"] = "nonconform"
    made.doubts.append(
        _("check yes_means: “yes” is taken as the problem where an item asks whether one exists")
    )
