"""What a reader saw on a source, free of format and free of any form.

Document > Page > Block (Paragraph, Table > Cell). A cell's content is a tuple of Text, Mark
and nested Table; paragraphs inside a cell are parted by a Text of "\\n". Readers make these,
`docforge.forms` understands them. Sizes are points (1/72 inch); rows and columns count from 1.
"""

from docforge.layout.document import (
    Block,
    Cell,
    CellValue,
    CodeDoubt,
    Document,
    Inline,
    KnownPage,
    Mark,
    MarkShape,
    MarkState,
    Notice,
    NoticeCode,
    Page,
    Paragraph,
    Table,
    Text,
    confidence_of,
    plain,
)
from docforge.layout.expectation import (
    Expectation,
    ExpectedOption,
    ExpectedPage,
    OptionPrint,
    Raster,
)

__all__ = [
    "Block",
    "Cell",
    "CellValue",
    "CodeDoubt",
    "Document",
    "Expectation",
    "ExpectedOption",
    "ExpectedPage",
    "Inline",
    "KnownPage",
    "Mark",
    "MarkShape",
    "MarkState",
    "Notice",
    "NoticeCode",
    "OptionPrint",
    "Page",
    "Paragraph",
    "Raster",
    "Table",
    "Text",
    "confidence_of",
    "plain",
]
