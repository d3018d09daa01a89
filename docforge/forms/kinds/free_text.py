"""Checklists without boxes: what was written at an item is its conclusion (检查情况及存在问题).

Blank is unanswered; what the phrase lists know as in order or as a problem is that; anything else
is unknown and flagged. An item may hold clauses that are grave by themselves (`**` at their end).
"""

from __future__ import annotations

import re

from docforge.forms.definitions.definition import Clause, Definition, ItemDefinition
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.kinds.parts import PRINTED, Parts
from docforge.forms.marks.options import Choice
from docforge.forms.rows.columns import HeaderReader
from docforge.forms.rows.regions import Region
from docforge.forms.values.problems import split_problems
from docforge.forms.values.wording import likeness, normal
from docforge.layout import Cell, plain
from docforge.model import Conclusion, Flag, flag

# A stroke answers nothing here; 无 under 存在问题 says that there is no problem.
_STROKES = re.compile(r"[\s/／\\—–－\-_＿.。、]*")
_YES = frozenset({"是", "有", "存在", "是的"})
_NO = frozenset({"否", "无", "不存在", "没有", "不是"})
_NONE = frozenset({"无", "無", "均无", "没有", "无问题"})


def free_text_parts(region: Region, form: Definition) -> Parts:
    """What was written at an item: in its own column, else right of all that is printed."""
    parts = Parts()
    item, columns = region.match.item, region.columns
    headers = HeaderReader(form)
    for line in region.lines:
        if columns.having("record"):
            written = [cell for cell in line.cells if columns.role(cell) == "record"]
        else:
            written = [
                cell
                for cell in line.cells
                if cell.column > region.match.cell.column and not _is_printed(cell, item)
            ][-1:]
        for cell in written:
            if cell is not region.match.cell and headers.role_of(cell.text) is None:
                parts.put("record", cell.content, cell.place)
    return parts


def _is_printed(cell: Cell, item: ItemDefinition) -> bool:
    return any(
        printed and likeness(cell.text, printed) >= PRINTED
        for printed in (item.checkpoint, item.method, item.section, item.text)
    )


def free_text_choice(parts: Parts, item: ItemDefinition, phrases: Phrases) -> Choice:
    """The conclusion that the words of an item are."""
    raw = plain(parts.record, marks=True).strip()
    place = parts.place("record")
    text = plain(parts.record).strip()
    answered = yes_or_no(text, item)
    conclusion = answered or free_text_conclusion(text, item, phrases)
    doubts: tuple[Flag, ...] = ()
    if answered:
        doubts = (flag("typed_conclusion", place, raw=raw, conclusion=answered),)
    if conclusion is Conclusion.UNKNOWN and not phrases.is_ditto(raw):
        doubts = (flag("words_undecided", place, item=item.id, raw=raw[:60]),)
    return Choice(conclusion, raw, place=place, flags=doubts)


def free_text_conclusion(text: str, item: ItemDefinition, phrases: Phrases) -> Conclusion:
    """By the phrase lists alone; a statement of facts is no judgement and never unknown."""
    if _STROKES.fullmatch(text):
        return Conclusion.UNANSWERED
    if item.statement:
        return Conclusion.NOT_APPLICABLE
    if normal(text) in _NONE:
        return Conclusion.CONFORM
    said = phrases.conclusion_of(text)
    if said is not None:
        return said
    if phrases.problem_in(text):
        return Conclusion.NONCONFORM
    if phrases.praises(text) or phrases.says_in_order(text):
        return Conclusion.CONFORM
    return Conclusion.UNKNOWN


def yes_or_no(text: str, item: ItemDefinition) -> Conclusion | None:
    """What a bare 是, 否, 有 or 无 says to the one question of an item; None for other words."""
    word = normal(text)
    if item.yes_means is None or word not in _YES | _NO:
        return None
    conforms = (word in _YES) is (item.yes_means == "conform")
    return Conclusion.CONFORM if conforms else Conclusion.NONCONFORM


def problems_of(text: str, phrases: Phrases) -> tuple[str, ...]:
    """The numbered parts of a free text that tell a problem; all of them where none does."""
    parts = split_problems(text)
    problems = tuple(part for part in parts if phrases.problem_in(part))
    return problems or parts


def gravity(item: ItemDefinition, text: str) -> tuple[bool | None, Clause | None]:
    """Whether a problem of an item is grave, and the clause it belongs to.

    None where the text cannot be tied to the clause that carries `**` nor to another one.
    """
    if item.serious or not item.clauses:
        return item.serious, None
    words = normal(text)
    for clause in item.clauses:
        if any(normal(word) in words for word in clause.words):
            return clause.serious, clause
    if any(normal(word) in words for clause in item.clauses for word in clause.others):
        return False, None
    return None, None


def gravity_of_all(item: ItemDefinition, texts: tuple[str, ...]) -> bool | None:
    """Whether any of an item's problems is grave; None where that cannot be told."""
    found = [gravity(item, text)[0] for text in texts]
    if True in found:
        return True
    return None if None in found else False
