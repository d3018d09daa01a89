"""Pieces of a line -> words and marks: glyphs typed as marks, words that were struck or circled.

Runs end wherever an author's cursor once stood, so a mark like "□√" or "（√）" may lie across
several: the pieces are laid together first, searched, and then parted by how they look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from docforge.layout import Inline, Mark, MarkShape, MarkState, Text
from docforge.place import Place
from docforge.readers.glyphs import is_plain, stretches
from docforge.readers.word.pieces import Manner, Piece, Words
from docforge.readers.word.styles import Look

_MADE_ON_WORDS = {
    Manner.STRUCK: (MarkState.STRUCK, MarkShape.STRIKE),
    Manner.FRAMED: (MarkState.CHOSEN, MarkShape.CIRCLE),
    Manner.HIGHLIGHTED: (MarkState.UNDECIDED, MarkShape.HIGHLIGHT),
    Manner.UNDERLINED: (MarkState.UNDECIDED, MarkShape.UNDERLINE),
}
# A frame around more blanks than this is a line to write on.
_WIDEST_BOX = 8


def manner_of(look: Look) -> Manner:
    """How words of this look were treated."""
    if look.struck:
        return Manner.STRUCK
    if look.framed:
        return Manner.FRAMED
    if look.highlighted:
        return Manner.HIGHLIGHTED
    return Manner.UNDERLINED if look.underlined else Manner.PLAIN


def inlines(pieces: Iterable[Piece], place: Place | None) -> tuple[Inline, ...]:
    """The words and marks of a line, neighbours of one kind joined, every one with its place."""
    parts: list[Inline] = []
    words: list[Words] = []
    marked = False
    for piece in pieces:
        if isinstance(piece, Words):
            words.append(piece)
            continue
        parts += _worded(words)
        words = []
        parts.append(piece)
        marked = True
    parts += _worded(words)
    return tuple(
        [
            Text(part.text, place) if isinstance(part, Text) else part.at(place)
            for part in (_joined(parts) if marked else parts)
        ]
    )


def _worded(words: Sequence[Words]) -> Iterable[Inline]:
    """The words of neighbouring runs, and the marks that were typed among them."""
    if all(piece.manner is Manner.PLAIN for piece in words):
        return _plainly("".join([piece.text for piece in words]))
    return _joined(_searched(words))


@lru_cache(maxsize=4096)
def _plainly(text: str) -> tuple[Inline, ...]:
    """Text without any look of its own: the printed words of forms come again and again."""
    if is_plain(text):
        return (Text(text),) if text else ()
    return tuple(_joined(_searched([Words(text)])))


def treated(mark: Mark, manner: Manner) -> Mark:
    """A mark in a run of this look: a struck tick was taken back, a framed one has its box."""
    if manner is Manner.STRUCK and mark.state is not MarkState.EMPTY:
        return replace(mark, state=MarkState.STRUCK)
    if manner is Manner.FRAMED and mark.state is MarkState.UNDECIDED and not mark.boxed:
        return replace(mark, state=MarkState.CHOSEN, boxed=True)
    return mark


def _searched(words: Sequence[Words]) -> Iterator[Inline]:
    text = "".join(piece.text for piece in words)
    if not text:
        return
    looks = _Looks(words)
    for start, end, mark in stretches(text):
        if mark is not None:
            yield treated(mark, looks.at(start))
            continue
        for first, last, manner in looks.between(start, end):
            yield from _made_on(text[first:last], manner)


class _Looks:
    """Which look holds from which character to which; asked from left to right."""

    def __init__(self, words: Sequence[Words]) -> None:
        self._ends: list[tuple[int, Manner]] = []
        end = 0
        for piece in words:
            end += len(piece.text)
            if not piece.text:
                continue
            if self._ends and self._ends[-1][1] is piece.manner:
                self._ends.pop()
            self._ends.append((end, piece.manner))
        self._next = 0

    def at(self, start: int) -> Manner:
        while self._ends[self._next][0] <= start:
            self._next += 1
        return self._ends[self._next][1]

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, Manner]]:
        while start < end:
            manner = self.at(start)
            last = min(end, self._ends[self._next][0])
            yield start, last, manner
            start = last


def _made_on(text: str, manner: Manner) -> Iterator[Inline]:
    """Words with what was done to them; blanks around them stay blanks."""
    made = _MADE_ON_WORDS.get(manner)
    word = text.strip()
    if made is None:
        yield Text(text)
    elif word:
        before, _, after = text.partition(word)
        state, shape = made
        yield from (Text(before),) if before else ()
        yield Mark(state, shape, word=word)
        yield from (Text(after),) if after else ()
    elif manner is Manner.FRAMED and len(text) <= _WIDEST_BOX:
        yield Mark(MarkState.EMPTY, MarkShape.BOX, glyph=text, boxed=True)
    else:
        yield Text(text)


def _joined(parts: Iterable[Inline]) -> Iterator[Inline]:
    """Neighbouring texts as one; a lone tick right after an empty box (of a control) put in it."""
    last: Inline | None = None
    for part in parts:
        if isinstance(part, Text) and isinstance(last, Text):
            last = replace(last, text=last.text + part.text)
            continue
        if isinstance(part, Mark) and isinstance(last, Mark) and _ticks(part, last):
            last = replace(part, state=MarkState.CHOSEN, boxed=True, glyph=last.glyph + part.glyph)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _ticks(tick: Mark, box: Mark) -> bool:
    lone = tick.shape in (MarkShape.TICK, MarkShape.CROSS) and not tick.boxed and not tick.word
    return lone and tick.state is MarkState.UNDECIDED and box.state is MarkState.EMPTY
