"""How people mark an option: each style gives the strokes around a box and its word.

Coordinates are ems from the middle of the box, x to the right, y down; `word` is where the word
ends on the right. `HELD_OUT` styles are never trained on: they measure what a new style does.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from training.marks.pen import Point

Strokes = list[list[Point]]
Style = Callable[[np.random.Generator, float], Strokes]
Random = np.random.Generator


def _tick(random: Random, x: float, y: float, size: float) -> list[Point]:
    """A tick whose corner is at x, y."""
    left = random.uniform(0.25, 0.55) * size
    right = random.uniform(0.6, 1.1) * size
    drop = random.uniform(0.1, 0.5) * size
    rise = random.uniform(0.55, 1.1) * size
    points = [(x - left, y - drop), (x, y), (x + right, y - rise)]
    if random.random() < 0.3:
        points.insert(0, (x - left - 0.1 * size, y - drop + 0.08 * size))
    if random.random() < 0.3:
        points.insert(-1, (x + right * 0.45, y - rise * 0.4))
    return points


def _ellipse(random: Random, x: float, y: float, wide: float, high: float) -> list[Point]:
    start = random.uniform(0, 2 * np.pi)
    turn = random.choice([-1, 1]) * random.uniform(1.85, 2.4) * np.pi
    lean = random.normal(0, 0.06)
    grow = random.uniform(-0.12, 0.12)
    angles = start + np.linspace(0, turn, 26)
    return [
        (
            x + wide * np.cos(a) * (1 + grow * k / 26) + lean * high * np.sin(a),
            y + high * np.sin(a) * (1 + grow * k / 26),
        )
        for k, a in enumerate(angles)
    ]


def _zigzag(
    random: Random, x0: float, x1: float, y0: float, y1: float, turns: int, upright: bool
) -> list[Point]:
    points: list[Point] = []
    for index in range(turns + 1):
        share = index / turns
        if upright:
            points.append((x0 + share * (x1 - x0), (y0, y1)[index % 2] + random.normal(0, 0.04)))
        else:
            points.append(((x0, x1)[index % 2] + random.normal(0, 0.06), y0 + share * (y1 - y0)))
    return points


def tick_in(random: Random, _word: float) -> Strokes:
    return [_tick(random, random.normal(-0.05, 0.12), random.normal(0.25, 0.1), 0.8)]


def tick_over(random: Random, _word: float) -> Strokes:
    size = random.uniform(1.0, 2.2)
    return [_tick(random, random.normal(0.0, 0.2), random.normal(0.35, 0.2), size)]


def tick_off(random: Random, _word: float) -> Strokes:
    x = random.choice([random.uniform(-0.9, -0.3), random.uniform(0.2, 0.7)])
    return [_tick(random, x, random.normal(0.2, 0.15), random.uniform(0.7, 1.4))]


def tick_on_word(random: Random, word: float) -> Strokes:
    x = random.uniform(0.7, max(word - 0.6, 0.8))
    return [_tick(random, x, random.normal(0.3, 0.15), random.uniform(0.8, 1.7))]


def tick_after(random: Random, word: float) -> Strokes:
    x = word + random.uniform(0.15, 0.8)
    return [_tick(random, x, random.normal(0.2, 0.15), random.uniform(0.7, 1.4))]


def cross(random: Random, _word: float) -> Strokes:
    a = random.uniform(0.3, 0.75)
    x, y = random.normal(0, 0.12, 2)
    b = a * random.uniform(0.7, 1.2)
    return [[(x - a, y - b), (x + a, y + b)], [(x + a, y - b), (x - a, y + b)]]


def fill(random: Random, _word: float) -> Strokes:
    a = random.uniform(0.28, 0.5)
    turns = int(random.integers(5, 12))
    upright = bool(random.random() < 0.5)
    strokes = [_zigzag(random, -a, a, -a, a, turns, upright)]
    if random.random() < 0.5:
        strokes.append(_zigzag(random, -a, a, a, -a, turns, not upright))
    return strokes


def dot(random: Random, _word: float) -> Strokes:
    x, y = random.normal(0, 0.1, 2)
    r = random.uniform(0.03, 0.14)
    return [[(x - r, y), (x + r, y), (x, y + r), (x, y - r)]]


def slash(random: Random, _word: float) -> Strokes:
    a = random.uniform(0.35, 0.9)
    x, y = random.normal(0, 0.1, 2)
    lean = random.uniform(0.5, 1.1)
    way = 1 if random.random() < 0.8 else -1
    return [[(x - way * a * lean, y + a), (x + way * a * lean, y - a)]]


def underline(random: Random, word: float) -> Strokes:
    y = random.uniform(0.52, 0.72)
    left = random.choice([random.uniform(-0.6, -0.3), random.uniform(0.4, 0.8)])
    end = word + random.uniform(-0.3, 0.5)
    lines = [[(left, y), (end, y + random.normal(0, 0.08))]]
    if random.random() < 0.2:
        lines.append([(left, y + 0.16), (end, y + 0.18)])
    return lines


def circle_word(random: Random, word: float) -> Strokes:
    middle = (0.5 + word) / 2
    wide = (word - 0.5) / 2 + random.uniform(0.15, 0.5)
    return [_ellipse(random, middle, random.normal(0, 0.06), wide, random.uniform(0.55, 0.95))]


def circle_all(random: Random, word: float) -> Strokes:
    middle = (word - 0.5) / 2
    wide = (word + 0.5) / 2 + random.uniform(0.1, 0.5)
    return [_ellipse(random, middle, random.normal(0, 0.06), wide, random.uniform(0.6, 1.0))]


def circle_box(random: Random, _word: float) -> Strokes:
    r = random.uniform(0.55, 0.95)
    x, y = random.normal(0, 0.1, 2)
    return [_ellipse(random, x, y, r, r * random.uniform(0.8, 1.1))]


def ring_in(random: Random, _word: float) -> Strokes:
    r = random.uniform(0.15, 0.36)
    return [_ellipse(random, random.normal(0, 0.06), random.normal(0, 0.06), r, r)]


def double_tick(random: Random, _word: float) -> Strokes:
    first = _tick(random, -0.1, 0.25, 0.8)
    return [first, [(x + 0.25, y + random.normal(0, 0.08)) for x, y in first]]


def wave(random: Random, word: float) -> Strokes:
    xs = np.linspace(0.4, word + 0.1, 16)
    y = random.uniform(0.55, 0.7)
    return [[(float(x), float(y + 0.09 * (-1) ** k)) for k, x in enumerate(xs)]]


def dash(random: Random, _word: float) -> Strokes:
    y = random.normal(0, 0.1)
    a = random.uniform(0.25, 0.6)
    return [[(-a, y), (a, y + random.normal(0, 0.05))]]


def star(random: Random, _word: float) -> Strokes:
    a = random.uniform(0.3, 0.6)
    angles = random.uniform(0, np.pi) + np.array([0, np.pi / 3, 2 * np.pi / 3])
    return [
        [(-a * np.cos(t), -a * np.sin(t)), (a * np.cos(t), a * np.sin(t))]
        for t in map(float, angles)
    ]


def tick_before(random: Random, _word: float) -> Strokes:
    return [_tick(random, random.uniform(-1.5, -1.0), random.normal(0.2, 0.1), 0.9)]


def frame(random: Random, word: float) -> Strokes:
    x0, x1 = random.uniform(-0.8, -0.55), word + random.uniform(0.05, 0.3)
    y = random.uniform(0.55, 0.75)
    return [[(x0, -y), (x1, -y), (x1, y), (x0, y), (x0, -y)]]


def hook(random: Random, _word: float) -> Strokes:
    """A tick that begins upright and ends in a long flat tail."""
    return [
        [
            (-0.25, -0.35),
            (-0.1, 0.3),
            (0.3, -0.1),
            (random.uniform(1.0, 2.2), random.uniform(-0.6, -0.2)),
        ]
    ]


TRAINED: dict[str, Style] = {
    "tick_in": tick_in,
    "tick_over": tick_over,
    "tick_off": tick_off,
    "tick_on_word": tick_on_word,
    "tick_after": tick_after,
    "cross": cross,
    "fill": fill,
    "dot": dot,
    "slash": slash,
    "underline": underline,
    "circle_word": circle_word,
    "circle_all": circle_all,
    "circle_box": circle_box,
    "ring_in": ring_in,
}
HELD_OUT: dict[str, Style] = {
    "double_tick": double_tick,
    "wave": wave,
    "dash": dash,
    "star": star,
    "tick_before": tick_before,
    "frame": frame,
    "hook": hook,
}
SHAPES = {
    "tick_in": "tick",
    "tick_over": "tick",
    "tick_off": "tick",
    "tick_on_word": "tick",
    "tick_after": "tick",
    "cross": "cross",
    "fill": "fill",
    "dot": "dot",
    "slash": "slash",
    "underline": "underline",
    "circle_word": "circle",
    "circle_all": "circle",
    "circle_box": "circle",
    "ring_in": "circle",
}


def strike(random: Random, word: float) -> Strokes:
    """A mark or a word that is struck out again."""
    whole = random.random() < 0.75
    x0 = random.uniform(-0.8, -0.4) if whole or random.random() < 0.5 else 0.4
    x1 = word + random.uniform(-0.2, 0.5) if whole else random.uniform(0.4, max(word, 0.6))
    if x1 - x0 < 0.8:
        x1 = x0 + 0.9
    kind = random.random()
    y = random.normal(0, 0.1)
    if kind < 0.45:
        lines = int(random.integers(1, 4))
        gaps = random.uniform(0.14, 0.3)
        return [
            [
                (x0 + random.normal(0, 0.1), y + (k - (lines - 1) / 2) * gaps),
                (
                    x1 + random.normal(0, 0.1),
                    y + (k - (lines - 1) / 2) * gaps + random.normal(0, 0.1),
                ),
            ]
            for k in range(lines)
        ]
    if kind < 0.75:
        turns = int(random.integers(2, 6))
        return [_zigzag(random, x0, x1, y - 0.25, y + 0.25, turns, upright=False)]
    turns = int(random.integers(6, 16))
    return [_zigzag(random, x0, x1, y - 0.4, y + 0.4, turns, upright=True)]
