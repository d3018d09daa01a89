"""The four levels of the text: 一、 （一） 1. （1） (7.3.3)."""

from __future__ import annotations

import re

from docforge.check.typesetting.paragraph import CHINESE, Typeset, Words

_NUMERALS = "一二三四五六七八九十"
_LEVELS = (
    re.compile(rf"[{_NUMERALS}]{{1,3}}[、.．，]"),
    re.compile(rf"[（(][{_NUMERALS}]{{1,3}}[)）]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[)）]"),
)
_LONGEST = 40
"""Characters of a heading; what is longer is a sentence of the text that bears a number."""


def level_of(line: Typeset) -> int:
    """1 to 4 by the number that a paragraph begins with, 0 where it has none."""
    return next((n for n, each in enumerate(_LEVELS, start=1) if each.match(line.said)), 0)


def heading_of(line: Typeset) -> int:
    """The level of the heading that a paragraph is or begins with, 0 where there is none."""
    return level_of(line) if 0 < len(_heading(line)) <= _LONGEST else 0


def _heading(line: Typeset) -> str:
    head, stop, _ = line.said.partition("。")
    return head + stop if len(head) <= _LONGEST else ""


def is_alone(line: Typeset) -> bool:
    """Whether the heading is the whole paragraph."""
    return len(_heading(line)) == len(line.said)


def head_of(line: Typeset) -> list[Words]:
    """The words of a paragraph's heading that hold Chinese characters."""
    return _split(line)[0]


def rest_of(line: Typeset) -> list[Words]:
    """The words of a paragraph after its heading that hold Chinese characters."""
    return _split(line)[1]


def _split(line: Typeset) -> tuple[list[Words], list[Words]]:
    left = len(_heading(line)) - len(line.label)
    head: list[Words] = []
    rest: list[Words] = []
    begun = False
    for each in line.words:
        text = each.text if begun else each.text.lstrip(" \t\u3000")
        begun = begun or bool(text)
        cut = max(0, min(left, len(text)))
        left -= cut
        for part, into in ((text[:cut], head), (text[cut:], rest)):
            if CHINESE.search(part):
                into.append(Words(part, each.ink))
    return head, rest
