"""The few names of WordprocessingML (ECMA-376 part 1) that filling a template needs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docforge.messages import translate as _

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element: w("p") is a paragraph."""
    return f"{{{W}}}{name}"


PARAGRAPH, RUN, TEXT = w("p"), w("r"), w("t")
TABLE, ROW, CELL = w("tbl"), w("tr"), w("tc")
MOVED_AWAY, DELETED = w("moveFrom"), w("del")
RUN_PROPERTIES = w("rPr")
BREAKS = frozenset({w("tab"), w("br"), w("cr")})


def ancestor(element: etree._Element, name: str) -> etree._Element | None:
    """The nearest element of that name around this one."""
    return next(element.iterancestors(name), None)


def words(element: etree._Element) -> str:
    """All text of an element as it prints, nested paragraphs included."""
    return "".join(
        (each.text or "") + "".join(child.tail or "" for child in each)
        for each in element.iter(TEXT)
    )


def whereabouts(paragraph: etree._Element, part: str) -> str:
    """Where a paragraph stands, for a message: part, then table, row and cell, or paragraph.

    Tables are counted through the part (nested ones too, in reading order), rows and cells
    within their table and row, all from 1.
    """
    said = [] if part == "document" else [_("in {part}").format(part=part)]
    cell = ancestor(paragraph, CELL)
    row = ancestor(paragraph, ROW)
    table = ancestor(paragraph, TABLE)
    if cell is not None and row is not None and table is not None:
        said.append(
            _("table {table}, row {row}, cell {cell}").format(
                table=_number(table, paragraph.getroottree().iter(TABLE)),
                row=_number(row, table.iterchildren(ROW)),
                cell=_number(cell, row.iterchildren(CELL)),
            )
        )
    else:
        siblings = (each for each in paragraph.getroottree().iter(PARAGRAPH) if _outside(each))
        said.append(_("paragraph {number}").format(number=_number(paragraph, siblings)))
    return ", ".join(said)


def _outside(paragraph: etree._Element) -> bool:
    return ancestor(paragraph, TABLE) is None


def _number(wanted: etree._Element, among: Iterator[etree._Element]) -> int:
    return next((count for count, each in enumerate(among, start=1) if each is wanted), 0)


def mend(root: etree._Element) -> None:
    """Make what loops and conditions left legal again, so that Word opens it without repair.

    A row without cells and a table without rows are taken out; a cell, header or footer that
    does not end in a paragraph gets an empty one (ECMA-376 part 1, 17.4.65).
    """
    for row in list(root.iter(ROW)):
        if row.find(f".//{CELL}") is None:
            _take_out(row)
    for table in list(root.iter(TABLE)):
        if table.find(f".//{ROW}") is None:
            _take_out(table)
    for cell in root.iter(CELL):
        if len(cell) == 0 or cell[-1].tag != PARAGRAPH:
            etree.SubElement(cell, PARAGRAPH)
    if root.tag in (w("hdr"), w("ftr")) and root.find(PARAGRAPH) is None:
        etree.SubElement(root, PARAGRAPH)


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
