"""Where a child stands among its siblings: WordprocessingML fixes the order, Word insists on it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def _order(names: str) -> tuple[str, ...]:
    return tuple(names.split())


# ECMA-376 part 1: 17.6.17 (sectPr), 17.3.1.26 (pPr), 17.11.11 (footnotePr).
SECTION = _order(
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
    "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
    "docGrid printerSettings sectPrChange"
)
PARAGRAPH_PROPERTIES = _order(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
)
NOTE_PROPERTIES = _order("pos numFmt numStart numRestart")


def put_in_order(parent: etree._Element, child: etree._Element, order: Sequence[str]) -> None:
    """Put a child where `order` wants it: after all that come before it or are its like."""
    rank = {w(name): place for place, name in enumerate(order)}
    mine = rank[str(child.tag)]
    for at in range(len(parent), 0, -1):
        if rank.get(str(parent[at - 1].tag), len(rank)) <= mine:
            parent.insert(at, child)
            return
    parent.insert(0, child)


def given(parent: etree._Element, name: str, order: Sequence[str]) -> etree._Element:
    """The child of this name, made where it belongs if there is none."""
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        put_in_order(parent, found, order)
    return found
