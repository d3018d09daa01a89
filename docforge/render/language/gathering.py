"""Putting each tag of a paragraph into one run, since Word scatters what is typed over many.

In the XML a tag becomes the processing instruction `<?docforge N?>`, N being its number in the
part: nothing in it needs escaping, and no text of a template can be mistaken for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.faults import Fault
from docforge.render.language.tags import (
    Kind,
    Report,
    Scope,
    Tag,
    shortened,
    tags_in,
    without_escapes,
)
from docforge.render.wordml import (
    BREAKS,
    DELETED,
    INSTRUCTION,
    MOVED_AWAY,
    PARAGRAPH,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    XML_SPACE,
    numbered,
    w,
    whereabouts,
)

TARGET = "docforge"
_HYPHEN = w("noBreakHyphen")
_BLANK = {w("tab"): "\t", _HYPHEN: "-"}
"""What stands for a character inside a tag: a tab in a quoted string is meant, a line break is
not; a hyphen that Word keeps from breaking is one."""
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHARACTERS = BREAKS | {_HYPHEN}
_BRACES = frozenset("{}｛")
_AROUND = 16
"""Characters of a paragraph shown before and after a tag in messages."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A tag, where it stands (for messages), and the mark that holds its place in the XML.

    `around` is the text it stands in. `ours` tells a tag that docforge put there itself, whose
    value is XML already.
    """

    tag: Tag
    where: str
    mark: etree._Element
    around: str = ""
    ours: bool = False
    part: str = ""
    line: int = 0
    """The number of its paragraph in the part, 0 for a tag that stands in none."""

    def fault(self, what: str, remedy: str = "", *, kind: Fault) -> TemplateError:
        """An error at this tag; `what` may name it as {tag}."""
        said = what.replace("{tag}", shortened(self.tag.text))
        if self.around and self.around != self.tag.text:
            said += _(" (in “{around}”)").format(around=self.around)
        return TemplateError(
            *(said,),
            where=self.where,
            remedy=remedy,
            kind=kind,
            part=self.part,
            line=self.line,
            text=self.tag.text,
        )


@dataclass
class Gathered:
    """The tags of a part in the order they were found; a mark's number is its tag's index."""

    root: etree._Element
    part: str
    report: Report
    placed: list[Placed] = field(default_factory=list)
    looks: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Paragraph and run properties, as XML, around expressions that replace what bore them."""
    regridded: set[etree._Element] = field(default_factory=set)
    """Tables whose rows lost or gain cells, so that their grid may no longer fit."""

    numbers: dict[etree._Element, int] = field(default_factory=dict)
    """What a reader counts: tables, rows, cells, paragraphs."""

    def of(self, mark: etree._Element) -> Placed:
        """The tag that a mark stands for."""
        return self.placed[int(mark.text or 0)]

    def in_order(self) -> Iterator[Placed]:
        """The tags in the order of the XML as it is now; those taken out are not among them."""
        for mark in self.root.iter(etree.PI):
            yield self.of(mark)

    lines: dict[etree._Element, int] = field(default_factory=dict)
    """All paragraphs, counted from 1."""

    def add(
        self, tag: Tag, where: str, around: str = "", *, ours: bool = False, line: int = 0
    ) -> Placed:
        """Number a tag; its mark still has to be put into the XML."""
        mark = etree.ProcessingInstruction(TARGET, str(len(self.placed)))
        made = Placed(tag, where, mark, around, ours, self.part, line)
        self.placed.append(made)
        return made

    def statement(self, inner: str, asked_by: Placed | None = None) -> etree._Element:
        """The mark of a statement of our own, such as a condition around a merged cell; a fault
        in it is told of the tag that asked for it."""
        text = asked_by.tag.text if asked_by else f"{{% {inner} %}}"
        tag = Tag(Kind.STATEMENT, Scope.WORDS, inner, text)
        where, around = (asked_by.where, asked_by.around) if asked_by else ("", "")
        line = asked_by.line if asked_by else 0
        return self.add(tag, where, around, ours=True, line=line).mark


