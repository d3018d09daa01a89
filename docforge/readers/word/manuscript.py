"""The parts around the body (styles, numbering, comments), and what is noticed while reading."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from docforge.errors import HostileFile
from docforge.layout import Mark, Notice, NoticeCode
from docforge.messages import translate as _
from docforge.place import Place
from docforge.readers.package import Package, Relationship, damaged, parsed
from docforge.readers.word.activex import pressed
from docforge.readers.word.controls import settle
from docforge.readers.word.names import Element, w
from docforge.readers.word.numbering import Lists, Numbering
from docforge.readers.word.plain_rows import PlainRow, PlainRows
from docforge.readers.word.rows import Rows, without_rows
from docforge.readers.word.styles import Styles

Shared = TypeVar("Shared")

_LARGEST_SHARED = 1 << 18
"""Bytes of styles that are kept for the next file; a blank's are far less."""
_MOST_PIECES = 200_000
"""Paragraphs and runs: as much as ten seconds allow."""
_MOST_TAGS = 4_000_000
"""Tags of the main part: as much as a gigabyte holds once they are parsed."""


class Manuscript:
    """A Word package opened for reading: its parts, and the notices gathered on the way.

    Raises TruncatedFile where the package has no main part.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main_part
        self._rows, root = _opened(package, self._main)
        body = None if root is None else root.find(w("body"))
        if root is None or body is None:
            raise damaged(self._main)
        settle(root)
        self.body: Element = body
        self._links = package.relationships(self._main)
        self.styles = self._shared("styles", _styles, Styles)
        self._plain_rows = PlainRows(self.styles)
        self.numbering = Numbering(self._shared("numbering", _lists, Lists), self.styles)
        self.notices: list[Notice] = []
        self._comments = _texts_by_id(self._first("comments"), w("comment"))
        self._notes = {
            kind: _texts_by_id(self._first(kind), w(kind.removesuffix("s")))
            for kind in ("footnotes", "endnotes")
        }
        self._tracked = False
        self._read = 0

    def count(self, pieces: int) -> None:
        """Counts what was read. Raises HostileFile beyond what any form holds."""
        self._read += pieces
        if self._read > _MOST_PIECES:
            raise _too_much()

    def plain_row(self, row: Element) -> PlainRow | None:
        """A row of a large table with its words, where it holds but these and was not parsed."""
        content = self._rows.content(row)
        return None if content is None else self._plain_rows.read(content)

    def whole_row(self, row: Element) -> Element:
        """A row as it stands in the file. Raises TruncatedFile where it is broken."""
        content = self._rows.content(row)
        if content is None:
            return row
        whole = self._rows.whole(content)
        self._plain_rows.learn(content, whole)
        return whole

    def notice(self, code: NoticeCode, detail: str, place: Place | None) -> None:
        """Writes down something that a person should know."""
        self.notices.append(Notice(code, detail, place))

    def tracked(self, _tag: str = "") -> None:
        """Writes down, once, that the file holds tracked changes."""
        if not self._tracked:
            self._tracked = True
            self.notice(NoticeCode.TRACKED_CHANGE, "", None)

    def comment(self, identity: str, place: Place | None) -> None:
        """Writes down a comment that is anchored here."""
        text = self._comments.pop(identity, "")
        if text:
            self.notice(NoticeCode.COMMENT, text, place)

    def note(self, kind: str, identity: str, place: Place | None) -> None:
        """Writes down a footnote or endnote ("footnotes", "endnotes") that is referred to here."""
        text = self._notes[kind].get(identity, "")
        if text:
            self.notice(NoticeCode.FOOTNOTE, text, place)

    def unplaced_comments(self) -> None:
        """Writes down the comments that were anchored nowhere."""
        for identity in list(self._comments):
            self.comment(identity, None)

    def stories(self, *kinds: str) -> list[Element]:
        """The roots of the parts of these kinds ("header", "footnotes"), as the body links them."""
        seen: dict[str, Relationship] = {}
        for kind in kinds:
            for link in self._links.values():
                if link.kind == kind and not link.external:
                    seen.setdefault(link.target, link)
        roots = [self._package.xml(target) for target in seen]
        for root in roots:
            if root is not None:
                settle(root)
        return [root for root in roots if root is not None]

    def control(self, identity: str) -> Mark | None:
        """The mark that an ActiveX control makes; None where it is no check box."""
        part = self.target(identity)
        root = self._package.xml(part) if part else None
        if root is None:
            return None
        links = self._package.relationships(part).values()
        stored = (self._package.part(link.target) or b"" for link in links if not link.external)
        return pressed(root, stored)

    def target(self, identity: str) -> str:
        """The part that a relationship of the body leads to."""
        link = self._links.get(identity)
        return "" if link is None else link.target

    def _first(self, kind: str) -> Element | None:
        part = self._target_of(kind)
        return self._package.xml(part) if part else None

    def _target_of(self, kind: str) -> str:
        """The name of the first part of a kind; "" where there is none."""
        links = (link for link in self._links.values() if link.kind == kind and not link.external)
        return next((link.target for link in links), "")

    def _shared(
        self,
        kind: str,
        kept: Callable[[bytes, str], Shared],
        made: Callable[[Element | None], Shared],
    ) -> Shared:
        """What a part defines that is the same in all files of a blank: read once for them all."""
        part = self._target_of(kind)
        content = self._package.part(part) if part else None
        if content is None:
            return made(None)
        if len(content) <= _LARGEST_SHARED:
            return kept(content, part)
        return made(self._package.parsed(content, part))


@lru_cache(maxsize=16)
def _styles(content: bytes, part: str) -> Styles:
    return Styles(parsed(content, part))


@lru_cache(maxsize=16)
def _lists(content: bytes, part: str) -> Lists:
    return Lists(parsed(content, part))


def _too_much() -> HostileFile:
    return HostileFile(
        _("The file holds more than any form."),
        remedy=_("If it is a real form, open it in Word and save it under a new name."),
    )


def _opened(package: Package, part: str) -> tuple[Rows, Element | None]:
    """The root of the main part, the rows of a large one left out."""
    content = package.part(part) if part else None
    if content is None:
        return Rows(), None
    if len(content) > _MOST_TAGS and content.count(b"<") > _MOST_TAGS:
        raise _too_much()
    cut = without_rows(content) if len(content) <= package.limits.xml_bytes else None
    if cut is None:
        return Rows(), package.parsed(content, part)
    rows, root = cut[1], parsed(cut[0], part)
    if any(control.find(f".//{w('tr')}") is not None for control in root.iter(w("sdt"))):
        # A control around rows is settled by what they show, so they must be there.
        return Rows(), package.parsed(content, part)
    return rows, root


def _texts_by_id(root: Element | None, tag: str) -> dict[str, str]:
    """Id -> plain text of the comments of a part, paragraphs parted by spaces."""
    found: dict[str, str] = {}
    for element in () if root is None else root.iterchildren(tag):
        lines = (
            "".join(text.text or "" for text in paragraph.iter(w("t")))
            for paragraph in element.iter(w("p"))
        )
        found[element.get(w("id"), "")] = " ".join(line for line in lines if line)
    return found
