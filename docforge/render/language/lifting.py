"""Tags that take the place of more than their words: a run, paragraph, row or cell around them.

Also the signs of `{%- -%}`, which join paragraphs, and blocks that begin in one run and end in
another, whose tags move between the runs so that each text keeps its looks.
"""

from __future__ import annotations

import re

from lxml import etree

from docforge.messages import translate as _
from docforge.render.faults import Fault
from docforge.render.language.gathering import Gathered, Placed
from docforge.render.language.tags import Kind, Scope, shortened
from docforge.render.wordml import (
    BREAKS,
    CELL,
    INSTRUCTION,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN,
    RUN_PROPERTIES,
    TABLE,
    TEXT,
    XML_SPACE,
    ancestor,
    emptied,
    is_mark,
    markup,
    parent_of,
    take_out,
    w,
    words,
)

_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>|<w:sectPr\b[^>]*/>", re.DOTALL)
_SECTION_PROPERTIES = w("sectPr")
_SHOWN = (w("drawing"), w("pict"), w("object"))
"""What a paragraph may show without words."""
_RANGES = (
    (w("bookmarkStart"), w("bookmarkEnd")),
    (w("commentRangeStart"), w("commentRangeEnd")),
)
_BEGINS = frozenset({"for", "if", "macro", "call", "with", "set"})
_CONTAINERS = {Scope.PARAGRAPH: PARAGRAPH, Scope.ROW: ROW, Scope.CELL: CELL}


def lift(gathered: Gathered, *, lenient: bool) -> None:
    """Put each tag where it takes effect. `lenient` drops what else stands in a lifted row."""
    join_paragraphs(gathered)
    for placed in list(gathered.in_order()):
        if placed.tag.kind is Kind.EXPRESSION and placed.tag.scope is not Scope.WORDS:
            gathered.looks[int(placed.mark.text or 0)] = looks_of(placed.mark)
    for placed in list(gathered.in_order()):
        if placed.tag.scope is Scope.RUN:
            _split_run(placed.mark)
    for scope in _CONTAINERS:
        _lift_scope(gathered, scope, lenient=lenient)
    for placed in list(gathered.in_order()):
        if placed.tag.kind is Kind.COMMENT:
            take_out(placed.mark)


def looks_of(mark: etree._Element) -> tuple[str, str]:
    """The paragraph properties (without a section's) and run properties around a mark, as XML."""
    run, paragraph = ancestor(mark, RUN), ancestor(mark, PARAGRAPH)
    of_run = run.find(RUN_PROPERTIES) if run is not None else None
    of_paragraph = paragraph.find(PARAGRAPH_PROPERTIES) if paragraph is not None else None
    return (
        "" if of_paragraph is None else _SECTION.sub("", markup(of_paragraph)),
        "" if of_run is None else markup(of_run),
    )


def join_paragraphs(gathered: Gathered) -> None:
    """`{%-` drops the line breaks before it, or the paragraph's beginning where nothing else
    stands before it; `-%}` does the same with what follows."""
    for placed in list(gathered.in_order()):
        if placed.tag.joins_before and _bare_side(placed.mark, before=True):
            paragraph = ancestor(placed.mark, PARAGRAPH)
            previous = paragraph.getprevious() if paragraph is not None else None
            if paragraph is not None and previous is not None and previous.tag == PARAGRAPH:
                _append_content(previous, paragraph)
                _bare_side(placed.mark, before=True)
        if placed.tag.joins_after and _bare_side(placed.mark, before=False):
            paragraph = ancestor(placed.mark, PARAGRAPH)
            following = paragraph.getnext() if paragraph is not None else None
            if paragraph is not None and following is not None and following.tag == PARAGRAPH:
                _append_content(paragraph, following)
                _bare_side(placed.mark, before=False)


def _bare_side(mark: etree._Element, *, before: bool) -> bool:
    """Drop the line breaks on one side of a mark; whether nothing else stands there."""
    paragraph = ancestor(mark, PARAGRAPH)
    if paragraph is None:
        return False
    elements = list(paragraph.iter())
    at = elements.index(mark)
    side = reversed(elements[:at]) if before else iter(elements[at + 1 :])
    if not before and mark.tail:
        return False
    for element in side:
        if element.tag in BREAKS and parent_of(element).tag == RUN:
            take_out(element)
        elif is_mark(element) or (element.tag in (TEXT, INSTRUCTION) and element.text):
            return False
    return True


def _append_content(paragraph: etree._Element, following: etree._Element) -> None:
    for child in list(following):
        if child.tag != PARAGRAPH_PROPERTIES:
            paragraph.append(child)
    parent_of(following).remove(following)


def lift_to_paragraph(mark: etree._Element) -> None:
    """Move a mark out of its text, run and hyperlink, splitting them, to lie in the paragraph."""
    if ancestor(mark, TEXT) is not None:
        _split_run(mark)
    while parent_of(mark).tag != PARAGRAPH and parent_of(mark).getparent() is not None:
        _split_parent(mark)


