"""The legend of a checklist: what a sign in its conclusion column stands for.

Offices print it in a note (“√”表示符合，“×”表示不符合; 不适用划“/”) or in the column's header
(检查结论（Y符合/N不符合）). Without one, a lone sign is read by convention only, with a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from docforge.layout import Inline, Table, Text
from docforge.model import Conclusion

Legend = Mapping[str, Conclusion]

_SIGN = r"[√✓✔×✗✘○◯●△▲◇/／—\-A-Za-z0-9①-⑨]"
_OPEN, _CLOSE = r"[“\"'「『(（]?", r"[”\"'」』)）]?"
_MEANS = r"\s*(?:表示|代表|即为|为|是|[=＝:：])\s*"
_PUT = r"(?:的|项|者)*\s*(?:打|划|画|填写|填|用|写|标注|标|记)\s*"
_LONGEST = 300
_LONGEST_HEADER = 40


def sign_of(content: Iterable[Inline | Table]) -> str:
    """A cell's content as the sign it is: the glyphs of its marks and its words."""
    parts = []
    for part in content:
        if isinstance(part, Text):
            parts.append(part.text)
        elif not isinstance(part, Table):
            parts.append(part.word or part.glyph)
    return _plain("".join(parts))


def read_legend(
    notes: Iterable[str], headers: Iterable[str], words: Mapping[Conclusion, str]
) -> Legend:
    """The signs that notes or the conclusion's header explain, with what each stands for.

    A line counts only where it explains at least two signs for two different conclusions.
    """
    known = tuple((re.sub(r"\s", "", word), conclusion) for conclusion, word in words.items())
    legend: dict[str, Conclusion] = {}
    for text in notes:
        if len(text) <= _LONGEST:
            legend.update(_noted(text, known))
    for text in headers:
        if len(text) <= _LONGEST_HEADER:
            headed = rf"({_SIGN})[\s.、=＝:：]*({_any_of(known)})"
            legend.update(_whole(re.findall(headed, text), dict(known)))
    return legend


_Words = tuple[tuple[str, Conclusion], ...]


def _any_of(words: _Words) -> str:
    return "|".join(sorted((re.escape(word) for word, _ in words), key=len, reverse=True))


@lru_cache(maxsize=4096)
def _noted(text: str, words: _Words) -> Mapping[str, Conclusion]:
    """The signs that a text explains; the printed ones come again in every file."""
    word = _any_of(words)
    found = re.findall(rf"{_OPEN}({_SIGN}){_CLOSE}{_MEANS}{_OPEN}({word})", text)
    put = re.findall(rf"({word}){_PUT}{_OPEN}({_SIGN}){_CLOSE}", text)
    return _whole([*found, *((sign, word) for word, sign in put)], dict(words))


def _whole(
    found: Iterable[tuple[str, str]], by_word: Mapping[str, Conclusion]
) -> dict[str, Conclusion]:
    signs = {_plain(sign): by_word[word] for sign, word in found}
    return signs if len(set(signs.values())) >= 2 else {}


def _plain(sign: str) -> str:
    """One sign for its look-alikes: full width, other ticks and crosses, a circle's two forms."""
    text = unicodedata.normalize("NFKC", sign).strip().upper()
    return text.translate(str.maketrans("✓✔✗✘◯－", "√√××○-"))
