"""Tables without upright rules under a line of headings: columns by the headings, rows by gaps.

Headings stand wide apart in one line; the words below keep to the strips between them, and rows
stand apart by a level rule or by a wider gap than the lines within a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from docforge.layout import Cell, Table
from docforge.place import Box
from docforge.readers.pdf.boxes import around, height
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.lines import Line, content_of
from docforge.readers.pdf.pieces import Piece

FEWEST_HEADINGS = 4
_FEWEST_ROWS = 3
_WIDER = 1.35
_STRAY = 0.02
_TOUCHING = 0.15
_LONGEST_HEADING = 12


def headed_table(
    lines: Sequence[Line],
    gutters: Sequence[tuple[float, float]],
    rules: Sequence[Box],
    frame: Frame,
) -> tuple[Table, int] | None:
    """The table whose headings are the first of these lines, and how many lines it takes up.

    `gutters` are the gaps between the headings. None where the words below keep no columns or
    no rows can be told apart.
    """
    pieces = [piece for line in lines[1:] for piece in line.pieces if piece.text.strip()]
    cuts = [_cut(gutter, pieces) for gutter in gutters]
    rows, taken = _rows(lines, cuts, rules)
    if len(rows) < _FEWEST_ROWS or None in cuts:
        return None
    whole = [cut for cut in cuts if cut is not None]
    kept = [piece for row in rows for line in row for piece in line.pieces]
    crossing = sum(p.box[0] < cut - 1 and p.box[2] > cut + 1 for p in kept for cut in whole)
    if crossing > _STRAY * len(kept):
        return None
    cells = [
        cell for number, row in enumerate(rows, 1) for cell in _cells(row, number, whole, frame)
    ]
    box = around(line.box for row in rows for line in row)
    return Table(len(rows), len(whole) + 1, tuple(cells), frame.place(box)), taken


def _cut(gutter: tuple[float, float], pieces: Sequence[Piece]) -> float | None:
    """Where two columns part: the strip between two headings that the fewest words stand in."""
    left, right = gutter
    edges = [p.box[0] for p in pieces if left < p.box[0] <= right + 2]
    candidates = sorted({*(edge - 0.5 for edge in edges), right - 0.5})

    def covered(x: float) -> int:
        return sum(piece.box[0] < x < piece.box[2] for piece in pieces)

    return min(candidates, key=lambda x: (covered(x), -x), default=None)


def _rows(
    lines: Sequence[Line], cuts: Sequence[float | None], rules: Sequence[Box]
) -> tuple[list[list[Line]], int]:
    """The lines as rows: parted by level rules where there are some, else by wider gaps."""
    gaps = [below.box[1] - above.box[3] for above, below in pairwise(lines)]
    within = [gap for gap in gaps if gap > -height(lines[0].box)]
    usual = median(sorted(within)[: max(len(within) * 2 // 3, 1)]) if within else 0.0
    size = median(height(line.box) for line in lines)
    level = [rule for rule in rules if rule[2] - rule[0] > 10 * size]
    rows: list[list[Line]] = [[lines[0]]]
    for number, (above, line) in enumerate(pairwise(lines), start=1):
        gap = line.box[1] - above.box[3]
        if gap > 4 * size or _runs_over(line, cuts):
            return rows, number
        ruled = any(above.box[3] - 2 <= rule[1] <= line.box[1] + 2 for rule in level)
        wide = gap > max(_WIDER * usual, usual + 0.18 * size)
        if ruled or (not level and wide) or (number == 1 and _is_heading(lines[0], cuts)):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows, len(lines)


def _is_heading(line: Line, cuts: Sequence[float | None]) -> bool:
    """Whether short words stand in every column; a table may go on from the page before."""
    whole = [cut for cut in cuts if cut is not None]
    words: dict[int, int] = {}
    for piece in line.pieces:
        words[_column(piece, whole)] = words.get(_column(piece, whole), 0) + len(piece.text.strip())
    return max(words.values(), default=0) <= _LONGEST_HEADING


def _runs_over(line: Line, cuts: Sequence[float | None]) -> bool:
    """A line of running text: its words go on, without a gap, where two columns part."""
    words = [piece for piece in line.pieces if piece.mark is not None or piece.text.strip()]
    for cut in cuts:
        if cut is None:
            continue
        left = [piece for piece in words if piece.centre[0] <= cut]
        right = [piece for piece in words if piece.centre[0] > cut]
        if left and right:
            last = max(left, key=lambda piece: piece.box[2])
            first = min(right, key=lambda piece: piece.box[0])
            if first.box[0] - last.box[2] < _TOUCHING * last.size:
                return True
    return False


def _cells(row: Sequence[Line], number: int, cuts: Sequence[float], frame: Frame) -> list[Cell]:
    cells = []
    for column in range(1, len(cuts) + 2):
        parts = [
            Line(own)
            for line in row
            if (own := tuple(p for p in line.pieces if _column(p, cuts) == column))
            and any(p.mark is not None or p.text.strip() for p in own)
        ]
        box = around(line.box for line in (parts or row))
        cells.append(Cell(number, column, content_of(parts, frame), place=frame.place(box)))
    return cells


def _column(piece: Piece, cuts: Sequence[float]) -> int:
    return sum(piece.centre[0] > cut for cut in cuts) + 1
