"""Pages of a PDF: places on them, turned and cropped ones, pictures, unknown characters."""

from __future__ import annotations

import io
import math

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4

from docforge.layout import NoticeCode, Paragraph, Text
from docforge.place import Box
from docforge.readers import pdf
from tests.readers.pdf_sheet import HELVETICA, Sheet, one_page, only_table, paragraphs, texts


def boxes_of(data: bytes) -> dict[str, Box]:
    """The words of a PDF's paragraphs and cells, with their boxes."""
    found: dict[str, Box] = {}
    for block in pdf.read(data).blocks:
        contents = (
            [block.content]
            if isinstance(block, Paragraph)
            else [cell.content for cell in block.cells]
        )
        for part in (part for content in contents for part in content):
            if isinstance(part, Text) and part.place and part.place.box:
                found[part.text] = part.place.box
    return found


def turned(data: bytes, turn: int) -> bytes:
    """The PDF with its first page turned clockwise by its /Rotate entry."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    page.set_rotation(turn)
    file = io.BytesIO()
    document.save(file)
    page.close()
    document.close()
    return file.getvalue()


def ink_of(data: bytes, scale: float = 2.0) -> Box:
    """The box of everything dark on the first page, in points, as a viewer draws it."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    image = page.render(scale=scale).to_pil().convert("L").point(lambda level: 255 * (level < 160))
    dark = image.getbbox()
    page.close()
    document.close()
    assert dark is not None
    return (dark[0] / scale, dark[1] / scale, dark[2] / scale, dark[3] / scale)


def covers(box: Box, ink: Box, slack: float = 3.0) -> bool:
    return (
        box[0] - slack <= ink[0]
        and box[1] - slack <= ink[1]
        and box[2] + slack >= ink[2]
        and box[3] + slack >= ink[3]
    )


@given(
    x=st.floats(20, 300),
    y=st.floats(40, 800),
    size=st.floats(8, 30),
    turn=st.sampled_from([0, 90, 180, 270]),
)
@settings(max_examples=30, deadline=None)
def test_a_box_is_on_the_page_and_covers_its_word_as_a_viewer_shows_it(
    x: float, y: float, size: float, turn: int
) -> None:
    sheet = Sheet()
    sheet.words(x, y, "Hxq", size=size, font="Helvetica")
    data = turned(sheet.data(), turn)
    (page,) = pdf.read(data).pages
    ((word, box),) = boxes_of(data).items()
    assert word == "Hxq"
    assert 0 <= box[0] < box[2] <= page.width
    assert 0 <= box[1] < box[3] <= page.height
    assert (page.width < page.height) == (turn in (0, 180))
    assert covers(box, ink_of(data))


def test_a_cropped_page_is_measured_from_its_visible_corner() -> None:
    sheet = Sheet()
    sheet.words(100, 120, "Hxq", font="Helvetica")
    sheet.words(10, 20, "outside", font="Helvetica")
    sheet.canvas.setCropBox((50, 100, 400, sheet.height - 60))
    data = sheet.data()
    (page,) = pdf.read(data).pages
    assert (round(page.width), round(page.height)) == (350, round(sheet.height - 160))
    ((_word, box),) = boxes_of(data).items()
    assert covers(box, ink_of(data))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_printed_sideways_is_read_level_and_placed_as_shown(turn: int) -> None:
    sheet = Sheet()
    canvas = sheet.canvas
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(turn)
    canvas.translate(-A4[1] / 2, -A4[0] / 2)
    for y in (270, 300, 330):
        canvas.line(300, y, 560, y)
    for x in (300, 400, 560):
        canvas.line(x, 270, x, 330)
    canvas.setFont("Helvetica", 12)
    for number, (x, y) in enumerate(((310, 310), (410, 310), (310, 280), (410, 280))):
        canvas.drawString(x, y, f"cell {number}")
    data = sheet.data()
    document = pdf.read(data)
    table = only_table(document)
    assert texts(table.cells) == [f"cell {number}" for number in range(4)]
    assert table.place is not None
    assert table.place.box is not None
    assert covers(table.place.box, ink_of(data))
    assert covers(ink_of(data), table.place.box)
    first = boxes_of(data)["cell 0"]
    middle = ((first[0] + first[2]) / 2, (first[1] + first[3]) / 2)
    home = table.cells[0].place
    assert home is not None
    assert home.box is not None
    assert home.box[0] < middle[0] < home.box[2]
    assert home.box[1] < middle[1] < home.box[3]


def test_a_scan_is_a_picture_page_even_with_a_text_layer() -> None:
    sheet = Sheet()
    sheet.picture(0, 0, sheet.width, sheet.height)
    layer = sheet.canvas.beginText(100, 700)
    layer.setFont("Helvetica", 12)
    layer.setTextRenderMode(3)
    layer.textLine("words that were recognised, and may be wrong, many of them")
    sheet.canvas.drawText(layer)
    sheet.next_page()
    sheet.words(100, 100, "下一页")
    document = sheet.read()
    assert [len(page.blocks) for page in document.pages] == [0, 1]
    (notice,) = document.notices
    assert (notice.code, notice.place and notice.place.page) == (NoticeCode.PICTURE_PAGE, 1)


