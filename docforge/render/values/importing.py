"""Parts of another document brought into the one that is being written: pictures, charts,
embedded files, and whatever these refer to themselves."""

from __future__ import annotations

import hashlib
import posixpath

from lxml import etree

from docforge.render.package import CONTENT_TYPES as TYPES_MEMBER
from docforge.render.package import Package
from docforge.render.relations import (
    CONTENT_TYPES,
    Relation,
    relations_name,
    relations_written,
    relative,
)
from docforge.render.rendering import Rendering
from docforge.render.wordml import R

_REFERENCE = f"{{{R}}}"
_XML = (".xml", ".rels")


class PartImporter:
    """Brings the parts that a document refers to into another rendering's document."""

    def __init__(self, package: Package, rendering: Rendering) -> None:
        self._package = package
        self._rendering = rendering
        self._brought: dict[str, str] = {}

    def lead(self, element: etree._Element, source_part: str, target_part: str) -> None:
        """Let the references of an element, copied out of `source_part`, hold in `target_part`."""
        relations = {each.identifier: each for each in self._package.relations(source_part)}
        for each in element.iter(etree.Element):
            for name, value in each.attrib.items():
                relation = relations.get(str(value))
                if str(name).startswith(_REFERENCE) and relation is not None:
                    each.set(name, self._related(relation, source_part, target_part))

    def _related(self, relation: Relation, source_part: str, target_part: str) -> str:
        if relation.external:
            target = relation.target
        else:
            target = relative(target_part, self._bring(_member(source_part, relation.target)))
        return self._rendering.relate(
            target_part, relation.kind, target, external=relation.external
        )

    def _bring(self, member: str) -> str:
        """The name under which a member of the other document is kept in this one."""
        if member in self._brought:
            return self._brought[member]
        content = self._package.content(member)
        extension = member.rpartition(".")[2]
        digest = hashlib.sha256(content).hexdigest()[:16]
        folder = posixpath.dirname(member) or "word"
        name = f"{folder}/docforge-{digest}.{extension}"
        self._brought[member] = name
        self._rendering.media[name] = content
        self._declare(member, name)
        relations = [
            relation
            if relation.external
            else Relation(
                relation.identifier,
                relation.kind,
                relative(name, self._bring(_member(member, relation.target))),
            )
            for relation in self._package.relations(member)
        ]
        if relations:
            self._rendering.media[relations_name(name)] = relations_written(relations)
        return name

    def _declare(self, member: str, name: str) -> None:
        """Give a brought part the content type that it has in its own document."""
        kind = content_type(self._package, member)
        types = self._rendering.member(TYPES_MEMBER)
        if kind is not None and types is not None:
            self._rendering.changed[TYPES_MEMBER] = declared(types, name, kind)


def content_type(package: Package, member: str) -> str | None:
    """The content type of a member: its own, or its extension's."""
    root = etree.fromstring(package.content(TYPES_MEMBER))
    extension = member.rpartition(".")[2].lower()
    for each in root.iter(f"{{{CONTENT_TYPES}}}Override"):
        if each.get("PartName") == f"/{member}":
            return each.get("ContentType")
    for each in root.iter(f"{{{CONTENT_TYPES}}}Default"):
        if each.get("Extension", "").lower() == extension:
            return each.get("ContentType")
    return None


def declared(types: bytes, name: str, kind: str) -> bytes:
    """[Content_Types].xml with a part of that type."""
    root = etree.fromstring(types)
    for each in root.iter(f"{{{CONTENT_TYPES}}}Override"):
        if each.get("PartName") == f"/{name}":
            return types
    made = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
    made.set("PartName", f"/{name}")
    made.set("ContentType", kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _member(part: str, target: str) -> str:
    """The member that a part's relation names."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
