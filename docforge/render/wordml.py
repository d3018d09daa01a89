"""The few names of WordprocessingML (ECMA-376 part 1) that filling a template needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from docforge.messages import translate as _

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element: w("p") is a paragraph."""
    return f"{{{W}}}{name}"


PARAGRAPH, RUN, TEXT, INSTRUCTION = w("p"), w("r"), w("t"), w("instrText")
TABLE, ROW, CELL = w("tbl"), w("tr"), w("tc")
MOVED_AWAY, DELETED = w("moveFrom"), w("del")
RUN_PROPERTIES, PARAGRAPH_PROPERTIES, CELL_PROPERTIES = w("rPr"), w("pPr"), w("tcPr")
BREAKS = frozenset({w("tab"), w("br"), w("cr")})
STORIES = frozenset(w(name) for name in ("hdr", "ftr", "footnote", "endnote", "comment"))
TEXT_BOX = w("txbxContent")

# The order of what a cell's properties hold (ECMA-376 part 1, 17.4.69 CT_TcPr).
_CELL_PROPERTY_ORDER = [
    w(name)
    for name in (
        *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap"),
        *("tcMar", "textDirection", "tcFitText", "vAlign", "hideMark"),
    )
]


def ancestor(element: etree._Element, name: str) -> etree._Element | None:
    """The nearest element of that name around this one."""
    return next(element.iterancestors(name), None)


def nearest(element: etree._Element, *names: str) -> str | None:
    """Which of these elements lies closest around this one."""
    around = (each.tag for each in element.iterancestors() if each.tag in names)
    return next((str(name) for name in around), None)


def is_mark(element: etree._Element) -> bool:
    """Whether this is the mark of a tag, not an element."""
    return isinstance(element, etree._ProcessingInstruction)


def emptied(element: etree._Element) -> etree._Element:
    """An element of the same name and attributes, with nothing in it."""
    made = etree.fromstring(etree.tostring(element, with_tail=False))
    for child in list(made):
        made.remove(child)
    made.text = None
    return made


def parent_of(element: etree._Element) -> etree._Element:
    """The parent of an element that is known to have one."""
    parent = element.getparent()
    assert parent is not None
    return parent


def words(element: etree._Element) -> str:
    """All text of an element as it prints, nested paragraphs included."""
    return "".join(
        (each.text or "") + "".join(child.tail or "" for child in each)
        for each in element.iter(TEXT)
    )


def take_out(element: etree._Element) -> None:
    """Remove an element; the text after it stays."""
    parent = parent_of(element)
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)


def cell_property(cell: etree._Element, name: str) -> etree._Element:
    """The named property of a cell, made in its place where the cell lacks it."""
    properties = cell.find(CELL_PROPERTIES)
    if properties is None:
        properties = etree.Element(CELL_PROPERTIES)
        cell.insert(0, properties)
    found = properties.find(w(name))
    if found is not None:
        return found
    made = etree.Element(w(name))
    rank = _CELL_PROPERTY_ORDER.index(w(name))
    for at, each in enumerate(properties):
        if each.tag not in _CELL_PROPERTY_ORDER or _CELL_PROPERTY_ORDER.index(each.tag) > rank:
            properties.insert(at, made)
            return made
    properties.append(made)
    return made


def markup(element: etree._Element) -> str:
    """An element's XML without the namespace declarations that its part's root holds."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return _undeclared(text, element)


def start_tag(element: etree._Element) -> str:
    """`<w:p w:rsidR="…">` of an element, without its content."""
    bare = emptied(element)
    return _undeclared(etree.tostring(bare, encoding="unicode"), element).replace("/>", ">")


def _undeclared(text: str, element: etree._Element) -> str:
    """XML without the declarations of the namespaces that the part's root declares."""
    known = element.getroottree().getroot().nsmap
    return _declarations(tuple(known.items())).sub("", text)


@lru_cache(maxsize=64)
def _declarations(known: tuple[tuple[str | None, str], ...]) -> re.Pattern[str]:
    written = (f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"' for prefix, uri in known)
    return re.compile("|".join(map(re.escape, written)) or "(?!)")


def qualified(element: etree._Element) -> str:
    """The name of an element as its part writes it: "w:p"."""
    name = etree.QName(element).localname
    return f"{element.prefix}:{name}" if element.prefix else name


def numbered(root: etree._Element) -> dict[etree._Element, int]:
    """The numbers, from 1, by which a reader finds things in a part: tables (nested ones too) and
    paragraphs outside tables in reading order, rows in their table, cells in their row."""
    numbers: dict[etree._Element, int] = {}
    counts: dict[etree._Element | str, int] = {}
    for element in root.iter(TABLE, ROW, CELL, PARAGRAPH):
        within: etree._Element | str | None = str(element.tag)
        if element.tag == ROW:
            within = ancestor(element, TABLE)
        elif element.tag == CELL:
            within = ancestor(element, ROW)
        elif element.tag == PARAGRAPH and ancestor(element, TABLE) is not None:
            continue
        if within is not None:
            numbers[element] = counts[within] = counts.get(within, 0) + 1
    return numbers


def whereabouts(paragraph: etree._Element, part: str, numbers: Mapping[etree._Element, int]) -> str:
    """Where a paragraph stands, for a message: part, then table, row and cell, or paragraph, by
    their `numbers` in the part."""
    said = [] if part == "document" else [_("in {part}").format(part=part)]
    cell = ancestor(paragraph, CELL)
    row = ancestor(paragraph, ROW)
    table = ancestor(paragraph, TABLE)
    if cell is not None and row is not None and table is not None:
        said.append(
            _("table {table}, row {row}, cell {cell}").format(
                table=numbers.get(table, 0), row=numbers.get(row, 0), cell=numbers.get(cell, 0)
            )
        )
    else:
        said.append(_("paragraph {number}").format(number=numbers.get(paragraph, 0)))
    return ", ".join(said)