def test_text_that_a_picture_covers_is_not_read() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "看不见的文字" * 10)
    sheet.picture(0, 0, sheet.width, sheet.height)
    assert [notice.code for notice in sheet.read().notices] == [NoticeCode.PICTURE_PAGE]


def test_a_scan_in_slices_is_a_picture_page() -> None:
    sheet = Sheet()
    for slice_ in range(10):
        sheet.picture(0, 84 * slice_, sheet.width, 84 * slice_ + 84)
    assert [notice.code for notice in sheet.read().notices] == [NoticeCode.PICTURE_PAGE]


def test_a_page_with_a_background_is_read() -> None:
    sheet = Sheet()
    sheet.picture(0, 0, sheet.width, sheet.height)
    for number in range(8):
        sheet.words(100, 100 + 20 * number, "企业是否正常生产，有无停产")
    document = sheet.read()
    assert len(paragraphs(document)) == 8
    assert document.notices == ()


def test_a_signature_picture_is_noticed_where_it_stands() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "企业代表确认签字：")
    sheet.picture(200, 80, 280, 110)
    (notice,) = sheet.read().notices
    assert notice.code is NoticeCode.PICTURE
    assert notice.place is not None
    assert notice.place.box == pytest.approx((200, 80, 280, 110))


def test_a_page_whose_words_are_outlines_is_a_picture_page() -> None:
    sheet = Sheet()
    for number in range(500):
        x, y = 50 + 12 * (number % 40), 50 + 14 * (number // 40)
        sheet.strokes(
            [(x, y), (x + 4, y), (x + 5, y + 3), (x + 2, y + 8), (x + 6, y + 9), (x + 1, y + 5)],
            closed=True,
            fill=True,
        )
    assert [notice.code for notice in sheet.read().notices] == [NoticeCode.PICTURE_PAGE]


def test_an_empty_page_is_neither_a_picture_nor_an_error() -> None:
    sheet = Sheet()
    sheet.next_page()
    sheet.words(100, 100, "第二页")
    document = sheet.read()
    assert [len(page.blocks) for page in document.pages] == [0, 1]
    assert document.notices == ()


def test_characters_printed_twice_for_boldness_are_read_once() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "人人公司")
    sheet.words(100.4, 100, "人人公司")
    assert paragraphs(sheet.read()) == ["人人公司"]


def test_gaps_become_spaces_but_not_between_the_characters_of_a_spread_word() -> None:
    sheet = Sheet()
    for number, character in enumerate("企业名称"):
        sheet.words(100 + 13 * number, 100, character)
    sheet.words(100, 130, "检查时间")
    sheet.words(200, 130, "2022")
    name, date = paragraphs(sheet.read())
    assert name == "企业名称"
    assert date.split() == ["检查时间", "2022"]


def test_words_that_run_over_their_border_stay_in_one_cell() -> None:
    sheet = Sheet()
    sheet.grid((50, 150, 300), (100, 160))
    sheet.words(54, 118, "核查企业名称，营业执照")
    sheet.words(200, 140, "见附件")
    assert texts(only_table(sheet.read()).cells) == ["核查企业名称，营业执照", "见附件"]


NAMELESS = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /Odd /FirstChar 65 /Widths [600 600] "
    "/Encoding << /Differences [65 /g1 /g2] >> >>"
)


def test_a_page_full_of_characters_without_meaning_is_a_picture_page() -> None:
    document = pdf.read(one_page("BT /F1 12 Tf 100 700 Td (ABABAB) Tj ET", fonts={"F1": NAMELESS}))
    assert [notice.code for notice in document.notices] == [NoticeCode.PICTURE_PAGE]


def test_a_character_without_meaning_is_noticed_once_and_keeps_its_place_in_the_text() -> None:
    content = "BT /F2 12 Tf 100 700 Td (first) Tj /F1 12 Tf (AA) Tj /F2 12 Tf (last) Tj ET"
    document = pdf.read(one_page(content, fonts={"F1": NAMELESS, "F2": HELVETICA}))
    (notice,) = document.notices
    assert notice.code is NoticeCode.UNMAPPED_GLYPH
    (line,) = paragraphs(document)
    assert line.startswith("first\N{REPLACEMENT CHARACTER}")


def test_two_fonts_on_a_line_read_as_one_line_whatever_heights_they_claim() -> None:
    def font(name: str, descent: int) -> str:
        described = f"/FontDescriptor << /FontName /{name} /Flags 32 /Descent {descent} >>"
        widths = "/FirstChar 32 /Widths [" + "600 " * 95 + "]"
        encoding = "/Encoding /WinAnsiEncoding"
        named = f"/Type /Font /Subtype /TrueType /BaseFont /{name}"
        return f"<< {named} {widths} {encoding} {described} >>"

    content = "BT /F1 12 Tf 100 700 Td (left) Tj /F2 12 Tf (right) Tj ET"
    fonts = {"F1": font("Usual", -200), "F2": font("Odd", -1048)}
    assert paragraphs(pdf.read(one_page(content, fonts=fonts))) == ["leftright"]


def test_places_are_finite_numbers() -> None:
    sheet = Sheet()
    sheet.words(100, 100, "甲")
    sheet.canvas.setFont("Helvetica", 1e-9)
    sheet.canvas.drawString(100, 100, "tiny")
    for box in boxes_of(sheet.data()).values():
        assert all(map(math.isfinite, box))
