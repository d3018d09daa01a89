"""What must be unique in a document and is not once documents of one template are joined."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from docforge.render.merging.order import w

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_ANNOTATIONS = frozenset(
    w(name)
    for name in (
        *("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "ins", "del", "moveFrom"),
        *("moveTo", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart"),
        *("moveToRangeEnd", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange"),
        *("tcPrChange", "trPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel"),
    )
)
_BOOKMARK, _LINK = w("bookmarkStart"), w("hyperlink")
_INSTRUCTION, _SIMPLE = w("instrText"), w("fldSimple")
_WORD = re.compile(r"[^\s\"\\]+")
_LONGEST_NAME = 40
"""Characters of a bookmark's name (Word's limit)."""


Change = Callable[[str], str]


class Ids:
    """Counts through all documents what each counts from one."""

    def __init__(self) -> None:
        self._annotations = 0
        self._drawings = 0

    def annotation(self) -> str:
        """A free id for one more bookmark."""
        self._annotations += 1
        return str(self._annotations - 1)

    def renew(self, root: etree._Element, suffix: str) -> None:
        """New ids for one document or header; `suffix` tells its bookmarks from the others'."""
        base, highest = self._annotations, 0
        for each in root.iter(*_ANNOTATIONS):
            number = each.get(w("id"), "")
            if number.isdigit():
                highest = max(highest, int(number) + 1)
                each.set(w("id"), str(base + int(number)))
        self._annotations = base + highest
        for each in root.iter(_DRAWING):
            self._drawings += 1
            each.set("id", str(self._drawings))
        for each in root.iter(w("sdtPr")):
            # A number of its own is optional; bound to a property, all would show the first's.
            for name in (w("id"), w("dataBinding")):
                for child in each.findall(name):
                    each.remove(child)
        if suffix:
            _rename_bookmarks(root, suffix)
            _forget_paragraphs(root)


def _rename_bookmarks(root: etree._Element, suffix: str) -> None:
    names = {}
    for each in root.iter(_BOOKMARK):
        name = each.get(w("name"), "")
        names[name] = f"{name[: _LONGEST_NAME - len(suffix)]}{suffix}"
        each.set(w("name"), names[name])
    if not names:
        return
    for each in root.iter(_LINK):
        anchor = each.get(w("anchor"))
        if anchor in names:
            each.set(w("anchor"), names[anchor])

    def renamed(text: str) -> str:
        return _WORD.sub(lambda word: names.get(word[0], word[0]), text)

    _rewrite_fields(root, renamed)


def _rewrite_fields(root: etree._Element, change: Change) -> None:
    for each in root.iter(_INSTRUCTION):
        each.text = change(each.text or "")
    for each in root.iter(_SIMPLE):
        each.set(w("instr"), change(each.get(w("instr"), "")))


def _forget_paragraphs(root: etree._Element) -> None:
    for each in root.iter(w("p"), w("tr")):
        for name in ("paraId", "textId"):
            if each.get(f"{_W14}{name}") is not None:
                del each.attrib[f"{_W14}{name}"]
