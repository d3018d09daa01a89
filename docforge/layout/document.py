"""What a reader saw on a source, free of format and free of any form.

Document > Page > Block (Paragraph, Table > Cell). A cell's content is a tuple of Text, Mark
and nested Table; paragraphs inside a cell are parted by a Text of "\\n". Readers make these,
`docforge.forms` understands them. Sizes are points (1/72 inch); rows and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from docforge.frozen import kept, made_fast
from docforge.page_code import PageCode
from docforge.place import Place


class MarkState(StrEnum):
    """What a mark says by itself, before any form is known."""

    CHOSEN = "chosen"
    EMPTY = "empty"
    UNDECIDED = "undecided"
    STRUCK = "struck"


class MarkShape(StrEnum):
    """What a mark looks like. BOX is an empty frame; the others are what was put there."""

    BOX = "box"
    TICK = "tick"
    CROSS = "cross"
    FILL = "fill"
    CIRCLE = "circle"
    UNDERLINE = "underline"
    STRIKE = "strike"
    HIGHLIGHT = "highlight"
    DOT = "dot"
    SLASH = "slash"


@made_fast
@dataclass(frozen=True, slots=True)
class Text:
    """Words as they stand. `confidence` is 1.0 for digital sources."""

    text: str
    place: Place | None = None
    confidence: float = 1.0


@made_fast
@dataclass(frozen=True, slots=True)
class Mark:
    """A check mark: a box, a tick, a cross, or something drawn over words.

    A box that is ticked, crossed or filled is CHOSEN, an untouched one EMPTY. A lone tick or
    cross without a box is UNDECIDED: only the layout around it tells what it means. A mark made
    on words (CIRCLE, UNDERLINE, STRIKE, HIGHLIGHT) carries them in `word`: circled words are
    CHOSEN, struck ones STRUCK, underlined and highlighted ones UNDECIDED.
    """

    state: MarkState
    shape: MarkShape
    word: str = ""
    glyph: str = ""
    boxed: bool = False
    confidence: float = 1.0
    place: Place | None = None
    alternatives: tuple[MarkState, ...] = ()

    def at(self, place: Place | None) -> Mark:
        """The same mark at another place."""
        return Mark(
            self.state,
            self.shape,
            self.word,
            self.glyph,
            self.boxed,
            self.confidence,
            place,
            self.alternatives,
        )


Inline = Text | Mark
CellValue = str | int | float | bool | date | datetime | time | None

_SHOWN = {MarkState.CHOSEN: "☑", MarkState.EMPTY: "☐", MarkState.UNDECIDED: "⍰"}


def plain(content: Iterable[Inline | Table], *, marks: bool = False) -> str:
    """The words of a content without marks; nested tables row by row.

    `marks=True` shows marks as people know them (☑ ☐, or the glyph of a lone tick) for `raw`
    values. Words that were struck out are left out, or shown as ~~words~~ with `marks=True`.
    """
    return "".join([_plain_part(part, marks) for part in content])


def _plain_part(part: Inline | Table, marks: bool) -> str:
    if isinstance(part, Text):
        return part.text
    if isinstance(part, Table):
        return "\n" + "\n".join(
            "\t".join(cell.raw if marks else cell.text for cell in row) for row in part.by_row()
        )
    if part.word:
        if part.state is MarkState.STRUCK:
            return f"~~{part.word}~~" if marks else ""
        return part.word
    if not marks:
        return ""
    if part.state is MarkState.UNDECIDED:
        return part.glyph or _SHOWN[part.state]
    return _SHOWN.get(part.state, "")


def confidence_of(content: Iterable[Inline | Table]) -> float:
    """How sure the least sure word or mark of a content is; 1.0 where nothing stands.

    An empty text of a lower confidence says that something may stand there that was not read.
    """
    return min(
        (
            part.confidence
            for part in content
            if isinstance(part, Mark)
            or (isinstance(part, Text) and (part.text.strip() or not part.text))
        ),
        default=1.0,
    )


@made_fast
@dataclass(frozen=True)
class Paragraph:
    """A line of text outside tables. `heading` is its outline level, 0 for body text."""

    content: tuple[Inline, ...]
    place: Place | None = None
    heading: int = 0

    @kept
    def text(self) -> str:
        return plain(self.content)


@made_fast
@dataclass(frozen=True)
class Cell:
    """A cell of a table at its top left position in the grid (rows and columns from 1).

    `value` is the typed value of a spreadsheet cell (None elsewhere). `hidden` tells of a row,
    column or sheet that a viewer would not see.
    """

    row: int
    column: int
    content: tuple[Inline | Table, ...] = ()
    row_span: int = 1
    column_span: int = 1
    value: CellValue = None
    place: Place | None = None
    hidden: bool = False

    @kept
    def text(self) -> str:
        return plain(self.content)

    @kept
    def raw(self) -> str:
        """The cell as it looks, marks included."""
        return plain(self.content, marks=True)

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(part for part in self.content if isinstance(part, Mark))


@dataclass(frozen=True)
class Table:
    """A grid of cells. Every grid position belongs to at most one cell."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    place: Place | None = None

    @kept
    def grid(self) -> dict[tuple[int, int], Cell]:
        """(row, column) -> the cell that covers it; merged cells cover several positions."""
        covered: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    covered.setdefault((row, column), cell)
        return covered

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a grid position, or None where the grid has a hole."""
        return self.grid.get((row, column))

    def row(self, number: int) -> tuple[Cell, ...]:
        """The distinct cells that touch a row, left to right (merged ones from above too)."""
        seen: dict[int, Cell] = {}
        for column in range(1, self.columns + 1):
            cell = self.grid.get((number, column))
            if cell is not None:
                seen.setdefault(id(cell), cell)
        return tuple(seen.values())

    def by_row(self) -> Iterator[tuple[Cell, ...]]:
        """The cells that begin in each row, top to bottom."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        for number in range(1, self.rows + 1):
            yield tuple(sorted(rows.get(number, []), key=lambda cell: cell.column))


