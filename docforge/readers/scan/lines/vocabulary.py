"""The words that records are written in: those of the language, and the trade's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from docforge.readers.scan.lines.words import language
from docforge.readers.scan.lines.writing import Written, together

_NO_RIVAL = 4.0
"""The logarithm of one in so many: all other texts together are less likely by the words."""
_LEAST_PIECE = 3
"""Characters of a piece of a known text; fewer may stand anywhere."""
_LEAST_PRINT, _LIKE_PRINT = 8, 0.85
"""In a line of so many characters this share is enough; a shorter one must be the same."""
_LEGAL_FORMS = ("有限责任公司", "股份有限公司", "有限公司", "分公司", "合作社", "个体工商户")
"""How the names of enterprises end, the one part of them that is not their own."""
_NOT_CHINESE = re.compile("[^\u4e00-\u9fff]+")


class Vocabulary:
    """The language's words and those of some texts: by them 汇总 is likelier than 江总."""

    def __init__(self, texts: Iterable[str]) -> None:
        texts = tuple(texts)
        self._words = language().with_texts(texts)
        self._print = "\n".join(_NOT_CHINESE.sub("", text) for text in texts)

    def is_print(self, text: str) -> bool:
        """Whether a line is a piece of the known texts, so that it was printed as a rule."""
        own = _NOT_CHINESE.sub("", text)
        if len(own) < _LEAST_PRINT or own in self._print:
            return len(own) >= _LEAST_PIECE and own in self._print
        return fuzz.partial_ratio(own, self._print) >= 100 * _LIKE_PRINT

    def mended(self, lines: Sequence[Written]) -> list[Written]:
        """Lines that go on in each other, with look-alikes put right where the words tell."""
        return together(lines, self._words)

    def names(self, line: Written) -> Written:
        """A line that holds names, which follow no vocabulary, as all its readings say it.

        The legal form at the end of an enterprise's name is one of a few, though. Where by the
        words another text is likelier or nearly so (塑科 may be 塑料) it stays as it was seen, in
        doubt.
        """
        (seen,) = together([line], None, _LEGAL_FORMS)
        (told,) = together([line], self._words)
        if seen.signs is None or told.signs is None:
            return seen
        if seen.text == told.text and told.signs.margin > _NO_RIVAL:
            return seen
        return replace(seen, signs=replace(seen.signs, changed=True))
