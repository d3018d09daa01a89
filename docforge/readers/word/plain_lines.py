"""Lines of runs of text and check boxes alone, as most are: read in one pass, without a stack.

A line that holds anything else, anything hidden, or a sign that is not known is left to `lines`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from docforge.readers.symbol_fonts import UNKNOWN
from docforge.readers.word.controls import MARK, mark_of, symbol_of
from docforge.readers.word.marks import manner_of, treated
from docforge.readers.word.names import Element, child, w
from docforge.readers.word.pieces import Manner, Piece, Words
from docforge.readers.word.runs import look_in, shown_in, size_of, text_of
from docforge.readers.word.styles import Look, Styles


class _Face(NamedTuple):
    """What of a look decides what a run says."""

    manner: Manner
    size: float
    ascii_font: str | None
    other_font: str | None


@lru_cache(maxsize=4096)
def _face(look: Look) -> _Face | None:
    """None for words that are hidden."""
    if look.hidden:
        return None
    return _Face(manner_of(look), size_of(look), look.ascii_font, look.other_font)


def plain_pieces(paragraph: Element, style: str, styles: Styles) -> list[Piece] | None:
    """The words and marks of a w:p of this style; None where it is not as plain as that."""
    pieces: list[Piece] = []
    for element in paragraph:
        tag = element.tag
        if tag == _RUN:
            if not _add_run(element, style, styles, pieces):
                return None
        elif tag == _CONTROL:
            content = child(element, _CONTROL_CONTENT)
            for run in () if content is None else content:
                if run.tag != _RUN or not _add_run(run, style, styles, pieces):
                    return None
        elif tag not in _UNSAID:
            return None
    return pieces


def _add_run(run: Element, style: str, styles: Styles, pieces: list[Piece]) -> bool:
    """Adds what a run says; false where it holds more than plain things."""
    properties = face = None
    for element in run:
        tag = element.tag
        if tag == _RUN_PROPERTIES and face is None:
            properties = element
            continue
        if face is None:
            face = _face(look_in(properties, style, styles))
            if face is None:
                return False
        if tag == _TEXT:
            shown = shown_in(text_of(element), face.ascii_font, face.other_font)
            if shown.unknown or shown.private:
                return False
            said = shown.text
        elif tag == MARK:
            pieces.append(treated(mark_of(element), face.manner))
            continue
        elif tag == _SYMBOL:
            said = symbol_of(element)
            if said == UNKNOWN:
                return False
        elif tag in _SIGNS:
            said = _SIGNS[str(tag)]
        else:
            return False
        if said:
            pieces.append(Words(said, face.manner, face.size))
    return True


_RUN, _RUN_PROPERTIES, _TEXT, _SYMBOL = w("r"), w("rPr"), w("t"), w("sym")
_CONTROL, _CONTROL_CONTENT = w("sdt"), w("sdtContent")
_SIGNS = {w("tab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_UNSAID = frozenset(map(w, ("pPr", "proofErr", "bookmarkStart", "bookmarkEnd")))
