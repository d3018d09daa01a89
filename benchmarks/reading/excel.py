"""Excel: a register of 10,000 x 20 from file to rows, and through a layout; memory.

Asked for: rows three times as fast as openpyxl's read-only mode; memory at most three times the
uncompressed part. The register is measured as Excel keeps it (shared texts) and as openpyxl does.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from openpyxl import Workbook, load_workbook

from benchmarks.measuring import Work, medians, memory_growth, said
from docforge.readers.excel import read
from docforge.readers.excel.rows import rows
from samples.make.ways.sheetml import DATE, PLAIN, Sheet, Value, workbook

_ROWS, _COLUMNS = 10_000, 20
_MEBIBYTE = 1 << 20
_ANSWERS = ("合格", "不合格", "√", "停产", "无", "在产", "1次合格")


def main() -> None:
    _memory(as_excel())
    for title, data in (
        ("as Excel keeps it", as_excel()),
        ("as openpyxl keeps it", as_openpyxl()),
    ):
        _same(data)
        candidates: dict[str, Work] = {
            "docforge": partial(rows, data),
            "openpyxl, read-only": partial(_openpyxl, data),
            "docforge, as a layout": partial(read, data),
        }
        taken = medians(candidates, rounds=5)
        said(f"Register of {_ROWS:,} x {_COLUMNS}, {title}", "s", taken)


def line(number: int) -> list[Value]:
    """A row of the register; the fifth value is a day as a number."""
    day = (date(2022, 1, 1) + timedelta(days=number % 1000) - date(1899, 12, 30)).days
    firm: list[Value] = [number, f"汾源县第{number}钢铁有限公司", f"某省某市某路{number}号"]
    told: list[Value] = [f"XK05-001-{number:05d}", day]
    answers: list[Value] = [_ANSWERS[(number * 7 + at) % 7] for at in range(7)]
    counts: list[Value] = [(number * at) % 1000 for at in range(1, 5)]
    parts: list[Value] = [round(number * at / 7.3 % 1000, 2) for at in range(1, 5)]
    return firm + told + answers + counts + parts


def as_excel() -> bytes:
    sheet = Sheet("登记表")
    for number in range(1, _ROWS + 1):
        for column, value in enumerate(line(number), start=1):
            sheet.put(number, column, value, DATE if column == 5 else PLAIN)
    return workbook([sheet])


def as_openpyxl() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("登记表")
    for number in range(1, _ROWS + 1):
        sheet.append(line(number))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _openpyxl(data: bytes) -> list[list[object]]:
    warnings.filterwarnings("ignore", "Workbook contains no default style")
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [list(found) for sheet in book for found in sheet.iter_rows(values_only=True)]


def _same(data: bytes) -> None:
    """Both must give the same values before it is told who is faster."""
    for ours, theirs in zip(rows(data)[0].rows, _openpyxl(data), strict=True):
        for mine, other in zip(ours.values, theirs, strict=True):
            if mine != other and str(mine) != str(other)[:10]:
                raise RuntimeError(f"row {ours.number}: {mine!r} is not {other!r}")


def _memory(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sizes = [one.file_size for one in package.infolist() if one.filename.endswith(".xml")]
    part = max(sizes) / _MEBIBYTE

    def prepared(work: Callable[[bytes], object]) -> Callable[[], Work]:
        def prepare() -> Work:
            kept: list[object] = [work(workbook([Sheet()]))]
            return lambda: kept.append(work(data))

        return prepare

    grown = {
        "docforge": memory_growth(prepared(rows)),
        "openpyxl, read-only": memory_growth(prepared(_openpyxl)),
        "docforge, as a layout": memory_growth(prepared(read)),
    }
    said(f"memory for a part of {part:.1f} MiB", "MiB", grown)
    print(f"  docforge: {grown['docforge'] / part:.2f} times the part")


if __name__ == "__main__":
    main()
