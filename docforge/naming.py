"""File names that Windows, WPS and people can live with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 80
"""Characters kept of a name: Windows allows 260 for a whole path, Linux 255 bytes for a name."""

_FORBIDDEN = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]")
_DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE
)
_NAMELESS = "未具名"


def safe_name(text: str, title: str = "") -> str:
    """A text as a file name without its ending: legal on Windows, at most `LONGEST` characters.

    Characters Windows forbids become their full-width likenesses, so that names stay readable.
    A `title` goes behind a name and stays whole where the name is cut: 甲公司-责令改正通知书.
    """
    name = unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text)).translate(_FORBIDDEN)
    name = re.sub(r"\s+", " ", name).strip(" .")
    if _DEVICES.match(name) and not title:
        name = f"_{name}"
    behind = f"-{title}" if name and title else title
    kept = _cut(name, LONGEST - len(behind), _BYTES - len(behind.encode())).rstrip(" .")
    return f"{kept}{behind}" or _NAMELESS


_BYTES = 200
"""Of UTF-8, as long as a name with its number and ending may be on Linux."""


def _cut(name: str, length: int, bytes_: int = _BYTES) -> str:
    """At most so many characters and bytes of UTF-8, never half a character."""
    kept = name[:length]
    while len(kept.encode()) > bytes_:
        kept = kept[:-1]
    return kept


class FileNames:
    """Gives out file names, each once, whatever the case of their letters.

    `taken` are names with their endings that are never given.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {unicodedata.normalize("NFC", name).casefold() for name in taken}

    def give(self, name: str, ending: str, *, title: str = "") -> str:
        """A free name for a document: "甲公司-汇总表.docx", then "甲公司-汇总表（2）.docx".

        A `title` stands behind the name, which is cut before it.
        """
        base, number = safe_name(name, title), 1
        given = f"{base}{ending}"
        while given.casefold() in self._taken:
            number += 1
            given = f"{_cut(base, LONGEST - 5)}（{number}）{ending}"
        self._taken.add(given.casefold())
        return given
