"""Row heights by what stands in the rows: programs fit them only where no cell is merged."""

from __future__ import annotations

import math

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docforge.sheets.workbook import text_width

# Points; Excel shows no row higher than 409.
_LINE, _LEAST, _MOST = 15.5, 20.0, 409.0
_USUAL_WIDTH = 8.43
_MARGIN = 2.5
"""Characters that the edges of a cell take."""


def fit_heights(sheet: Worksheet, first: int, last: int) -> None:
    """Sets the heights of rows (from 1) so that wrapped text shows whole."""
    areas = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    for row in range(first, last + 1):
        heights = [_LEAST]
        for cell in sheet[row]:
            if cell.value is None:
                continue
            area = areas.get((row, cell.column))
            columns = area.size["columns"] if area else 1
            rows = area.size["rows"] if area else 1
            room = sum(_width(sheet, cell.column + beside) for beside in range(columns)) - _MARGIN
            lines = sum(
                max(math.ceil(text_width(part) / max(room, 1.0)), 1)
                for part in str(cell.value).split("\n")
            )
            heights.append(lines * _LINE / rows + 3)
        sheet.row_dimensions[row].height = min(max(heights), _MOST)


def _width(sheet: Worksheet, column: int) -> float:
    return float(sheet.column_dimensions[get_column_letter(column)].width or _USUAL_WIDTH)
