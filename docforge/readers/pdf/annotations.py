"""What lies on top of a page: form fields (AcroForm widgets) and what people drew or typed on it.

pdfminer paints only a page's own content. A returned form is often filled on top of it: fields,
typed text (FreeText), pen strokes (Ink), highlights, stamps, notes. Source: ISO 32000-1, 12.5
(annotations) and 12.7 (interactive forms).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from docforge.layout import MarkShape, Notice, NoticeCode
from docforge.place import Box
from docforge.readers.pdf.appearance import Appearances
from docforge.readers.pdf.boxes import Point, around_points, height, width
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.ink import Ink, Picture, Stroke
from docforge.readers.pdf.typefaces import Fonts
from docforge.readers.symbol_fonts import lookalikes

MOST_ANNOTATIONS = 20_000
LARGEST_SIGN = 40.0
"""Points; a larger stamp is a seal or words, not a tick."""

_UNSEEN = 0b100011  # invisible, hidden, no view
_PASSWORD, _RADIO, _PUSH, _COMBINED = 1 << 13, 1 << 15, 1 << 16, 1 << 17
_CHOSEN_SIGNS = {**dict.fromkeys("✓✔", "☑"), **dict.fromkeys("✕✖✗✘", "☒"), "●": "◉"}
_FONT_OF_STYLES = "ZapfDingbats"
_POINTS_OF_RING = 24
_DEEPEST_FIELD = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """Text typed into a field or onto the page; "☑", "□" and their like for a box to tick."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """A marker drawn along words by the viewer's own tool, a box a line."""

    shape: MarkShape
    boxes: tuple[Box, ...]


@dataclass(slots=True)
class Overlay:
    """Everything that lies on top of one page, in the page's frame."""

    entries: list[Entry] = field(default_factory=list)
    buttons: list[Entry] = field(default_factory=list)
    markers: list[MarkedWords] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    stamps: list[Picture] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    appearances: Appearances | None = None
    stale: bool = False
    """Whether viewers make the appearances of fields anew (NeedAppearances)."""

    def shown(self, annotation: dict[str, Any]) -> Ink | None:
        """What an annotation paints, where it has an appearance that viewers show."""
        return None if self.appearances is None else self.appearances.shown(annotation)


def overlay_of(page: PDFPage, frame: Frame, fonts: Fonts | None = None) -> Overlay:
    """The annotations of a page that a viewer shows; malformed ones are passed over as it does."""
    form = resolve1(page.doc.catalog.get("AcroForm"))
    held = form if isinstance(form, dict) else {}
    overlay = Overlay(stale=resolve1(held.get("NeedAppearances")) is True)
    if fonts is not None:
        overlay.appearances = Appearances(frame, fonts, held.get("DR"))
    listed = resolve1(page.annots)
    for reference in (listed if isinstance(listed, list) else [])[:MOST_ANNOTATIONS]:
        annotation = resolve1(reference)
        if not isinstance(annotation, dict):
            continue
        box = _box(annotation.get("Rect"), frame)
        if box is None or _integer(annotation.get("F")) & _UNSEEN:
            continue
        read = _READERS.get(_name(annotation.get("Subtype")))
        if read is not None:
            read(annotation, box, frame, overlay)
    return overlay


def _widget(annotation: dict[str, Any], box: Box, frame: Frame, overlay: Overlay) -> None:
    kind = _name(_inherited(annotation, "FT"))
    flags = _integer(_inherited(annotation, "Ff"))
    value = resolve1(_inherited(annotation, "V"))
    if kind == "Btn" and not flags & _PUSH:
        _button(annotation, box, frame, overlay, radio=bool(flags & _RADIO))
    elif kind == "Tx" and not flags & _PASSWORD:
        _typed(annotation, _text(value), box, frame, overlay)
    elif kind == "Ch":
        chosen = value if isinstance(value, list) else [value]
        options = _options(_inherited(annotation, "Opt"))
        shown = [options.get(_text(resolve1(one)), _text(resolve1(one))) for one in chosen]
        words = "、".join(filter(None, shown))
        if flags & _COMBINED:
            _typed(annotation, words, box, frame, overlay)
        else:
            # A list shows all that it offers.
            _add_entry(words, box, overlay)
    elif kind == "Sig" and isinstance(value, dict):
        signer = _text(resolve1(value.get("Name")))
        overlay.notices.append(Notice(NoticeCode.PICTURE, signer, frame.place(box)))


