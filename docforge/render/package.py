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
    def open(cls, content: bytes) -> Package:
        """Raises TemplateError where the bytes are no Word document or break a limit."""
        members = read_members(content)
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
    if root.prefix != "w" and etree.QName(root).namespace == W:
        return _prefixed(root)
    return root


def _prefixed(root: etree._Element) -> etree._Element:
    """The same tree with the prefix `w` for Word's names, which the engine writes."""
    names: Any = {prefix: uri for prefix, uri in root.nsmap.items() if uri != W} | {"w": W}
    made = etree.Element(root.tag, nsmap=names)
    for name, value in root.attrib.items():
        made.set(name, value)
    made.extend(list(root))
    return made


def serialised(root: etree._Element) -> bytes:
    """The XML of a part as Word writes it: UTF-8, declared standalone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
