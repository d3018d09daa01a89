"""The rows below a header as items: their words, numbers, sections, and what each offers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from docforge.forms.drafting.grid import Column, Grid, Half
from docforge.forms.drafting.options import printed_options
from docforge.forms.drafting.plan import Item
from docforge.forms.drafting.vocabulary import Vocabulary
from docforge.forms.lines import Line
from docforge.forms.values.wording import core, normal, small_number, split_number, tidy
from docforge.layout import Cell
from docforge.messages import translate as _

NOTE = re.compile(r"\s*(?:备注|注意事项|注|说明|填表说明|填写说明)\s*\d?\s*[:：]")
_SUMS = frozenset({"合计", "总计", "小计", "共计", "总分", "总得分", "得分合计", "汇总"})
_CHAPTER = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*、|[(（][一二三四五六七八九十]{1,3}[)）]|第.{1,3}[章节部分]"
)
_LONGEST_CHAPTER = 40  # characters
# Signs that mark an item; the one in 50*30 is none.
_STARS = re.compile(r"^\s*[*＊★▲※]+|[*＊]{2,}|[*＊★▲※]+(?=[。；;\s]*$)")
_ENDS_IN_A_LABEL = re.compile(r"[:：]\s*$")
_SIGNED = re.compile(r"(?:[签盖](?:名|字|章)|日期)\s*[)）]?\s*[:：]?$")
_LONGEST_LABEL = 14
_ASKS_CONFORMITY = re.compile(r"是否(?:符合|合格|满足|达标|相符|合规)")
_DECIMAL = re.compile(r"\s*(?:0[.．]|\d+[.．]\d+\s*[A-Za-z%℃‰])")


def read_rows(
    lines: Sequence[Line], grid: Grid, vocabulary: Vocabulary
) -> tuple[list[Item], set[int]]:
    """The items of a grid, and the lines that are its own (header, items, sections)."""
    used = set(range(grid.at, grid.at + grid.height))
    headings = {core(column.heading) for column in grid.columns}
    by_half: list[list[Item]] = [[] for _half in grid.halves]
    chapter = ""
    for number in grid.body(lines):
        line = lines[number]
        if NOTE.match(line.text):
            continue
        if _repeats(line, headings):
            used.add(number)
            continue
        title = _chapter(line, grid.halves[0])
        if title is not None:
            chapter = title
            used.add(number)
            continue
        for half, items in zip(grid.halves, by_half, strict=True):
            item = _item(line, half, chapter, grid.merged, vocabulary)
            if item is not None:
                items.append(item)
                used.add(number)
            elif _is_sum(line):
                used.add(number)
    return [item for items in by_half for item in items], used


def _repeats(line: Line, headings: set[str]) -> bool:
    own = [core(cell.text) for cell in line.cells if cell.text.strip()]
    return bool(own) and all(text in headings for text in own)


def _is_sum(line: Line) -> bool:
    return any(normal(cell.text) in _SUMS for cell in line.cells)


def _chapter(line: Line, half: Half) -> str | None:
    """The title of a section that has a row of its own; None for any other row."""
    filled = [cell for cell in line.cells if cell.raw.strip()]
    content = half.having("content")
    assert content is not None
    if len(filled) != 1 or line.above:
        return None
    (cell,) = filled
    text = tidy(cell.text)
    across = cell.column <= content.start < cell.column + cell.column_span
    own_row = across and cell.column_span > content.span
    numbered = bool(_CHAPTER.match(text)) and len(line.cells) > 1 and text[-1] not in "。？?；;"
    if not (own_row or numbered) or not 0 < len(normal(text)) <= _LONGEST_CHAPTER:
        return None
    if re.search(r"[:：_＿]", text) or _SIGNED.search(text) or _is_sum(line):
        return None
    return split_number(text)[1]


def _item(line: Line, half: Half, chapter: str, merged: str, vocabulary: Vocabulary) -> Item | None:
    content = half.having("content")
    assert content is not None
    cell = _cell(line, content, own=True)
    text = tidy(cell.text) if cell is not None else ""
    if len(normal(text)) < 2 or _ENDS_IN_A_LABEL.search(text) or normal(text) in _SUMS:
        return None
    if _is_label_row(line, cell, vocabulary):
        return None
    section = _text(line, half, "section") or chapter
    item = Item("", split_number(section)[1])
    numbered = _text(line, half, "number")
    path, words = _numbered(text)
    item.path = _path(numbered) or path
    item.text = _STARS.sub("", words).strip()
    _grave(item, numbered, words)
    for role in ("checkpoint", "method", "remark"):
        item.printed[role] = _text(line, half, role)
        if "**" in item.printed[role].replace("＊", "*"):
            _grave(item, "", item.printed[role])
            item.printed[role] = _STARS.sub("", item.printed[role]).strip()
    points = _text(line, half, "points")
    match = re.match(r"\d+(?:\.\d+)?", points)
    item.points = float(match[0]) if match else None
    _offer(item, line, half, merged, vocabulary)
    return item


def _is_label_row(line: Line, cell: Cell | None, vocabulary: Vocabulary) -> bool:
    """检查人员 | ___ | 日期 | ___ in the grid of the items: labels, no item."""
    if cell is not None and _SIGNED.search(cell.text) and len(normal(cell.text)) <= _LONGEST_LABEL:
        return True
    first = next((own for own in line.cells if own.text.strip()), None)
    if first is None or first is cell:
        return cell is not None and vocabulary.key(cell.text) is not None
    return vocabulary.key(first.text) is not None and vocabulary.role(first.text) != "section"


def _cell(line: Line, column: Column, *, own: bool = False) -> Cell | None:
    """The cell of a column in a row; `own` where it must begin in this row."""
    for cell in line.cells if own else line.all_cells:
        if (cell.column, cell.column_span) == (column.start, column.span):
            return cell
    return None


def _text(line: Line, half: Half, role: str) -> str:
    column = next((own for own in half.columns if own.role == role), None)
    cell = _cell(line, column) if column is not None else None
    return tidy(cell.text) if cell is not None else ""


def _numbered(text: str) -> tuple[tuple[int, ...], str]:
    """The number before an item's words; 0.4kV is none."""
    starred = _STARS.match(text)
    rest = text[starred.end() :].strip() if starred else text
    if _DECIMAL.match(rest):
        return (), text
    path, words = split_number(rest)
    return path, (f"{starred[0]}{words}" if starred else words)


