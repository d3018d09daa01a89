"""Putting each tag of a paragraph into one run, since Word scatters what is typed over many.

In the XML a tag becomes the processing instruction `<?docforge N?>`, N being its number in the
part: nothing in it needs escaping, and no text of a template can be mistaken for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.tags import Scope, Tag, shortened, tags_in
from docforge.render.wordml import (
    BREAKS,
    CELL,
    DELETED,
    MOVED_AWAY,
    PARAGRAPH,
    ROW,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    XML_SPACE,
    ancestor,
    whereabouts,
    words,
)

TARGET = "docforge"
_CONTAINERS = {Scope.PARAGRAPH: PARAGRAPH, Scope.ROW: ROW, Scope.CELL: CELL}


@dataclass(frozen=True, slots=True)
class Placed:
    """A tag, where it stands (for messages), and the mark that holds its place in the XML."""

    tag: Tag
    where: str
    mark: etree._Element


def gather(root: etree._Element, part: str) -> list[Placed]:
    """Replace every tag of a part by its mark; the tags in document order, numbered as marked.

    Raises TemplateError, naming the place, for tags that are broken or stand where they cannot.
    """
    placed: list[Placed] = []
    for paragraph in list(root.iter(PARAGRAPH)):
        pieces = list(_pieces(paragraph))
        text = "".join(piece.text for piece in pieces)
        if "{" not in text and "}" not in text and "｛" not in text:
            continue
        where = whereabouts(paragraph, part)
        try:
            tags = tags_in(text)
        except TemplateError as error:
            error.where = where
            raise
        marks = [_mark(len(placed) + number) for number in range(len(tags))]
        _rewrite(pieces, tags, marks)
        placed.extend(Placed(tag, where, mark) for tag, mark in zip(tags, marks, strict=True))
    for scope in _CONTAINERS:
        _lift([each for each in placed if each.tag.scope is scope])
    return placed


def _mark(number: int) -> etree._Element:
    return etree.ProcessingInstruction(TARGET, str(number))


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
        text = (element.text or "") if element.tag == TEXT else " "
        yield _Piece(element, text, start)
        start += len(text)


def _printing(element: etree._Element) -> Iterator[etree._Element]:
    """Texts, tabs and breaks of a paragraph; not of paragraphs nested in it (text boxes)."""
    for child in element:
        if child.tag == TEXT or (child.tag in BREAKS and element.tag == RUN):
            yield child
        elif child.tag not in (PARAGRAPH, DELETED, MOVED_AWAY):
            yield from _printing(child)


def _rewrite(pieces: list[_Piece], tags: list[Tag], marks: list[etree._Element]) -> None:
    for piece in pieces:
        touching = [
            n for n, tag in enumerate(tags) if tag.start < piece.end and tag.end > piece.start
        ]
        if not touching:
            continue
        if piece.element.tag != TEXT:
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
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text += part
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


def _lift(placed: list[Placed]) -> None:
    """Let the marks of `{%p %}`, `{%tr %}` or `{%tc %}` take the place of what holds them."""
    holders: dict[etree._Element, list[Placed]] = {}
    for each in placed:
        holder = ancestor(each.mark, _CONTAINERS[each.tag.scope])
        if holder is None:
            raise TemplateError(
                _("“{text}” stands outside a table.").format(text=shortened(each.tag.text)),
                where=each.where,
            )
        holders.setdefault(holder, []).append(each)
    for holder, group in holders.items():
        lifted = [each.mark for each in group]
        others = [each for each in holder.iter(etree.PI) if each not in lifted]
        if others or _remaining(holder):
            raise TemplateError(
                _(
                    "“{text}” must stand alone in its {holder}, but more stands there: {rest}"
                ).format(
                    text=shortened(group[0].tag.text),
                    holder=_holder_name(group[0].tag.scope),
                    rest=shortened(_remaining(holder) or _("another tag")),
                ),
                where=group[0].where,
            )
        for mark in lifted:
            mark.tail = None
            holder.addprevious(mark)
        parent = holder.getparent()
        assert parent is not None
        parent.remove(holder)


def _remaining(holder: etree._Element) -> str:
    return words(holder).strip()


def _holder_name(scope: Scope) -> str:
    names = {
        Scope.PARAGRAPH: _("paragraph"),
        Scope.ROW: _("table row"),
        Scope.CELL: _("table cell"),
    }
    return names[scope]
