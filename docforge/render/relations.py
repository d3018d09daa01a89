"""Relations of parts and content types, by which a package finds and knows what it holds."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.wordml import R

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
HYPERLINK, IMAGE = f"{R}/hyperlink", f"{R}/image"
_UNPREFIXED: Any = {None: RELATIONS}
_MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "tif": "image/tiff",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: `rId5` to "media/image1.png" or, externally, to an address."""

    identifier: str
    kind: str
    target: str
    external: bool = False


def relations_name(part: str) -> str:
    """The member that holds a part's relations: "word/_rels/document.xml.rels"."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations_of(xml: bytes | None) -> list[Relation]:
    """The relations that a .rels member declares. Raises TemplateError where it is damaged."""
    return [] if xml is None else list(_relations(xml))


@lru_cache(maxsize=128)
def _relations(xml: bytes) -> tuple[Relation, ...]:
    # Asked for by many, and alike in most files of one house.
    try:
        root = etree.fromstring(xml)
    except etree.XMLSyntaxError as error:
        raise TemplateError(_("holds damaged XML: {reason}.").format(reason=error.msg)) from error
    return tuple(
        Relation(
            each.get("Id", ""),
            each.get("Type", ""),
            each.get("Target", ""),
            each.get("TargetMode") == "External",
        )
        for each in root.iter(f"{{{RELATIONS}}}Relationship")
    )


def relations_written(relations: Iterable[Relation]) -> bytes:
    """The .rels member that declares these relations."""
    root = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap=_UNPREFIXED)
    for relation in relations:
        made = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        made.set("Id", relation.identifier)
        made.set("Type", relation.kind)
        made.set("Target", relation.target)
        if relation.external:
            made.set("TargetMode", "External")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def types_with(xml: bytes, names: Iterable[str]) -> bytes:
    """[Content_Types].xml, knowing the extensions of these members as well."""
    root = etree.fromstring(xml)
    known = {each.get("Extension", "").lower() for each in root.iter(f"{{{CONTENT_TYPES}}}Default")}
    for extension in sorted({name.rpartition(".")[2].lower() for name in names} - known):
        made = etree.Element(f"{{{CONTENT_TYPES}}}Default")
        made.set("Extension", extension)
        made.set("ContentType", _MEDIA_TYPES.get(extension, "application/octet-stream"))
        root.insert(0, made)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def relative(part: str, member: str) -> str:
    """The target by which a part names a member: "media/a.png" for word/document.xml."""
    return posixpath.relpath(member, posixpath.dirname(part) or ".")
