"""Labels with their values where no definition names either: “联系人：张三”, 地址 | 工业路18号."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docforge.forms.definitions.catalogue import Labels
from docforge.forms.marks.spans import Flat
from docforge.forms.values.wording import core, normal, tidy
from docforge.layout import Cell, Inline, Table, confidence_of, plain
from docforge.model import PlainPair
from docforge.place import Place

_LABEL = re.compile(
    r"(?:^|(?<=[\s\u3000_＿，。；;）)\ufffc]))(?:\d{1,2}\s*[.、．]\s*)?"
    r"(?P<label>[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z/／（）()、]{0,18}?[\u4e00-\u9fff）)])\s*[:：]"
)
_NOTE = re.compile(r"\s*(?:备注|注意事项|注|说明|填表说明)\s*\d?\s*[:：]")
_RULED = re.compile(r"^[\s\u3000_＿]+|[\s\u3000_＿]+$")
_SENTENCE = re.compile(r"[。；;，,？?！]")
_LONGEST = 16
_MOST_CELLS = 8
"""A row of more cells is one of headings or of values, no row of labels and values."""


class LabelBook:
    """The trade's labels, by which a cell is known to be one."""

    def __init__(self, labels: Labels) -> None:
        self._known = {core(label) for several in labels.fields.values() for label in several}

    def is_label(self, text: str) -> bool:
        """Whether a cell's whole text is a label: known to the trade, or ended by a colon."""
        bare = text.strip()
        if not normal(bare) or len(normal(bare)) > _LONGEST:
            return False
        return bare[-1] in ":：" or core(bare) in self._known

    def knows(self, label: str) -> bool:
        return core(label) in self._known


def pairs_in_text(
    content: Sequence[Inline | Table],
    place: Place | None,
    book: LabelBook,
    *,
    known_only: bool = False,
) -> Iterator[PlainPair]:
    """Every “label：value” of a line or cell, empty ones too. Notes are none.

    `known_only` where a sentence may hold a colon of its own: only labels that the trade knows.
    """
    flat = Flat(content)
    if _NOTE.match(flat.text):
        return
    found = list(_LABEL.finditer(flat.text))
    for at, match in enumerate(found):
        if known_only and not book.knows(match["label"]):
            continue
        end = found[at + 1].start() if at + 1 < len(found) else len(flat.text)
        part = flat.cut(match.end(), end)
        yield _pair(match["label"], part, place)


def pairs_in_row(cells: Sequence[Cell], book: LabelBook) -> Iterator[PlainPair]:
    """The pairs of a row: labels with a colon in their cells, or cells of labels and values."""
    at = 0
    while at < len(cells):
        cell = cells[at]
        right = cells[at + 1] if at + 1 < len(cells) else None
        ended = cell.text.strip()[-1:] in (":", "：")
        known = book.is_label(cell.text) and (ended or len(cells) <= _MOST_CELLS)
        alone = known or _heads_a_row(cells, at)
        if alone and right is not None and not book.is_label(right.text):
            yield _pair(cell.text.strip().rstrip(":：").strip(), right.content, right.place)
            at += 2
            continue
        if not alone or (right is None and ended):
            yield from pairs_in_text(cell.content, cell.place, book)
        at += 1


def _heads_a_row(cells: Sequence[Cell], at: int) -> bool:
    """A short text before every other cell of a row of two, four or six."""
    own = cells[at]
    words = normal(own.text)
    return (
        len(cells) in (2, 4, 6)
        and at % 2 == 0
        and 1 < len(words) <= _LONGEST
        and not own.marks
        and not words.isdecimal()
        and not _SENTENCE.search(own.text)
        and not _LABEL.search(own.text.strip())
    )


def _pair(label: str, content: Sequence[Inline | Table], place: Place | None) -> PlainPair:
    raw = _RULED.sub("", plain(content, marks=True))
    sure = round(confidence_of(content), 3)
    return PlainPair(label=tidy(label), value=tidy(raw), confidence=sure, place=place)
