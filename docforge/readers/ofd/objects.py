"""What is on a page: text, path and image objects -> glyphs, strokes and pictures in points.

Source: GB/T 33190-2016, 8.5 (graphic units), 9 (paths), 11 (text), 13 (composite objects).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from docforge.errors import HostileFile
from docforge.messages import translate as _
from docforge.readers.ofd.geometry import (
    Transform,
    box_of,
    number,
    numbers,
    steps_of,
    transform_of,
)
from docforge.readers.ofd.paths import chains_of
from docforge.readers.pdf.boxes import around_points
from docforge.readers.pdf.ink import BLACK, DIAGONAL, Colour, Glyph, Ink, Picture, Stroke
from docforge.readers.symbol_fonts import lookalikes

Element = etree._Element

_MOST_OBJECTS = 200_000
_DEEPEST = 4
_ASCENT, _DESCENT = 0.86, 0.14
_OFF = frozenset(("false", "0"))


def local(element: Element) -> str:
    """An element's name without its namespace: producers differ in it."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element, name: str) -> Element | None:
    return next((one for one in element if local(one) == name), None)


@dataclass(frozen=True)
class Resources:
    """What objects refer to by number: font names, composite units, drawing parameters."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Element] = field(default_factory=dict)
    parameters: Mapping[str, Element] = field(default_factory=dict)


@dataclass
class _Painted:
    glyphs: list[Glyph] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    order: int = 0

    def next(self) -> int:
        self.order += 1
        if self.order > _MOST_OBJECTS:
            raise HostileFile(
                _("A page holds more than any form."),
                remedy=_("If it is a real form, open it in an OFD viewer and save it as PDF."),
            )
        return self.order


def painted(blocks: Iterator[Element], resources: Resources, outer: Transform) -> Ink:
    """All that these blocks (layers, appearances) paint, in their order.

    `outer` leads from their millimetres to points. Raises HostileFile where a page holds more
    objects, or units nested deeper, than any form.
    """
    found = _Painted()
    for block in blocks:
        _paint(block, resources, outer, found, 0)
    return Ink(tuple(found.glyphs), tuple(found.strokes), tuple(found.pictures))


def _paint(
    block: Element, resources: Resources, outer: Transform, found: _Painted, depth: int
) -> None:
    waiting = list(block)[::-1]
    while waiting:
        element = waiting.pop()
        name = local(element)
        if element.get("Visible", "true").lower() in _OFF:
            continue
        if name == "PageBlock":
            waiting += list(element)[::-1]
        elif name == "TextObject":
            found.glyphs += _glyphs(element, resources, outer, found)
        elif name == "PathObject":
            found.strokes += _strokes(element, resources, outer, found)
        elif name == "ImageObject":
            box = box_of(element.get("Boundary"))
            if box is not None:
                corners = (box[:2], (box[2], box[1]), box[2:], (box[0], box[3]))
                found.pictures.append(Picture(around_points(map(outer.of, corners)), found.next()))
        elif name == "CompositeObject" and depth < _DEEPEST:
            unit = resources.units.get(element.get("ResourceID", ""))
            content = None if unit is None else child(unit, "Content")
            if content is not None:
                found.next()
                _paint(content, resources, _placed(element, outer), found, depth + 1)


def _placed(element: Element, outer: Transform) -> Transform:
    """From an object's own coordinates to points: its CTM, then its boundary's corner."""
    box = box_of(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    corner = Transform(e=box[0], f=box[1])
    return transform_of(element.get("CTM")).within(corner).within(outer)


def _glyphs(
    element: Element, resources: Resources, outer: Transform, found: _Painted
) -> Iterator[Glyph]:
    """The characters of a text object, each with its box."""
    size = number(element.get("Size"), 3.5)
    across = number(element.get("HScale"), 1.0)
    font = resources.fonts.get(element.get("Font", ""), "")
    place = _placed(element, outer)
    turned = number(element.get("ReadDirection"))
    run = found.next()
    x = y = 0.0
    for code in (one for one in element if local(one) == "TextCode"):
        text = (code.text or "").strip("\r\n")
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        rights = steps_of(code.get("DeltaX"), len(text))
        downs = steps_of(code.get("DeltaY"), len(text))
        at = (x, y)
        for index, sign in enumerate(text):
            width = size * across * (1.0 if _is_wide(sign) else 0.5)
            edges = (at[0], at[1] - _ASCENT * size, at[0] + width, at[1] + _DESCENT * size)
            corners = (edges[:2], (edges[2], edges[1]), edges[2:], (edges[0], edges[3]))
            box = around_points(map(place.of, corners))
            yield Glyph(
                lookalikes(sign, font),
                box,
                size * math.hypot(place.c, place.d),
                font,
                _slant(place, turned),
                run,
                found.next(),
                visible=not _is_pale(_colour(element, "FillColor", resources)),
                code=ord(sign),
            )
            right = rights[index] if index < len(rights) else 0.0
            down = downs[index] if index < len(downs) else 0.0
            if not rights and not downs:
                right = width
            at = (at[0] + right, at[1] + down)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WFA"


def _slant(place: Transform, turned: float) -> int:
    """The direction of writing in degrees counter-clockwise, as viewers show it."""
    angle = -math.degrees(math.atan2(place.b, place.a)) - turned
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) < 3 else DIAGONAL


def _strokes(
    element: Element, resources: Resources, outer: Transform, found: _Painted
) -> Iterator[Stroke]:
    data = child(element, "AbbreviatedData")
    place = _placed(element, outer)
    order = found.next()
    outlined = element.get("Stroke", "true").lower() not in _OFF
    filled = element.get("Fill", "false").lower() not in _OFF
    thick = number(element.get("LineWidth"), 0.353) * math.hypot(place.a, place.b)
    for chain in chains_of("" if data is None else data.text or ""):
        points = tuple(map(place.of, chain.points))
        if chain.closed and points[0] != points[-1]:
            points = (*points, points[0])
        yield Stroke(
            points,
            closed=chain.closed or points[0] == points[-1],
            filled=filled,
            outlined=outlined,
            width=thick,
            colour=_colour(element, "FillColor" if filled else "StrokeColor", resources),
            order=order,
        )


def _colour(element: Element, name: str, resources: Resources) -> Colour:
    """The colour of an object; black where it tells none or one that is not understood."""
    colour = child(element, name)
    parameter = resources.parameters.get(element.get("DrawParam", ""))
    if colour is None and parameter is not None:
        colour = child(parameter, name)
    values = (
        []
        if colour is None
        else [min(max(v / 255, 0.0), 1.0) for v in numbers(colour.get("Value"))]
    )
    if len(values) == 1:
        return (values[0],) * 3
    if len(values) == 4:
        black = values[3]
        red, green, blue = ((1 - value) * (1 - black) for value in values[:3])
        return red, green, blue
    return (values[0], values[1], values[2]) if len(values) == 3 else BLACK


def _is_pale(colour: Colour) -> bool:
    return min(colour) > 0.95


def merged(*inks: Ink) -> Ink:
    """Several layers as one, painted one after the other."""
    glyphs: list[Glyph] = []
    strokes: list[Stroke] = []
    pictures: list[Picture] = []
    base = 0
    for ink in inks:
        orders = [one.order for one in ink.glyphs]
        orders += [one.order for one in ink.strokes]
        orders += [one.order for one in ink.pictures]
        glyphs += (replace(one, order=one.order + base, run=one.run + base) for one in ink.glyphs)
        strokes += (replace(one, order=one.order + base) for one in ink.strokes)
        pictures += (replace(one, order=one.order + base) for one in ink.pictures)
        base += max(orders, default=0) + 1
    return Ink(tuple(glyphs), tuple(strokes), tuple(pictures))