def _path(text: str) -> tuple[int, ...]:
    """The number of a cell that holds nothing else: 3, *2.1, （三）, 1.2.3."""
    bare = _STARS.sub("", text).strip()
    whole = small_number(bare)
    if whole is not None:
        return (whole,)
    path, rest = split_number(bare + ".") if not bare.endswith(".") else split_number(bare)
    return path if not normal(rest) else ()


def _grave(item: Item, numbered: str, words: str) -> None:
    """`**` at a number or at the end of the words marks the whole item, elsewhere a clause."""
    found = [*_STARS.finditer(numbered), *_STARS.finditer(words)]
    stars = {match[0].strip().replace("＊", "*") for match in found}
    if "**" in stars:
        item.grave = True
        if not (numbered.rstrip().endswith("*") or re.search(r"[*＊]{2}[。；;\s]*$", words)):
            item.doubts.append(_("only the clause marked ** may be grave: see `clauses`"))
    elif stars:
        item.doubts.append(
            _("marked {sign}: write `serious: true` if that means grave").format(sign=min(stars))
        )


def _offer(item: Item, line: Line, half: Half, merged: str, vocabulary: Vocabulary) -> None:
    """The options that the row of an item prints, and whether 是 is the problem."""
    columns = [column for column in half.columns if column.option]
    column = half.having("conclusion")
    if columns:
        item.words = {column.option or "": column.heading for column in columns}
    else:
        cell = _cell(line, column) if column is not None else None
        if cell is not None:
            item.words, guessed = printed_options(cell, vocabulary)
            if guessed:
                item.doubts.append(_("check which of its options conforms"))
    heading = merged or (column.heading if column else "")
    if item.words.get("conform") not in ("是", "有") or _ASKS_CONFORMITY.search(heading):
        return  # below 是否合格 a 是 is well, whatever the item asks
    item.yes_is_bad = vocabulary.yes_is_the_problem(item.text)
    if vocabulary.asks_both_ways(item.text):
        item.doubts.append(_("it asks two things; “yes” is well for one and ill for the other"))


def merged_sections(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """The items by their sections, in printed order."""
    found: list[tuple[str, list[Item]]] = []
    for item in items:
        if not found or found[-1][0] != item.section:
            found.append((item.section, []))
        found[-1][1].append(item)
    return found


def ids_of(sections: Sequence[tuple[str, list[Item]]]) -> dict[int, str]:
    """An id for every item, by its place: its printed number where these tell items apart.

    Else its place within its section: 2.1.
    """
    items = [item for _title, own in sections for item in own]
    paths = [item.path for item in items]
    printed = all(paths) and len(set(paths)) == len(paths) and len({*map(len, paths)}) == 1
    if printed and all(one < other for one, other in pairwise(paths)):
        return {at: ".".join(map(str, path)) for at, path in enumerate(paths)}
    found: dict[int, str] = {}
    for number, (_title, own) in enumerate(sections, start=1):
        for place, _item in enumerate(own, start=1):
            found[len(found)] = f"{number}.{place}"
    return found
