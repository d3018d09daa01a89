"""Identifiers inside loops: what a document may hold once must differ in every turn.

Word repairs documents in which drawings or bookmarks share an identifier, and comments in which
one is anchored twice (ECMA-376 part 1, 17.13.6.2, 20.4.2.5).
"""

from __future__ import annotations

from lxml import etree

from docforge.render.language.attributes import expression
from docforge.render.language.gathering import Gathered
from docforge.render.language.tags import Kind
from docforge.render.wordml import PARAGRAPH, ROW, W14, WP, is_mark, parent_of, w

_REPEATS = frozenset({"for", "macro", "call"})
_REPEATS_END = frozenset({"endfor", "endmacro", "endcall"})
_DRAWING = f"{{{WP}}}docPr"
_BOOKMARK, _BOOKMARK_END, _LINK = w("bookmarkStart"), w("bookmarkEnd"), w("hyperlink")
_ONCE = frozenset({w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")})
_PARAGRAPH_IDS = (f"{{{W14}}}paraId", f"{{{W14}}}textId")
_CONTROL = w("sdtPr")
_COUNTED = (_DRAWING, _BOOKMARK, _BOOKMARK_END, _LINK, _CONTROL, *_ONCE, PARAGRAPH, ROW)
"""What bears identifiers; those of [MS-DOCX] 2.2.4 stand on paragraphs and rows alone."""


def make_unique(gathered: Gathered) -> None:
    """Let the identifiers of what loops repeat be counted while rendering."""
    if not any(placed.tag.keyword in _REPEATS for placed in gathered.placed):
        return
    depth = 0
    for element in list(gathered.root.iter(etree.PI, *_COUNTED)):
        if is_mark(element):
            tag = gathered.of(element).tag
            if tag.kind is Kind.STATEMENT:
                depth += (tag.keyword in _REPEATS) - (tag.keyword in _REPEATS_END)
        elif depth > 0:
            _count(gathered, element)


def _count(gathered: Gathered, element: etree._Element) -> None:
    name = element.tag
    for attribute in _PARAGRAPH_IDS:  # optional, and Word gives new ones
        if attribute in element.attrib:
            del element.attrib[attribute]
    if name == _DRAWING:
        element.set("id", _ours(gathered, "_new_id()"))
    elif name == _BOOKMARK:
        identifier, called = element.get(w("id"), ""), element.get(w("name"), "")
        element.set(w("id"), _ours(gathered, f"_bookmark({identifier!r})"))
        element.set(w("name"), _ours(gathered, f"_bookmark_name({called!r})"))
    elif name == _BOOKMARK_END:
        identifier = element.get(w("id"), "")
        element.set(w("id"), _ours(gathered, f"_bookmark_end({identifier!r})"))
    elif name == _LINK and element.get(w("anchor")):
        anchor = element.get(w("anchor"), "")
        element.set(w("anchor"), _ours(gathered, f"_bookmark_named({anchor!r})"))
    elif name == _CONTROL:
        for identifier_element in element.findall(w("id")):
            element.remove(identifier_element)
    elif name in _ONCE:
        key = f"{etree.QName(element).localname}/{element.get(w('id'))}"
        element.addprevious(gathered.statement(f"if _first({key!r})"))
        parent = parent_of(element)
        parent.insert(parent.index(element) + 1, gathered.statement("endif"))


def _ours(gathered: Gathered, inner: str) -> str:
    return expression(gathered, inner, "", ours=True)
