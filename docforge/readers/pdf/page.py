"""One page: its drawings, characters and annotations put together into paragraphs and tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from docforge.layout import Block, Cell, Inline, Notice, NoticeCode, Page, Paragraph, Table
from docforge.readers.pdf.annotations import Overlay
from docforge.readers.pdf.boxes import area, width
from docforge.readers.pdf.checkmarks import checked
from docforge.readers.pdf.columns import aligned
from docforge.readers.pdf.drawn import Drawn, Rule, sort_out
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.grids import Grid, GridCell, grid_of, surrounding
from docforge.readers.pdf.homes import Home, homes
from docforge.readers.pdf.ink import Ink
from docforge.readers.pdf.lines import Line, content_of, lines_of
from docforge.readers.pdf.pictures import is_picture, shown
from docforge.readers.pdf.pieces import UNKNOWN, Piece, pieces_of
from docforge.readers.pdf.rules import FINE_SNAP, SNAP, figures, is_tick_box, joined
from docforge.readers.pdf.whiteout import without_covered
from docforge.readers.pdf.wording import (
    Marker,
    lines_as_markers,
    rings_as_markers,
    shades_as_markers,
    with_marked_words,
)
from docforge.readers.pdf.wrapping import unwrapped

_MOST_UNKNOWN = 0.5
_MOST_NOTICES = 20


def page_of(ink: Ink, overlay: Overlay, frame: Frame) -> tuple[Page, list[Notice]]:
    """A page of the layout and what a person should know about how it was read."""
    glyphs, hidden = without_covered(ink.glyphs, ink.strokes, frame)
    characters = pieces_of(glyphs, frame)
    unknown = [piece for piece in characters if _is_unknown(piece)]
    if is_picture(ink, frame) or len(unknown) > _MOST_UNKNOWN * max(len(characters), 1):
        notice = Notice(NoticeCode.PICTURE_PAGE, place=frame.whole())
        return Page(frame.number, (), frame.width, frame.height), [notice, *overlay.notices]
    drawn = sort_out(ink.strokes)
    grids = _grids(drawn)
    pictures = shown(ink.pictures, frame)
    found = checked(characters, drawn, overlay, pictures, frame)
    markers = [
        *lines_as_markers(found.lines, found.pieces),
        *rings_as_markers(found.rings, found.pieces),
        *shades_as_markers(
            drawn.shades, found.pieces, [cell.box for grid in grids for cell in grid.cells]
        ),
        *(Marker(marker.shape, box) for marker in overlay.markers for box in marker.boxes),
    ]
    pieces = with_marked_words(found.pieces, markers, frame)
    blocks = _blocks(pieces, grids, drawn, frame)
    notices = [
        *overlay.notices,
        *hidden,
        *(
            Notice(NoticeCode.PICTURE, place=frame.place(picture.box))
            for picture in [*pictures, *overlay.stamps]
        ),
        *_notices_of(unknown, frame),
    ]
    return Page(frame.number, tuple(unwrapped(blocks)), frame.width, frame.height), notices


def _grids(drawn: Drawn) -> list[Grid]:
    """The tables that the rules make, small ones first.

    Boxes drawn line by line are put to the other drawn boxes, lone lines to the drawn lines.
    """
    borders: list[Rule] = []
    for figure in figures(joined(drawn.rules, FINE_SNAP)):
        if is_tick_box(figure):
            drawn.boxes.append(figure.box)
        elif figure.uprights:
            borders.extend(figure.rules)
        else:
            drawn.lines.extend(rule.box for rule in figure.rules)
    grids = (grid_of(figure) for figure in figures(joined(borders, SNAP)))
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: area(grid.box))


def _blocks(
    pieces: Sequence[Piece], grids: Sequence[Grid], drawn: Drawn, frame: Frame
) -> list[Block]:
    inside: dict[Home, list[Piece]] = {}
    outside: list[Piece] = []
    for piece, home in zip(pieces, homes(pieces, grids), strict=True):
        if home is None:
            outside.append(piece)
        else:
            inside.setdefault(home, []).append(piece)
    placed: list[tuple[float, float, Block]] = []
    for number, table in _tables(grids, inside, frame).items():
        box = grids[number].box
        placed.append((box[1], box[0], table))
    lines = lines_of(outside)
    if not grids:
        return aligned(lines, drawn.lines, frame)
    placed.extend((line.box[1], line.box[0], _paragraph(line, frame)) for line in lines)
    return [block for _top, _left, block in sorted(placed, key=lambda entry: entry[:2])]


def _paragraph(line: Line, frame: Frame) -> Paragraph:
    """A line of text outside tables."""
    return Paragraph(content_of([line], frame), frame.place(line.box))


def _tables(
    grids: Sequence[Grid], inside: dict[Home, list[Piece]], frame: Frame
) -> dict[int, Table]:
    """The tables that stand in no other, by the number of their grid; smaller grids come first."""
    nested: dict[Home, list[tuple[float, Table]]] = {}
    tables: dict[int, Table] = {}
    for number, grid in enumerate(grids):
        cells = tuple(
            _cell(cell, inside.get((number, cell), []), nested.get((number, cell), []), frame)
            for cell in grid.cells
            if not cell.outside or (number, cell) in inside
        )
        table = Table(len(grid.down) - 1, len(grid.across) - 1, cells, frame.place(grid.box))
        home = surrounding(grid, grids[number + 1 :])
        if home is None:
            tables[number] = table
        else:
            holder = (number + 1 + home[0], home[1])
            nested.setdefault(holder, []).append((grid.box[1], table))
    return tables


def _cell(
    cell: GridCell, pieces: Sequence[Piece], tables: Sequence[tuple[float, Table]], frame: Frame
) -> Cell:
    content: list[Inline | Table] = []
    lines = lines_of(pieces)
    for top, table in sorted(tables, key=lambda entry: entry[0]):
        above = [line for line in lines if line.box[1] < top]
        lines = [line for line in lines if line.box[1] >= top]
        content.extend([*content_of(above, frame), table])
    content.extend(content_of(lines, frame))
    return Cell(
        cell.row,
        cell.column,
        tuple(content),
        cell.row_span,
        cell.column_span,
        place=frame.place(cell.box),
    )


def _is_unknown(piece: Piece) -> bool:
    """A character that its font gives no meaning, or one of the font's own private ones."""
    return piece.text == UNKNOWN or unicodedata.category(piece.text[:1] or " ") == "Co"


def _notices_of(unknown: Iterable[Piece], frame: Frame) -> Iterator[Notice]:
    """A notice a kind of character, at the first place where it stands."""
    kinds: dict[tuple[str, int], Piece] = {}
    for piece in unknown:
        if width(piece.box) > 0:
            kinds.setdefault((piece.font, piece.code), piece)
    for (font, code), piece in list(kinds.items())[:_MOST_NOTICES]:
        yield Notice(NoticeCode.UNMAPPED_GLYPH, f"{font} {code}", frame.place(piece.box))
