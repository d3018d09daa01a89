"""Digital OFD: words where they stand, tables by their rules, marks printed, drawn and pen-made."""

from __future__ import annotations

import pytest

from docforge.errors import EncryptedFile, HostileFile, TruncatedFile, UnreadableFile
from docforge.layout import Document, NoticeCode, Paragraph
from docforge.readers import read
from docforge.readers.content import media_of
from docforge.readers.ofd.geometry import steps_of
from docforge.readers.ofd.paths import chains_of
from tests.readers.word_file import bare, members, package

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_DOCUMENT = "Doc_0/Document.xml"
_PAGE = "Doc_0/Pages/Page_0/Content.xml"


def element(name: str, inside: str, attributes: str = "") -> str:
    return f"<ofd:{name} {_NAMESPACE} {attributes}>{inside}</ofd:{name}>"


def ofd(objects: str, common: str = "", after: str = "", **parts: str) -> bytes:
    """A package of one page, 100 x 100 mm, with these objects; `parts` by path, "__" for "/"."""
    page = f"<ofd:Content><ofd:Layer ID='1'>{objects}</ofd:Layer></ofd:Content>"
    members: dict[str, str | bytes] = {
        "OFD.xml": element(
            "OFD", f"<ofd:DocBody><ofd:DocRoot>/{_DOCUMENT}</ofd:DocRoot></ofd:DocBody>"
        ),
        _DOCUMENT: element(
            "Document",
            "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 100 100</ofd:PhysicalBox>"
            f"</ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>"
            '<ofd:Page ID="7" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>' + after,
        ),
        _PAGE: element("Page", page),
        **{name.replace("__", "/"): content for name, content in parts.items()},
    }
    return package(members)


def text(words: str, x: float = 10, y: float = 10, attributes: str = "", code: str = "") -> str:
    return (
        f'<ofd:TextObject ID="2" Boundary="{x} {y} 80 5" Size="4" {attributes}>'
        f'<ofd:TextCode X="0" Y="4" {code}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, boundary: str = "0 0 100 100", attributes: str = "") -> str:
    return (
        f'<ofd:PathObject ID="3" Boundary="{boundary}" {attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_words_stand_where_their_boundary_and_steps_put_them() -> None:
    document = read(ofd(text("检查时间：2022", code='DeltaX="g 4 4 4 2 2 2"')))
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert block.text == "检查时间：2022"
    assert block.place is not None
    assert block.place.box is not None
    left, top, right, bottom = block.place.box
    assert (left, top, bottom) == pytest.approx((28.3, 30, 41.3), abs=1)
    assert right == pytest.approx(28.3 + 28 * 72 / 25.4, abs=1)
    assert document.media == media_of(ofd("")) == "ofd"


def test_a_matrix_scales_what_is_written_in_other_units() -> None:
    words = text("甲乙", attributes='CTM="0.3528 0 0 0.3528 0 0"').replace('Size="4"', 'Size="12"')
    (block,) = read(ofd(words.replace('Y="4"', 'Y="12"'))).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "甲乙"
    assert block.place is not None
    assert block.place.box is not None
    assert block.place.box[2] == pytest.approx((10 + 2 * 12 * 0.3528) * 72 / 25.4, abs=1)


_LINE_BY_LINE = (
    "M 10 10 L 90 10 M 10 30 L 90 30 M 10 50 L 90 50 M 10 10 L 10 50 M 50 10 L 50 50 "
    "M 90 10 L 90 50"
)
_CELL_BY_CELL = (
    "M 10 10 L 50 10 L 50 30 L 10 30 C M 50 10 L 90 10 L 90 30 L 50 30 C "
    "M 10 30 L 50 30 L 50 50 L 10 50 C M 50 30 L 90 30 L 90 50 L 50 50 C"
)


@pytest.mark.parametrize("rules", [_LINE_BY_LINE, _CELL_BY_CELL])
def test_rules_make_a_table(rules: str) -> None:
    words = (
        text("项目", 12, 15) + text("结论", 52, 15) + text("设备", 12, 35) + text("□符合", 52, 35)
    )
    (table,) = read(ofd(path(rules) + words)).tables
    assert [[cell.raw for cell in row] for row in table.by_row()] == [
        ["项目", "结论"],
        ["设备", "☐符合"],
    ]


def test_a_tick_drawn_into_a_printed_box_ticks_it() -> None:
    square = path("M 10 10 L 14 10 L 14 14 L 10 14 C")
    tick = path("M 10.5 12 L 11.5 13.5 L 13.8 10.4")
    document = read(ofd(square + tick + text("符合", 15, 9.5)))
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert bare(block.content) == [("chosen", "tick", ""), "符合"]


def test_the_letters_of_a_symbol_font_are_pictures() -> None:
    resources = element("Res", '<ofd:Fonts><ofd:Font ID="5" FontName="Wingdings"/></ofd:Fonts>')
    document = read(
        ofd(
            text("þ", attributes='Font="5"') + text("符合", 14, 10),
            common="<ofd:PublicRes>R_xml</ofd:PublicRes>",
            Doc_0__R_xml=resources,
        )
    )
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert bare(block.content)[0] == ("chosen", "tick", "")


def _annotated(kind: str, inside: str, visible: str = "true") -> bytes:
    listed = '<ofd:Page PageID="7"><ofd:FileLoc>A_xml</ofd:FileLoc></ofd:Page>'
    annotation = (
        f'<ofd:Annot ID="1" Type="{kind}" Visible="{visible}">'
        f'<ofd:Appearance Boundary="0 0 100 100">{inside}</ofd:Appearance></ofd:Annot>'
    )
    return ofd(
        text("□符合", 10, 10),
        after="<ofd:Annotations>L_xml</ofd:Annotations>",
        Doc_0__L_xml=element("Annotations", listed),
        Doc_0__A_xml=element("PageAnnot", annotation),
    )


def test_what_a_pen_drew_on_top_counts_unless_it_is_hidden() -> None:
    tick = path("M 10.5 12.5 L 11.5 13.7 L 13.8 10.6")
    (ticked,) = read(_annotated("Path", tick)).blocks
    (untouched,) = read(_annotated("Path", tick, visible="false")).blocks
    assert isinstance(ticked, Paragraph)
    assert isinstance(untouched, Paragraph)
    assert bare(ticked.content)[0] == ("chosen", "tick", "")
    assert bare(untouched.content)[0] == ("empty", "box", "")


def test_text_typed_on_top_is_read_and_a_watermark_is_not() -> None:
    assert "补充" in "".join(lines(read(_annotated("Stamp", text("补充", 40, 40)))))
    assert "样张" not in "".join(lines(read(_annotated("Watermark", text("样张", 40, 40)))))


def test_templates_lie_under_the_page() -> None:
    template = element(
        "Page", f"<ofd:Content><ofd:Layer>{text('企业名称：')}</ofd:Layer></ofd:Content>"
    )
    data = ofd("", common='<ofd:TemplatePage ID="9" BaseLoc="T_xml"/>', Doc_0__T_xml=template)
    page = element(
        "Page",
        '<ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer>'
        f"{text('甲公司', 30, 10)}</ofd:Layer></ofd:Content>",
    )
    parts: dict[str, str | bytes] = {**members(data), _PAGE: page}
    assert lines(read(package(parts))) == ["企业名称：甲公司"]


def test_a_page_that_is_only_a_picture_is_said_to_be_one() -> None:
    document = read(ofd('<ofd:ImageObject ID="4" Boundary="0 0 100 100" ResourceID="1"/>'))
    assert [notice.code for notice in document.notices] == [NoticeCode.PICTURE_PAGE]
    assert not list(document.blocks)


def test_writing_that_was_turned_is_read_upright() -> None:
    turned = "".join(
        text(words, x, 50, 'CTM="0 1 -1 0 0 0"') for words, x in (("企业名称", 60), ("甲公司", 50))
    )
    assert lines(read(ofd(turned))) == ["企业名称", "甲公司"]


def test_white_words_and_invisible_objects_are_not_read() -> None:
    white = text("白字", 10, 10).replace(
        "<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode'
    )
    assert lines(read(ofd(white + text("藏字", 10, 20, 'Visible="false"')))) == []


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("g 3 4.2", [4.2] * 3),
        ("1 g 2 3 4", [1, 3, 3, 4]),
        ("g 999999 1", [1] * 5),
        ("g", []),
        ("g x 1", []),
        ("nan inf 2", [0, 0, 2]),
    ],
)
def test_steps_between_characters(steps: str, expected: list[float]) -> None:
    assert steps_of(steps, 5) == expected


