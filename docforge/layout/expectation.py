"""What a known blank promises to whoever reads a filled copy of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docforge.layout.document import Page
from docforge.page_code import PageCode
from docforge.place import Box


@dataclass(frozen=True, slots=True)
class Raster:
    """A page in grey levels: `pixels` row by row from the top left, a byte each, 0 is black."""

    width: int
    height: int
    dpi: float
    pixels: bytes


class OptionPrint(StrEnum):
    """How a blank prints an option: a box at its word, the word alone, a cell below its word."""

    BOX = "box"
    WORD = "word"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class ExpectedOption:
    """An option that a blank offers to be marked, and the word it stands for (points).

    `box` is where it is marked: the box, the word itself, or the empty cell of its column.
    Options that exclude each other share a `group`.
    """

    word: str
    box: Box
    word_box: Box
    group: int
    print: OptionPrint = OptionPrint.BOX


@dataclass(frozen=True)
class ExpectedPage:
    """What one page of a blank prints: its words and cells, its options, how it looks.

    `page` holds the paragraphs and tables as they are printed, every part with its place.
    `spaces` are the printed lines outside tables that ask for something to be written.
    `corners` and `code_box` are where docforge printed its marks into the margins.
    """

    page: Page
    raster: Raster
    options: tuple[ExpectedOption, ...] = ()
    spaces: tuple[Box, ...] = ()
    corners: tuple[Box, ...] = ()
    code_box: Box | None = None


@dataclass(frozen=True)
class Expectation:
    """What a known blank promises to whoever reads a filled copy of it.

    `form` is the form's id, `blank` tells the blanks of one form apart. A reader uses the print
    to find out which page it has before it, and to tell what was added by hand.

    `words` are the options that forms print behind their boxes, `texts` what is printed and
    written on such forms; of an expectation without pages nothing else is known.

    A form that docforge printed has the `code` of its first page, and in `known` what it says of
    whom it was printed for, by field key.
    """

    form: str
    blank: str
    pages: tuple[ExpectedPage, ...]
    words: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    code: PageCode | None = None
    known: tuple[tuple[str, str], ...] = ()