def gather(root: etree._Element, part: str, report: Report, *, lenient: bool = False) -> Gathered:
    """Replace every tag of a part's paragraphs by its mark, reporting broken ones."""
    lines = {each: number for number, each in enumerate(root.iter(PARAGRAPH), start=1)}
    gathered = Gathered(root, part, report, numbers=numbered(root), lines=lines)
    for paragraph in lines:
        if _BRACES.isdisjoint("".join(map(str, paragraph.itertext()))):
            continue
        for pieces in (list(_pieces(paragraph)), list(_field_pieces(paragraph))):
            text = "".join(piece.text for piece in pieces)
            if "{" in text or "}" in text or "｛" in text:
                _gather_from(gathered, paragraph, pieces, text, lenient=lenient)
    for formula in root.iter(_FORMULA_TEXT):
        if "{{" in (formula.text or "") or "{%" in (formula.text or ""):
            said = _("“{text}”: what stands in a formula is not filled in.")
            text = shortened(formula.text or "")
            holder = next(formula.iterancestors(PARAGRAPH), None)
            line = 0 if holder is None else lines[holder]
            fault = TemplateError(
                *(said.format(text=text),),
                where=part if holder is None else whereabouts(holder, part, gathered.numbers),
                kind=Fault.IN_FORMULA,
                part=part,
                line=line,
                text=text,
            )
            report(fault)
    return gathered


def _gather_from(
    gathered: Gathered, paragraph: etree._Element, pieces: list[_Piece], text: str, *, lenient: bool
) -> None:
    where = whereabouts(paragraph, gathered.part, gathered.numbers)
    line = gathered.lines[paragraph]

    def report(fault: TemplateError) -> None:
        fault.where, fault.part, fault.line = where, gathered.part, line
        gathered.report(fault)

    tags = tags_in(text, report, lenient=lenient)
    marks = [gathered.add(tag, where, _around(text, tag), line=line).mark for tag in tags]
    _rewrite(pieces, tags, marks)


def _around(text: str, tag: Tag) -> str:
    start, end = max(0, tag.start - _AROUND), min(len(text), tag.end + _AROUND)
    shown = text[start:end].strip()
    if shown == tag.text:
        return shown
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"


@dataclass(frozen=True, slots=True)
class _Piece:
    """An element of a paragraph that prints, and what it prints, from `start` on."""

    element: etree._Element
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _pieces(paragraph: etree._Element) -> Iterator[_Piece]:
    start = 0
    for element in _printing(paragraph):
        text = (element.text or "") if element.tag == TEXT else _BLANK.get(str(element.tag), " ")
        yield _Piece(element, text, start)
        start += len(text)


def _printing(element: etree._Element) -> Iterator[etree._Element]:
    """Texts, tabs and breaks of a paragraph; not of paragraphs nested in it (text boxes)."""
    for child in element:
        if child.tag == TEXT or (child.tag in _CHARACTERS and element.tag == RUN):
            yield child
        elif child.tag not in (PARAGRAPH, DELETED, MOVED_AWAY):
            yield from _printing(child)


def _field_pieces(paragraph: etree._Element) -> Iterator[_Piece]:
    """The codes of a paragraph's fields, such as HYPERLINK "{{ url }}"."""
    start = 0
    for element in paragraph.iter(INSTRUCTION):
        if next(element.iterancestors(PARAGRAPH)) is paragraph:
            yield _Piece(element, element.text or "", start)
            start += len(element.text or "")


def _rewrite(pieces: list[_Piece], tags: list[Tag], marks: list[etree._Element]) -> None:
    for piece in pieces:
        touching = [
            n for n, tag in enumerate(tags) if tag.start < piece.end and tag.end > piece.start
        ]
        if not touching:
            if piece.element.text and "_" in piece.text:
                piece.element.text = without_escapes(piece.text)
            continue
        if piece.element.tag in _CHARACTERS:
            _remove(piece.element)  # a tab or line break inside a tag
            continue
        content: list[str | etree._Element] = []
        at = piece.start
        for number in touching:
            tag = tags[number]
            content.append(piece.text[at - piece.start : max(tag.start, at) - piece.start])
            if tag.start >= piece.start:
                content.append(marks[number])
            at = min(tag.end, piece.end)
        content.append(piece.text[at - piece.start :])
        _fill(piece.element, content)


def _fill(element: etree._Element, content: list[str | etree._Element]) -> None:
    element.text = ""
    for part in content:
        if not isinstance(part, str):
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + without_escapes(part)
        else:
            element.text += without_escapes(part)
    element.set(XML_SPACE, "preserve")
    if not element.text and not len(element):
        _remove(element)


def _remove(element: etree._Element) -> None:
    """Take out an element, and its run when nothing but its looks is left of it."""
    run = element.getparent()
    assert run is not None
    run.remove(element)
    parent = run.getparent()
    if run.tag == RUN and parent is not None and all(child.tag == RUN_PROPERTIES for child in run):
        parent.remove(run)
