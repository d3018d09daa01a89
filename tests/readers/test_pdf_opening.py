"""PDFs that cannot be read: each is turned away with what is wrong and what to do."""

from __future__ import annotations

import logging
import zlib
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption

from docforge.errors import (
    EmptyFile,
    EncryptedFile,
    HostileFile,
    TruncatedFile,
    UnreadableFile,
    UnsupportedFormat,
)
from docforge.layout import Document
from docforge.readers import pdf
from docforge.readers.pdf import opening, recorder
from tests.readers.pdf_sheet import HELVETICA, Sheet, hex_text, one_page, paragraphs, written_out


def sample(encryption: StandardEncryption | None = None) -> Sheet:
    sheet = Sheet(encryption=encryption)
    sheet.grid((50, 150, 350), (100, 130, 160))
    sheet.words(54, 118, "□符合 ☑不符合")
    sheet.box(160, 105, 170, 115)
    sheet.ring(200, 100, 240, 125)
    sheet.annotate("FreeText", (155, 138, 300, 154), Contents=hex_text("过期"))
    sheet.annotate("Widget", (310, 138, 320, 148), FT="/Btn", T="(c)", V="/Yes", AS="/Yes")
    return sheet


@cache
def sample_bytes() -> bytes:
    sheet = sample()
    sheet.next_page()
    sheet.words(100, 100, "第二页")
    return sheet.data()


def test_no_bytes_are_an_empty_file() -> None:
    with pytest.raises(EmptyFile):
        pdf.read(b"")


def test_other_content_is_no_pdf() -> None:
    with pytest.raises(UnsupportedFormat):
        pdf.read(b"PK\x03\x04 and so on")


def test_a_pdf_that_asks_for_a_password_is_encrypted() -> None:
    with pytest.raises(EncryptedFile) as raised:
        sample(StandardEncryption("secret", strength=128)).read()
    assert raised.value.remedy


@pytest.mark.parametrize("strength", [40, 128])
def test_a_pdf_that_only_its_owner_may_change_is_read(strength: int) -> None:
    sheet = Sheet(encryption=StandardEncryption("", "owner", strength=strength))
    sheet.words(100, 100, "inspection record", font="Helvetica")
    assert paragraphs(sheet.read()) == ["inspection record"]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.98])
def test_a_pdf_cut_off_anywhere_is_damaged_and_never_half_read(share: float) -> None:
    data = sample_bytes()
    with pytest.raises(TruncatedFile):
        pdf.read(data[: int(len(data) * share)])


def test_a_saved_change_that_was_cut_off_is_not_read_as_the_older_state() -> None:
    change = b"\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 9 0 R >>\nendobj\n9 0 obj\n<<"
    with pytest.raises(TruncatedFile):
        pdf.read(one_page("BT /F1 12 Tf (blank) Tj ET") + change)


def test_damaged_drawing_instructions_are_told_with_their_page() -> None:
    packed = zlib.compress(b"BT /F1 12 Tf 100 700 Td (" + b"words " * 200 + b") Tj ET")
    broken = (packed[:30] + b"\xff\xff\xff" + packed[33:]).decode("latin-1")
    data = written_out(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        f"<< /Length {len(broken)} /Filter /FlateDecode >>\nstream\n{broken}\nendstream",
    )
    with pytest.raises(TruncatedFile) as raised:
        pdf.read(data)
    assert "1" in raised.value.where


def test_missing_pages_are_damage() -> None:
    data = written_out(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 3 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    with pytest.raises(TruncatedFile) as raised:
        pdf.read(data)
    assert "3" in raised.value.what


@pytest.mark.parametrize(
    "page",
    ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 0 0] >>", "<< /Type /Pages /Kids [] /Count 0 >>"],
)
def test_a_page_without_size_and_a_pdf_without_pages_are_damaged(page: str) -> None:
    data = written_out(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 0 >>", page
    )
    with pytest.raises(TruncatedFile):
        pdf.read(data)