def _typed(
    annotation: dict[str, Any], stored: str, box: Box, frame: Frame, overlay: Overlay
) -> None:
    """The words of a field: those that it shows. Where it stores others a notice tells."""
    ink = None if overlay.stale else overlay.shown(annotation)
    shown = stored
    if ink is not None:
        glyphs = [glyph for glyph in ink.glyphs if glyph.visible]
        is_told = all(glyph.text and glyph.text.isprintable() for glyph in glyphs)
        seen = "".join(glyph.text for glyph in glyphs)
        if is_told and "".join(seen.split()) != "".join(stored.split()):
            said = f"{seen.strip()} / {stored.strip()}"
            overlay.notices.append(Notice(NoticeCode.VALUE_DIFFERS, said, frame.place(box)))
            shown = seen if seen.strip() else stored
    _add_entry(shown, box, overlay)


def _button(
    annotation: dict[str, Any], box: Box, frame: Frame, overlay: Overlay, *, radio: bool
) -> None:
    value = _name(_inherited(annotation, "V")) or "Off"
    states = _states(annotation)
    stored = value != "Off" and (not states or value in states)
    shown = _name(annotation.get("AS"))
    chosen = shown != "Off" if shown else stored
    looks = resolve1(annotation.get("MK"))
    style = _text(resolve1(looks.get("CA"))) if isinstance(looks, dict) else ""
    empty, usual = ("○", "◉") if radio else ("□", "☑")
    look = lookalikes(style, _FONT_OF_STYLES)
    sign = _CHOSEN_SIGNS.get(look, "■" if look else usual) if chosen else empty
    overlay.buttons.append(Entry(sign, box))
    if chosen != stored and (states or not radio):
        overlay.notices.append(Notice(NoticeCode.VALUE_DIFFERS, sign, frame.place(box)))


def _free_text(annotation: dict[str, Any], box: Box, _frame: Frame, overlay: Overlay) -> None:
    _add_entry(_text(resolve1(annotation.get("Contents"))), box, overlay)


def _ink(annotation: dict[str, Any], box: Box, frame: Frame, overlay: Overlay) -> None:
    strokes = resolve1(annotation.get("InkList"))
    for numbers in strokes if isinstance(strokes, list) else []:
        _add_stroke(_points(numbers, frame), overlay)
    _comment(annotation, box, frame, overlay)


def _line(annotation: dict[str, Any], box: Box, frame: Frame, overlay: Overlay) -> None:
    _add_stroke(_points(annotation.get("L"), frame), overlay)
    _comment(annotation, box, frame, overlay)


def _polygon(annotation: dict[str, Any], box: Box, frame: Frame, overlay: Overlay) -> None:
    closed = _name(annotation.get("Subtype")) == "Polygon"
    _add_stroke(_points(annotation.get("Vertices"), frame), overlay, closed=closed)
    _comment(annotation, box, frame, overlay)


