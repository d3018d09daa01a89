"""Marks in cells of an option's column, as the reader shows them to the classifier: with a box
drawn about what was put there.
"""

from __future__ import annotations

import cv2
import numpy as np

from docforge.readers.scan.marks.bare_options import box_about, draw_box
from docforge.readers.scan.marks.patches import patch_of
from docforge.readers.scan.pictures.ink import Grey
from training.marks.paper import scanned
from training.marks.pen import Hand, draw, some_hand
from training.marks.scene import CHOSEN, SHAPE_NAMES, STRUCK, Example, strangers
from training.marks.styles import SHAPES, Strokes, Style, strike

Random = np.random.Generator
_INTO = ("tick_in", "tick_over", "tick_off", "cross", "dot", "fill", "ring_in", "circle_box")
_SEEN = 60
"""Of 255: ink that makes out where a mark was put."""
Marked = tuple[tuple[float, float, float, float], int, str]
"""Where a mark lies (pixels), what became of it, its style."""


def examples_in_cells(random: Random, styles: dict[str, Style]) -> list[Example]:
    """The marks of one sheet of cells as patches; cells that stay empty are never shown."""
    em = float(random.uniform(22, 34))
    blank, cells = _sheet(random, em)
    ink = blank.copy()
    hand = some_hand(random)
    usual = str(random.choice([name for name in _INTO if name in styles]))
    marks = []
    for row in cells:
        order = [row[int(index)] for index in random.permutation(len(row))]
        kind = random.random()
        chosen = 1 if kind < 0.8 else 2 if kind < 0.9 else 0
        for number, middle in enumerate(order[: chosen + 1]):
            state = CHOSEN if number < chosen else STRUCK
            if state == STRUCK and random.random() < 0.6:
                continue
            marks.append(_put(ink, middle, (usual, styles[usual]), state, hand, em, random))
    strangers(ink, em, random)
    seen = scanned(ink, random)
    boxes = [box_about(box, em) for box, _state, _style in marks]
    for plane in (seen, blank := blank.copy()):
        for x0, y0, x1, y1 in boxes:
            draw_box(plane, (round(x0), round(y0), round(x1), round(y1)))
    return [
        Example(
            patch_of(seen, blank, _middle(box, random), box[2] - box[0]),
            state,
            SHAPE_NAMES.index("strike" if state == STRUCK else SHAPES[style]),
            "cell " + ("struck" if state == STRUCK else style),
        )
        for box, (_about, state, style) in zip(boxes, marks, strict=True)
    ]


def _middle(box: tuple[float, float, float, float], random: Random) -> tuple[float, float]:
    x, y = random.normal(0, 0.03 * (box[2] - box[0]), 2)
    return (box[0] + box[2]) / 2 + float(x), (box[1] + box[3]) / 2 + float(y)


def _sheet(random: Random, em: float) -> tuple[Grey, list[list[tuple[float, float]]]]:
    """Rulings, and the middles of the cells row by row."""
    across, down = em * random.uniform(2.2, 5.0), em * random.uniform(2.4, 4.5)
    columns, rows = int(random.integers(2, 5)), 4
    blank = np.zeros((round(down * (rows + 1)), round(across * (columns + 1))), np.uint8)
    thick = int(random.integers(1, 4))
    for number in range(max(rows, columns) + 1):
        x, y = round(across * (number + 0.5)), round(down * (number + 0.5))
        cv2.line(blank, (x, 0), (x, blank.shape[0]), 255, thick)
        cv2.line(blank, (0, y), (blank.shape[1], y), 255, thick)
    middles = [
        [(across * (column + 1), down * (row + 1)) for column in range(columns)]
        for row in range(rows)
    ]
    return blank, middles


def _put(
    ink: Grey,
    middle: tuple[float, float],
    style: tuple[str, Style],
    state: int,
    hand: Hand,
    em: float,
    random: Random,
) -> Marked:
    """Draws a mark into a cell, struck out again if it is `STRUCK`."""
    name, strokes = style
    size = em * float(random.uniform(0.9, 1.5))
    x = middle[0] + float(random.normal(0, 0.2)) * size
    y = middle[1] + float(random.normal(0, 0.1)) * size
    drawn: Strokes = strokes(random, 0.5)
    drawn += strike(random, 0.5) if state == STRUCK else []
    alone = np.zeros_like(ink)
    placed = [[(x + a * size, y + b * size) for a, b in stroke] for stroke in drawn]
    draw(alone, placed, hand, size, random)
    np.maximum(ink, alone, out=ink)
    rows, columns = np.nonzero(alone > _SEEN)
    box = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    return (float(box[0]), float(box[1]), float(box[2]), float(box[3])), state, name
