"""A cell of options taken apart: its option words, and the marks that belong to each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from docforge.forms.marks.spans import CELL, MARK, flattened
from docforge.layout import Inline, Mark, MarkShape, MarkState, Table, Text

# What is left of a check mark when its symbol font was lost on the way (Wingdings, Wingdings 2).
_RESIDUE_CHOSEN = "RþýüSTVv√"
_RESIDUE_EMPTY = "£¨oqO0□"
PUNCTUATION = re.compile(r"[\s\u3000,，、;；:：.。/／()（）\[\]【】_＿|]+")


_NEWLINE, _OTHER_WORD, _MOST_SPACES = 6, 5, 3
_FAR = 10
"""From this distance on a mark and a word have nothing to do with each other."""
_MISSING = 30

# Dotted leaders and the like lead from a word to its box; \u200b stands for nothing.
_LEADERS = re.compile(r"[….．·‥‧_＿—\-－\u200b]+")


def _apart(between: str) -> int:
    """How far the characters between a mark and a word part the two.

    A blank counts little however wide it is, a line break much, another word more.
    """
    distance = 0
    for part in re.findall(r"\n|[^\S\n]+|\S", _LEADERS.sub("", between)):
        if part == "\n":
            distance += _NEWLINE
        else:
            distance += min(len(part), _MOST_SPACES) if part.isspace() else _OTHER_WORD
    return distance


@dataclass
class Option:
    """An option word as it stands in a cell, with what was put on or beside it."""

    name: str
    start: int
    end: int
    boxes: list[Mark] = field(default_factory=list)
    ticks: list[Mark] = field(default_factory=list)
    crosses: list[Mark] = field(default_factory=list)
    on_word: list[Mark] = field(default_factory=list)

    @property
    def struck(self) -> bool:
        return any(mark.state is MarkState.STRUCK for mark in self.on_word)

    @property
    def chosen(self) -> bool:
        """Boxed and marked, ticked, or circled, and not struck out again."""
        return not self.struck and (self.boxed_chosen or bool(self.ticks) or self.circled)

    @property
    def boxed_chosen(self) -> bool:
        return any(mark.state is MarkState.CHOSEN for mark in self.boxes)

    @property
    def circled(self) -> bool:
        return any(mark.state is MarkState.CHOSEN for mark in self.on_word)

    @property
    def stressed(self) -> bool:
        """Underlined or highlighted: weaker than a mark, since forms print such words too."""
        return any(mark.state is MarkState.UNDECIDED for mark in self.on_word)

    def distance(self, start: int, end: int, flat: str) -> int:
        """How far a lone mark stands from the word, its boxes counted as part of it."""
        if end <= self.start:
            between = flat[end : self.start]
        elif start >= self.end:
            between = flat[self.end : start]
        else:
            return 0
        return _apart(between)


class OptionWords:
    """The words by which options stand on a form, longest first, spaced or not."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._by_word = {
            re.sub(r"\s", "", word): name for name, several in words.items() for word in several
        }
        ordered = sorted(self._by_word, key=len, reverse=True)
        spaced = (r"\s*".join(map(re.escape, word)) for word in ordered)
        # A colon behind a word belongs to it: “符合：√  不符合：”.
        self._pattern = re.compile(rf"(?P<word>{'|'.join(spaced)})(?:[ \u3000]*[:：])?")

    def finditer(self, text: str) -> Iterable[tuple[str, int, int]]:
        for match in self._pattern.finditer(text):
            yield self._by_word[re.sub(r"\s", "", match["word"])], match.start(), match.end()

    def exactly(self, text: str) -> str | None:
        """The option whose word a whole text is."""
        return self._by_word.get(PUNCTUATION.sub("", text))


