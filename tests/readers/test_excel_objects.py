"""What lies over a sheet: check boxes, option buttons, text boxes, pictures, threads."""

from __future__ import annotations

import pytest

from docforge.layout import MarkShape, MarkState, NoticeCode, Paragraph
from docforge.readers import excel
from tests.readers.excel_book import LINKS, cell_at, words, written

VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">{shapes}</xml>'
)
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{anchors}</xdr:wsDr>'
)


def vml_box(
    number: int, anchor: str, caption: str = "", *, checked: str = "", kind: str = "Checkbox"
) -> str:
    state = f"<x:Checked>{checked}</x:Checked>" if checked else ""
    return (
        f'<v:shape id="_x0000_s{number}"><v:textbox><div><font face="宋体">{caption}</font><br>'
        f'</div></v:textbox><x:ClientData ObjectType="{kind}"><x:Anchor>{anchor}</x:Anchor>{state}'
        "</x:ClientData></v:shape>"
    )


def shape(
    text: str, *, row: int, column: int, number: int = 2, geometry: str = "rect", hidden: str = ""
) -> str:
    start = f"<xdr:from>{_cell(row, column)}</xdr:from>"
    end = f"<xdr:to>{_cell(row, column + 1)}</xdr:to>"
    words_xml = f"<xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody>" if text else ""
    return (
        f"<xdr:twoCellAnchor>{start}{end}<xdr:sp><xdr:nvSpPr>"
        f'<xdr:cNvPr id="{number}" name="s" {hidden}/></xdr:nvSpPr>'
        f'<xdr:spPr><a:prstGeom prst="{geometry}"/></xdr:spPr>{words_xml}</xdr:sp>'
        "<xdr:clientData/></xdr:twoCellAnchor>"
    )


