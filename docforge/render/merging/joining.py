"""Finished documents of one template, joined into one for printing: a section for each.

Every document begins on a new page with page 1, keeps its headers and footers, and starts its
lists and notes anew. Time and memory grow with the number of documents, not faster: of each only
the body is kept, as text, beyond 32 MB of it in a temporary file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import Self

from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.merging.ids import Ids
from docforge.render.merging.notes import ENDNOTES, KINDS, GrowingNotes
from docforge.render.merging.numbering import Numbering
from docforge.render.merging.order import NOTE_PROPERTIES, given, w
from docforge.render.merging.pages import count_own_pages, counts_pages, mark_end
from docforge.render.merging.parts import Edit, Links, Parts, Relation, Source, parsed
from docforge.render.merging.sections import BlankHeaders, begin_section, close_section, sections_of
from docforge.render.package import serialised

_KEPT_IN_MEMORY = 32 * 2**20
_CHUNK = 1 << 20
_BODY = w("body")
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_OF_THE_FIRST = (
    *("styles", "settings", "fontTable", "theme", "webSettings", "stylesWithEffects", "numbering"),
    *("glossaryDocument", "customXml", "people", "commentsExtended", "commentsIds", "vbaProject"),
    *("commentsExtensible", "attachedTemplate", "keyMapCustomizations"),
    *(kind.relation for kind in KINDS),
)
"""What a document has one of: the first document's is kept."""


def merged(documents: Iterable[bytes], *, odd: bool = False) -> bytes:
    """One .docx of many. With `odd` each begins on an odd page, for printing on both sides.

    Raises TemplateError for what is no Word document, and for documents of different templates.
    """
    with Merging(odd=odd) as merging:
        for document in documents:
            merging.add(document)
        return merging.merged()


class Merging:
    """A document that grows by whole documents; `merged` ends it. Used in a `with` block."""

    def __init__(self, *, odd: bool = False) -> None:
        self._break = "oddPage" if odd else "nextPage"
        self._count = 0
        self._ids = Ids()
        self._text = _Text()
        self._last: etree._Element | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._text.close()

    def __len__(self) -> int:
        return self._count

    def add(self, content: bytes) -> None:
        """Put a document behind the others. Raises TemplateError."""
        source = Source(content)
        root = parsed(source.read(source.main))
        body = root.find(_BODY)
        if body is None:
            raise TemplateError(_("is not a Word document (.docx), or it is damaged."))
        if self._last is None:
            self._begin(source)
        elif _styles(source) != self._styles:
            raise TemplateError(
                _("was made from another template than the first one: its styles differ."),
                remedy=_("Merge documents of one template at a time."),
            )
        self._count += 1
        self._ids.renew(root, self._suffix())
        if self._count > 1:
            self._numbering.begin_anew(body)
        noted = self._add_notes(source, body)
        sections = sections_of(body)
        self._add_parts(source, root, alone=len(sections) == 1)
        begin_section(sections[0], "" if self._last is None else self._break, noted)
        self._headers.keep_apart(sections)
        if self._last is not None:
            close_section(self._last)
            self._text.add(self._last)
        self._last = root

    def merged(self) -> bytes:
        """The one document, complete. Raises TemplateError where none was added."""
        if self._last is None:
            raise TemplateError(_("there is no document to merge."))
        self._text.add(self._last)
        if self._numbering.changed:
            numbering = self._numbering.root
            assert numbering is not None
            self._parts.put(self._singles["numbering"].target, serialised(numbering))
        for notes in self._notes.values():
            self._parts.put(notes.part, serialised(notes.root), notes.content_type)
            self._parts.relate(notes.part, notes.links.relations)
        if ENDNOTES.relation in self._notes and "settings" in self._singles:
            self._put_endnotes_behind_sections(self._singles["settings"].target)
        self._parts.relate(self._main, self._links.relations)
        with self._text.whole() as whole:
            return self._parts.packed({self._main: whole})

    def _begin(self, source: Source) -> None:
        """Take the first document as what all others are added to."""
        self._first, self._main, self._parts = source, source.main, Parts(source)
        kept = [each for each in source.relations(source.main) if each.kind in _OF_THE_FIRST]
        self._singles = {each.kind: each for each in kept if each.target in source.names}
        self._links = Links(self._parts, kept)
        self._styles = _styles(source)
        self._numbering = Numbering(self._single("numbering"), self._single("styles"))
        self._notes: dict[str, GrowingNotes] = {}
        self._headers = BlankHeaders(self._parts, self._links)

    def _single(self, kind: str) -> etree._Element | None:
        relation = self._singles.get(kind)
        return None if relation is None else parsed(self._first.read(relation.target))

    def _suffix(self) -> str:
        """What tells the bookmarks of a document from those of the first."""
        return f"_{self._count}" if self._count > 1 else ""

    def _add_parts(self, source: Source, root: etree._Element, *, alone: bool) -> None:
        """Keep the headers, pictures and links that a body names, each content once."""

        end, counted = f"docforge_end{self._count}", False

        def change(part: etree._Element) -> None:
            self._ids.renew(part, f"{self._suffix()}h" if self._suffix() else "")
            count_own_pages(part, end, alone=alone)

        def own(content: bytes) -> str:
            nonlocal counted
            counts = counts_pages(content)
            counted = counted or counts
            return end if counts else ""

        if counts_pages(source.read(source.main)):
            counted = True
            count_own_pages(root, end, alone=alone)
        self._links.lead(root, source, source.main, Edit(change, own))
        if counted:
            mark_end(root, end, self._ids.annotation())

    def _add_notes(self, source: Source, body: etree._Element) -> frozenset[str]:
        """Take over footnotes, endnotes and comments; which of them the document has."""
        found = set()
        for relation in source.relations(source.main):
            kind = next((each for each in KINDS if each.relation == relation.kind), None)
            if kind is None or relation.target not in source.names:
                continue
            notes = parsed(source.read(relation.target))
            if kind.relation not in self._notes:
                self._notes[kind.relation] = self._new_notes(source, relation)
            grown = self._notes[kind.relation]
            self._ids.renew(notes, f"{self._suffix()}n" if self._suffix() else "")
            grown.links.lead(notes, source, relation.target)
            if grown.add(notes, body):
                found.add(kind.relation)
        return frozenset(found)

    def _new_notes(self, source: Source, relation: Relation) -> GrowingNotes:
        kind = next(each for each in KINDS if each.relation == relation.kind)
        part = relation.target if source is self._first else self._parts.free_name(relation.target)
        if source is not self._first:
            self._links.give(relation._replace(target=part))
        root = parsed(source.read(relation.target))
        content_type = source.content_type(relation.target)
        return GrowingNotes(kind, part, content_type, root, Links(self._parts))

    def _put_endnotes_behind_sections(self, part: str) -> None:
        """Endnotes stand behind their own letter, not behind the last one (17.11.22)."""
        settings = parsed(self._first.read(part))
        properties = settings.find(w("endnotePr"))
        if properties is None:
            properties = etree.Element(w("endnotePr"))
            before = settings.find(w("compat"))
            if before is None:
                settings.append(properties)
            else:
                before.addprevious(properties)
        position = given(properties, "pos", NOTE_PROPERTIES)
        position.set(w("val"), "sectEnd")
        self._parts.put(part, serialised(settings))


