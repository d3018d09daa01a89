"""PDF: the tables of printed forms and of a register of many pages, beside pdfplumber.

Asked for: at least three times as fast as pdfplumber.extract_tables, with the same cells.
"""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber

from benchmarks.measuring import Work, medians, memory_growth, said
from docforge.layout import Document
from docforge.readers.pdf import read
from samples.make.ways.page import Page

_SAMPLES = Path(__file__).parents[2] / "samples"
_FORMS = ("30-typed-boxes.pdf", "32-symbols.pdf", "42-steel-register.pdf")
_HEADINGS = ("序号", "企业名称", "许可证编号", "有效期", "产量", "现状", "国家抽查", "省级抽查")
_WIDTHS = (30, 140, 90, 70, 50, 40, 60, 60)
_PAGES, _LINES, _HEIGHT = 8, 40, 18.0
_MEBIBYTE = 1 << 20


def main() -> None:
    data = register()

    def prepare() -> Work:
        kept = [read((_SAMPLES / _FORMS[0]).read_bytes())]
        return lambda: kept.append(read(data))

    said("memory for the register", "MiB", {"docforge": memory_growth(prepare)})
    _measured(f"Register of {_PAGES} pages, {_PAGES * _LINES} x {len(_WIDTHS)}", data)
    for name in _FORMS:
        _measured(name, (_SAMPLES / name).read_bytes())


def register() -> bytes:
    """A ruled register, printed page after page."""
    page = Page()
    lines = [30.0]
    for width in _WIDTHS:
        lines.append(lines[-1] + width)
    for sheet in range(_PAGES):
        for at in range(_LINES + 1):
            top = 40 + at * _HEIGHT
            page.line(lines[0], top, lines[-1], top)
            if at < _LINES:
                words = _HEADINGS if at == 0 else _row(sheet * _LINES + at)
                for left, text in zip(lines, words, strict=False):
                    page.words(left + 3, top + 13, text)
        for x in lines:
            page.line(x, 40, x, 40 + _LINES * _HEIGHT)
        page.next()
    return page.data()


def _row(number: int) -> tuple[str, ...]:
    firm, licence = f"汾源县第{number}钢铁公司", f"XK05-001-{number:05d}"
    return (
        str(number),
        firm,
        licence,
        "2025-03-01",
        f"{number * 1.5}",
        "在产",
        "1次合格",
        "2次合格",
    )


def _plumber(data: bytes) -> list[list[list[str | None]]]:
    with pdfplumber.open(io.BytesIO(data)) as opened:
        return [table for page in opened.pages for table in page.extract_tables()]


def _measured(title: str, data: bytes) -> None:
    same, all_cells = _same(read(data), _plumber(data))
    candidates: dict[str, Work] = {
        "docforge": lambda: read(data),
        "pdfplumber.extract_tables": lambda: _plumber(data),
    }
    said(title, "s", medians(candidates, rounds=9))
    print(f"  {same} of pdfplumber's {all_cells} filled cells read alike, blanks aside")


def _same(document: Document, tables: list[list[list[str | None]]]) -> tuple[int, int]:
    """How many of pdfplumber's cells docforge has with the same characters, signs left out."""
    ours = [_bare(cell.text) for table in document.tables for cell in table.cells]
    theirs = [_bare(text) for table in tables for line in table for text in line if text]
    theirs = [text for text in theirs if text]
    left = list(ours)
    same = 0
    for text in theirs:
        if text in left:
            left.remove(text)
            same += 1
    return same, len(theirs)


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


if __name__ == "__main__":
    main()
