"""What must stay whole when conditions leave things out, so that Word opens it without repair.

A cell ends in a paragraph (ECMA-376 part 1, 17.4.65), a row has a cell, a table has a row, a
header and a note have a paragraph, and a table's grid has as many columns as its widest row.
Where a template cannot break a rule, nothing is done while rendering; where it can, a filter
around the fragile element looks at what came out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from docforge.render.language.gathering import Gathered
from docforge.render.wordml import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    ROW,
    STORIES,
    TABLE,
    TEXT_BOX,
    is_mark,
    parent_of,
    w,
)

_BEGINS = frozenset({"for", "if", "macro", "call", "filter", "with"})
_ENDS = frozenset(f"end{keyword}" for keyword in _BEGINS)
_ENDS_IN_PARAGRAPH = re.compile(r"(?:</w:p>|<w:p(?:\s[^<>]*)?/>|</w:sdt>)\s*$")
_HOLDS_ROW = re.compile(r"<w:tr[\s>]")
_HOLDS_CELL = re.compile(r"<w:tc[\s>]")
_CONTENT = frozenset({CELL, TEXT_BOX, *STORIES})


def keep_whole(gathered: Gathered) -> None:
    """Mend what is broken already, and put filters around what rendering may break."""
    marked = {parent_of(placed.mark) for placed in gathered.in_order()}
    # Inner ones first: a row that may vanish makes its table one that may.
    for element in reversed(list(gathered.root.iter(TABLE, ROW, *_CONTENT))):
        if element.tag in _CONTENT:
            _guard_content(gathered, element, marked)
        elif element.tag == ROW and not _has_always(gathered, element, CELL):
            _surround(gathered, element, "_row")
        elif element.tag == TABLE and not _has_always(gathered, element, ROW):
            _surround(gathered, element, "_table")
    for binding in list(gathered.root.iter(w("dataBinding"))):
        _unbind(binding)
    for table in list(gathered.root.iter(TABLE)):
        if _changes_columns(gathered, table):
            _surround(gathered, table, "_grid")


def _unbind(binding: etree._Element) -> None:
    """Cut a content control that holds a tag from the data it is bound to, which Word would
    show in place of what was filled in."""
    control = parent_of(parent_of(binding))
    if next(control.iter(etree.PI), None) is not None:
        parent_of(binding).remove(binding)


def _guard_content(
    gathered: Gathered, element: etree._Element, marked: set[etree._Element]
) -> None:
    children = [child for child in element if child.tag != CELL_PROPERTIES]
    last = children[-1] if children else None
    if last is not None and last.tag == PARAGRAPH:
        return
    if element not in marked:
        if last is None or last.find(f".//{PARAGRAPH}") is None or last.tag == TABLE:
            etree.SubElement(element, PARAGRAPH)
        return
    children[0].addprevious(gathered.statement("filter _content"))
    element.append(gathered.statement("endfilter"))


def _has_always(gathered: Gathered, element: etree._Element, wanted: str) -> bool:
    """Whether a row or cell stands there, be it in a content control, that no statement can
    leave out."""
    depth = 0
    for child in element:
        if is_mark(child):
            keyword = gathered.of(child).tag.keyword
            depth += (keyword in _BEGINS) - (keyword in _ENDS)
        elif depth == 0 and (
            child.tag == wanted
            or (child.tag not in (TABLE, ROW, CELL) and _has_always(gathered, child, wanted))
        ):
            return True
    return False


def _changes_columns(gathered: Gathered, table: etree._Element) -> bool:
    return table in gathered.regridded or any(
        "\ue0fe" in (span.get(w("val")) or "") for span in table.iter(w("gridSpan"))
    )


def _surround(gathered: Gathered, element: etree._Element, filter_name: str) -> None:
    parent = parent_of(element)
    element.addprevious(gathered.statement(f"filter {filter_name}"))
    mark = gathered.statement("endfilter")
    mark.tail, element.tail = element.tail, None
    parent.insert(parent.index(element) + 1, mark)


def _whole_content(text: str) -> str:
    return text if _ENDS_IN_PARAGRAPH.search(text) else f"{text}<w:p/>"


def _whole_row(text: str) -> str:
    return text if _HOLDS_CELL.search(text) else ""


def _whole_table(text: str) -> str:
    return text if _HOLDS_ROW.search(text) else ""


def _whole_grid(text: str) -> str:
    """A table whose grid has as many columns as its widest row, its width shared out anew."""
    grid = re.search(r"<w:tblGrid>(.*?)</w:tblGrid>", text, re.DOTALL)
    if grid is None:
        return text
    widths = [int(float(each)) for each in re.findall(r'w:w="([\d.]+)"', grid[1])]
    wanted = _widest_row(text)
    if not wanted or wanted == len(widths):
        return text
    total = sum(widths)
    if wanted > len(widths):
        each = total // wanted
        made = [width * len(widths) // wanted for width in widths]
        made += [each] * (wanted - len(widths))
    else:
        extra = sum(widths[wanted:]) // wanted
        made = [width + extra for width in widths[:wanted]]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in made)
    return f"{text[: grid.start()]}<w:tblGrid>{columns}</w:tblGrid>{text[grid.end() :]}"


_ROW_PART = re.compile(
    r'<(/?)w:(tbl|tr|tc)(?=[\s/>])|<w:(?:gridSpan|gridBefore|gridAfter) [^<>]*?w:val="(\d+)"'
)


def _widest_row(text: str) -> int:
    """Columns of the widest row of the outermost table."""
    depth, columns, widest = 0, 0, 0
    for match in _ROW_PART.finditer(text):
        name, closes = match[2], bool(match[1])
        if name == "tbl":
            depth += -1 if closes else 1
        elif depth != 1:
            continue
        elif name == "tr" and not closes:
            columns = 0
        elif name == "tr":
            widest = max(widest, columns)
        elif name == "tc" and not closes:
            columns += 1
        elif match[3]:
            columns += int(match[3]) - ("gridSpan" in match[0])
    return widest


FILTERS: dict[str, Callable[[str], str]] = {
    "_content": _whole_content,
    "_row": _whole_row,
    "_table": _whole_table,
    "_grid": _whole_grid,
}
"""The filters that `keep_whole` puts into a part's source."""
