"""Tables without upright rules: columns by their headings, rows by level rules or wider gaps."""

from __future__ import annotations

from docforge.layout import Table
from tests.readers.pdf_sheet import Sheet

COLUMNS = (50.0, 100.0, 180.0, 340.0, 430.0)
HEADINGS = ("序号", "检查项目", "检查内容", "检查结论", "检查记录")
ROWS = (
    ("1", "证照信息", ("核查企业名称是否相同，", "有无变更行为。"), "√符合 不符合", ("一致",)),
    ("2", "生产设备", ("设备是否维护完好。",), "符合 √不符合", ("试验机检定证书", "已过期")),
    ("3", "标识标志", ("是否标明编号。",), "√符合 不符合", ()),
)


def _sheet(*, ruled: bool, gap: float) -> tuple[Sheet, float]:
    sheet = Sheet()
    for x, heading in zip(COLUMNS, HEADINGS, strict=True):
        sheet.words(x, 100, heading)
    y = 100.0
    for number, section, content, conclusion, record in ROWS:
        y += 14 + gap
        if ruled:
            sheet.line(45, y - 14, 540, y - 14)
        for x, lines in zip(
            COLUMNS, ((number,), (section,), content, (conclusion,), record), strict=True
        ):
            for at, words in enumerate(lines):
                sheet.words(x, y + 14 * at, words)
        y += 14 * (max(len(content), len(record)) - 1)
    return sheet, y


def _texts(table: Table) -> list[list[str]]:
    return [[cell.raw for cell in row] for row in table.by_row()]


EXPECTED = [
    list(HEADINGS),
    ["1", "证照信息", "核查企业名称是否相同，\n有无变更行为。", "√符合 不符合", "一致"],
    ["2", "生产设备", "设备是否维护完好。", "符合 √不符合", "试验机检定证书\n已过期"],
    ["3", "标识标志", "是否标明编号。", "√符合 不符合", ""],
]


def test_rows_stand_apart_by_wider_gaps() -> None:
    sheet, _ = _sheet(ruled=False, gap=8)
    (table,) = sheet.read().tables
    assert _texts(table) == EXPECTED


def test_rows_stand_apart_by_level_rules() -> None:
    sheet, _ = _sheet(ruled=True, gap=3)
    (table,) = sheet.read().tables
    assert _texts(table) == EXPECTED


def test_running_text_below_ends_the_table() -> None:
    sheet, y = _sheet(ruled=False, gap=8)
    sheet.words(50, y + 22, "企业代表对以上检查记录没有异议，现予以签字确认，并加盖公章。")
    document = sheet.read()
    (table,) = document.tables
    assert _texts(table) == EXPECTED
    assert [block for page in document.pages for block in page.blocks][-1] is not table
