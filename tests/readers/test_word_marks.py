"""Every way in which a Word form is marked."""

from __future__ import annotations

import pytest

from docforge.layout import Inline, Mark, MarkState, NoticeCode, Text, plain
from docforge.place import Place
from tests.readers.word_file import (
    bare,
    cell,
    checkbox,
    document,
    field,
    grid,
    line,
    paragraph,
    row,
    run,
    table,
)

TICKED = ("chosen", "tick", "")
CROSSED = ("chosen", "cross", "")
FILLED = ("chosen", "fill", "")
EMPTY = ("empty", "box", "")
LONE_TICK = ("undecided", "tick", "")
RINGED = ("chosen", "circle", "")

_WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:hint="eastAsia"/>'
_WINGDINGS_2 = '<w:rFonts w:ascii="wingdings 2" w:hAnsi="wingdings 2"/>'
_BORDER = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'


# Typed glyphs -----------------------------------------------------------------------------


def test_typed_boxes_stand_between_their_words() -> None:
    assert bare(line("☑符合 □不符合")) == [TICKED, "符合 ", EMPTY, "不符合"]


def test_a_mark_parted_over_several_runs_is_one_mark() -> None:
    assert bare(line("符合（", "√", "）不符合（", " ", "）")) == [
        "符合",
        TICKED,
        "不符合",
        EMPTY,
    ]


def test_a_tick_typed_behind_a_box_in_another_run_is_put_into_it() -> None:
    assert bare(line("□", "√", "符合")) == [TICKED, "符合"]


def test_a_lone_tick_stays_undecided_on_an_underlined_blank() -> None:
    content = line("符合", run("  √  ", '<w:u w:val="single"/>'))
    assert bare(content) == ["符合  ", LONE_TICK, "  "]


# Content controls ---------------------------------------------------------------------------


def test_the_state_of_a_check_box_control_comes_from_what_it_stores() -> None:
    content = line(checkbox("1", run("☒")), "符合 ", checkbox("0", run("☐")), "不符合")
    assert bare(content) == [CROSSED, "符合 ", EMPTY, "不符合"]


def test_a_control_may_show_any_glyph() -> None:
    assert bare(line(checkbox("true", run("R", _WINGDINGS_2)))) == [TICKED]
    assert bare(line(checkbox("1", run("■")))) == [FILLED]
    assert bare(line(checkbox("0", run("○")))) == [EMPTY]
    assert bare(line(checkbox("1", "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"))) == [
        TICKED
    ]


def test_a_control_without_content_is_still_a_mark() -> None:
    assert bare(line(checkbox("1", ""))) == [TICKED]


def test_a_control_whose_sign_and_state_differ_is_left_to_a_person() -> None:
    (mark,) = line(checkbox("1", run("☐")))
    assert isinstance(mark, Mark)
    assert mark.state is MarkState.UNDECIDED
    assert mark.alternatives == (MarkState.CHOSEN, MarkState.EMPTY)


def test_a_control_around_a_paragraph_or_a_cell_is_a_mark_in_it() -> None:
    around_paragraph = cell(checkbox("1", paragraph("☒")), paragraph("符合"))
    around_cell = checkbox("0", cell("☐"))
    found = grid(table(row("1", around_paragraph, around_cell, "备注")))
    assert [bare(one.content) for one in found.cells] == [
        ["1"],
        [CROSSED, "\n", "符合"],
        [EMPTY],
        ["备注"],
    ]


def test_a_tick_typed_behind_an_unchecked_control_is_put_into_it() -> None:
    (mark, words) = line(checkbox("0", run("☐")), "√符合")
    assert isinstance(mark, Mark)
    assert (mark.state, mark.glyph, mark.boxed) == (MarkState.CHOSEN, "☐√", True)
    assert isinstance(words, Text)
    assert words.text == "符合"


