"""Marks that are drawn or are controls of their own: rings, floating ticks, art, ActiveX boxes."""

from __future__ import annotations

import struct

import pytest

from docforge.layout import Mark, NoticeCode, Paragraph
from docforge.place import Place
from docforge.readers.word import read
from tests.readers.word_file import (
    bare,
    cell,
    document,
    docx,
    grid,
    line,
    members,
    package,
    paragraph,
    relationships,
    row,
    table,
)

TICKED = ("chosen", "tick", "")
FILLED = ("chosen", "fill", "")
EMPTY = ("empty", "box", "")
LONE_TICK = ("undecided", "tick", "")
RINGED = ("chosen", "circle", "")

_ELLIPSE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
    '<a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="ellipse"/></wps:spPr></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:oval/></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize("drawing", [_ELLIPSE, "<w:r><w:pict><v:oval/></w:pict></w:r>"])
def test_a_ring_drawn_over_a_cell_is_one_chosen_mark(drawing: str) -> None:
    found = grid(table(row("1", cell(paragraph(drawing, "符合 不符合")))))
    (mark, words) = found.cells[1].content
    assert isinstance(mark, Mark)
    assert mark.place == Place(table=1, row=1, column=2)
    assert bare((mark, words)) == [RINGED, "符合 不符合"]


def test_a_tick_in_a_floating_box_stands_where_the_box_is_anchored() -> None:
    box = _text_box(paragraph("√"))
    assert bare(line(box, "符合")) == [LONE_TICK, "符合"]


def _text_box(inside: str) -> str:
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp>'
        f"<wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_art_words_are_read() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="√"/></v:shape></w:pict></w:r>'
    assert bare(line(art, "符合")) == [LONE_TICK, "符合"]


def test_a_picture_is_noticed_where_it_stands() -> None:
    picture = "<w:r><w:drawing><a:graphic><pic:pic/></a:graphic></w:drawing></w:r>"
    found = document(table(row("签字", cell(paragraph(picture)))))
    (notice,) = found.notices
    assert (notice.code, notice.place) == (NoticeCode.PICTURE, Place(table=1, row=1, column=2))


_CHECK_BOX, _OPTION = (f"8BD21D{code}-EC42-11CE-9E0D-00AA006002F3" for code in (40, 50))
_AX = 'xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"'


def _stream(value: bytes) -> bytes:
    """A MorphDataControl: colours, style, size, value and caption, as [MS-OFORMS] lays it out."""
    mask = 0x80C00146
    data = struct.pack("<IIB3xII", 0x80000005, 0x80000008, 4, len(value) | 1 << 31, 0)
    return struct.pack("<BBHQ", 0, 2, 36, mask) + data + b"\x58\x01\0\0" * 2 + value


@pytest.mark.parametrize(
    ("kind", "inside", "stored", "expected"),
    [
        (_CHECK_BOX, '<ax:ocxPr ax:name="Value" ax:value="1"/>', b"", TICKED),
        (_CHECK_BOX, '<ax:ocxPr ax:name="Value" ax:value="0"/>', b"", EMPTY),
        (_CHECK_BOX, "", b"\0" * 16 + _stream(b"1"), TICKED),
        (_OPTION, "", b"\xd0\xcf" + b"\0" * 2046 + _stream(b"1"), FILLED),
        (_CHECK_BOX, "", b"\0" * 128 + _stream(b"0"), EMPTY),
        (_CHECK_BOX, "", _stream(b""), ("undecided", "box", "")),
        (_CHECK_BOX, "", b"\0\2", ("undecided", "box", "")),
    ],
)
def test_an_activex_box_says_whether_it_is_pressed(
    kind: str, inside: str, stored: bytes, expected: tuple[str, str, str]
) -> None:
    control = '<w:r><w:object><w:control r:id="rId1"/></w:object></w:r>'
    ocx = f'<ax:ocx {_AX} ax:classid="{{{kind}}}">{inside}</ax:ocx>'
    data = package(
        {
            **members(docx(paragraph(control, "符合"))),
            "word/_rels/document.xml.rels": relationships(("control", "activeX/one.xml")),
            "word/activeX/one.xml": ocx,
            "word/activeX/_rels/one.xml.rels": relationships(("binary", "one.bin")),
            "word/activeX/one.bin": stored,
        }
    )
    (block,) = read(data).blocks
    assert isinstance(block, Paragraph)
    assert bare(block.content) == [expected, "符合"]


def test_a_word_written_in_an_oval_is_ringed() -> None:
    inside = f"<v:textbox><w:txbxContent>{paragraph('符合')}</w:txbxContent></v:textbox>"
    oval = f"<w:r><w:pict><v:oval>{inside}</v:oval></w:pict></w:r>"
    frame = f"<w:r><w:pict><v:rect>{inside}</v:rect></w:pict></w:r>"
    assert bare(line(oval, "不符合"))[0] == ("chosen", "circle", "符合")
    blocks = document(paragraph(frame, "不符合")).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["不符合", "符合"]
