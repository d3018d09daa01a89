"""Ink in cells of a page without a blank that no line of text was found over.

Finding lines loses what is pale, short or stands on a noisy ground. A cell that holds more than
dust is never empty for certain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.laid.added import DUST, INK
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.lines.writing import Written
from docforge.readers.scan.pictures.ink import Grey
from docforge.readers.scan.unknown.grid import PixelBox, RuledCell, RuledTable, home_of
from docforge.readers.scan.unknown.loose_words import Line, sightings_in
from docforge.readers.scan.unknown.option_prints import Home

_SEAL = 45
"""How red a pixel of a seal is."""
_AROUND_RULING = 7
"""Pixels at 200 dpi round a ruling that are its own edge."""
_COVERED = 0.25
"""Share of a piece that lies under found lines if it was read."""
_TALL = 0.35
"""Ems; a piece so tall is part of a character, many lower ones are specks."""
_WIDE, _THIN = 0.6, 0.3
"""Ems: a stroke so wide that is no character's part is 一; a streak is longer and thinner."""
_LEAST = 0.12
"""Square ems of ink in a row of pieces that is more than dust."""
_JOINED = 0.4
"""Ems up and down: pieces that reach so near to each other stand in one row."""
_MARGIN = 0.15
"""Ems around a row that is read."""
_OFFERED = 2
"""Cells of a column with options in them, from which on it is one of options."""
_SENSIBLE = 0.6
"""The usual probability of a character, below which it was no writing that was read."""
_EM = 0.75
"""Of a line's height as finding lines frames it."""


def overlooked(
    laid: Laid,
    rulings: Grey,
    tables: Sequence[RuledTable],
    lines: Sequence[Line],
    options: re.Pattern[str] | None,
) -> list[PixelBox]:
    """Rows of ink (boxes in pixels) in cells that no line covers, where writing may stand.

    That is right of the options of a table, and in empty cells of a table without options. In the
    columns of options what is left over are marks, left of them all is print.
    """
    if not lines:
        return []
    em = _EM * float(np.median([line.high for line in lines]))
    read: dict[Home, list[Line]] = {}
    for line in lines:
        home = home_of(line.box, tables)
        if home is not None:
            read.setdefault(home, []).append(line)
    pieces = _pieces(laid, rulings, lines, em)
    return [
        row
        for number, table in enumerate(tables)
        for cell in _written_in(number, table, read, options)
        for row in _rows(_within(pieces, cell.box), em)
    ]


def as_found_by_ink(written: Written) -> Written:
    """What was read from ink that finding lines had lost: never sure, and nothing where it is
    hardly like writing.
    """
    sure = [character.probability for character in written.characters]
    if not sure or float(np.mean(sure)) < _SENSIBLE:
        return Written(())
    return replace(written, overlooked=True)


def _written_in(
    number: int,
    table: RuledTable,
    read: Mapping[Home, Sequence[Line]],
    options: re.Pattern[str] | None,
) -> list[RuledCell]:
    """The cells of a table in which writing may stand."""
    offered: Counter[tuple[int, int]] = Counter()
    for index, cell in enumerate(table.cells):
        seen = sightings_in(read.get((number, index), ()), options, (number, index))
        # “停产不适用” among remarks is no offer: there several words stand, or a box.
        if len(seen) > 1 or any(one.boxed for one in seen):
            offered[cell.column, cell.column + cell.column_span] += 1
    columns = [column for column, count in offered.items() if count >= _OFFERED]
    if not columns:
        return [cell for index, cell in enumerate(table.cells) if (number, index) not in read]
    right = max(last for _first, last in columns)
    return [cell for cell in table.cells if cell.column >= right]


Pieces = NDArray[np.int32]
"""n x 5: x0, y0, x1, y1 and size in pixels."""


def _pieces(laid: Laid, rulings: Grey, lines: Sequence[Line], em: float) -> Pieces:
    """Pieces of ink that lie under no line and look like part of a character."""
    near = cv2.dilate(rulings, np.ones((_AROUND_RULING, _AROUND_RULING), np.uint8)) > 0
    red = cv2.dilate(laid.seal, np.ones((5, 5), np.uint8)) > _SEAL
    dark = ((laid.calm > INK) & ~near & ~red).astype(np.uint8)
    covered = np.zeros(dark.shape, dtype=bool)
    for x0, y0, x1, y1 in (line.box for line in lines):
        covered[max(y0, 0) : y1, max(x0, 0) : x1] = True
    count, labels, stats, _middles = cv2.connectedComponentsWithStats(dark, connectivity=8)
    read = np.bincount(labels[covered], minlength=count)
    sizes, wide, high = (
        stats[:, column] for column in (cv2.CC_STAT_AREA, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)
    )
    stroke = (wide >= _WIDE * em) & (high <= _THIN * em) & (wide <= 2 * em)
    kept = (sizes >= DUST) & (read < _COVERED * sizes) & ((high >= _TALL * em) | stroke)
    kept &= (high <= 3 * em) & (high <= 8 * wide)
    kept[0] = False
    own = stats[kept]
    return np.column_stack(
        [own[:, 0], own[:, 1], own[:, 0] + own[:, 2], own[:, 1] + own[:, 3], own[:, 4]]
    ).astype(np.int32)


def _within(pieces: Pieces, box: PixelBox) -> Pieces:
    across, down = (pieces[:, 0] + pieces[:, 2]) / 2, (pieces[:, 1] + pieces[:, 3]) / 2
    inside = (across >= box[0]) & (across <= box[2]) & (down >= box[1]) & (down <= box[3])
    return pieces[inside]


def _rows(pieces: Pieces, em: float) -> Iterator[PixelBox]:
    """Pieces that stand beside each other, as boxes; what is too little is dust."""
    rows: list[list[NDArray[np.int32]]] = []
    for piece in pieces[np.argsort(pieces[:, 1])]:
        middle = (piece[1] + piece[3]) / 2
        last = rows[-1] if rows else None
        if last is not None and middle < max(int(each[3]) for each in last) + _JOINED * em / 2:
            last.append(piece)
        else:
            rows.append([piece])
    margin = round(_MARGIN * em)
    for row in rows:
        if sum(int(each[4]) for each in row) < _LEAST * em * em:
            continue
        several = np.array(row)
        x0, y0 = several[:, :2].min(axis=0) - margin
        x1, y1 = several[:, 2:4].max(axis=0) + margin
        yield max(int(x0), 0), max(int(y0), 0), int(x1), int(y1)
