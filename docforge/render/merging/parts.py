"""The parts of the documents that are merged: each content once, under a name of its own.

A part is known by its content and that of all it leads to, so that a header that says the same
in a thousand letters, or the picture of a seal, is kept once.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, NamedTuple
from zlib import error as ZlibError

from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.package import CONTENT_TYPES as TYPES_MEMBER
from docforge.render.package import serialised
from docforge.render.relations import CONTENT_TYPES, RELATIONS, relations_name, relations_written
from docforge.render.relations import Relation as Written
from docforge.render.wordml import R

_NAMING = f"{{{R}}}"
_ROOT_RELATIONS = "_rels/.rels"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


class Edit(NamedTuple):
    """What is done to the XML of a header or footer before it is kept, and for which contents
    that gives every document its own: `own` says "" where all may share one."""

    change: Callable[[etree._Element], None]
    own: Callable[[bytes], str]


class Relation(NamedTuple):
    """A relationship of a part; `target` is a part's name, or an address where `external`."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of its type: "header", "image", "styles"."""
        return self.type.rpartition("/")[2]


def parsed(content: bytes) -> etree._Element:
    """The XML of a part, entities left alone. Raises TemplateError where it is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError(_("holds damaged XML: {reason}.").format(reason=error.msg)) from error


class Source:
    """One finished document, its members unpacked as they are asked for."""

    def __init__(self, content: bytes) -> None:
        """Raises TemplateError where the bytes are no Word document."""
        self._digests: dict[str, str] = {}
        self._relations: dict[str, list[Relation]] = {}
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            self.names = frozenset(self._archive.namelist())
            types = parsed(self.read(TYPES_MEMBER))
            self._overrides = {
                each.get("PartName", "").lstrip("/"): each.get("ContentType", "")
                for each in types.iter(f"{{{CONTENT_TYPES}}}Override")
            }
            self._defaults = {
                each.get("Extension", "").lower(): each.get("ContentType", "")
                for each in types.iter(f"{{{CONTENT_TYPES}}}Default")
            }
            self.main = next(
                each.target for each in self.relations("") if each.kind == "officeDocument"
            )
        except (zipfile.BadZipFile, ZlibError, KeyError, StopIteration) as error:
            raise TemplateError(_("is not a Word document (.docx), or it is damaged.")) from error

    def read(self, name: str) -> bytes:
        return self._archive.read(name)

    def imprint(self, part: str) -> tuple[int, int]:
        """Size and checksum of a part, which the zip tells without unpacking it."""
        told = self._archive.getinfo(part)
        return told.file_size, told.CRC

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part, "" being the whole package."""
        if part not in self._relations:
            self._relations[part] = list(self._read_relations(part))
        return self._relations[part]

    def _read_relations(self, part: str) -> Iterator[Relation]:
        folder, name = posixpath.dirname(part), relations_name(part)
        if name not in self.names:
            return
        for each in parsed(self.read(name)).iter(f"{{{RELATIONS}}}Relationship"):
            target = each.get("Target", "")
            external = each.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
            yield Relation(each.get("Id", ""), each.get("Type", ""), target, external)

    def content_type(self, part: str) -> str:
        ending = part.rpartition(".")[2].lower()
        return self._overrides.get(part) or self._defaults.get(ending, "")

    def digest(self, part: str, above: tuple[str, ...] = ()) -> str:
        """SHA-256 over a part and all that it leads to."""
        known = self._digests.get(part)
        if known is not None or part in above or part not in self.names:
            return known or ""
        sum_ = hashlib.sha256(self.content_type(part).encode() + b"\0" + self.read(part))
        for each in sorted(self.relations(part)):
            target = each.target if each.external else self.digest(each.target, (*above, part))
            sum_.update(f"\0{each.id}\0{each.type}\0{target}".encode())
        self._digests[part] = sum_.hexdigest()
        return self._digests[part]


