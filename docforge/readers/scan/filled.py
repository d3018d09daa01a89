"""A scan that was laid onto its blank -> a page of the layout: the print as the blank has it,
its boxes as they were marked, and between the print what was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from docforge.layout import (
    Block,
    Cell,
    ExpectedPage,
    Inline,
    KnownPage,
    Mark,
    MarkShape,
    MarkState,
    Page,
    Paragraph,
    Table,
    Text,
)
from docforge.place import Box, Place
from docforge.readers.scan.added import Added, Piece, added_to, lone_writing, over_print
from docforge.readers.scan.gaps import Token, holds_digits, label_of, slots, tokens_of
from docforge.readers.scan.ink import Grey
from docforge.readers.scan.laying import Laid
from docforge.readers.scan.marking import Marked, em_of, marked
from docforge.readers.scan.spaces import Space, rows_of, written_spaces
from docforge.readers.scan.vocabulary import Vocabulary
from docforge.readers.scan.writing import Written, read_lines

_WORDS_APART, _MUCH_WIDER = 0.42, 1.8
"""A gap parts two names where it is wider than this share of the row's height, and than this
many of its usual gaps."""
_OVER_PRINT = 0.7
"""What is left of the confidence where print runs through the writing."""
_UNDER_SEAL = 0.7
"""The same where a seal that the scan shows in black reaches into the cell or line."""
_LIKE_A_SEAL = 5.0
"""Ems: no hand joins strokes that are so high and so wide."""
_LONE = 0.6
"""The most that is believed of a lone sign, digit or 一 (U+4E00): it may be a speck."""
_LEAST_IN_GAP = 0.16
"""Ems: the square of this is the least ink that is writing in a gap of a line."""
_PLAIN_EM = 10.5


@dataclass(frozen=True)
class Line:
    """A row of writing in a space: its picture, where it stands on the blank (points)."""

    space: Space
    picture: Grey
    box: Box
    first_of_row: bool
    slot: int | None = None
    digits: bool = False
    over_print: bool = False
    under_seal: bool = False


@dataclass(frozen=True)
class Reading:
    """What a line says and how surely."""

    line: Line
    written: Written


def filled_page(
    laid: Laid, expected: ExpectedPage, known: KnownPage, vocabulary: Vocabulary
) -> Page:
    """The page as it was filled in; every place is on the scan, in points."""
    options = marked(laid, expected.options)
    added = added_to(laid)
    em = float(median([em_of(option) for option in expected.options] or [_PLAIN_EM]))
    spaces = written_spaces(laid, expected, added, em)
    seals = _black_seals(laid, added, em)
    lines = [
        replace(line, under_seal=any(_reaches_into(seal, space.owner) for seal in seals))
        for space in spaces
        for line in _lines_of(laid, added, space, em)
    ]
    readings = _readings(lines, vocabulary)
    filling = _Filling(laid, {each.option.box: each for each in options}, readings)
    return Page(
        laid.scan.number,
        tuple(filling.block(block) for block in expected.page.blocks),
        laid.scan.width,
        laid.scan.height,
        known=known,
    )


def _readings(lines: Sequence[Line], vocabulary: Vocabulary) -> dict[int, list[Reading]]:
    """What the lines of each cell and printed line say, by the identity of their owner."""
    read = read_lines([line.picture for line in lines], [line.digits for line in lines])
    owned: dict[int, list[Reading]] = {}
    for line, written in zip(lines, read, strict=True):
        owned.setdefault(id(line.space.owner), []).append(Reading(line, written))
    return {owner: _agreed(several, vocabulary) for owner, several in owned.items()}


def _agreed(readings: Sequence[Reading], vocabulary: Vocabulary) -> list[Reading]:
    """The readings of one owner. Names of people and places follow no vocabulary."""
    written = [reading.written for reading in readings]
    if isinstance(readings[0].line.space.owner, Cell):
        said = vocabulary.mended(written)
    else:
        said = [
            each if reading.line.digits else vocabulary.names(each)
            for reading, each in zip(readings, written, strict=True)
        ]
    found = [replace(reading, written=each) for reading, each in zip(readings, said, strict=True)]
    return [reading for reading in found if reading.written.text.strip()]


def _black_seals(laid: Laid, added: Added, em: float) -> list[Box]:
    """Where seals lie that a scan without colours shows like ink (points of the blank)."""
    scale = laid.dpi / 72
    least = _LIKE_A_SEAL * em * scale
    return [
        _box_of([piece], scale)
        for piece in (added.pieces if laid.bilevel else ())
        if min(piece.box[2] - piece.box[0], piece.box[3] - piece.box[1]) > least
    ]


def _reaches_into(seal: Box, owner: Cell | Paragraph) -> bool:
    box = owner.place.box if owner.place else None
    return box is not None and (
        seal[0] < box[2] and box[0] < seal[2] and seal[1] < box[3] and box[1] < seal[3]
    )


def _lines_of(laid: Laid, added: Added, space: Space, em: float) -> list[Line]:
    scale = laid.dpi / 72
    margin = round(0.15 * em * scale)
    tokens = tokens_of(space.owner) if isinstance(space.owner, Paragraph) else []
    if tokens:
        return _in_gaps(laid, added, space, tokens, margin)
    lines = []
    for row in rows_of(space.pieces):
        parts = _words(row) if isinstance(space.owner, Paragraph) else [row]
        for number, part in enumerate(parts):
            picture = lone_writing(laid, added, part, margin)
            lines.append(Line(space, picture, _box_of(part, scale), number == 0))
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
        box, digits = _box_of(pieces, scale), holds_digits(number, tokens)
        lines.append(Line(space, picture, box, number == 0, number, digits, touched))
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
    return words


def _height_of(row: Sequence[Piece]) -> float:
    """How tall the characters of a row are (pixels): they fill it from top to bottom."""
    return float(max(piece.box[3] for piece in row) - min(piece.box[1] for piece in row))


class _Filling:
    """Puts marks and writing into the blank's blocks, and every place onto the scan."""

    def __init__(
        self,
        laid: Laid,
        options: Mapping[Box, Marked],
        readings: Mapping[int, Sequence[Reading]],
    ) -> None:
        self._laid = laid
        self._options = options
        self._readings = readings

    def block(self, block: Block) -> Block:
        if isinstance(block, Table):
            return self._table(block)
        readings = self._readings.get(id(block), ())
        if any(reading.line.slot is not None for reading in readings):
            content = self._with_gaps(block, readings)
        else:
            printed = self._content(block.content)
            content = [part for part in printed if not isinstance(part, Table)]
            content += self._written(block)
        return replace(block, content=tuple(content), place=self._place(block.place, readings))

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            cells=tuple(self._cell(cell) for cell in table.cells),
            place=self._place(table.place),
        )

    def _cell(self, cell: Cell) -> Cell:
        printed = self._content(cell.content)
        written = self._written(cell)
        between = [Text("\n")] if printed and written else []
        return replace(cell, content=(*printed, *between, *written), place=self._place(cell.place))

    def _with_gaps(self, paragraph: Paragraph, readings: Sequence[Reading]) -> list[Inline]:
        """Label, writing and printed units in the order in which they stand."""
        place = self._place(paragraph.place)
        tokens = tokens_of(paragraph)
        found: list[Inline] = [Text(label_of(paragraph), place)]
        by_slot = {reading.line.slot: reading for reading in readings}
        for number in range(len(tokens) + 1):
            if number in by_slot:
                found.append(self._text(by_slot[number]))
            if number < len(tokens):
                beside = "  " if tokens[number].text.endswith(("：", ":")) else ""
                found.append(Text(beside + tokens[number].text, place))
        return found

    def _written(self, owner: Cell | Paragraph) -> list[Inline]:
        found: list[Inline] = []
        for reading in self._readings.get(id(owner), ()):
            if found:
                found.append(Text("\n" if reading.line.first_of_row else "  "))
            found.append(self._text(reading))
        return found

    def _text(self, reading: Reading) -> Text:
        place = Place(page=self._laid.scan.number, box=self._laid.place_of(reading.line.box))
        sure = reading.written.confidence * (_OVER_PRINT if reading.line.over_print else 1.0)
        sure *= _UNDER_SEAL if reading.line.under_seal else 1.0
        if not reading.line.digits and len(reading.written.text) == 1 and sure > _LONE:
            sure = sure if "\u4e01" <= reading.written.text <= "\u9fff" else _LONE
        if self._laid.bilevel and reading.written.text.isdigit() and "1" in reading.written.text:
            sure = min(sure, _LONE)  # may be a 4 whose thin strokes are lost: no word would tell
        return Text(reading.written.text, place, sure)

    def _content(self, content: Sequence[Inline | Table]) -> list[Inline | Table]:
        """Print and marks. A struck option carries the stroke on its word, as forms expect it."""
        found: list[Inline | Table] = []
        struck: Marked | None = None
        for part in content:
            if isinstance(part, Table):
                found.append(self._table(part))
            elif isinstance(part, Mark):
                state = self._options.get(part.place.box) if part.place and part.place.box else None
                struck = state if state and state.state is MarkState.STRUCK else None
                found.append(self._mark(part, state))
            elif struck is not None and part.text.strip():
                found.append(
                    Mark(
                        MarkState.STRUCK,
                        MarkShape.STRIKE,
                        word=part.text,
                        confidence=struck.confidence,
                        place=self._place(part.place),
                    )
                )
                struck = None
            else:
                found.append(replace(part, place=self._place(part.place)))
        return found

    def _mark(self, mark: Mark, state: Marked | None) -> Mark:
        if state is None:
            return replace(mark, place=self._place(mark.place))
        struck = state.state is MarkState.STRUCK
        return replace(
            mark,
            state=MarkState.CHOSEN if struck else state.state,
            shape=state.shape,
            confidence=state.confidence,
            place=self._place(mark.place),
        )

    def _place(self, place: Place | None, readings: Sequence[Reading] = ()) -> Place | None:
        """A place of the blank on the scan, widened over what was written beside it."""
        if place is None or place.box is None:
            return place
        boxes = [place.box, *(reading.line.box for reading in readings)]
        whole = (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        return Place(page=self._laid.scan.number, box=self._laid.place_of(whole))