def _cell(row: int, column: int) -> str:
    return (
        f"<xdr:col>{column - 1}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    )


ROWS = f'<row r="1">{words("检查结论", "A1")}</row><row r="2" ht="40">{words("1", "A2")}</row>'


def with_vml(*shapes: str, rows: str = ROWS) -> bytes:
    return written(
        rows,
        sheet_links=(("vmlDrawing", "../drawings/vmlDrawing1.vml"),),
        parts={"xl/drawings/vmlDrawing1.vml": VML.format(shapes="".join(shapes))},
    )


def test_check_boxes_stand_in_the_cell_under_them_before_their_captions() -> None:
    data = with_vml(
        vml_box(1025, "1, 2, 1, 3, 1, 30, 1, 20", "符合", checked="1"),
        vml_box(1026, "1, 32, 1, 3, 1, 60, 1, 20", "不符合"),
    )
    cell = cell_at(data, "B2")
    assert cell.raw == "☑符合☐不符合"
    assert [mark.state for mark in cell.marks] == [MarkState.CHOSEN, MarkState.EMPTY]
    assert all(mark.boxed for mark in cell.marks)


def test_a_box_drawn_a_little_too_high_belongs_to_the_row_that_it_fills() -> None:
    data = with_vml(vml_box(1025, "1, 5, 0, 17, 1, 60, 1, 20", "符合", checked="1"))
    assert cell_at(data, "B2").raw == "☑符合"


def test_option_buttons_are_marks_and_mixed_boxes_are_undecided() -> None:
    data = with_vml(
        vml_box(1025, "1, 2, 1, 3, 1, 20, 1, 20", "是", checked="1", kind="Radio"),
        vml_box(1026, "1, 22, 1, 3, 1, 40, 1, 20", "否", kind="Radio"),
        vml_box(1027, "1, 42, 1, 3, 1, 60, 1, 20", "不详", checked="2"),
    )
    states = [mark.state for mark in cell_at(data, "B2").marks]
    assert states == [MarkState.CHOSEN, MarkState.EMPTY, MarkState.UNDECIDED]


def test_bare_boxes_go_each_to_one_word_of_the_cell() -> None:
    rows = f'<row r="1">{words("结论", "A1")}{words("符合  不符合", "B1")}</row>'
    data = with_vml(
        vml_box(1026, "1, 40, 0, 3, 1, 55, 0, 15"),
        vml_box(1025, "1, 5, 0, 3, 1, 20, 0, 15", checked="1"),
        rows=rows,
    )
    assert cell_at(data, "B1").raw == "☑符合  ☐不符合"


def test_the_state_in_the_control_properties_counts() -> None:
    control = (
        f'<controls xmlns:r="{LINKS}"><control shapeId="1025" r:id="rId2" name="c"/></controls>'
    )
    properties = '<formControlPr objectType="CheckBox" checked="Checked" fmlaLink="$D$1"/>'
    data = written(
        ROWS,
        after=control,
        sheet_links=(
            ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        ),
        parts={
            "xl/drawings/vmlDrawing1.vml": VML.format(
                shapes=vml_box(1025, "1, 5, 1, 3, 1, 60, 1, 20", "符合")
            ),
            "xl/ctrlProps/ctrlProp1.xml": properties,
        },
    )
    assert cell_at(data, "B2").raw == "☑符合"


def test_a_control_without_legacy_drawing_is_found_by_its_shape() -> None:
    control = f'<controls xmlns:r="{LINKS}"><control shapeId="7" r:id="rId1" name="c"/></controls>'
    anchor = shape("不符合", row=2, column=2, number=7)
    alternatives = (
        f'<mc:AlternateContent><mc:Choice Requires="a14">{anchor}</mc:Choice></mc:AlternateContent>'
    )
    data = written(
        ROWS,
        after=control,
        sheet_links=(
            ("ctrlProp", "../ctrlProps/ctrlProp1.xml"),
            ("drawing", "../drawings/drawing1.xml"),
        ),
        parts={
            "xl/ctrlProps/ctrlProp1.xml": '<formControlPr objectType="CheckBox"/>',
            "xl/drawings/drawing1.xml": DRAWING.format(anchors=alternatives),
        },
    )
    document = excel.read(data)
    assert cell_at(data, "B2").raw == "☐不符合"
    assert not [block for block in document.blocks if isinstance(block, Paragraph)]


def with_drawing(*anchors: str) -> bytes:
    return written(
        ROWS,
        sheet_links=(("drawing", "../drawings/drawing1.xml"),),
        parts={"xl/drawings/drawing1.xml": DRAWING.format(anchors="".join(anchors))},
    )


def test_text_boxes_are_paragraphs_after_the_table() -> None:
    data = with_drawing(shape("复查合格", row=5, column=1), shape("检查组", row=4, column=1))
    blocks = excel.read(data).pages[0].blocks
    assert [block.text for block in blocks[1:] if isinstance(block, Paragraph)] == [
        "检查组",
        "复查合格",
    ]


def test_a_text_box_with_a_tick_alone_goes_into_its_cell() -> None:
    cell = cell_at(with_drawing(shape("√", row=2, column=2)), "B2")
    assert [mark.state for mark in cell.marks] == [MarkState.UNDECIDED]


@pytest.mark.parametrize(("geometry", "column"), [("ellipse", 2), ("line", 1)])
def test_shapes_without_words_are_pictures_that_a_person_must_look_at(
    geometry: str, column: int
) -> None:
    drawn = shape("", row=2, column=column, geometry=geometry)
    (notice,) = excel.read(with_drawing(drawn)).notices
    assert (notice.code, notice.detail) == (NoticeCode.PICTURE, geometry)
    assert notice.place is not None
    assert notice.place.cell == f"{' AB'[column]}2"


def test_a_ring_around_the_only_word_of_a_cell_chooses_it() -> None:
    data = with_drawing(shape("", row=1, column=1, geometry="ellipse"))
    (mark,) = cell_at(data, "A1").marks
    assert (mark.state, mark.shape, mark.word) == (
        MarkState.CHOSEN,
        MarkShape.CIRCLE,
        "检查结论",
    )
    assert excel.read(data).notices == ()


def test_hidden_shapes_are_not_read() -> None:
    document = excel.read(with_drawing(shape("看不见", row=2, column=1, hidden='hidden="1"')))
    assert document.notices == ()
    assert len(document.pages[0].blocks) == 1


def test_a_thread_is_one_comment_without_its_copy_in_the_notes() -> None:
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="B2" id="{1}"><text>请核实</text></threadedComment>'
        '<threadedComment ref="B2" id="{2}" parentId="{1}"><text>已核实</text></threadedComment>'
        "</ThreadedComments>"
    )
    notes = (
        '<comments><commentList><comment ref="B2" authorId="0"><text><t>[Threaded comment] '
        "Your version of Excel</t></text></comment></commentList></comments>"
    )
    data = written(
        ROWS,
        sheet_links=(("comments", "../comments1.xml"), ("threadedComment", "../threaded1.xml")),
        parts={"xl/comments1.xml": notes, "xl/threaded1.xml": thread},
    )
    found = [(notice.code, notice.detail) for notice in excel.read(data).notices]
    assert found == [(NoticeCode.COMMENT, "请核实"), (NoticeCode.COMMENT, "已核实")]