def _ring(annotation: dict[str, Any], box: Box, frame: Frame, overlay: Overlay) -> None:
    """A circle, or a rectangle drawn around words: either rings what is inside."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    across, down = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    turns = [2 * math.pi * step / _POINTS_OF_RING for step in range(_POINTS_OF_RING + 1)]
    points = [(x + across * math.cos(turn), y + down * math.sin(turn)) for turn in turns]
    _add_stroke(points, overlay, closed=True)
    _comment(annotation, box, frame, overlay)


def _marker(shape: MarkShape) -> Callable[[dict[str, Any], Box, Frame, Overlay], None]:
    def read(annotation: dict[str, Any], box: Box, frame: Frame, overlay: Overlay) -> None:
        corners = _points(annotation.get("QuadPoints"), frame)
        boxes = [around_points(corners[at : at + 4]) for at in range(0, len(corners) - 3, 4)]
        overlay.markers.append(MarkedWords(shape, tuple(boxes or [box])))
        _comment(annotation, box, frame, overlay)

    return read


def _stamp(annotation: dict[str, Any], box: Box, frame: Frame, overlay: Overlay) -> None:
    ink = overlay.shown(annotation) if max(width(box), height(box)) <= LARGEST_SIGN else None
    if ink is not None and ink.strokes and not ink.pictures and not ink.glyphs:
        # A tick that is put down as a stamp is drawn like one.
        overlay.strokes.extend(stroke for stroke in ink.strokes if not stroke.pale)
    elif ink is not None and len(ink.glyphs) == 1 and not ink.pictures and ink.glyphs[0].text:
        overlay.entries.append(Entry(ink.glyphs[0].text, ink.glyphs[0].box))
    else:
        overlay.stamps.append(Picture(box))
    _comment(annotation, box, frame, overlay)


def _comment(annotation: dict[str, Any], box: Box, frame: Frame, overlay: Overlay) -> None:
    words = _text(resolve1(annotation.get("Contents"))).strip()
    if words:
        overlay.notices.append(Notice(NoticeCode.COMMENT, words, frame.place(box)))


_READERS: dict[str, Callable[[dict[str, Any], Box, Frame, Overlay], None]] = {
    "Widget": _widget,
    "FreeText": _free_text,
    "Ink": _ink,
    "Line": _line,
    "Polygon": _polygon,
    "PolyLine": _polygon,
    "Circle": _ring,
    "Square": _ring,
    "Highlight": _marker(MarkShape.HIGHLIGHT),
    "Underline": _marker(MarkShape.UNDERLINE),
    "Squiggly": _marker(MarkShape.UNDERLINE),
    "StrikeOut": _marker(MarkShape.STRIKE),
    "Stamp": _stamp,
    "Text": _comment,
    "Caret": _comment,
}


def _add_entry(text: str, box: Box, overlay: Overlay) -> None:
    words = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if words.strip():
        overlay.entries.append(Entry(words, box))


def _add_stroke(points: list[Point], overlay: Overlay, *, closed: bool = False) -> None:
    if len(points) > 1:
        overlay.strokes.append(Stroke(tuple(points), closed=closed))


def _inherited(annotation: dict[str, Any], key: str) -> Any:
    """An entry of a field, which its parents may hold in its stead."""
    holder: Any = annotation
    for _level in range(_DEEPEST_FIELD):
        if not isinstance(holder, dict):
            return None
        if key in holder:
            return holder[key]
        holder = resolve1(holder.get("Parent"))
    return None


def _states(annotation: dict[str, Any]) -> set[str]:
    """The names of the states that a button has a look for."""
    looks = resolve1(annotation.get("AP"))
    normal = resolve1(looks.get("N")) if isinstance(looks, dict) else None
    return {str(name) for name in normal} if isinstance(normal, dict) else set()


def _options(listed: Any) -> dict[str, str]:
    """What a choice field stores -> what it shows, where they differ."""
    options: dict[str, str] = {}
    resolved = resolve1(listed)
    for option in resolved if isinstance(resolved, list) else []:
        pair = resolve1(option)
        if isinstance(pair, list) and len(pair) == 2:
            options[_text(resolve1(pair[0]))] = _text(resolve1(pair[1]))
    return options


def _box(numbers: Any, frame: Frame) -> Box | None:
    corners = _points(numbers, frame)
    return around_points(corners) if len(corners) == 2 else None


def _points(numbers: Any, frame: Frame) -> list[Point]:
    resolved = resolve1(numbers)
    flat = _numbers(resolved if isinstance(resolved, list) else [])
    return [frame.from_user(point) for point in zip(flat[::2], flat[1::2], strict=False)]


def _numbers(listed: Iterable[Any]) -> list[float]:
    numbers = [resolve1(one) for one in listed]
    usable = all(isinstance(one, (int, float)) and abs(one) < 1e6 for one in numbers)
    return [float(one) for one in numbers] if usable else []


def _text(value: Any) -> str:
    if isinstance(value, PSLiteral):
        return str(value.name)
    if not isinstance(value, bytes):
        return value if isinstance(value, str) else ""
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return decode_text(value)


def _name(value: Any) -> str:
    resolved = resolve1(value)
    return str(resolved.name) if isinstance(resolved, PSLiteral) else ""


def _integer(value: Any) -> int:
    resolved = resolve1(value)
    return resolved if isinstance(resolved, int) else 0
