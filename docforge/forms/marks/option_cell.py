"""A cell of options taken apart: its option words, and the marks that belong to each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from docforge.forms.marks.option_words import PUNCTUATION, Option, OptionWords, is_box
from docforge.forms.marks.spans import CELL, MARK, flattened
from docforge.layout import Inline, Mark, MarkShape, MarkState, Table, Text

# What is left of a check mark when its symbol font was lost on the way (Wingdings, Wingdings 2),
# and signs that come in pairs, one filled and one hollow.
_RESIDUE_CHOSEN = "RþýüSTVv√◆★▲▶♦♥"
_RESIDUE_EMPTY = "£¨oqO0□◇☆△▷♢♡"
_DASHES = re.compile(r"[—–―－\-\s/／_＿]*")

# Signs that count as marks only beside options: letters of keyboards that have no tick, the
# character 口 that is taken for a box, empty brackets, lines to write on. \ufffc is a mark.
_LETTER = re.compile(r"(?<![A-Za-z0-9])[VvＶｖXxＸｘYyＹｙ](?![A-Za-z0-9])")
_SAID_YES = re.compile(r"[(（\[【][ \u3000]*[是对有xX*＊vVyY][ \u3000]*[)）\]】]")
_SAID_NO = re.compile(r"[(（\[【][ \u3000]*[否无错]?[ \u3000]*[)）\]】]")
_MOUTH = re.compile("口")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_RINGED = re.compile("[①-⑳❶-❿]$")
_NUMBERED = re.compile(r"(?<!\d)\d$")
_RULE = re.compile(r"[_＿]+")
CIRCLES = "○◯"
"""Boxes that may be a ring around nothing, put there by hand."""


_FAR = 10
"""From this distance on a mark and a word have nothing to do with each other."""
_MISSING = 30


class OptionCell:
    """A cell taken apart: option words with the marks that belong to each."""

    def __init__(self, content: Sequence[Inline | Table], words: OptionWords) -> None:
        self.flat = ""
        self.options: list[Option] = []
        self.lone: list[Mark] = []
        self.strays: list[Mark] = []
        self.unplaced = False
        parts = flattened(content)
        self.confidence = min((part.confidence for part in parts), default=1.0)
        marks: list[tuple[int, Mark]] = []
        on_words: list[tuple[int, int, Mark]] = []
        for part in parts:
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
        self._typed_signs(marks)
        self._give_words(on_words)
        if not self._give_in_turn(marks):
            self._give_boxes([(at, mark) for at, mark in marks if is_box(mark)])
            self._give_lone([(at, mark) for at, mark in marks if not is_box(mark)])
        if not self.options:
            self.lone = [mark for _, mark in marks]
        self.leftover = self._leftover(on_words)

    def _residue(self, marks: list[tuple[int, Mark]]) -> None:
        """Letters that a lost symbol font left at every option word (R符合 £不符合, 符合R)."""
        if marks or not self.options:
            return
        found = self._letters(before=True) or self._letters(before=False)
        for at, mark in found:
            self.flat = self.flat[:at] + MARK + self.flat[at + 1 :]
            marks.append((at, mark))

    def _letters(self, *, before: bool) -> list[tuple[int, Mark]]:
        """The residue before (or behind) each option word; none where one option lacks it."""
        words = "".join(self.flat[option.start : option.end] for option in self.options)
        found = []
        for option in self.options:
            if before:
                match = re.search(r"(\S)[ \u3000]*$", self.flat[: option.start])
                at = match.start() if match else -1
                beyond = self.flat[at - 1 : at] if at > 0 else ""
            else:
                match = re.match(r"[ \u3000]*(\S)", self.flat[option.end :])
                at = option.end + match.start(1) if match else -1
                beyond = self.flat[at + 1 : at + 2]
            if match is None or (beyond and not beyond.isspace() and beyond not in words):
                return []
            letter = match[1]
            if letter not in _RESIDUE_CHOSEN + _RESIDUE_EMPTY:
                return []
            state = MarkState.CHOSEN if letter in _RESIDUE_CHOSEN else MarkState.EMPTY
            shape = MarkShape.TICK if letter in _RESIDUE_CHOSEN else MarkShape.BOX
            found.append((at, Mark(state, shape, glyph=letter, boxed=True)))
        return found

    def _typed_signs(self, marks: list[tuple[int, Mark]]) -> None:
        """Signs that are marks beside options only: a lone V, [是], 口 for a box, a line."""
        if not self.options:
            return
        for pattern, state, shape in (
            (_SAID_YES, MarkState.CHOSEN, MarkShape.TICK),
            (_SAID_NO, MarkState.EMPTY, MarkShape.BOX),
            (_MOUTH, MarkState.EMPTY, MarkShape.BOX),
        ):
            for match in pattern.finditer(self.flat):
                if match[0] == "口" and self._in_word(match.start()):
                    continue
                self._put(marks, match, Mark(state, shape, glyph=match[0], boxed=True))
        for match in _LETTER.finditer(self.flat):
            shape = MarkShape.CROSS if match[0] in "xXＸｘ" else MarkShape.TICK
            self._put(marks, match, Mark(MarkState.UNDECIDED, shape, glyph=match[0]))
        marks.sort(key=lambda entry: entry[0])
        self._ticked_boxes(marks)

    def _in_word(self, at: int) -> bool:
        """Whether a character has Chinese words beside it that are no options."""
        edges = {edge for option in self.options for edge in (option.start, option.end)}
        left = at > 0 and at not in edges and _CHINESE.match(self.flat[at - 1])
        right = at + 1 not in edges and _CHINESE.match(self.flat[at + 1 : at + 2])
        return bool(left or right)

    def _put(self, marks: list[tuple[int, Mark]], match: re.Match[str], mark: Mark) -> None:
        """A mark in place of the characters it was read from; \\u200b keeps their width."""
        filling = MARK + "\u200b" * (len(match[0]) - 1)
        self.flat = self.flat[: match.start()] + filling + self.flat[match.end() :]
        marks.append((match.start(), mark))

    @staticmethod
    def _ticked_boxes(marks: list[tuple[int, Mark]]) -> None:
        """A tick typed right at a 口 is in it."""
        for (at, box), (then, tick) in list(pairwise(marks)):
            if box.glyph == "口" and then == at + 1 and not is_box(tick):
                marks.remove((at, box))
                marks.remove((then, tick))
                chosen = replace(tick, state=MarkState.CHOSEN, boxed=True, glyph="口" + tick.glyph)
                marks.append((at, chosen))
        marks.sort(key=lambda entry: entry[0])

    def _give_in_turn(self, marks: list[tuple[int, Mark]]) -> bool:
        """Where marks and words take turns, the first of either tells on which side marks stand."""
        marks = self._with_rules(marks)
        places = [at for at, _ in marks]
        starts = [option.start for option in self.options]
        if len(marks) < 2 or len(marks) != len(starts):
            return False
        first, second = (places, starts) if places[0] < starts[0] else (starts, places)
        turns = [place for pair in zip(first, second, strict=True) for place in pair]
        if turns != sorted(turns):
            return False
        for option, (_, mark) in zip(self.options, marks, strict=True):
            option.take(mark)
        self._widen(marks)
        return True

    def _with_rules(self, marks: list[tuple[int, Mark]]) -> list[tuple[int, Mark]]:
        """Lines to write on count as boxes where each option has one, ticked or not."""
        rules = [match.start() for match in _RULE.finditer(self.flat)]
        if not rules or len(marks) >= len(self.options):
            return marks
        near = re.compile(rf"[_＿]*{MARK}?[_＿]*")
        groups = [m for m in near.finditer(self.flat) if m[0]]
        if len(groups) != len(self.options):
            return marks
        known = dict(marks)
        found = []
        for group in groups:
            at = group.start() + max(group[0].find(MARK), 0)
            empty = Mark(MarkState.EMPTY, MarkShape.BOX, glyph=group[0], boxed=True)
            found.append((at, known.get(at, empty)))
        return found

    def _give_words(self, on_words: list[tuple[int, int, Mark]]) -> None:
        """What was made on the words themselves; what was made on all alike chooses none."""
        for start, end, mark in on_words:
            for option in self.options:
                if option.start < end and start < option.end:
                    option.on_word.append(mark)
        if len(self.options) > 1 and all(option.circled for option in self.options):
            for option in self.options:
                option.on_word = [m for m in option.on_word if m.state is not MarkState.CHOSEN]
        self._ringed_number()

    def _ringed_number(self) -> None:
        """①符合 2不符合: the number of one option was ringed, those of the others were not."""
        before = [self.flat[: option.start].rstrip(" \u3000.、．)）") for option in self.options]
        ringed = [bool(_RINGED.search(text)) for text in before]
        numbered = [bool(_NUMBERED.search(text)) for text in before]
        if sum(ringed) == 1 and len(ringed) > 1 and sum(ringed) + sum(numbered) == len(ringed):
            number = before[ringed.index(True)][-1]
            mark = Mark(MarkState.CHOSEN, MarkShape.CIRCLE, word=number, glyph=number)
            self.options[ringed.index(True)].on_word.append(mark)

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
        self._widen(boxes)

    def _widen(self, marks: list[tuple[int, Mark]]) -> None:
        """What stands at a word is part of the option."""
        for option in self.options:
            own = (*option.boxes, *option.ticks, *option.crosses)
            places = [at for at, mark in marks if any(mark is one for one in own)]
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
            else:
                owner.take(mark)

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
        nearest = self.options[distances.index(least)]
        left = self._neighbour(at, before=False)
        if left is not None and left is not nearest and distances[self.options.index(left)] <= 1:
            # “符合□ √不符合□”: at the word, or behind the box before it?
            behind = any(is_box(mark) and self.flat[left.end - 1] == MARK for mark in left.boxes)
            return None if behind else nearest
        return nearest

    def _leftover(self, on_words: list[tuple[int, int, Mark]]) -> str:
        keep = list(self.flat)
        for option in self.options:
            keep[option.start : option.end] = " " * (option.end - option.start)
        for start, end, mark in on_words:
            if mark.state is MarkState.STRUCK:
                keep[start:end] = " " * (end - start)
        text = "".join(keep).replace(MARK, " ").replace("\u200b", "")
        if _DASHES.fullmatch(text):
            return ""
        return (
            PUNCTUATION.sub(" ", text).strip()
            if not PUNCTUATION.sub("", text)
            else text.strip(" \t\n\u3000,，、;；:：/／()（）|")
        )
