"""What was written into the spaces of a filled blank: lines of writing, and what they say.

Under a black seal nothing tells its letters from a hand for certain. Such writing is read without
and with them, and with them it is taken where it reads like words; either way it is doubted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

from docforge.layout import Cell, ExpectedPage, Paragraph
from docforge.place import Box
from docforge.readers.scan.filled.gaps import Token, numbers_in, slots, tokens_of
from docforge.readers.scan.filled.sealed_rows import without_sealed_rows
from docforge.readers.scan.filled.spaces import Space, overlap, rows_of, written_spaces
from docforge.readers.scan.laid.added import (
    Added,
    Piece,
    added_to,
    lone_writing,
    over_print,
    pen_alone,
)
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.laid.seals import black_seals_on
from docforge.readers.scan.lines.numerals import read_number
from docforge.readers.scan.lines.vocabulary import Vocabulary
from docforge.readers.scan.lines.words import is_chinese
from docforge.readers.scan.lines.writing import Written, read_lines
from docforge.readers.scan.pictures.ink import Grey

_WORDS_APART, _MUCH_WIDER = 0.42, 1.8
"""A gap parts two names where it is wider than this share of the row's height, and than this
many of its usual gaps."""
_NARROW, _WIDE, _FAR = 0.5, 1.2, 1.5
"""Of a row's height: how wide one character is, and how far from another it still belongs to it."""
_BESIDE_STRAY = 0.6
"""The most that is believed of a number beside which a sign stands that is none of the line's."""
_LEAST_IN_GAP = 0.16
"""Ems: the square of this is the least ink that is writing in a gap of a line."""
_LEGIBLE = 0.8
"""The mean probability of characters that are words of a hand, not letters of a seal."""


@dataclass(frozen=True)
class Line:
    """A row of writing in a space: its picture, where it stands on the blank (points), and the
    numbers of which it is one, if such are wanted there; then `alone` shows it without print.
    """

    space: Space
    picture: Grey
    box: Box
    first_of_row: bool
    slot: int | None = None
    numbers: tuple[str, ...] = ()
    alone: Grey | None = None
    over_print: bool = False
    under_seal: bool = False


@dataclass(frozen=True)
class Reading:
    """What a line says and how surely."""

    line: Line
    written: Written


Readings = Mapping[int, Sequence[Reading]]
"""What stands in a space, by the identity of the cell or paragraph that it is."""


def handwritten(laid: Laid, expected: ExpectedPage, em: float, vocabulary: Vocabulary) -> Readings:
    """What was written on a page; `em` is the size of its print in points."""
    read = _by_space(laid, expected, em, vocabulary)
    if laid.lettered is None:
        return read
    lettered = _by_space(laid.with_lettering, expected, em, vocabulary, under_seals=True)
    believed = {
        owner: readings
        for owner, readings in lettered.items()
        if _legibility(readings) >= max(_LEGIBLE, 0.9 * _legibility(read.get(owner, ())))
    }
    return {**read, **believed}


def _legibility(readings: Sequence[Reading]) -> float:
    sure = [c.probability for reading in readings for c in reading.written.characters]
    return fmean(sure) if sure else 0.0


def _by_space(
    laid: Laid,
    expected: ExpectedPage,
    em: float,
    vocabulary: Vocabulary,
    under_seals: bool = False,
) -> dict[int, list[Reading]]:
    """What the spaces say, all of them or those alone on which a black seal lies."""
    added = added_to(laid)
    spaces = without_sealed_rows(laid, expected, written_spaces(laid, expected, added, em))
    seals = list(black_seals_on(laid))
    lines = [
        line
        for space in spaces
        if (sealed := any(overlap(seal, space.box) for seal in seals)) or not under_seals
        for line in _lines_of(laid, added, space, em, sealed)
    ]
    owned: dict[int, list[Reading]] = {}
    for line, written in zip(lines, _read(lines), strict=True):
        owned.setdefault(id(line.space.owner), []).append(Reading(line, written))
    return {owner: _agreed(several, vocabulary) for owner, several in owned.items()}


def _agreed(readings: Sequence[Reading], vocabulary: Vocabulary) -> list[Reading]:
    """The readings of one owner. Names of people and places follow no vocabulary."""
    written = [reading.written for reading in readings]
    if isinstance(readings[0].line.space.owner, Cell):
        said = vocabulary.mended(written)
    else:
        said = [
            each if reading.line.numbers else vocabulary.names(each)
            for reading, each in zip(readings, written, strict=True)
        ]
    found = [replace(reading, written=each) for reading, each in zip(readings, said, strict=True)]
    found = [reading for reading in found if reading.written.text.strip()]
    return found if isinstance(readings[0].line.space.owner, Cell) else _without_strays(found)


