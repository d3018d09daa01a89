"""Styles and lists of another document, for content that is put into this one."""

from __future__ import annotations

import posixpath

from lxml import etree

from docforge.render.package import CONTENT_TYPES as TYPES_MEMBER
from docforge.render.package import Package, parsed, serialised
from docforge.render.rendering import Rendering
from docforge.render.values.importing import declared
from docforge.render.wordml import R, W, w

_STYLED = (w("pStyle"), w("rStyle"), w("tblStyle"))
_REFERS = (w("basedOn"), w("link"), w("next"))
_VALUE, _STYLE_ID, _TYPE = w("val"), w("styleId"), w("type")
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


def import_styles(
    body: etree._Element, package: Package, rendering: Rendering, numbers: dict[str, str]
) -> None:
    """Let the styles that a body names be those of the same name, added where there is none."""
    theirs_xml = _part(package, "styles")
    ours_name = _named(rendering.package, "styles")
    ours_xml = rendering.member(ours_name) if ours_name else None
    if theirs_xml is None or ours_name is None or ours_xml is None:
        return
    theirs = {each.get(_STYLE_ID): each for each in parsed(theirs_xml).iter(w("style"))}
    ours = parsed(ours_xml)
    by_name = {_key(each): each.get(_STYLE_ID) or "" for each in ours.iter(w("style"))}
    taken = {each.get(_STYLE_ID) for each in ours.iter(w("style"))}
    mapped: dict[str, str] = {}

    def brought(identifier: str) -> str:
        if identifier in mapped or identifier not in theirs:
            return mapped.get(identifier, identifier)
        style = theirs[identifier]
        if _key(style) in by_name:
            mapped[identifier] = by_name[_key(style)]
            return mapped[identifier]
        name, count = identifier, 1
        while name in taken:
            count += 1
            name = f"{identifier}{count}"
        mapped[identifier] = name
        taken.add(name)
        copy = etree.fromstring(etree.tostring(style, with_tail=False))
        copy.set(_STYLE_ID, name)
        if _is_default(copy):
            del copy.attrib[w("default")]
        for reference in copy.iter(*_REFERS):
            reference.set(_VALUE, brought(reference.get(_VALUE) or ""))
        for number in copy.iter(w("numId")):
            number.set(_VALUE, numbers.get(number.get(_VALUE) or "", number.get(_VALUE) or ""))
        ours.append(copy)
        return name

    for element in body.iter(*_STYLED):
        element.set(_VALUE, brought(element.get(_VALUE) or ""))
    if any(mapped):
        rendering.changed[ours_name] = serialised(ours)


def _is_default(style: etree._Element) -> bool:
    return style.get(w("default")) is not None


def _key(style: etree._Element) -> tuple[str, str]:
    name = style.find(w("name"))
    called = (name.get(_VALUE) or "") if name is not None else ""
    return style.get(_TYPE) or "", called.lower()


def import_numbering(
    body: etree._Element, package: Package, rendering: Rendering
) -> dict[str, str]:
    """Add the other document's lists, and let the body name the added ones; old to new."""
    theirs_xml = _part(package, "numbering")
    used = body.iter(w("numId"))
    if theirs_xml is None or next(used, None) is None:
        return {}
    theirs = parsed(theirs_xml)
    name, ours = _our_numbering(rendering)
    mapped: dict[str, str] = {}
    abstract_from = _next(ours, "abstractNum", "abstractNumId")
    number_from = _next(ours, "num", "numId")
    first_number = ours.find(w("num"))
    for abstract in theirs.iterchildren(w("abstractNum")):
        copy = etree.fromstring(etree.tostring(abstract, with_tail=False))
        copy.set(w("abstractNumId"), str(_integer(abstract, "abstractNumId") + abstract_from))
        for identity in copy.findall(w("nsid")):  # Word joins lists that share one
            copy.remove(identity)
        if first_number is not None:
            first_number.addprevious(copy)
        else:
            ours.append(copy)
    for number in theirs.iterchildren(w("num")):
        copy = etree.fromstring(etree.tostring(number, with_tail=False))
        old, new = number.get(w("numId")) or "", _integer(number, "numId") + number_from
        copy.set(w("numId"), str(new))
        for reference in copy.iter(w("abstractNumId")):
            reference.set(_VALUE, str(int(reference.get(_VALUE) or 0) + abstract_from))
        ours.append(copy)
        mapped[old] = str(new)
    for element in body.iter(w("numId")):
        element.set(_VALUE, mapped.get(element.get(_VALUE) or "", element.get(_VALUE) or ""))
    rendering.changed[name] = serialised(ours)
    return mapped


def _our_numbering(rendering: Rendering) -> tuple[str, etree._Element]:
    """The document's own lists, made where it has none."""
    package = rendering.package
    name = _named(package, "numbering")
    if name is not None:
        content = rendering.member(name)
        assert content is not None
        return name, parsed(content)
    name = posixpath.join(posixpath.dirname(package.main), "numbering.xml")
    made = rendering.changed.get(name)
    types = rendering.member(TYPES_MEMBER)
    assert types is not None
    rendering.changed[TYPES_MEMBER] = declared(types, name, _NUMBERING_TYPE)
    rendering.relate(package.main, f"{R}/numbering", "numbering.xml")
    return name, parsed(made) if made else etree.Element(w("numbering"), nsmap={"w": W})


def _next(root: etree._Element, element: str, attribute: str) -> int:
    return max((_integer(each, attribute) for each in root.iterchildren(w(element))), default=0) + 1


def _integer(element: etree._Element, attribute: str) -> int:
    return int(element.get(w(attribute)) or 0)


def _named(package: Package, kind: str) -> str | None:
    """The member that holds the styles or the numbering of a document."""
    for relation in package.relations(package.main):
        if relation.kind.endswith(f"/{kind}"):
            folder = posixpath.dirname(package.main)
            name = relation.target.lstrip("/") if relation.target.startswith("/") else ""
            return name or posixpath.normpath(posixpath.join(folder, relation.target))
    return None


def _part(package: Package, kind: str) -> bytes | None:
    name = _named(package, kind)
    return package.content(name) if name is not None and name in package.members else None