def _styles(source: Source) -> list[tuple[int, int]]:
    """What tells whether two documents have the same styles."""
    return [
        source.imprint(each.target)
        for each in source.relations(source.main)
        if each.kind == "styles" and each.target in source.names
    ]


class _Text:
    """The main part as it grows: the bodies as bytes, and the names their XML is written with."""

    def __init__(self) -> None:
        self._bodies = tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY)  # noqa: SIM115
        self._first: etree._Element | None = None
        self._names: dict[str | None, str] = {}
        self._ignorable: dict[str, None] = {}

    def add(self, root: etree._Element) -> None:
        """Write the body of a document behind the others."""
        if self._first is None:
            self._first = root
        self._ignorable |= dict.fromkeys(root.get(_IGNORABLE, "").split())
        body = root.find(_BODY)
        assert body is not None
        names = dict(root.nsmap)
        if all(self._names.setdefault(prefix, uri) == uri for prefix, uri in names.items()):
            self._bodies.write(_inside(etree.tostring(root, encoding="UTF-8"), body))
        else:  # a prefix means something else here: each child says itself what its names mean
            for child in body:
                self._bodies.write(etree.tostring(child, encoding="UTF-8", with_tail=False))

    def close(self) -> None:
        self._bodies.close()

    def whole(self) -> tempfile.SpooledTemporaryFile[bytes]:
        """The XML of the main part, to be read from its beginning."""
        assert self._first is not None
        head = etree.Element(self._first.tag, nsmap=self._names)  # type: ignore[arg-type]
        for name, value in self._first.items():
            head.set(name, value)
        if self._ignorable:
            head.set(_IGNORABLE, " ".join(self._ignorable))
        for child in self._first:
            if child.tag != _BODY:
                head.append(child)  # the background of the page
        etree.SubElement(head, _BODY).text = "\n"
        begin, end = etree.tostring(
            head, xml_declaration=True, encoding="UTF-8", standalone=True
        ).rsplit(b">\n</", 1)
        whole = tempfile.SpooledTemporaryFile[bytes](max_size=_KEPT_IN_MEMORY)
        whole.write(begin + b">")
        self._bodies.seek(0)
        while chunk := self._bodies.read(_CHUNK):
            whole.write(chunk)
        whole.write(b"</" + end)
        whole.seek(0)
        return whole


def _inside(xml: bytes, body: etree._Element) -> bytes:
    """What stands between the tags of the body in the XML of its document."""
    name = (f"{body.prefix}:body" if body.prefix else "body").encode()
    begin = xml.index(b"<" + name)
    return xml[xml.index(b">", begin) + 1 : xml.rindex(b"</" + name)]
