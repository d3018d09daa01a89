"""A line of the ledger: what docforge says of a finding, and what stands there.

The two differ where a clerk wrote something else. What stands wins, and the difference is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docforge.documents.identity import Identity

FORM = "form"
"""Beside the columns, a line remembers which form its finding was read from."""


@dataclass(frozen=True)
class Line:
    """One finding. Values are text by column key, dates as ISO 8601; absent or "" is empty.

    `base` is what the finding itself says, `derived` what docforge said last of every column,
    `stands` what is in the workbook now. `remembered` is false for a line that docforge did not
    write, so that everything in it is the clerk's.
    """

    id: str
    base: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)
    stands: Mapping[str, str] = field(default_factory=dict)
    remembered: bool = True

    @property
    def cells(self) -> dict[str, str]:
        """What holds for every column: the clerk's word where it differs, else docforge's."""
        return {**self.base, **self.derived, **self.written}

    @property
    def written(self) -> dict[str, str]:
        """What a clerk changed, by column key; "" where a clerk emptied the cell."""
        return {
            key: text
            for key, text in self.stands.items()
            if text != self.derived.get(key, "") and (self.remembered or text)
        }

    @property
    def identity(self) -> Identity:
        cells = self.cells
        return Identity.of(
            cells.get("uscc", ""), cells.get("licence_no", ""), cells.get("enterprise_name", "")
        )

    def text(self, key: str) -> str:
        return self.cells.get(key, "")
