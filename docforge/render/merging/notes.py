"""Footnotes, endnotes and comments of merged documents, in one part each."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from docforge.render.merging.order import w
from docforge.render.merging.parts import Links

_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass(frozen=True)
class NoteKind:
    """A kind of notes: its part, the element of a note, and what refers to one in the text."""

    relation: str
    element: str
    references: frozenset[str]


FOOTNOTES = NoteKind("footnotes", w("footnote"), frozenset({w("footnoteReference")}))
ENDNOTES = NoteKind("endnotes", w("endnote"), frozenset({w("endnoteReference")}))
COMMENTS = NoteKind(
    "comments",
    w("comment"),
    frozenset({w("commentReference"), w("commentRangeStart"), w("commentRangeEnd")}),
)
KINDS = (FOOTNOTES, ENDNOTES, COMMENTS)


class GrowingNotes:
    """The part of one kind of notes. Ids are given anew; of the separators the first's stay."""

    def __init__(
        self, kind: NoteKind, part: str, content_type: str, root: etree._Element, links: Links
    ) -> None:
        self.kind, self.part, self.content_type = kind, part, content_type
        self.root, self.links = root, links
        for note in root.findall(kind.element):
            if note.get(w("type")) not in _SEPARATORS:
                root.remove(note)
        self._next = max((_number(each) for each in root.findall(kind.element)), default=0) + 1
        self._last = root[-1] if len(root) else None

    def add(self, notes: etree._Element, body: etree._Element) -> bool:
        """Move the notes of a document in and lead what refers to them to their new ids.

        Whether there was one.
        """
        given: dict[str, str] = {}
        for note in notes.findall(self.kind.element):
            if note.get(w("type")) in _SEPARATORS:
                continue
            given[note.get(w("id"), "")] = str(self._next)
            note.set(w("id"), str(self._next))
            self._next += 1
            if self._last is None:
                self.root.append(note)
            else:
                self._last.addnext(note)
            self._last = note
        for reference in list(body.iter(*self.kind.references)):
            number = given.get(reference.get(w("id"), ""))
            holder = reference.getparent()
            if number is not None:
                reference.set(w("id"), number)
            elif holder is not None:
                holder.remove(reference)  # it led nowhere
        return bool(given)


def _number(note: etree._Element) -> int:
    text = note.get(w("id"), "0")
    return int(text) if text.lstrip("-").isdigit() else 0
