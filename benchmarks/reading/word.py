"""Word: a large table cell by cell, tall merges, and a checklist from file to Submission.

Asked for: the table ten times as fast as python-docx's row.cells, and linear in rows; the
checklist five times as fast as docx2python reads it and fifty times as fast as markitdown; memory
at most three times the uncompressed part.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.measuring import Work, medians, memory_growth, said
from docforge.intake.parsing import parsing_for
from docforge.layout import Document
from docforge.readers.word import read
from samples.make.ways.wordml import docx, table

_CHECKLIST = Path(__file__).parents[2] / "samples" / "02-content-controls.docx"
_MEBIBYTE = 1 << 20
_COPIES = 12
# Words that somebody wrote into the checklist; what the form prints is the same in every file.
_WRITTEN = (
    "云州鹿台",
    "营业执照在有效期内",
    "营业执照经营范围已包含获证产品",
    "水泥胶砂振实台",
    "正常生产",
    "关键质控点均有记录",
    "熟料进厂",
    "合格证上印有许可证编号",
    "项目备案文号可查",
    "年省级监督抽查合格",
    "任文斌",
)

Copy = TypeVar("Copy")


def main() -> None:
    _memory()  # first: later the process holds freed memory that would hide what is taken
    _tables()
    _rows()
    _checklists()


_FONT = '<w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hAnsi="宋体" w:hint="eastAsia"/>'
_LOOKS = f'<w:rPr>{_FONT}<w:kern w:val="0"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
_REVISION = 'w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E" w:rsidP="00A77B3E"'


def grid(rows: int, columns: int = 8, *, tall: bool = False, copy: int = 0) -> bytes:
    """A Word file with one table, as wordy as Word writes it; `tall`: its first column is one
    cell merged over all rows. Each `copy` has other words."""
    lines = []
    for number in range(rows):
        merge = "" if not tall else "<w:vMerge/>" if number else '<w:vMerge w:val="restart"/>'
        cells = [_cell("合并" if tall else f"{number}", merge)]
        cells += [_cell(f"第{number}行第{column}列之{copy}") for column in range(1, columns)]
        lines.append(f"<w:tr {_REVISION}>{''.join(cells)}</w:tr>")
    return docx(table(*lines, columns=columns))


def _cell(words: str, merge: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="1225" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p {_REVISION}><w:pPr><w:jc w:val="center"/>{_LOOKS}</w:pPr>'
        f'<w:r w:rsidRPr="00A77B3E">{_LOOKS}<w:t>{words}</w:t></w:r></w:p></w:tc>'
    )


def _python_docx(data: bytes) -> list[list[str]]:
    import docx as python_docx

    return [
        [held.text for held in line.cells]
        for each in python_docx.Document(io.BytesIO(data)).tables
        for line in each.rows
    ]


def _in_turn(work: Callable[[Copy], object], copies: Sequence[Copy]) -> Work:
    """The work on each copy of a file in turn, so that nothing kept from the last one helps."""
    waiting = cycle(copies)
    return lambda: work(next(waiting))


def _tables() -> None:
    for title, tall in (
        ("Word table of 300 x 8", False),
        ("Word table of 300 x 8, first column one tall merge", True),
    ):
        copies = [grid(300, tall=tall, copy=number) for number in range(_COPIES)]
        candidates: dict[str, Work] = {
            "docforge": _in_turn(read, copies),
            "python-docx": _in_turn(_python_docx, copies),
        }
        taken = medians(candidates, rounds=7)
        said(title, "s", taken)


def _rows() -> None:
    """Time a row at 300 and at 1,200 rows of tall merges: equal where reading is linear."""
    few = [grid(300, tall=True, copy=number) for number in range(_COPIES)]
    many = [grid(1_200, tall=True, copy=number) for number in range(_COPIES)]
    works = {"300 rows": _in_turn(read, few), "1,200 rows": _in_turn(read, many)}
    taken = medians(works, rounds=7)
    each = {"docforge": taken["300 rows"] / 300 * 1e6, "1,200": taken["1,200 rows"] / 1200 * 1e6}
    said("a row of tall merges, at 300 rows and at 1,200", "µs", each)
    try:
        _python_docx(many[0])
    except RecursionError as error:
        print(f"  python-docx at 1,200 rows: {type(error).__name__}")


def _copies(folder: Path) -> list[Path]:
    """Copies of the checklist, each filled in for another enterprise with other records."""
    paths = []
    for number in range(_COPIES):
        paths.append(folder / f"{number}.docx")
        with zipfile.ZipFile(_CHECKLIST) as old, zipfile.ZipFile(paths[-1], "w") as new:
            for member in old.infolist():
                content = old.read(member)
                if member.filename == "word/document.xml":
                    for written in _WRITTEN:
                        content = content.replace(written.encode(), f"{written}{number}".encode())
                new.writestr(member, content)
    return paths


def _checklists() -> None:
    from docx2python import docx2python
    from markitdown import MarkItDown

    parsing, converter = parsing_for(), MarkItDown(enable_plugins=False)

    def submissions(path: Path) -> object:
        return parsing.submissions(path.read_bytes(), path.name)

    with TemporaryDirectory() as folder:
        copies = _copies(Path(folder))
        candidates: dict[str, Work] = {
            "docforge": _in_turn(submissions, copies),
            "docx2python": _in_turn(lambda path: docx2python(path).body, copies),
            "markitdown": _in_turn(lambda path: converter.convert(str(path)), copies),
            "markitdown, made anew": _in_turn(lambda path: MarkItDown().convert(str(path)), copies),
        }
        taken = medians(candidates, rounds=_COPIES - 1)
    said(f"{_CHECKLIST.name}, from file to Submission", "s", taken)


def _memory() -> None:
    for rows in (3_000, 200):
        _memory_of(grid(rows))


def _memory_of(data: bytes) -> None:
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
    import docx as python_docx

    return python_docx.Document(io.BytesIO(data))


if __name__ == "__main__":
    main()
