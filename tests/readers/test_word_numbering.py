"""The numbers that Word prints before paragraphs are part of what is read."""

from __future__ import annotations

import pytest

from docforge.readers.word.numerals import numeral
from tests.readers.word_file import cell, document, paragraph, row, table, texts


def level(
    depth: int, style: str = "decimal", template: str = "", start: int = 1, more: str = ""
) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{template or f"%{depth + 1}."}"/>{more}</w:lvl>'
    )


def numbering(*levels: str, nums: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}'
    )


def item(words: str, depth: int = 0, number: int = 1) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(words, properties=listed)


def test_printed_numbers_are_read() -> None:
    assert texts(item("甲") + item("乙") + paragraph("丙"), numbering=numbering(level(0))) == [
        "1. 甲",
        "2. 乙",
        "丙",
    ]


def test_levels_count_within_each_other() -> None:
    two = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "（%2）"))
    body = item("甲") + item("子", 1) + item("丑", 1) + item("乙") + item("寅", 1)
    assert texts(body, numbering=two) == ["一、 甲", "（1） 子", "（2） 丑", "二、 乙", "（1） 寅"]


def test_a_number_may_show_the_levels_above_it() -> None:
    two = numbering(
        level(0, "chineseCounting", "%1"), level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    )
    assert texts(item("甲") + item("子", 1) + item("丑", 1), numbering=two) == [
        "一 甲",
        "1.1 子",
        "1.2 丑",
    ]


def test_the_gap_after_a_number_is_as_the_list_says() -> None:
    tight = numbering(level(0, template="（%1）", more='<w:suff w:val="nothing"/>'))
    assert texts(item("甲"), numbering=tight) == ["（1）甲"]


def test_a_number_stands_alone_in_an_empty_cell() -> None:
    body = table(row(cell(item("")), "甲"), row(cell(item("")), "乙"))
    (found,) = document(body, numbering=numbering(level(0, template="%1"))).tables
    assert [one.text for one in found.cells] == ["1", "甲", "2", "乙"]


def test_lists_that_share_their_counters_count_on_and_one_that_restarts_does_not() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = item("甲") + item("乙", number=2) + item("丙", number=3) + item("丁", number=3)
    assert texts(body, numbering=numbering(level(0), nums=nums)) == [
        "1. 甲",
        "2. 乙",
        "1. 丙",
        "2. 丁",
    ]


def test_a_style_may_put_paragraphs_into_a_list() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Item"><w:basedOn w:val="Base"/></w:style>'
    )
    styled = '<w:pStyle w:val="Item"/>'
    out = styled + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    assert texts(
        paragraph("甲", properties=styled) + paragraph("乙", properties=out),
        styles=styles,
        numbering=numbering(level(0)),
    ) == ["1. 甲", "乙"]


def test_a_list_may_link_to_a_list_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    linked = (
        '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="9"/></w:num>'
    )
    found = texts(item("甲", number=5), styles=styles, numbering=numbering(level(0), nums=linked))
    assert found == ["1. 甲"]


def test_bullets_and_unknown_lists_print_nothing() -> None:
    assert texts(item("甲"), numbering=numbering(level(0, "bullet", "·"))) == ["甲"]
    assert texts(item("甲", number=77), numbering=numbering(level(0))) == ["甲"]


def test_a_deleted_paragraph_takes_no_number() -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>'
    gone = paragraph("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", properties=listed)
    assert texts(item("甲") + gone + item("乙"), numbering=numbering(level(0))) == [
        "1. 甲",
        "2. 乙",
    ]


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (28, "lowerLetter", "bb"),
        (2, "upperLetter", "B"),
        (3, "chineseCounting", "三"),
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "japaneseCounting", "一百一十"),
        (20, "ideographDigital", "二〇"),
        (3, "chineseLegalSimplified", "叁"),
        (11, "decimalEnclosedCircle", "⑪"),
        (21, "decimalEnclosedCircleChinese", "㉑"),
        (2, "ideographEnclosedCircle", "㊁"),
        (1, "decimalEnclosedParen", "⑴"),
        (2, "decimalFullWidth", "２"),
        (2, "ideographTraditional", "乙"),
        (99, "ideographTraditional", "99"),
        (5, "somethingNew", "5"),
        (5, "none", ""),
        (-1, "lowerRoman", "-1"),
    ],
)
def test_numbers_are_written_as_the_list_says(number: int, style: str, written: str) -> None:
    assert numeral(number, style) == written
