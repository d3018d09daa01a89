"""What was put on top of a PDF: form fields, typed text, pen strokes, markers, notes."""

from __future__ import annotations

import pytest

from docforge.layout import MarkShape, MarkState, NoticeCode
from docforge.readers import pdf
from tests.readers.pdf_sheet import Sheet, hex_text, marks, only_table, paragraphs, texts

CHOSEN, EMPTY = MarkState.CHOSEN, MarkState.EMPTY
BOX = (100.0, 90.0, 112.0, 102.0)


def words_with_box() -> Sheet:
    sheet = Sheet()
    sheet.words(100, 100, "□符合")
    return sheet


def test_form_check_boxes_and_radios_are_chosen_or_empty() -> None:
    sheet = Sheet()
    form = sheet.canvas.acroForm
    for number, checked in enumerate((True, False)):
        y = sheet.height - 112 - 20 * number
        form.checkbox(name=f"c{number}", x=100, y=y, size=12, checked=checked, buttonStyle="check")
        form.radio(name="r", value=f"v{number}", x=200, y=y, size=12, selected=not checked)
        sheet.words(116, 110 + 20 * number, f"甲{number}")
        sheet.words(216, 110 + 20 * number, f"乙{number}")
    states = [(mark.state, mark.boxed) for mark in marks(sheet.read())]
    assert states == [(CHOSEN, True), (EMPTY, True), (EMPTY, True), (CHOSEN, True)]


def test_a_form_field_takes_the_place_of_the_box_printed_under_it() -> None:
    sheet = words_with_box()
    y = sheet.height - 103
    sheet.canvas.acroForm.checkbox(name="c", x=100, y=y, size=10, checked=True, buttonStyle="cross")
    (mark,) = marks(sheet.read())
    assert (mark.state, mark.shape) == (CHOSEN, MarkShape.CROSS)


def sunken(sheet: Sheet, box: tuple[float, float, float, float]) -> None:
    """A border as form designers draw it: its upper left and lower right as two filled shapes."""
    (left, top, right, bottom), up, thick = box, sheet.height, 0.5
    for corner in ((left, top), (right, bottom)):
        x, y = corner
        far_x, far_y = left + right - x, top + bottom - y
        inward, downward = (thick, thick) if corner == (left, top) else (-thick, -thick)
        points = (
            *((x, y), (far_x, y), (far_x - inward, y + downward)),
            *((x + inward, y + downward), (x + inward, far_y - downward), (x, far_y)),
        )
        path = sheet.canvas.beginPath()
        path.moveTo(points[0][0], up - points[0][1])
        for across, down in points[1:]:
            path.lineTo(across, up - down)
        path.close()
        sheet.canvas.drawPath(path, stroke=0, fill=1)


def test_the_sunken_border_around_a_button_is_no_tick_in_it() -> None:
    sheet = Sheet()
    for number, state in enumerate(("Off", "1")):
        top = 90.0 + 30 * number
        sunken(sheet, (100, top, 110, top + 10))
        field = {"FT": "/Btn", "T": f"(c{number})", "V": f"/{state}", "AS": f"/{state}"}
        sheet.annotate("Widget", (100, top, 110, top + 10), **field)
        sheet.words(114, top + 9, "符合")
    assert [mark.state for mark in marks(sheet.read())] == [EMPTY, CHOSEN]


def test_the_shadow_of_a_round_button_is_no_tick_in_it() -> None:
    sheet = Sheet()
    path = sheet.canvas.beginPath()
    path.arc(100, sheet.height - 110, 110, sheet.height - 100, 45, 180)
    path.arc(101, sheet.height - 109, 109, sheet.height - 101, 225, -180)
    path.close()
    sheet.canvas.drawPath(path, stroke=0, fill=1)
    sheet.annotate("Widget", (100, 100, 110, 110), FT="/Btn", T="(r)", Ff="32768", AS="/Off")
    sheet.words(114, 109, "符合")
    assert [mark.state for mark in marks(sheet.read())] == [EMPTY]


def test_the_sunken_border_of_a_field_strikes_nothing_out() -> None:
    sheet = Sheet()
    sunken(sheet, (155, 86, 345, 106))
    sheet.words(100, 100, "企业名称：")
    field = {"FT": "/Tx", "T": "(name)", "V": hex_text("甲公司")}
    sheet.annotate("Widget", (155, 86, 345, 106), **field)
    document = sheet.read()
    assert paragraphs(document) == ["企业名称：甲公司"]
    assert marks(document) == []


def test_text_fields_and_choices_are_read_in_their_cells() -> None:
    sheet = Sheet()
    sheet.grid((50, 150, 350), (100, 130, 160))
    sheet.words(54, 118, "企业名称")
    sheet.words(54, 148, "产品类别")
    field = {"FT": "/Tx", "T": "(name)", "V": hex_text("山西某某有限公司")}
    sheet.annotate("Widget", (155, 103, 345, 127), **field)
    sheet.annotate(
        "Widget",
        (155, 133, 345, 157),
        FT="/Ch",
        T="(kind)",
        V="(b)",
        Opt=f"[[(a) {hex_text('食品相关产品')}] [(b) {hex_text('工业产品')}]]",
    )
    table = only_table(sheet.read())
    assert texts(table.cells) == ["企业名称", "山西某某有限公司", "产品类别", "工业产品"]


