"""Items without a header: rows that end in options, or numbered lines with options behind them."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.forms.drafting.options import printed_options
from docforge.forms.drafting.plan import Item
from docforge.forms.drafting.rows import NOTE
from docforge.forms.drafting.vocabulary import Vocabulary
from docforge.forms.lines import Line
from docforge.forms.marks.spans import MARK, Flat
from docforge.forms.values.wording import normal, split_number, tidy
from docforge.layout import Cell

_LEAST_ITEMS = 3
_LEAST_WORDS = 4
_LONGEST_CHAPTER = 30
_BETWEEN = " \t\n\u3000:：？?（(；;。，,_＿"


def loose_items(lines: Sequence[Line], vocabulary: Vocabulary) -> tuple[list[Item], set[int]]:
    """The items, and the lines that are theirs; none where fewer than three offer options."""
    items: list[Item] = []
    used: set[int] = set()
    chapter, opened = "", -1
    for number, line in enumerate(lines):
        item = _item(line, vocabulary)
        if item is not None:
            item.section = chapter
            items.append(item)
            used.add(number)
            if opened >= 0:
                used.add(opened)
            opened = -1
        elif _is_chapter(line):
            chapter, opened = split_number(tidy(line.text))[1], number
    return (items, used) if len(items) >= _LEAST_ITEMS else ([], set())


def _item(line: Line, vocabulary: Vocabulary) -> Item | None:
    if NOTE.match(line.text):
        return None
    for cell in line.cells:
        words, guessed = printed_options(cell, vocabulary)
        if not words or guessed:
            continue
        asked = _before_options(cell, words)
        beside = [tidy(own.text) for own in line.all_cells if own is not cell]
        text = asked or max(beside, key=len, default="")
        path, bare = split_number(text)
        if len(normal(bare)) < _LEAST_WORDS or text.endswith((":", "：")):  # 检查结论：□合格
            continue
        bad = words.get("conform") in ("是", "有") and vocabulary.yes_is_the_problem(bare)
        return Item(bare, "", path, words, bad)
    return None


def _before_options(cell: Cell, words: dict[str, str]) -> str:
    """The words before the first option of a cell, boxes left out."""
    flat = Flat(cell.content).text
    starts = [flat.find(MARK)] if MARK in flat else []
    starts += [flat.rfind(word) for word in words.values() if word in flat]
    head = flat[: min(starts)] if starts else ""
    asked = tidy(head.replace(MARK, "")).rstrip("(（ ")
    if asked.endswith((":", "：")):
        return asked
    return asked.rstrip(_BETWEEN)


def _is_chapter(line: Line) -> bool:
    """A short numbered line by itself: 二、消防安全."""
    filled = [cell for cell in line.cells if cell.text.strip()]
    if len(filled) != 1:
        return False
    text = tidy(filled[0].text)
    path, words = split_number(text)
    return bool(path) and 1 < len(normal(words)) <= _LONGEST_CHAPTER and "：" not in text
