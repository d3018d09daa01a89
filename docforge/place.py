"""Where something stands on a source: a box on a page, a cell of a table, a cell of a sheet.

Both floors need it: what a reader saw (`layout`) and what was made of it (`model`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docforge.frozen import made_fast

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points (1/72 inch), origin top left, of the page as a viewer shows it."""


@made_fast
@dataclass(frozen=True, slots=True)
class Place:
    """A place on a source. Which members are set depends on the source's format.

    PDF and scans: `page` (from 1) and `box` (points). Word: `table`, `row`, `column` in the
    grid (from 1), with `within` naming the cells around a nested table from the outside in, or
    `paragraph` (from 1) outside tables. Excel: `sheet` and `cell` ("C5").
    """

    page: int | None = None
    box: Box | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    within: tuple[Place, ...] = ()
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Only the members that are set, as they stand in `docforge/submission@1`."""
        shown: dict[str, Any] = {}
        for name in ("page", "table", "row", "column", "paragraph", "sheet", "cell"):
            value = getattr(self, name)
            if value is not None:
                shown[name] = value
        if self.box is not None:
            shown["box"] = [round(edge, 2) for edge in self.box]
        if self.within:
            shown["within"] = [place.as_json() for place in self.within]
        return shown

    def __str__(self) -> str:
        """Short, language-free form for tables and messages: "p2", "t1 r3 c4", "附件3!C5"."""
        if self.sheet is not None:
            return f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        parts = [str(place) for place in self.within]
        for letter, number in (
            ("p", self.page),
            ("t", self.table),
            ("r", self.row),
            ("c", self.column),
            ("¶", self.paragraph),
        ):
            if number is not None:
                parts.append(f"{letter}{number}")
        return " ".join(parts)


@lru_cache(maxsize=1 << 14)
def cell_of_table(table: int | None, row: int, column: int) -> Place:
    """The place of a cell in a table that lies in no other; file after file has the same ones."""
    return Place(table=table, row=row, column=column)
