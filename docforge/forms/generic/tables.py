"""Every table of a document as it stands, with its headings, marks, and labels with their values.

No form is known here, so nothing is judged: a mark is told with the word beside it, a value with
the label before it, and what they mean is left to whoever reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docforge.forms.definitions.catalogue import Labels
from docforge.forms.generic.headings import Headings, headings_of
from docforge.forms.generic.marks import marks_of
from docforge.forms.generic.pairs import LabelBook, pairs_in_row, pairs_in_text
from docforge.layout import Block, Document, Paragraph, Table
from docforge.model import PlainPair, PlainTable


def generic_tables(document: Document, labels: Labels) -> tuple[PlainTable, ...]:
    """The tables in reading order, nested ones after the one that holds them.

    Pairs of the lines between them stand in entries of their own.
    """
    book = LabelBook(labels)
    blocks = [block for page in document.pages for block in page.blocks]
    return tuple(_entries(blocks, book))


def _entries(blocks: Sequence[Block], book: LabelBook) -> Iterator[PlainTable]:
    waiting: list[PlainPair] = []
    before: Headings | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            waiting += pairs_in_text(block.content, block.place, book)
            continue
        if waiting:
            yield PlainTable(place=waiting[0].place, pairs=tuple(waiting))
            waiting = []
        found = headings_of(block, book) or (before.carried(block) if before else None)
        before = found or before
        yield from _with_nested(block, found, book)
    if waiting:
        yield PlainTable(place=waiting[0].place, pairs=tuple(waiting))


def _with_nested(table: Table, found: Headings | None, book: LabelBook) -> Iterator[PlainTable]:
    yield _plain(table, found, book)
    for cell in table.cells:
        for part in cell.content:
            if isinstance(part, Table):
                yield from _with_nested(part, headings_of(part, book), book)


def _plain(table: Table, found: Headings | None, book: LabelBook) -> PlainTable:
    rows = []
    for row in range(1, table.rows + 1):
        cells = [table.at(row, column) for column in range(1, table.columns + 1)]
        rows.append(tuple(cell.raw.strip() if cell else "" for cell in cells))
    place = table.place or next((cell.place for cell in table.cells if cell.place), None)
    return PlainTable(
        place=place,
        headers=found.names if found else (),
        header_row=found.row if found else 0,
        header_rows=found.rows if found else 0,
        rows=tuple(rows),
        marks=tuple(mark for cell in table.cells for mark in marks_of(cell)),
        pairs=tuple(_pairs(table, found, book)),
    )


def _pairs(table: Table, found: Headings | None, book: LabelBook) -> Iterator[PlainPair]:
    """The pairs of a table's rows; a row under headings holds values, not pairs."""
    for cells in table.by_row():
        if not cells:
            continue
        if found is not None and (found.heads(cells[0].row) or found.fits(cells)):
            for cell in cells:
                yield from pairs_in_text(cell.content, cell.place, book, known_only=True)
            continue
        yield from pairs_in_row(cells, book)
