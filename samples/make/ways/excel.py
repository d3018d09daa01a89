"""Ways of marking an option in Excel: typed signs, Wingdings, columns, lists, struck words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from samples.make.marks import Option
from samples.make.ways.sheet_form import (
    COLUMNS,
    Layout,
    Marking,
    book,
    filled,
    form,
    in_columns,
    in_words,
)
from samples.make.ways.sheetml import CHECK_BOX, PLAIN, WINGDINGS, WINGDINGS_2, Run, Sheet
from samples.make.ways.way import Way
from samples.make.ways.word_form import replies

TYPED = "typed signs (Excel)"
LETTERS = "letters set in Wingdings (Excel)"
COLUMNS_ROW = "a column an option with √ in it (Excel)"
LISTS = "data validation lists"
STRUCK = "the others struck out (Excel)"
CELL_BOXES = "check boxes in cells (Excel 2024)"


class _Marked(NamedTuple):
    name: str
    row: str
    shows: str
    marking: Marking
    layout: Layout | None = None
    all_marked: bool = False


def ways() -> Iterator[Way]:
    """In the order of the table."""
    for number, one in enumerate(_MARKED):
        answered = replies(number, all_marked=one.all_marked)
        sheet = form(answered, one.marking, one.layout)
        truth = filled(answered).truth(one.shows, one.row)
        yield Way(f"excel/{one.name}.xlsx", _maker(sheet), truth)


def _maker(sheet: Sheet) -> Callable[[], bytes]:
    return lambda: book(sheet)


def _letters(font: str, chosen: str, other: str, *, after: bool = False) -> Marking:
    """Letters in a symbol font beside the words, as runs of a rich text cell."""

    def mark(sheet: Sheet, row: int, column: int, options: Sequence[Option]) -> None:
        runs: list[Run] = []
        for option in options:
            sign = Run(chosen if option.chosen else other, font)
            runs += [Run(option.word), sign] if after else [sign, Run(option.word)]
            runs.append(Run("\n" if after else "  "))
        sheet.put(row, column, runs[:-1])

    return mark


def _struck(sheet: Sheet, row: int, column: int, options: Sequence[Option]) -> None:
    """Every word but the one meant is struck out; nothing is where none is meant."""
    answered = any(option.chosen for option in options)
    runs: list[Run] = []
    for option in options:
        runs += [Run(option.word, struck=answered and not option.chosen), Run("　")]
    sheet.put(row, column, runs[:-1])


def _chosen_word(sheet: Sheet, row: int, column: int, options: Sequence[Option]) -> None:
    """Chosen from a list that the cell offers."""
    chosen = next((option.word for option in options if option.chosen), None)
    sheet.put(row, column, chosen)
    letter = "ABCDEFGH"[column - 1]
    words = ",".join(option.word for option in options)
    rule = (
        f'<dataValidation type="list" allowBlank="1" showInputMessage="1" sqref="{letter}{row}">'
        f'<formula1>"{words}"</formula1></dataValidation>'
    )
    earlier = sheet.after.removeprefix("<dataValidations>").removesuffix("</dataValidations>")
    sheet.after = f"<dataValidations>{earlier}{rule}</dataValidations>"


def _cell_boxes(sheet: Sheet, row: int, column: int, options: Sequence[Option]) -> None:
    """True or false in cells that show boxes; words stand in the header."""
    offered = {option.word: option.chosen for option in options}
    for at, word in enumerate(("符合", "不符合", "不适用")):
        if word in offered:
            sheet.put(row, column + at, offered[word], CHECK_BOX)
        else:
            sheet.put(row, column + at, "/", PLAIN)


def _said(chosen: str, other: str) -> Callable[[Option], str]:
    return lambda option: (chosen if option.chosen else other).format(option.word)


_MARKED = (
    _Marked("typed-ticked", TYPED, "☑ and □ before the words", in_words(_said("☑{}", "□{}"))),
    _Marked("typed-crossed", TYPED, "☒ and ☐ in two lines", in_words(_said("☒{}", "☐{}"), "\n")),
    _Marked("typed-filled", TYPED, "■ and □ behind the words", in_words(_said("{}■", "{}□"))),
    _Marked("tick-in-box", TYPED, "√ typed right at a printed box", in_words(_said("□√{}", "□{}"))),
    _Marked("tick-for-box", TYPED, "✔ in the place of the box", in_words(_said("✔{}", "□{}"))),
    _Marked("tick-behind", TYPED, "√ behind the word, no boxes", in_words(_said("{}√", "{}"))),
    _Marked("tick-in-brackets", TYPED, "（√） and （　）", in_words(_said("（√）{}", "（　）{}"))),
    _Marked(
        "letters-wingdings",
        LETTERS,
        "þ and ¨ in Wingdings before the words",
        _letters("Wingdings", "þ", "¨"),
    ),
    _Marked(
        "letters-wingdings-2",
        LETTERS,
        "R and £ in Wingdings 2 behind the words, a line an option",
        _letters("Wingdings 2", "R", "£", after=True),
    ),
    _Marked(
        "letters-private",
        LETTERS,
        "The same symbols in the private use area, as a symbol dialogue puts them",
        _letters("Wingdings", "\uf0fe", "\uf0a8"),
    ),
    _Marked(
        "columns-ticked", COLUMNS_ROW, "√ under the heading of the option", in_columns("√"), COLUMNS
    ),
    _Marked(
        "columns-wingdings",
        COLUMNS_ROW,
        "ü in Wingdings under the heading",
        in_columns("ü", WINGDINGS),
        COLUMNS,
    ),
    _Marked(
        "columns-wingdings-2",
        COLUMNS_ROW,
        "R and £ in Wingdings 2 under the headings",
        in_columns("R", WINGDINGS_2, "£"),
        COLUMNS,
    ),
    _Marked(
        "columns-boxed",
        COLUMNS_ROW,
        "☑ and □ in columns",
        in_columns("☑", other="□"),
        COLUMNS,
    ),
    _Marked("list", LISTS, "The word chosen from the list of the cell", _chosen_word),
    _Marked("struck", STRUCK, "Every word but one struck out in a rich text", _struck, None, True),
    _Marked("cell-boxes", CELL_BOXES, "True and false as boxes", _cell_boxes, COLUMNS),
)
