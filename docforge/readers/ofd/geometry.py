"""Numbers, boxes and transformations of OFD: millimetres, y growing downwards.

Source: GB/T 33190-2016, 7.3 (basic types) and 8.1 (coordinates).
"""

from __future__ import annotations

import math
from itertools import islice
from typing import NamedTuple

from docforge.place import Box
from docforge.readers.pdf.boxes import Point

POINTS_A_MILLIMETRE = 72 / 25.4
_LARGEST = 1e6
_MOST_NUMBERS = 200_000


class Transform(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def of(self, point: Point) -> Point:
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Transform) -> Transform:
        """First this one, then the outer one."""
        e, f = outer.of((self.e, self.f))
        return Transform(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )


IN_POINTS = Transform(a=POINTS_A_MILLIMETRE, d=POINTS_A_MILLIMETRE)


def number(text: str | None, default: float = 0.0) -> float:
    """A number; the default where there is none that a page could hold."""
    try:
        found = float(text or "")
    except ValueError:
        return default
    return found if math.isfinite(found) and abs(found) <= _LARGEST else default


def numbers(text: str | None) -> list[float]:
    """Numbers parted by blanks."""
    return [number(word) for word in (text or "").split()[:_MOST_NUMBERS]]


def box_of(text: str | None) -> Box | None:
    """ "x y width height" as edges; None where it is no box."""
    found = numbers(text)
    if len(found) != 4 or min(found[2:]) < 0:
        return None
    x, y, across, down = found
    return x, y, x + across, y + down


def transform_of(text: str | None) -> Transform:
    """A CTM; nothing is moved where there is none."""
    found = numbers(text)
    return Transform(*found) if len(found) == 6 else Transform()


def steps_of(text: str | None, most: int) -> list[float]:
    """DeltaX and DeltaY: distances from each character to the next, "g 3 4.2" for three times 4.2.

    No more than `most` of them, whatever the file says.
    """
    words = iter((text or "").split())
    steps: list[float] = []
    for word in words:
        if word.lower() == "g":
            times, step = list(islice(words, 2)) or [""], 0.0
            if len(times) == 2:
                step = number(times[1])
            steps += [step] * max(0, min(int(number(times[0])), most - len(steps)))
        else:
            steps.append(number(word))
        if len(steps) >= most:
            break
    return steps[:most]
