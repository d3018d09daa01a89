"""What lies over a sheet: form controls, text boxes, pictures and comments.

A check box of a sheet stands in up to four parts: its state in ctrlProps, its place and caption in
legacy VML, both again in the drawing. Excel writes all, other programs fewer; whichever tells is
taken. Sources: ISO/IEC 29500-1 20.5 (spreadsheet drawings), 29500-4 19.4 (VML client data),
MS-XLSX 2.4.41 (form control properties), 2.6.205 (threaded comments).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from docforge.readers.excel.anchors import Anchor, drawing_anchor, vml_anchor
from docforge.readers.excel.grid import Position, StoredSheet
from docforge.readers.excel.parts import (
    Element,
    attribute,
    bare,
    child,
    children,
    flag,
    position,
    within,
)
from docforge.readers.excel.words import Look, Run, Words, text_of, words_of
from docforge.readers.package import Package, Relationship, parsed

_KINDS = {"checkbox": "box", "radio": "radio"}
_ID_OF_SHAPE = "_s"
_OPEN_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)
_BOILERPLATE = "[Threaded comment]"


@dataclass(slots=True)
class Control:
    """A check box or an option button; `chosen` is None for the mixed state."""

    kind: str
    chosen: bool | None
    anchor: Anchor
    caption: str = ""
    linked: Position | None = None


@dataclass(frozen=True, slots=True)
class TextBox:
    """Words in a shape, a tuple of runs a paragraph."""

    paragraphs: tuple[Words, ...]
    anchor: Anchor


@dataclass(slots=True)
class Objects:
    controls: list[Control] = field(default_factory=list)
    text_boxes: list[TextBox] = field(default_factory=list)
    pictures: list[tuple[Anchor, str]] = field(default_factory=list)
    comments: list[tuple[Position, str]] = field(default_factory=list)


def objects_of(package: Package, part: str, sheet: StoredSheet) -> Objects:
    """Everything that lies over the sheet of that part."""
    links = package.relationships(part)
    found = Objects()
    controls = dict(_legacy_controls(package, links))
    properties = {
        shape: _properties(package, links.get(link)) for shape, link in sheet.controls.items()
    }
    captions: dict[str, tuple[Anchor, str]] = {}
    for target in _targets(links, "drawing"):
        _read_drawing(package.xml(target), set(controls) | set(properties), captions, found)
    for shape, told in properties.items():
        control = _control(told, controls.pop(shape, None), captions.get(shape))
        if control is not None:
            found.controls.append(control)
        elif told is None and shape in captions:
            # A control of another kind (ActiveX) shows its state only as a picture.
            found.pictures.append((captions[shape][0], captions[shape][1]))
    found.controls.extend(controls.values())
    found.comments.extend(_comments(package, links))
    return found


def _targets(links: dict[str, Relationship], kind: str) -> list[str]:
    return [link.target for link in links.values() if link.kind == kind and not link.external]


def _properties(package: Package, link: Relationship | None) -> Element | None:
    if link is None or link.kind != "ctrlProp":
        return None
    return package.xml(link.target)


def _control(
    told: Element | None, legacy: Control | None, drawn: tuple[Anchor, str] | None
) -> Control | None:
    """One control out of what its parts tell; None where it is no box to tick."""
    kind = "" if told is None else _KINDS.get(attribute(told, "objectType").lower(), "")
    if told is None or not kind:
        return legacy
    anchor = legacy.anchor if legacy else drawn[0] if drawn else None
    if anchor is None:
        return None
    caption = (legacy.caption if legacy else "") or (drawn[1] if drawn else "")
    states = {"Checked": True, "1": True, "Mixed": None, "2": None}
    chosen = states.get(attribute(told, "checked"), False)
    linked = _linked(attribute(told, "fmlaLink"))
    return Control(kind, chosen, anchor, caption, linked)


def _linked(formula: str) -> Position | None:
    """The cell of this sheet that holds a control's state; one of another sheet tells nothing."""
    return None if "!" in formula else position(formula)


# Legacy drawing (VML) ------------------------------------------------------------------------


def _legacy_controls(
    package: Package, links: dict[str, Relationship]
) -> Iterator[tuple[str, Control]]:
    """Shape number -> control, from the legacy drawing."""
    for target in _targets(links, "vmlDrawing"):
        root = _lenient(package.part(target), target)
        for shape in () if root is None else within(root, "shape"):
            data = child(shape, "ClientData")
            kind = _KINDS.get(attribute(data, "ObjectType").lower())
            if data is None or kind is None:
                continue
            anchor = vml_anchor(_said(data, "Anchor"))
            if anchor is None:
                continue
            chosen = {"1": True, "2": None}.get(_said(data, "Checked"), False)
            linked = _linked(_said(data, "FmlaLink"))
            number = attribute(shape, "id").rpartition(_ID_OF_SHAPE)[2]
            yield number, Control(kind, chosen, anchor, _caption(shape), linked)


