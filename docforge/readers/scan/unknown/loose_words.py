"""Lines of a page that recognition read: which are options, which stand beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from docforge.layout import Inline
from docforge.readers.scan.lines.model import HEIGHT, LEAST_WIDTH
from docforge.readers.scan.lines.writing import Written
from docforge.readers.scan.unknown.grid import PixelBox
from docforge.readers.scan.unknown.option_prints import Home, Sighting

_BOXES = "□口囗日曰☐☑☒■▣√✓✔×✗✘VvＶ凵冂回Oo0〇○●"
"""What a tick box before an option's word is read as, marked or not."""
_EMPTY_BOXES = "□☐"
_JUNK = 3
"""Characters beside an option word that a mark may have been read as."""
_JUNK_ALONE = 1
_LEAST_BEGUN = 2
"""Letters of a broken word that stand on its first line."""
_LABEL = re.compile(r"[^：:]{2,8}[：:]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WIDE, _LEAST_STEPS = 1.5, 3
"""A step of so many usual ones from character to character has white in it; in writing of so
many steps.
"""
_ROW = 0.6
"""Of a line's height: lines whose middles lie closer stand beside each other."""


@dataclass(frozen=True)
class Line:
    """A line of text: where it stands (pixels) and what it says."""

    box: PixelBox
    written: Written

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

    @property
    def high(self) -> int:
        return self.box[3] - self.box[1]


def option_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Finds option words, with what was read in place of the box before them."""
    if not words:
        return None
    ordered = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    box = f"(?P<box>[{re.escape(_BOXES)}]?)"
    return re.compile(rf"{box}[\s.·]*(?P<word>{ordered})")


def sightings_in(
    lines: Sequence[Line], pattern: re.Pattern[str] | None, home: Home
) -> list[Sighting]:
    """The option words of a cell, or of a line outside tables, if it holds hardly else."""
    if pattern is None:
        return []
    found = []
    for line in lines:
        matches = _options(line, pattern)
        found += [_sighting(line, match, home) for match in matches]
    return found


def broken_options(lines: Sequence[Line], words: Sequence[str], home: Home) -> list[Sighting]:
    """Option words of a cell that go on in its next line: 不符 with 合 below."""
    found = []
    for line, below in pairwise(sorted(lines, key=lambda each: each.middle[1])):
        for word in words:
            for letters in range(_LEAST_BEGUN, len(word)):
                begun = rf"(?P<box>[{re.escape(_BOXES)}])[\s.·]*(?P<word>{word[:letters]})\W*$"
                match = re.search(begun, line.written.text)
                ended = re.match(rf"\W*{word[letters:]}", below.written.text)
                if match and ended:
                    found.append(replace(_sighting(line, match, home), whole=word))
    return found


def _options(line: Line, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    text = line.written.text
    matches = list(pattern.finditer(text))
    rest = re.sub(r"[\s.,，。、·]", "", pattern.sub("", text))
    label = _LABEL.match(text)
    allowed = len(label[0]) if label else 0
    if len(rest) > allowed + _JUNK * len(matches):
        return []
    return [match for match in matches if _is_option(match, len(rest))]


def _is_option(match: re.Match[str], beside: int) -> bool:
    """A word of one letter counts only behind a box, or with hardly a letter beside it."""
    return len(match["word"]) > 1 or bool(match["box"]) or beside <= _JUNK_ALONE


def _sighting(line: Line, match: re.Match[str], home: Home) -> Sighting:
    characters = line.written.characters
    first, last = match.start("word"), match.end("word") - 1
    x_first, x_last = (_across(line, characters[index].at) for index in (first, last))
    em = (x_last - x_first) / (last - first) if last > first else 0.85 * line.high
    em = float(np.clip(em, 0.6 * line.high, 1.05 * line.high))
    ends = x_first - em / 2, line.middle[1], x_last + em / 2
    # An empty box behind a word is that of the next option: the one before it was read as nothing.
    boxed = bool(match["box"]) or any(box in line.written.text for box in _EMPTY_BOXES)
    return Sighting(match["word"], *ends, home, boxed)


def _across(line: Line, at: float) -> float:
    """Where in the page's pixels a character stands; a short line was read with white beside it."""
    wide = line.box[2] - line.box[0]
    own = HEIGHT * wide / max(line.high, 1)
    white = max(0.0, LEAST_WIDTH - own)
    return line.box[0] + (at * (own + white) - white / 4) / own * wide


def without_options(line: Line, pattern: re.Pattern[str] | None) -> str:
    """What a line of a cell with options says beside them; what marks were read as is nothing."""
    if pattern is None:
        return line.written.text
    text = line.written.text
    label = _LABEL.match(text)
    kept = label[0] if label else ""
    rest = pattern.sub(" ", text[len(kept) :]).strip()
    least = _JUNK * 2 if pattern.search(text) else _JUNK
    return kept + (rest if len(re.sub(r"\s", "", rest)) > least else "")


def parted(line: Line) -> str:
    """What a line says, with white where it has a wide gap: between two names."""
    characters = line.written.characters
    label = _LABEL.match(line.written.text)
    steps = [after.at - before.at for before, after in pairwise(characters)]
    own = steps[len(label[0]) if label else 0 :]
    if len(own) < _LEAST_STEPS:
        return line.written.text
    usual = float(np.median(own))
    text = characters[0].text
    for (before, after), step in zip(pairwise(characters), steps, strict=True):
        both = _CHINESE.match(before.text) and _CHINESE.match(after.text)
        text += "  " * bool(both and step > _WIDE * usual) + after.text
    return text


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand beside each other, top to bottom, left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.middle[1]):
        last = rows[-1][-1] if rows else None
        if last is not None and abs(last.middle[1] - line.middle[1]) < _ROW * last.high:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda each: each.box[0]) for row in rows]


def in_reading_order(
    parts: Sequence[tuple[tuple[float, float], list[Inline]]],
) -> list[list[Inline]]:
    """Parts by row, then from left to right; each comes with its middle's height and left edge."""
    rows: list[list[tuple[tuple[float, float], list[Inline]]]] = []
    for part in sorted(parts, key=lambda each: each[0][0]):
        if rows and part[0][0] - rows[-1][-1][0][0] < 10:
            rows[-1].append(part)
        else:
            rows.append([part])
    return [part for row in rows for _at, part in sorted(row, key=lambda each: each[0][1])]
