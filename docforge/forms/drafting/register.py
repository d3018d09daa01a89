"""A register: the header of its columns over one or two levels, with rows to be filled below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.forms.drafting.plan import Draft, Part
from docforge.forms.drafting.vocabulary import Vocabulary
from docforge.forms.lines import Line
from docforge.forms.values.wording import core, normal, tidy
from docforge.messages import translate as _

_LEAST_COLUMNS = 3
_COUNTED = re.compile(
    r"数量?$|台数$|[(（][^()（）]{0,8}(?:吨|台|条|家|个|件|元|次|米|辆|立方|公斤|kg|t)[^()（）]{0,6}[)）]$"
)
_DATED = re.compile(r"(?:日期|时间)$")
_TYPES = {
    "uscc": "uscc",
    "phone": "phone",
    "inspected_on": "date",
    "reported_on": "date",
    "licence_valid_until": "date",
    "stopped_on": "date",
}


def read_register(lines: Sequence[Line], vocabulary: Vocabulary, made: Draft) -> set[int] | None:
    """The columns of a register and the lines of its header; None where there is no header."""
    at = _header(lines)
    if at is None:
        return None
    line = lines[at]
    groups, taken = _groups(lines, at)
    keys: set[str] = set()
    for cell in line.all_cells:
        label = tidy(cell.text)
        if not label:
            continue
        key = "sequence" if core(label) in ("序号", "编号") else vocabulary.column_key(label)
        doubt = ""
        if key is None or key in keys:
            key = f"column_{len(made.columns) + 1}"
            doubt = _("name the key {key} of “{label}”").format(key=key, label=label)
        keys.add(key)
        column: dict[str, object] = {"key": key, "print": label}
        if cell.column in groups:
            column["group"] = groups[cell.column]
        kind = "number" if key == "sequence" else _type(key, label)
        if kind != "text":
            column["type"] = kind
        made.columns.append(Part(column, doubt))
    return taken


def _header(lines: Sequence[Line]) -> int | None:
    """The row with most filled cells, the first of them; its cells must be headings, no values."""
    best: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        filled = [cell for cell in line.all_cells if cell.text.strip()]
        whole = len(filled) == len(line.all_cells) or len(filled) >= _LEAST_COLUMNS + 1
        words = sum(not normal(cell.text).isdecimal() for cell in filled)
        if line.table and words >= _LEAST_COLUMNS and whole and (best is None or words > best[0]):
            best = (words, number)
    return best[1] if best else None


def _groups(lines: Sequence[Line], at: int) -> tuple[dict[int, str], set[int]]:
    """The merged headings above the columns, over as many levels as there are, joined."""
    line, taken = lines[at], {at}
    groups: dict[int, str] = {}
    for number in range(at - 1, -1, -1):
        above = lines[number]
        if above.table != line.table or len([c for c in above.cells if c.text.strip()]) < 2:
            break
        taken.add(number)
        for cell in above.cells:
            if cell.column_span > 1 and cell.row + cell.row_span <= line.row:
                for column in range(cell.column, cell.column + cell.column_span):
                    before = groups.get(column, "")
                    groups[column] = tidy(cell.text) + before
    return groups, taken


def _type(key: str, label: str) -> str:
    if key in _TYPES:
        return _TYPES[key]
    if _DATED.search(label):
        return "date"
    return "number" if _COUNTED.search(label) else "text"
