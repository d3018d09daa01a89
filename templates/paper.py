"""Official paper with python-docx: page, fonts, paragraphs and tables of the shipped templates.

Sizes follow GB/T 9704-2012: 三号 is 16 pt, 二号 22 pt, a line 28.95 pt, so that 22 lines of 28
characters fill the type area of 156 x 225 mm.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from docforge.render.archive import packed_archive, read_members

FANGSONG, HEITI, XIAOBIAOSONG, SONGTI = "仿宋", "黑体", "方正小标宋简体", "宋体"
KAITI = "楷体"
RED = "FF0000"
SYMBOLS = "Segoe UI Symbol"
LATIN = "Times New Roman"

CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.CENTER

# Where a machine lacks a font, Word takes the one named here, or one of the same family.
_INSTEAD = {
    XIAOBIAOSONG: ("宋体", "roman"),
    FANGSONG: ("仿宋_GB2312", "roman"),
    KAITI: ("楷体_GB2312", "roman"),
    HEITI: ("SimHei", "swiss"),
    SONGTI: ("SimSun", "roman"),
}


@dataclass(frozen=True)
class Ink:
    """How words look: an East Asian font and its size in points."""

    font: str = FANGSONG
    size: float = 16
    underline: bool = False
    latin: str = LATIN
    colour: str = ""

    def underlined(self) -> Ink:
        return replace(self, underline=True)


TITLE = Ink(XIAOBIAOSONG, 22)
"""Titles: 2号小标宋 (GB/T 9704-2012, 7.3.1)."""

Words = str | tuple[str, Ink]


def page(
    *,
    margins: tuple[float, float, float, float] = (37, 35, 28, 26),
    landscape: bool = False,
    grid: bool = True,
    ink: Ink = Ink(),
) -> Document:
    """An empty A4 document; margins (top, bottom, left, right) in mm, by default the standard's."""
    document = docx.Document()
    section = document.sections[0]
    width, height = (297, 210) if landscape else (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    sides = (Mm(each) for each in margins)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = sides
    section.header_distance, section.footer_distance = Mm(15), Mm(28 if grid else 7)
    lines = _found(section._sectPr, "w:docGrid")
    for name in list(lines.attrib):
        del lines.attrib[name]
    if grid:
        lines.set(qn("w:type"), "lines")
    lines.set(qn("w:linePitch"), "579" if grid else "312")
    if grid:
        # For who turns the character grid on in Word: 28 a line, 156 mm / 28 less 16 pt in 1/4096.
        lines.set(qn("w:charSpace"), "-848")
    _normal(document, ink)
    return document


def _found(element: Any, name: str) -> Any:
    """A child that python-docx's own blank is known to have."""
    child = element.find(qn(name))
    assert child is not None, name
    return child


def _normal(document: Document, ink: Ink) -> None:
    for fonts in document.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:rFonts')}"):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        _fonts(fonts, ink)
    for language in document.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}"):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = document.styles["Normal"]
    normal.font.size = Pt(ink.size)
    _fonts(normal.element.get_or_add_rPr().get_or_add_rFonts(), ink)
    normal.paragraph_format.space_after = Pt(0)
    # 5.2.1: nothing stands outside the type area, no full stop at the end of a line either.
    # LibreOffice 7 reads this switch the wrong way round; said outright, it means to Word what
    # Word does anyway.
    hanging = OxmlElement("w:overflowPunct")
    hanging.set(qn("w:val"), "1")
    _found(normal.element.get_or_add_pPr(), "w:spacing").addprevious(hanging)
    # GB/T 9704-2012, 5.2.3: 28 characters a line. 16 pt x 28 is 2 mm too wide for 156 mm; a
    # quarter point less a character fits in Word, WPS and LibreOffice alike, which a character
    # grid does not.
    tighter = OxmlElement("w:spacing")
    tighter.set(qn("w:val"), "-5" if ink.size == 16 else "0")
    _found(normal.element.rPr, "w:sz").addprevious(tighter)


def _fonts(element: Any, ink: Ink) -> None:
    element.set(qn("w:ascii"), ink.latin)
    element.set(qn("w:hAnsi"), ink.latin)
    element.set(qn("w:eastAsia"), ink.font)
    element.set(qn("w:hint"), "eastAsia")


def write(paragraph: Paragraph, words: Iterable[Words], ink: Ink = Ink()) -> Paragraph:
    """Add words to a paragraph; a pair brings its own ink."""
    for each in words:
        text, own = each if isinstance(each, tuple) else (each, ink)
        run = paragraph.add_run(text)
        run.font.size = Pt(own.size)
        run.underline = own.underline or None
        if own.colour:
            run.font.color.rgb = RGBColor.from_string(own.colour)
        _fonts(run._element.get_or_add_rPr().get_or_add_rFonts(), own)
    return paragraph


