"""The words that records are written in: those of the language, and the trade's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from docforge.readers.scan.words import language
from docforge.readers.scan.writing import Written, together

_NO_RIVAL = 4.0
"""The logarithm of one in so many: all other texts together are less likely by the words."""


class Vocabulary:
    """The language's words and those of some texts: by them 汇总 is likelier than 江总."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = language().with_texts(tuple(texts))

    def mended(self, lines: Sequence[Written]) -> list[Written]:
        """Lines that go on in each other, with look-alikes put right where the words tell."""
        return together(lines, self._words)

    def names(self, line: Written) -> Written:
        """A line that holds names, which follow no vocabulary, as all its readings say it.

        Where by the words another text is likelier or nearly so (塑科 may be 塑料) it stays as it
        was seen, in doubt.
        """
        (seen,) = together([line], None)
        (told,) = together([line], self._words)
        if seen.signs is None or told.signs is None:
            return seen
        if seen.text == told.text and told.signs.margin > _NO_RIVAL:
            return seen
        return replace(seen, signs=replace(seen.signs, changed=True))