def test_a_form_that_only_adobe_shows_is_turned_away_with_a_remedy() -> None:
    form = "/NeedsRendering true /AcroForm << /Fields [] /XFA (template) >>"
    with pytest.raises(UnsupportedFormat) as raised:
        pdf.read(one_page("BT /F1 12 Tf (Please wait...) Tj ET", catalogue=form))
    assert raised.value.remedy


def test_a_portfolio_is_turned_away() -> None:
    with pytest.raises(UnsupportedFormat):
        pdf.read(one_page("BT ET", catalogue="/Collection << /Type /Collection >>"))


def test_too_many_pages_are_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_PAGES", 1)
    with pytest.raises(HostileFile):
        pdf.read(sample_bytes())


def test_a_page_that_paints_without_end_is_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "MOST_PAINTED", 20_000)
    content = "q 1 0 0 1 0 0 cm /F0 Do Q"
    forms = [
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length {40 * 7} "
        f"/Resources << /XObject << /F{level + 1} {6 + level} 0 R >> >> >>\nstream\n"
        + f"/F{level + 1} Do ".ljust(7) * 40
        + "\nendstream"
        for level in range(5)
    ]
    data = written_out(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /XObject << /F0 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        *forms,
    )
    with pytest.raises(HostileFile):
        pdf.read(data)


def test_a_stream_that_unpacks_without_end_is_hostile() -> None:
    packing = zlib.compressobj(9)
    packed = (
        b"".join(packing.compress(bytes(1 << 20)) for _megabyte in range(120)) + packing.flush()
    )
    body = packed.decode("latin-1")
    data = written_out(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        f"<< /Length {len(body)} /Filter /FlateDecode >>\nstream\n{body}\nendstream",
    )
    with pytest.raises(HostileFile):
        pdf.read(data)


def test_oddities_are_not_reported_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        pdf.read(one_page("BT /F1 12 Tf 1 0 0 rg (words) Tj /Gone Do 5 Tr nonsense ET"))
    assert caplog.records == []


def outcome(data: bytes) -> Document | UnreadableFile:
    try:
        return pdf.read(data)
    except UnreadableFile as error:
        return error


@given(st.data())
@settings(max_examples=120)
def test_whatever_is_changed_in_a_pdf_gives_a_document_or_an_error_for_people(
    choices: st.DataObject,
) -> None:
    data = bytearray(choices.draw(st.sampled_from([sample_bytes(), hand_written()])))
    for _change in range(choices.draw(st.integers(1, 12))):
        at = choices.draw(st.integers(0, len(data) - 1))
        what = choices.draw(st.sampled_from(["byte", "cut", "insert", "number"]))
        if what == "byte":
            data[at] = choices.draw(st.integers(0, 255))
        elif what == "cut":
            del data[at : at + choices.draw(st.integers(1, 40))]
        elif what == "insert":
            data[at:at] = choices.draw(st.binary(min_size=1, max_size=12))
        else:
            data[at : at + 1] = choices.draw(
                st.sampled_from([b"-1", b"99999999", b"1e9", b"/", b"<<"])
            )
        if not data:
            break
    assert isinstance(outcome(bytes(data)), (Document, UnreadableFile))


@cache
def hand_written() -> bytes:
    """Uncompressed, so that changes reach the drawing instructions too."""
    return one_page(
        "BT /F1 12 Tf 100 700 Td (cell one) Tj 0 -20 Td [(cell) -500 (two)] TJ ET\n"
        "90 660 200 60 re S 90 690 m 290 690 l S 190 660 m 190 720 l S\n"
        "100 600 10 10 re S 101 604 m 104 601 l 111 612 l S\n"
        "300 600 m 310 620 330 620 340 600 c 330 580 310 580 300 600 c s",
        fonts={"F1": HELVETICA},
    )


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_any_bytes_after_the_header_give_an_error_for_people(tail: bytes) -> None:
    assert isinstance(outcome(b"%PDF-1.7\n" + tail), UnreadableFile)