def line(
    holder: Document | _Cell | Any,
    *words: Words,
    ink: Ink = Ink(),
    align: WD_ALIGN_PARAGRAPH = JUSTIFIED,
    indent: float = 0,
    pitch: float | None = 28.95,
    left: Length | None = None,
    right: Length | None = None,
    keep: bool = False,
) -> Paragraph:
    """A paragraph.

    `indent` of its first line in characters, `pitch` its exact line height in points.
    """
    paragraph = holder.add_paragraph()
    shape = paragraph.paragraph_format
    paragraph.alignment = align
    if pitch:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    shape.space_before = shape.space_after = Pt(0)
    shape.keep_with_next = keep or None
    if pitch and pitch > 28.95:
        # On the grid a taller line would take two.
        off = OxmlElement("w:snapToGrid")
        off.set(qn("w:val"), "0")
        _found(paragraph._element.get_or_add_pPr(), "w:spacing").addprevious(off)
    if left is not None:
        shape.left_indent = left
    if right is not None:
        shape.right_indent = right
    if indent:
        measure = paragraph._element.get_or_add_pPr().get_or_add_ind()
        measure.set(qn("w:firstLineChars"), str(round(indent * 100)))
        measure.set(qn("w:firstLine"), str(round(indent * ink.size * 20)))
    return write(paragraph, words, ink)


def close_up(paragraph: Paragraph) -> Paragraph:
    """No extra space between Chinese and digits, where a date has to fit its line."""
    properties = paragraph._element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        off = OxmlElement(name)
        off.set(qn("w:val"), "0")
        _found(properties, "w:spacing").addprevious(off)
    return paragraph


def first_line(cell: _Cell, *words: Words, **looks: Any) -> Paragraph:
    """As `line`, for a cell: takes the place of the empty paragraph that a new cell holds."""
    empty = cell.paragraphs[0]._element
    made = line(cell, *words, **looks)
    if len(cell.paragraphs) == 2 and not empty.text:
        empty.getparent().remove(empty)
    return made


def table(document: Document, widths: Sequence[float], rows: int, *, border: int = 4) -> Table:
    """A ruled table of fixed column widths (mm); `border` in eighths of a point."""
    made: Table = document.add_table(rows, len(widths))
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    properties = made._tbl.tblPr
    style = properties.find(qn("w:tblStyle"))
    if style is not None:
        properties.remove(style)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (
            ("val", "single"),
            ("sz", str(border)),
            ("space", "0"),
            ("color", "000000"),
        ):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    _found(properties, "w:tblLayout").addprevious(borders)
    for grid, width in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        grid.set(qn("w:w"), str(Mm(width).twips))
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return made


def cell_padding(made: Table, *, sides: float, ends: float) -> None:
    """Space between rules and words, in mm."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(Mm(width).twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    _found(made._tbl.tblPr, "w:tblLayout").addnext(margins)


def row_rules(row: _Row, *, whole: bool = True, header: bool = False, height: float = 0) -> None:
    """`whole`: never split over pages; `header`: repeated on each page; least height in mm."""
    properties = row._tr.get_or_add_trPr()
    if whole:
        properties.append(OxmlElement("w:cantSplit"))
    if height:
        least = OxmlElement("w:trHeight")
        least.set(qn("w:val"), str(Mm(height).twips))
        least.set(qn("w:hRule"), "atLeast")
        properties.append(least)
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def field(paragraph: Paragraph, code: str, ink: Ink) -> None:
    """A number that Word reckons: PAGE, NUMPAGES."""
    for kind in ("begin", "", "separate", "number", "end"):
        run = write(paragraph, ["1" if kind == "number" else ""], ink).runs[-1]
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
        elif not kind:
            asked = OxmlElement("w:instrText")
            asked.text = code
            run._element.append(asked)


def page_number(paragraph: Paragraph, ink: Ink) -> None:
    """— 1 —, GB/T 9704-2012, 7.5."""
    write(paragraph, ["— "], ink)
    field(paragraph, "PAGE", ink)
    write(paragraph, [" —"], ink)


def save(document: Document, path: Path, title: str) -> None:
    """Write the template; the same script gives the same bytes."""
    said = document.core_properties
    said.title, said.author, said.comments, said.last_modified_by = (
        title,
        "docforge",
        "",
        "docforge",
    )
    said.created = said.modified = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    _name_other_fonts(document)
    _drop_unused(document)
    written = io.BytesIO()
    document.save(written)
    path.write_bytes(packed_archive(read_members(written.getvalue())))


_UNUSED = ("/thumbnail", "/stylesWithEffects", "/customXml")


def _drop_unused(document: Document) -> None:
    """Take out what python-docx's own blank brings and no template needs: half its size."""
    for relations in (document.part.package.rels, document.part.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.endswith(_UNUSED):
                del relations[name]


def _name_other_fonts(document: Document) -> None:
    (part,) = (
        relation.target_part
        for relation in document.part.rels.values()
        if relation.reltype.endswith("/fontTable")
    )
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, (other, family) in _INSTEAD.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", entries.encode() + b"</w:fonts>")
