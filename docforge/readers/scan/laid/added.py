"""What was added to a blank by hand: new ink, piece by piece, apart from print, seals and dust."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.pictures.ink import Grey

Labels = NDArray[np.int32]
Mask = NDArray[np.bool_]

INK = 90
"""Of 255: from here on a pixel counts as ink."""
_PALE, _LEAST_DARK = 60, 4
"""A stroke goes on where it is paler, if so many of its pixels are dark enough."""
_DARK_PEN = 180.0
"""The usual ink of a pen of which nothing is lost."""
_REDDISH, _AROUND_SEAL = 25, 9
_PRINTED = 60
_AROUND_PRINT = 5
"""Pixels at 200 dpi that print may be thicker than on the blank, or lie off."""
_SEAL = 60
"""How red a piece is on the whole that is part of a seal, not of writing under it."""
DUST = 14
"""Pixels at 200 dpi; a smaller piece is dust or what is left of a ruling."""


@dataclass(frozen=True)
class Piece:
    """A connected piece of new ink: its label, box in pixels (x0, y0, x1, y1), size, middle."""

    label: int
    box: tuple[int, int, int, int]
    size: int
    middle: tuple[float, float]


@dataclass(frozen=True)
class Added:
    """All new ink of a page. `labels` holds the label of the piece at every pixel, 0 for none."""

    labels: Labels
    pieces: tuple[Piece, ...]

    def mask_of(self, pieces: Iterable[Piece], box: tuple[int, int, int, int]) -> Mask:
        """Where these pieces are, within a box of the page."""
        x0, y0, x1, y1 = box
        wanted = np.zeros(len(self.pieces) + 1, dtype=bool)
        wanted[[piece.label for piece in pieces]] = True
        return wanted[self.labels[y0:y1, x0:x1]]


def around_print(laid: Laid) -> Mask:
    """Where the blank prints, and as far around as print may be thicker or lie off."""
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_AROUND_PRINT, _AROUND_PRINT))
    printed: Mask = cv2.dilate(laid.blank, around) > _PRINTED
    return printed


def new_ink(laid: Laid, least: int = INK) -> Mask:
    """Where there is ink, at least so dark, that the blank does not print."""
    mask: Mask = (laid.calm > least) & ~around_print(laid)
    return mask


def _pale_ink(laid: Laid, strong: Mask) -> Mask:
    """Where a pale pen goes on that is dark enough elsewhere; what is left of a seal is no pen."""
    height, width = strong.shape
    inner = slice(height // 16, -height // 16), slice(width // 16, -width // 16)
    inked = laid.calm[inner][strong[inner]]  # beyond the paper's edge lies a desk
    if laid.bilevel or not inked.size or float(np.median(inked)) >= _DARK_PEN:
        return np.zeros(strong.shape, dtype=bool)
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_AROUND_SEAL, _AROUND_SEAL))
    pale: Mask = new_ink(laid, _PALE) & (cv2.dilate(laid.seal, around) < _REDDISH)
    return pale


def added_to(laid: Laid) -> Added:
    """The pieces of new ink, those of the pen and the black of seals alike; no dust."""
    strong = new_ink(laid)
    mask = (strong | _pale_ink(laid, strong)).astype(np.uint8)
    _count, labels, stats, middles = cv2.connectedComponentsWithStats(mask, connectivity=8)
    inked = np.flatnonzero(mask)
    owner = labels.ravel()[inked]
    dark = np.bincount(owner[strong.ravel()[inked]], minlength=len(stats))
    sizes = stats[:, cv2.CC_STAT_AREA]
    red = np.bincount(owner, laid.seal.ravel()[inked], len(stats)) / sizes
    kept = np.flatnonzero((sizes >= DUST) & (dark >= _LEAST_DARK) & (red < _SEAL))
    kept = kept[kept != 0]
    renumbered = np.zeros(len(stats), dtype=np.int32)
    renumbered[kept] = np.arange(1, len(kept) + 1)
    pieces = []
    for number, old in enumerate(kept, start=1):
        x, y, wide, high, size = (int(value) for value in stats[old])
        middle = (float(middles[old][0]), float(middles[old][1]))
        pieces.append(Piece(number, (x, y, x + wide, y + high), size, middle))
    return Added(renumbered[labels], tuple(pieces))


def lone_writing(laid: Laid, added: Added, pieces: Iterable[Piece], margin: int) -> Grey:
    """A picture of some pieces alone, dark on white: what stands around them is taken away."""
    several = list(pieces)
    height, width = laid.ink.shape
    box = (
        max(min(piece.box[0] for piece in several) - margin, 0),
        max(min(piece.box[1] for piece in several) - margin, 0),
        min(max(piece.box[2] for piece in several) + margin, width),
        min(max(piece.box[3] for piece in several) + margin, height),
    )
    mask = added.mask_of(several, box).astype(np.uint8)
    near = cv2.dilate(mask, np.ones((5, 5), np.uint8)) > 0
    ink = np.where(near, laid.calm[box[1] : box[3], box[0] : box[2]], 0)
    return (255 - ink).astype(np.uint8)


def over_print(laid: Laid, added: Added, pieces: Iterable[Piece], margin: int) -> tuple[Grey, bool]:
    """A picture of pieces that may have been written over print, and whether they were.

    The print's own strokes are taken away, and where a stroke of the pen crosses one it is mended.
    """
    several = list(pieces)
    height, width = laid.ink.shape
    box = (
        max(min(piece.box[0] for piece in several) - margin, 0),
        max(min(piece.box[1] for piece in several) - margin, 0),
        min(max(piece.box[2] for piece in several) + margin, width),
        min(max(piece.box[3] for piece in several) + margin, height),
    )
    x0, y0, x1, y1 = box
    pen = added.mask_of(several, box).astype(np.uint8)
    near = cv2.dilate(pen, np.ones((9, 9), np.uint8)) > 0
    ink, printed = laid.calm[y0:y1, x0:x1], laid.blank[y0:y1, x0:x1]
    alone = ((ink > INK) & near & (printed < 128)).astype(np.uint8)
    mended = cv2.morphologyEx(alone, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)) > 0
    touched = bool(((printed > 128) & (cv2.dilate(pen, np.ones((7, 7), np.uint8)) > 0)).sum() > 12)
    return (255 - np.where(mended, ink, 0)).astype(np.uint8), touched


_BEYOND_PRINT = 70
"""How much darker than the print beside it a pixel is that a pen inked."""
_BRIDGE = 7
"""Pixels of print at most through which a stroke of the pen is carried on."""
_THIN = 2
"""Pixels; what is so thin along print is the print's own edge."""


