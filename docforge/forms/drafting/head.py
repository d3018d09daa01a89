"""The values that a form asks for above and below its table: labels with room to write.

A label ends in a colon, stands in a cell with an empty one beside it, in brackets under a line,
or is one that the trade knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.forms.drafting.plan import Draft, Part
from docforge.forms.drafting.rows import NOTE
from docforge.forms.drafting.vocabulary import Vocabulary
from docforge.forms.lines import Line
from docforge.forms.marks.spans import MARK, Flat
from docforge.forms.values.wording import core, normal, tidy
from docforge.layout import Cell
from docforge.messages import translate as _

_LABEL = re.compile(
    r"(?:^|(?<=[\s\u3000_＿，。；;）)\ufffc]))(?:\d{1,2}\s*[.、．]\s*)?"
    r"(?P<label>[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z/／（）()、\s]{0,18}?[\u4e00-\u9fff）)])\s*[:：]"
)
_BRACKETED = re.compile(r"\s*[(（]\s*(?P<label>[\u4e00-\u9fff]{2,14})\s*[)）]\s*$")
_FOLLOWED = re.compile(r"[\s_＿]*[_＿]{2,}\s*[(（]\s*(?P<label>[\u4e00-\u9fff]{2,14})\s*[)）]")
_DATE = re.compile(r"年[\s\u3000_＿]*月")
_PERIOD = re.compile(r"日?[\s\u3000_＿]*[至到—~－-]+[\s\u3000_＿]*(?:年|\d{2,4}年)")
_EMPTY = re.compile(r"[\s\u3000_＿:：年月日时分至/.\-—]*$")
_OPTION = re.compile(rf"{MARK}[ \u3000]*([^\s{MARK}_＿:：,，;；、/]+)")
_LONGEST_LABEL = 16
_SIGNED = {"inspectors": "signature_inspectors", "representative": "signature_representative"}
_TYPES = {
    "licence_no": "text",  # other trades number their licences in their own ways
    "uscc": "uscc",
    "phone": "phone",
    "inspected_on": "date",
    "reported_on": "date",
    "inspectors": "names",
    "licence_valid_until": "date",
    "stopped_on": "date",
    "deadline_days": "number",
}
_DAY = re.compile(r"日期$|[查视检评填报签核测验][^工营]{0,2}时间$")
_OWN_LICENCE = re.compile(r"生产许可证")


@dataclass(frozen=True)
class _Label:
    """A label with what is printed behind it."""

    text: str
    behind: str = ""
    follows: bool = False


def read_fields(lines: Sequence[Line], vocabulary: Vocabulary, made: Draft) -> None:
    """The fields of head and foot, each label once."""
    seen: set[str] = set()
    taken: set[str] = set()
    before: Line | None = None
    for line in lines:
        if normal(line.text) and line.text.strip() != made.title and not NOTE.match(line.text):
            for label in _labels(line, before, vocabulary):
                if core(label.text) in seen:
                    continue
                seen.add(core(label.text))
                made.fields.append(_field(label, taken, vocabulary, len(made.fields) + 1))
        before = line
    if made.kind == "checklist" and "enterprise_name" not in taken:
        doubt = _("no label names the enterprise")
        made.fields.insert(0, Part({"key": "enterprise_name"}, doubt))


def _labels(line: Line, before: Line | None, vocabulary: Vocabulary) -> Iterator[_Label]:
    for place, cell in enumerate(line.cells):
        flat = Flat(cell.content).text
        under = _BRACKETED.match(flat) if before is not None and _room(before) else None
        followed = under or _FOLLOWED.match(flat)
        if followed:
            yield _Label(followed["label"], follows=True)
            continue
        found = list(_LABEL.finditer(flat))
        for at, match in enumerate(found):
            end = found[at + 1].start() if at + 1 < len(found) else len(flat)
            behind = flat[match.end() : end]
            last = at + 1 == len(found)
            right = line.cells[place + 1] if place + 1 < len(line.cells) else None
            if last and not behind.strip() and right is not None:
                behind = Flat(right.content).text
            yield _Label(tidy(match["label"]), behind)
        if not found:
            yield from _without_colon(line, place, cell, vocabulary)


def _room(line: Line) -> bool:
    """A line that is nothing but room to write."""
    return bool(_EMPTY.match(line.text))


def _without_colon(line: Line, place: int, cell: Cell, vocabulary: Vocabulary) -> Iterator[_Label]:
    text = tidy(cell.text)
    after = line.cells[place + 1] if place + 1 < len(line.cells) else None
    behind = Flat(after.content).text if after is not None else ""
    roomy = after is not None and bool(_EMPTY.match(behind) or len(_OPTION.findall(behind)) > 1)
    if roomy and 1 < len(normal(text)) <= _LONGEST_LABEL and not cell.marks:
        yield _Label(text, behind)
        return
    for part in re.split(r"[\s\u3000_＿]{2,}", cell.text.strip()):
        if vocabulary.key(part) and len(normal(part)) > 1:
            yield _Label(tidy(part), behind if part == cell.text.strip() else "")


def _field(label: _Label, taken: set[str], vocabulary: Vocabulary, number: int) -> Part:
    key = vocabulary.key(label.text)
    doubt = ""
    if key == "licence_valid_from" or (key == "licence_valid_until" and "至" not in label.text):
        key = "licence_valid_from" if _PERIOD.search(label.behind) else "licence_valid_until"
    if key is None or key in taken:
        key = f"field_{number}"
        doubt = _("name the key {key} of “{label}”").format(key=key, label=label.text)
    taken.add(key)
    own: dict[str, object] = {"key": key, "print": label.text}
    kind = _type(key, label)
    options = _OPTION.findall(label.behind)
    if len(options) > 1:
        own |= {"type": "choice", "options": list(dict.fromkeys(options))}
    elif key == "licence_valid_from":
        own |= {"type": "period", "until": "licence_valid_until"}
        taken.add("licence_valid_until")
    elif kind != "text":
        own["type"] = kind
    if key in _SIGNED:
        own["signature"] = _SIGNED[key]
    if key == "enterprise_name":
        own["required"] = True
    if label.follows:
        own["label_follows"] = True
    return Part(own, doubt)


def _type(key: str, label: _Label) -> str:
    if key == "licence_no" and _OWN_LICENCE.search(label.text):
        return "licence_no"
    if key in _TYPES:
        return _TYPES[key]
    dated = bool(_DATE.search(label.behind)) and bool(_EMPTY.match(label.behind))
    return "date" if _DAY.search(label.text) or dated else "text"
