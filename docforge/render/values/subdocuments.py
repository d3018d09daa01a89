"""Another document as a value: `{{p value }}` puts its content into the template's.

Its pictures, links and embedded files come along; styles are matched by their names, and those
the template lacks are added; its lists are added as lists of their own.
"""

from __future__ import annotations

import os
from pathlib import Path

from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.language.places import Place
from docforge.render.package import Package, parsed
from docforge.render.rendering import Rendering
from docforge.render.values.importing import PartImporter
from docforge.render.values.style_import import import_numbering, import_styles
from docforge.render.wordml import WP, take_out, w

_DRAWING = f"{{{WP}}}docPr"
_SECTION = w("sectPr")
_NOTES = (w("footnoteReference"), w("endnoteReference"))
_COMMENTS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))


class Subdocument:
    """The body of a .docx, given as a path or bytes. Raises OSError or TemplateError when it
    is inserted and cannot be read; footnotes and endnotes are refused, not lost."""

    def __init__(self, source: str | os.PathLike[str] | bytes) -> None:
        self._source = source

    def __str__(self) -> str:
        return ""

    def inserted(self, place: Place, rendering: Rendering) -> str:
        """Its paragraphs and tables."""
        source = self._source
        content = source if isinstance(source, bytes) else Path(source).read_bytes()
        try:
            package = Package.open(content)
            root = parsed(package.content(package.main))
        except TemplateError as error:
            shown = "…" if isinstance(source, bytes) else str(source)
            raise ValueError(f"{shown} {error.what}") from error
        body = root.find(w("body"))
        if body is None:
            raise ValueError(_("is not a Word document (.docx), or it is damaged."))
        if next(body.iter(*_NOTES), None) is not None:
            raise ValueError(_("a document with footnotes or endnotes cannot be inserted."))
        for element in list(body.iter(_SECTION, *_COMMENTS)):
            if element.tag != _SECTION or element.getparent() is not None:
                take_out(element)
        numbers = import_numbering(body, package, rendering)
        import_styles(body, package, rendering, numbers)
        PartImporter(package, rendering).lead(body, package.main, place.part)
        return place.blocks(blocks_written(body, rendering))


def blocks_written(body: etree._Element, rendering: Rendering) -> str:
    """The blocks of a body as XML that needs no declarations around it, its drawings and
    bookmarks numbered so that none is there twice."""
    for drawing in body.iter(_DRAWING):
        drawing.set("id", str(rendering.new_id()))
    for begin in body.iter(w("bookmarkStart")):
        identifier, number = begin.get(w("id")), str(rendering.new_id())
        begin.set(w("id"), number)
        begin.set(w("name"), rendering.bookmark_name(begin.get(w("name")) or ""))
        for end in body.iter(w("bookmarkEnd")):
            if end.get(w("id")) == identifier:
                end.set(w("id"), number)
    return "".join(
        etree.tostring(child, encoding="unicode", with_tail=False)
        for child in body
        if child.tag != _SECTION
    )
