"""Characters of symbol fonts (Wingdings and its kin) as the Unicode characters they look like.

In such a font the letter "R" is a ticked box. Word and Excel keep these characters as their
code (0x20 to 0xFF) or moved into the private use area (U+F020 to U+F0FF); either is understood.
The tables hold what turns up on forms: boxes, ticks, crosses, circles, bullets, arrows, numbers.
Source: the Unicode mappings of L2/12-368 (Wingdings, Webdings) and Adobe's symbol encodings.
"""

from __future__ import annotations

import re
from functools import lru_cache

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a symbol whose looks are not known."""

_PRIVATE = 0xF000
_FIRST, _LAST = 0x20, 0xFF


def _row(first: int, characters: str) -> dict[int, str]:
    return {first + step: character for step, character in enumerate(characters)}


_WINGDINGS = {
    0x20: " ",
    **_row(0x22, "✂✁"),
    **_row(0x28, "☎✆✉"),
    0x3F: "✍",
    **_row(0x41, "✌"),
    **_row(0x45, "☜☞☝☟"),
    **_row(0x4A, "☺"),
    0x4C: "☹",
    0x52: "☼",
    0x54: "❄",
    **_row(0x6C, "●❍■□□❑❒"),
    **_row(0x74, "◆◆❖◆☒"),
    **_row(0x81, "①②③④⑤⑥⑦⑧⑨⑩"),
    **_row(0x8C, "❶❷❸❹❺❻❼❽❾❿"),
    **_row(0x9E, "·•▪○○○◉◎"),
    **_row(0xA7, "▪□"),
    0xAB: "★",
    0xB5: "☆",
    0xD8: "➢",
    **_row(0xDF, "←→↑↓↖↗↙↘"),
    **_row(0xE7, "⬅➔⬆⬇"),
    **_row(0xEF, "⇦⇨⇧⇩"),
    **_row(0xFB, "✗✓☒☑"),
}
_WINGDINGS_2 = {
    0x20: " ",
    **_row(0x4F, "✗✓☒☑☒☒⊗⊗"),
    **_row(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩"),
    **_row(0x75, "❶❷❸❹❺❻❼❽❾❿"),
    **_row(0x95, "·•●●○○○◉⊙◉◉■■■□□□□▣▣▣"),
    **_row(0xAE, "◆◇◇◈"),
    0xF8: "※",
}
_WINGDINGS_3 = {
    0x20: " ",
    **_row(0x21, "←→↑↓↖↗↙↘"),
    **_row(0x70, "▲▼△▽◀▶◁▷◣◢◤◥"),
}
_WEBDINGS = {
    0x20: " ",
    **_row(0x33, "◀▶▲▼"),
    0x3C: "■",
    0x3D: "●",
    0x61: "✔",
    0x63: "□",
    0x67: "■",
    0x6E: "●",
    0x72: "✗",
}
_SYMBOL = {
    **{code: chr(code) for code in (*range(0x20, 0x40), 0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)},
    0x2D: "−",
    **_row(0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
    0x5C: "∴",
    0x5E: "⊥",
    **_row(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
    0x7E: "~",
    **_row(0xA1, "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    0xC4: "⊗",
    0xC5: "⊕",
    0xC6: "∅",
    0xD0: "∠",
    **_row(0xD2, "®©™∏√⋅¬∧∨"),
    0xE5: "∑",
}
_ZAPF_DINGBATS = {
    0x20: " ",
    **_row(0x33, "✓✔✕✖✗✘"),
    **_row(0x6C, "●❍■❏❐❑❒▲▼◆❖"),
    **_row(0xAC, "①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿"),
}

# Windows draws its own check boxes with this one.
_MARLETT = {0x20: " ", **_row(0x61, "✔✔"), 0x63: "□", 0x67: "■", 0x68: "●", 0x69: "●", 0x72: "✗"}

_TABLES = {
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "wingdings3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
    "symbolmt": _SYMBOL,
    "zapfdingbats": _ZAPF_DINGBATS,
    "itczapfdingbats": _ZAPF_DINGBATS,
    "monotypesorts": _ZAPF_DINGBATS,
    "marlett": _MARLETT,
}

# Where a private character came without its font, the marks of these two are tried in turn.
_WITHOUT_FONT = "□❑❒■○☒☑✗✓▣◉⊙●"

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_HAS_PRIVATE = re.compile("[\uf020-\uf0ff]")


@lru_cache(maxsize=256)
def is_symbol_font(font: str | None) -> bool:
    """Whether letters in this font are pictures. Case, spaces and PDF subset tags don't matter."""
    return bool(font) and _key(font or "") in _TABLES


@lru_cache(maxsize=256)
def _key(font: str) -> str:
    return _NOT_IN_NAMES.sub("", _SUBSET.sub("", font).casefold().removesuffix("regular"))


def lookalikes(text: str, font: str | None = None) -> str:
    """The text with the characters of a symbol font replaced by what they look like.

    Characters beyond the font's codes (Chinese in a run that names Wingdings) stay. A symbol
    without a known look becomes U+FFFD; a private character that came without a symbol font
    and is no known mark stays as it is. Every character is replaced by exactly one.
    """
    table = _TABLES.get(_key(font)) if font else None
    if table is not None:
        return "".join(_of_font(character, table) for character in text)
    if _HAS_PRIVATE.search(text):
        return "".join(_without_font(character) for character in text)
    return text


def symbol(code: int, font: str | None) -> str:
    """What the symbol of this code (with or without 0xF000) looks like; U+FFFD if not known."""
    bare = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + _LAST else code
    if font and _key(font) in _TABLES:
        return _TABLES[_key(font)].get(bare, UNKNOWN)
    if bare != code:
        seen = _without_font(chr(code))
        return UNKNOWN if seen == chr(code) else seen
    return chr(code) if _FIRST <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else UNKNOWN


def _of_font(character: str, table: dict[int, str]) -> str:
    code = ord(character)
    if _PRIVATE + _FIRST <= code <= _PRIVATE + _LAST:
        code -= _PRIVATE
    if code < _FIRST or code > _LAST:
        return character
    return table.get(code, UNKNOWN)


def _without_font(character: str) -> str:
    code = ord(character) - _PRIVATE
    for table in (_WINGDINGS, _WINGDINGS_2):
        seen = table.get(code, "")
        if seen and seen in _WITHOUT_FONT:
            return seen
    return character
