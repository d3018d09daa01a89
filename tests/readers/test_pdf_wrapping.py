"""Lines that the page's edge wrapped are one paragraph; lines that only stand below are not."""

from __future__ import annotations

from docforge.layout import Document, Page, Paragraph
from docforge.place import Place
from docforge.readers.pdf.wrapping import unwrapped
from tests.readers.pdf_sheet import Sheet

FULL = "根据山西省市场监督管理局工作安排，检查组按照双随机、一公开的监管方式，对你"


def _paragraphs(*lines: tuple[float, float, str]) -> list[str]:
    sheet = Sheet()
    for x, y, words in lines:
        sheet.words(x, y, words)
    document: Document = sheet.read()
    return [
        block.text
        for page in document.pages
        for block in page.blocks
        if isinstance(block, Paragraph)
    ]


def test_a_full_line_goes_on_in_the_next() -> None:
    texts = _paragraphs((60, 100, FULL), (60, 118, "企业进行了检查"), (60, 160, "获证产品"))
    assert texts == [f"{FULL}\n企业进行了检查", "获证产品"]


def test_a_short_line_ends_its_paragraph() -> None:
    texts = _paragraphs((60, 100, FULL), (60, 160, "检查时间"), (60, 178, "企业代表"))
    assert texts == [FULL, "检查时间", "企业代表"]


def test_a_numbered_line_begins_anew() -> None:
    texts = _paragraphs((60, 100, FULL), (60, 118, "2. 出厂检验记录缺失"))
    assert texts == [FULL, "2. 出厂检验记录缺失"]


def test_a_line_that_ends_its_sentence_is_not_continued() -> None:
    ended = FULL[:-1] + "。"
    assert _paragraphs((60, 100, ended), (60, 118, "生产许可证")) == [ended, "生产许可证"]


def test_a_joined_paragraph_covers_both_lines() -> None:
    sheet = Sheet()
    sheet.words(60, 100, FULL)
    sheet.words(60, 118, "企业")
    (block,) = sheet.read().pages[0].blocks
    assert block.place is not None
    assert block.place.box is not None
    assert block.place.box[1] < 105
    assert block.place.box[3] > 115


def test_blocks_without_a_place_stay_as_they_are() -> None:
    page = Page(1, (Paragraph(()), Paragraph((), Place(paragraph=1))))
    assert unwrapped(page.blocks) == list(page.blocks)
