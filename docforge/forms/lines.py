"""A document as one run of lines: table rows and paragraphs in reading order.

The interpreter walks lines, so a form that stands in one table, in five tables or in none reads
alike. A table row that a page break tore in two is put together again here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from docforge.frozen import kept, made_fast
from docforge.layout import Cell, Document, Inline, Paragraph, Table, Text, plain


@made_fast
@dataclass(frozen=True)
class Line:
    """A table row or a paragraph. `cells` are those that begin here, left to right.

    `above` are the merged cells that reach in from rows further up. `columns` is the width of
    the table's grid, 0 for a paragraph.
    """

    cells: tuple[Cell, ...]
    page: int
    table: int = 0
    row: int = 0
    columns: int = 0
    above: tuple[Cell, ...] = ()

    @kept
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @property
    def is_paragraph(self) -> bool:
        return self.table == 0

    @kept
    def all_cells(self) -> tuple[Cell, ...]:
        """Own cells and those that reach in from above, left to right."""
        return tuple(sorted((*self.cells, *self.above), key=lambda cell: cell.column))

    def under(self, column: int) -> Cell | None:
        """The cell that covers a grid column in this row."""
        return next(
            (c for c in self.all_cells if c.column <= column < c.column + c.column_span), None
        )


def lines_of(document: Document) -> list[Line]:
    """All lines of a document, nested tables after the row that holds them."""
    return list(_number_tables(_walk(document)))


def margin_lines(document: Document) -> list[Line]:
    """Page headers and footers, for forms that print their head or title there."""
    return [_paragraph(paragraph, 0) for paragraph in document.margins]


def _walk(document: Document) -> Iterator[list[Line]]:
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Paragraph):
                yield [_paragraph(block, page.number)]
            else:
                yield from _table(block, page.number)


def _paragraph(paragraph: Paragraph, page: int) -> Line:
    cell = Cell(1, 1, paragraph.content, place=paragraph.place)
    return Line((cell,), page)


def _table(table: Table, page: int) -> Iterator[list[Line]]:
    """The rows of a table; a table inside a cell follows as a table of its own."""
    rows, nested = [], []
    for number, own in enumerate(table.by_row(), start=1):
        if not own and not any((number, column) in table.grid for column in (1, table.columns)):
            continue
        above = tuple(cell for cell in table.row(number) if cell.row < number)
        rows.append(Line(own, page, 1, number, table.columns, above))
        nested += [part for cell in own for part in cell.content if isinstance(part, Table)]
    if _is_frame(table, nested):
        for inner in _frame_parts(table, page):
            yield from inner
        return
    yield rows
    for inner_table in nested:
        yield from _table(inner_table, page)


def _is_frame(table: Table, nested: Sequence[Table]) -> bool:
    """A table that only frames other tables: of one column, or far smaller than one in it."""
    largest = max((len(inner.cells) for inner in nested), default=0)
    return bool(nested) and (table.columns == 1 or largest > _FRAMED * len(table.cells))


_FRAMED = 3


def _frame_parts(table: Table, page: int) -> Iterator[Iterator[list[Line]]]:
    """What a frame holds, as if it stood on the page itself: its lines and its tables in order."""
    for own in table.by_row():
        for cell in own:
            words: list[Inline] = []
            for part in cell.content:
                if isinstance(part, Table):
                    yield _framed_lines(words, cell, page)
                    yield _table(part, page)
                    words = []
                else:
                    words.append(part)
            yield _framed_lines(words, cell, page)


def _framed_lines(words: Sequence[Inline], cell: Cell, page: int) -> Iterator[list[Line]]:
    """The lines of a frame's cell, each a paragraph of its own."""
    line: list[Inline] = []
    for part in words:
        pieces = part.text.split("\n") if isinstance(part, Text) else [""]
        for number, piece in enumerate(pieces):
            if number:
                yield from _framed_line(line, cell, page)
                line = []
            if not isinstance(part, Text):
                line.append(part)
            elif piece:
                line.append(replace(part, text=piece))
    yield from _framed_line(line, cell, page)


def _framed_line(line: Sequence[Inline], cell: Cell, page: int) -> Iterator[list[Line]]:
    if plain(line, marks=True).strip():
        yield [_paragraph(Paragraph(tuple(line), cell.place), page)]


def _number_tables(blocks: Iterator[list[Line]]) -> Iterator[Line]:
    number = 0
    for block in blocks:
        if block and not block[0].is_paragraph:
            number += 1
        for line in block:
            yield replace(line, table=number) if line.table else line


def join_torn_rows(
    lines: list[Line], improves: Callable[[Line, Line, Callable[[], Line]], bool]
) -> list[Line]:
    """Puts rows together that a page break tore: last row of a table, first row of the next.

    `improves(first, second, join)` says whether the row that `join` makes of both has more sense
    than its parts; only the caller knows the form.
    """
    result: list[Line] = []
    mended: set[int] = set()
    for line in lines:
        before = _last_of_table(result, line.table - 1) if line.table > 1 else None
        if before is not None and line.table not in mended and _may_continue(result[before], line):
            join = partial(_joined, result[before], line)
            if improves(result[before], line, join):
                result[before] = join()
                mended.add(line.table)
                continue
        result.append(line)
    return result


def _last_of_table(lines: list[Line], table: int) -> int | None:
    return next((i for i in range(len(lines) - 1, -1, -1) if lines[i].table == table), None)


def _may_continue(first: Line, second: Line) -> bool:
    return (
        second.table == first.table + 1
        and second.row <= 3
        and (second.columns == first.columns or len(second.all_cells) == len(first.all_cells))
        and second.page in (first.page, first.page + 1)
    )


def _joined(first: Line, second: Line) -> Line:
    """Both halves as one row of the second table, where the rows that follow stand.

    The tables of two pages may be cut into different grids; then cells pair up in their order.
    """
    halves = dict.fromkeys(cell.column for cell in (*first.all_cells, *second.all_cells))
    pairs: list[tuple[Cell | None, Cell | None]]
    if first.columns == second.columns:
        above = {cell.column: cell for cell in first.all_cells}
        below = {cell.column: cell for cell in second.all_cells}
        pairs = [(above.get(column), below.get(column)) for column in halves]
    else:
        pairs = list(zip(first.all_cells, second.all_cells, strict=True))
    cells = sorted((_whole(*pair) for pair in pairs), key=lambda cell: cell.column)
    return replace(second, cells=tuple(cells), above=(), page=first.page)


def _whole(upper: Cell | None, lower: Cell | None) -> Cell:
    """A cell that a page break tore: the words of both parts, the place of the upper one."""
    if upper is None or lower is None:
        whole = upper or lower
        assert whole is not None
        return whole
    between = (Text("\n"),) if upper.content and lower.content else ()
    return replace(
        upper,
        column=lower.column,
        column_span=lower.column_span,
        content=(*upper.content, *between, *lower.content),
    )
