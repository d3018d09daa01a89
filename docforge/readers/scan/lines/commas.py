"""Commas that a model overlooks: a low dot of ink that stands apart behind a character."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from docforge.readers.scan.lines.decoding import KEPT, NONE, Steps
from docforge.readers.scan.pictures.ink import Grey

_WIDEST, _TALLEST, _LEAST = 0.3, 0.5, 0.05
"""Of the writing's height: how wide and tall a comma is, and the least of both."""
_LOW = 0.55
"""Of the writing's height from its top: higher ink is no comma."""
_BEHIND = 0.06
"""Of the writing's height: the white before it."""
_BELIEVED = 0.08
"""How probable a comma is then: a doubt, unless the model or the words agree."""
_NEAR = 2
"""Steps of the model within which a sign that it saw itself is this one."""
_SIGNS = "，,、。.；;：:·'’`"


def commas_in(line: Grey) -> list[float]:
    """Where commas may stand in a line, from left (0) to right (1)."""
    dark = line < 128
    rows = np.flatnonzero(dark.any(axis=1))
    if not len(rows):
        return []
    top, high = int(rows[0]), int(rows[-1] - rows[0] + 1)
    edges = np.flatnonzero(np.diff(np.r_[0, dark.any(axis=0).astype(np.int8), 0]))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    found = []
    for (_start, before), (start, end) in pairwise(runs):
        own = np.flatnonzero(dark[:, start:end].any(axis=1))
        wide, tall = end - start, int(own[-1] - own[0] + 1)
        small = (
            _LEAST * high <= min(wide, tall) and wide < _WIDEST * high and tall < _TALLEST * high
        )
        if small and own[0] - top > _LOW * high and start - before >= _BEHIND * high:
            found.append((start + end) / 2 / line.shape[1])
    return found


def with_commas(steps: Steps, places: list[float], alphabet: tuple[str, ...]) -> Steps:
    """The steps with a comma likely where ink looks like one and the model saw no sign."""
    if not places:
        return steps
    comma = alphabet.index("，")
    numbers, shares = steps.numbers.copy(), steps.shares.copy()
    for place in places:
        at = min(int(place * len(steps)), len(steps) - 1)
        around = slice(max(at - _NEAR, 0), at + _NEAR + 1)
        signs = (alphabet[number] in _SIGNS for number in numbers[around, 0].tolist() if number)
        if numbers[at, 0] != NONE or any(signs):
            continue
        own = numbers[at] != comma
        kept = np.flatnonzero(own)[: KEPT - 1]
        numbers[at] = np.r_[numbers[at, kept], comma]
        shares[at] = np.r_[shares[at, kept] * (1 - _BELIEVED), _BELIEVED]
    return replace(steps, numbers=numbers, shares=shares)
