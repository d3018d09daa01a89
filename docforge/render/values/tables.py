"""Native Word tables from lists: `{{p Table(...) }}`, or `{{p rows|table(header=[...]) }}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import quoteattr

from docforge.messages import translate as _
from docforge.render.language.places import Holds, Place
from docforge.render.printing import value_written
from docforge.render.rendering import Rendering

_TWIPS_PER_MM = 1440 / 25.4
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class Table:
    """A table with a row for each of `rows`: lists of values, or mappings of which `columns`
    are shown.

    `header` is a first row, repeated on each page. `widths_mm` are the columns' widths in mm;
    without them they share the width of the text. `style` is the identifier of a table style;
    without one all lines are drawn. Text looks as at the place where the table is put. Raises
    ValueError for rows of different lengths.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[Any] | Mapping[str, Any]],
        *,
        header: Sequence[Any] = (),
        columns: Sequence[str] = (),
        widths_mm: Sequence[float] = (),
        style: str = "",
    ) -> None:
        self._rows = [
            [row.get(name, "") for name in columns or row] if isinstance(row, Mapping) else [*row]
            for row in rows
        ]
        self._header = [*header]
        self._widths = [round(width * _TWIPS_PER_MM) for width in widths_mm]
        self._style = style
        lengths = {len(row) for row in (*self._rows, *([self._header] if self._header else []))}
        if len(lengths | ({len(self._widths)} if self._widths else set())) > 1 or 0 in lengths:
            raise ValueError(_("the rows of a table must be equally long."))

    def __str__(self) -> str:
        return "\n".join("\t".join(str(value) for value in row) for row in self._rows)

    def __bool__(self) -> bool:
        return bool(self._rows or self._header)

    def inserted(self, place: Place, _rendering: Rendering) -> str:
        """The table; nothing where it has no row, since Word knows no table without rows."""
        if not self:
            return place.blocks("")
        within = replace(place, holds=Holds.BLOCKS)
        count = len(self._header or self._rows[0])
        widths = self._widths or [5000 // count] * count
        kind = "dxa" if self._widths else "pct"
        total = sum(self._widths) or 5000
        looks = f"<w:tblStyle w:val={quoteattr(self._style)}/>" if self._style else ""
        borders = "" if self._style else f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = ""
        if self._header:
            head = self._row(self._header, widths, kind, within, "<w:tblHeader/>")
        body = [self._row(row, widths, kind, within) for row in self._rows]
        return place.blocks(
            f'<w:tbl><w:tblPr>{looks}<w:tblW w:w="{total}" w:type="{kind}"/>{borders}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(body)}</w:tbl>"
        )

    def _row(
        self, values: list[Any], widths: list[int], kind: str, place: Place, more: str = ""
    ) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="{kind}"/></w:tcPr>'
            f"{_whole(value_written(value, place))}</w:tc>"
            for value, width in zip(values, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _whole(content: str) -> str:
    """What a cell holds, ending in a paragraph as it must (ECMA-376 part 1, 17.4.65)."""
    return content if content.endswith(("</w:p>", "<w:p/>")) else f"{content}<w:p/>"


def table(rows: Sequence[Any], **options: Any) -> Table:
    """The filter of that name: a table of these rows."""
    return Table(rows, **options)
