"""Rows of a large table that hold but words: read from their bytes, without parsing each of them.

The rows of a register differ in their words alone. What lies around the words (a row's skeleton)
is parsed once and turned into a plan, if every cell of it is one paragraph of ordinary text; the
words of each further row with that skeleton are then taken from its bytes as they stand. A row
that holds anything else, or words that XML or a mark would change, is parsed as ever.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from docforge.readers.glyphs import is_plain
from docforge.readers.symbol_fonts import is_symbol_font
from docforge.readers.word.marks import manner_of
from docforge.readers.word.names import VAL, Element, w, xml
from docforge.readers.word.pieces import Manner
from docforge.readers.word.styles import Styles, list_level_of, look_of

_Skeleton = tuple[bytes, ...]
_END = b"</w:t>"
# Ids that Word gives every row, paragraph and run; they say nothing, and keep rows from being
# alike. Where no paragraph has one, those of runs are few, and searching them is not worth it.
_HAS_IDS = b" w14:paraId="
_ID = rb' w(?:14:(?:paraId|textId)|:rsid(?:R|RPr|P|RDefault|Tr))="'
_IDS = re.compile(rb'%s[0-9A-F]{8}"' % _ID)
# What differs from row to row: such an id, or words.
_WORDS_GAP = rb">(?P<words>[^<>]*)(?=</w:t>)"
_GAP = re.compile(_WORDS_GAP)
_GAP_OR_ID = re.compile(rb'%s(?P<id>[0-9A-F]{8})(?=")|%s' % (_ID, _WORDS_GAP))
# References, line ends, and characters that are invisible, private or refused in XML.
_UNUSUAL = re.compile(
    "[<&\r\x00-\x08\x0b\x0c\x0e-\x1f\u00ad\u200b\u2060\ufeff\ue000-\uf8ff\ufffe\uffff]"
)
_XML_BLANKS = " \t\r\n"
_MOST_SKELETONS = 300


class PlainCell(NamedTuple):
    """A cell of a plan: what it covers, and in which gap of the row its words stand, if any."""

    column: int
    width: int
    merged_down: bool
    goes_on_down: bool
    words: int | None
    keeps_blanks: bool


class PlainRow(NamedTuple):
    """A row that holds but words: its cells, and what each of them says.

    `spans` are the columns and widths of the cells; `merges` tells that one of them reaches over
    several rows.
    """

    cells: tuple[PlainCell, ...]
    words: list[str]
    width: int
    merges: bool
    spans: tuple[tuple[int, int], ...]


class _Plan:
    """How rows of one skeleton are read: their cells, and what stands around the words."""

    def __init__(self, row: bytes, cells: tuple[PlainCell, ...]) -> None:
        gap = _GAP_OR_ID if _HAS_IDS in row else _GAP
        spans = [match.span(match.lastgroup or 0) for match in gap.finditer(row)]
        edges = [0, *(edge for span in spans for edge in span), len(row)]
        around = [row[begin:end] for begin, end in zip(edges[::2], edges[1::2], strict=True)]
        self._first = around[0]
        self._after = [(piece, piece[:1], len(piece)) for piece in around[1:]]
        is_words = [row[begin - 1 : begin] == b">" for begin, _ in spans]
        places = [number for number, words in enumerate(is_words) if words]
        self.cells = tuple(
            cell if cell.words is None else cell._replace(words=places[cell.words])
            for cell in cells
        )
        self._width = sum(cell.width for cell in cells)
        self._merges = any(cell.merged_down for cell in cells)
        self._spans = tuple((cell.column, cell.width) for cell in cells)

    def gaps(self, row: bytes) -> list[bytes] | None:
        """What stands in the gaps of a row; None where this is not its plan."""
        if not row.startswith(self._first):
            return None
        at = len(self._first)
        found: list[bytes] = []
        for piece, sign, length in self._after:
            end = row.find(sign, at)
            if not row.startswith(piece, end):
                return None
            found.append(row[at:end])
            at = end + length
        return found if at == len(row) else None

    def filled(self, gaps: list[bytes]) -> PlainRow | None:
        """A row with these gaps; None where XML or a mark would change any of its words."""
        try:
            # One search over all words of the row: most have nothing unusual in them.
            together = b"\n".join(gaps).decode()
        except UnicodeDecodeError:
            return None
        if _UNUSUAL.search(together) or not is_plain(together):
            return None
        texts = together.split("\n")
        if len(texts) != max(len(gaps), 1):
            return None
        words = [
            ""
            if cell.words is None
            else texts[cell.words]
            if cell.keeps_blanks
            else texts[cell.words].strip(_XML_BLANKS)
            for cell in self.cells
        ]
        return PlainRow(self.cells, words, self._width, self._merges, self._spans)


class PlainRows:
    """The plans of one file's rows, by skeleton."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._plans: dict[_Skeleton, _Plan | None] = {}
        self._last: _Plan | None = None

    def read(self, row: bytes) -> PlainRow | None:
        """A row of a known plan with its words; None for one that must be parsed."""
        # Most rows are like the one before.
        gaps = None if self._last is None else self._last.gaps(row)
        if gaps is None:
            plan = self._plans.get(_skeleton(row)[0])
            gaps = None if plan is None else plan.gaps(row)
            if gaps is None:
                return None
            self._last = plan
        return None if self._last is None else self._last.filled(gaps)

    def learn(self, row: bytes, element: Element) -> None:
        """Makes a plan of a row that was parsed, for those that come after it."""
        skeleton, words = _skeleton(row)
        if skeleton in self._plans or len(self._plans) >= _MOST_SKELETONS:
            return
        found = [(text.text or "").encode() for text in element.iter(_WORDS)]
        usual = found == words and not any(b"<?" in piece for piece in skeleton)
        cells = self._cells(element) if usual else None
        self._plans[skeleton] = None if cells is None else _Plan(row, cells)

    def _cells(self, row: Element) -> tuple[PlainCell, ...] | None:
        cells: list[PlainCell] = []
        column, words = 1, 0
        for child in row:
            if child.tag == _CELL:
                cell = self._cell(child, column, words)
                if cell is None or column > _WIDEST:
                    return None
                column += cell.width
                words += cell.words is not None
                cells.append(cell)
            elif child.tag == _ROW_PROPERTIES:
                if any(each.tag not in _USUAL_ROW for each in child):
                    return None
            elif child.tag != _ROW_LOOKS:
                return None
        return tuple(cells)

    def _cell(self, element: Element, column: int, number: int) -> PlainCell | None:
        properties, paragraph = element.find(_CELL_PROPERTIES), element.find(_PARAGRAPH)
        if paragraph is None or len(element) != 1 + (properties is not None):
            return None
        width, begins, goes_on = 1, False, False
        for child in () if properties is None else properties:
            if child.tag == _SPAN:
                # A width that would have to be corrected is left to the usual way.
                told = child.get(VAL, "")
                if not (told.isascii() and told.isdecimal() and 1 <= int(told) <= _WIDEST):
                    return None
                width = int(told)
            elif child.tag == _DOWN:
                begins, goes_on = True, child.get(VAL, "continue") != "restart"
            elif child.tag not in _USUAL_CELL:
                return None
        texts = self._texts(paragraph)
        if texts is None or len(texts) > 1:
            return None
        keeps = bool(texts) and texts[0].get(_SPACE) == "preserve"
        return PlainCell(column, width, begins, goes_on, number if texts else None, keeps)

    def _texts(self, paragraph: Element) -> list[Element] | None:
        """The w:t of a paragraph; None for one of more than ordinary words."""
        properties = paragraph.find(_PARAGRAPH_PROPERTIES)
        named = None if properties is None else properties.find(_PARAGRAPH_STYLE)
        style = "" if named is None else named.get(VAL, "")
        if self._styles.list_level(style) is not None:
            return None
        if properties is not None and list_level_of(properties) is not None:
            return None
        texts: list[Element] = []
        for child in paragraph:
            if child.tag == _RUN and self._is_usual(child, style):
                inside = [each for each in child if each.tag != _RUN_PROPERTIES]
                if any(each.tag != _WORDS for each in inside):
                    return None
                texts += inside
            elif child.tag not in _UNSAID:
                return None
        return texts

    def _is_usual(self, run: Element, style: str) -> bool:
        """Whether the words of a run are shown as they are, and nothing was done to them."""
        properties = run.find(_RUN_PROPERTIES)
        named = None if properties is None else properties.find(_RUN_STYLE)
        base = self._styles.look(style, "" if named is None else named.get(VAL, ""))
        look = look_of(properties).over(base)
        return (
            not look.hidden
            and manner_of(look) is Manner.PLAIN
            and not is_symbol_font(look.ascii_font)
            and not is_symbol_font(look.other_font)
        )


