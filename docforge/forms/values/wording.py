"""Comparing printed words: what two typists would call the same text.

Forms come back retyped: full width for half width, spaces pulled apart, punctuation changed,
a word replaced. Everything that matches labels, titles and items goes through here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

_NOT_WORDS = re.compile(r"[\W_]+")
_SPACES = re.compile(r"[\s\u3000]+")
_WRAPPED = re.compile(r"(?<=[^\x00-\x7f])[ \t\u3000]*\n\s*|[ \t\u3000]*\n\s*(?=[^\x00-\x7f])")
_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
# A number that stands before an item's text: "1.", "(2)", "2.3", "①", "一、", "（二）".
LEADING_NUMBER = re.compile(
    r"^\s*(?:[(（]\s*(?P<bracketed>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]"
    r"|(?P<dotted>\d{1,2}(?:[.．]\d{1,2})+)(?=\D|$)"
    r"|(?P<plain>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[.．、)）]"
    r"|(?P<circled>[①-⑳]))\s*[.．、]?\s*"
)


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """The words alone: NFKC, lower case, without spaces, punctuation and symbols."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text)).lower()


def tidy(text: str) -> str:
    """A value as a person would retype it: trimmed, inner runs of white space as one space.

    A line that was wrapped beside a Chinese character is joined without a space.
    """
    joined = _WRAPPED.sub("", text.strip())
    return _SPACES.sub(" ", joined).strip()


@lru_cache(maxsize=20_000)
def core(label: str) -> str:
    """A label without its brackets and colon: "企业名称(盖章)：" -> "企业名称"."""
    bare = _BRACKETED.sub("", unicodedata.normalize("NFKC", label))
    return normal(bare) or normal(label)


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1, whatever their punctuation and spacing."""
    return likeness_of_words(normal(one), normal(other))


def likeness_of_words(one: str, other: str) -> float:
    """The same of texts that are words alone already; not kept."""
    return Indel.normalized_similarity(one, other) if one and other else 0.0


@lru_cache(maxsize=50_000)
def containment(part: str, whole: str) -> float:
    """How well `part` stands somewhere inside `whole`, 0 to 1; 0 for parts of under 4 words."""
    return containment_of_words(normal(part), normal(whole))


def containment_of_words(part: str, whole: str, least: float = 0.0) -> float:
    """The same of texts that are words alone already; not kept, and 0 below `least`."""
    if len(part) < 4 or not whole:
        return 0.0
    if len(part) > len(whole):
        return Indel.normalized_similarity(part, whole, score_cutoff=least)
    return fuzz.partial_ratio(part, whole, score_cutoff=100 * least) / 100


def best(text: str, choices: Iterable[str]) -> float:
    """The likeness of the most alike choice."""
    return max((likeness(text, choice) for choice in choices), default=0.0)


_CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


def small_number(text: str) -> int | None:
    """1 to 99 in Arabic, Chinese or circled digits; None for anything else."""
    text = unicodedata.normalize("NFKC", text.strip())
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _CHINESE_DIGITS and c != "十" for c in text):
        return None
    if "十" not in text:
        return _CHINESE_DIGITS[text] if len(text) == 1 else None
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    return _CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(ones, 0)


@lru_cache(maxsize=20_000)
def split_number(text: str) -> tuple[tuple[int, ...], str]:
    """The leading number of an item and the rest: "(2) 查看…" -> ((2,), "查看…")."""
    match = LEADING_NUMBER.match(text)
    if not match:
        return (), text.strip()
    rest = text[match.end() :].strip()
    if match["dotted"]:
        parts = re.split(r"[.．]", match["dotted"])
        return tuple(int(part) for part in parts), rest
    number = small_number(match["bracketed"] or match["plain"] or match["circled"])
    return ((number,) if number is not None else ()), rest
