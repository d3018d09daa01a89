"""An OFD package from OFD.xml to its pages: templates, annotations, seals, resources.

Source: GB/T 33190-2016, 7 (structure), 14 (annotations), 18 (signatures); GM/T 0099-2020
(encryption). Parts are named relative to the file that names them, or from the root with "/".
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from docforge.errors import HostileFile, TruncatedFile
from docforge.layout import MarkShape
from docforge.messages import translate as _
from docforge.readers.ofd.geometry import IN_POINTS, Transform, box_of
from docforge.readers.ofd.objects import Resources, child, local, merged, painted
from docforge.readers.package import Package, damaged, encrypted
from docforge.readers.pdf.annotations import MarkedWords, Overlay
from docforge.readers.pdf.boxes import around_points
from docforge.readers.pdf.frame import Frame, upright
from docforge.readers.pdf.ink import Ink, Picture

Element = etree._Element

_MOST_PAGES = 2_000
_LARGEST_SIDE = 200_000.0  # points, as for PDF
_A4 = (0.0, 0.0, 210.0, 297.0)
_MARKERS = {
    "highlight": MarkShape.HIGHLIGHT,
    "underline": MarkShape.UNDERLINE,
    "strikeout": MarkShape.STRIKE,
    "squiggly": MarkShape.UNDERLINE,
}


@dataclass(frozen=True)
class Sheet:
    """A page: what it paints, what lies on top, and its frame."""

    ink: Ink
    overlay: Overlay
    frame: Frame


def sheets_of(package: Package) -> Iterator[Sheet]:
    """The pages of all documents of a package, in order.

    Raises TruncatedFile where parts are missing or broken, EncryptedFile, HostileFile.
    """
    if any(posixpath.basename(name) == "encryptions.xml" for name in package.names):
        raise encrypted()
    root = _part(package, "OFD.xml")
    number = 0
    for body in _all(root, "DocBody"):
        document = child(body, "DocRoot")
        if document is None or not (document.text or "").strip():
            raise damaged("OFD.xml")
        reader = _DocumentReader(package, _joined("", document.text or ""), body)
        for page in reader.pages():
            number += 1
            if number > _MOST_PAGES:
                raise HostileFile(
                    _("The file has more pages than any form."),
                    remedy=_("Split it into parts and try again."),
                )
            yield reader.sheet(page, number)
    if not number:
        raise damaged("OFD.xml")


def _part(package: Package, name: str) -> Element:
    root = package.xml(name)
    if root is None:
        raise damaged(name)
    return root


def _joined(base: str, location: str) -> str:
    """A part's name, from that of the file that names it."""
    location = location.strip().replace("\\", "/")
    folder = "" if location.startswith("/") else posixpath.dirname(base)
    return posixpath.normpath(posixpath.join("/", folder, location.lstrip("/"))).lstrip("/")