class OptionCell:
    """A cell taken apart: option words with the marks that belong to each."""

    def __init__(self, content: Sequence[Inline | Table], words: OptionWords) -> None:
        self.flat = ""
        self.options: list[Option] = []
        self.lone: list[Mark] = []
        self.strays: list[Mark] = []
        self.unplaced = False
        self.confidence = min((part.confidence for part in flattened(content)), default=1.0)
        marks: list[tuple[int, Mark]] = []
        on_words: list[tuple[int, int, Mark]] = []
        for part in flattened(content):
            start = len(self.flat)
            if isinstance(part, Text):
                self.flat += part.text
            elif part.word:
                self.flat += part.word
                on_words.append((start, len(self.flat), part))
            else:
                self.flat += MARK  # one place in the line for one mark
                marks.append((start, part))
        self.options = [Option(*found) for found in words.finditer(self.flat)]
        self._residue(marks)
        self._typed_ticks(marks)
        self._give_words(on_words)
        self._give_boxes([(at, mark) for at, mark in marks if _is_box(mark)])
        self._give_lone([(at, mark) for at, mark in marks if not _is_box(mark)])
        if not self.options:
            self.lone = [mark for _, mark in marks]
        self.leftover = self._leftover(on_words)

    def _residue(self, marks: list[tuple[int, Mark]]) -> None:
        """Letters that a lost symbol font left before every option word (R符合 £不符合)."""
        if marks or not self.options:
            return
        found = []
        for option in self.options:
            before = re.search(r"(\S)[ \u3000]*$", self.flat[: option.start])
            if not before or (
                before.start()
                and not self.flat[before.start() - 1].isspace()
                and self.flat[before.start() - 1] not in "合用"
            ):
                return
            letter = before[1]
            if letter not in _RESIDUE_CHOSEN + _RESIDUE_EMPTY:
                return
            state = MarkState.CHOSEN if letter in _RESIDUE_CHOSEN else MarkState.EMPTY
            shape = MarkShape.TICK if letter in _RESIDUE_CHOSEN else MarkShape.BOX
            found.append((before.start(), Mark(state, shape, glyph=letter, boxed=True)))
        for at, mark in found:
            self.flat = self.flat[:at] + MARK + self.flat[at + 1 :]
            marks.append((at, mark))

    def _typed_ticks(self, marks: list[tuple[int, Mark]]) -> None:
        """A lone letter V beside the options is a tick of a keyboard that has none."""
        if not self.options:
            return
        for match in re.finditer(r"(?<![A-Za-z0-9])[VvＶｖ](?![A-Za-z0-9])", self.flat):
            at = match.start()
            self.flat = self.flat[:at] + MARK + self.flat[at + 1 :]
            marks.append((at, Mark(MarkState.UNDECIDED, MarkShape.TICK, glyph=match[0])))
        for match in re.finditer(r"[(（\[【][ \u3000]*[是对有xX][ \u3000]*[)）\]】]", self.flat):
            at, width = match.start(), len(match[0])
            self.flat = self.flat[:at] + MARK + "\u200b" * (width - 1) + self.flat[at + width :]
            marks.append((at, Mark(MarkState.CHOSEN, MarkShape.TICK, glyph=match[0], boxed=True)))
        marks.sort(key=lambda entry: entry[0])

    def _give_words(self, on_words: list[tuple[int, int, Mark]]) -> None:
        for start, end, mark in on_words:
            for option in self.options:
                if option.start < end and start < option.end:
                    option.on_word.append(mark)

    def _give_boxes(self, boxes: list[tuple[int, Mark]]) -> None:
        """Boxes stand before their words or behind them, whichever side lies closer."""
        if not boxes or not self.options:
            return
        before = self._side_gap(boxes, before=True) <= self._side_gap(boxes, before=False)
        for at, mark in boxes:
            owner = self._neighbour(at, before)
            if owner is None or not self._reaches(at, owner):
                self.strays.append(mark)
            else:
                owner.boxes.append(mark)
        for option in self.options:
            places = [at for at, mark in boxes if any(mark is own for own in option.boxes)]
            option.start = min([option.start, *places])
            option.end = max([option.end, *(at + 1 for at in places)])

    def _neighbour(self, at: int, before: bool) -> Option | None:
        if before:
            return next((option for option in self.options if option.start > at), None)
        return next((option for option in reversed(self.options) if option.end <= at), None)

    def _reaches(self, at: int, option: Option) -> bool:
        """Whether no other words stand between a box and its option."""
        return option.distance(at, at + 1, self.flat) < _FAR

    def _side_gap(self, boxes: list[tuple[int, Mark]], before: bool) -> int:
        gaps = 0
        for at, _ in boxes:
            option = self._neighbour(at, before)
            gaps += min(option.distance(at, at + 1, self.flat), _MISSING) if option else _MISSING
        return gaps

    def _give_lone(self, lone: list[tuple[int, Mark]]) -> None:
        """A tick without a box belongs to the nearest option; a tie tells nothing."""
        for at, mark in lone:
            if not self.options:
                continue
            owner = self._missing_box(at) or self._nearest(at)
            if owner is None:
                self.unplaced = True
            elif mark.shape is MarkShape.CROSS:
                owner.crosses.append(mark)
            else:
                owner.ticks.append(mark)

    def _missing_box(self, at: int) -> Option | None:
        """Where the other options have boxes, a mark took the place of the missing one."""
        if not any(option.boxes for option in self.options):
            return None
        beside = (self._neighbour(at, before=False), self._neighbour(at, before=True))
        bare = [option for option in beside if option is not None and not option.boxes]
        return bare[0] if len(bare) == 1 else None

    def _nearest(self, at: int) -> Option | None:
        distances = [option.distance(at, at + 1, self.flat) for option in self.options]
        least = min(distances)
        if least >= _FAR:
            return None
        if distances.count(least) > 1:
            # Marks in cells of their own, before each word or behind it.
            side = -1 if self.flat.startswith(CELL) else 1 if self.flat.endswith(CELL) else 0
            return self._neighbour(at, before=side < 0) if side else None
        return self.options[distances.index(least)]

    def _leftover(self, on_words: list[tuple[int, int, Mark]]) -> str:
        keep = list(self.flat)
        for option in self.options:
            keep[option.start : option.end] = " " * (option.end - option.start)
        for start, end, mark in on_words:
            if mark.state is MarkState.STRUCK:
                keep[start:end] = " " * (end - start)
        text = "".join(keep).replace(MARK, " ").replace("\u200b", "")
        return (
            PUNCTUATION.sub(" ", text).strip()
            if not PUNCTUATION.sub("", text)
            else text.strip(" \t\n\u3000,，、;；:：/／()（）|")
        )


def _is_box(mark: Mark) -> bool:
    return mark.boxed or mark.shape is MarkShape.BOX
