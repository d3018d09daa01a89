"""Tables: rows that cut their words off, headers that are not repeated, widths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from docforge.check.diagnostic import Severity
from docforge.check.layout.measured import ERROR, WARNING, measured
from docforge.check.layout.printing import Printed
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.check.typesetting import A_MM
from docforge.check.typesetting.page import pages_of, points
from docforge.check.typesetting.paragraph import Typeset
from docforge.check.typesetting.setting import typeset
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.wordml import CELL, PARAGRAPH, ROW, TABLE, TEXT_BOX, ancestor, w


@measured(
    "L402", ERROR, N_("A row of fixed height cuts its words off."),
    why=N_("Rows of exact height do not grow: the words that do not fit are not printed."),
    bad=N_("row height exactly 10 mm, four lines of words"), good=N_("row height at least 10 mm"),
    fix=N_("Set the row's height to “at least”."),
)  # fmt: skip
def cut_off(subject: Subject, printed: Printed) -> Iterator[Found]:
    rows = [row for row in subject.body.root.iter(ROW) if _exact(row)]
    if not rows:
        return
    lines = {line.line.element: line for line in subject.once(typeset)}
    wanted = Counter(c for line in lines.values() for c in line.bare)
    there = Counter(c.text for page in printed.pages for c in page.characters)
    if not any(wanted[c] > there[c] for c in wanted if ord(c) > 0x2E80):
        return
    for row in rows:
        for cell in row.findall(CELL):
            needed = sum(_height(lines[p]) for p in cell.findall(PARAGRAPH) if p in lines)
            text = "".join(lines[p].said for p in cell.findall(PARAGRAPH) if p in lines)
            if needed > _exact(row) + 1 and any(wanted[c] > there[c] for c in text):
                told = _("The row is {height:.0f} mm high; its words need about {needed:.0f} mm.")
                spot = subject.body.spot(next(cell.iter(PARAGRAPH)))
                said = told.format(height=_exact(row) / A_MM, needed=needed / A_MM)
                yield Found(said, spot, text[:40])


def _exact(row: etree._Element) -> float:
    height = row.find(f"{w('trPr')}/{w('trHeight')}")
    if height is None or height.get(w("hRule")) != "exact":
        return 0.0
    return points(height, "val")


def _height(line: Typeset) -> float:
    return line.height


@measured(
    "L411", WARNING, N_("A table runs over pages without repeating its header."),
    why=N_("On the second page nobody knows what the columns are."),
    bad=N_("a register of three pages with one header"), good=N_("“repeat as header row”"),
    fix=N_("Mark the first rows as header rows."),
)  # fmt: skip
def header_once(subject: Subject, printed: Printed) -> Iterator[Found]:
    for table in subject.body.root.iter(TABLE):
        rows = table.findall(ROW)
        if ancestor(table, TABLE) is not None or ancestor(table, TEXT_BOX) is not None:
            continue
        if len(rows) < 4 or len(rows[0].findall(CELL)) < 2:
            continue
        header = rows[0].find(f"{w('trPr')}/{w('tblHeader')}")
        if header is not None and header.get(w("val"), "1") not in ("0", "false"):
            continue
        first, last = (_page_of(subject, row, printed) for row in (rows[0], rows[-1]))
        if first is not None and last is not None and last > first:
            told = _("The table runs from page {first} to page {last}; its header is not repeated.")
            spot = subject.body.spot(next(rows[0].iter(PARAGRAPH)))
            yield Found(told.format(first=first + 1, last=last + 1), spot)


def _page_of(subject: Subject, row: etree._Element, printed: Printed) -> int | None:
    for paragraph in row.iter(PARAGRAPH):
        point = printed.begins.get(subject.body.spot(paragraph).line)
        if point is not None:
            return point.page
    return None


@rule(
    "L410", "layout", Severity.WARNING, N_("A table is wider than the type area."),
    why=N_("What stands outside the type area may be cut off or hidden by the binding."),
    bad=N_("a table of 180 mm in a type area of 156 mm"), good=N_("a table of 156 mm"),
    fix=N_("Narrow the columns, or let the page lie across."),
)  # fmt: skip
def too_wide(subject: Subject) -> Iterator[Found]:
    pages = subject.once(pages_of)
    sections: dict[etree._Element, int] = {}
    if len(pages) > 1:
        sections = {line.line.element: line.section for line in subject.once(typeset)}
    for table in subject.body.root.iter(TABLE):
        if ancestor(table, TABLE) is not None or ancestor(table, TEXT_BOX) is not None:
            continue
        first = next(table.iter(PARAGRAPH), None)
        width = sum(points(each, "w") for each in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
        told = table.find(f"{w('tblPr')}/{w('tblW')}")
        if first is None or (told is not None and told.get(w("type")) == "pct"):
            continue
        page = pages[min(sections.get(first, 0), len(pages) - 1)]
        if width > page.measure + 5 * A_MM:
            said = _("The table is {width:.0f} mm wide, the type area {measure:.0f} mm.")
            grave = Severity.ERROR if width > page.width else None
            message = said.format(width=width / A_MM, measure=page.measure / A_MM)
            yield Found(message, subject.body.spot(first), severity=grave)
