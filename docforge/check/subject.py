"""The file that rules look at: its package, its paragraphs with their places, its contract.

Everything is read once and shared by all rules, on demand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from lxml import etree

from docforge.check.diagnostic import Spot
from docforge.check.rules import Profile
from docforge.contracts import Contract, load_contract
from docforge.errors import TemplateError
from docforge.place import Place
from docforge.render import Template
from docforge.render.package import Package, parsed
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

Read = TypeVar("Read")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True)
class Line:
    """A paragraph of a story: its text as it prints, where it stands, its element."""

    text: str
    spot: Spot
    element: etree._Element


class Story:
    """A part of paragraphs: the body, a header, a footer, notes. `name` is short: "document"."""

    def __init__(self, part: str, root: etree._Element) -> None:
        self.part = part
        self.name = Path(part).stem
        self.root = root

    @cached_property
    def numbers(self) -> Mapping[etree._Element, int]:
        """What a reader counts, from 1: tables, rows, cells, paragraphs outside tables."""
        return numbered(self.root)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All paragraphs in reading order, those of tables and text boxes among them. The copy of
        a text box that Word keeps for old programs (mc:Fallback) is left out."""
        return tuple(
            Line(own_words(each), self.spot(each), each)
            for each in self.root.iter(PARAGRAPH)
            if ancestor(each, FALLBACK) is None
        )

    def spot(self, element: etree._Element) -> Spot:
        """Where an element of this story stands."""
        paragraph = element if element.tag == PARAGRAPH else ancestor(element, PARAGRAPH)
        anchor = element if paragraph is None else paragraph
        where = whereabouts(anchor, self.name, self.numbers)
        return Spot(self.name, self._place(anchor), where, self._counted.get(anchor, 0))

    @cached_property
    def _counted(self) -> Mapping[etree._Element, int]:
        return {each: number for number, each in enumerate(self.root.iter(PARAGRAPH), start=1)}

    def _place(self, element: etree._Element) -> Place:
        cell, row = ancestor(element, CELL), ancestor(element, ROW)
        table = ancestor(element, TABLE)
        if cell is None or row is None or table is None:
            return Place(paragraph=self.numbers.get(element))
        counted = self.numbers
        return Place(table=counted[table], row=counted[row], column=counted[cell])


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The w:t elements of a paragraph that print: not those of text boxes anchored in it, nor of
    what was moved away under tracked changes."""
    return [
        each
        for each in paragraph.iter(TEXT)
        if next(each.iterancestors(PARAGRAPH, MOVED_AWAY, FALLBACK), None) is paragraph
    ]


def own_words(paragraph: etree._Element) -> str:
    """The text of a paragraph as it prints."""
    return "".join(each.text or "" for each in own_texts(paragraph))


class Subject:
    """A Word file under examination. `profile` is what it is judged as: that of `--profile`, else
    that of its contract, else None, which leaves the official format alone."""

    def __init__(self, path: Path, content: bytes, profile: Profile | None = None) -> None:
        self.path = path
        self.content = content
        self._profile = profile
        self._read: dict[Callable[[Subject], Any], Any] = {}

    @cached_property
    def package(self) -> Package:
        """The members of the .docx. Raises TemplateError where it cannot be opened."""
        return Package.open(self.content)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The body first, then headers, footers, notes, comments."""
        return tuple(
            Story(name, parsed(self.package.content(name))) for name in self.package.stories
        )

    @property
    def body(self) -> Story:
        """The document's main part."""
        return self.stories[0]

    @property
    def lines(self) -> Iterator[Line]:
        """All paragraphs of all stories."""
        for story in self.stories:
            yield from story.lines

    @cached_property
    def contract(self) -> Contract | None:
        """The contract beside the file, None where there is none. Raises ConfigurationError for
        one that is wrong."""
        return load_contract(self.path) if self.path.with_suffix(".yaml").is_file() else None

    @cached_property
    def is_template(self) -> bool:
        """Whether the file is to be filled: it has a contract, or holds tags."""
        if self.path.with_suffix(".yaml").is_file():
            return True
        return any("{{" in line.text or "{%" in line.text for line in self.lines)

    @cached_property
    def finished(self) -> Subject | None:
        """The document as it will be sent: this file, or what a template makes of its contract's
        sample. None for a template that has no contract, or that its sample does not fill."""
        if not self.is_template:
            return self
        if self.contract is None:
            return None
        try:
            content = Template(self.content).render(self.contract.sample)
        except TemplateError:
            return None
        return Subject(self.path, content, self.profile)

    def once(self, read: Callable[[Subject], Read]) -> Read:
        """What `read` makes of this file, made once and shared by all rules that ask for it."""
        if read not in self._read:
            self._read[read] = read(self)
        made: Read = self._read[read]
        return made

    @property
    def profile(self) -> Profile | None:
        """As which kind of official document the file is judged."""
        if self._profile is None and self.contract is not None:
            return self.contract.profile
        return self._profile
