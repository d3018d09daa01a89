"""Check marks of a PDF: printed, drawn, filled, typed over, and marks made on words."""

from __future__ import annotations

import pytest

from docforge.layout import Document, Mark, MarkShape, MarkState, NoticeCode
from tests.readers.pdf_sheet import Points, Sheet, marks, paragraphs

CHOSEN, EMPTY = MarkState.CHOSEN, MarkState.EMPTY
STRUCK, UNDECIDED = MarkState.STRUCK, MarkState.UNDECIDED

TICK: Points = ((101, 93), (104, 99), (111, 88))
LEFT_OF_WORDS = (100.0, 90.0, 110.0, 100.0)


def boxed(sheet: Sheet) -> Sheet:
    """Two drawn boxes, each before its word: 符合 and 不符合."""
    sheet.box(*LEFT_OF_WORDS)
    sheet.words(112, 99, "符合")
    sheet.box(160, 90, 170, 100)
    sheet.words(172, 99, "不符合")
    return sheet


def seen(document: Document) -> list[tuple[MarkState, MarkShape]]:
    return [(mark.state, mark.shape) for mark in marks(document)]


def test_drawn_boxes_are_empty_and_stand_before_their_words() -> None:
    document = boxed(Sheet()).read()
    assert seen(document) == [(EMPTY, MarkShape.BOX)] * 2
    (block,) = document.pages[0].blocks
    order = [part.text if not isinstance(part, Mark) else "□" for part in block.content]  # type: ignore[union-attr]
    assert "".join(order).replace(" ", "") == "□符合□不符合"


@pytest.mark.parametrize(
    ("strokes", "shape"),
    [
        ([TICK], MarkShape.TICK),
        ([((101, 91), (109, 99)), ((109, 91), (101, 99))], MarkShape.CROSS),
        ([((100, 100), (110, 90))], MarkShape.SLASH),
        ([((104, 94), (105, 95), (104, 95.5))], MarkShape.DOT),
        ([((98, 92), (103, 99), (118, 80))], MarkShape.TICK),
    ],
)
def test_a_stroke_drawn_into_a_box_chooses_it(strokes: list[Points], shape: MarkShape) -> None:
    sheet = boxed(Sheet())
    for stroke in strokes:
        sheet.strokes(stroke)
    assert seen(sheet.read()) == [(CHOSEN, shape), (EMPTY, MarkShape.BOX)]


def test_a_filled_box_is_chosen() -> None:
    sheet = boxed(Sheet())
    sheet.box(101, 91, 109, 99, fill=True)
    assert seen(sheet.read()) == [(CHOSEN, MarkShape.FILL), (EMPTY, MarkShape.BOX)]


def test_a_thick_tick_drawn_as_a_filled_outline_is_a_tick() -> None:
    sheet = boxed(Sheet())
    outline = ((101, 94), (102, 93), (104, 96), (108, 90), (109, 91), (104, 98.5))
    sheet.strokes(outline, closed=True, fill=True)
    assert seen(sheet.read())[0] == (CHOSEN, MarkShape.TICK)


def test_a_stroke_over_a_printed_box_chooses_it() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "□符合 □不符合")
    sheet.strokes(((102, 95), (105, 99), (112, 88)))
    assert seen(sheet.read()) == [(CHOSEN, MarkShape.TICK), (EMPTY, MarkShape.BOX)]


def test_a_tick_typed_over_a_printed_box_chooses_it_and_leaves_no_second_mark() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "□符合")
    sheet.words(160, 100, "□不符合")
    sheet.words(161, 99, "√")
    document = sheet.read()
    assert seen(document) == [(EMPTY, MarkShape.BOX), (CHOSEN, MarkShape.TICK)]
    assert "√" not in paragraphs(document)[0]


def test_a_stroke_that_fits_two_boxes_alike_leaves_both_undecided() -> None:
    sheet = Sheet()
    sheet.box(100, 90, 110, 100)
    sheet.box(100, 102, 110, 112)
    sheet.words(112, 99, "符合")
    sheet.words(112, 111, "不符合")
    sheet.strokes(((103, 94), (107, 108)))
    found = marks(sheet.read())
    assert [mark.state for mark in found] == [UNDECIDED, UNDECIDED]
    assert all(CHOSEN in mark.alternatives and mark.boxed for mark in found)


def test_a_drawn_tick_without_a_box_is_undecided_and_stands_after_its_word() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "符合")
    sheet.words(150, 100, "不符合")
    sheet.strokes(((106, 94), (110, 99), (118, 86)))
    document = sheet.read()
    assert seen(document) == [(UNDECIDED, MarkShape.TICK)]
    (block,) = document.pages[0].blocks
    assert [getattr(part, "text", "✓") for part in block.content][:2] == ["符合", "✓"]  # type: ignore[union-attr]


def test_a_drawn_tick_between_brackets_makes_one_chosen_mark() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "（   ）是")
    sheet.strokes(((112, 95), (114, 98), (119, 90)))
    assert [(mark.state, mark.boxed) for mark in marks(sheet.read())] == [(CHOSEN, True)]


def test_a_ring_around_a_word_chooses_the_word() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "符合 不符合 不适用")
    sheet.ring(97, 86, 124, 105)
    (mark,) = marks(sheet.read())
    assert (mark.state, mark.shape, mark.word) == (CHOSEN, MarkShape.CIRCLE, "符合")


