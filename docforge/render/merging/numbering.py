"""Numbered lists of merged documents: in each document they begin anew.

Word counts by w:num; a w:num of its own with w:startOverride makes a list begin again
(ECMA-376 part 1, 17.9.15, 17.9.26).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from docforge.render.merging.order import PARAGRAPH_PROPERTIES, put_in_order, w

_UNCOUNTED = frozenset({"bullet", "none"})
_LEVELS = 9
_VAL = w("val")


class _OfStyle(NamedTuple):
    """What a paragraph style says of numbering, and its indent, which a paragraph's own
    numbering would override."""

    number: str
    level: str
    indent: etree._Element | None


class Numbering:
    """The numbering part that grows: the first document's, and lists begun anew after it."""

    def __init__(self, root: etree._Element | None, styles: etree._Element | None) -> None:
        self.root = root
        self._nums = {} if root is None else _by_id(root, w("num"), w("numId"))
        self._abstract = {} if root is None else _by_id(root, w("abstractNum"), w("abstractNumId"))
        self._last = next(reversed(self._nums.values()), etree.Element("none"))
        self._next = max((int(each) for each in self._nums if each.isdigit()), default=0) + 1
        self._styled = {} if styles is None else dict(_styled(styles))
        self.changed = False

    def begin_anew(self, body: etree._Element) -> None:
        """Give every counted list of a document a number of its own, so that it starts again."""
        if self.root is None:
            return
        self._say_what_styles_say(body)
        renewed: dict[str, str] = {}
        started: set[str] = set()
        for each in body.iter(w("numId")):
            if each.getparent() is None or each.getparent().tag != w("numPr"):  # type: ignore[union-attr]
                continue
            number = each.get(_VAL, "")
            if number not in renewed:
                renewed[number] = self._renewed(number, started)
            each.set(_VAL, renewed[number])

    def _renewed(self, number: str, started: set[str]) -> str:
        num = self._nums.get(number)
        link = None if num is None else num.find(w("abstractNumId"))
        if num is None or link is None:
            return number
        abstract_id = link.get(_VAL, "")
        levels = dict(self._levels(abstract_id))
        if levels and all(kind in _UNCOUNTED for kind, _start in levels.values()):
            return number
        made = deepcopy(num)
        made.set(w("numId"), str(self._next))
        self._next += 1
        # Numbers of one abstract list go on from each other; only the first begins it again.
        if abstract_id not in started:
            started.add(abstract_id)
            for level in range(_LEVELS):
                _start(made, str(level), levels.get(str(level), ("", "1"))[1])
        self._last.addnext(made)
        self._last = made
        self.changed = True
        return made.get(w("numId"), number)

    def _levels(self, abstract_id: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """Level -> how it is written, and where it starts."""
        abstract = self._abstract.get(abstract_id)
        for level in () if abstract is None else abstract.findall(w("lvl")):
            kind, start = level.find(w("numFmt")), level.find(w("start"))
            yield (
                level.get(w("ilvl"), ""),
                (
                    "" if kind is None else kind.get(_VAL, ""),
                    "1" if start is None else start.get(_VAL, "1"),
                ),
            )

    def _say_what_styles_say(self, body: etree._Element) -> None:
        """Paragraphs that a style numbers get that number themselves, to begin anew with it."""
        for link in list(body.iter(w("pStyle"))) if self._styled else ():
            said = self._styled.get(link.get(_VAL, ""))
            properties = link.getparent()
            if said is None or properties is None or properties.find(w("numPr")) is not None:
                continue
            numbering = etree.Element(w("numPr"))
            etree.SubElement(numbering, w("ilvl")).set(_VAL, said.level)
            etree.SubElement(numbering, w("numId")).set(_VAL, said.number)
            put_in_order(properties, numbering, PARAGRAPH_PROPERTIES)
            if said.indent is not None and properties.find(w("ind")) is None:
                put_in_order(properties, deepcopy(said.indent), PARAGRAPH_PROPERTIES)


def _start(num: etree._Element, level: str, start: str) -> None:
    override = next(
        (each for each in num.findall(w("lvlOverride")) if each.get(w("ilvl")) == level), None
    )
    if override is None:
        override = etree.SubElement(num, w("lvlOverride"))
        override.set(w("ilvl"), level)
    if override.find(w("startOverride")) is None:
        made = etree.Element(w("startOverride"))
        made.set(_VAL, start)
        override.insert(0, made)


def _by_id(root: etree._Element, tag: str, name: str) -> dict[str, etree._Element]:
    return {each.get(name, ""): each for each in root.findall(tag)}


def _styled(styles: etree._Element) -> Iterator[tuple[str, _OfStyle]]:
    by_id = _by_id(styles, w("style"), w("styleId"))

    def inherited(style: etree._Element, path: str) -> etree._Element | None:
        seen: set[str] = set()
        at: etree._Element | None = style
        while at is not None and at.get(w("styleId"), "") not in seen:
            seen.add(at.get(w("styleId"), ""))
            found = at.find(path)
            if found is not None:
                return found
            based = at.find(w("basedOn"))
            at = None if based is None else by_id.get(based.get(_VAL, ""))
        return None

    for name, style in by_id.items():
        number = inherited(style, f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        if number is None or number.get(_VAL, "0") == "0":
            continue
        level = inherited(style, f"{w('pPr')}/{w('numPr')}/{w('ilvl')}")
        yield (
            name,
            _OfStyle(
                number.get(_VAL, ""),
                "0" if level is None else level.get(_VAL, "0"),
                inherited(style, f"{w('pPr')}/{w('ind')}"),
            ),
        )