def _said(data: Element, name: str) -> str:
    element = child(data, name)
    return "" if element is None else (element.text or "").strip()


def _caption(shape: Element) -> str:
    box = child(shape, "textbox")
    return "" if box is None else " ".join("".join(str(text) for text in box.itertext()).split())


def _lenient(content: bytes | None, name: str) -> Element | None:
    """The root of a VML part, which Excel itself does not always write as well-formed XML."""
    if not content:
        return None
    if b"<!DOCTYPE" in content:
        parsed(content, name)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(_OPEN_BREAK.sub(b"<br/>", content), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


# Drawing -------------------------------------------------------------------------------------


def _read_drawing(
    root: Element | None,
    control_shapes: set[str],
    captions: dict[str, tuple[Anchor, str]],
    found: Objects,
) -> None:
    for anchored in _anchored(root):
        anchor = drawing_anchor(anchored)
        for thing in _things(anchored):
            identity = next(within(thing, "cNvPr"), None)
            if identity is not None and flag(identity, "hidden"):
                continue
            paragraphs = _paragraphs(thing) if bare(thing) == "sp" else ()
            if attribute(identity, "id") in control_shapes:
                text = "".join(text_of(words) for words in paragraphs).strip()
                captions[attribute(identity, "id")] = (anchor, text)
            elif paragraphs:
                found.text_boxes.append(TextBox(paragraphs, anchor))
            else:
                shape = next(within(thing, "prstGeom"), None)
                found.pictures.append((anchor, attribute(shape, "prst")))


def _anchored(root: Element | None) -> Iterator[Element]:
    for element in () if root is None else root:
        if bare(element) == "AlternateContent":
            choice = child(element, "Choice")
            yield from () if choice is None else choice
        else:
            yield element


def _things(element: Element) -> Iterator[Element]:
    """Shapes, connectors, pictures and charts, also of groups; alternatives only once."""
    for part in element:
        name = bare(part)
        if name in ("sp", "pic", "cxnSp", "graphicFrame"):
            yield part
        elif name in ("grpSp", "Choice"):
            yield from _things(part)
        elif name == "AlternateContent":
            # Its Fallback says the same once more for older programs.
            yield from _things(part)


def _paragraphs(shape: Element) -> tuple[Words, ...]:
    """The words of a shape (DrawingML text, 21.1.2)."""
    paragraphs: list[Words] = []
    for paragraph in children(child(shape, "txBody"), "p"):
        runs: list[Run] = []
        for part in paragraph:
            if bare(part) in ("r", "fld"):
                words = child(part, "t")
                text = "" if words is None else words.text or ""
                runs.append(Run(text, _look(child(part, "rPr"))))
            elif bare(part) == "br":
                runs.append(Run("\n"))
        paragraphs.append(tuple(run for run in runs if run.text))
    return tuple(words for words in paragraphs if text_of(words).strip())


def _look(properties: Element | None) -> Look:
    font = child(properties, "sym")
    if font is None:
        font = child(properties, "latin")
    return Look(
        attribute(font, "typeface"),
        attribute(properties, "strike", "noStrike") != "noStrike",
        attribute(properties, "u", "none") != "none",
    )


# Comments ------------------------------------------------------------------------------------


def _comments(package: Package, links: dict[str, Relationship]) -> Iterator[tuple[Position, str]]:
    """Notes and threaded comments; the copy of a thread that Excel keeps as a note is left out."""
    threaded: set[Position] = set()
    for target in _targets(links, "threadedComment"):
        root = package.xml(target)
        for comment in children(root, "threadedComment"):
            where = position(attribute(comment, "ref"))
            words = child(comment, "text")
            if where is not None and words is not None:
                threaded.add(where)
                yield where, (words.text or "").strip()
    for target in _targets(links, "comments"):
        for comment in children(child(package.xml(target), "commentList"), "comment"):
            where = position(attribute(comment, "ref"))
            text = child(comment, "text")
            if where is None or text is None:
                continue
            words_said = text_of(words_of(text)).strip()
            if not (where in threaded and words_said.startswith(_BOILERPLATE)):
                yield where, words_said
