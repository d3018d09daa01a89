"""Columns of cells to tick on a page without a blank: an option heads each, and a mark in a row's
cell chooses it.

On the pages after the first no head stands above them; there they are told by being narrow, side
by side, and all but without letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from rapidfuzz import fuzz

from docforge.layout import ExpectedOption, Inline, Mark, MarkShape, MarkState, OptionPrint, Text
from docforge.place import Place
from docforge.readers.scan.laid.added import added_to
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.marks.bare_options import marked_cells
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.pictures.ink import Grey
from docforge.readers.scan.pictures.pages import POINTS
from docforge.readers.scan.unknown.grid import PixelBox, RuledCell, RuledTable
from docforge.readers.scan.unknown.loose_words import Line
from docforge.readers.scan.unknown.option_prints import Home

_LETTERS = 2
"""A mark is read as so many letters at most."""
_BARE = 0.75
"""Share of a column's cells that hold no more than that."""
_LEAST, _MOST = 2, 4
"""Columns that are options together, or rows that show them; columns at most."""
_ROWS = 1000
"""More than any table of a page has."""
_NOTHING, _CHINESE = re.compile(r"[\s.,，。、·'‘’“”\-]+"), re.compile("[\u4e00-\u9fff]")
_LIKE = 1.5
"""How many times wider than the narrowest of them a column is."""
_NARROW = 0.6
"""Of the widest column's width."""
_EM = 0.75
"""Of a line's height as finding lines frames it."""
_ALIKE = 50
"""Likeness (of 100) of a head that was misread to its word."""
_UNSURE = 0.5
_FRAME = 4
"""Pixels at 200 dpi that a ruling reaches into its cell."""
_NEAR = 3
"""Pixels around a ruling that are its own."""


@dataclass(frozen=True)
class _Cell:
    home: Home
    box: PixelBox
    word: str
    row: int
    doubted: bool


def ticked_cells(
    laid: Laid,
    rulings: Grey,
    tables: Sequence[RuledTable],
    inside: Mapping[Home, Sequence[Line]],
    words: Sequence[str],
) -> dict[Home, Marked]:
    """What was put into the cells of columns to tick, by cell; `inside` are the lines by cell."""
    cells = [
        cell
        for number, table in enumerate(tables)
        for cell in _cells_of(number, table, inside, frozenset(words))
    ]
    if not cells:
        return {}
    blank = _rulings_alone(laid, rulings, [cell.box for cell in cells])
    against = replace(laid, blank=blank)
    em = _EM * float(np.median([line.high for lines in inside.values() for line in lines] or [30]))
    options = [_option(cell, em, laid.dpi) for cell in cells]
    found = marked_cells(against, added_to(against), options)
    return {
        cell.home: _doubted(each) if cell.doubted else each
        for cell, each in zip(cells, found, strict=True)
    }


def mended_heads(
    tables: Sequence[RuledTable], inside: Mapping[Home, Sequence[Line]], words: Sequence[str]
) -> dict[Home, str]:
    """Heads of such columns that were misread beside others that were not, as they must be."""
    found = {}
    for number, table in enumerate(tables):
        texts = _texts(number, table, inside)
        headed, below = _headed(table, texts, frozenset(words))
        for index, cell in enumerate(table.cells):
            told = headed.get(_column(cell)) if cell.row + cell.row_span - 1 == below else None
            if told and told != texts[index]:
                found[number, index] = told
    return found


def _doubted(each: Marked) -> Marked:
    return replace(each, confidence=min(each.confidence, _UNSURE))


def put_into(each: Marked, place: Place) -> list[Inline]:
    """What stands in such a cell; a stroke there says that nothing does."""
    sure = each.confidence
    if each.state is MarkState.EMPTY:
        return [Text("", place, sure)]
    if each.state is MarkState.STRUCK:
        return [Mark(MarkState.STRUCK, MarkShape.STRIKE, "√", confidence=sure, place=place)]
    if each.shape is MarkShape.SLASH:
        return [Text("/", place, sure)]
    if each.shape is MarkShape.CROSS:  # there it may deny, only the form can tell
        return [Mark(MarkState.UNDECIDED, each.shape, glyph="×", confidence=sure, place=place)]
    return [Mark(MarkState.CHOSEN, each.shape, glyph="√", confidence=sure, place=place)]


def _cells_of(
    number: int,
    table: RuledTable,
    inside: Mapping[Home, Sequence[Line]],
    words: frozenset[str],
) -> Iterator[_Cell]:
    """The cells to tick of a table, row by row; what holds more than a mark is none."""
    texts = _texts(number, table, inside)
    headed, below = _headed(table, texts, words)
    if not headed:
        headed = _by_their_look(table, texts)
    own = [
        index
        for index, cell in enumerate(table.cells)
        if _column(cell) in headed and cell.row > below
    ]
    # Where words stand in one of the cells, what they hide or mean there is not known.
    written = {table.cells[index].row for index in own if len(texts[index]) > _LETTERS}
    mended = sum(text in words for text in headed.values()) and any(
        cell.row + cell.row_span - 1 == below
        and _column(cell) in headed
        and texts[index] != headed[_column(cell)]
        for index, cell in enumerate(table.cells)
    )
    for index in own:
        cell = table.cells[index]
        if len(texts[index]) <= _LETTERS:
            row, doubted = number * _ROWS + cell.row, bool(mended) or cell.row in written
            yield _Cell((number, index), cell.box, headed[_column(cell)], row, doubted)


