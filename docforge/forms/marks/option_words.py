"""The options of a form by their words, and what stands at such a word in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from docforge.layout import Mark, MarkShape, MarkState

PUNCTUATION = re.compile(r"[\s\u3000,，、;；:：.。/／()（）\[\]【】_＿|]+")
_NEWLINE, _OTHER_WORD, _MOST_SPACES = 6, 5, 3
_MOST_KEPT = 10_000

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

    def take(self, mark: Mark) -> None:
        """A mark that stands at this word."""
        if is_box(mark):
            self.boxes.append(mark)
        elif mark.shape is MarkShape.CROSS:
            self.crosses.append(mark)
        else:
            self.ticks.append(mark)

    def distance(self, start: int, end: int, flat: str) -> int:
        """How far a lone mark stands from the word, its boxes counted as part of it."""
        if end <= self.start:
            between = flat[end : self.start]
        elif start >= self.end:
            between = flat[self.end : start]
        else:
            return 0
        return _apart(between)


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of several words, spaced or not; a colon behind a word belongs to it (符合：√)."""
    ordered = sorted(words, key=len, reverse=True)
    spaced = (r"\s*".join(map(re.escape, word)) for word in ordered)
    return re.compile(rf"(?P<word>{'|'.join(spaced)})(?:[ \u3000]*[:：])?")


class OptionWords:
    """The words by which options stand on a form, longest first, spaced or not."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._by_word = {
            re.sub(r"\s", "", word): name for name, several in words.items() for word in several
        }
        self._pattern = _any_of(tuple(self._by_word))
        self._several: dict[str, bool] = {}

    @classmethod
    def of(cls, words: Mapping[str, Iterable[str]]) -> OptionWords:
        """The reader of these words, which is made once: every file of a form has the same."""
        return _option_words(tuple([(name, tuple(several)) for name, several in words.items()]))

    def several(self, text: str) -> bool:
        """Whether the words of two options or more stand in a text."""
        if text not in self._several:
            if len(self._several) > _MOST_KEPT:
                self._several.clear()
            self._several[text] = len({name for name, _, _ in self.finditer(text)}) >= 2
        return self._several[text]

    def finditer(self, text: str) -> Iterable[tuple[str, int, int]]:
        for match in self._pattern.finditer(text):
            yield self._by_word[re.sub(r"\s", "", match["word"])], match.start(), match.end()

    def exactly(self, text: str) -> str | None:
        """The option whose word a whole text is."""
        return self._by_word.get(PUNCTUATION.sub("", text))


@lru_cache(maxsize=256)
def _option_words(words: tuple[tuple[str, tuple[str, ...]], ...]) -> OptionWords:
    return OptionWords(dict(words))


def is_box(mark: Mark) -> bool:
    return mark.boxed or mark.shape is MarkShape.BOX
