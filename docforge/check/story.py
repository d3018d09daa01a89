"""A part of paragraphs, and its paragraphs with their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from docforge.check.diagnostic import Spot
from docforge.messages import translate as _
from docforge.place import Place
from docforge.render.wordml import (
    CELL,
    MOVED_AWAY,
    PARAGRAPH,
    ROW,
    TABLE,
    TEXT,
    ancestor,
    numbered,
    whereabouts,
)

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True, eq=False)
class Line:
    """A paragraph of a story: its text as it prints, where it stands, its element."""

    text: str
    element: etree._Element
    story: Story

    @cached_property
    def spot(self) -> Spot:
        """Where it stands."""
        return self.story.spot(self.element)


class Story:
    """A part of paragraphs: the body, a header, a footer, notes. `name` is short: "document"."""

    def __init__(self, part: str, root: etree._Element) -> None:
        self.part = part
        self.name = part.rpartition("/")[2].rpartition(".")[0]
        self.root = root
        self._found: dict[tuple[str, ...], list[etree._Element]] = {}
        self._spots: dict[etree._Element, Spot] = {}

    @cached_property
    def numbers(self) -> Mapping[etree._Element, int]:
        """What a reader counts, from 1: tables, rows, cells, paragraphs outside tables."""
        return numbered(self.root)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All paragraphs in reading order, those of tables and text boxes among them. The copy of
        a text box that Word keeps for old programs (mc:Fallback) is left out."""
        return tuple(
            Line(own_words(each), each, self)
            for each in self.paragraphs
            if not self.has_copies or ancestor(each, FALLBACK) is None
        )

    @cached_property
    def has_copies(self) -> bool:
        """Whether there are text boxes of which Word keeps a copy for old programs."""
        return next(self.root.iter(FALLBACK), None) is not None

    def all(self, *names: str) -> list[etree._Element]:
        """All elements of these names, in their order."""
        if names not in self._found:
            self._found[names] = list(self.root.iter(*names))
        return self._found[names]

    @cached_property
    def paragraphs(self) -> tuple[etree._Element, ...]:
        """All paragraphs, as `Spot.line` counts them from 1."""
        return tuple(self.all(PARAGRAPH))

    def spot(self, element: etree._Element) -> Spot:
        """Where an element of this story stands."""
        anchor = element if element.tag == PARAGRAPH else ancestor(element, PARAGRAPH)
        if anchor is None:
            anchor = next(element.iter(PARAGRAPH), None)
        if anchor is None:
            return Spot(self.name, self._place(element), self._where(element))
        if anchor not in self._spots:
            where = whereabouts(anchor, self.name, self.numbers)
            counted = self._counted.get(anchor, 0)
            self._spots[anchor] = Spot(self.name, self._place(anchor), where, counted)
        return self._spots[anchor]

    def _where(self, element: etree._Element) -> str:
        """Where an element is that has no paragraph: an empty cell, row or table."""
        around = [each for each in (element, *element.iterancestors()) if each in self.numbers]
        counted = {str(each.tag): self.numbers[each] for each in reversed(around)}
        said = [] if self.name == "document" else [_("in {part}").format(part=self.name)]
        if CELL in counted:
            told = _("table {table}, row {row}, cell {cell}")
            told = told.format(table=counted[TABLE], row=counted[ROW], cell=counted[CELL])
            said.append(told)
        elif ROW in counted:
            told = _("table {table}, row {row}")
            said.append(told.format(table=counted[TABLE], row=counted[ROW]))
        elif TABLE in counted:
            said.append(_("table {table}").format(table=counted[TABLE]))
        return ", ".join(said)

    @cached_property
    def _counted(self) -> Mapping[etree._Element, int]:
        return {each: number for number, each in enumerate(self.paragraphs, start=1)}

    def _place(self, element: etree._Element) -> Place:
        around: list[Place] = []
        cells = [each for each in (element, *element.iterancestors()) if each.tag == CELL]
        for cell in cells:
            row, table = ancestor(cell, ROW), ancestor(cell, TABLE)
            if row is not None and table is not None:
                counted = self.numbers
                column = counted.get(cell)
                place = Place(table=counted.get(table), row=counted.get(row), column=column)
                around.append(place)
        if not around:
            return Place(paragraph=self.numbers.get(element))
        inner, *outer = around
        return replace(inner, within=tuple(reversed(outer)))


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The w:t elements of a paragraph that print: not those of text boxes anchored in it, nor of
    what was moved away under tracked changes."""
    texts = list(paragraph.iter(TEXT))
    if next(paragraph.iterdescendants(PARAGRAPH, MOVED_AWAY, FALLBACK), None) is None:
        return texts
    return [
        each
        for each in texts
        if next(each.iterancestors(PARAGRAPH, MOVED_AWAY, FALLBACK), None) is paragraph
    ]


def own_words(paragraph: etree._Element) -> str:
    """The text of a paragraph as it prints."""
    return "".join([each.text or "" for each in own_texts(paragraph)])
