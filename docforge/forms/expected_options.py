"""The options that a blank offers: boxes and brackets at words, bare words, columns of empty cells.

Where an option is marked follows from the print alone; that a bare word, or an empty cell below
one, is an option at all, only the form's own words tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from docforge.forms.definitions.definition import Definition
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.values.wording import normal
from docforge.layout import (
    Cell,
    ExpectedOption,
    Inline,
    Mark,
    MarkShape,
    OptionPrint,
    Page,
    Paragraph,
    Table,
    Text,
)
from docforge.place import Box

_YES_NO = ("是", "否")
_WIDE_BRACKET = 1.4
"""Widths to heights from which on a place for a mark is a pair of brackets."""


class OfferedOptions:
    """Finds the options of a blank, page by page: a table may go on without its header."""

    def __init__(self, form: Definition, phrases: Phrases) -> None:
        printed = {normal(word) for item in form.items for word in form.printed(item)}
        usual = {normal(word) for several in phrases.conclusions.values() for word in several}
        self._words = printed
        self._headings = printed | usual | set(_YES_NO)
        self._columns: dict[int, tuple[str, Box]] = {}
        self._width = 0
        self._group = 0

    def on(self, page: Page) -> Iterator[ExpectedOption]:
        """The options of the next page, each group as one stands."""
        for block in page.blocks:
            if isinstance(block, Paragraph):
                yield from self._beside_boxes(block.content)
            else:
                yield from self._in_table(block)

    def _in_table(self, table: Table) -> Iterator[ExpectedOption]:
        if table.columns != self._width:
            self._columns, self._width = {}, table.columns
        by_row = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
        for _row, several in groupby(by_row, key=lambda cell: cell.row):
            cells = list(several)
            headings = self._headings_in(cells)
            if headings:
                self._columns = headings
            for cell in cells:
                yield from self._beside_boxes(cell.content)
                yield from self._bare_words(cell)
                for part in cell.content:
                    if isinstance(part, Table):
                        yield from self._in_table(part)
            if not headings:
                yield from self._empty_cells(cells)

    def _headings_in(self, cells: Sequence[Cell]) -> dict[int, tuple[str, Box]]:
        """The columns of a row in which nothing but the words of options stands."""
        found = {
            cell.column: (cell.text.strip(), cell.place.box)
            for cell in cells
            if normal(cell.text) in self._headings and cell.place and cell.place.box
        }
        return found if len({word for word, _box in found.values()}) >= 2 else {}

    def _empty_cells(self, cells: Sequence[Cell]) -> Iterator[ExpectedOption]:
        own = [cell for cell in cells if cell.column in self._columns and cell.column_span == 1]
        if len(own) < 2 or any(cell.text.strip() or cell.marks for cell in own):
            return
        self._group += 1
        for cell in own:
            word, heading = self._columns[cell.column]
            if cell.place and cell.place.box:
                box = cell.place.box
                yield ExpectedOption(word, box, heading, self._group, OptionPrint.CELL)

    def _bare_words(self, cell: Cell) -> Iterator[ExpectedOption]:
        """The words of a cell that prints several options and nothing else."""
        if cell.marks or any(isinstance(part, Table) for part in cell.content):
            return
        runs = [part for part in cell.content if isinstance(part, Text) and part.text.strip()]
        found = [
            (word, box)
            for run in runs
            if run.place and run.place.box
            for word, box in _words_of(run.text, run.place.box)
        ]
        words = {normal(word) for word, _box in found}
        if len(words) < 2 or not words <= self._words:
            return
        self._group += 1
        for word, box in found:
            yield ExpectedOption(word, box, box, self._group, OptionPrint.WORD)

    def _beside_boxes(self, content: Sequence[Inline | Table]) -> Iterator[ExpectedOption]:
        self._group += 1
        parts = list(_on_lines(content))
        behind = bool(parts) and self._is_behind(parts[0][1], parts[-1][1])
        for index, (line, part) in enumerate(parts):
            if not isinstance(part, Mark) or not (part.boxed or part.shape is MarkShape.BOX):
                continue
            found = _word_beside(parts, index, behind)
            if found is None or part.place is None or part.place.box is None:
                continue
            box, word = _within_brackets(part.place.box), found[1]
            # A word at the end of the line above tells nothing about where marks are made.
            beside = _bare(word) if found[0] == line else box
            yield ExpectedOption(word.text.strip(), box, beside, self._group)

    def _is_behind(self, first: Inline, last: Inline) -> bool:
        """Whether boxes stand behind their words: the last one may be lost at a line's end."""
        if not isinstance(first, Text):
            return False
        return isinstance(last, Mark) or normal(first.text) in self._words


def _on_lines(content: Sequence[Inline | Table]) -> Iterator[tuple[int, Inline]]:
    """The words and marks of a content, each with the line it stands on; no blanks."""
    line = 0
    for part in content:
        if isinstance(part, Text) and "\n" in part.text:
            line += 1
        elif isinstance(part, Mark) or (isinstance(part, Text) and part.text.strip()):
            yield line, part


def _word_beside(
    parts: Sequence[tuple[int, Inline]], index: int, behind: bool
) -> tuple[int, Text] | None:
    """The word at a box: after it, where boxes stand behind their words before it."""
    after, before = parts[index + 1 : index + 2], parts[:index][-1:]
    for line, part in (*before, *after) if behind else (*after, *before):
        if isinstance(part, Text) and part.place and part.place.box:
            return line, part
    return None


def _words_of(text: str, box: Box) -> Iterator[tuple[str, Box]]:
    """The words of a run of print, parted by blanks and strokes, each with its place."""
    unit = (box[2] - box[0]) / max(_units(text), 0.5)
    for match in re.finditer(r"[^\s/／、，,|]+", text):
        x0 = box[0] + unit * _units(text[: match.start()])
        yield match[0], (x0, box[1], x0 + unit * _units(match[0]), box[3])


def _bare(word: Text) -> Box:
    """The place of a word without the blanks around it."""
    assert word.place
    assert word.place.box
    x0, y0, x1, y1 = word.place.box
    unit = (x1 - x0) / max(_units(word.text), 0.5)
    before = _units(word.text) - _units(word.text.lstrip())
    return x0 + unit * before, y0, x0 + unit * (before + _units(word.text.strip())), y1


def _units(text: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def _within_brackets(box: Box) -> Box:
    """The square in which a mark between brackets stands; a box as it is."""
    x0, y0, x1, y1 = box
    if x1 - x0 < _WIDE_BRACKET * (y1 - y0):
        return box
    middle, half = (x0 + x1) / 2, (y1 - y0) / 2
    return middle - half, y0, middle + half, y1
