"""ActiveX check boxes and option buttons of a form: whether they are pressed.

Source: ISO/IEC 29500-4 (ax:ocx), [MS-OFORMS] 2.2.5 (MorphDataControl), whose value is a text,
"1" or "0". Where it lies in a form that is not understood, the mark is undecided.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from docforge.layout import Mark, MarkShape, MarkState
from docforge.readers.word.names import Element

_AX = "{http://schemas.microsoft.com/office/2006/activeX}"
_SHAPES = {
    "8bd21d40-ec42-11ce-9e0d-00aa006002f3": MarkShape.TICK,  # Forms.CheckBox.1
    "8bd21d50-ec42-11ce-9e0d-00aa006002f3": MarkShape.FILL,  # Forms.OptionButton.1
}
_HEADER = struct.Struct("<BBHQ")
_COMPRESSED = 1 << 31
_HAS_SIZE, _HAS_VALUE = 8, 22
# Bytes of each property before the value, by its bit in the mask; the size comes elsewhere.
_BEFORE_VALUE = (4, 4, 4, 4, 1, 1, 1, 1, 0, 2, 4, 2, 2, 2, 2, 2, 1, 1, 1, 0, 1, 1)
# From here on lengths and codes that say nothing of the value.
_AFTER_VALUE = {23: 4, 24: 4, 25: 4, 26: 4, 27: 2, 28: 2, 29: 2, 32: 4}
# Streams of a compound file begin at multiples of 64 bytes; a bare stream at 0 or after a GUID.
_SECTOR = 64


def pressed(control: Element, stored: Iterable[bytes]) -> Mark | None:
    """The mark of a control (ax:ocx) with its binary parts; None if it is no box or button."""
    shape = _SHAPES.get(control.get(f"{_AX}classid", "").strip("{}").lower())
    if shape is None:
        return None
    value = _in_bag(control)
    for data in () if value else stored:
        value = value or _in_stream(data)
    if value == "1":
        return Mark(MarkState.CHOSEN, shape, boxed=True)
    if value == "0":
        return Mark(MarkState.EMPTY, MarkShape.BOX, boxed=True)
    doubt = (MarkState.CHOSEN, MarkState.EMPTY)
    return Mark(MarkState.UNDECIDED, MarkShape.BOX, boxed=True, alternatives=doubt)


def _in_bag(control: Element) -> str:
    for entry in control.iter(f"{_AX}ocxPr"):
        if entry.get(f"{_AX}name") == "Value":
            return entry.get(f"{_AX}value", "")
    return ""


def _in_stream(data: bytes) -> str:
    for start in (16, *range(0, len(data), _SECTOR)):
        try:
            value = _value_at(data, start)
        except (struct.error, UnicodeDecodeError):
            continue
        if value in ("0", "1"):
            return value
    return ""


def _value_at(data: bytes, start: int) -> str:
    """The value of a MorphDataControl at this offset; "" if there is none."""
    minor, major, _, mask = _HEADER.unpack_from(data, start)
    if (minor, major) != (0, 2) or not mask >> _HAS_VALUE & 1:
        return ""
    position = 0
    for bit, size in enumerate(_BEFORE_VALUE):
        if size and mask >> bit & 1:
            position = _aligned(position, size) + size
    position = _aligned(position, 4)
    begin = start + _HEADER.size
    (length,) = struct.unpack_from("<I", data, begin + position)
    position += 4
    for bit, size in _AFTER_VALUE.items():
        if mask >> bit & 1:
            position = _aligned(position, size) + size
    position = _aligned(position, 4) + 8 * (mask >> _HAS_SIZE & 1)
    value = data[begin + position : begin + position + min(length & ~_COMPRESSED, 8)]
    return value.decode("latin-1" if length & _COMPRESSED else "utf-16-le")


def _aligned(position: int, size: int) -> int:
    return position + -position % size
