""" "Page 1 of 2" counts the pages of a letter, not of all letters that are printed with it.

For Word and WPS, NUMPAGES becomes SECTIONPAGES (ECMA-376 part 1, 17.16.5.57). LibreOffice does
not know that field and shows what stands in it as its last result: there a PAGEREF is put, the
page of a bookmark at the letter's end. A letter of several sections has PAGEREF alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docforge.render.merging.order import w

_PAGES = re.compile(r"\bNUMPAGES\b", re.IGNORECASE)
_RUN, _LOOK = w("r"), w("rPr")
_CHARACTER, _INSTRUCTION, _SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_KIND = w("fldCharType")


def counts_pages(content: bytes) -> bool:
    """Whether the XML of a part may say how many pages there are."""
    return b"NUMPAGES" in content.upper()


def count_own_pages(root: etree._Element, end: str, *, alone: bool) -> None:
    """Let the fields that count all pages count those up to the bookmark `end`.

    `alone`: the letter is one section.
    """
    instead = "SECTIONPAGES" if alone else f"PAGEREF {end}"
    for simple in list(root.iter(_SIMPLE)):
        said = simple.get(w("instr"), "")
        if _PAGES.search(said):
            simple.set(w("instr"), _PAGES.sub(instead, said))
            if alone:
                look = simple.find(f"{_RUN}/{_LOOK}")
                simple[:] = list(_reference(end, look))
    for instruction in list(root.iter(_INSTRUCTION)):
        if _PAGES.search(instruction.text or ""):
            instruction.text = _PAGES.sub(instead, instruction.text or "")
            if alone:
                _replace_result(instruction, end)


def mark_end(body: etree._Element, name: str, number: str) -> None:
    """Put a bookmark behind the last words of a letter."""
    last = next(reversed(list(body.iter(w("p")))), None)
    if last is None:
        return
    for kind in ("bookmarkStart", "bookmarkEnd"):
        mark = etree.SubElement(last, w(kind))
        mark.set(w("id"), number)
        if kind == "bookmarkStart":
            mark.set(w("name"), name)


def _replace_result(instruction: etree._Element, end: str) -> None:
    """Put the reference where the result of a field stands: between `separate` and `end`."""
    run = instruction.getparent()
    if run is None:
        return
    result: list[etree._Element] = []
    separate: etree._Element | None = None
    for each in run.itersiblings():
        kinds = [mark.get(_KIND) for mark in each.findall(_CHARACTER)]
        if "begin" in kinds:
            return  # a field within the field: not the plain count
        if "end" in kinds:
            if separate is None:
                separate = _run(_mark("separate"), run.find(_LOOK))
                each.addprevious(separate)
            look = next((part.find(_LOOK) for part in result), None)
            for part in result:
                each.getparent().remove(part)  # type: ignore[union-attr]
            for part in reversed(list(_reference(end, run.find(_LOOK) if look is None else look))):
                separate.addnext(part)
            return
        if "separate" in kinds:
            separate = each
        elif separate is not None and each.tag == _RUN:
            result.append(each)


def _reference(end: str, look: etree._Element | None) -> Iterator[etree._Element]:
    instruction = etree.Element(_INSTRUCTION)
    instruction.text = f" PAGEREF {end} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    shown = etree.Element(w("t"))
    shown.text = "1"
    for content in (_mark("begin"), instruction, _mark("separate"), shown, _mark("end")):
        yield _run(content, look)


def _mark(kind: str) -> etree._Element:
    mark = etree.Element(_CHARACTER)
    mark.set(_KIND, kind)
    return mark


def _run(content: etree._Element, look: etree._Element | None) -> etree._Element:
    run = etree.Element(_RUN)
    if look is not None:
        run.append(etree.fromstring(etree.tostring(look)))
    run.append(content)
    return run
