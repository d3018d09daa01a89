"""Signs of fonts without meaning, told by their looks; and what annotations show."""

from __future__ import annotations

import pytest

from docforge.layout import Mark, MarkState, NoticeCode
from docforge.readers import pdf
from docforge.readers.pdf.shapes import sign_of
from tests.readers.pdf_sheet import HELVETICA, Sheet, marks, paragraphs, written_out

_BOX = "100 0 800 800 re S "
_TICK = "150 350 m 400 50 l 900 850 l S"
_CROSS = "100 0 m 900 800 l S 100 800 m 900 0 l S"


def drawn(*procedures: str) -> bytes:
    """A page whose first line begins with the characters of a Type 3 font, one a procedure."""
    codes = "".join(chr(97 + at) for at in range(len(procedures)))
    page = f"BT /F1 12 Tf 50 700 Td ({codes}) Tj /F2 12 Tf 60 0 Td (and some plain words) Tj ET"
    names = " ".join(f"/g{at}" for at in range(len(procedures)))
    held = " ".join(f"/g{at} {6 + at} 0 R" for at in range(len(procedures)))
    widths = " ".join(["1000"] * len(procedures))
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /Resources << >> "
        f"/FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 /LastChar {96 + len(procedures)} "
        f"/Widths [{widths}] /Encoding << /Differences [97 {names}] >> /CharProcs << {held} >> >>"
    )
    streams = [f"1000 0 0 0 1000 1000 d1 60 w {one}" for one in procedures]
    return written_out(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R /F2 {HELVETICA} >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        font,
        *(f"<< /Length {len(one)} >>\nstream\n{one}\nendstream" for one in streams),
    )


def test_boxes_and_ticks_of_a_font_of_drawings_are_told_by_their_looks() -> None:
    document = pdf.read(drawn(_BOX, _BOX + _TICK, _BOX + _CROSS))
    assert [mark.glyph for mark in marks(document)] == ["□", "☑", "☒"]
    assert document.notices == ()


@pytest.mark.parametrize(("procedure", "glyph"), [(_TICK, "√"), (_CROSS, "×")])
def test_a_lone_sign_is_undecided(procedure: str, glyph: str) -> None:
    (mark,) = marks(pdf.read(drawn(procedure)))
    assert (mark.state, mark.glyph) == (MarkState.UNDECIDED, glyph)


def test_a_drawing_that_is_no_sign_is_said_to_be_unknown() -> None:
    document = pdf.read(drawn("100 100 m 900 100 l S 100 500 m 900 500 l S"))
    assert marks(document) == []
    assert [notice.code for notice in document.notices] == [NoticeCode.UNMAPPED_GLYPH]


def test_nothing_is_told_of_too_little() -> None:
    assert sign_of([]) == ""
    assert sign_of([[True] * 5] * 5) == ""


def _looking(sheet: Sheet, content: str) -> str:
    """The reference of an appearance of 40 x 20 points."""
    from reportlab.pdfbase.pdfdoc import PDFStream

    form = PDFStream(content=content)
    form.dictionary["Type"], form.dictionary["Subtype"] = "/XObject", "/Form"
    form.dictionary["BBox"] = "[0 0 40 20]"
    form.dictionary["Resources"] = f"<< /Font << /F1 {HELVETICA} >> >>"
    reference = sheet.canvas._doc.Reference(form)
    return f"<< /N {reference.format(sheet.canvas._doc).decode()} >>"


def test_a_field_that_shows_other_words_than_it_stores_is_noticed() -> None:
    sheet = Sheet()
    sheet.words(60, 105, "年份")
    looks = _looking(sheet, "BT /F1 10 Tf 2 5 Td (2025) Tj ET")
    sheet.annotate("Widget", (100, 90, 140, 110), FT="/Tx", T="(a)", V="(2026)", AP=looks)
    document = sheet.read()
    assert [text.split() for text in paragraphs(document)] == [["年份", "2025"]]
    assert [(one.code, one.detail) for one in document.notices] == [
        (NoticeCode.VALUE_DIFFERS, "2025 / 2026")
    ]


def test_a_field_that_shows_what_it_stores_is_not() -> None:
    sheet = Sheet()
    sheet.words(60, 105, "年份")
    looks = _looking(sheet, "BT /F1 10 Tf 2 5 Td (2026) Tj ET")
    sheet.annotate("Widget", (100, 90, 140, 110), FT="/Tx", T="(a)", V="(2026)", AP=looks)
    assert sheet.read().notices == ()


def test_a_tick_put_down_as_a_stamp_chooses_the_box() -> None:
    sheet = Sheet()
    sheet.box(100, 90, 112, 102)
    sheet.words(116, 100, "符合")
    looks = _looking(sheet, "2 w 5 10 m 15 3 l 36 18 l S")
    sheet.annotate("Stamp", (100, 90, 114, 102), AP=looks)
    (mark,) = marks(sheet.read())
    assert isinstance(mark, Mark)
    assert mark.state is MarkState.CHOSEN


def test_a_box_with_a_pale_ground_and_a_dark_outline_is_empty() -> None:
    sheet = Sheet()
    sheet.canvas.setFillColorRGB(0.8, 0.84, 1)
    sheet.canvas.rect(100, sheet.height - 102, 12, 12, stroke=1, fill=1)
    sheet.canvas.setFillColorRGB(0, 0, 0)
    sheet.words(116, 100, "符合")
    assert [mark.state for mark in marks(sheet.read())] == [MarkState.EMPTY]
