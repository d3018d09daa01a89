"""Marks at option words of a page whose blank is not known.

A blank is put together from the page itself: its rulings, what its options look like unmarked,
and all that stands left of them. Against it the options are read as on any known blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from docforge.layout import ExpectedOption, MarkState
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.marks.marking import em_by_box, marked
from docforge.readers.scan.pictures.ink import Grey
from docforge.readers.scan.pictures.pages import POINTS
from docforge.readers.scan.unknown.borrowed_ink import BorrowedInk
from docforge.readers.scan.unknown.grid import PixelBox, RuledTable
from docforge.readers.scan.unknown.option_boxes import PrintedBox, box_of
from docforge.readers.scan.unknown.option_pictures import LEFT, ROWS, UPRIGHT, Picture, Print, moved
from docforge.readers.scan.unknown.option_places import Placed, placed_options
from docforge.readers.scan.unknown.option_prints import (
    Home,
    Sighting,
    em_from,
    prints_of,
    with_letters_placed,
)

_UNSURE = 0.5
_EMPTY = 0.985
"""How sure each option of a row must be empty if none is marked."""
_LEAST_LETTERS = 2
"""Shorter words (是, 有) are hidden by a mark and found in other places: not sure there."""
_SEEN = 0.8
"""Likeness to its print of such a word that no mark hides."""
_CLEAR = 0.95
_STROKE = 0.04
"""Square ems of new ink that are a stroke."""
_LEAST_EM = 6
"""Pixels; smaller print shows nothing of a mark."""
_BOXED = 0.34
"""Share of a column's option words before which a box was read."""
_OFFERED = 2
"""Cells of a column with several option words in them: by hand nobody writes more than one."""
_FRAME = 4
"""Pixels at 200 dpi that a ruling reaches into its cell."""
_BESIDE = 0.9
"""Ems that the middle of a box stands left of its word where no box was found."""
_HALF_BOX = 0.52
"""Ems from the middle of a box to where its word may begin."""


@dataclass(frozen=True)
class LooseMark:
    """An option that was found: its word, its cell, what became of it."""

    word: str
    home: Home
    marked: Marked


def loose_marks(
    laid: Laid, lines: Grey, sightings: Sequence[Sighting], tables: Sequence[RuledTable]
) -> list[LooseMark]:
    """Every option of the page with its state, unsure where its word stands too seldom.

    `laid` is the page on nothing: its blank is still empty. `lines` are its rulings.
    """
    em = em_from(sightings)
    if em < _LEAST_EM:
        return []
    cells, columns = _cells(sightings, tables, em)
    sightings = _with_boxes(sightings, columns)
    if not sightings:
        return []
    sightings = with_letters_placed(laid.calm, sightings, em)
    prints = prints_of(laid.calm, sightings, em)
    placed = placed_options(laid.calm, sightings, prints, cells, columns, em)
    if not placed:
        return []
    prints = _seen_again(laid.calm, prints, placed, em)
    box = box_of(prints, em)
    homes = {one.home for one in placed}
    framed = _without_strokes(lines, [cells[home] for home in homes])
    blank = _blank(laid, framed, placed, prints, box, em)
    _print_left(blank, laid.ink, placed, cells)
    groups = {home: number for number, home in enumerate(dict.fromkeys(p.home for p in placed))}
    options = [_expected(one, box, em, groups[one.home], laid.dpi) for one in placed]
    broken = {one.word: one.whole for one in sightings if one.whole}
    found = []
    against = replace(laid, blank=blank)
    borrowed = BorrowedInk(against)
    states = _none_marked(_between(borrowed.told(marked(against, options, em_by_box)), borrowed))
    told = {each.option.group for each in states if _is_told(each)}
    for one, each in zip(placed, states, strict=True):
        proven = prints[one.word].proven or each.option.group in told
        hidden = len(one.word) < _LEAST_LETTERS and one.likeness < _SEEN
        if not proven or hidden or (len(one.word) < _LEAST_LETTERS and box is None):
            each = replace(each, confidence=min(each.confidence, _UNSURE))
        found.append(LooseMark(broken.get(one.word, one.word), one.home, each))
    return found


def _is_told(each: Marked) -> bool:
    """Whether an option is marked by ink that no print explains: marks may be taken for print,
    so that less of them is seen, but never print for marks.
    """
    return each.state is MarkState.CHOSEN and each.confidence >= _CLEAR and each.new >= _STROKE


def _between(states: Sequence[Marked], borrowed: BorrowedInk) -> list[Marked]:
    """Doubt where a mark stands between two options of one line: behind the first as it may be
    before the second.
    """
    doubted = set()
    for first, (one, other) in enumerate(pairwise(states)):
        box, word = other.option.box, one.option.word_box
        beside = one.option.group == other.option.group and box[1] < word[3] and box[0] > word[0]
        if not beside or MarkState.CHOSEN not in (one.state, other.state):
            continue
        inked = other.left >= _STROKE or (other.state is MarkState.CHOSEN and one.new >= _STROKE)
        if inked and borrowed.is_between(one, other):
            doubted |= {first, first + 1}
    return [
        replace(each, confidence=min(each.confidence, _UNSURE)) if number in doubted else each
        for number, each in enumerate(states)
    ]


def _none_marked(states: Sequence[Marked]) -> list[Marked]:
    """Doubt where nothing is marked in a row and not every option is empty for certain: an
    underline may have been taken for a ruling.
    """
    weakest: dict[int, float] = {}
    for each in states:
        group = each.option.group
        sure = each.confidence if each.state is MarkState.EMPTY else 1.0
        weakest[group] = min(weakest.get(group, 1.0), sure)
    marked_rows = {each.option.group for each in states if each.state is not MarkState.EMPTY}
    return [
        replace(each, confidence=min(each.confidence, _UNSURE))
        if each.option.group not in marked_rows and weakest[each.option.group] < _EMPTY
        else each
        for each in states
    ]


