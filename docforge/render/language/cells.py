"""Tags that change their table cell: its colour, its width in columns, its merging in a loop.

`{% cellbg colour %}` colours the cell; `{% colspan n %}` lets it span n columns; `{% hm %}` in a
loop over cells merges its copies into one; `{% vm %}` in a loop over rows merges downwards.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from docforge.messages import translate as _
from docforge.render.faults import Fault
from docforge.render.language.attributes import expression
from docforge.render.language.gathering import Gathered, Placed
from docforge.render.wordml import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ancestor,
    cell_property,
    parent_of,
    take_out,
    w,
)

KEYWORDS = frozenset({"cellbg", "colspan", "hm", "vm"})


def change_cells(gathered: Gathered) -> None:
    """Give effect to the cell tags of a part, and take them out."""
    for placed in list(gathered.in_order()):
        change = _CHANGES.get(placed.tag.keyword)
        if change is None or placed.ours:
            continue
        cell = ancestor(placed.mark, CELL)
        if cell is None:
            said = _("“{tag}” stands outside a table.")
            gathered.report(placed.fault(said, kind=Fault.OUTSIDE_TABLE))
        else:
            change(gathered, cell, placed)
        take_out(placed.mark)


def _argument(placed: Placed) -> str:
    return placed.tag.inner.strip().removeprefix(placed.tag.keyword).strip()


def _colour(gathered: Gathered, cell: etree._Element, placed: Placed) -> None:
    shading = cell_property(cell, "shd")
    shading.attrib.clear()
    shading.set(w("val"), "clear")
    shading.set(w("color"), "auto")
    inner = f"({_argument(placed)})|_colour"
    shading.set(w("fill"), expression(gathered, inner, placed.where, text=placed.tag.text))


def _span(gathered: Gathered, cell: etree._Element, placed: Placed) -> None:
    inner = f"({_argument(placed)})|_columns"
    cell_property(cell, "gridSpan").set(
        w("val"), expression(gathered, inner, placed.where, text=placed.tag.text)
    )


def _merge_down(gathered: Gathered, cell: etree._Element, placed: Placed) -> None:
    chosen = expression(
        gathered,
        "'restart' if loop.first else 'continue'",
        placed.where,
        ours=True,
        text=placed.tag.text,
    )
    cell_property(cell, "vMerge").set(w("val"), chosen)
    content = [child for child in cell if child.tag != CELL_PROPERTIES]
    if not content:
        return
    content[0].addprevious(gathered.statement("if loop.first", placed))
    empty = etree.Element(PARAGRAPH)
    for properties in content[-1].iterchildren(PARAGRAPH_PROPERTIES):
        empty.append(etree.fromstring(etree.tostring(properties, with_tail=False)))
    for each in (gathered.statement("else"), empty, gathered.statement("endif")):
        cell.append(each)


def _merge_across(gathered: Gathered, cell: etree._Element, placed: Placed) -> None:
    span = cell_property(cell, "gridSpan")
    each = span.get(w("val")) or "1"
    inner = f"loop.length * {each}"
    count = expression(gathered, inner, placed.where, ours=True, text=placed.tag.text)
    span.set(w("val"), count)
    cell.addprevious(gathered.statement("if loop.first", placed))
    parent_of(cell).insert(parent_of(cell).index(cell) + 1, gathered.statement("endif"))


_CHANGES: dict[str, Callable[[Gathered, etree._Element, Placed], None]] = {
    "cellbg": _colour,
    "colspan": _span,
    "vm": _merge_down,
    "hm": _merge_across,
}
