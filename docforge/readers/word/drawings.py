"""Drawings anchored in a line: text boxes, rings drawn around words, pictures, ink.

Source: [MS-DOCX] 2.7 (wps shapes), ECMA-376 part 4, 19.1 (VML), ISO/IEC 29500-1 20.4.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docforge.readers.word.names import Element, a, branch, mc, pic, r, tags, v, w, w14, wps
from docforge.readers.word.pieces import Ring, TextBox
from docforge.readers.word.rings import ring_of_anchor, ring_of_style

_TEXT_BOX = w("txbxContent")
_ALTERNATIVES = mc("AlternateContent")
_SHAPE, _VML_OVAL, _VML_GROUP = wps("wsp"), v("oval"), v("group")
_VML_FRAMES = frozenset((v("rect"), v("roundrect")))
_SHAPES = _VML_FRAMES | {_SHAPE, _VML_OVAL, v("shape")}
_GROUPS = (
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}wpc",
)
_PICTURES = frozenset((pic("pic"), v("imagedata"), w14("contentPart")))
_CONTROL, _ART = w("control"), v("textpath")
_RINGS = frozenset(("ellipse", "donut", "flowChartConnector", "flowChartTerminator"))
_FRAMES = frozenset(("rect", "roundRect", "flowChartProcess", "flowChartAlternateProcess"))
# The same shapes by their number in VML: msosptEllipse, msosptDonut, msosptFlowChartConnector.
_VML_RINGS = ("_x0000_t3", "_x0000_t23", "_x0000_t120")


@dataclass
class Drawn:
    """What a drawing holds: bodies of text boxes, words drawn as art, and counts of the rest.

    `controls` are the relationship ids of ActiveX controls.
    """

    text_boxes: list[TextBox] = field(default_factory=list)
    art: list[str] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)
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
                shape = next(child.iterancestors(*_SHAPES), None)
                ringed = shape is not None and _kind(str(shape.tag), shape) == "ring"
                drawn.text_boxes.append(TextBox(child, ringed))
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
    elif tag in _SHAPES and next(element.iter(_TEXT_BOX), None) is None:
        kind = _kind(tag, element)
        if kind:
            drawn.rings.append(_placed(tag, element)._replace(is_frame=kind == "frame"))
    elif tag == a("custGeom"):
        # A freehand line: a tick, a signature, a stroke over words. Only a person can tell.
        drawn.pictures += 1


def _kind(tag: str, element: Element) -> str:
    """ "ring", "frame" (a rectangle that hides nothing) or ""."""
    if tag == _SHAPE:
        properties = element.find(wps("spPr"))
        geometry = None if properties is None else properties.find(a("prstGeom"))
        if properties is None or geometry is None:
            return ""
        is_open = properties.find(a("noFill")) is not None
        kind = geometry.get("prst")
        return "ring" if kind in _RINGS else "frame" if kind in _FRAMES and is_open else ""
    if tag == _VML_OVAL or element.get("type", "").lstrip("#") in _VML_RINGS:
        return "ring"
    is_open = element.get("filled", "t") in ("f", "false")
    return "frame" if tag in _VML_FRAMES and is_open else ""


def _placed(tag: str, element: Element) -> Ring:
    """Where a shape lies; one of a group or canvas lies nowhere that is known."""
    if tag != _SHAPE:
        holder = element.getparent()
        grouped = holder is not None and holder.tag == _VML_GROUP
        return Ring(known=False) if grouped else ring_of_style(element.get("style", ""))
    holder = next(element.iterancestors(w("drawing"), *_GROUPS), None)
    if holder is None or holder.tag != w("drawing"):
        return Ring(known=False)
    return ring_of_anchor(holder)