def _texts(number: int, table: RuledTable, inside: Mapping[Home, Sequence[Line]]) -> list[str]:
    return [
        _NOTHING.sub("", "".join(line.written.text for line in inside.get((number, index), ())))
        for index in range(len(table.cells))
    ]


def _column(cell: RuledCell) -> tuple[int, int]:
    return cell.column, cell.column_span


def _headed(
    table: RuledTable, texts: Sequence[str], words: frozenset[str]
) -> tuple[dict[tuple[int, int], str], int]:
    """The columns whose heads are option words, and the last row of the heads."""
    by_row: dict[int, dict[tuple[int, int], str]] = defaultdict(dict)
    for cell, text in zip(table.cells, texts, strict=True):
        if text in words:
            by_row[cell.row + cell.row_span - 1][_column(cell)] = text
    rows = [row for row, found in by_row.items() if len(set(found.values())) >= _LEAST]
    if len(rows) != 1:
        return {}, 0
    (below,) = rows
    return {**by_row[below], **_misread(table, texts, words, by_row[below], below)}, below


def _misread(
    table: RuledTable,
    texts: Sequence[str],
    words: frozenset[str],
    known: Mapping[tuple[int, int], str],
    below: int,
) -> dict[tuple[int, int], str]:
    """Columns beside those with heads, as wide, whose own head is much like an option word."""
    heads = {
        _column(cell): (text, cell.box[2] - cell.box[0])
        for cell, text in zip(table.cells, texts, strict=True)
        if cell.row + cell.row_span - 1 == below
    }
    wide = min(heads[column][1] for column in known)
    found: dict[tuple[int, int], str] = {}
    for column, (text, own) in heads.items():
        beside = any(sum(column) == other[0] or sum(other) == column[0] for other in known)
        if column in known or not beside or own > _LIKE * wide:
            continue
        others = [word for word in words if word not in known.values()]
        likeness = {word: fuzz.ratio(word, text) for word in others}
        best = max(likeness, key=lambda word: likeness[word], default="")
        if best and likeness[best] >= _ALIKE:
            found[column] = best
    return found


def _by_their_look(table: RuledTable, texts: Sequence[str]) -> dict[tuple[int, int], str]:
    """Columns to tick on a page without their heads: alike, side by side, without letters."""
    held: dict[tuple[int, int], list[bool]] = defaultdict(list)
    wide: dict[tuple[int, int], int] = {}
    for cell, text in zip(table.cells, texts, strict=True):
        held[_column(cell)].append(len(text) <= _LETTERS and not _CHINESE.search(text))
        wide[_column(cell)] = cell.box[2] - cell.box[0]
    widest = max(wide.values(), default=0)
    bare = [
        column
        for column, several in sorted(held.items())
        if len(several) >= _LEAST
        and sum(several) >= _BARE * len(several)
        and wide[column] <= _NARROW * widest
        and column[0] > 1
    ]
    runs: list[list[tuple[int, int]]] = []
    for column in bare:
        last = runs[-1][-1] if runs else None
        alike = last is not None and max(wide[last], wide[column]) <= _LIKE * min(
            wide[last], wide[column]
        )
        if last is not None and sum(last) == column[0] and alike:
            runs[-1].append(column)
        else:
            runs.append([column])
    found = [run for run in runs if _LEAST <= len(run) <= _MOST]
    return dict.fromkeys(found[0], "") if len(found) == 1 else {}


def _rulings_alone(laid: Laid, rulings: Grey, cells: Sequence[PixelBox]) -> Grey:
    """A blank that prints nothing but rulings; strokes that run within cells are none."""
    framed = rulings.copy()
    for x0, y0, x1, y1 in cells:
        framed[max(y0 + _FRAME, 0) : y1 - _FRAME, max(x0 + _FRAME, 0) : x1 - _FRAME] = 0
    near = cv2.dilate(framed, np.ones((_NEAR, _NEAR), np.uint8)) > 0
    return np.where(near, laid.ink, 0).astype(np.uint8)


def _option(cell: _Cell, em: float, dpi: float) -> ExpectedOption:
    scale = POINTS / dpi
    x0, y0, x1, y1 = (edge * scale for edge in cell.box)
    middle, half = (y0 + y1) / 2, em * scale / 2
    word = (x0, middle - half, x1, middle + half)
    return ExpectedOption(cell.word, (x0, y0, x1, y1), word, cell.row, OptionPrint.CELL)
