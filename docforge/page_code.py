"""What the QR code on a printed form says: which form, which print of it, which page, whose copy.

The text keeps to the characters that a QR code packs densest (ISO/IEC 18004, alphanumeric mode:
capitals, digits, space, $%*+-./:), so that its squares are large enough for a scan of 95 dpi.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

_PATTERN = re.compile(
    r"DF1:(?P<form>[A-Z0-9-]+/[A-Z0-9-]+):(?P<version>[0-9A-Z]{8}):"
    r"(?P<number>\d{1,3})/(?P<of>\d{1,3}):(?P<key>[0-9A-Z $%*+\-./]*)"
)
_OF_AN_ENTERPRISE = ("U", "L", "N")


@dataclass(frozen=True, slots=True)
class PageCode:
    """One page of one printed copy.

    `version` names the print: the same paper has the same eight characters, wherever it was
    printed. `key` tells the copies of a print apart: "U" and a credit code, "L" and a licence
    number, "N" and what stands for an enterprise that has neither, "C" and the number of a copy
    for nobody in particular; "" where nothing does.
    """

    form: str
    version: str
    number: int
    of: int
    key: str = ""

    @property
    def enterprise(self) -> str:
        """The key where it is one of an enterprise, else ""."""
        return self.key if self.key.startswith(_OF_AN_ENTERPRISE) else ""

    @property
    def text(self) -> str:
        """What the QR code holds."""
        key = quote(self.key, safe="-. ") if self.key else ""
        return f"DF1:{self.form.upper()}:{self.version}:{self.number}/{self.of}:{key}"

    def at(self, number: int) -> PageCode:
        """The code of another page of the same copy."""
        return replace(self, number=number)


def page_code(text: str) -> PageCode | None:
    """What a QR code says; None where it is none of docforge's, or says what cannot be."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    number, of = int(match["number"]), int(match["of"])
    if not 1 <= number <= of:
        return None
    key = unquote(match["key"], errors="replace")
    return PageCode(match["form"].lower(), match["version"], number, of, key)
