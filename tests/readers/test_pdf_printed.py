"""A PDF as an office program prints it: see fixtures/README.md for where it comes from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from docforge.layout import Document, Mark, MarkShape, MarkState, NoticeCode, Paragraph
from docforge.readers import pdf
from tests.readers.pdf_sheet import texts

PRINTED = Path(__file__).with_name("fixtures") / "printed-by-writer.pdf"


@cache
def printed() -> Document:
    return pdf.read(PRINTED.read_bytes())


def marks_of(text: str) -> list[Mark]:
    """The marks of the first paragraph that begins with a text or, "" given, with a mark."""
    for block in printed().blocks:
        if isinstance(block, Paragraph) and block.text.strip().startswith(text):
            found = [part for part in block.content if isinstance(part, Mark)]
            if text or isinstance(block.content[0], Mark):
                return found
    raise AssertionError(text)


def test_words_that_were_treated_in_word_are_marks() -> None:
    assert [(mark.shape, mark.word) for mark in marks_of("企业")] == [
        (MarkShape.UNDERLINE, "甲公司")
    ]
    assert [(mark.state, mark.shape, mark.word) for mark in marks_of("")] == [
        (MarkState.STRUCK, MarkShape.STRIKE, "符合"),
        (MarkState.STRUCK, MarkShape.STRIKE, "不符合"),
        (MarkState.UNDECIDED, MarkShape.HIGHLIGHT, "不适用"),
    ]


def test_a_check_box_field_is_drawn_as_a_box_with_a_cross() -> None:
    (box,) = marks_of("甲")
    assert (box.state, box.shape, box.boxed) == (MarkState.CHOSEN, MarkShape.CROSS, True)


def test_a_symbol_from_a_substitute_font_is_read_and_a_missing_one_is_not() -> None:
    table = next(printed().tables)
    first, second = table.cells
    assert [mark.state for mark in first.marks] == [MarkState.CHOSEN]
    assert [mark.state for mark in second.marks] == [MarkState.CHOSEN]
    assert "\N{REPLACEMENT CHARACTER}不符合" in first.text
    assert NoticeCode.UNMAPPED_GLYPH in {notice.code for notice in printed().notices}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_double_dotted_thick_and_missing_borders_make_the_same_table(number: int) -> None:
    table = list(printed().tables)[number]
    assert (table.rows, table.columns) == (3, 3)
    assert texts(table.cells) == ["00", "01", "02", "10", "11", "21", "22"]
    assert [(cell.row_span, cell.column_span) for cell in table.cells[3:5]] == [(2, 1), (1, 2)]