def _skeleton(row: bytes) -> tuple[_Skeleton, list[bytes]]:
    """A row's skeleton and the words in it, as they stand in the file."""
    if _HAS_IDS in row:
        row = _IDS.sub(b"", row)
    skeleton = row.split(_END)
    words: list[bytes] = []
    for number, piece in enumerate(skeleton[:-1]):
        begin = piece.rfind(b">") + 1
        words.append(piece[begin:])
        skeleton[number] = piece[:begin]
    return tuple(skeleton), words


_WIDEST = 63
_CELL, _PARAGRAPH, _RUN, _WORDS, _SPACE = w("tc"), w("p"), w("r"), w("t"), xml("space")
_ROW_PROPERTIES, _CELL_PROPERTIES, _PARAGRAPH_PROPERTIES = w("trPr"), w("tcPr"), w("pPr")
_RUN_PROPERTIES, _RUN_STYLE, _PARAGRAPH_STYLE = w("rPr"), w("rStyle"), w("pStyle")
_SPAN, _DOWN, _ROW_LOOKS = w("gridSpan"), w("vMerge"), w("tblPrEx")
_UNSAID = frozenset((_PARAGRAPH_PROPERTIES, w("proofErr"), w("bookmarkStart"), w("bookmarkEnd")))
# What changes nothing but looks; anything else is left to the usual way.
_USUAL_ROW = frozenset(map(w, ("cantSplit", "trHeight", "tblHeader", "jc", "cnfStyle")))
_USUAL_CELL = frozenset(
    map(w, ("tcW", "tcBorders", "shd", "noWrap", "tcMar", "vAlign", "cnfStyle", "textDirection"))
)
