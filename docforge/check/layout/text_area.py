"""What is printed outside the page or its type area."""

from __future__ import annotations

from collections.abc import Iterator

from docforge.check.diagnostic import Spot
from docforge.check.layout.measured import ERROR, measured
from docforge.check.layout.printing import Character, Printed, PrintedPage
from docforge.check.rules import Found
from docforge.check.subject import Subject
from docforge.check.typesetting import A_MM
from docforge.check.typesetting.page import Page, pages_of
from docforge.messages import marked as N_
from docforge.messages import translate as _

_HANGING = frozenset("，。；：、！？）》”’」』〕】,.;:!?)")
_WITHIN = 2.0 * A_MM


@measured(
    "L403", ERROR, N_("Words are printed outside the page or its type area."),
    why=N_("Printers cut off what stands in the margins, and bindings hide it."),
    bad=N_("a table that runs over the right margin"), good=N_("all words inside the type area"),
    fix=N_("Shorten the words, narrow the table, or take negative indents out."),
)  # fmt: skip
def outside(subject: Subject, printed: Printed) -> Iterator[Found]:
    sections = subject.once(pages_of)
    for number, page in enumerate(printed.pages, start=1):
        section = _section(page, sections)
        off = [each for each in page.characters if _is_off(each, page)]
        told = _("Words are printed outside page {page}.")
        if not off and section is not None:
            off = [each for each in page.characters if _is_beside(each, page, section)]
            told = _("Words on page {page} are printed up to {mm:.0f} mm beside the type area.")
        if off and section is not None:
            most = max(_beside(each, page, section) for each in off) / A_MM
            words = "".join(each.text for each in off)[:20]
            where = _("page {page}").format(page=number)
            yield Found(told.format(page=number, mm=most), Spot(where=where), words)


def _section(page: PrintedPage, sections: tuple[Page, ...]) -> Page | None:
    same = [s for s in sections if abs(s.width - page.width) + abs(s.height - page.height) < 8]
    return same[0] if same else None


def _is_off(each: Character, page: PrintedPage) -> bool:
    return each.left < -1 or each.right > page.width + 1 or each.bottom > page.height + 1


def _is_beside(each: Character, page: PrintedPage, section: Page) -> bool:
    middle = (each.top + each.bottom) / 2
    if not section.top < middle < page.height - section.bottom:
        return False
    if each.text in _HANGING and _beside(each, page, section) <= 17:
        return False
    return _beside(each, page, section) > _WITHIN


def _beside(each: Character, page: PrintedPage, section: Page) -> float:
    return max(section.left - each.left, each.right - (page.width - section.right))
