"""Which options a blank offers, and where they are marked."""

from __future__ import annotations

from docforge.forms import load_catalogue
from docforge.forms.expected_options import OfferedOptions
from docforge.layout import (
    Cell,
    ExpectedOption,
    Inline,
    Mark,
    MarkShape,
    MarkState,
    OptionPrint,
    Page,
    Table,
    Text,
)
from docforge.place import Place

CATALOGUE = load_catalogue()
FORM = CATALOGUE.get("shanxi-2022/inspection-record")


def at(*box: float) -> Place:
    return Place(page=1, box=(box[0], box[1], box[2], box[3]))


def word(text: str, x: float, y: float = 100) -> Text:
    return Text(text, at(x, y, x + 10 * len(text), y + 11))


def box(x: float, y: float = 100, wide: float = 10, glyph: str = "□") -> Mark:
    place = at(x, y, x + wide, y + 11)
    return Mark(MarkState.EMPTY, MarkShape.BOX, glyph=glyph, boxed=True, place=place)


def offered(*tables: Table) -> list[ExpectedOption]:
    finder = OfferedOptions(FORM, CATALOGUE.phrases)
    return [each for table in tables for each in finder.on(Page(1, (table,)))]


def one_cell(*content: Inline) -> Table:
    return Table(1, 1, (Cell(1, 1, content, place=at(0, 90, 200, 140)),))


def test_a_box_before_its_word_and_one_behind_it() -> None:
    before = offered(one_cell(box(10), word("符合", 20), box(60), word("不符合", 70)))
    assert [(each.word, each.box[0]) for each in before] == [("符合", 10), ("不符合", 60)]
    behind = offered(one_cell(word("符合", 10), box(30), word("不符合", 50), box(80)))
    assert [(each.word, each.box[0]) for each in behind] == [("符合", 30), ("不符合", 80)]


def test_a_last_bracket_that_is_broken_does_not_move_the_others_to_the_next_word() -> None:
    found = offered(
        one_cell(
            word("符合", 10),
            box(30, wide=20, glyph="（　）"),
            word("不符合", 60),
            box(90, wide=20, glyph="（　）"),
            Text("不适用(\n)", at(120, 100, 160, 111)),
        )
    )
    assert [each.word for each in found] == ["符合", "不符合"]


def test_a_bracket_is_marked_in_its_middle() -> None:
    (first, second) = offered(
        one_cell(
            word("符合", 10),
            box(30, wide=41, glyph="（　　）"),
            word("不符合", 80),
            box(110, wide=41, glyph="（　　）"),
        )
    )
    assert first.box == (45.0, 100.0, 56.0, 111.0)
    assert (first.word, second.word) == ("符合", "不符合")


def test_a_bracket_that_ran_into_the_next_line_keeps_its_word() -> None:
    options = offered(
        one_cell(
            word("符合", 10),
            box(30),
            word("不符合", 60),
            Text("\n"),
            box(10, y=112),
        )
    )
    assert [(each.word, each.box[1]) for each in options] == [("符合", 100), ("不符合", 112)]


def test_words_alone_are_options_where_nothing_else_stands_in_the_cell() -> None:
    options = offered(one_cell(Text("符合　　不符合", at(10, 100, 80, 111))))
    assert [(each.word, each.print) for each in options] == [
        ("符合", OptionPrint.WORD),
        ("不符合", OptionPrint.WORD),
    ]
    assert options[1].box == (50.0, 100.0, 80.0, 111.0)
    assert not offered(one_cell(word("是否符合　或不符合要求", 10)))


def test_columns_of_options_go_on_over_the_page() -> None:
    def row(number: int, *texts: str) -> list[Cell]:
        return [
            Cell(
                number,
                column,
                (word(text, 60.0 * column),) if text else (),
                place=at(60 * column, 20 * number, 60 * column + 60, 20 * number + 20),
            )
            for column, text in enumerate(texts, 1)
        ]

    head = row(1, "检查内容", "符合", "不符合", "记录")
    first = Table(2, 4, (*head, *row(2, "有无台账", "", "", "")))
    second = Table(1, 4, tuple(row(1, "有无记录", "", "", "")))
    options = offered(first, second)
    assert [(each.word, each.print, each.group) for each in options] == [
        ("符合", OptionPrint.CELL, options[0].group),
        ("不符合", OptionPrint.CELL, options[0].group),
        ("符合", OptionPrint.CELL, options[2].group),
        ("不符合", OptionPrint.CELL, options[2].group),
    ]
    assert options[0].box == (120.0, 40.0, 180.0, 60.0)
