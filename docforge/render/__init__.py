"""Filling Word templates: a .docx with jinja2 tags and a context make a .docx.

`Template` is filled; `RichText`, `RichTextParagraph`, `Listing`, `Picture`, `Table`,
`Subdocument` and `box` are values that are more than text. The room knows Word and jinja2 and
no form.
"""

from docforge.render.boxes import Box, box
from docforge.render.compiling import Dialect
from docforge.render.template import MissingValueWarning, Template
from docforge.render.values.pictures import Picture
from docforge.render.values.rich import Listing, RichText, RichTextParagraph
from docforge.render.values.subdocuments import Subdocument
from docforge.render.values.tables import Table

__all__ = [
    "Box",
    "Dialect",
    "Listing",
    "MissingValueWarning",
    "Picture",
    "RichText",
    "RichTextParagraph",
    "Subdocument",
    "Table",
    "Template",
    "box",
]
