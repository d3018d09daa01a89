"""Checklists that conclude by points: full points conform, fewer do not.

A form has a column for the points given (得分), for those taken off (扣分), or both; the full
points are printed (分值). The reason beside them is the record.
"""

from __future__ import annotations

import re
import unicodedata

from docforge.forms.definitions.definition import ColumnRole, ItemDefinition
from docforge.forms.kinds.parts import Parts
from docforge.forms.marks.options import Choice
from docforge.forms.rows.regions import Region
from docforge.layout import Cell
from docforge.model import Conclusion, flag

_POINTS = re.compile(r"[-−–—]?\s*(\d+(?:\.\d+)?)\s*分?")
_STROKES = re.compile(r"[\s/／\\—–－\-_＿]*")


def scored(region: Region, item: ItemDefinition) -> tuple[Parts, Choice]:
    """The parts of an item and what its points say; points that are no number are flagged."""
    parts = Parts()
    given, taken = _cell(region, "score"), _cell(region, "deduction")
    for line in region.lines:
        for cell in line.cells:
            role = region.columns.role(cell)
            if role in ("record", "remark") and cell is not region.match.cell:
                parts.put(role, cell.content, cell.place)
    return parts, _choice(given, taken, item)


def _cell(region: Region, role: ColumnRole) -> Cell | None:
    cells = [cell for line in region.lines for cell in line.cells]
    return next((cell for cell in cells if region.columns.role(cell) == role), None)


def _choice(given: Cell | None, taken: Cell | None, item: ItemDefinition) -> Choice:
    told = [cell for cell in (given, taken) if cell is not None and cell.raw.strip()]
    raw = " ".join(cell.raw.strip() for cell in told)
    place = next((cell.place for cell in (*told, given, taken) if cell is not None), None)
    if not told or all(_STROKES.fullmatch(cell.text) for cell in told):
        return Choice(Conclusion.UNANSWERED, raw, place=place)
    said = {
        conclusion
        for cell, full in ((given, item.points), (taken, 0.0))
        if cell in told and full is not None
        for conclusion in (_said(cell, full),)
        if conclusion is not None
    }
    if len(said) == 1:
        return Choice(said.pop(), raw, place=place)
    doubt = (flag("unclear_mark", place, raw=raw),)
    return Choice(Conclusion.UNKNOWN, raw, place=place, alternatives=tuple(said), flags=doubt)


def _said(cell: Cell | None, full: float) -> Conclusion | None:
    """Conform where a cell holds just the points it should, None where it holds no number."""
    text = unicodedata.normalize("NFKC", cell.text).strip() if cell is not None else ""
    match = _POINTS.fullmatch(text)
    if match is None:
        return None
    return Conclusion.CONFORM if float(match[1]) == full else Conclusion.NONCONFORM