def test_a_ring_around_a_box_chooses_the_box() -> None:
    sheet = boxed(Sheet())
    sheet.ring(96, 84, 138, 106)
    found = marks(sheet.read())
    assert (found[0].state, found[0].shape, found[0].boxed) == (CHOSEN, MarkShape.CIRCLE, True)
    assert [mark.word for mark in found if mark.word] == ["符合"]


def test_a_large_ring_like_a_seal_marks_nothing() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "检查组签字")
    sheet.ring(60, 40, 180, 160)
    assert marks(sheet.read()) == []


def test_words_with_a_line_through_them_are_struck_and_no_longer_text() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "符合 不符合")
    sheet.line(126, 96.5, 156, 96.5)
    document = sheet.read()
    (mark,) = marks(document)
    assert (mark.state, mark.shape, mark.word) == (STRUCK, MarkShape.STRIKE, "不符合")
    assert paragraphs(document) == ["符合 "]


def test_a_line_through_several_options_strikes_each() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "■符合 □不符合")
    sheet.line(99, 96.5, 177, 96.5)
    found = [(mark.state, mark.word) for mark in marks(sheet.read())]
    assert found == [(STRUCK, ""), (STRUCK, "符合"), (EMPTY, ""), (STRUCK, "不符合")]


def test_words_over_a_line_are_underlined_and_a_line_to_write_on_is_no_mark() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "符合 不符合")
    sheet.line(100, 101.5, 121, 101.5)
    sheet.words(100, 150, "企业名称：")
    sheet.line(160, 151.5, 300, 151.5)
    (mark,) = marks(sheet.read())
    assert (mark.state, mark.shape, mark.word) == (UNDECIDED, MarkShape.UNDERLINE, "符合")


def test_words_on_a_coloured_ground_are_highlighted_but_not_those_of_a_coloured_cell() -> None:
    sheet = Sheet()
    sheet.canvas.setFillColorRGB(1, 1, 0)
    sheet.box(100, 90, 121, 102, fill=True)
    sheet.box(60, 200, 160, 230, fill=True)
    sheet.canvas.setFillColorRGB(0, 0, 0)
    sheet.grid((60, 160, 260), (200, 230, 260))
    sheet.words(100, 100, "符合 不符合")
    sheet.words(70, 220, "检查结论")
    (mark,) = marks(sheet.read())
    assert (mark.shape, mark.word) == (MarkShape.HIGHLIGHT, "符合")


def test_small_cells_of_a_table_are_no_boxes() -> None:
    sheet = Sheet()
    for number in range(6):
        sheet.box(100 + 15 * number, 100, 115 + 15 * number, 115)
    assert marks(sheet.read()) == []


def test_a_letter_in_a_frame_is_no_box() -> None:
    sheet = Sheet()
    sheet.box(100, 90, 112, 102)
    sheet.words(103, 100, "A")
    document = sheet.read()
    assert marks(document) == []
    assert paragraphs(document) == ["A"]


def test_round_boxes_are_boxes() -> None:
    sheet = Sheet()
    sheet.ring(100, 90, 110, 100)
    sheet.words(112, 99, "是")
    sheet.ring(140, 90, 150, 100)
    sheet.words(152, 99, "否")
    sheet.strokes(((141, 93), (144, 99), (151, 88)))
    assert [mark.state for mark in marks(sheet.read())] == [EMPTY, CHOSEN]


def test_letters_in_a_symbol_font_are_the_signs_they_look_like() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "✔", font="ZapfDingbats")
    sheet.words(112, 100, "符合")
    assert seen(sheet.read()) == [(UNDECIDED, MarkShape.TICK)]


def test_a_small_picture_over_a_box_needs_a_person_to_look() -> None:
    sheet = boxed(Sheet())
    sheet.picture(100, 89, 111, 100)
    document = sheet.read()
    assert [mark.state for mark in marks(document)] == [UNDECIDED, EMPTY]
    assert NoticeCode.PICTURE in {notice.code for notice in document.notices}


def test_a_dash_in_a_box_needs_a_person_to_look() -> None:
    sheet = boxed(Sheet())
    sheet.strokes(((101, 95.5), (105, 94), (109, 95)))
    assert [mark.state for mark in marks(sheet.read())] == [UNDECIDED, EMPTY]


def test_a_slash_drawn_where_nothing_stands_is_an_undecided_mark() -> None:
    sheet = Sheet()
    sheet.grid((50, 150, 300), (100, 130))
    sheet.words(60, 120, "检查记录")
    sheet.strokes(((200, 125), (215, 105)))
    assert seen(sheet.read()) == [(UNDECIDED, MarkShape.SLASH)]


def test_words_painted_over_in_white_are_not_read_but_noticed() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "不符合")
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.box(98, 88, 134, 104, fill=True)
    sheet.canvas.setFillColorRGB(0, 0, 0)
    sheet.words(100, 100, "符合")
    document = sheet.read()
    assert paragraphs(document) == ["符合"]
    (notice,) = document.notices
    assert (notice.code, notice.detail) == (NoticeCode.HIDDEN, "不符合")


def test_white_strokes_are_not_seen() -> None:
    sheet = boxed(Sheet())
    sheet.canvas.setStrokeColorRGB(1, 1, 1)
    sheet.strokes(TICK)
    assert seen(sheet.read()) == [(EMPTY, MarkShape.BOX)] * 2
