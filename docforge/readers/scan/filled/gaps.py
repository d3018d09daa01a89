"""Writing in the gaps of a printed line, as in “检查时间：  年  月  日”: in which gap it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docforge.layout import Mark, Paragraph
from docforge.readers.scan.laid.added import Piece
from docforge.readers.scan.lines.numerals import possible_for


@dataclass(frozen=True)
class Token:
    """A printed run of characters behind a line's label, and where it stands (points)."""

    text: str
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def label_of(paragraph: Paragraph) -> str:
    """What a line prints up to its first colon; all of it where it has none."""
    text = paragraph.text
    colons = [at for at in (text.find("："), text.find(":")) if at >= 0]
    return text[: min(colons) + 1] if colons else text


def tokens_of(paragraph: Paragraph) -> list[Token]:
    """The printed runs behind the label. Widths follow from the characters: ASCII takes half."""
    if paragraph.place is None or paragraph.place.box is None:
        return []
    if any(isinstance(part, Mark) for part in paragraph.content):
        return []
    text, label = paragraph.text, label_of(paragraph)
    x0, _y0, x1, _y1 = paragraph.place.box
    unit = (x1 - x0) / max(_units(text), 0.5)
    return [
        Token(
            match[0],
            x0 + unit * _units(text[: len(label) + match.start()]),
            x0 + unit * _units(text[: len(label) + match.end()]),
        )
        for match in re.finditer(r"[^\s_＿]+", text[len(label) :])
    ]


def _units(text: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def slots(pieces: Sequence[Piece], tokens: Sequence[Token], scale: float) -> list[list[Piece]]:
    """The pieces by gap: before the first token, between the first and the second, and so on."""
    found: list[list[Piece]] = [[] for _ in range(len(tokens) + 1)]
    for piece in sorted(pieces, key=lambda each: each.box[0]):
        at = (piece.box[0] + piece.box[2]) / 2 / scale
        found[sum(token.middle < at for token in tokens)].append(piece)
    return found


def numbers_in(number: int, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The numbers of which one is wanted in a gap: the token behind it is a unit of dates or
    times. Of a year the token before may print a part: 20 年.
    """
    if number >= len(tokens):
        return ()
    return possible_for(tokens[number].text[:1], tokens[number - 1].text if number else "")
