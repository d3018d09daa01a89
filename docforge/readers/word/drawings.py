"""Drawings anchored in a line: text boxes, rings drawn around words, pictures, ink.

Source: [MS-DOCX] 2.7 (wps shapes), ECMA-376 part 4, 19.1 (VML), ISO/IEC 29500-1 20.4.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docforge.readers.word.names import Element, a, branch, mc, pic, r, tags, v, w, w14, wps

_TEXT_BOX = w("txbxContent")
_ALTERNATIVES = mc("AlternateContent")
_SHAPE, _VML_SHAPE, _VML_OVAL = wps("wsp"), v("shape"), v("oval")
_PICTURES = frozenset((pic("pic"), v("imagedata"), w14("contentPart")))
_CONTROL, _ART = w("control"), v("textpath")
_RINGS = frozenset(("ellipse", "donut", "flowChartConnector"))
# The same shapes by their number in VML: msosptEllipse, msosptDonut, msosptFlowChartConnector.
_VML_RINGS = ("_x0000_t3", "_x0000_t23", "_x0000_t120")


@dataclass
class Drawn:
    """What a drawing holds: bodies of text boxes, words drawn as art, and counts of the rest.

    `controls` are the relationship ids of ActiveX controls.
    """

    text_boxes: list[Element] = field(default_factory=list)
    art: list[str] = field(default_factory=list)
    rings: int = 0
    pictures: int = 0
    controls: list[str] = field(default_factory=list)


def drawn_in(drawing: Element) -> Drawn:
    """What stands in a w:drawing, w:pict or w:object; groups and canvases are opened up."""
    drawn = Drawn()
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        inside: list[Element] = []
        for tag, child in tags(element):
            if tag == _TEXT_BOX:
                drawn.text_boxes.append(child)
            elif tag == _ALTERNATIVES:
                taken = branch(child)
                inside += [] if taken is None else [taken]
            else:
                _take(tag, child, drawn)
                inside.append(child)
        # The last one waiting is looked at first, so that reading order is kept.
        waiting += reversed(inside)
    return drawn


def _take(tag: str, element: Element, drawn: Drawn) -> None:
    if tag in _PICTURES:
        drawn.pictures += 1
    elif tag == _CONTROL:
        drawn.controls.append(element.get(r("id"), ""))
    elif tag == _ART and element.get("string"):
        drawn.art.append(element.get("string", ""))
    elif _is_ring(tag, element):
        drawn.rings += next(element.iter(_TEXT_BOX), None) is None
    elif tag == a("custGeom"):
        # A freehand line: a tick, a signature, a stroke over words. Only a person can tell.
        drawn.pictures += 1


def _is_ring(tag: str, element: Element) -> bool:
    if tag == _SHAPE:
        geometry = element.find(f"{wps('spPr')}/{a('prstGeom')}")
        return geometry is not None and geometry.get("prst") in _RINGS
    if tag == _VML_SHAPE:
        return element.get("type", "").lstrip("#") in _VML_RINGS
    return tag == _VML_OVAL
