"""A scan that was laid onto its blank -> a page of the layout: the print as the blank has it,
its boxes as they were marked, and between the print what was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from docforge.layout import (
    Block,
    Cell,
    ExpectedOption,
    ExpectedPage,
    Inline,
    KnownPage,
    Mark,
    MarkShape,
    MarkState,
    OptionPrint,
    Page,
    Paragraph,
    Table,
    Text,
)
from docforge.place import Box, Place
from docforge.readers.scan.filled.gaps import label_of, tokens_of
from docforge.readers.scan.filled.handwriting import Reading, Readings, handwritten
from docforge.readers.scan.laid.added import added_to
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.lines.vocabulary import Vocabulary
from docforge.readers.scan.marks.bare_options import marked_cells, marked_words
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.marks.lone_marks import LoneMarks
from docforge.readers.scan.marks.marking import em_of, marked

_OVER_PRINT = 0.7
"""What is left of the confidence where print runs through the writing."""
_UNDER_SEAL = 0.7
"""The same where a seal that the scan shows in black reaches into the cell or line."""
_LONE = 0.6
"""The most that is believed of a lone sign, digit or 一 (U+4E00): it may be a speck."""
_PLAIN_EM = 10.5


def filled_page(
    laid: Laid, expected: ExpectedPage, known: KnownPage, vocabulary: Vocabulary
) -> Page:
    """The page as it was filled in; every place is on the scan, in points."""
    options = _marked(laid, expected)
    boxed = [each for each in expected.options if each.print is not OptionPrint.CELL]
    em = float(median([em_of(each) for each in boxed] or [_PLAIN_EM]))
    readings = handwritten(laid, expected, em, vocabulary)
    filling = _Filling(laid, {each.option.box: each for each in options}, readings)
    return Page(
        laid.scan.number,
        tuple(filling.block(block) for block in expected.page.blocks),
        laid.scan.width,
        laid.scan.height,
        known=known,
    )


def _marked(laid: Laid, expected: ExpectedPage) -> list[Marked]:
    """The state of every option, as the blank prints it."""
    by_print: dict[OptionPrint, list[ExpectedOption]] = {}
    for option in expected.options:
        by_print.setdefault(option.print, []).append(option)
    cells = by_print.get(OptionPrint.CELL)
    lone = LoneMarks(laid)
    return [
        *lone.settled(marked(laid, by_print.get(OptionPrint.BOX, []))),
        *lone.settled(marked_words(laid, by_print.get(OptionPrint.WORD, []))),
        *(marked_cells(laid, added_to(laid), cells) if cells else ()),
    ]


def _lies_in(box: Box, outer: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _stroke_on(word: str, struck: Marked, place: Place | None) -> Mark:
    """The stroke on a word whose option was struck out."""
    sure = struck.confidence
    return Mark(MarkState.STRUCK, MarkShape.STRIKE, word, confidence=sure, place=place)


def _struck_before(found: list[Inline | Table], struck: Marked) -> bool:
    """Strikes out the option's word if it stands before its box; says whether it does."""
    for index in reversed(range(len(found))):
        part = found[index]
        if not isinstance(part, Text):
            return False
        word = part.text.strip()
        if word:
            own = word == struck.option.word
            if own:
                blanks = replace(part, text=part.text[: part.text.index(word)])
                found[index : index + 1] = [blanks, _stroke_on(word, struck, part.place)]
            return own
    return False


class _Filling:
    """Puts marks and writing into the blank's blocks, and every place onto the scan."""

    def __init__(
        self,
        laid: Laid,
        options: Mapping[Box, Marked],
        readings: Readings,
    ) -> None:
        self._laid = laid
        self._options = options
        self._words = [e for e in options.values() if e.option.print is OptionPrint.WORD]
        self._boxes = [e for e in options.values() if e.option.print is OptionPrint.BOX]
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
        own = self._options.get(cell.place.box) if cell.place and cell.place.box else None
        printed = self._content(cell.content) if own is None else self._put_into(own)
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
        if not reading.line.numbers and len(reading.written.text) == 1 and sure > _LONE:
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
                state = self._state_of(part)
                struck = state if state and state.state is MarkState.STRUCK else None
                if struck is not None and _struck_before(found, struck):
                    struck = None
                found.append(self._mark(part, state))
            elif words := self._words_in(part):
                for each in words:
                    found += self._marked_word(each)
            elif struck is not None and part.text.strip():
                found.append(_stroke_on(part.text, struck, self._place(part.place)))
                struck = None
            else:
                found.append(replace(part, place=self._place(part.place)))
        return found

    def _state_of(self, mark: Mark) -> Marked | None:
        """What became of a printed box, or of a pair of brackets: the mark stands within."""
        box = mark.place.box if mark.place else None
        if box is None or box in self._options:
            return self._options[box] if box else None
        return next((each for each in self._boxes if _lies_in(each.option.box, box)), None)

    def _words_in(self, text: Text) -> list[Marked]:
        """The options that a run of print is, where options are words alone."""
        box = text.place.box if text.place else None
        if box is None or not text.text.strip():
            return []
        return [each for each in self._words if _lies_in(each.option.box, box)]

    def _marked_word(self, each: Marked) -> list[Inline]:
        """A word that chooses or was struck out, as if it had a box; on paper there is none."""
        place = self._place(Place(page=self._laid.scan.number, box=each.option.box))
        sure, word = each.confidence, each.option.word
        if each.state is MarkState.STRUCK:
            return [Mark(MarkState.STRUCK, MarkShape.STRIKE, word, confidence=sure, place=place)]
        box = Mark(each.state, each.shape, glyph="□", boxed=True, confidence=sure, place=place)
        return [box, Text(word, place)]

    def _put_into(self, each: Marked) -> list[Inline]:
        """What stands in a cell of an option's column; a stroke there says that nothing does."""
        place = self._place(Place(page=self._laid.scan.number, box=each.option.box))
        sure = each.confidence
        if each.state is MarkState.EMPTY:
            return []
        if each.state is MarkState.STRUCK:
            return [Mark(MarkState.STRUCK, MarkShape.STRIKE, "√", confidence=sure, place=place)]
        if each.shape is MarkShape.SLASH:
            return [Text("/", place, sure)]
        if each.shape is MarkShape.CROSS:  # there it may deny, only the form can tell
            return [Mark(MarkState.UNDECIDED, each.shape, glyph="×", confidence=sure, place=place)]
        return [Mark(MarkState.CHOSEN, each.shape, glyph="√", confidence=sure, place=place)]

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
