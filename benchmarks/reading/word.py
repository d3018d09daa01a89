"""Word: a large table cell by cell, tall merges, and a checklist from file to Submission.

Asked for: the table ten times as fast as python-docx's row.cells, and linear in rows; the
checklist five times as fast as docx2python reads it and fifty times as fast as markitdown; memory
at most three times the uncompressed part.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.measuring import Work, medians, memory_growth, said
from docforge.intake.parsing import parsing_for
from docforge.layout import Document
from docforge.readers.word import read
from samples.make.ways.wordml import docx, table

_CHECKLIST = Path(__file__).parents[2] / "samples" / "02-content-controls.docx"
_MEBIBYTE = 1 << 20


def main() -> None:
    _tables()
    _rows()
    _checklists()
    _memory()


_FONT = '<w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体" w:hint="eastAsia"/>'
_LOOKS = f'<w:rPr>{_FONT}<w:kern w:val="0"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
_REVISION = 'w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E" w:rsidP="00A77B3E"'


def grid(rows: int, columns: int = 8, *, tall: bool = False) -> bytes:
    """A Word file with one table, as wordy as Word writes it; `tall`: its first column is one
    cell merged over all rows."""
    lines = []
    for number in range(rows):
        merge = "" if not tall else "<w:vMerge/>" if number else '<w:vMerge w:val="restart"/>'
        cells = [_cell("合并" if tall else f"{number}", merge)]
        cells += [_cell(f"第{number}行第{column}列") for column in range(1, columns)]
        lines.append(f"<w:tr {_REVISION}>{''.join(cells)}</w:tr>")
    return docx(table(*lines, columns=columns))


def _cell(words: str, merge: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="1225" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p {_REVISION}><w:pPr><w:jc w:val="center"/>{_LOOKS}</w:pPr>'
        f'<w:r w:rsidRPr="00A77B3E">{_LOOKS}<w:t>{words}</w:t></w:r></w:p></w:tc>'
    )


def _python_docx(data: bytes) -> list[list[str]]:
    from docx import Document as open_document

    return [
        [held.text for held in line.cells]
        for each in open_document(io.BytesIO(data)).tables
        for line in each.rows
    ]


def _tables() -> None:
    for title, data in (
        ("Word table of 300 x 8", grid(300)),
        ("Word table of 300 x 8, first column one tall merge", grid(300, tall=True)),
    ):
        candidates: dict[str, Work] = {
            "docforge": partial(read, data),
            "python-docx": partial(_python_docx, data),
        }
        taken = medians(candidates, rounds=7)
        said(title, "s", taken)


def _rows() -> None:
    """Time a row at 300 and at 1,200 rows of tall merges: equal where reading is linear."""
    few, many = grid(300, tall=True), grid(1_200, tall=True)
    taken = medians({"300 rows": lambda: read(few), "1,200 rows": lambda: read(many)}, rounds=7)
    each = {"docforge": taken["300 rows"] / 300 * 1e6, "1,200": taken["1,200 rows"] / 1200 * 1e6}
    said("a row of tall merges, at 300 rows and at 1,200", "µs", each)
    try:
        _python_docx(many)
    except RecursionError as error:
        print(f"  python-docx at 1,200 rows: {type(error).__name__}")


def _checklists() -> None:
    from docx2python import docx2python
    from markitdown import MarkItDown

    data = _CHECKLIST.read_bytes()
    parsing, converter = parsing_for(), MarkItDown(enable_plugins=False)
    candidates: dict[str, Work] = {
        "docforge": lambda: parsing.submissions(data, _CHECKLIST.name),
        "docx2python": lambda: docx2python(_CHECKLIST).body,
        "markitdown": lambda: converter.convert(str(_CHECKLIST)),
        "markitdown, made anew": lambda: MarkItDown().convert(str(_CHECKLIST)),
    }
    said(f"{_CHECKLIST.name}, from file to Submission", "s", medians(candidates, rounds=9))


def _memory() -> None:
    data = grid(3_000)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = package.getinfo("word/document.xml").file_size / _MEBIBYTE

    def prepared(work: Callable[[bytes], object]) -> Callable[[], Work]:
        def prepare() -> Work:
            work(grid(3))
            return lambda: work(data)

        return prepare

    grown: dict[str, float] = {}
    kept: list[Document] = []
    grown["docforge"] = memory_growth(prepared(lambda each: kept.append(read(each))))
    grown["python-docx"] = memory_growth(prepared(_opened))
    said(f"memory for a part of {part:.1f} MiB", "MiB", grown)
    print(f"  docforge: {grown['docforge'] / part:.2f} times the part")


def _opened(data: bytes) -> object:
    from docx import Document as open_document

    return open_document(io.BytesIO(data))


if __name__ == "__main__":
    main()