class Parts:
    """The package that grows: all of the first document, and what the others add to it."""

    def __init__(self, first: Source) -> None:
        self._first = first
        self._contents: dict[str, bytes] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._types: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        """Digest -> the name under which that content is kept."""
        self._numbers: dict[str, int] = {}

    def put(self, name: str, content: bytes, content_type: str = "") -> None:
        """A part with this content, in place of the first document's if it has one."""
        self._contents[name] = content
        if content_type:
            self._types[name] = content_type

    def relate(self, part: str, relations: list[Relation]) -> None:
        self._relations[part] = relations

    def added(self, source: Source, part: str, edit: Edit | None = None) -> str:
        """The name under which a part of a document is kept; what is new goes through `edit`."""
        digest = source.digest(part) + (edit.own(source.read(part)) if edit else "")
        if digest in self._kept:
            return self._kept[digest]
        own = source is self._first and part not in self._contents
        name = part if own else self.free_name(part)
        self._kept[digest] = name
        content = source.read(part)
        if edit is not None:
            root = parsed(content)
            edit.change(root)
            content = serialised(root)
        self.put(name, content, source.content_type(part))
        self.relate(
            name,
            [
                each
                if each.external or each.target not in source.names
                else each._replace(target=self.added(source, each.target))
                for each in source.relations(part)
            ],
        )
        return name

    def free_name(self, like: str) -> str:
        """A name that no part has, in the same folder: word/header1.xml -> word/header7.xml."""
        stem, dot, ending = like.rpartition(".")
        stem = re.sub(r"\d+$", "", stem)
        while True:
            self._numbers[stem] = self._numbers.get(stem, 0) + 1
            name = f"{stem}{self._numbers[stem]}{dot}{ending}"
            if name not in self._first.names and name not in self._contents:
                return name

    def packed(self, streams: Mapping[str, IO[bytes]]) -> bytes:
        """The package as a .docx, the members in `streams` read as they are written."""
        target = io.BytesIO()
        names = [*self._first.names, *self._contents]
        relations = {relations_name(part): each for part, each in self._relations.items() if each}
        written = dict.fromkeys(
            [TYPES_MEMBER, _ROOT_RELATIONS, *sorted({*names, *relations, *streams})]
        )
        with zipfile.ZipFile(target, "w") as archive:
            for name in written:
                info = zipfile.ZipInfo(name, _FIXED_TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 3  # else the bytes would tell Windows from Unix
                info.external_attr = 0o600 << 16
                if name in streams:
                    with archive.open(info, "w", force_zip64=True) as member:
                        while chunk := streams[name].read(1 << 20):
                            member.write(chunk)
                elif name == TYPES_MEMBER:
                    archive.writestr(info, self._content_types())
                elif name in relations:
                    archive.writestr(info, _relations_part(name, relations[name]))
                elif not name.endswith("/"):
                    content = self._contents.get(name)
                    archive.writestr(info, self._first.read(name) if content is None else content)
        return target.getvalue()

    def _content_types(self) -> bytes:
        root = parsed(self._first.read(TYPES_MEMBER))
        for name, kind in self._types.items():
            if self._first.content_type(name) != kind:
                override = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
                override.set("PartName", f"/{name}")
                override.set("ContentType", kind)
        return serialised(root)


class Links:
    """The relationships of a part that grows, to each thing one."""

    def __init__(self, parts: Parts, kept: Iterable[Relation] = ()) -> None:
        self._parts = parts
        self._known = {(each.type, each.target, each.external): each for each in kept}
        self._taken = {each.id for each in self._known.values()}
        self._next = 0

    @property
    def relations(self) -> list[Relation]:
        return list(self._known.values())

    def give(self, relation: Relation) -> str:
        """The id of a relationship to this target."""
        key = (relation.type, relation.target, relation.external)
        if key not in self._known:
            while (name := f"rId{self._next}") in self._taken or not self._next:
                self._next += 1
            self._taken.add(name)
            self._known[key] = relation._replace(id=name)
        return self._known[key].id

    def lead(
        self,
        root: etree._Element,
        source: Source,
        part: str,
        edit: Edit | None = None,
    ) -> None:
        """Let the ids in the XML of a document's part lead to what is kept of what they name."""
        named = {each.id: each for each in source.relations(part)}
        given: dict[str, str] = {}
        for element, name, value in list(_naming(root)):
            relation = named.get(value)
            if relation is None:
                continue
            if value not in given:
                inside = not relation.external and relation.target in source.names
                edits = edit if relation.kind in ("header", "footer") else None
                target = (
                    self._parts.added(source, relation.target, edits) if inside else relation.target
                )
                given[value] = self.give(relation._replace(target=target))
            element.set(name, given[value])


def _naming(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Every attribute that names a relationship, wherever it stands."""
    for element in root.iter():
        for name, value in element.items():
            if str(name).startswith(_NAMING):
                yield element, str(name), str(value)


def _relations_part(name: str, relations: list[Relation]) -> bytes:
    folder = posixpath.dirname(posixpath.dirname(name)) or "."
    return relations_written(
        Written(
            each.id,
            each.type,
            each.target if each.external else posixpath.relpath(each.target, folder),
            each.external,
        )
        for each in relations
    )
