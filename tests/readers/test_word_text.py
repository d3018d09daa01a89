"""What of a Word file is read as text, what is left out, and what is noticed beside it."""

from __future__ import annotations

import pytest

from docforge.layout import NoticeCode, Paragraph
from docforge.place import Place
from docforge.readers.word import read
from tests.readers.word_file import (
    SCHEMAS,
    bare,
    checkbox,
    document,
    docx,
    field,
    line,
    members,
    package,
    paragraph,
    row,
    run,
    table,
    texts,
)

_DELETED = "<w:del><w:r><w:delText>旧</w:delText></w:r><w:r><w:t>旧</w:t></w:r></w:del>"


def test_tabs_breaks_and_hyphens_are_text() -> None:
    content = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/>"
    content += "<w:t>B</w:t><w:softHyphen/><w:t>C\u00ad</w:t><w:cr/></w:r>"
    assert bare(line(content)) == ["甲\t乙\nA-BC\n"]


def test_blanks_at_the_ends_count_only_where_they_are_preserved() -> None:
    assert bare(line("<w:r><w:t> 甲 </w:t></w:r>", run(" 乙\u3000"))) == ["甲 乙\u3000"]


def test_ruby_links_and_smart_tags_give_their_words_once() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('hé')}</w:rt><w:rubyBase>{run('核')}</w:rubyBase></w:ruby></w:r>"
    )
    link = f"<w:hyperlink>{run('附件')}</w:hyperlink>"
    smart = f"<w:smartTag><w:smartTag>{run('查')}</w:smartTag></w:smartTag>"
    assert bare(line(ruby, smart, link)) == ["核查附件"]


def test_a_formula_gives_its_letters() -> None:
    assert bare(line("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>")) == ["a=b"]


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    nested = field('IF 1 = 1 "x"', field("DATE", run("2022年")) + run("5月"))
    simple = f'<w:fldSimple w:instr=" PAGE ">{run("3")}</w:fldSimple>'
    assert bare(line(nested, simple)) == ["2022年5月3"]


def test_a_phonetic_guide_and_a_fraction_keep_their_words() -> None:
    guide = r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(hé),核)'
    assert bare(line(field(guide), "查", field(r"eq \f(1,2)"))) == ["核查1/2"]


def test_an_emoji_is_read_from_the_branch_for_older_programs() -> None:
    emoji = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:symEx w:char="2611"/>'
        "</mc:Choice><mc:Fallback><w:t>☑</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert bare(line(emoji, "符合")) == [("chosen", "tick", ""), "符合"]
    assert bare(line(checkbox("1", emoji), "符合")) == [("chosen", "tick", ""), "符合"]


def test_a_file_of_pictures_only_is_a_scan() -> None:
    picture = "<w:r><w:drawing><a:graphic><pic:pic/></a:graphic></w:drawing></w:r>"
    (notice,) = document(paragraph(picture)).notices
    assert (notice.code, notice.place) == (NoticeCode.PICTURE_PAGE, Place(page=1))


def test_a_field_that_never_ends_hides_nothing_of_the_next_paragraph() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(paragraph("甲", begin, "乙") + paragraph("丙")) == ["甲", "丙"]


def test_insertions_are_read_and_deletions_are_not() -> None:
    body = paragraph(
        _DELETED,
        f"<w:moveFrom>{run('去')}</w:moveFrom>",
        f"<w:ins>{run('新')}</w:ins>",
        f"<w:moveTo>{run('来')}</w:moveTo>",
    )
    found = document(body + paragraph(_DELETED, "后"))
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["新来", "后"]
    assert [notice.code for notice in found.notices] == [NoticeCode.TRACKED_CHANGE]


def test_hidden_words_are_not_read_but_noticed() -> None:
    found = document(paragraph("明", run("暗", "<w:vanish/>"), run("文", '<w:vanish w:val="0"/>')))
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["明文"]
    (notice,) = found.notices
    assert (notice.code, notice.detail, notice.place) == (
        NoticeCode.HIDDEN,
        "暗",
        Place(paragraph=1),
    )


def test_a_hidden_paragraph_style_hides_its_words() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert bare(line("暗", properties='<w:pStyle w:val="H"/>', styles=styles)) == []


def test_a_comment_is_noticed_where_it_stands() -> None:
    comments = f'<w:comment w:id="7">{paragraph("请核实")}{paragraph("日期")}</w:comment>'
    mark = '<w:r><w:commentReference w:id="7"/></w:r>'
    found = document(table(row("甲", f"<w:tc>{paragraph('乙', mark)}</w:tc>")), comments=comments)
    (notice,) = found.notices
    assert (notice.code, notice.detail, notice.place) == (
        NoticeCode.COMMENT,
        "请核实 日期",
        Place(table=1, row=1, column=2),
    )


