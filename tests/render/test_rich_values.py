"""Values that are more than text: rich text, pictures, tables, other documents, check boxes."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE

from docforge.errors import TemplateError
from docforge.render import (
    Listing,
    Picture,
    RichText,
    RichTextParagraph,
    Subdocument,
    Table,
    Template,
    box,
)
from tests.render.building import W, body, cells, filled, lines, paragraphs, png, texts, word

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def styled(text: str) -> bytes:
    def build(document: WordDocument) -> None:
        run = document.add_paragraph().add_run(text)
        run.font.name = "Arial"
        run.italic = True

    return word(build)


def test_rich_text_keeps_the_looks_around_it_where_it_says_nothing() -> None:
    document = filled(styled("前{{ x }}后"), x=RichText("重", bold=True, color="#FF0000"))
    (run,) = [run for run in document.paragraphs[0].runs if run.text == "重"]
    assert (run.bold, run.italic, run.font.name, str(run.font.color.rgb)) == (
        *(True, True, "Arial", "FF0000"),
    )
    assert lines(document) == ["前重后"]


def test_a_font_for_chinese_text_is_named_as_east_asian() -> None:
    document = filled(paragraphs("{{ x }}"), x=RichText("整改", font="仿宋_GB2312"))
    (fonts,) = document.element.body.iter(f"{W}rFonts")
    assert {fonts.get(f"{W}{each}") for each in ("ascii", "eastAsia", "hAnsi")} == {"仿宋_GB2312"}
    assert fonts.get(f"{W}hint") == "eastAsia"


def test_rich_text_breaks_lines_and_paragraphs() -> None:
    document = filled(paragraphs("[{{ x }}]"), x=RichText("一\n二\a三\t四"))
    assert lines(document) == ["[一\n二", "三\t四]"]


def test_a_rich_text_links() -> None:
    document = filled(paragraphs("{{r x }}"), x=RichText("站", url="http://例.cn/?a&b"))
    (link,) = document.paragraphs[0].hyperlinks
    assert (link.text, link.address) == ("站", "http://例.cn/?a&b")


def test_looks_there_are_not_are_refused() -> None:
    with pytest.raises(TypeError):
        RichText("x", blod=True)


def test_paragraphs_with_styles_break_out_of_a_line() -> None:
    value = RichTextParagraph("标题", parastyle="Heading1").add("正文")
    document = filled(paragraphs("前{{ x }}后"), x=value)
    assert lines(document) == ["前", "标题", "正文", "后"]
    assert document.paragraphs[1].style is not None
    assert document.paragraphs[1].style.name == "Heading 1"


def test_a_listing_keeps_the_looks_of_its_place() -> None:
    document = filled(styled("{{ x }}"), x=Listing("一\a二<"))
    assert lines(document) == ["一", "二<"]
    assert all(run.italic for paragraph in document.paragraphs for run in paragraph.runs)


def test_a_picture_is_as_large_as_asked_and_keeps_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "章.png"
    path.write_bytes(png(width=8, height=4))
    document = filled(paragraphs("{{ x }}"), x=Picture(path, width_mm=20, alt="印章"))
    (shape,) = document.inline_shapes
    assert (shape.width.mm, shape.height.mm) == (20, 10)
    assert shape._inline.docPr.get("descr") == "印章"


@pytest.mark.parametrize("source", [b"no picture", "nowhere.png"])
def test_what_is_no_picture_is_told_with_its_tag(source: str | bytes) -> None:
    with pytest.raises(TemplateError, match=r"“\{\{ x \}\}” cannot be filled"):
        Template(paragraphs("{{ x }}")).render({"x": Picture(source)})


def test_a_table_is_made_of_a_list() -> None:
    rows = [["甲", 1], ["乙<", RichText("重", bold=True)]]
    document = filled(
        paragraphs("{{p x }}"), x=Table(rows, header=["企业", "数"], widths_mm=[50, 20])
    )
    assert cells(document) == [["企业", "数"], ["甲", "1"], ["乙<", "重"]]
    (head,) = document.element.body.iter(f"{W}tblHeader")
    assert head is not None


def test_a_table_of_records_is_made_in_the_template() -> None:
    template = paragraphs("{{p rows|table(columns=['a', 'b'], header=['甲', '乙']) }}")
    document = filled(template, rows=[{"a": 1, "b": 2, "c": 3}])
    assert cells(document) == [["甲", "乙"], ["1", "2"]]


def test_a_table_without_rows_is_nothing() -> None:
    assert filled(paragraphs("{{p x }}"), x=Table([])).tables == []


def test_rows_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="equally long"):
        Table([[1], [1, 2]])


def other() -> bytes:
    def build(document: WordDocument) -> None:
        document.styles.add_style("所附样式", WD_STYLE_TYPE.PARAGRAPH).font.bold = True
        document.add_paragraph("附件正文", style="所附样式")
        document.add_paragraph("一项", style="List Number")
        document.add_picture(io.BytesIO(png()))
        document.add_table(1, 1).cell(0, 0).text = "格"

    return word(build)


def test_another_document_comes_with_its_styles_and_pictures() -> None:
    document = filled(paragraphs("前", "{{p x }}", "后"), x=Subdocument(other()))
    assert lines(document) == ["前", "附件正文", "一项", "", "后"]
    assert document.paragraphs[1].style is not None
    assert document.paragraphs[1].style.name == "所附样式"
    assert cells(document) == [["格"]]
    assert len(document.inline_shapes) == 1


def test_another_document_put_in_twice_is_whole_both_times() -> None:
    document = filled(paragraphs("{{p x }}", "{{p x }}"), x=Subdocument(other()))
    assert len(document.inline_shapes) == 2
    numbers = [e.get("id") for e in document.element.body.iter() if str(e.tag).endswith("}docPr")]
    assert len(set(numbers)) == 2


def test_a_document_that_is_none_is_told_with_its_tag(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(TemplateError, match=r"a\.docx is not a Word document"):
        Template(paragraphs("{{p x }}")).render({"x": Subdocument(tmp_path / "a.docx")})


@pytest.mark.parametrize(
    ("value", "glyph"),
    [
        *((yes, "☑") for yes in (True, 1, "是", "√", "yes")),
        *((no, "☐") for no in (False, None, "否", "")),
    ],
)
def test_a_box_shows_yes_and_no(value: object, glyph: str) -> None:
    assert lines(filled(paragraphs("{{ box(x) }}"), x=value)) == [glyph]


def test_a_box_shows_which_option_was_chosen() -> None:
    template = paragraphs("{{ box(x, '符合') }}符合 {{ box(x, '不符合') }}不符合")
    assert lines(filled(template, x="不符合")) == ["☐符合 ☑不符合"]
    assert lines(filled(template, x=["符合", "不符合"])) == ["☑符合 ☑不符合"]


def test_a_box_does_not_guess() -> None:
    with pytest.raises(ValueError, match="neither yes nor no"):
        box("也许")
    with pytest.raises(TemplateError, match="“也许” says neither yes nor no"):
        Template(paragraphs("{{ box(x) }}")).render({"x": "也许"})


CONTROL = (
    "<w:p><w:sdt><w:sdtPr>{name}<w14:checkbox><w14:checked w14:val='0'/>"
    "<w14:checkedState w14:val='2612' w14:font='MS Gothic'/>"
    "<w14:uncheckedState w14:val='2610' w14:font='MS Gothic'/></w14:checkbox></w:sdtPr>"
    "<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
)


@pytest.mark.parametrize(
    ("name", "text"), [("", "{{ box(x) }}"), ("<w:tag w:val='{{ x }}'/>", "☐"), ("", "{{ x }}")]
)
def test_a_check_box_control_gets_its_state_and_its_glyph(name: str, text: str) -> None:
    template = body(CONTROL.format(name=name, text=text))
    for x, state, glyph in ((True, "1", "☒"), ("否", "0", "☐")):
        document = filled(template, x=x)
        (checked,) = document.element.body.iter(f"{W14}checked")
        assert (checked.get(f"{W14}val"), texts(document)) == (state, [glyph])


def test_a_form_check_box_gets_its_state() -> None:
    field = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:name w:val='K1'/>"
        "<w:statusText w:type='text' w:val='{{ box(x) }}'/><w:checkBox><w:sizeAuto/>"
        "<w:default w:val='0'/></w:checkBox></w:ffData></w:fldChar></w:r>"
        "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    )
    for x, state in ((True, "1"), (False, "0")):
        document = docx.Document(io.BytesIO(Template(body(field)).render({"x": x})))
        (checked,) = document.element.body.iter(f"{W}checked")
        assert checked.get(f"{W}val") == state


def test_a_picture_lies_over_the_text_with_its_centre_where_it_was_put() -> None:
    document = filled(paragraphs("甲{{ seal|over(100, 7.5) }}乙"), seal=Picture(png(), width_mm=40))
    (anchor,) = document.element.body.iter(f"{WP}anchor")
    right, down = (int(each.text or "") / 36_000 for each in anchor.iter(f"{WP}posOffset"))
    wide, high = (int(anchor.find(f"{WP}extent").get(side)) / 36_000 for side in ("cx", "cy"))
    assert right + wide / 2 == pytest.approx(100, abs=0.01)
    assert down + high / 2 == pytest.approx(7.5, abs=0.01)
    assert lines(document) == ["甲乙"]


@pytest.mark.parametrize("nothing", [{"seal": ""}, {"seal": None}, {}])
def test_where_no_picture_is_given_none_lies_over_the_text(nothing: dict[str, None]) -> None:
    assert lines(filled(paragraphs("甲{{ seal|over(1, 2) }}乙"), **nothing)) == ["甲乙"]


def test_what_is_no_picture_lies_over_nothing() -> None:
    with pytest.raises(TemplateError, match=r"印.*is not a picture"):
        filled(paragraphs("{{ seal|over(1, 2) }}"), seal="印")