Block = Paragraph | Table


class NoticeCode(StrEnum):
    """What a reader noticed beside the content; `docforge.forms` turns these into flags."""

    PICTURE_PAGE = "picture_page"
    HIDDEN = "hidden"
    COMMENT = "comment"
    FOOTNOTE = "footnote"
    CONVERTED = "converted"
    TRACKED_CHANGE = "tracked_change"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    VALUE_DIFFERS = "value_differs"
    DITTO = "ditto"
    PICTURE = "picture"
    CONTROLS_UNREAD = "controls_unread"
    SEAL = "seal"
    UNMAPPED_GLYPH = "unmapped_glyph"
    CODE_CONTRADICTED = "code_contradicted"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about how the source was read."""

    code: NoticeCode
    detail: str = ""
    place: Place | None = None


class CodeDoubt(StrEnum):
    """Why the code that was printed on a page did not lead to its print.

    CONTRADICTED: the page shows another print. It is only noticed; nothing is taken from the code.
    """

    NONE = ""
    UNREAD = "unread"
    BLANK_UNKNOWN = "blank_unknown"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class KnownPage:
    """Which page of which known blank a scanned page is, `score` being how alike the two are.

    `number` counts from 1 within the blank, which has `of` pages. `score` is the correlation of
    the two pages' print after registration, 0 to 1. `trace` tells a second scan of the same
    sheet (`readers.same_sheet`); it is empty where nothing was added by hand.

    `way` is how the page was read: "printed-blank", "own-blank", or "text" where only its `code`
    tells what it is. `holder` is what the print says of whom it was printed for.
    """

    form: str
    blank: str
    number: int
    of: int
    score: float
    trace: bytes = b""
    way: str = "own-blank"
    code: PageCode | None = None
    holder: tuple[tuple[str, str], ...] = ()
    doubt: CodeDoubt = CodeDoubt.NONE


@dataclass(frozen=True)
class Page:
    """A page (PDF, scan), a sheet (Excel), or what lies between page breaks (Word).

    `width` and `height` in points, 0 where the format has no page size. `name` is the sheet's.
    A scan stands upright after so many `quarters` of a turn against the clock.
    """

    number: int
    blocks: tuple[Block, ...]
    width: float = 0.0
    height: float = 0.0
    name: str = ""
    hidden: bool = False
    known: KnownPage | None = None
    quarters: int = 0


@dataclass(frozen=True)
class Document:
    """All that a reader saw. `margins` holds page headers and footers, apart from the body."""

    media: str
    pages: tuple[Page, ...]
    margins: tuple[Paragraph, ...] = ()
    notices: tuple[Notice, ...] = ()

    def only(self, numbers: Collection[int]) -> Document:
        """These pages of it, with what was noticed on them and of the whole."""
        return replace(
            self,
            pages=tuple(page for page in self.pages if page.number in numbers),
            notices=tuple(n for n in self.notices if n.place is None or n.place.page in numbers),
        )

    @property
    def is_workbook(self) -> bool:
        """Whether its pages are sheets, each of which may hold a form of its own."""
        return any(page.name for page in self.pages)

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order over all pages."""
        for page in self.pages:
            yield from page.blocks

    @property
    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))
