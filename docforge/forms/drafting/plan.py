"""What a draft holds while it is drawn: parts of a definition, and what is to be settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["checklist", "register"]
Role = Literal[
    "number",
    "section",
    "content",
    "checkpoint",
    "method",
    "conclusion",
    "record",
    "remark",
    "points",
    "score",
    "deduction",
]
Words = dict[str, str]
"""Conclusion -> the word that the form prints for it."""


@dataclass
class Part:
    """A field, a column or an item as it will stand in the YAML, and what to settle about it."""

    keys: dict[str, object]
    doubt: str = ""


@dataclass
class Item:
    """An item as printed. `path` is its number, `words` the options its row offers."""

    text: str
    section: str
    path: tuple[int, ...] = ()
    words: Words = field(default_factory=dict)
    yes_is_bad: bool = False
    grave: bool = False
    points: float | None = None
    printed: dict[str, str] = field(default_factory=dict)
    """What else is printed in its row, by role."""
    doubts: list[str] = field(default_factory=list)


@dataclass
class Draft:
    """The definition as far as it is known."""

    kind: Kind = "checklist"
    title: str = ""
    fields: list[Part] = field(default_factory=list)
    columns: list[Part] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    conclusions: Literal["marks", "text", "score"] = "marks"
    words: Words = field(default_factory=dict)
    """The options of the whole form, as columns or as a legend give them."""
    notes: list[str] = field(default_factory=list)
    landscape: bool = False
    doubts: list[str] = field(default_factory=list)

    def settle(self, doubt: str) -> None:
        """Something for the clerk to decide, told once."""
        if doubt not in self.doubts:
            self.doubts.append(doubt)
