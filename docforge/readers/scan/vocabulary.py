"""Which characters stand beside each other in the trade's own words: 汇总 does, 江总 does not.

A character that was read and makes no known pair gives way to its runner-up where that one does.
What was changed so stays doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from docforge.readers.scan.writing import Character, Written

_EDGE = "|"
_STRANGE = 0.96
"""What is left of the confidence of a character that no trade word has beside its neighbours."""
_MENDED = 0.6
"""The confidence of a character that gave way to its runner-up."""


class Vocabulary:
    """The pairs of characters that stand in some texts, and the characters that stand alone."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._pairs: set[str] = set()
        for text in texts:
            whole = f"{_EDGE}{text}{_EDGE}" if len(text) == 1 else text
            self._pairs.update(first + second for first, second in pairwise(whole))

    def mended(self, written: Written) -> Written:
        """A line with look-alikes put right where its neighbours tell."""
        characters = list(written.characters)
        for index, character in enumerate(characters):
            before = characters[index - 1].text if index else _EDGE
            after = characters[index + 1].text if index + 1 < len(characters) else _EDGE
            if self._gives_way(character, before, after):
                characters[index] = replace(
                    character,
                    text=character.other,
                    other=character.text,
                    probability=min(_MENDED, character.probability),
                )
            elif _is_chinese(character.text) and not self._known(before, character.text, after):
                characters[index] = replace(character, probability=character.probability * _STRANGE)
        return Written(tuple(characters))

    def _gives_way(self, character: Character, before: str, after: str) -> bool:
        if not _is_chinese(character.text) or not _is_chinese(character.other):
            return False
        return not self._known(before, character.text, after) and self._known(
            before, character.other, after
        )

    def _known(self, before: str, text: str, after: str) -> bool:
        if before == after == _EDGE:
            return _EDGE + text in self._pairs
        pairs = [pair for pair in (before + text, text + after) if _EDGE not in pair]
        return any(pair in self._pairs for pair in pairs)


def _is_chinese(text: str) -> bool:
    return len(text) == 1 and "\u4e00" <= text <= "\u9fff"
