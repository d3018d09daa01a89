"""What other tools say of a file: lines of cells, as each of them gives it by its usual call.

A tool that is not installed, or does not read a format, says nothing of it. Their errors count as
saying nothing too: a person would have no answer either.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

Lines = list[list[str]]
"""Lines of text; a row of a table is a line of several cells."""


class Tool(NamedTuple):
    """`reads` are the endings of the files it takes; `heavy` says why it is not measured here."""

    name: str
    module: str
    reads: frozenset[str]
    lines: Callable[[Path], Lines] | None
    heavy: str = ""

    def said(self, path: Path) -> Lines | None:
        """What it says of a file; None where it does not read such files or is not here."""
        if self.lines is None or path.suffix not in self.reads or find_spec(self.module) is None:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self.lines(path)
        except Exception:
            return []


def _python_docx(path: Path) -> Lines:
    from docx import Document
    from docx.table import Table

    def cell_words(cell: Any) -> str:
        parts = []
        for block in cell.iter_inner_content():
            if isinstance(block, Table):
                parts += ["\t".join(cell_words(c) for c in row.cells) for row in block.rows]
            else:
                parts.append(block.text)
        return "\n".join(parts)

    found: Lines = []
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            found += ([cell_words(cell) for cell in row.cells] for row in block.rows)
        else:
            found.append([block.text])
    return found


def _docx2python(path: Path) -> Lines:
    from docx2python import docx2python

    with docx2python(path, html=True) as read:
        return [["\n".join(cell) for cell in row] for table in read.body for row in table]


def _markitdown(path: Path) -> Lines:
    from markitdown import MarkItDown

    text = MarkItDown(enable_plugins=False).convert(str(path)).text_content
    return list(_markdown_lines(text))


def _markdown_lines(text: str) -> Iterator[list[str]]:
    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith("|") and not re.fullmatch(r"[|\s:-]+", bare):
            yield [cell.strip() for cell in bare.strip("|").split("|")]
        elif bare and not re.fullmatch(r"[|\s:-]+", bare):
            yield [bare]


def _openpyxl(path: Path) -> Lines:
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True)
    return [
        ["" if value is None else str(value) for value in row]
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
    ]


def _calamine(path: Path) -> Lines:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    return [
        [str(value) for value in row]
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
    ]


def _pypdf(path: Path) -> Lines:
    from pypdf import PdfReader

    pages = PdfReader(path).pages
    return [[line] for page in pages for line in page.extract_text().split("\n") if line.strip()]


def _pdfplumber(path: Path) -> Lines:
    import pdfplumber

    found: Lines = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            tables = page.find_tables()
            rest = page
            for table in tables:
                rest = rest.outside_bbox(table.bbox)
            found += [[line] for line in rest.extract_text().split("\n") if line.strip()]
            for table in tables:
                found += [[cell or "" for cell in row] for row in table.extract()]
    return found


_WORD, _SHEETS, _PDF = frozenset((".docx",)), frozenset((".xlsx", ".xlsm")), frozenset((".pdf",))
_TORCH = "installs torch and downloads models"
_SPACY = "installs numba and spaCy, which downloads a model"

TOOLS = (
    Tool("python-docx", "docx", _WORD, _python_docx),
    Tool("docx2python", "docx2python", _WORD, _docx2python),
    Tool("openpyxl", "openpyxl", _SHEETS, _openpyxl),
    Tool(
        "python-calamine", "python_calamine", _SHEETS | {".xls", ".et", ".ods", ".xlsb"}, _calamine
    ),
    Tool("pypdf", "pypdf", _PDF, _pypdf),
    Tool("pdfplumber", "pdfplumber", _PDF, _pdfplumber),
    Tool("markitdown", "markitdown", _WORD | _SHEETS | _PDF | {".xls"}, _markitdown),
    Tool("docling", "docling", _WORD | _SHEETS | _PDF, None, _TORCH),
    Tool("unstructured", "unstructured", _WORD | _SHEETS | _PDF | {".doc", ".odt"}, None, _SPACY),
)
