"""Names of WordprocessingML and its neighbours, and the small things every room asks of them.

Source: ISO/IEC 29500-1 (w, m, mc), ECMA-376 part 4 (VML), [MS-DOCX] (w14, wps).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from lxml import etree

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

Element = etree._Element


def _named(prefix: str) -> Callable[[str], str]:
    return cache(lambda local: f"{{{_NAMESPACES[prefix]}}}{local}")


w, r, m, mc, a, pic, wp, v, w14, wps, xml = map(
    _named, ("w", "r", "m", "mc", "a", "pic", "wp", "v", "w14", "wps", "xml")
)

VAL = w("val")
_OFF = frozenset(("0", "false", "off", "none", "nil"))


def is_on(element: Element | None, attribute: str = VAL) -> bool:
    """Whether an on/off property holds: present and not said to be off (ISO 29500-1 17.17.4)."""
    return element is not None and element.get(attribute, "1").lower() not in _OFF


def whole(text: str | None, default: int = 0, most: int = 1 << 31) -> int:
    """A whole number from an attribute; the default where it is none, never beyond `most`."""
    try:
        number = int(text or "")
    except ValueError:
        return default
    return max(-most, min(most, number))


def tags(element: Element) -> Iterator[tuple[str, Element]]:
    """Tag and element of every child that is an element (no comments, no entities)."""
    for child in element:
        if isinstance(child.tag, str):
            yield child.tag, child


def child(element: Element, tag: str) -> Element | None:
    """The first child of this tag; a fifth of the time of `find` where there are few children."""
    for each in element:
        if each.tag == tag:
            return each
    return None


def children(element: Element) -> dict[str, Element]:
    """The children of an element by their tags; of several with one tag the first."""
    found: dict[str, Element] = {}
    for each in element:
        found.setdefault(each.tag, each)
    return found


_UNDERSTOOD = frozenset(("wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "a14", "v", "o", "wp"))


def branch(alternatives: Element) -> Element | None:
    """The branch of an mc:AlternateContent that is read (ISO/IEC 29500-3, 7.6).

    The first Choice that asks for nothing unknown, else the Fallback; where there is none, the
    first Choice after all. Word writes emoji (☑) as a Choice of their own with a plain Fallback.
    """
    choices = [choice for choice in alternatives.iterchildren(mc("Choice")) if len(choice)]
    for choice in choices:
        if _UNDERSTOOD.issuperset(choice.get("Requires", "").split()):
            return choice
    fallback = alternatives.find(mc("Fallback"))
    if fallback is not None and len(fallback):
        return fallback
    return choices[0] if choices else None


WITHDRAWN = frozenset((w("del"), w("moveFrom")))
TRACKED = WITHDRAWN | {w("ins"), w("moveTo")}
_SDT, _SDT_CONTENT, _ALTERNATIVES = w("sdt"), w("sdtContent"), mc("AlternateContent")
_PASSED_THROUGH = frozenset((w("customXml"), w("smartTag"), w("ins"), w("moveTo")))
_WRAPPERS = _PASSED_THROUGH | {_SDT, _ALTERNATIVES}
_WRAPPERS_AND_CHANGES = _WRAPPERS | TRACKED


def wrapped(tag: str, element: Element) -> Element | None:
    """The element whose children count where a wrapper stands; None if it is no wrapper."""
    if tag == _SDT:
        return element.find(_SDT_CONTENT)
    if tag == _ALTERNATIVES:
        return branch(element)
    return element if tag in _PASSED_THROUGH else None


def blocks_of(parent: Element, noticed: Callable[[str], None]) -> Iterable[tuple[str, Element]]:
    """Children of a body, table, row or cell, as if no wrapper stood around any of them.

    Content controls, custom XML and insertions are passed through, deletions left out; `noticed`
    is told the tag of every tracked change.
    """
    found = list(tags(parent))
    if _WRAPPERS_AND_CHANGES.isdisjoint([tag for tag, _ in found]):
        return found
    return _unwrapped(found, noticed)


def _unwrapped(
    found: Iterable[tuple[str, Element]], noticed: Callable[[str], None]
) -> Iterator[tuple[str, Element]]:
    # A loop, not a recursion: wrappers nest freely.
    waiting = [iter(found)]
    while waiting:
        upcoming = next(waiting[-1], None)
        if upcoming is None:
            waiting.pop()
            continue
        tag, element = upcoming
        if tag in TRACKED:
            noticed(tag)
        if tag in WITHDRAWN:
            continue
        inside = wrapped(tag, element)
        if inside is not None:
            waiting.append(tags(inside))
        elif tag not in _WRAPPERS:
            yield tag, element