def test_a_field_stands_on_the_line_of_its_label() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "企业名称：")
    sheet.words(100, 130, "检查时间：")
    field = {"FT": "/Tx", "T": "(name)", "V": hex_text("甲公司")}
    sheet.annotate("Widget", (155, 86, 345, 108), **field)
    assert paragraphs(sheet.read()) == ["企业名称：甲公司", "检查时间："]


def test_a_tick_typed_onto_a_box_chooses_it() -> None:
    sheet = words_with_box()
    sheet.annotate("FreeText", (99, 88, 113, 104), Contents=hex_text("√"))
    (mark,) = marks(sheet.read())
    assert (mark.state, mark.shape) == (CHOSEN, MarkShape.TICK)


def test_words_typed_onto_the_page_are_read_where_they_stand() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "检查记录：")
    sheet.annotate("FreeText", (155, 88, 300, 104), Contents=hex_text("过期未检"))
    assert paragraphs(sheet.read()) == ["检查记录：过期未检"]


def test_pen_strokes_choose_boxes_and_ring_words() -> None:
    sheet = words_with_box()
    up = sheet.height
    ink = f"[[101 {up - 94} 104 {up - 99} 110 {up - 90}]]"
    sheet.annotate("Ink", (100, 89, 111, 100), InkList=ink)
    sheet.words(100, 150, "是  否")
    sheet.annotate("Circle", (97, 138, 113, 155))
    found = marks(sheet.read())
    assert [(mark.state, mark.shape, mark.word) for mark in found] == [
        (CHOSEN, MarkShape.TICK, ""),
        (CHOSEN, MarkShape.CIRCLE, "是"),
    ]


def test_a_ring_drawn_where_nothing_stands_is_an_undecided_mark() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "符合")
    sheet.annotate("Circle", (150, 90, 162, 102))
    (mark,) = marks(sheet.read())
    assert (mark.state, mark.shape, mark.boxed) == (MarkState.UNDECIDED, MarkShape.CIRCLE, False)


@pytest.mark.parametrize(
    ("subtype", "shape", "state"),
    [
        ("StrikeOut", MarkShape.STRIKE, MarkState.STRUCK),
        ("Highlight", MarkShape.HIGHLIGHT, MarkState.UNDECIDED),
        ("Underline", MarkShape.UNDERLINE, MarkState.UNDECIDED),
        ("Squiggly", MarkShape.UNDERLINE, MarkState.UNDECIDED),
    ],
)
def test_markers_mark_the_words_they_lie_on(
    subtype: str, shape: MarkShape, state: MarkState
) -> None:
    sheet = Sheet()
    sheet.words(100, 100, "符合不符合")
    up = sheet.height
    quad = f"[100 {up - 90} 121 {up - 90} 100 {up - 102} 121 {up - 102}]"
    sheet.annotate(subtype, (100, 90, 121, 102), QuadPoints=quad)
    (mark,) = marks(sheet.read())
    assert (mark.shape, mark.state, mark.word) == (shape, state, "符合")


def test_notes_are_comments_and_stamps_are_pictures() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "检查记录")
    sheet.annotate("Text", (200, 90, 220, 110), Contents=hex_text("请核实"))
    sheet.annotate("Stamp", (300, 90, 400, 190), Name="/Approved")
    found = [(notice.code, notice.detail) for notice in sheet.read().notices]
    assert found == [(NoticeCode.COMMENT, "请核实"), (NoticeCode.PICTURE, "")]


def test_a_stamp_on_a_box_needs_a_person_to_look() -> None:
    sheet = words_with_box()
    sheet.annotate("Stamp", BOX, Name="/Tick")
    (mark,) = marks(sheet.read())
    assert mark.state is MarkState.UNDECIDED


def test_hidden_annotations_are_not_read() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "检查记录")
    sheet.annotate("FreeText", (155, 88, 300, 104), Contents=hex_text("看不见"), F="2")
    assert paragraphs(sheet.read()) == ["检查记录"]


def test_a_box_that_shows_other_than_it_stores_is_noticed() -> None:
    sheet = Sheet()
    sheet.words(116, 100, "符合")
    sheet.annotate("Widget", BOX, FT="/Btn", T="(c)", V="/Yes", AS="/Off")
    document = sheet.read()
    assert [mark.state for mark in marks(document)] == [EMPTY]
    assert [notice.code for notice in document.notices] == [NoticeCode.VALUE_DIFFERS]


def test_a_push_button_and_a_password_are_no_answers() -> None:
    sheet = Sheet()
    sheet.words(116, 100, "提交")
    sheet.annotate("Widget", BOX, FT="/Btn", T="(push)", Ff=str(1 << 16))
    sheet.annotate("Widget", (200, 90, 300, 102), FT="/Tx", T="(p)", V="(secret)", Ff=str(1 << 13))
    document = sheet.read()
    assert marks(document) == []
    assert paragraphs(document) == ["提交"]


@pytest.mark.parametrize("broken", ["(words)", "[1 2]", "null", "<<>>", "[/A /B /C /D]"])
def test_a_malformed_annotation_is_passed_over(broken: str) -> None:
    sheet = Sheet()
    sheet.words(100, 100, "检查记录")
    sheet.annotate("FreeText", (155, 88, 300, 104), Contents="(x)", Rect=broken)
    sheet.annotate("Ink", (155, 88, 300, 104), InkList=broken)
    sheet.annotate("Widget", (155, 88, 300, 104), FT="/Ch", V=broken, Opt=broken, Parent=broken)
    assert paragraphs(pdf.read(sheet.data()))[0].startswith("检查记录")
