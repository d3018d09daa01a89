"""Filling a blank in as an inspector would, by machine, to see whether it reads back."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from docforge.layout import Cell
from docforge.place import Place
from docforge.render.wordml import TEXT, W14, w

if TYPE_CHECKING:
    from docx.table import _Cell

_BOX = "[□☐◻○◯⬜]"
_CHECK = f"{{{W14}}}"


def can_be_ticked(cell: Cell, word: str) -> bool:
    """Whether a box is printed before this word, or the cell is one to choose in from a list."""
    return not cell.text.strip() or any(
        re.match(rf"\s*{re.escape(word)}", text) for text in re.split(f"{_BOX}", cell.raw)[1:]
    )


def filled(
    content: bytes, media: str, chosen: Mapping[Place, str], written: Mapping[Place, str]
) -> bytes | None:
    """A blank with the options of these cells chosen and words written into those; None where
    blanks of this kind cannot be filled by machine."""
    if media == "docx":
        return _word(content, chosen, written)
    return _workbook(content, chosen, written) if media == "xlsx" else None


def _word(content: bytes, chosen: Mapping[Place, str], written: Mapping[Place, str]) -> bytes:
    import docx  # here, as templates are checked without it

    document = docx.Document(io.BytesIO(content))

    def cell(place: Place) -> _Cell | None:
        if not place.table or not place.row or not place.column or place.within:
            return None
        found: _Cell = document.tables[place.table - 1].cell(place.row - 1, place.column - 1)
        return found

    for place, word in chosen.items():
        own = cell(place)
        if own is not None and not _clicked(own, word):
            _ticked(own, word)
    for place, words in written.items():
        own = cell(place)
        if own is not None:
            own.paragraphs[-1].add_run(words)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _clicked(cell: _Cell, word: str) -> bool:
    """Click the check box (w14:checkbox) before a word."""
    for control in cell._tc.iter(w("sdt")):
        checked = control.find(f".//{_CHECK}checked")
        after = control.getnext()
        told = "".join(each.text or "" for each in after.iter(TEXT)) if after is not None else ""
        if checked is None or not told.strip().startswith(word):
            continue
        checked.set(f"{_CHECK}val", "1")
        for text in control.iter(TEXT):
            text.text = "☒"
        return True
    return False


def _ticked(cell: _Cell, word: str) -> None:
    """Tick the printed box before a word; the box and the word may stand in different runs."""
    texts: Sequence[etree._Element] = list(cell._tc.iter(TEXT))
    said = "".join(each.text or "" for each in texts)
    match = re.search(rf"{_BOX}(?=\s*{re.escape(word)})", said)
    at = match.start() if match else -1
    for each in texts:
        own = each.text or ""
        if 0 <= at < len(own):
            each.text = f"{own[:at]}☑{own[at + 1 :]}"
            return
        at -= len(own)


def _workbook(content: bytes, chosen: Mapping[Place, str], written: Mapping[Place, str]) -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, word in chosen.items():
        if place.sheet and place.cell:
            own = book[place.sheet][place.cell]
            text = str(own.value or "")
            marked = re.sub(rf"{_BOX}(?=\s*{re.escape(word)})", "☑", text, count=1)
            # A cell without boxes is a list to choose from.
            own.value = word if marked == text else marked
    for place, words in written.items():
        if place.sheet and place.cell:
            own = book[place.sheet][place.cell]
            own.value = f"{own.value or ''}{words}"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
