"""What a line is made of, between the XML and the layout: words of one look, marks, breaks."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from docforge.layout import Mark
from docforge.readers.word.names import Element

USUAL_SIZE = 10.5
"""Type size of ordinary text (五号) in points, where a file tells none."""


class Manner(Enum):
    """What was done to words; of several things the one that says most."""

    PLAIN = "plain"
    STRUCK = "struck"
    FRAMED = "framed"
    HIGHLIGHTED = "highlighted"
    UNDERLINED = "underlined"


class Words(NamedTuple):
    """Text of one look; symbol fonts are resolved already. `size` in points."""

    text: str
    manner: Manner = Manner.PLAIN
    size: float = USUAL_SIZE


class Break(Enum):
    """Where a new page begins: ordered by the author, or where Word last broke the text."""

    PAGE = "page"
    RENDERED = "rendered"


class TextBox(NamedTuple):
    """A text box anchored in the line; `body` is its w:txbxContent.

    `ringed`: its frame is an oval, so that words written in it are ringed words.
    """

    body: Element
    ringed: bool = False


class Ring(NamedTuple):
    """An ellipse (or an empty frame) drawn over a line; lengths in points.

    `left` counts from the anchor's own character or from where the line begins. `known` is False
    for one that is placed from the page's edge, within a group, or as a character in the line.
    """

    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0
    from_character: bool = False
    known: bool = True
    is_frame: bool = False


Piece = Words | Mark
AnyPiece = Words | Mark | Break | TextBox | Ring