def test_paths_of_curves_and_nonsense() -> None:
    curved = chains_of("M 0 0 Q 5 5 10 0 B 1 1 2 2 3 3 A 5 5 0 0 1 10 10 C")
    assert curved[0].closed
    assert len(curved[0].points) > 20
    assert chains_of("L 1 1 hello M 1 C Z 3 4 L") == []


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (package({"OFD.xml": element("OFD", "")}), TruncatedFile),
        (package({"OFD.xml": "<ofd"}), TruncatedFile),
        (
            package(
                {
                    "OFD.xml": element(
                        "OFD",
                        "<ofd:DocBody><ofd:DocRoot>../../gone.xml</ofd:DocRoot></ofd:DocBody>",
                    )
                }
            ),
            TruncatedFile,
        ),
        (package({"OFD.xml": element("OFD", ""), "Encryptions.xml": "<x/>"}), EncryptedFile),
        (package({"OFD.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}), HostileFile),
        (ofd("", common="<ofd:PublicRes>gone.xml</ofd:PublicRes>")[:-30], TruncatedFile),
    ],
)
def test_a_broken_or_locked_ofd_is_one_error(data: bytes, kind: type[UnreadableFile]) -> None:
    with pytest.raises(kind) as caught:
        read(data)
    assert caught.value.remedy


def test_units_that_hold_themselves_end() -> None:
    unit = element(
        "Res",
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5"><ofd:Content>'
        '<ofd:CompositeObject ResourceID="5" Boundary="0 0 9 9"/>'
        + text("一次", 1, 1)
        + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>",
    )
    document = read(
        ofd(
            '<ofd:CompositeObject ID="8" ResourceID="5" Boundary="10 10 50 50"/>',
            common="<ofd:DocumentRes>R_xml</ofd:DocumentRes>",
            Doc_0__R_xml=unit,
        )
    )
    assert "一次" in "".join(lines(document))


def test_a_page_beyond_all_bounds_is_refused() -> None:
    with pytest.raises(HostileFile):
        read(ofd(text("一" * 1000) * 300))