def pen_alone(laid: Laid, pieces: Iterable[Piece], margin: int) -> Grey:
    """A picture of pieces written over print without any of it, dark on white.

    Only what is darker than the print around it counts, and what lies under print between two
    such strokes.
    """
    several = list(pieces)
    box = (
        max(min(piece.box[0] for piece in several) - _BRIDGE // 2, 0),
        max(min(piece.box[1] for piece in several) - _BRIDGE // 2, 0),
        max(piece.box[2] for piece in several) + _BRIDGE // 2,
        max(piece.box[3] for piece in several) + _BRIDGE // 2,
    )
    part = slice(box[1], box[3]), slice(box[0], box[2])
    ink = laid.calm[part]
    printed = cv2.dilate(laid.blank[part], np.ones((3, 3), np.uint8))
    pen = (cv2.subtract(ink, printed) > _BEYOND_PRINT).astype(np.uint8)
    _count, labels, stats, _middles = cv2.connectedComponentsWithStats(pen, connectivity=8)
    thick = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) > _THIN
    thick[0] = False
    pen = thick[labels].astype(np.uint8)
    bridged = np.maximum(
        cv2.morphologyEx(pen, cv2.MORPH_CLOSE, np.ones((_BRIDGE, 1), np.uint8)),
        cv2.morphologyEx(pen, cv2.MORPH_CLOSE, np.ones((1, _BRIDGE), np.uint8)),
    )
    under = (printed > _PRINTED) & (ink > INK)
    strokes = (pen > 0) | ((bridged > 0) & under)
    soft = (cv2.dilate(strokes.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0) & ~under
    alone = np.where(strokes | soft, ink, 0)
    rows, columns = (np.flatnonzero((alone > INK).any(axis=axis)) for axis in (1, 0))
    if rows.size:
        alone = alone[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.pad((255 - alone).astype(np.uint8), margin, constant_values=255)
