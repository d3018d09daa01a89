"""Brackets, quotation marks and title marks: which belong together, which have no other half."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAIRS = (
    "（）",
    "()",
    "〔〕",
    "［］",
    "[]",
    "【】",
    "《》",
    "〈〉",
    "“”",
    "‘’",
    "「」",
    "『』",
    "{}",
    "｛｝",
)
_KIND = {each: pair for pair in _PAIRS for each in pair}
_ROUND = "（）()"
_OPENING = frozenset(pair[0] for pair in _PAIRS)
# 1) 2） a) 一） at the beginning of an item have no opening half.
_ITEM = re.compile(
    r"(?:^|(?<=[\s。；：:;，,、]))(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,2})(?P<close>[)）])"
)


@dataclass(frozen=True)
class Brackets:
    """The brackets of a text by their places: pairs, and those without another half."""

    pairs: tuple[tuple[int, int], ...]
    unopened: tuple[int, ...]
    unclosed: tuple[int, ...]


def brackets_of(text: str) -> Brackets:
    """Round brackets of both widths close each other; what that means is for others to say."""
    items = {match.start("close") for match in _ITEM.finditer(text)}
    open_: list[int] = []
    pairs: list[tuple[int, int]] = []
    unopened: list[int] = []
    unclosed: list[int] = []
    for place, character in enumerate(text):
        if character not in _KIND or _is_apostrophe(text, place):
            continue
        if character in _OPENING:
            open_.append(place)
            continue
        match = next(
            (n for n in range(len(open_) - 1, -1, -1) if _close(text, open_[n], place)), -1
        )
        if match < 0:
            if place not in items:
                unopened.append(place)
            continue
        unclosed += open_[match + 1 :]
        pairs.append((open_[match], place))
        del open_[match:]
    return Brackets(tuple(pairs), tuple(unopened), tuple(sorted(unclosed + open_)))


def _close(text: str, opening: int, closing: int) -> bool:
    one, other = text[opening], text[closing]
    return _KIND[one] == _KIND[other] or (one in _ROUND and other in _ROUND)


def _is_apostrophe(text: str, place: int) -> bool:
    return (
        text[place] == "’" and place > 0 and text[place - 1].isascii() and text[place - 1].isalpha()
    )
