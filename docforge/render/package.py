"""Which members of a .docx may hold tags, and what of a template is compiled from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.archive import Member, read_members
from docforge.render.relations import Relation, relations_name, relations_of
from docforge.render.wordml import W

CONTENT_TYPES = "[Content_Types].xml"
_PROLOGUE = 4096
"""Bytes at the beginning of a part in which a document type would be declared."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace of ISO/IEC 29500 Strict, in which few programs can write."""
_MAIN = "document.main+xml"
_STORIES = ("header+xml", "footer+xml", "footnotes+xml", "endnotes+xml", "comments+xml")
_PROPERTIES = ("core-properties+xml", "extended-properties+xml", "custom-properties+xml")


@dataclass(frozen=True)
class Package:
    """The members of a .docx, its main part, and the parts that may hold tags."""

    members: Mapping[str, Member]
    main: str
    stories: tuple[str, ...]
    properties: tuple[str, ...]
    _read: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def open(cls, content: bytes, like: Package | None = None) -> Package:
        """Raises TemplateError where the bytes are no Word document or break a limit. What is
        packed as in a file `like` this one is not unpacked again."""
        members = read_members(content, like.members if like else None)
        if CONTENT_TYPES not in members:
            raise TemplateError(_("is a zip file, but not a Word document."))
        types = {
            each.get("PartName", "").lstrip("/"): each.get("ContentType", "")
            for each in parsed(members[CONTENT_TYPES].content).iter("{*}Override")
        }

        def named(*kinds: str) -> tuple[str, ...]:
            return tuple(n for n, kind in types.items() if kind.endswith(kinds) and n in members)

        main = named(_MAIN)
        if not main:
            raise TemplateError(
                _("is not a Word document that can be filled."),
                remedy=_("Save it in Word as .docx (not .dotx or .docm)."),
            )
        if _STRICT in members[main[0]].content[:_PROLOGUE]:
            raise TemplateError(
                _("is not a Word document that can be filled."),
                remedy=_("Save it in Word as “Word Document”, not as “Strict Open XML Document”."),
            )
        return cls(members, main[0], (main[0], *named(*_STORIES)), named(*_PROPERTIES))

    def content(self, name: str) -> bytes:
        """What a member unpacks to. Raises TemplateError where it declares a document type,
        which Word never writes and attackers do."""
        if name not in self._read:
            content = self.members[name].content
            if b"<!DOCTYPE" in content[:_PROLOGUE]:
                raise TemplateError(_("declares an XML document type, which Word never writes."))
            self._read[name] = content
        return self._read[name]

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part."""
        name = relations_name(part)
        return relations_of(self.content(name) if name in self.members else None)


def parsed(content: bytes) -> etree._Element:
    """The XML of a part without entities, comments and processing instructions, its Word
    elements bearing the prefix `w`.

    Raises TemplateError where it is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError(_("holds damaged XML: {reason}.").format(reason=error.msg)) from error
    declared = content.count(W.encode())
    return root if not declared or (declared == 1 and root.prefix == "w") else _prefixed(root)


def _prefixed(root: etree._Element) -> etree._Element:
    """The same part, its Word elements bearing the prefix `w`; every other prefix stays, since
    attributes such as mc:Ignorable name prefixes that nothing else uses."""
    names: Any = {prefix: uri for prefix, uri in root.nsmap.items() if uri != W}
    names["w"] = W
    made = etree.Element(root.tag, nsmap=names)
    for name, value in root.attrib.items():
        made.set(name, value)
    made.text = root.text
    for child in list(root):
        made.append(child)
    return made


def serialised(root: etree._Element) -> bytes:
    """The XML of a part as Word writes it: UTF-8, declared standalone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
