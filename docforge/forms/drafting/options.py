"""The options that a form offers: words beside boxes, headings of columns, legends of signs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docforge.forms.drafting.plan import Words
from docforge.forms.drafting.vocabulary import Vocabulary
from docforge.layout import Cell, MarkShape

_BOX = "□☐◻○◯⬜▫❑❒☑☒\uf0a8\uf06f¨£"
_APART = re.compile(rf"[{_BOX}()（）\[\]【】\s\u3000、/／|，,;；:：。_＿]+")
_BOXED = re.compile(rf"[{_BOX}]|[(（\[【][\s\u3000]*[)）\]】]")
_SIGN = r"[“\"'「『]?([√✓✔×✗✘○◯●△▲/／YN])[”\"'」』]?"
_WORD = r"[“\"'「『]?([\u4e00-\u9fff]{1,5}?)[”\"'」』]?"
_EXPLAINED = re.compile(
    rf"{_SIGN}\s*(?:号)?(?:表示|代表|即为|为|[=＝:：])\s*{_WORD}(?=[，,。；;、)）\s]|$)"
)
_PUT = re.compile(
    rf"(?:^|(?<=[（(，,；;、。:：\s]))(?:{_WORD})(?:的|项|者)*(?:请)?(?:打|划|画|填写|填|用|标)\s*{_SIGN}"
)
_WRAPPED = re.compile(r"(?<=[\u4e00-\u9fff])\n(?=[\u4e00-\u9fff])")
_LONGEST_OPTION = 8  # characters


def printed_options(cell: Cell, vocabulary: Vocabulary) -> tuple[Words, bool]:
    """The options that a cell prints, and whether which of them is which was guessed.

    Empty where it prints fewer than two.
    """
    raw = cell.raw
    boxes = len(_BOXED.findall(raw)) + sum(m.shape is MarkShape.BOX for m in cell.marks if m.word)
    parted = [[word for word in _APART.split(own) if word] for own in (raw, _WRAPPED.sub("", raw))]
    several = [_known(words, vocabulary) for words in parted]
    known = max(several, key=len)
    words = parted[1]
    if len(known) >= 2:
        return _in_order(known), False
    if boxes < 2 or len(words) != boxes or any(len(word) > _LONGEST_OPTION for word in words):
        return {}, False
    return _guessed(words, vocabulary)


def _known(words: Iterable[str], vocabulary: Vocabulary) -> Words:
    return {name: word for word in reversed([*words]) if (name := vocabulary.option(word))}


def _guessed(words: list[str], vocabulary: Vocabulary) -> tuple[Words, bool]:
    """畅通 / 被占用: the word that tells a problem is the one that does not conform."""
    rest = list(words)
    found: Words = {}
    for word in words:
        if vocabulary.option(word) == "not_applicable":
            found["not_applicable"] = word
            rest.remove(word)
    bad = [word for word in rest if vocabulary.sounds_bad(word)]
    if len(rest) != 2:
        return {}, False
    nonconform = bad[0] if len(bad) == 1 else rest[1]
    conform = rest[0] if nonconform == rest[1] else rest[1]
    return _in_order({"conform": conform, "nonconform": nonconform, **found}), True


def headed_options(headings: Iterable[str], vocabulary: Vocabulary) -> Words:
    """The options that headings of columns are; empty for fewer than two."""
    found: Words = {}
    for heading in headings:
        name = vocabulary.option(heading)
        if name:
            found.setdefault(name, heading.strip())
    return _in_order(found) if len(found) >= 2 else {}


def legend_options(texts: Iterable[str], vocabulary: Vocabulary) -> Words:
    """The words that a legend explains its signs by (“√”表示合格; 不合格打×)."""
    for text in texts:
        found: Words = {}
        pairs = [word for _sign, word in _EXPLAINED.findall(text)]
        pairs += [word for word, _sign in _PUT.findall(text)]
        for word in pairs:
            name = vocabulary.option(word)
            if name:
                found.setdefault(name, word)
        if len(found) >= 2:
            return _in_order(found)
    return {}


def asks_for_a_sign(heading: str) -> bool:
    """Whether a heading says that signs are put below it: 检查情况（合格打√）."""
    return bool(re.search(r"[√×✓✗]|打[勾钩叉]|[YＹ]\s*/\s*[NＮ]", heading))


def _in_order(words: Words) -> Words:
    return {
        name: words[name] for name in ("conform", "nonconform", "not_applicable") if name in words
    }
