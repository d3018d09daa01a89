"""Tables without lines, or with level lines only: told by the columns that their words keep.

Only tried on pages without any ruled table. Three columns kept over three rows make a table; two
columns only where level lines part the rows (a three-line table). Anything less stays paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docforge.layout import Block, Cell, Paragraph, Table
from docforge.place import Box
from docforge.readers.pdf.boxes import around, height, shared
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.headed import FEWEST_HEADINGS, headed_table
from docforge.readers.pdf.lines import Line, content_of
from docforge.readers.pdf.pieces import Piece

_GUTTER = 0.9
"""Width of the empty strip between two columns, in type sizes."""
_FEWEST_ROWS = 3
_OF_DATES = ("年", "月", "日")
"""Blanks before these are to be written on: lines of signatures and dates are no table."""


def aligned(lines: Sequence[Line], rules: Sequence[Box], frame: Frame) -> list[Block]:
    """The lines of a page as paragraphs, and as tables where they keep columns."""
    ordered = sorted(lines, key=lambda line: (line.box[1], line.box[0]))
    blocks: list[Block] = []
    at = 0
    while at < len(ordered):
        headings = list(_gutters(ordered[at]))
        if len(headings) + 1 >= FEWEST_HEADINGS:
            found = headed_table(ordered[at:], headings, rules, frame)
            if found is not None:
                blocks.append(found[0])
                at += found[1]
                continue
        end, gutters = _longest_table(ordered, at, _has_rules(ordered, at, rules))
        if end - at >= _FEWEST_ROWS:
            blocks.append(_table(ordered[at:end], gutters, frame))
            at = end
        else:
            line = ordered[at]
            blocks.append(Paragraph(content_of([line], frame), frame.place(line.box)))
            at += 1
    return blocks


def _longest_table(
    lines: Sequence[Line], start: int, ruled: bool
) -> tuple[int, list[tuple[float, float]]]:
    """How far lines from `start` on keep common gutters, and which these are."""
    fewest = 1 if ruled else 2
    gutters = list(_gutters(lines[start]))
    end, kept = start, gutters
    for at in range(start, len(lines)):
        mine = list(_gutters(lines[at]))
        common = [
            (max(left, other[0]), min(right, other[1]))
            for left, right in gutters
            for other in mine
            if min(right, other[1]) - max(left, other[0]) > 2.0
        ]
        too_far = at > start and lines[at].box[1] - lines[at - 1].box[3] > 3 * height(lines[at].box)
        if len(mine) < fewest or len(common) < max(fewest, len(gutters) // 2) or too_far:
            break
        end, kept = at + 1, common
        gutters = common
    return end, kept


def _gutters(line: Line) -> Iterator[tuple[float, float]]:
    """The wide gaps of a line, from the end of one word to the beginning of the next."""
    words = sorted(
        (piece for piece in line.pieces if not piece.text.isspace()), key=lambda piece: piece.box[0]
    )
    reach: float | None = None
    for piece in words:
        is_gap = reach is not None and piece.box[0] - reach >= _GUTTER * piece.size
        if is_gap and reach is not None and not piece.text.startswith(_OF_DATES):
            yield reach, piece.box[0]
        reach = piece.box[2] if reach is None else max(reach, piece.box[2])


def _has_rules(lines: Sequence[Line], at: int, rules: Sequence[Box]) -> bool:
    """Whether a level line runs right above a line of words and another one somewhere below."""
    box = lines[at].box
    over = [
        rule
        for rule in rules
        if shared((rule[0], rule[2]), (box[0], box[2])) > 0.8 * (box[2] - box[0])
    ]
    above = any(0 <= box[1] - rule[3] < 2 * height(box) for rule in over)
    return above and any(rule[1] > box[3] for rule in over)


def _table(lines: Sequence[Line], gutters: Sequence[tuple[float, float]], frame: Frame) -> Table:
    cuts = [(left + right) / 2 for left, right in gutters]
    whole = around(line.box for line in lines)
    cells: list[Cell] = []
    for row, line in enumerate(lines, start=1):
        columns: dict[int, list[Piece]] = {}
        for piece in line.pieces:
            columns.setdefault(sum(piece.centre[0] > cut for cut in cuts) + 1, []).append(piece)
        for column in range(1, len(cuts) + 2):
            pieces = columns.get(column, [])
            box = around(piece.box for piece in pieces) if pieces else line.box
            content = content_of([Line(tuple(pieces))], frame) if pieces else ()
            cells.append(Cell(row, column, content, place=frame.place(box)))
    return Table(len(lines), len(cuts) + 1, tuple(cells), frame.place(whole))