# Symbols and symbol fonts -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("font", "code", "expected"),
    [
        ("Wingdings", "F0FE", TICKED),
        ("wingdings", "00FE", TICKED),
        ("Wingdings", "F0FD", CROSSED),
        ("Wingdings", "F0A8", EMPTY),
        ("Wingdings", "6F", EMPTY),
        ("Wingdings 2", "F052", TICKED),
        ("WINGDINGS 2", "0052", TICKED),
        ("Wingdings 2", "F0A3", EMPTY),
        ("Wingdings", "F0FC", LONE_TICK),
        ("Segoe UI Symbol", "2611", TICKED),
    ],
)
def test_an_inserted_symbol_is_known_by_font_and_code(
    font: str, code: str, expected: tuple[str, str, str]
) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert bare(line(symbol, "符合")) == [expected, "符合"]


@pytest.mark.parametrize(
    ("properties", "typed", "expected"),
    [
        (_WINGDINGS, "þ", TICKED),
        (_WINGDINGS, "\uf0fe", TICKED),
        (_WINGDINGS, "¨", EMPTY),
        (_WINGDINGS_2, "R", TICKED),
        (_WINGDINGS_2, "£", EMPTY),
    ],
)
def test_letters_in_a_symbol_font_are_boxes(
    properties: str, typed: str, expected: tuple[str, str, str]
) -> None:
    assert bare(line(run(typed, properties), run("符合"))) == [expected, "符合"]


def test_letters_in_any_other_font_are_letters() -> None:
    assert bare(line("R是 £否")) == ["R是 £否"]


def test_a_symbol_font_may_come_from_a_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Box"><w:name w:val="Box"/>'
        f"<w:rPr>{_WINGDINGS_2}</w:rPr></w:style>"
    )
    assert bare(line(run("R", '<w:rStyle w:val="Box"/>'), "是", styles=styles)) == [TICKED, "是"]


def test_a_symbol_that_is_not_known_is_noticed() -> None:
    found = document(paragraph('<w:r><w:sym w:font="Marlett" w:char="F041"/></w:r>', "符合"))
    (notice,) = found.notices
    assert (notice.code, notice.detail) == (NoticeCode.UNMAPPED_GLYPH, "Marlett F041")
    assert [block.text for block in found.blocks if not hasattr(block, "cells")] == ["\ufffd符合"]


# Fields -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "instruction",
    [
        r" eq \o\ac(○,√)",
        r"EQ \o(□,√)",
        r"eq \o\ac(√,□)",
        r"eq \x(√)",
        r"eq \o(○;√)",
        r"eq \o(○,\s\up 2(√))",
    ],
)
def test_a_tick_in_a_ring_or_square_is_chosen(instruction: str) -> None:
    assert bare(line(field(instruction), "符合")) == [TICKED, "符合"]
    simple = f'<w:fldSimple w:instr="{instruction}"/>'
    assert bare(line(simple, "符合")) == [TICKED, "符合"]


def test_a_ringed_word_is_chosen_and_a_ringed_number_is_a_number() -> None:
    assert bare(line(field(r"eq \o\ac(○,符合)"), "/不符合")) == [
        ("chosen", "circle", "符合"),
        "/不符合",
    ]
    assert bare(line(field(r"eq \o\ac(○,3)"), "检验")) == ["③检验"]


