"""The inspection record as digital OFD: typed, drawn and pen-made marks, templates, two pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from samples.make.marks import Option
from samples.make.printed import Item, inspection_record
from samples.make.ways.ofd_paper import SIZE, Layer, Sheet, ofd
from samples.make.ways.way import Way
from samples.make.ways.word_form import FIRM, HEADERS, Filled, items, replies

OFD = "digital OFD (GB/T 33190)"
_LEFT = 12.0
_WIDTHS = (9.0, 20.0, 66.0, 26.0, 40.0, 25.0)
_LINE = 1.35 * SIZE
_PADDING = 1.2
_LOWEST = 270.0

_Put = Callable[[Sheet, Option, float, float], None]
"""Puts one option at a place (left, baseline in mm) on a page."""


def ways() -> Iterator[Way]:
    """In the order of their names."""
    for number, (name, shows, put, templated, lowest) in enumerate(
        (
            ("typed-boxes", "Typed ☑ and □; steps between characters as “g”.", _typed, False, 270),
            ("pen-ticks", "Printed form as a template, ticks by a viewer's pen.", _pen, True, 270),
            ("drawn-boxes", "Boxes and ticks as paths, two pages.", _drawn, False, 90),
            ("symbol-font", "Letters of Wingdings, text scaled by CTM.", _wingdings, False, 270),
        )
    ):
        filled = Filled(replies(number + 3), lambda _options: "")
        yield Way(
            f"ofd/{name}.ofd", _maker(filled, put, templated, lowest), filled.truth(shows, OFD)
        )


def _maker(filled: Filled, put: _Put, templated: bool, lowest: float) -> Callable[[], bytes]:
    return lambda: ofd(_sheets(filled, put, lowest), templated=templated)


def _sheets(filled: Filled, put: _Put, lowest: float) -> list[Sheet]:
    form = inspection_record()
    sheets = [Sheet()]
    printed = sheets[0].printed
    printed.text(_LEFT, 20, form.attachment, font="黑体", size=4.2)
    printed.text(_LEFT + 20, 28, form.title, font="黑体", size=4.2)
    end = printed.text(_LEFT, 36, "企业名称(盖章)：")
    sheets[0].filled.text(end, 36, FIRM)
    y = _row(sheets[-1], 40, [[h] for h in HEADERS])
    for item in items():
        cells = _cells(filled, item)
        if y + _height(cells) > lowest:
            sheets.append(Sheet())
            y = 20.0
        top, y = y, _row(sheets[-1], y, cells)
        for number, option in enumerate(filled.options(item)):
            baseline = top + _PADDING + SIZE + number * _LINE
            put(sheets[-1], option, _LEFT + sum(_WIDTHS[:3]) + _PADDING, baseline)
        record = _wrapped(filled.replies[item.id].record, _WIDTHS[4])
        _lines(sheets[-1].filled, record, _LEFT + sum(_WIDTHS[:4]), top)
    foot = sheets[-1].printed
    end = foot.text(_LEFT, y + 8, "检查组成员签字：")
    sheets[-1].filled.text(end, y + 8, "柴佳宁、聂玉兰")
    end = foot.text(_LEFT + 100, y + 8, "检查时间：")
    sheets[-1].filled.text(end, y + 8, "2022年6月16日")
    return sheets


def _cells(filled: Filled, item: Item) -> list[list[str]]:
    """The lines of each cell of a row; conclusions and records are put in later."""
    words = (item.section_number, item.section, f"{item.number}{item.text}", "", "", item.remark)
    cells = [_wrapped(word, width) for word, width in zip(words, _WIDTHS, strict=True)]
    cells[3] = [""] * len(filled.options(item))
    cells[4] = [""] * len(_wrapped(filled.replies[item.id].record, _WIDTHS[4]))
    return cells


def _wrapped(words: str, width: float) -> list[str]:
    most = int((width - 2 * _PADDING) / SIZE)
    return [words[at : at + most] for at in range(0, len(words), most)] or [""]


def _height(cells: Sequence[Sequence[str]]) -> float:
    return max(map(len, cells)) * _LINE + 2 * _PADDING


def _row(sheet: Sheet, top: float, cells: Sequence[Sequence[str]]) -> float:
    """A row with its borders; returns where the next one begins."""
    bottom = top + _height(cells)
    x = _LEFT
    for lines, width in zip(cells, _WIDTHS, strict=True):
        sheet.printed.path([(x, top), (x, bottom)])
        _lines(sheet.printed, lines, x, top)
        x += width
    sheet.printed.path([(x, top), (x, bottom)])
    for y in (top, bottom):
        sheet.printed.path([(_LEFT, y), (x, y)])
    return bottom


def _lines(layer: Layer, lines: Sequence[str], x: float, top: float) -> None:
    for number, words in enumerate(lines):
        if words:
            layer.text(x + _PADDING, top + _PADDING + SIZE + number * _LINE, words)


def _typed(sheet: Sheet, option: Option, x: float, y: float) -> None:
    sheet.filled.text(x, y, f"{'☑' if option.chosen else '□'}{option.word}")


def _tick(x: float, y: float) -> list[tuple[float, float]]:
    return [(x + 0.4, y - 1.6), (x + 1.2, y - 0.5), (x + 2.9, y - 3.2)]


def _pen(sheet: Sheet, option: Option, x: float, y: float) -> None:
    sheet.printed.text(x, y, f"□{option.word}")
    if option.chosen:
        sheet.pen.path(_tick(x, y))


def _drawn(sheet: Sheet, option: Option, x: float, y: float) -> None:
    corners = [(x, y - 2.7), (x + 2.7, y - 2.7), (x + 2.7, y), (x, y)]
    sheet.printed.path(corners, closed=True)
    sheet.printed.text(x + SIZE, y, option.word)
    if option.chosen:
        sheet.filled.path(_tick(x, y))


def _wingdings(sheet: Sheet, option: Option, x: float, y: float) -> None:
    sheet.filled.text(x, y, "þ" if option.chosen else "¨", font="Wingdings")
    sheet.filled.text(x + SIZE, y, option.word, ctm=0.3528)
