"""Blanks of checklists as offices print them: boxes, brackets, columns of options, bare words.

The forms are those of `benchmarks/forms` (invented); each is set in one of `LAYOUTS`, in fonts,
sizes and widths chosen by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from docforge import libreoffice
from docforge.blanks.paper import keep_whole, packed
from docforge.forms import Definition
from docforge.forms.definitions.definition import ItemDefinition

Random = np.random.Generator
FORMS = Path(__file__).with_name("forms")
LAYOUTS = {
    "yunzhou-2023/workshop-safety": "boxes",
    "yunzhou-2023/food-contact": "columns",
    "yunzhou-2023/elevator": "words",
    "yunzhou-2023/fertilizer": "brackets",
    "yunzhou-2023/gas-cylinder": "boxes behind",
}
_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UMing CN", "AR PL UKai CN")
_ROOM = 178.0
"""Millimetres that the columns share."""


@dataclass(frozen=True)
class _Look:
    """How one office sets its form."""

    font: str
    points: float
    box: str
    bracket: str
    below: bool
    high: float


def _look(random: Random) -> _Look:
    return _Look(
        font=str(random.choice(_FONTS)),
        points=float(random.choice([9.5, 10, 10.5, 11])),
        box=str(random.choice(["□", "☐"])),
        bracket=str(random.choice(["（　）", "(    )", "（　　）"])),
        below=bool(random.random() < 0.5),
        high=float(random.uniform(11, 15)),
    )


def printed(form: Definition, layout: str, random: Random, folder: Path, name: str) -> Path:
    """An empty form as a PDF in `folder`. Raises ProgramMissing without LibreOffice."""
    look = _look(random)
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - _ROOM) / 2)
    section.top_margin = section.bottom_margin = Mm(18)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(form.title).font.size = Pt(16)
    above, below = form.fields[:2], form.fields[2:]
    for own in above:
        document.add_paragraph(f"{own.print}：")
    stacked = look.below and layout != "words"
    words = [form.options.word(offer) for offer in _offers(form)] if layout == "columns" else []
    heads = ["序号", form.columns[1].print, *(words or [form.columns[2].print])]
    heads.append(form.columns[3].print)
    shares = [0.6, 4.2, *([0.8] * len(words) or [2.6 if stacked else 4.4]), 2.8]
    table = document.add_table(len(form.items) + 1, len(heads))
    table.style, table.autofit = "Table Grid", False
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _write(cell, head, centred=True)
    keep_whole(table.rows[0], header=True)
    for row, item in zip(table.rows[1:], form.items, strict=True):
        row.height = Mm(look.high)
        keep_whole(row)
        _write(row.cells[0], item.number, centred=True)
        _write(row.cells[1], item.text, centred=False)
        if layout != "columns":
            _write(row.cells[2], _options(form, item, layout, look), centred=False)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(_ROOM * share / sum(shares))
        for cell in column.cells:
            cell.width = column.width
    for own in below:
        room = "　　　　年　　月　　日" if own.type == "date" else ""
        document.add_paragraph(f"{own.print}：{room}")
    _sized(document.element, look, title.runs[0])
    path = folder / f"{name}.docx"
    path.write_bytes(packed(document))
    return libreoffice.converted(path, "pdf", folder)


def _offers(form: Definition) -> list[str]:
    """The options that the items of a form offer, in the order of the print."""
    offered = {offer for item in form.items for offer in item.offers}
    return [each for each in ("conform", "nonconform", "not_applicable") if each in offered]


def _options(form: Definition, item: ItemDefinition, layout: str, look: _Look) -> str:
    words = form.printed(item)
    parts = {
        "boxes": [f"{look.box}{word}" for word in words],
        "boxes behind": [f"{word}{look.box}" for word in words],
        "brackets": [f"{word}{look.bracket}" for word in words],
        "words": list(words),
    }[layout]
    between = "\n" if look.below and layout != "words" else "　"
    return ("　　" if layout == "words" else between).join(parts)


def _write(cell: _Cell, text: str, *, centred: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.add_run(part)
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _sized(element: object, look: _Look, title: object) -> None:
    """One font everywhere, one size everywhere but in the title."""
    for run in element.iter(qn("w:r")):  # type: ignore[attr-defined]
        properties = run.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), look.font)
        if run is not title._element:  # type: ignore[attr-defined]
            properties.get_or_add_sz().set(qn("w:val"), str(round(2 * look.points)))
