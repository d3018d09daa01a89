"""The trace of a hand on a page: coarse enough to keep, fine enough to know the sheet again.

Nobody draws the same strokes twice. Two scans of one sheet have the same ink in the same places
of the blank; two forms that answer alike have not.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.laid.added import new_ink
from docforge.readers.scan.laid.laying import Laid

_CELL = 4
"""Pixels of the blank at 200 dpi: a cell of the trace is half a millimetre."""
_LEAST_COVER = 0.2
_SPECK = 6
"""Cells; a smaller piece is dust, of which the second scan has other."""
_EDGE = 16
"""Cells along the page's edges where a photograph shows the desk."""
_LEAST_TRACE = 60
"""Cells; on a page with less of a hand there is too little to compare."""
_SAME = 0.85
"""Share of either trace that lies on the other: one sheet has 0.97 and more, two forms
0.5 at most. On a fax with a black seal one sheet may stay below: it is then read as two forms."""

Cells = NDArray[np.uint8]


def trace_of(laid: Laid) -> bytes:
    """One bit for each cell of the page, row by row: whether a pen was there."""
    mask = new_ink(laid).astype(np.float32)
    size = (mask.shape[1] // _CELL, mask.shape[0] // _CELL)
    cells = (cv2.resize(mask, size, interpolation=cv2.INTER_AREA) >= _LEAST_COVER).astype(np.uint8)
    _count, labelled, stats, _middles = cv2.connectedComponentsWithStats(cells, connectivity=8)
    labels = np.asarray(labelled, dtype=np.int32)
    kept = stats[:, cv2.CC_STAT_AREA] >= _SPECK
    kept[0] = False
    kept[np.unique(np.concatenate(_edges(labels)))] = False
    height, width = (int(side) for side in cells.shape)
    packed = np.packbits(kept[labels])
    return width.to_bytes(2, "big") + height.to_bytes(2, "big") + packed.tobytes()


def _edges(labels: NDArray[np.int32]) -> tuple[NDArray[np.int32], ...]:
    """The labels of all pieces that reach into the edges of the page."""
    edges = (labels[:_EDGE], labels[-_EDGE:], labels[:, :_EDGE], labels[:, -_EDGE:])
    return tuple(edge.ravel() for edge in edges)


def same_sheet(first: bytes, second: bytes) -> bool:
    """Whether two traces of the same page of a blank are two scans of one sheet of paper."""
    one, other = _unpacked(first), _unpacked(second)
    if one.shape != other.shape or min(int(one.sum()), int(other.sum())) < _LEAST_TRACE:
        return False
    return min(_share_on(one, other), _share_on(other, one)) >= _SAME


def _unpacked(trace: bytes) -> Cells:
    width, height = int.from_bytes(trace[:2], "big"), int.from_bytes(trace[2:4], "big")
    bits = np.unpackbits(np.frombuffer(trace[4:], np.uint8))[: width * height]
    return bits.reshape(height, width)


def _share_on(one: Cells, other: Cells) -> float:
    """How much of a trace lies within a cell of the other one."""
    near = np.asarray(cv2.dilate(other, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    return float((one & near).sum() / one.sum())
