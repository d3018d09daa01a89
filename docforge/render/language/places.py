"""What lies around an expression in the XML, so that its value can break out of it.

A value may be more than text: runs with looks of their own, whole paragraphs, a table, a picture.
A place knows how to end the text, run and paragraph it is in, and how to begin them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from lxml import etree

from docforge.errors import TemplateError
from docforge.render.faults import Fault
from docforge.render.language.gathering import Gathered, Placed
from docforge.render.language.lifting import looks_of
from docforge.render.language.tags import Scope
from docforge.render.wordml import (
    INSTRUCTION,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    TEXT,
    ancestor,
    qualified,
    start_tag,
)

_TEXT = '<w:t xml:space="preserve">'


class Holds(Enum):
    """What may stand at a place."""

    TEXT = auto()
    """A piece of a text element; more than text breaks out of it."""
    RUNS = auto()
    """Runs: `{{r value }}`."""
    BLOCKS = auto()
    """Paragraphs and tables: `{{p value }}`."""
    ROWS = auto()
    """Table rows or cells: `{{tr value }}`, `{{tc value }}`."""
    CODE = auto()
    """A field's code, which holds text on one line."""
    ATTRIBUTE = auto()
    """An attribute: alternative text, a colour, a link's address."""
    ELEMENT = auto()
    """Plain text of an element outside the document's body: a property."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value goes. The strings are XML: `run_end` ends the text and run that stand open
    at a TEXT place, `outer_end` what lies between the run and its paragraph, and the paragraph;
    `run_begin` and `outer_begin` open them anew, with the same properties. `run_properties` is the
    w:rPr of the run, "" where it has none."""

    holds: Holds
    placed: Placed
    part: str = ""
    run_end: str = ""
    run_begin: str = ""
    outer_end: str = ""
    outer_begin: str = ""
    run_properties: str = ""

    @property
    def text_begin(self) -> str:
        """What must be written before a text can be."""
        if self.holds is Holds.RUNS:
            return self.run_begin
        return self.outer_begin + self.run_begin if self.holds is Holds.BLOCKS else ""

    @property
    def text_end(self) -> str:
        """What must be written after a text."""
        if self.holds is Holds.RUNS:
            return self.run_end
        return self.run_end + self.outer_end if self.holds is Holds.BLOCKS else ""

    def runs(self, xml: str) -> str:
        """XML that puts complete runs at this place."""
        if self.holds is Holds.TEXT:
            return f"{self.run_end}{xml}{self.run_begin}"
        return f"{self.outer_begin}{xml}{self.outer_end}" if self.holds is Holds.BLOCKS else xml

    def blocks(self, xml: str) -> str:
        """XML that puts complete paragraphs or tables at this place."""
        if self.holds is Holds.TEXT:
            return f"{self.run_end}{self.outer_end}{xml}{self.outer_begin}{self.run_begin}"
        return f"{self.outer_end}{xml}{self.outer_begin}" if self.holds is Holds.RUNS else xml

    def new_paragraph(self, between: str = "") -> str:
        """XML that ends an open run and its paragraph, and begins both again after `between`."""
        return f"{self.run_end}{self.outer_end}{between}{self.outer_begin}{self.run_begin}"

    def fault(self, reason: str, kind: Fault = Fault.UNPRINTABLE) -> TemplateError:
        """An error about the value that was to stand here."""
        return self.placed.fault(reason, kind=kind)


_LIFTED = {
    Scope.RUN: Holds.RUNS,
    Scope.PARAGRAPH: Holds.BLOCKS,
    Scope.ROW: Holds.ROWS,
    Scope.CELL: Holds.ROWS,
}


def place_of(gathered: Gathered, placed: Placed, part: str) -> Place:
    """The place of an expression whose mark is where it takes effect."""
    mark = placed.mark
    looks = gathered.looks.get(int(mark.text or 0))
    if looks is None:
        if ancestor(mark, TEXT) is None:
            code = ancestor(mark, INSTRUCTION) is not None
            return Place(Holds.CODE if code else Holds.ELEMENT, placed, part)
        paragraph, run = looks_of(mark)
        outer_end, outer_begin = _around_run(mark, paragraph)
        return Place(
            Holds.TEXT,
            placed,
            part,
            "</w:t></w:r>",
            f"<w:r>{run}{_TEXT}",
            outer_end,
            outer_begin,
            run,
        )
    holds = _LIFTED[placed.tag.scope]
    if holds is Holds.RUNS:
        outer_end, outer_begin = _around_run(mark, looks[0])
    else:
        outer_end, outer_begin = "</w:p>", f"<w:p>{looks[0]}"
    return Place(
        holds,
        placed,
        part,
        "</w:t></w:r>",
        f"<w:r>{looks[1]}{_TEXT}",
        outer_end,
        outer_begin,
        looks[1],
    )


def _around_run(mark: etree._Element, paragraph_properties: str) -> tuple[str, str]:
    """XML that ends everything between a mark's run and its paragraph, and that begins it."""
    end, begin = "", ""
    for element in mark.iterancestors():
        if element.tag == PARAGRAPH:
            properties = element.find(PARAGRAPH_PROPERTIES)
            opened = "" if properties is None else paragraph_properties
            return f"{end}</{qualified(element)}>", f"<{qualified(element)}>{opened}{begin}"
        if element.tag in (TEXT, RUN):
            continue
        end += f"</{qualified(element)}>"
        begin = start_tag(element) + begin
    return end, begin
