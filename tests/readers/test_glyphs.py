"""Which characters are marks, and which only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.layout import Inline, Mark, MarkShape, MarkState, Text, plain
from docforge.place import Place
from docforge.readers.glyphs import marks_in, stretches
from docforge.readers.symbol_fonts import is_symbol_font, lookalikes, symbol

CHOSEN, EMPTY, UNDECIDED = MarkState.CHOSEN, MarkState.EMPTY, MarkState.UNDECIDED
BOX, TICK, CROSS, FILL = MarkShape.BOX, MarkShape.TICK, MarkShape.CROSS, MarkShape.FILL


def only(parts: tuple[Inline, ...]) -> Mark:
    (mark,) = parts
    assert isinstance(mark, Mark)
    return mark


def marks(text: str, font: str | None = None) -> list[tuple[MarkState, MarkShape, bool]]:
    found = [part for part in marks_in(text, font) if isinstance(part, Mark)]
    return [(mark.state, mark.shape, mark.boxed) for mark in found]


@pytest.mark.parametrize("glyph", "□☐◻○◯⬜❑❒▢")
def test_an_untouched_box_is_empty(glyph: str) -> None:
    assert only(marks_in(glyph)) == Mark(EMPTY, BOX, glyph=glyph, boxed=True)


@pytest.mark.parametrize(("glyphs", "shape"), [("☑✅🗹", TICK), ("☒🗵", CROSS), ("■▣⬛●◉⊙", FILL)])
def test_a_box_that_was_touched_is_chosen(glyphs: str, shape: MarkShape) -> None:
    for glyph in glyphs:
        assert only(marks_in(glyph)) == Mark(CHOSEN, shape, glyph=glyph, boxed=True)


@pytest.mark.parametrize(("glyphs", "shape"), [("√✓✔🗸", TICK), ("×✗✘✕", CROSS)])
def test_a_lone_tick_or_cross_is_undecided(glyphs: str, shape: MarkShape) -> None:
    for glyph in glyphs:
        assert only(marks_in(glyph)) == Mark(UNDECIDED, shape, glyph=glyph)


def test_words_and_marks_stand_in_order_with_their_place() -> None:
    place = Place(table=1, row=2, column=3)
    assert marks_in("☑符合 □不符合", place=place) == (
        Mark(CHOSEN, TICK, glyph="☑", boxed=True, place=place),
        Text("符合 ", place),
        Mark(EMPTY, BOX, glyph="□", boxed=True, place=place),
        Text("不符合", place),
    )


def test_an_emoji_selector_belongs_to_its_mark() -> None:
    assert only(marks_in("✔\ufe0f")).glyph == "✔\ufe0f"


@pytest.mark.parametrize("text", ["□√符合", "√□符合", "符合□√不符合", "是 √□"])
def test_a_tick_typed_at_a_box_is_one_chosen_mark(text: str) -> None:
    assert marks(text) == [(CHOSEN, TICK, True)]


@pytest.mark.parametrize("text", ["√ □符合", "符合√□不符合", "□符合√"])
def test_a_tick_that_may_belong_to_a_word_stays_apart_from_the_box(text: str) -> None:
    assert sorted(marks(text)) == sorted([(EMPTY, BOX, True), (UNDECIDED, TICK, False)])


@pytest.mark.parametrize("text", ["（√）", "(√)", "[√]", "【 √ 】", "(\u3000✓)", "（√)"])
def test_a_tick_in_brackets_is_chosen(text: str) -> None:
    assert only(marks_in(text)) == Mark(CHOSEN, TICK, glyph=text, boxed=True)


@pytest.mark.parametrize("text", ["（ ）", "( )", "[ ]", "【\u3000】", "(\xa0\xa0)", "（□）"])
def test_blank_brackets_are_an_empty_box(text: str) -> None:
    assert only(marks_in(text)) == Mark(EMPTY, BOX, glyph=text, boxed=True)


@pytest.mark.parametrize("text", ["（）", "()", "(\n)", "（晋）", "f( x )", "（" + " " * 30 + "）"])
def test_other_brackets_are_words(text: str) -> None:
    assert marks(text) == []


def test_a_ring_in_brackets_is_left_to_a_person() -> None:
    assert marks("（○）") == [(UNDECIDED, MarkShape.CIRCLE, True)]


@pytest.mark.parametrize(
    "text",
    [
        "3×5",
        "20mm×30mm",
        "Φ12 × 9米",
        "高炉×2",
        "××公司",
        "20××年",
        "×年×月×日",
        "二○二二年",
        "二○○九年",
        "○○县",
        "二〇二二年",
        "如符合打√",
        "请在“□”内画“√”",
        "在□内打√",
        "oRx£þ¨ü",
    ],
)
def test_what_only_looks_like_a_mark_is_words(text: str) -> None:
    assert marks_in(text) == (Text(text),)


@pytest.mark.parametrize("text", ["×符合", "符合×", "1.× 2.√", "无采购计划×", "符合 ×  不符合 √"])
def test_a_cross_beside_words_is_a_mark(text: str) -> None:
    assert (UNDECIDED, CROSS, False) in marks(text)


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("þ", "Wingdings", (CHOSEN, TICK, True)),
        ("\uf0fe", "wingdings", (CHOSEN, TICK, True)),
        ("ý", "ABCDEF+Wingdings-Regular", (CHOSEN, CROSS, True)),
        ("¨", "Wingdings", (EMPTY, BOX, True)),
        ("o", "WINGDINGS", (EMPTY, BOX, True)),
        ("n", "Wingdings", (CHOSEN, FILL, True)),
        ("ü", "Wingdings", (UNDECIDED, TICK, False)),
        ("û", "Wingdings", (UNDECIDED, CROSS, False)),
        ("R", "Wingdings 2", (CHOSEN, TICK, True)),
        ("\uf052", "Wingdings2", (CHOSEN, TICK, True)),
        ("£", "Wingdings 2", (EMPTY, BOX, True)),
        ("T", "Wingdings 2", (CHOSEN, CROSS, True)),
        ("¢", "Wingdings 2", (CHOSEN, FILL, True)),
        ("P", "Wingdings 2", (UNDECIDED, TICK, False)),
        ("a", "Webdings", (UNDECIDED, TICK, False)),
        ("c", "Webdings", (EMPTY, BOX, True)),
        ("\xd6", "Symbol", (UNDECIDED, TICK, False)),
        ("\uf0fe", None, (CHOSEN, TICK, True)),
        ("\uf0a8", None, (EMPTY, BOX, True)),
        ("\uf052", None, (CHOSEN, TICK, True)),
        ("\uf0a3", "宋体", (EMPTY, BOX, True)),
    ],
)
def test_a_symbol_font_turns_letters_into_marks(
    text: str, font: str | None, expected: tuple[MarkState, MarkShape, bool]
) -> None:
    assert marks(text, font) == [expected]


def test_chinese_in_a_run_that_names_wingdings_stays_chinese() -> None:
    assert marks_in("R符合", "Wingdings 2")[1] == Text("符合")


def test_a_symbol_that_nobody_knows_is_shown_as_such() -> None:
    assert symbol(0xF041, "Marlett Extra") == "\ufffd"
    assert lookalikes("\x7f", "Wingdings") == "\ufffd"
    assert symbol(0x2611, "Segoe UI Symbol") == "☑"


def test_font_names_are_known_in_any_writing() -> None:
    assert is_symbol_font("wingdings 2")
    assert not is_symbol_font("宋体")
    assert not is_symbol_font(None)


@given(st.text(alphabet="□☑√×○（） 符合不3米年打“”\n\uf0fe", max_size=30))
def test_no_character_is_lost_whatever_the_mixture(text: str) -> None:
    shown = lookalikes(text)
    assert "".join(shown[start:end] for start, end, _ in stretches(shown)) == shown
    again = "".join(part.glyph if isinstance(part, Mark) else part.text for part in marks_in(text))
    assert again == shown


def test_plain_text_drops_marks_and_raw_text_shows_them() -> None:
    parts = marks_in("☑符合 √")
    assert plain(parts) == "符合 "
    assert plain(parts, marks=True) == "☑符合 √"