def test_an_equation_field_may_be_spread_over_runs() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{x}"/></w:r>' for x in ("begin", "end"))
    parts = (r"eq \o\ac(", "○,", "√)")
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in parts)
    assert bare(line(begin + runs + end, "是")) == [TICKED, "是"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('<w:checked w:val="1"/>', CROSSED),
        ("<w:checked/>", CROSSED),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', EMPTY),
        ('<w:default w:val="1"/>', CROSSED),
        ('<w:default w:val="0"/>', EMPTY),
        ("", EMPTY),
    ],
)
def test_an_old_form_check_box_keeps_its_state_in_the_field(
    data: str, expected: tuple[str, str, str]
) -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>'
        f"<w:checkBox><w:sizeAuto/>{data}</w:checkBox></w:ffData></w:fldChar></w:r>"
    )
    rest = (
        "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert bare(line(begin + rest, "符合")) == [expected, "符合"]


def test_an_old_form_list_shows_its_entry() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="符合"/><w:listEntry w:val="不符合"/></w:ddList></w:ffData>'
        '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert bare(line(begin)) == ["不符合"]


def test_a_button_field_shows_its_box() -> None:
    assert bare(line(field("MACROBUTTON Tick □"), "是")) == [EMPTY, "是"]
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{x}"/></w:r>' for x in ("begin", "end"))
    outer = "<w:r><w:instrText>MACROBUTTON Tick </w:instrText></w:r>"
    symbol = field(r'SYMBOL 254 \f "Wingdings" \s 12')
    assert bare(line(begin, outer, symbol, end, "是")) == [TICKED, "是"]


# Made on words --------------------------------------------------------------------------------


def test_a_struck_option_leaves_the_other_as_words() -> None:
    content = line("符合 ", run("不符", "<w:strike/>"), run("合", "<w:dstrike/>"))
    assert bare(content) == ["符合 ", ("struck", "strike", "不符合")]
    assert plain(content) == "符合 "


def test_a_struck_box_keeps_its_box() -> None:
    struck = run("□不符合", "<w:strike/>")
    assert bare(line(struck)) == [EMPTY, ("struck", "strike", "不符合")]


def test_a_struck_tick_was_taken_back() -> None:
    assert bare(line(run("☑", "<w:strike/>"), "符合")) == [("struck", "tick", ""), "符合"]


def test_underlined_words_are_a_mark_and_keep_their_words() -> None:
    content = line("企业名称：", run(" 山西", '<w:u w:val="single"/>'), run("某公司 ", _U))
    assert bare(content) == ["企业名称： ", ("undecided", "underline", "山西某公司"), " "]
    assert plain(content) == "企业名称： 山西某公司 "


_U = '<w:u w:val="single"/>'


def test_underlined_blanks_are_text() -> None:
    assert bare(line("限期", run("    ", _U), "日")) == ["限期    日"]


def test_a_link_is_not_underlined_by_hand() -> None:
    link = f"<w:hyperlink>{run('附件', _U)}</w:hyperlink>"
    assert bare(line(link)) == ["附件"]


@pytest.mark.parametrize(
    "properties",
    ['<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'],
)
def test_words_on_a_coloured_ground_are_highlighted(properties: str) -> None:
    assert bare(line(run("符合", properties), "/不符合")) == [
        ("undecided", "highlight", "符合"),
        "/不符合",
    ]


def test_white_ground_and_bold_type_say_nothing() -> None:
    white = '<w:b/><w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>'
    assert bare(line(run("符合", white))) == ["符合"]


def test_a_frame_rings_words_and_boxes_a_tick() -> None:
    assert bare(line(run("符合", _BORDER), "/不符合")) == [
        ("chosen", "circle", "符合"),
        "/不符合",
    ]
    assert bare(line(run("√", _BORDER), "符合", run(" ", _BORDER), "不符合")) == [
        TICKED,
        "符合",
        EMPTY,
        "不符合",
    ]


def test_strike_may_come_from_a_style_and_be_lifted_again() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Out"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Gone"><w:basedOn w:val="Out"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Para"><w:rPr><w:strike/></w:rPr></w:style>'
    )
    gone = '<w:rStyle w:val="Gone"/>'
    assert bare(line(run("甲", gone), styles=styles)) == [("struck", "strike", "甲")]
    assert bare(line(run("甲", gone + '<w:strike w:val="0"/>'), styles=styles)) == ["甲"]
    in_style = '<w:pStyle w:val="Para"/>'
    assert bare(line("乙", properties=in_style, styles=styles)) == [("struck", "strike", "乙")]
    assert bare(line(run("丙", gone), properties=in_style, styles=styles)) == ["丙"]


def test_a_box_as_the_bullet_of_a_list_is_a_box() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="\uf0a8"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    assert bare(line("符合", properties=listed.format(0), numbering=numbering)) == [EMPTY, "符合"]
    assert bare(line("符合", properties=listed.format(1), numbering=numbering)) == ["符合"]


def test_marks_and_words_in_a_cell_know_their_place() -> None:
    found = grid(table(row("1", "2"), row("3", "☑符合")))
    places: set[Place | None] = {
        part.place for part in found.cells[3].content if isinstance(part, Inline)
    }
    assert places == {Place(table=1, row=2, column=2)}
