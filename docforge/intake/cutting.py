"""Where a new form begins in a source: at a sheet, at a form's title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.values.wording import normal
from docforge.layout import Block, Document, Paragraph, Table

_OVERTURE = 16  # characters: “附件2” and such lines above a title belong to it


def cuts(document: Document, catalogue: Catalogue) -> Iterator[list[tuple[int, Block]]]:
    """The document cut where a sheet begins or a form's title stands."""
    blocks = [
        (page.number, part)
        for page in document.pages
        for block in page.blocks
        for part in (_at_titles(block, catalogue) if isinstance(block, Table) else (block,))
    ]
    starts = {0}
    for index, (number, _) in enumerate(blocks):
        new_sheet = bool(index) and document.is_workbook and number != blocks[index - 1][0]
        if new_sheet:
            starts.add(index)
        elif _titled(blocks, index, catalogue):
            starts.add(_overture(blocks, index))
    ordered = sorted(starts)
    for start, end in zip(ordered, [*ordered[1:], len(blocks)], strict=True):
        if blocks[start:end]:
            yield blocks[start:end]


def _at_titles(table: Table, catalogue: Catalogue) -> Iterator[Table]:
    """A sheet may hold several forms below each other: its table is cut above every title."""
    titles = []
    for number, row in enumerate(table.by_row(), start=1):
        filled = [cell for cell in row if cell.text.strip()]
        if len(filled) == 1 and catalogue.titles.has(filled[0].text):
            titles.append(number)
    if len(titles) < 2:
        yield table
        return
    starts = [1, *titles[1:]]
    for start, end in zip(starts, [*starts[1:], table.rows + 1], strict=True):
        cells = tuple(
            replace(cell, row=cell.row - start + 1)
            for cell in table.cells
            if start <= cell.row < end
        )
        if any(cell.text.strip() for cell in cells):
            yield replace(table, rows=end - start, cells=cells)


def _titled(blocks: Sequence[tuple[int, Block]], index: int, catalogue: Catalogue) -> bool:
    block = blocks[index][1]
    if isinstance(block, Table):
        first = [cell for cell in next(block.by_row(), ()) if cell.text.strip()]
        texts = [first[0].text] if len(first) == 1 else []
    else:
        following = blocks[index + 1][1] if index + 1 < len(blocks) else None
        texts = [block.text]
        if isinstance(following, Paragraph) and catalogue.titles.has_part(block.text):
            texts.append(block.text + following.text)
    return any(catalogue.titles.has(text) for text in texts)


def _overture(blocks: Sequence[tuple[int, Block]], index: int) -> int:
    """Back over the short lines above a title on the same page."""
    page = blocks[index][0]
    while index:
        number, block = blocks[index - 1]
        if number != page or isinstance(block, Table) or len(normal(block.text)) > _OVERTURE:
            break
        index -= 1
    return index
