"""Drawing instructions and font maps are taken by expressions just as pdfminer takes them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docforge.errors import UnreadableFile
from docforge.layout import Document
from docforge.readers import pdf
from docforge.readers.pdf import operators
from tests.readers.pdf_sheet import one_page, paragraphs, written_out

_PIECES = st.sampled_from(
    [
        "BT", "ET", "/F1 12 Tf", "(one) Tj", "<6f6e65> Tj", "[(a) -250.5 (b) 3 (c)] TJ", "10 20 Td",
        "1 0 0 1 72 600 Tm", "0 0 m", "100 0 l", "S", "10 10 50 40 re f", "q", "Q", "1 0 0 RG",
        "0.5 g", "/P <</MCID 0>> BDC", "EMC", "T*", "14 TL", "(next) '", "1 2 (wide) \"", "3 Tr",
        "(a\\)b\\101) Tj", "% a remark\n", "2 0 0 2 5 5 cm", "[] 0 d", "1 0 0 1 0 0 c", "n", "F",
        "-.5 +7. 0 0 re", "/Nothing Do", "4.5.6 w", "(a(b)c) Tj", "[[1]] TJ", "true", "5 5",
    ]
)  # fmt: skip


def _read(content: str) -> Document | str:
    try:
        return pdf.read(one_page(content))
    except UnreadableFile as error:
        return str(error)


@given(st.lists(_PIECES, max_size=25))
@settings(max_examples=80)
def test_the_quick_way_gives_what_pdfminer_gives(pieces: list[str]) -> None:
    content = " ".join(pieces)
    quick = _read(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operators, "operations", lambda _content: None)
        assert quick == _read(content)


def test_the_older_name_of_filling_fills() -> None:
    document = pdf.read(one_page("BT /F1 12 Tf 120 700 Td (yes) Tj ET 100 698 10 10 re F"))
    (block,) = document.blocks
    assert paragraphs(document) == [" yes"]
    assert block.content[0].glyph == "■"  # type: ignore[union-attr]


def test_a_quotation_mark_moves_to_the_next_line() -> None:
    content = 'BT /F1 12 Tf 14 TL 100 700 Td (one) Tj 0 0 (two) " ET'
    assert paragraphs(pdf.read(one_page(content))) == ["one", "two"]


def _with_map(told: str) -> bytes:
    page = "BT /F1 12 Tf 100 700 Td <00010002> Tj ET"
    return written_out(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R "
        "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X "
        "/W [0 2000000000 500] >>] >>",
        f"<< /Length {len(told)} >>\nstream\n{told}\nendstream",
    )


@pytest.mark.parametrize(
    "told",
    [
        "begincmap 2 beginbfchar <0001> <7B26> <0002> <5408> endbfchar endcmap",
        "begincmap 1 beginbfrange <0001> <0002> [<7B26> <5408>] endbfrange endcmap",
        "begincmap % as some write it\n2 beginbfchar <0001><7B26>\n<0002><5408> endbfchar endcmap",
        "2 beginbfrange <0001> <0001> <7B26> <0002> <0002> <5408> endbfrange",
    ],
)
def test_maps_are_read_however_they_are_written(told: str) -> None:
    assert paragraphs(pdf.read(_with_map(told))) == ["符合"]


def test_a_map_and_widths_without_end_take_no_time() -> None:
    told = "begincmap 1 beginbfrange <0000> <ffffffff> <0041> endbfrange endcmap"
    assert [page.number for page in pdf.read(_with_map(told)).pages] == [1]


def test_objects_that_are_only_references_to_one_another_are_damage() -> None:
    data = written_out(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox 4 0 R >>",
        "5 0 R",
        "4 0 R",
    )
    with pytest.raises(UnreadableFile):
        pdf.read(data)