def _all(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else [one for one in element.iter() if local(one) == name]


@dataclass
class _Laid:
    """What annotations and seals put on a page."""

    annotations: list[Element] = field(default_factory=list)
    seals: list[str] = field(default_factory=list)


class _DocumentReader:
    def __init__(self, package: Package, name: str, body: Element) -> None:
        self._package = package
        self._name = name
        self._root = _part(package, name)
        self._common = child(self._root, "CommonData")
        self._templates = {
            template.get("ID", ""): _joined(name, template.get("BaseLoc", ""))
            for template in _all(self._common, "TemplatePage")
        }
        self._resources = self._read_resources(self._common, name)
        self._laid: dict[str, _Laid] = {}
        self._gather_annotations()
        self._gather_seals(body)

    def pages(self) -> list[Element]:
        return _all(child(self._root, "Pages"), "Page")

    def sheet(self, page: Element, number: int) -> Sheet:
        """One page with its templates under it and its annotations on top."""
        name = _joined(self._name, page.get("BaseLoc", ""))
        root = _part(self._package, name)
        box = self._area(root)
        across, down = ((box[2] - box[0]) * IN_POINTS.a, (box[3] - box[1]) * IN_POINTS.a)
        if not (0 < across < _LARGEST_SIDE and 0 < down < _LARGEST_SIDE):
            raise TruncatedFile(
                _("A page has no usable size."),
                where=name,
                remedy=_("Open it in an OFD viewer and save it as PDF."),
            )
        outer = Transform(e=-box[0], f=-box[1]).within(IN_POINTS)
        layers = [self._content(root, name, outer)]
        for template in (one for one in root if local(one) == "Template"):
            layer = self._template(template.get("TemplateID", ""), outer)
            if template.get("ZOrder", "Background") == "Foreground":
                layers.append(layer)
            else:
                layers.insert(0, layer)
        laid = self._laid.get(page.get("ID", ""), _Laid())
        on_top, overlay = self._overlay(laid, outer)
        ink, frame = upright(merged(*layers, on_top), Frame(number, across, down))
        return Sheet(ink, _turned(overlay, frame), frame)

    def _area(self, page: Element) -> tuple[float, float, float, float]:
        areas = (
            child(page, "Area"),
            None if self._common is None else child(self._common, "PageArea"),
        )
        for area in areas:
            physical = None if area is None else child(area, "PhysicalBox")
            box = None if physical is None else box_of(physical.text)
            if box is not None:
                return box
        return _A4

    def _content(self, root: Element, name: str, outer: Transform) -> Ink:
        resources = self._read_resources(root, name, self._resources)
        content = child(root, "Content")
        return painted(iter(_all(content, "Layer")), resources, outer)

    def _template(self, identity: str, outer: Transform) -> Ink:
        name = self._templates.get(identity)
        root = None if name is None else self._package.xml(name)
        return Ink() if root is None or name is None else self._content(root, name, outer)

    def _read_resources(
        self, holder: Element | None, base: str, known: Resources | None = None
    ) -> Resources:
        """Fonts, composite units and drawing parameters of the resource files named here."""
        fonts = dict(known.fonts) if known else {}
        units = dict(known.units) if known else {}
        parameters = dict(known.parameters) if known else {}
        for entry in () if holder is None else holder:
            if local(entry) not in ("PublicRes", "DocumentRes", "PageRes"):
                continue
            root = self._package.xml(_joined(base, entry.text or ""))
            for font in _all(root, "Font"):
                fonts[font.get("ID", "")] = font.get("FontName", "") or font.get("FamilyName", "")
            for unit in _all(root, "CompositeGraphicUnit"):
                units[unit.get("ID", "")] = unit
            for parameter in _all(root, "DrawParam"):
                parameters[parameter.get("ID", "")] = parameter
        return Resources(fonts, units, parameters)

    def _gather_annotations(self) -> None:
        listed = child(self._root, "Annotations")
        if listed is None:
            return
        name = _joined(self._name, listed.text or "")
        for page in _all(self._package.xml(name), "Page"):
            located = child(page, "FileLoc")
            if located is not None:
                part = self._package.xml(_joined(name, located.text or ""))
                laid = self._laid.setdefault(page.get("PageID", ""), _Laid())
                laid.annotations += _all(part, "Annot")

    def _gather_seals(self, body: Element) -> None:
        """Electronic seals: where each stands, not what it says. A damaged one costs nothing."""
        listed = child(body, "Signatures")
        name = _joined("", (listed.text or "") if listed is not None else "")
        try:
            for signature in _all(self._package.xml(name), "Signature"):
                part = self._package.xml(_joined(name, signature.get("BaseLoc", "")))
                for stamp in _all(part, "StampAnnot"):
                    laid = self._laid.setdefault(stamp.get("PageRef", ""), _Laid())
                    laid.seals.append(stamp.get("Boundary", ""))
        except (HostileFile, TruncatedFile):
            return

    def _overlay(self, laid: _Laid, outer: Transform) -> tuple[Ink, Overlay]:
        """Typed text counts as the page's own; strokes were made by hand, pictures are stamps."""
        overlay = Overlay()
        inks: list[Ink] = []
        for annotation in laid.annotations:
            kind = annotation.get("Type", "").lower()
            appearance = child(annotation, "Appearance")
            shown = annotation.get("Visible", "true").lower() != "false"
            if appearance is None or not shown or kind in ("watermark", "link"):
                continue
            box = box_of(appearance.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
            at = Transform(e=box[0], f=box[1]).within(outer)
            shape = _MARKERS.get(annotation.get("Subtype", kind).lower(), _MARKERS.get(kind))
            if shape is not None:
                corners = (outer.of(box[:2]), outer.of(box[2:]))
                overlay.markers.append(MarkedWords(shape, (around_points(corners),)))
                continue
            ink = painted(iter((appearance,)), self._resources, at)
            inks.append(Ink(glyphs=ink.glyphs))
            overlay.strokes += ink.strokes
            overlay.stamps += ink.pictures
        for seal in laid.seals:
            place = box_of(seal)
            if place is not None:
                corners = (outer.of(place[:2]), outer.of(place[2:]))
                overlay.stamps.append(Picture(around_points(corners)))
        return merged(*inks), overlay


def _turned(overlay: Overlay, frame: Frame) -> Overlay:
    """What lies on top, turned as the page's writing was."""
    if not frame.turn:
        return overlay
    overlay.strokes = [
        replace(stroke, points=tuple(map(frame.upright, stroke.points)))
        for stroke in overlay.strokes
    ]
    overlay.stamps = [
        replace(stamp, box=around_points(map(frame.upright, (stamp.box[:2], stamp.box[2:]))))
        for stamp in overlay.stamps
    ]
    overlay.markers = [
        MarkedWords(
            marker.shape,
            tuple(around_points(map(frame.upright, (b[:2], b[2:]))) for b in marker.boxes),
        )
        for marker in overlay.markers
    ]
    return overlay
