"""What writing a document leaves behind: where it lies, for whom, and what it still lacks.

Documents are Chinese whatever the user's language, so what stands in them is never translated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from docforge import data
from docforge.sheets.workbook import iso_date

SUMMARY, NOTICE, RECEIPT = "issue-summary", "rectification-notice", "service-receipt"
TITLE = "责令改正通知书"


@dataclass(frozen=True)
class Written:
    """A document that was written.

    `missing` are the Chinese names of what it prints as 【缺：…】; `reasons` say why it is a draft,
    or what a person should look at before it goes out.
    """

    path: Path
    enterprise: str
    submissions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def template_path(name: str, folder: Path | None = None) -> Path:
    """The Word template of this name, a user's own first. Raises ConfigurationError if none."""
    return data.find("templates", f"docx/{name}.docx", folder)


def lacking(name: str) -> str:
    """How a document shows what is not known."""
    return f"【缺：{name}】"


@dataclass
class Blanks:
    """Fills in what is known and remembers what is not."""

    missing: list[str] = field(default_factory=list)

    def fill(self, value: str, name: str) -> str:
        """The value, or 【缺：name】, which is then listed."""
        if value.strip():
            return value
        if name not in self.missing:
            self.missing.append(name)
        return lacking(name)


def chinese_date(value: date | str) -> str:
    """A date as documents print it, 2022年6月10日 (GB/T 9704-2012, 7.3.5.4: no leading zeros).

    Text that is no ISO date is given back as it is: it is what stood on the paper.
    """
    day = value if isinstance(value, date) else iso_date(value)
    return str(value) if day is None else f"{day.year}年{day.month}月{day.day}日"


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """The values that are not blank, each once, in their order."""
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
