"""docxtpl's interface on docforge's engine: a program changes one import and goes on as it is.

    from docforge.docxtpl import DocxTemplate, RichText

Names and arguments are docxtpl's, as its documentation tells them; docs/templates.md tells where
the documents differ, each time on the safe side.
"""

from docforge.docxtpl.template import DocxTemplate
from docforge.docxtpl.values import (
    RP,
    InlineImage,
    Listing,
    R,
    RichText,
    RichTextParagraph,
    Subdoc,
)

__all__ = [
    "RP",
    "DocxTemplate",
    "InlineImage",
    "Listing",
    "R",
    "RichText",
    "RichTextParagraph",
    "Subdoc",
]
