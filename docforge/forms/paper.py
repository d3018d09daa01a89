"""What stands on a paper, found out once for all the forms that it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docforge.forms.lines import Line
from docforge.forms.values.wording import normal, split_number
from docforge.frozen import kept

_SHORTEST_ITEM = 5  # words
_MOST_CELLS = 4_000
"""Of a larger table only the rows up to here are looked at: what a form prints stands above what
is entered by the thousand."""


class Paper:
    """The lines of a document, and what is asked of them again and again."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = tuple(_upper(lines))
        self._shown: dict[str, bool] = {}

    @kept
    def titles(self) -> tuple[str, ...]:
        """The lines that could be a title; titles may be set in two lines."""
        filled = ([cell.text for cell in line.cells if cell.text.strip()] for line in self.lines)
        singles = [texts[0] for texts in filled if len(texts) == 1]
        return (*singles, *(one + two for one, two in pairwise(singles)))

    @kept
    def texts(self) -> frozenset[str]:
        """The texts of its cells, without leading numbers; short ones left out."""
        cells = {cell.text for line in self.lines for cell in line.cells}
        found = {split_number(text)[1] for text in cells}
        return frozenset(words for words in found if len(normal(words)) >= _SHORTEST_ITEM)

    @kept
    def labels(self) -> frozenset[str]:
        """The texts of its cells as they are."""
        return frozenset(cell.text for line in self.lines for cell in line.cells)

    @kept
    def whole(self) -> str:
        """All of it as words alone."""
        return normal("".join([line.text for line in self.lines]))

    def shows(self, words: str) -> bool:
        """Whether words stand anywhere on it; `words` are words alone."""
        if words not in self._shown:
            self._shown[words] = words in self.whole
        return self._shown[words]


def _upper(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without the rows of vast tables that lie below their first some thousand cells."""
    cells: dict[int, int] = {}
    for line in lines:
        if line.is_paragraph:
            yield line
            continue
        count = cells.get(line.table, 0)
        if count < _MOST_CELLS:
            yield line
        cells[line.table] = count + len(line.cells)
