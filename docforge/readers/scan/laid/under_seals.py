"""Seals that a scan shows like ink, taken off what a pen left: on a fax, on a grey scan.

The ring, the star, and what stands by itself where a seal has its lettering are taken off by
their shape. A grey scan shows besides where a pen is darker than the seal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from docforge.readers.scan.laid.added import DUST, Mask, around_print, new_ink
from docforge.readers.scan.laid.laying import BlackSeal, Laid, Lettered
from docforge.readers.scan.laid.rings import Ring, rings_on, star_edge
from docforge.readers.scan.pictures.ink import Grey

_RED, _REDDISH = 45, 0.3
"""Share of a ring that is so red: it is no black seal, only the rim of a red one."""
_EDGE, _SOFT_EDGE = 2.0, 3.0
"""Pixels by which ring and star are taken off wider than they were measured, on a fax, on a scan
with greys."""
_SOFT = np.ones((5, 5), np.uint8)
"""What is soft around a letter that is taken off."""
_DARKER, _PALER = 30, 60
"""Ink levels that a pen on a seal is darker than it; that pens are darker everywhere if they are
to be told from a seal by that alone."""
_LETTERS = 0.5, 0.97
"""Of the radius: where a seal's lettering runs."""
_ASIDE = 0.85
"""Share of a piece that lies in the circle of the lettering if it is part of it."""
_LETTER, _BESIDE = 6.0, 0.4
"""Millimetres: no letter of a seal is larger; what stands so near to a pen's stroke is its own."""
_MUCH_LARGER = 4.0
"""Than the larger pieces of a letter: that is a pen's."""
_MEND = 3
"""Pixels from which a stroke is carried on through a ring that was taken off."""

_COLOURED, _SOME_COLOUR = 40, 0.001
"""By how much the planes of a coloured pixel differ, and the share of them: a few written words."""


def without_black_seals(laid: Laid) -> Laid:
    """The page as it would be without the seals that look like ink; it tells where they are.

    On a page with a coloured pen or seal there are none: its scan shows seals in red.
    """
    if _has_colours(laid):
        return laid
    fresh, printed = new_ink(laid), around_print(laid)
    rings = [ring for ring in rings_on(fresh, printed, laid.dpi) if not _is_red(laid, ring)]
    if not rings:
        return laid
    hidden, letters = np.zeros_like(fresh), np.zeros_like(fresh)
    ink, calm = laid.ink.copy(), laid.calm.copy()
    pen = _pen(laid, fresh, rings)
    for ring in rings:
        part = _part(ring, fresh.shape)
        shape = _Shape(ring, part, _EDGE if laid.bilevel else _SOFT_EDGE)
        level = _seal_level(laid.calm[part], fresh[part], shape)
        dark = _darker(laid.calm[part], level)
        gone = (shape.ring | shape.star) & ~dark
        hidden[part] |= gone
        loose = fresh[part] & ~gone
        told_by_tone = level <= pen - _PALER
        found = loose & shape.disc & ~dark if told_by_tone else shape.letters(loose, laid.dpi)
        around = cv2.dilate(found.astype(np.uint8), _SOFT) > 0
        letters[part] |= around & ~(loose & ~found) & ~printed[part]
        for plane in (ink, calm):
            mended = _mended(plane[part], laid.blank[part], gone, shape.star)
            plane[part] = np.where(mended > 127, 255, 0) if laid.bilevel else mended
    bare = [np.where(letters, laid.blank, plane).astype(np.uint8) for plane in (ink, calm)]
    seals = tuple(BlackSeal(ring.x, ring.y, ring.radius) for ring in rings)
    return replace(
        laid, ink=bare[0], calm=bare[1], black_seals=seals, lettered=Lettered(ink, calm, hidden)
    )


Part = tuple[slice, slice]


def _part(ring: Ring, shape: tuple[int, ...]) -> Part:
    """The square of the page around a ring."""
    reach = float(ring.radii.max()) * 1.3
    return (
        slice(max(int(ring.y - reach), 0), min(int(ring.y + reach), shape[0])),
        slice(max(int(ring.x - reach), 0), min(int(ring.x + reach), shape[1])),
    )


