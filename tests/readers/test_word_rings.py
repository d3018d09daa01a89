"""A ring drawn over words is a mark on the word that lies inside it, and on no other."""

from __future__ import annotations

import pytest

from docforge.layout import Inline, NoticeCode, Paragraph, plain
from tests.readers.word_file import bare, document, paragraph, run

RINGED = ("chosen", "circle", "")


def ring(
    left: float,
    width: float = 25,
    top: float = 0,
    across: str = "column",
    down: str = "paragraph",
    shape: str = "ellipse",
) -> str:
    """An ellipse anchored in a run; lengths in points."""
    emu = [round(length * 12_700) for length in (left, top, width, 14)]
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:positionH relativeFrom="{across}"><wp:posOffset>{emu[0]}</wp:posOffset>'
        f'</wp:positionH><wp:positionV relativeFrom="{down}"><wp:posOffset>{emu[1]}'
        f'</wp:posOffset></wp:positionV><wp:extent cx="{emu[2]}" cy="{emu[3]}"/><a:graphic>'
        f'<a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="{shape}"/><a:noFill/></wps:spPr>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )


def oval(style: str) -> str:
    return f'<w:r><w:pict><v:oval style="{style}" filled="f"/></w:pict></w:r>'


def read(*inside: str, properties: str = "") -> tuple[tuple[Inline, ...], list[NoticeCode]]:
    """The content of a paragraph, and what was noticed."""
    found = document(paragraph(*inside, properties=properties))
    (block,) = found.blocks
    assert isinstance(block, Paragraph)
    return block.content, [notice.code for notice in found.notices]


def ringed(*inside: str, properties: str = "") -> list[str]:
    """The words that were ringed."""
    content, _ = read(*inside, properties=properties)
    return [part[2] for part in bare(content) if isinstance(part, tuple) and part[1] == "circle"]


# 符合 takes 0 to 21 points, 不符合 31.5 to 63, 不适用 73.5 to 105 at 10.5 points a character.
_OPTIONS = "符合\u3000不符合\u3000不适用"


@pytest.mark.parametrize(
    ("left", "width", "word"), [(-2, 25, "符合"), (28, 38, "不符合"), (70, 40, "不适用")]
)
def test_the_word_under_the_ring_is_the_one_that_counts(
    left: float, width: float, word: str
) -> None:
    content, notices = read(ring(left, width), _OPTIONS)
    assert ringed(ring(left, width), _OPTIONS) == [word]
    assert (plain(content), notices) == (_OPTIONS, [])


def test_it_does_not_matter_where_in_the_line_the_ring_is_anchored() -> None:
    assert ringed("符合\u3000不符合\u3000", ring(-2), "不适用") == ["符合"]
    assert ringed("符合\u3000", ring(-2, 36, across="character"), "不符合") == ["不符合"]


def test_a_ring_may_reach_over_several_runs_and_a_box() -> None:
    content, _ = read(ring(-2, 36), "□符", run("合", "<w:b/>"), " □不符合")
    assert bare(content) == [
        ("empty", "box", ""),
        ("chosen", "circle", "符合"),
        " ",
        ("empty", "box", ""),
        "不符合",
    ]


def test_larger_type_takes_more_room() -> None:
    large = '<w:sz w:val="42"/>'
    assert ringed(ring(60, 66), run("符合\u3000不符合", large)) == ["不符合"]


def test_two_rings_ring_two_words() -> None:
    assert ringed(ring(-2), ring(28, 38), _OPTIONS) == ["符合", "不符合"]


@pytest.mark.parametrize(
    "doubtful",
    [
        ring(10, 40),  # over parts of two words
        ring(-2, 110),  # over all of them
        ring(-2, top=16),  # over the line below
        ring(-2, across="page"),
        ring(-2, down="margin"),
        ring(200),
    ],
)
def test_a_ring_that_may_mean_several_words_means_none_and_is_noticed(doubtful: str) -> None:
    content, notices = read(doubtful, _OPTIONS)
    assert bare(content) == [_OPTIONS]
    assert notices == [NoticeCode.PICTURE]


def test_in_a_centred_line_only_a_lone_word_can_be_meant() -> None:
    centred = '<w:jc w:val="center"/>'
    assert ringed(ring(20), "符合", properties=centred) == ["符合"]
    assert ringed(ring(-2), _OPTIONS, properties=centred) == []


def test_an_indented_line_does_not_begin_at_the_edge() -> None:
    assert ringed(ring(-2), _OPTIONS, properties='<w:ind w:firstLine="420"/>') == []


def test_a_ring_in_an_empty_line_is_a_mark_by_itself() -> None:
    content, _ = read(ring(3))
    assert bare(content) == [RINGED]


def test_a_rectangle_around_a_word_rings_it_and_any_other_says_nothing() -> None:
    assert ringed(ring(-2, shape="rect"), _OPTIONS) == ["符合"]
    content, notices = read(ring(300, shape="rect"), _OPTIONS)
    assert (bare(content), notices) == ([_OPTIONS], [])


def test_old_drawings_tell_their_place_in_a_style() -> None:
    placed = "position:absolute;margin-left:28pt;margin-top:1pt;width:13.4mm;height:14pt"
    assert ringed(oval(placed), _OPTIONS) == ["不符合"]
    assert ringed(oval(placed + ";mso-position-horizontal-relative:page"), _OPTIONS) == []
    assert ringed(oval("margin-left:x;width:1..pt"), _OPTIONS) == [""]


def test_a_ring_within_a_group_belongs_to_no_word() -> None:
    grouped = '<w:r><w:pict><v:group><v:oval style="width:20pt"/></v:group></w:pict></w:r>'
    content, notices = read(grouped, _OPTIONS)
    assert (bare(content), notices) == ([_OPTIONS], [NoticeCode.PICTURE])


def test_a_ring_on_a_struck_word_does_not_choose_it() -> None:
    content, _ = read(ring(-2), run("符合", "<w:strike/>"), " 不符合")
    assert bare(content) == [("struck", "strike", "符合"), " 不符合"]