def _seen_again(
    ink: Grey, prints: Mapping[str, Print], placed: Sequence[Placed], em: float
) -> dict[str, Print]:
    """Words of which too little was read are learned again from all places where they stand."""
    doubtful = [one for one in placed if not prints[one.word].proven]
    again = [
        Sighting(one.word, one.left, one.middle, one.left + len(one.word) * em, one.home)
        for one in doubtful
    ]
    return {**prints, **prints_of(ink, again, em)}


def _cells(
    sightings: Sequence[Sighting], tables: Sequence[RuledTable], em: float
) -> tuple[dict[Home, PixelBox], dict[Home, list[Home]]]:
    """All cells, those in each one's column; a line outside tables is a cell of its own."""
    cells: dict[Home, PixelBox] = {}
    columns: dict[Home, list[Home]] = {}
    for number, table in enumerate(tables):
        by_column: dict[tuple[int, int], list[Home]] = {}
        for index, cell in enumerate(table.cells):
            cells[number, index] = cell.box
            key = cell.column, cell.column + cell.column_span
            by_column.setdefault(key, []).append((number, index))
        for homes in by_column.values():
            columns.update(dict.fromkeys(homes, homes))
    for one in sightings:
        if one.home not in columns:
            x0, x1 = round(one.left - 2 * em), round(one.right + em)
            y0, y1 = round(one.middle - 0.8 * em), round(one.middle + 0.8 * em)
            old = cells.get(one.home, (x0, y0, x1, y1))
            cells[one.home] = (
                min(old[0], x0),
                min(old[1], y0),
                max(old[2], x1),
                max(old[3], y1),
            )
    for home in cells:
        columns.setdefault(home, [home])
    return cells, columns


def _with_boxes(
    sightings: Sequence[Sighting], columns: Mapping[Home, Sequence[Home]]
) -> list[Sighting]:
    """Without words of a column where hardly any has a box or another beside it: these were
    written.
    """
    found = []
    for one in sightings:
        beside = [other for other in sightings if other.home in columns[one.home]]
        words: dict[Home, set[str]] = {}
        for other in beside:
            words.setdefault(other.home, set()).add(other.word)
        offered = sum(len(each) > 1 for each in words.values())
        boxed = sum(other.boxed for other in beside)
        if boxed >= _BOXED * len(beside) or offered >= _OFFERED or 2 * offered > len(words):
            found.append(one)
    return found


def _without_strokes(lines: Grey, cells: Sequence[PixelBox]) -> Grey:
    """Rulings without what runs within cells of options: strokes that delete or underline."""
    framed = lines.copy()
    for x0, y0, x1, y1 in cells:
        framed[max(y0 + _FRAME, 0) : y1 - _FRAME, max(x0 + _FRAME, 0) : x1 - _FRAME] = 0
    return framed


def _blank(
    laid: Laid,
    lines: Grey,
    placed: Sequence[Placed],
    prints: Mapping[str, Print],
    box: PrintedBox | None,
    em: float,
) -> Grey:
    """The page's rulings and its options as they are printed."""
    near = cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0
    blank = np.where(near, laid.ink, 0).astype(np.uint8)
    for one in placed:
        picture = prints[one.word].picture.copy()
        if box is not None:
            x_off, y_off = box.shifts[one.word]
            end = round(box.picture.shape[1] - box.left + x_off + _HALF_BOX * em)
            end = min(max(end, 0), box.picture.shape[1])
            picture[:, :end] = moved(box.picture, -x_off, -y_off)[:, :end]
        first = round((UPRIGHT - ROWS) * em)
        picture = picture[first : picture.shape[0] - first]
        x, y = round(one.left - LEFT * em), round(one.middle - UPRIGHT * em) + first
        _paste(blank, picture, x, y)
    return blank


def _paste(plane: Grey, picture: Picture, x: int, y: int) -> None:
    """Lays a picture onto a plane; the darker of both stays."""
    high, wide = picture.shape
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + wide, plane.shape[1]), min(y + high, plane.shape[0])
    if x0 < x1 and y0 < y1:
        part = picture[y0 - y : y1 - y, x0 - x : x1 - x].astype(np.uint8)
        plane[y0:y1, x0:x1] = np.maximum(plane[y0:y1, x0:x1], part)


def _print_left(
    blank: Grey, ink: Grey, placed: Sequence[Placed], cells: Mapping[Home, PixelBox]
) -> None:
    """What stands left of the cells of options is print: the text of the items."""
    own = np.zeros(blank.shape, dtype=bool)
    for home in {one.home for one in placed}:
        x0, y0, _x1, y1 = cells[home]
        own[max(y0, 0) : max(y1, 0), : max(x0, 0)] = True
    for home in {one.home for one in placed}:
        x0, y0, x1, y1 = cells[home]
        own[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] = False
    blank[own] = np.maximum(blank[own], ink[own])


def _expected(
    one: Placed, box_seen: PrintedBox | None, em: float, group: int, dpi: float
) -> ExpectedOption:
    scale = POINTS / dpi
    x, y, half = one.left - _BESIDE * em, one.middle, em / 2
    top, bottom = (y - half) * scale, (y + half) * scale
    word = (one.left * scale, top, (one.left + len(one.word) * em) * scale, bottom)
    if box_seen is not None:
        across, down = box_seen.shifts[one.word]
        x, y = one.left - box_seen.left + across, one.middle + box_seen.down + down
        half = box_seen.side / 2
    box = ((x - half) * scale, (y - half) * scale, (x + half) * scale, (y + half) * scale)
    return ExpectedOption(one.word, box, word, group)
