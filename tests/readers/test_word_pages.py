"""Where a new page begins in a file that keeps no pages."""

from __future__ import annotations

from docforge.layout import Paragraph, Table
from docforge.place import Place
from tests.readers.word_file import cell, document, paragraph, row, run, table

_BREAK = '<w:r><w:br w:type="page"/></w:r>'
_RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"


def pages(body: str, **others: str) -> list[list[str]]:
    """The texts of the blocks of every page; a table is its first cell."""
    return [
        [block.cells[0].text if isinstance(block, Table) else block.text for block in page.blocks]
        for page in document(body, **others).pages
    ]


def test_a_page_break_parts_the_paragraph_it_stands_in() -> None:
    found = document(paragraph("甲", _BREAK, "乙") + paragraph("丙"))
    assert [page.number for page in found.pages] == [1, 2]
    assert pages(paragraph("甲", _BREAK, "乙") + paragraph("丙")) == [["甲"], ["乙", "丙"]]
    places = [block.place for block in found.blocks if isinstance(block, Paragraph)]
    assert places == [Place(paragraph=1), Place(paragraph=1), Place(paragraph=2)]


def test_a_paragraph_may_begin_a_page() -> None:
    ahead = "<w:pageBreakBefore/>"
    assert pages(paragraph("甲") + paragraph("乙", properties=ahead)) == [["甲"], ["乙"]]
    styles = f'<w:style w:type="paragraph" w:styleId="S"><w:pPr>{ahead}</w:pPr></w:style>'
    in_style = paragraph("乙", properties='<w:pStyle w:val="S"/>')
    assert pages(paragraph("甲") + in_style, styles=styles) == [["甲"], ["乙"]]


def test_where_word_last_broke_the_page_a_new_one_begins() -> None:
    assert pages(paragraph("甲") + paragraph(_RENDERED, "乙")) == [["甲"], ["乙"]]
    assert pages(paragraph("甲", _RENDERED, "乙") + paragraph("丙")) == [["甲乙"], ["丙"]]


def test_an_ordered_break_and_the_rendered_one_after_it_are_one() -> None:
    assert pages(paragraph("甲") + paragraph(_BREAK) + paragraph(_RENDERED, "乙")) == [
        ["甲"],
        ["乙"],
    ]


def test_a_table_stays_whole_on_the_page_where_it_begins() -> None:
    body = paragraph("甲") + table(row(cell(paragraph("乙", _RENDERED, _BREAK, "丙"))), row("丁"))
    assert pages(body + paragraph("戊")) == [["甲", "乙\n丙", "戊"]]


def test_a_section_begins_a_page_unless_it_says_otherwise() -> None:
    def ended(words: str, kind: str = "") -> str:
        said = f'<w:type w:val="{kind}"/>' if kind else ""
        return paragraph(words, properties=f"<w:sectPr>{said}</w:sectPr>")

    last = "<w:sectPr/>"
    flowing = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    assert pages(ended("甲") + paragraph("乙") + last) == [["甲"], ["乙"]]
    assert pages(ended("甲") + paragraph("乙") + flowing) == [["甲", "乙"]]
    assert pages(ended("甲") + ended("乙", "continuous") + paragraph("丙") + last) == [
        ["甲", "乙"],
        ["丙"],
    ]


def test_an_empty_document_has_one_empty_page() -> None:
    assert pages("") == [[]]
    assert pages(paragraph("") + paragraph(run("", ""))) == [[]]


def test_empty_paragraphs_are_counted_and_not_kept() -> None:
    (block,) = document(paragraph("") + paragraph("甲")).blocks
    assert block.place == Place(paragraph=2)


def test_headings_know_their_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        "</w:style>"
    )
    body = (
        paragraph("甲", properties='<w:pStyle w:val="H2"/>')
        + paragraph("乙", properties='<w:outlineLvl w:val="0"/>')
        + paragraph("丙", properties='<w:pStyle w:val="H2"/><w:outlineLvl w:val="9"/>')
    )
    blocks = document(body, styles=styles).blocks
    assert [block.heading for block in blocks if isinstance(block, Paragraph)] == [2, 1, 0]