def _split_run(mark: etree._Element) -> None:
    """Cut the run around a mark into what stands before and after; the mark goes between."""
    text = parent_of(mark)
    if text.tag not in (TEXT, INSTRUCTION) or parent_of(text).tag != RUN:
        return
    _split_parent(mark)
    _split_parent(mark)
    for run in (mark.getprevious(), mark.getnext()):
        if run is not None and run.tag == RUN:
            _tidy(run)


def _split_parent(mark: etree._Element) -> None:
    """Lift a mark one level, its parent being cut in two at it."""
    parent = parent_of(mark)
    after = emptied(parent)
    properties = next((each for each in parent if each.tag == RUN_PROPERTIES), None)
    if properties is not None and parent.tag == RUN:
        after.append(_copied(properties))
    # What follows the mark inside its parent is its own tail and its later siblings.
    if mark.tail:
        after.text = mark.tail
        mark.tail = None
    for sibling in list(mark.itersiblings()):
        after.append(sibling)
    after.tail, parent.tail = parent.tail, None
    parent.addnext(mark)
    mark.addnext(after)
    for each in (parent, after):
        if each.tag == TEXT:
            each.set(XML_SPACE, "preserve")


def _copied(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _tidy(run: etree._Element) -> None:
    """Drop empty texts of a run that was cut, and the run where nothing is left in it."""
    for text in [each for each in run if each.tag in (TEXT, INSTRUCTION)]:
        if not text.text and not len(text):
            run.remove(text)
    if all(child.tag == RUN_PROPERTIES for child in run):
        take_out(run)


def _lift_scope(gathered: Gathered, scope: Scope, *, lenient: bool) -> None:
    """Let the marks of `{%p %}`, `{%tr %}` or `{%tc %}` take the place of what holds them."""
    holders: dict[etree._Element, list[Placed]] = {}
    for placed in list(gathered.in_order()):
        if placed.tag.scope is not scope:
            continue
        holder = ancestor(placed.mark, _CONTAINERS[scope])
        if holder is None:
            what = _("“{tag}” stands outside a table.")
            gathered.report(placed.fault(what, kind=Fault.OUTSIDE_TABLE))
        else:
            holders.setdefault(holder, []).append(placed)
    for holder, group in holders.items():
        _lift_out(gathered, holder, group, lenient=lenient)


def _lift_out(
    gathered: Gathered, holder: etree._Element, group: list[Placed], *, lenient: bool
) -> None:
    marks = [each.mark for each in group]
    others = [
        mark
        for mark in holder.iter(etree.PI)
        if mark not in marks and gathered.of(mark).tag.kind is not Kind.COMMENT
    ]
    remaining = words(holder).strip() or (
        "□" if next(holder.iter(*_SHOWN), None) is not None else ""
    )
    # A row that is commented out goes with all it holds: that is what the comment is for.
    comment = all(each.tag.kind is Kind.COMMENT for each in group)
    if (others or remaining) and not lenient and not comment:
        what = _("“{tag}” must stand alone in its {holder}, but more stands there: {rest}")
        rest = shortened(remaining or gathered.of(others[0]).tag.text)
        said = what.replace("{holder}", _holder_name(group[0].tag.scope)).replace("{rest}", rest)
        gathered.report(group[0].fault(said, kind=Fault.NOT_ALONE))
    table = ancestor(holder, TABLE)
    if holder.tag == CELL and table is not None:
        gathered.regridded.add(table)
    for mark in marks:
        mark.tail = None
        holder.addprevious(mark)
    _keep_ranges(holder)
    if holder.find(f"{PARAGRAPH_PROPERTIES}/{_SECTION_PROPERTIES}") is None:
        take_out(holder)
    else:
        _keep_section(gathered, holder, marks)


def _keep_ranges(holder: etree._Element) -> None:
    """Leave behind a bookmark's or comment's begin or end whose other side lies elsewhere."""
    inside = list(holder.iter(*(begin for begin, _end in _RANGES), *(end for _b, end in _RANGES)))
    for element in inside:
        name = str(element.tag)
        other = next(pair[name == pair[0]] for pair in _RANGES if name in pair)
        identifier = element.get(w("id"))
        if all(each.tag != other or each.get(w("id")) != identifier for each in inside):
            element.tail = None
            holder.addprevious(element)


def _keep_section(
    gathered: Gathered, paragraph: etree._Element, marks: list[etree._Element]
) -> None:
    """Leave an empty paragraph for the section that ends in it: before a block that begins
    there, after one that ends."""
    for child in list(paragraph):
        if child.tag != PARAGRAPH_PROPERTIES:
            paragraph.remove(child)
    if gathered.of(marks[-1]).tag.keyword in _BEGINS:
        for mark in reversed(marks):
            paragraph.addnext(mark)


def _holder_name(scope: Scope) -> str:
    names = {
        Scope.PARAGRAPH: _("paragraph"),
        Scope.ROW: _("table row"),
        Scope.CELL: _("table cell"),
    }
    return names[scope]