def test_a_comment_without_an_anchor_is_noticed_too() -> None:
    comments = f'<w:comment w:id="7">{paragraph("请核实")}</w:comment>'
    assert [notice.detail for notice in document("", comments=comments).notices] == ["请核实"]


def test_headers_footers_and_notes_stand_beside_the_body() -> None:
    notes = f'<w:footnote w:type="separator">{paragraph("--")}</w:footnote>'
    notes += f"<w:footnote>{paragraph('注一')}</w:footnote>"
    found = document(
        paragraph("正文"),
        header=table(row("编号", "001")),
        footer=paragraph("第1页"),
        footnotes=notes,
    )
    assert [block.text for block in found.margins] == ["编号", "001", "第1页", "注一"]
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["正文"]


# Content controls -----------------------------------------------------------------------------


def _control(properties: str, inside: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def test_a_list_or_date_control_shows_what_was_picked() -> None:
    picked = _control("<w:dropDownList/>", run("不符合"))
    dated = _control("<w:date/>", run("2022年5月28日"))
    assert bare(line("结论：", picked, dated)) == ["结论：不符合2022年5月28日"]


@pytest.mark.parametrize(
    ("properties", "shown"),
    [("<w:showingPlcHdr/><w:text/>", "请填写"), ("<w:dropDownList/>", "选择一项。")],
)
def test_a_prompt_in_an_empty_control_is_nothing(properties: str, shown: str) -> None:
    assert bare(line("结论：", _control(properties, run(shown)))) == ["结论："]


def test_controls_within_controls_are_read_through() -> None:
    inner = _control("<w:text/>", run("乙"))
    for _ in range(30):
        inner = _control("", inner)
    assert bare(line("甲", inner)) == ["甲乙"]


def test_a_control_around_paragraphs_is_no_wall() -> None:
    assert texts(_control("<w:group/>", paragraph("甲") + paragraph("乙")) + paragraph("丙")) == [
        "甲",
        "乙",
        "丙",
    ]


# Text boxes -----------------------------------------------------------------------------------


def _box(inside: str) -> str:
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_and_after_its_line() -> None:
    assert texts(paragraph(_box(paragraph("盒")), "线") + paragraph("后")) == ["线", "盒", "后"]


def test_an_old_text_box_is_read_too() -> None:
    old = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    old += f"{paragraph('盒')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert texts(paragraph(old)) == ["盒"]


def test_a_table_in_a_text_box_lies_within_the_line_that_anchors_it() -> None:
    found = document(paragraph("一") + paragraph(_box(table(row("甲")) + paragraph(""))))
    (boxed,) = found.tables
    assert boxed.place == Place(table=1, within=(Place(paragraph=2),))


def test_a_text_box_in_a_cell_stays_in_its_cell() -> None:
    inner = f"<w:tc>{paragraph(_box(paragraph('盒')), '格')}</w:tc>"
    (found,) = document(table(row("甲", inner))).tables
    assert [cell.text for cell in found.cells] == ["甲", "格\n盒"]


# Other packages -------------------------------------------------------------------------------


def test_the_main_part_is_found_wherever_it_lies() -> None:
    found = read(docx(paragraph("正文"), main="content/main.xml", header=paragraph("眉")))
    assert [block.text for block in found.margins] == ["眉"]
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["正文"]


def test_strict_files_read_like_any_other() -> None:
    strict: dict[str, bytes] = {}
    for name, content in members(docx(paragraph("正文", "☑"))).items():
        for old, new in (
            ("wordprocessingml/2006/main", "wordprocessingml/main"),
            ("officeDocument/2006/relationships", "officeDocument/relationships"),
        ):
            usual, other = SCHEMAS + old, "http://purl.oclc.org/ooxml/" + new
            content = content.replace(usual.encode(), other.encode())
        strict[name] = content
    (block,) = read(package(strict)).blocks
    assert isinstance(block, Paragraph)
    assert bare(block.content) == ["正文", ("chosen", "tick", "")]


def test_an_inserted_foreign_document_is_noticed() -> None:
    found = document(paragraph("正文") + '<w:altChunk r:id="rId1"/>', aFChunk="")
    (notice,) = found.notices
    assert (notice.code, notice.detail) == (NoticeCode.HIDDEN, "word/aFChunk.xml")


def test_a_footnote_is_told_beside_what_refers_to_it() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{paragraph("见附件三")}</w:footnote>'
    read_ = document(paragraph("停产", reference), footnotes=notes)
    assert [block.text for block in read_.blocks if isinstance(block, Paragraph)] == ["停产"]
    (notice,) = read_.notices
    assert (notice.code, notice.detail) == (NoticeCode.FOOTNOTE, "见附件三")
    assert notice.place == Place(paragraph=1)


def test_emphasis_dots_count_as_an_underline() -> None:
    assert bare(line(run("符合", '<w:em w:val="dot"/>'), run(" 不符合")))[0] == (
        "undecided",
        "underline",
        "符合",
    )
