"""Ways of marking an option in PDF: typed, symbols, drawn, fields, drawn on top."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from samples.make.marks import Option
from samples.make.ways.page import Box, Page, hexadecimal
from samples.make.ways.page_form import (
    COLUMNS,
    CROSS,
    RULED,
    STEP,
    TICK,
    Layout,
    Marking,
    by_boxes,
    form,
    in_columns,
    in_words,
    within,
)
from samples.make.ways.sheet_form import filled
from samples.make.ways.way import Way
from samples.make.ways.word_form import replies

TYPED = "check marks as characters"
SYMBOLS = "symbol fonts"
DRAWN = "check marks drawn as strokes"
FIELDS = "form fields: boxes, buttons, text, lists"
ON_TOP = "annotations drawn on top"
Rectangle = tuple[float, float, float, float]


class _Marked(NamedTuple):
    name: str
    row: str
    shows: str
    marking: Marking
    layout: Layout = RULED
    all_marked: bool = False
    flags: tuple[str, ...] = ()


def ways() -> Iterator[Way]:
    """In the order of the table."""
    for number, one in enumerate(_MARKED):
        answered = replies(number, all_marked=one.all_marked)
        truth = filled(answered).truth(one.shows, one.row)
        if one.flags:
            truth = truth.model_copy(update={"flags": one.flags})
        yield Way(f"pdf/{one.name}.pdf", _maker(number, one), truth)


def _maker(number: int, one: _Marked) -> Callable[[], bytes]:
    answered = replies(number, all_marked=one.all_marked)
    return lambda: form(Page(), answered, one.marking, one.layout)


def _said(chosen: str, other: str) -> Callable[[Option], str]:
    return lambda option: (chosen if option.chosen else other).format(option.word)


def _dingbats(page: Page, x: float, baseline: float, options: Sequence[Option]) -> None:
    """Signs of ZapfDingbats, which has no ToUnicode map."""
    for down, option in enumerate(options):
        y = baseline + STEP * down
        page.words(x, y, "\u2714" if option.chosen else "\u2751", 9, "ZapfDingbats")
        page.words(x + 12, y, option.word)


def _ticked(page: Page, box: Rectangle, option: Option) -> None:
    page.box(box)
    if option.chosen:
        page.stroke(within(box, TICK))


def _crossed(page: Page, box: Rectangle, option: Option) -> None:
    page.box(box)
    for line in CROSS if option.chosen else ():
        page.stroke(within(box, line))


def _darkened(page: Page, box: Rectangle, option: Option) -> None:
    page.box(box)
    if option.chosen:
        x0, y0, x1, y1 = box
        page.box((x0 + 1, y0 + 1, x1 - 1, y1 - 1), fill=True)


def _rings(page: Page, x: float, baseline: float, options: Sequence[Option]) -> None:
    for down, option in enumerate(options):
        y = baseline + STEP * down
        end = page.words(x + 4, y, option.word)
        if option.chosen:
            page.ring((x, y - 9, end + 4, y + 3))


def _struck(page: Page, x: float, baseline: float, options: Sequence[Option]) -> None:
    answered = any(option.chosen for option in options)
    for down, option in enumerate(options):
        y = baseline + STEP * down
        end = page.words(x + 4, y, option.word)
        if answered and not option.chosen:
            page.line(x + 4, y - 3, end, y - 3)


def _field_boxes(page: Page, box: Rectangle, option: Option) -> None:
    """A check box of the form itself, with its looks for on and off."""
    x0, _y0, _x1, y1 = box
    page.canvas.acroForm.checkbox(
        x=x0, y=page.height - y1, size=8.5, checked=option.chosen, buttonStyle="check",
        name=f"c{page.canvas.getPageNumber()}-{x0:.0f}-{y1:.0f}", forceBorder=True,
    )  # fmt: skip


def _field_radios(page: Page, x: float, baseline: float, options: Sequence[Option]) -> None:
    for down, option in enumerate(options):
        y = baseline + STEP * down
        page.words(x + 12, y, option.word)
        page.canvas.acroForm.radio(
            x=x, y=page.height - y - 0.5, size=8.5, selected=option.chosen,
            value=f"v{down}", name=f"r{baseline:.0f}", buttonStyle="circle", shape="circle",
        )  # fmt: skip


def _choice(page: Page, x: float, baseline: float, options: Sequence[Option]) -> None:
    """A choice field over the cell, whose value is the word chosen."""
    chosen = next((option.word for option in options if option.chosen), "")
    listed = " ".join(hexadecimal(option.word) for option in options)
    page.annotate(
        "Widget", (x, baseline - 9, x + 60, baseline + 4), FT="/Ch", Ff=str(1 << 17),
        T=f"(k{baseline:.0f})", Opt=f"[{listed}]", V=hexadecimal(chosen),
    )  # fmt: skip


def _ink(page: Page, box: Rectangle, option: Option) -> None:
    page.box(box)
    if option.chosen:
        points = within(box, TICK)
        page.annotate("Ink", _around(points), InkList=f"[[{page.pairs(points)}]]")


def _free_text(page: Page, box: Rectangle, option: Option) -> None:
    page.box(box)
    if option.chosen:
        x0, y0, x1, y1 = box
        page.annotate(
            "FreeText", (x0 - 1, y0 - 1, x1 + 1, y1 + 1), Contents=hexadecimal("√"),
            DA="(/F1 9 Tf 0 g)",
        )  # fmt: skip


def _lines(page: Page, box: Rectangle, option: Option) -> None:
    page.box(box)
    for line in CROSS if option.chosen else ():
        points = within(box, line)
        page.annotate("Line", _around(points), L=f"[{page.pairs(points)}]")


def _polygon(page: Page, box: Rectangle, option: Option) -> None:
    page.box(box)
    if option.chosen:
        points = within(box, TICK)
        page.annotate("PolyLine", _around(points), Vertices=f"[{page.pairs(points)}]")


def _circles(page: Page, x: float, baseline: float, options: Sequence[Option]) -> None:
    for down, option in enumerate(options):
        y = baseline + STEP * down
        end = page.words(x + 4, y, option.word)
        if option.chosen:
            page.annotate("Circle", (x, y - 9, end + 4, y + 3), C="[1 0 0]")


def _strikes(page: Page, x: float, baseline: float, options: Sequence[Option]) -> None:
    answered = any(option.chosen for option in options)
    for down, option in enumerate(options):
        y = baseline + STEP * down
        end = page.words(x + 4, y, option.word)
        if answered and not option.chosen:
            box = (x + 4, y - 8, end, y + 2)
            corners = [(box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])]
            page.annotate("StrikeOut", box, QuadPoints=f"[{page.pairs(corners)}]")


def _around(points: Sequence[tuple[float, float]]) -> Box:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


_MARKED = (
    _Marked(
        "typed-ticked", TYPED, "√ and □ in the place of the box", in_words(_said("√{}", "□{}"))
    ),
    _Marked("typed-filled", TYPED, "■ and □ before the words", in_words(_said("■{}", "□{}"))),
    _Marked("typed-brackets", TYPED, "（√） and （  ）", in_words(_said("（√）{}", "（  ）{}"))),
    _Marked("typed-behind", TYPED, "√ behind the word", in_words(_said("{}√", "{}")), RULED, True),
    _Marked("columns-ticked", TYPED, "√ in the option's column", in_columns("√"), COLUMNS),
    _Marked("dingbats", SYMBOLS, "ZapfDingbats without a ToUnicode map", _dingbats),
    _Marked("drawn-ticked", DRAWN, "Ticks drawn into drawn boxes", by_boxes(_ticked)),
    _Marked("drawn-crossed", DRAWN, "Crosses drawn into drawn boxes", by_boxes(_crossed)),
    _Marked("drawn-filled", DRAWN, "Drawn boxes filled", by_boxes(_darkened)),
    _Marked("drawn-rings", DRAWN, "A ring drawn around the word", _rings, RULED, True),
    _Marked("drawn-struck", DRAWN, "Lines drawn through the others", _struck, RULED, True),
    _Marked("field-boxes", FIELDS, "Check boxes of the form (AcroForm)", by_boxes(_field_boxes)),
    _Marked("field-radios", FIELDS, "Groups of option buttons", _field_radios),
    _Marked("field-lists", FIELDS, "Choice fields", _choice),
    _Marked("pen-ticked", ON_TOP, "Ticks by pen (Ink)", by_boxes(_ink)),
    _Marked("typed-on-top", ON_TOP, "√ typed on top (FreeText)", by_boxes(_free_text)),
    _Marked("lines-on-top", ON_TOP, "Crosses of two lines (Line)", by_boxes(_lines)),
    _Marked("polyline-on-top", ON_TOP, "Ticks as lines with a bend (PolyLine)", by_boxes(_polygon)),
    _Marked("circles-on-top", ON_TOP, "A circle around the word (Circle)", _circles, RULED, True),
    _Marked("strikes-on-top", ON_TOP, "The others struck out (StrikeOut)", _strikes, RULED, True),
)
