"""A form set anew: other fonts, sizes, column widths, row heights, options below or beside.

The print of another office, of which docforge has no blank. The words are those of the definition.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt
from docx.table import Table

from docforge import libreoffice
from docforge.blanks.checklist_word import checklist_document
from docforge.forms import Definition

Random = np.random.Generator
_FONTS = (
    "AR PL UMing CN",
    "AR PL UKai CN",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "LXGW WenKai",
)
_BOXES = ("□", "☐", "□ ")
_ROOM = 175.0
"""Millimetres that the columns share."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def typeset(form: Definition, random: Random, folder: Path, name: str) -> Path:
    """An empty form set by chance, as a PDF in `folder`. Raises ProgramMissing."""
    document = Document(io.BytesIO(checklist_document(form, {})))
    font, box = str(random.choice(_FONTS)), str(random.choice(_BOXES))
    points = float(random.choice([9, 9.5, 10, 10.5, 11]))
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(float(random.uniform(12, 24)))
    table = document.tables[0]
    beside = bool(random.random() < 0.25)
    points = 9.0 if beside else points
    _options(table, box, beside)
    _sizes(table, random, beside)
    _replaced(list(document.element.iter(f"{{{_W}}}sdt")), box)
    for run in document.element.iter(f"{{{_W}}}r"):
        properties = run.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), font)
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(points)
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("检查时间"):
            paragraph.runs[0].text = "检查时间：        年     月     日"
    path = folder / f"{name}.docx"
    document.save(str(path))
    return libreoffice.converted(path, "pdf", folder)


def _options(table: Table, box: str, beside: bool) -> None:
    """Options in one line, with white between them, where they stand beside each other."""
    for row in table.rows[1:]:
        for cell in {id(cell._tc): cell for cell in row.cells}.values():
            controls = list(cell._tc.iter(f"{{{_W}}}sdt"))
            _replaced(controls, box)
            if controls and beside:
                first, *others = cell.paragraphs
                for other in others:
                    first.add_run("  ")
                    for run in other.runs:
                        first._p.append(copy.deepcopy(run._r))
                    other._p.getparent().remove(other._p)


def _replaced(controls: Sequence[Any], box: str) -> None:
    """Check boxes that click give way to plain characters."""
    text = f'<w:r xmlns:w="{_W}"><w:rPr/><w:t xml:space="preserve">{box}</w:t></w:r>'
    for control in controls:
        control.getparent().replace(control, parse_xml(text))


def _sizes(table: Table, random: Random, beside: bool) -> None:
    """Column widths and least row heights by chance."""
    shares = [0.6, 1.2, 4.0, 2.0, 2.2, 1.6][: len(table.columns)]
    spread = [share * float(random.uniform(0.8, 1.3)) for share in shares]
    if beside:
        spread[3] = 5.0
    top = bool(random.random() < 0.3)
    for column, share in zip(table.columns, spread, strict=True):
        for cell in column.cells:
            cell.width = Mm(_ROOM * share / sum(spread))
            if top:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
            else:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for row in table.rows[1:]:
        row.height = Mm(float(random.uniform(8, 18)))
