"""The inspection record with six of its items, drawn as PDF: what all ways of PDF share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from samples.make.marks import Option
from samples.make.printed import Item, inspection_record
from samples.make.ways.page import Page, wrapped
from samples.make.ways.sheet_form import options
from samples.make.ways.word_form import FIRM, HEADERS, INSPECTORS, Reply, sections

WIDTHS = (28.0, 52.0, 150.0, 88.0, 110.0, 72.0)
LEFT, TOP, STEP, PAD = 48.0, 60.0, 13.0, 4.0

Marking = Callable[[Page, float, float, Sequence[Option]], None]
"""Marks the options of an item, a line each, from the left edge and the first baseline."""
Ruling = Callable[[Page, Sequence[float], Sequence["Row"]], None]
"""Draws the borders of rows between the lines across."""


@dataclass(frozen=True)
class Row:
    """A drawn row: its top and bottom; `joined` where it goes on in number and section."""

    top: float
    bottom: float
    joined: bool = False


@dataclass(frozen=True)
class Layout:
    """How the form is drawn. `break_after` ends the page after that many items, `torn` does so
    within the row after them; `columns` are headings in the place of that of the conclusion.
    """

    ruling: Ruling
    columns: Sequence[str] = ("检查结论",)
    break_after: int = 0
    torn: bool = False
    head: bool = True
    before: Callable[[Page], None] = lambda _page: None


def across(columns: int = 1) -> list[float]:
    """Where the upright lines of the table stand."""
    widths = (*WIDTHS[:3], *(WIDTHS[3] / columns,) * columns, *WIDTHS[4:])
    lines = [LEFT]
    for width in widths:
        lines.append(lines[-1] + width)
    return lines


def form(page: Page, replies: Mapping[str, Reply], marking: Marking, look: Layout) -> bytes:
    """The PDF of the filled form."""
    drawing = _Drawing(page, replies, marking, look)
    look.before(page)
    drawing.head()
    drawing.items()
    drawing.foot()
    return page.data()


class _Drawing:
    def __init__(
        self, page: Page, replies: Mapping[str, Reply], marking: Marking, look: Layout
    ) -> None:
        self.page, self.replies, self.marking, self.look = page, replies, marking, look
        self.lines = across(len(look.columns))
        self.y = TOP
        self.rows: list[Row] = []

    def head(self) -> None:
        printed = inspection_record()
        for words in (printed.attachment, printed.title, f"企业名称(盖章)：{FIRM}"):
            self.page.words(LEFT, self.y, words, 11)
            self.y += 20
        self._row([*HEADERS[:3], *self.look.columns, *HEADERS[4:]], joined=False)

    def items(self) -> None:
        count = 0
        for number, several in sections():
            for at, item in enumerate(several):
                if self.look.break_after and count == self.look.break_after:
                    self._break()
                count += 1
                own = (number, item.section) if at == 0 else ("", "")
                self._item(own, item, joined=at > 0)
        self._rule()

    def foot(self) -> None:
        self.y += 18
        words = f"检查组成员签字：{'、'.join(INSPECTORS)}　　检查时间：2022年6月16日"
        self.page.words(LEFT, self.y, words)
        self.page.words(LEFT, self.y + 18, "企业代表确认签字（盖章）：吕明亮")

    def _item(self, own: tuple[str, str], item: Item, *, joined: bool) -> None:
        reply = self.replies[item.id]
        conclusions = [""] * len(self.look.columns)
        texts = [*own, f"{item.number}{item.text}", *conclusions, reply.record, item.remark]
        offered = options(item, reply)
        lines = len(offered) if len(self.look.columns) == 1 else 1
        top = self.y
        self._row(texts, joined=joined, least=lines)
        self.marking(self.page, self.lines[3] + PAD, top + STEP, offered)

    def _row(self, texts: Sequence[str], *, joined: bool, least: int = 1) -> None:
        cells = [
            wrapped(text, self.lines[at + 1] - self.lines[at] - 2 * PAD)
            for at, text in enumerate(texts)
        ]
        tall = max(least, *map(len, cells)) * STEP + 2 * PAD
        for at, lines in enumerate(cells):
            for down, line in enumerate(lines):
                self.page.words(self.lines[at] + PAD, self.y + STEP * (down + 1) - 1, line)
        self.rows.append(Row(self.y, self.y + tall, joined))
        self.y += tall

    def _break(self) -> None:
        self._rule()
        self.page.next()
        self.y = TOP

    def _rule(self) -> None:
        self.look.ruling(self.page, self.lines, self.rows)
        self.rows = []


def ruled(page: Page, lines: Sequence[float], rows: Sequence[Row]) -> None:
    """Whole lines; number and section are not parted within a section."""
    for x in lines:
        page.line(x, rows[0].top, x, rows[-1].bottom)
    for row in rows:
        page.line(lines[2] if row.joined else lines[0], row.top, lines[-1], row.top)
    page.line(lines[0], rows[-1].bottom, lines[-1], rows[-1].bottom)


RULED = Layout(ruled)
COLUMNS = Layout(ruled, columns=("符合", "不符合", "不适用"))
_SIGNS = ("符合", "不符合", "不适用")


def in_words(words: Callable[[Option], str]) -> Marking:
    """Marking by what is typed for each option, a line an option."""

    def mark(page: Page, x: float, baseline: float, options: Sequence[Option]) -> None:
        for down, option in enumerate(options):
            page.words(x, baseline + STEP * down, words(option))

    return mark


def by_boxes(put: Callable[[Page, tuple[float, float, float, float], Option], None]) -> Marking:
    """Drawn boxes before the words; `put` puts something into the box of each option."""

    def mark(page: Page, x: float, baseline: float, options: Sequence[Option]) -> None:
        for down, option in enumerate(options):
            y = baseline + STEP * down
            page.words(x + 12, y, option.word)
            put(page, (x, y - 8, x + 8.5, y + 0.5), option)

    return mark


def in_columns(sign: str) -> Marking:
    """A sign in the column of the option meant."""

    def mark(page: Page, x: float, baseline: float, options: Sequence[Option]) -> None:
        offered = {option.word: option.chosen for option in options}
        width = WIDTHS[3] / len(_SIGNS)
        for at, word in enumerate(_SIGNS):
            shown = sign if offered.get(word) else "" if word in offered else "/"
            page.words(x + at * width + 4, baseline, shown)

    return mark


TICK = ((0.15, 0.5), (0.4, 0.85), (0.95, 0.05))
CROSS = (((0.1, 0.1), (0.9, 0.9)), ((0.1, 0.9), (0.9, 0.1)))


def within(
    box: tuple[float, float, float, float], shape: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """A shape of shares from 0 to 1 as points within a box."""
    x0, y0, x1, y1 = box
    return [(x0 + x * (x1 - x0), y0 + y * (y1 - y0)) for x, y in shape]
