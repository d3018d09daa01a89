"""Seals that a scan shows like ink: found by shape, taken off, and said to be there."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from docforge.layout import (
    Cell,
    ExpectedOption,
    ExpectedPage,
    MarkShape,
    MarkState,
    Page,
    Raster,
    Table,
    Text,
)
from docforge.place import Place
from docforge.readers.scan.filled.sealed_rows import without_sealed_rows
from docforge.readers.scan.filled.spaces import Space
from docforge.readers.scan.laid.added import Piece, added_to, new_ink
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.laid.rings import rings_on
from docforge.readers.scan.laid.seals import seals_on
from docforge.readers.scan.laid.under_seals import without_black_seals
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.marks.marking import marked, under_seals
from docforge.readers.scan.pictures.pages import Scan

Pixels = NDArray[np.uint8]
SIDE, MIDDLE, RADIUS = 700, (350, 330), 157
"""Pixels at 200 dpi: a page of 89 mm, a seal of 40 mm on it."""


def _seal(paper: Pixels, level: int = 255) -> Pixels:
    """A ring and a star, as ink."""
    sealed = paper.copy()
    cv2.circle(sealed, MIDDLE, RADIUS, level, 9)
    angles = np.pi * (np.arange(10) / 5 - 0.5) + 0.2
    reach = np.where(np.arange(10) % 2 == 0, 48.0, 18.3)
    star = np.column_stack([MIDDLE[0] + reach * np.cos(angles), MIDDLE[1] + reach * np.sin(angles)])
    cv2.fillPoly(sealed, [star.astype(np.int32)], level)
    return sealed


def _laid(ink: Pixels, blank: Pixels | None = None) -> Laid:
    nothing = np.zeros_like(ink)
    pixels = np.repeat((255 - ink)[:, :, None], 3, axis=2)
    scan = Scan(1, pixels, 252.0, 252.0, 200 / 72)
    printed = nothing if blank is None else blank
    return Laid(scan, 200.0, np.eye(3), None, pixels, ink, ink, nothing, printed, True)


def _paper() -> Pixels:
    return np.zeros((SIDE, SIDE), np.uint8)


def test_the_ring_of_a_seal_and_its_star_are_found_where_they_are() -> None:
    (ring,) = rings_on(_seal(_paper()) > 0, _paper() > 0, 200)
    assert np.hypot(ring.x - MIDDLE[0], ring.y - MIDDLE[1]) < 3
    assert abs(ring.radius - RADIUS) < 3
    assert abs(ring.star - 48) < 8


def test_half_a_ring_under_print_is_still_a_ring() -> None:
    printed = _paper() > 0
    printed[::2] = True
    printed[: MIDDLE[1] - 60] = True
    fresh = (_seal(_paper()) > 0) & ~printed
    assert len(rings_on(fresh, printed, 200)) == 1


@pytest.mark.parametrize("what", ["rows of writing", "a dark area", "a small ring"])
def test_what_a_hand_or_the_desk_leaves_is_no_seal(what: str) -> None:
    paper = _paper()
    if what == "rows of writing":
        for row in range(40, SIDE, 45):
            cv2.putText(paper, "8B 0Q 6S RE 93 BA", (20, row), 0, 1.3, 255, 3)
    elif what == "a dark area":
        paper[100:600, 100:650] = 255
    else:
        cv2.circle(paper, MIDDLE, 60, 255, 5)
    assert rings_on(paper > 0, _paper() > 0, 200) == []


def test_half_a_circle_at_the_edge_of_a_page_is_a_seal_only_with_its_star() -> None:
    bare = _paper()
    cv2.circle(bare, (0, MIDDLE[1]), RADIUS, 255, 9)
    assert rings_on(bare > 0, _paper() > 0, 200) == []
    ridden = np.roll(_seal(_paper()), -MIDDLE[0], axis=1)
    ridden[:, SIDE // 2 :] = 0
    assert len(rings_on(ridden > 0, _paper() > 0, 200)) == 1


def test_under_a_seal_the_pen_and_the_print_remain() -> None:
    blank, pen = _paper(), _paper()
    cv2.rectangle(blank, (320, 300), (350, 330), 255, 2)  # under the star
    cv2.line(pen, (100, 450), (600, 450), 255, 6)  # through the ring
    laid = without_black_seals(_laid(np.maximum(_seal(pen), blank), blank))
    assert len(laid.black_seals) == 1
    assert (laid.ink[blank > 0] > 0).mean() > 0.95
    fresh = new_ink(laid)
    assert fresh[450, 110:590].mean() > 0.9
    assert fresh[: MIDDLE[1] - 40].sum() < 60


def test_the_letters_of_a_seal_are_told_from_a_stroke_that_leaves_their_circle() -> None:
    pen = _paper()
    cv2.putText(pen, "R", (MIDDLE[0] - 10, MIDDLE[1] - 105), 0, 0.9, 255, 3)
    cv2.putText(pen, "S", (MIDDLE[0] + 90, MIDDLE[1] - 50), 0, 0.9, 255, 3)
    cv2.line(pen, (MIDDLE[0] - 130, MIDDLE[1]), (MIDDLE[0] - 60, MIDDLE[1] + 80), 255, 5)
    laid = without_black_seals(_laid(_seal(pen)))
    for page, strokes in ((laid, 1), (laid.with_lettering, 3)):
        assert sum(piece.size > 50 for piece in added_to(page).pieces) == strokes


def test_a_page_without_a_seal_stays_as_it_is() -> None:
    laid = _laid(_paper())
    assert without_black_seals(laid) is laid
    assert laid.with_lettering is laid


def test_a_black_seal_is_said_to_be_there_like_a_red_one() -> None:
    laid = without_black_seals(_laid(_seal(_paper())))
    (box,) = seals_on(laid)
    assert abs((box[0] + box[2]) / 2 - MIDDLE[0] * 0.36) < 2
    assert abs(box[2] - box[0] - 2 * RADIUS * 0.36) < 4


def _options() -> list[ExpectedOption]:
    """Two boxes with their words, one under the star, one below it."""
    return [
        ExpectedOption(word, (116.0, y, 126.0, y + 10), (127.0, y, 147.0, y + 10), 0)
        for word, y in (("符合", 112.0), ("不符合", 128.0))
    ]


def test_under_a_star_no_mark_is_not_sure_and_nor_is_what_reads_differently_with_letters() -> None:
    laid = without_black_seals(_laid(_seal(_paper())))
    read = [Marked(option, MarkState.EMPTY, MarkShape.BOX, 0.99, 0.0, 0.0) for option in _options()]
    assert all(each.confidence <= 0.5 for each in under_seals(laid, read))
    chosen = [replace(read[0], state=MarkState.CHOSEN, shape=MarkShape.TICK, new=0.4), read[1]]
    assert all(each.confidence <= 0.5 for each in under_seals(laid, chosen))


def test_a_faint_dot_in_a_box_is_a_doubt_where_no_mark_was_found() -> None:
    paper = _paper()
    x, y = round(121 * 200 / 72), round(117 * 200 / 72)
    cv2.circle(paper, (x, y), 2, 85, -1)
    bare, dotted = (
        marked(replace(_laid(ink), bilevel=False), _options()) for ink in (_paper(), paper)
    )
    assert bare[0].faint == 0
    assert all(each.confidence <= 0.5 for each in dotted)


def test_a_row_of_a_register_with_nothing_but_a_seal_is_empty() -> None:
    laid = without_black_seals(_laid(_seal(_paper())))
    rows = [
        Cell(row, 1, (Text(printed),), place=Place(page=1, box=(0, top, 252, top + 30)))
        for row, printed, top in ((1, "3", 100.0), (2, "检查内容", 130.0))
    ]
    page = Page(1, (Table(2, 1, tuple(rows)),), 252, 252)
    expected = ExpectedPage(page, Raster(SIDE, SIDE, 200.0, bytes(SIDE * SIDE)))
    letter = Piece(1, (340, 320, 360, 340), 50, (350, 330))
    spaces = [Space(cell, (0, 100, 252, 160), True, [letter]) for cell in rows]
    assert [space.owner for space in without_sealed_rows(laid, expected, spaces)] == [rows[1]]
