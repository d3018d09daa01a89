"""Where one document ends and the next begins: sections, their page numbers and headers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml import etree

from docforge.render.merging.order import (
    NOTE_PROPERTIES,
    PARAGRAPH_PROPERTIES,
    SECTION,
    W,
    given,
    put_in_order,
    w,
)
from docforge.render.merging.parts import Links, Parts, Relation
from docforge.render.wordml import R

_PARAGRAPH, _SECTION = w("p"), w("sectPr")
_VAL = w("val")
_REFERENCES = {w("headerReference"): "header", w("footerReference"): "footer"}
_BLANK = {
    "header": f'<w:hdr xmlns:w="{W}"><w:p/></w:hdr>',
    "footer": f'<w:ftr xmlns:w="{W}"><w:p/></w:ftr>',
}
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
_BLOCKS = frozenset({_PARAGRAPH, w("tbl"), w("sdt"), w("altChunk"), w("customXml")})


def sections_of(body: etree._Element) -> list[etree._Element]:
    """The properties of a document's sections in their order; the last ones end the body."""
    if len(body) == 0 or body[-1].tag != _SECTION:
        etree.SubElement(body, _SECTION)
    return [
        each
        for each in body.iter(_SECTION)
        if each.getparent() is body or _parent_tag(each) == w("pPr")
    ]


def _parent_tag(element: etree._Element) -> object:
    parent = element.getparent()
    return None if parent is None else parent.tag


def begin_section(section: etree._Element, page: str, notes: Collection[str]) -> None:
    """Let a section begin on a new page (`page`: nextPage, oddPage, "" for as it is), its pages
    with 1, its notes as well."""
    if page:
        given(section, "type", SECTION).set(_VAL, page)
    numbers = given(section, "pgNumType", SECTION)
    if numbers.get(w("start")) is None:
        numbers.set(w("start"), "1")
    for kind, name in (("footnotes", "footnotePr"), ("endnotes", "endnotePr")):
        if kind in notes:
            properties = given(section, name, SECTION)
            given(properties, "numRestart", NOTE_PROPERTIES).set(_VAL, "eachSect")


def close_section(root: etree._Element) -> None:
    """Move the properties that end the body into its last paragraph, so that more may follow.

    Where none can take them, a paragraph of a twentieth of a line does.
    """
    body = root.find(w("body"))
    assert body is not None
    section = body[-1]
    body.remove(section)
    last = next((each for each in reversed(body) if each.tag in _BLOCKS), None)
    free = last is not None and last.tag == _PARAGRAPH
    if last is None or not free or last.find(f"{w('pPr')}/{_SECTION}") is not None:
        last = etree.SubElement(body, _PARAGRAPH)
        properties = etree.SubElement(last, w("pPr"))
        spacing = etree.SubElement(properties, w("spacing"))
        for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
            spacing.set(w(name), value)
        etree.SubElement(etree.SubElement(properties, w("rPr")), w("sz")).set(_VAL, "2")
    properties_ = last.find(w("pPr"))
    if properties_ is None:
        properties_ = etree.Element(w("pPr"))
        last.insert(0, properties_)
    put_in_order(properties_, section, PARAGRAPH_PROPERTIES)


class BlankHeaders:
    """A section without a header goes on with the one before it; the first of a document must
    not go on with another document's, and gets a blank one."""

    def __init__(self, parts: Parts, links: Links) -> None:
        self._parts, self._links = parts, links
        self._shown: dict[tuple[str, str], None] = {}
        self._blank: dict[str, str] = {}

    def keep_apart(self, sections: Sequence[etree._Element]) -> None:
        """For the sections of the next document."""
        first = sections[0]
        own = {self._key(each) for each in first if each.tag in _REFERENCES}
        for kind, type_ in self._shown:
            if (kind, type_) not in own:
                reference = etree.Element(w(f"{kind}Reference"))
                reference.set(w("type"), type_)
                reference.set(f"{{{R}}}id", self._blank_part(kind))
                put_in_order(first, reference, SECTION)
        for section in sections:
            keys = (self._key(each) for each in section if each.tag in _REFERENCES)
            self._shown |= dict.fromkeys(keys)

    @staticmethod
    def _key(reference: etree._Element) -> tuple[str, str]:
        return _REFERENCES[str(reference.tag)], reference.get(w("type"), "default")

    def _blank_part(self, kind: str) -> str:
        if kind not in self._blank:
            name = self._parts.free_name(f"word/{kind}1.xml")
            declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            content = (declared + _BLANK[kind]).encode()
            self._parts.put(name, content, _CONTENT_TYPE.format(kind=kind))
            self._blank[kind] = self._links.give(Relation("", f"{R}/{kind}", name, False))
        return self._blank[kind]