class _Shape:
    """The masks of a seal within its part of the page."""

    def __init__(self, ring: Ring, part: Part, soft: float) -> None:
        down, across = np.mgrid[part[0], part[1]].astype(np.float32)
        far, angle = cv2.cartToPolar(across - ring.x, down - ring.y)
        count = len(ring.radii)
        at = np.asarray(angle * (count / (2 * np.pi)), dtype=np.int64) % count
        edge = ring.radii[at]
        self.disc: Mask = far <= edge + ring.thickness / 2 + soft
        self.ring: Mask = np.abs(far - edge) <= ring.thickness / 2 + soft
        turned = at - round(ring.turned * count / (2 * np.pi))
        tips = star_edge(count)[turned % count] * ring.star
        self.star: Mask = (far <= tips + soft) & (ring.star > 0)
        low, high = _LETTERS
        self.lettering: Mask = (far >= low * edge) & (far <= high * edge)

    def letters(self, loose: Mask, dpi: float) -> Mask:
        """Pieces of ink that stand by themselves where the lettering runs."""
        millimetre = dpi / 25.4
        count, labels, stats, _middles = cv2.connectedComponentsWithStats(
            loose.astype(np.uint8), connectivity=8
        )
        inside = np.bincount(labels[self.lettering], minlength=count)
        largest = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
        own = (inside >= _ASIDE * stats[:, cv2.CC_STAT_AREA]) & (largest <= _LETTER * millimetre)
        own[0] = False
        sizes = stats[own & (stats[:, cv2.CC_STAT_AREA] >= DUST), cv2.CC_STAT_AREA]
        usual = float(np.percentile(sizes, 75)) if sizes.size else float(DUST)
        own &= stats[:, cv2.CC_STAT_AREA] <= _MUCH_LARGER * usual
        others = (~own[labels] & loose).astype(np.uint8)
        near = 2 * round(_BESIDE * millimetre) + 1
        touched = np.unique(labels[cv2.dilate(others, np.ones((near, near), np.uint8)) > 0])
        own[touched] = False
        return np.asarray(own[labels], dtype=bool)


def _has_colours(laid: Laid) -> bool:
    """Whether some ink of the page has a colour, so that the scan tells colours at all."""
    red, green, blue = (laid.pixels[::4, ::4, channel] for channel in range(3))
    chroma = np.maximum(np.maximum(red, green), blue) - np.minimum(np.minimum(red, green), blue)
    return float((chroma > _COLOURED).mean()) > _SOME_COLOUR


def _is_red(laid: Laid, ring: Ring) -> bool:
    part = _part(ring, laid.seal.shape)
    band = _Shape(ring, part, _EDGE).ring
    return float((laid.seal[part][band] > _RED).mean()) > _REDDISH


def _seal_level(calm: Grey, fresh: Mask, shape: _Shape) -> float:
    """How dark the seal is where it is dark."""
    ring = calm[shape.ring & fresh]
    return float(np.percentile(ring, 95)) if ring.size else 255.0


def _pen(laid: Laid, fresh: Mask, rings: Sequence[Ring]) -> float:
    """How dark the pen is as a rule, away from the seals and from the page's edges."""
    outside = fresh.copy()
    height, width = fresh.shape
    outside[: height // 16] = outside[-height // 16 :] = False
    outside[:, : width // 16] = outside[:, -width // 16 :] = False
    for ring in rings:
        outside[_part(ring, fresh.shape)] = False
    inked = laid.calm[outside]
    return float(np.median(inked)) if inked.size > 200 else 0.0


def _darker(calm: Grey, level: float) -> Mask:
    """Where a pen lies on a seal of this darkness, with its soft edges."""
    if level + _DARKER > 250:
        return np.zeros(calm.shape, dtype=bool)
    dark = (calm > level + _DARKER).astype(np.uint8)
    return np.asarray(cv2.dilate(dark, np.ones((3, 3), np.uint8)) > 0, dtype=bool)


def _mended(plane: Grey, blank: Grey, gone: Mask, star: Mask) -> Grey:
    """Ink without a ring and a star: strokes are carried on through the ring, print stands."""
    bare = np.where(gone, 0, plane).astype(np.uint8)
    ring = (gone & ~star).astype(np.uint8)
    through = cv2.inpaint(bare, ring, _MEND, cv2.INPAINT_TELEA)
    through = np.where(gone & star, 0, through)
    return np.where(gone, np.maximum(through, blank), plane).astype(np.uint8)