def _without_strays(readings: Sequence[Reading]) -> list[Reading]:
    """What a printed line asks for, without lone signs beside it; what is left is doubted then.

    Names have two characters or more, numbers stand before their units: a lone stroke or dot is
    what a seal or another line left there.
    """
    kept = [each for each in readings if each.line.numbers or not _is_stray(each.written.text)]
    if not kept or len(kept) == len(readings):
        return list(readings)
    return [replace(each, written=_doubted(each.written)) for each in kept]


def _is_stray(text: str) -> bool:
    return len(text.strip()) == 1 and not is_chinese(text.strip())


def _doubted(written: Written) -> Written:
    if written.signs is not None:
        return replace(written, signs=replace(written.signs, changed=True))
    sure = (replace(c, probability=min(c.probability, _BESIDE_STRAY)) for c in written.characters)
    return replace(written, characters=tuple(sure))


def _read(lines: Sequence[Line]) -> list[Written]:
    words = iter(read_lines([line.picture for line in lines if line.alone is None]))
    return [
        next(words) if line.alone is None else read_number(line.picture, line.alone, line.numbers)
        for line in lines
    ]


def _lines_of(laid: Laid, added: Added, space: Space, em: float, under_seal: bool) -> list[Line]:
    scale = laid.dpi / 72
    margin = round(0.15 * em * scale)
    tokens = tokens_of(space.owner) if isinstance(space.owner, Paragraph) else []
    if tokens:
        lines = _in_gaps(laid, added, space, tokens, margin)
        return [replace(line, under_seal=under_seal) for line in lines]
    lines = []
    for row in rows_of(space.pieces):
        parts = _words(row) if isinstance(space.owner, Paragraph) else [row]
        for number, part in enumerate(parts):
            picture = lone_writing(laid, added, part, margin)
            box = _box_of(part, scale)
            lines.append(Line(space, picture, box, number == 0, under_seal=under_seal))
    return lines


def _in_gaps(
    laid: Laid, added: Added, space: Space, tokens: Sequence[Token], margin: int
) -> list[Line]:
    scale = laid.dpi / 72
    least = (_LEAST_IN_GAP * (tokens[0].x1 - tokens[0].x0) / len(tokens[0].text) * scale) ** 2
    lines = []
    for number, pieces in enumerate(slots(space.pieces, tokens, scale)):
        if sum(piece.size for piece in pieces) < least:
            continue
        picture, touched = over_print(laid, added, pieces, margin)
        box, numbers = _box_of(pieces, scale), numbers_in(number, tokens)
        alone = pen_alone(laid, pieces, margin) if numbers else None
        lines.append(Line(space, picture, box, number == 0, number, numbers, alone, touched))
    return lines


def _box_of(pieces: Sequence[Piece], scale: float) -> Box:
    return (
        min(piece.box[0] for piece in pieces) / scale,
        min(piece.box[1] for piece in pieces) / scale,
        max(piece.box[2] for piece in pieces) / scale,
        max(piece.box[3] for piece in pieces) / scale,
    )


def _words(row: Sequence[Piece]) -> list[list[Piece]]:
    """A row parted at wide gaps: two names that were signed beside each other."""
    gaps = []
    end = row[0].box[2]
    for piece in row[1:]:
        gaps.append(piece.box[0] - end)
        end = max(end, piece.box[2])
    high = _height_of(row)
    usual = max(float(median([gap for gap in gaps if gap > 0] or [0])), 0.06 * high)
    words = [[row[0]]]
    for piece, gap in zip(row[1:], gaps, strict=True):
        if gap > max(_WORDS_APART * high, _MUCH_WIDER * usual):
            words.append([])
        words[-1].append(piece)
    return _with_lone_characters(words, high)


def _with_lone_characters(words: list[list[Piece]], high: float) -> list[list[Piece]]:
    """The words with single characters put to the nearer one beside them: no name is so short."""
    words = list(words)
    at = 0
    while at < len(words) and len(words) > 1:
        left, right = _ends(words[at])
        before = left - _ends(words[at - 1])[1] if at else math.inf
        after = _ends(words[at + 1])[0] - right if at + 1 < len(words) else math.inf
        lone = _NARROW * high < right - left < _WIDE * high and min(before, after) < _FAR * high
        if not lone:
            at += 1
            continue
        first = at - 1 if before <= after else at
        words[first : first + 2] = [[*words[first], *words[first + 1]]]
        at = first
    return words


def _ends(word: Sequence[Piece]) -> tuple[int, int]:
    return min(piece.box[0] for piece in word), max(piece.box[2] for piece in word)


def _height_of(row: Sequence[Piece]) -> float:
    """How tall the characters of a row are (pixels): they fill it from top to bottom."""
    return float(max(piece.box[3] for piece in row) - min(piece.box[1] for piece in row))
