"""docxtpl's values: rich text, pictures, sub-documents, with its names and arguments."""

from __future__ import annotations

import io
import os
from typing import Any, BinaryIO, ClassVar, Protocol

import docx

from docforge.render import Listing, Picture, RichTextParagraph, Subdocument
from docforge.render import RichText as _RichText
from docforge.render.language.places import Place
from docforge.render.rendering import Rendering
from docforge.render.values.subdocuments import blocks_written

_EMU_PER_MM = 36_000


class HasDocument(Protocol):
    """A template whose document can be changed before it is filled."""

    def get_docx(self) -> Any:
        """The template as a python-docx Document."""


class RichText(_RichText):
    """docforge's rich text, but, as with docxtpl, a piece looks like its paragraph's style and
    not like the run it is put into."""

    inherits: ClassVar[bool] = False


class InlineImage(Picture):
    """A picture in the line; `width` and `height` are lengths of docx.shared (in EMU), `anchor`
    is the address of a link."""

    def __init__(
        self,
        tpl: object,
        image_descriptor: str | os.PathLike[str] | BinaryIO,
        width: int | None = None,
        height: int | None = None,
        anchor: str | None = None,
    ) -> None:
        super().__init__(
            image_descriptor,
            width_mm=None if width is None else width / _EMU_PER_MM,
            height_mm=None if height is None else height / _EMU_PER_MM,
            link=anchor,
        )
        self.tpl = tpl
        self.image_descriptor = image_descriptor
        self.width, self.height, self.anchor = width, height, anchor


class Subdoc:
    """A document made with python-docx, or read from a file, to be put into the template's.

    Whatever a python-docx Document can do it does: `add_paragraph`, `add_table`, `add_picture`.
    """

    def __init__(
        self, tpl: HasDocument, docpath: str | os.PathLike[str] | BinaryIO | None = None
    ) -> None:
        self.tpl = tpl
        self.docx = tpl.get_docx()
        self._from_file = docpath is not None
        source = os.fspath(docpath) if isinstance(docpath, os.PathLike) else docpath
        self.subdocx: Any = docx.Document(source)
        if not self._from_file:  # pictures then go straight into the template's document
            self.subdocx._part = self.docx._part

    def __getattr__(self, name: str) -> Any:
        return getattr(self.subdocx, name)

    def inserted(self, place: Place, rendering: Rendering) -> str:
        """Its paragraphs and tables as XML."""
        if not self._from_file:
            return place.blocks(blocks_written(self.subdocx.element.body, rendering))
        target = io.BytesIO()
        self.subdocx.save(target)
        return Subdocument(target.getvalue()).inserted(place, rendering)


R = RichText
RP = RichTextParagraph

__all__ = ["RP", "InlineImage", "Listing", "R", "RichText", "RichTextParagraph", "Subdoc"]
