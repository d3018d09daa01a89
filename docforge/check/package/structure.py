"""Elements in places where Word cannot have them: it repairs such a file, or refuses it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from lxml import etree

from docforge.check.diagnostic import Severity
from docforge.check.package.both import in_both
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.wordml import CELL, PARAGRAPH, ROW, RUN, TABLE, TEXT, w

_BLOCKS = frozenset({PARAGRAPH, TABLE, w("sdt"), w("customXml"), w("altChunk")})


def local(element: etree._Element) -> str:
    """The name of an element as people write it: w:p."""
    name = etree.QName(element).localname
    return f"{element.prefix}:{name}" if element.prefix else name


@rule(
    "P301",
    "package",
    Severity.ERROR,
    N_("A cell without a paragraph at its end"),
    why=N_("A cell must end in a paragraph; Word says the file is damaged and repairs it."),
    bad="<w:tc/>",
    good="<w:tc><w:p/></w:tc>",
    fix=N_("Open the file in Word and type a paragraph into the cell, or make the cell anew."),
    source="ECMA-376-1 17.4.65",
)
@in_both
def cell_without_paragraph(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        for cell in story.all(CELL):
            content = [each.tag for each in cell if each.tag in _BLOCKS]
            if not content or content[-1] == TABLE:
                yield Found(_("a table cell does not end in a paragraph."), story.spot(cell))


@rule(
    "P302",
    "package",
    Severity.ERROR,
    N_("A row without cells, or a table without rows"),
    why=N_("Word cannot show what has no cells and repairs the file."),
    bad="<w:tr/>",
    good="<w:tr><w:tc><w:p/></w:tc></w:tr>",
    fix=N_("Delete the empty row or table."),
    source="ECMA-376-1 17.4.78, 17.4.37",
)
@in_both
def row_without_cells(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        for row in story.all(ROW):
            if next(row.iter(CELL), None) is None:
                yield Found(_("a table row has no cells."), story.spot(row))
        for table in story.all(TABLE):
            if next(table.iter(ROW), None) is None:
                yield Found(_("a table has no rows."), story.spot(table))


@rule(
    "P303",
    "package",
    Severity.ERROR,
    N_("A table without its grid, or with a grid that does not fit"),
    why=N_("Without w:tblGrid strict programs refuse the table, and columns are drawn by chance."),
    bad="<w:tbl><w:tr>…",
    good="<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>…",
    fix=N_("Open and save the file in Word, which writes the grid anew."),
    source="ECMA-376-1 17.4.48",
)
@in_both
def table_without_grid(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        for table in story.all(TABLE):
            grid = table.find(w("tblGrid"))
            if grid is None or not len(grid):
                yield Found(_("a table has no grid (w:tblGrid)."), story.spot(table))
                continue
            widest = max((_columns(row) for row in table.iterchildren(ROW)), default=0)
            if widest > len(grid):
                said = _("a table row has {count} columns, its grid {grid}.")
                found = said.format(count=widest, grid=len(grid))
                yield Found(found, story.spot(table), severity=Severity.WARNING)


def _columns(row: etree._Element) -> int:
    count = 0
    for cell in row.iterchildren(CELL):
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        value = span.get(w("val"), "1") if span is not None else "1"
        count += int(value) if value.isdecimal() else 1
    return count


# Where each element may stand; what wraps others (sdt, ins, hyperlink) is looked through.
_PARENTS: Mapping[str, frozenset[str]] = {
    PARAGRAPH: frozenset({TEXT, RUN, PARAGRAPH, ROW, TABLE, w("rPr"), w("pPr")}),
    TABLE: frozenset({TEXT, RUN, PARAGRAPH, ROW, TABLE}),
    ROW: frozenset({PARAGRAPH, RUN, TEXT, CELL, ROW, w("body")}),
    CELL: frozenset({PARAGRAPH, RUN, TEXT, CELL, TABLE, w("body")}),
    RUN: frozenset({TEXT, RUN, w("body"), CELL, ROW, TABLE}),
    TEXT: frozenset({TEXT, PARAGRAPH, w("body"), CELL, ROW, TABLE}),
}
"""By element, the parents it can never have."""


@rule(
    "P304",
    "package",
    Severity.ERROR,
    N_("An element inside one that cannot hold it"),
    why=N_("A paragraph in a paragraph, a run in a cell: Word refuses the file or drops the text."),
    bad="<w:p><w:p/></w:p>",
    good="<w:p/><w:p/>",
    fix=N_("Make that piece anew in Word; programs that join XML by hand are the usual cause."),
    source="ECMA-376-1 17.2.2, 17.3.1.22",
)
@in_both
def misplaced(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        for element in story.all(*_PARENTS):
            parent = element.getparent()
            if parent is not None and parent.tag in _PARENTS[str(element.tag)]:
                said = _("{inner} stands in {outer}, which cannot hold it.")
                found = said.format(inner=local(element), outer=local(parent))
                yield Found(found, story.spot(element))


def _order(*names: str) -> dict[str, int]:
    return {w(name): rank for rank, name in enumerate(" ".join(names).split())}


_PARAGRAPH_ORDER = _order(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers",
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE",
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents",
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle",
    "rPr sectPr pPrChange",
)
_RUN_ORDER = _order(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint",
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u",
    "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
)
_CELL_ORDER = _order(
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText",
    "vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
)
_TABLE_ORDER = _order(
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc",
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblPrChange",
)
_ORDERS = {
    w("pPr"): _PARAGRAPH_ORDER,
    w("rPr"): _RUN_ORDER,
    w("tcPr"): _CELL_ORDER,
    w("tblPr"): _TABLE_ORDER,
}


@rule(
    "P305",
    "package",
    Severity.WARNING,
    N_("Properties out of order, twice, or not first"),
    why=N_(
        "The standard orders what a w:pPr or w:tcPr holds; Word drops what comes too late or"
        " says the file is damaged."
    ),
    bad="<w:tcPr><w:vAlign/><w:tcW/></w:tcPr>",
    good="<w:tcPr><w:tcW/><w:vAlign/></w:tcPr>",
    fix=N_("Open and save the file in Word; mend the program that wrote it."),
    source="ECMA-376-1 annex A, CT_PPr, CT_RPr, CT_TcPr, CT_TblPr",
)
def unsorted_properties(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        wrong: dict[str, list[etree._Element]] = {}
        for properties in story.all(*_ORDERS):
            order = _ORDERS[str(properties.tag)]
            ranks = [order[each.tag] for each in properties if each.tag in order]
            late = _is_late(properties)
            if late or any(first >= second for first, second in pairwise(ranks)):
                said = _("{name} does not stand first in its element.")
                if not late:
                    said = _("the elements of {name} are not in the order of the standard.")
                wrong.setdefault(said.format(name=local(properties)), []).append(properties)
        for message, found in wrong.items():
            said = message
            if len(found) > 1:
                said += _(" ({count} places, the first here)").format(count=len(found))
            # A run's may come in any order since ISO/IEC 29500 (EG_RPrBase).
            mild = found[0].tag == w("rPr") and not _is_late(found[0])
            yield Found(said, story.spot(found[0]), severity=Severity.INFO if mild else None)


def _is_late(properties: etree._Element) -> bool:
    parent = properties.getparent()
    if parent is None or parent.tag not in (PARAGRAPH, RUN, CELL):
        return False
    return any(each.tag != w("tblPrEx") for each in properties.itersiblings(preceding=True))


_NUMBER = re.compile(r"-?\d+(\.\d+)?(mm|cm|in|pt|pc|pi)?%?$")
_WHOLE = re.compile(r"-?\d+$")
_SIZE = re.compile(r"\d+(\.\d+)?(mm|cm|in|pt|pc|pi)?$")
_COLOUR = re.compile(r"(auto|[0-9A-Fa-f]{6})$")
_ON_OFF = re.compile(r"(true|false|on|off|0|1)$")


def _one_of(*names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(' '.join(names).split())})$")


_VALUES: Mapping[tuple[str, str], re.Pattern[str]] = {
    **{
        (w(name), w("val")): _ON_OFF
        for name in (
            *("b", "i", "keepNext", "keepLines", "pageBreakBefore", "vanish", "strike", "caps"),
            *("snapToGrid", "bidi", "tblHeader", "cantSplit", "titlePg", "noWrap", "widowControl"),
        )
    },
    (w("sz"), w("val")): _SIZE,
    (w("szCs"), w("val")): _SIZE,
    (w("color"), w("val")): _COLOUR,
    (w("shd"), w("fill")): _COLOUR,
    (w("gridSpan"), w("val")): re.compile(r"[1-9]\d*$"),
    (w("gridCol"), w("w")): _NUMBER,
    (w("tcW"), w("w")): _NUMBER,
    (w("tblW"), w("w")): _NUMBER,
    (w("ilvl"), w("val")): re.compile(r"[0-8]$"),
    (w("numId"), w("val")): _WHOLE,
    (w("outlineLvl"), w("val")): re.compile(r"[0-9]$"),
    (w("vMerge"), w("val")): _one_of("restart continue"),
    (w("jc"), w("val")): _one_of(
        "left right center both start end distribute mediumKashida highKashida lowKashida",
        "thaiDistribute numTab",
    ),
    (w("fldChar"), w("fldCharType")): _one_of("begin separate end"),
    (w("br"), w("type")): _one_of("page column textWrapping"),
    (w("spacing"), w("line")): _NUMBER,
    (w("spacing"), w("before")): _NUMBER,
    (w("spacing"), w("after")): _NUMBER,
    (w("spacing"), w("lineRule")): _one_of("auto exact atLeast"),
    (w("pgSz"), w("w")): _SIZE,
    (w("pgSz"), w("h")): _SIZE,
    (w("vAlign"), w("val")): _one_of("top center bottom both"),
    (w("tcW"), w("type")): _one_of("nil pct dxa auto"),
    (w("tblW"), w("type")): _one_of("nil pct dxa auto"),
}
_VALUED: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for (_element, _attribute), _pattern in _VALUES.items():
    _VALUED.setdefault(_element, []).append((_attribute, _pattern))


@rule(
    "P306",
    "package",
    Severity.ERROR,
    N_("An attribute with a value that there is not"),
    why=N_("Word refuses a file with a size of “14pt;” or a colour of “red”."),
    bad='<w:color w:val="red"/>',
    good='<w:color w:val="FF0000"/>',
    fix=N_("Set the property anew in Word; mend the program that wrote it."),
    source="ECMA-376-1 17.18",
)
def invalid_values(subject: Subject) -> Iterator[Found]:
    for story in subject.stories:
        for element in story.all(*_VALUED):
            for attribute, pattern in _VALUED[str(element.tag)]:
                value = element.get(attribute)
                if value is None or pattern.match(value) or "{{" in value:
                    continue
                name = f"w:{etree.QName(attribute).localname}"
                said = _("{element} has {attribute}=“{value}”, which is no value for it.")
                found = said.format(element=local(element), attribute=name, value=value)
                yield Found(found, story.spot(element), value)
