"""A form free of any format: lines and grids, and the pen that fills them and keeps the truth.

A form is a function of a pen. An empty pen leaves what it asks for blank, so blank and filled
copy come from one description.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

CLEAR, TICKED = "\ue000", "\ue001"
"""A check box that clicks (a content control in Word, a plain sign elsewhere)."""

YES, NO, NOT = "conform", "nonconform", "not_applicable"
STYLES = ("ticked", "over", "typed", "controls")
"""☑ in place of □; √ in place of □; only the word; boxes that click."""


@dataclass(frozen=True)
class Words:
    """A line outside tables."""

    text: str
    centred: bool = False
    points: float = 10.5


@dataclass(frozen=True)
class Cell:
    """A cell over several columns or rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Grid:
    """A ruled table; a merged cell stands only where it begins. Widths are shares of the page."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell | str, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """One page or worksheet."""

    blocks: tuple[Words | Grid, ...]
    name: str = "检查表"


@dataclass(frozen=True)
class Blank:
    """A form of another bureau: how it looks under a pen, and the formats it is handed out in."""

    name: str
    draw: Callable[[Pen], Sequence[Sheet]]
    formats: tuple[str, ...] = ("docx", "xlsx", "pdf")
    landscape: bool = False
    styles: tuple[str, ...] = STYLES


@dataclass(frozen=True)
class Said:
    """What an inspector says of an item; nothing on a blank."""

    conclusion: str = ""
    record: str = ""


@dataclass
class Truth:
    """What was filled in: by printed label, by item's words, by row and column of a register."""

    fields: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Said] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)


_RECORDS = (
    "现场未能提供相关记录",
    "标识已脱落，未及时更换",
    "抽查2处，其中1处破损",
    "台账登记不完整，缺5月份记录",
    "有效期已于2023年3月届满",
)


class Pen:
    """Fills a form in one style, and keeps the truth. Without a style it leaves all blank."""

    def __init__(self, style: str | None, *, clicks: bool = False) -> None:
        self.style = style
        self.clicks = clicks or style == "controls"
        self.truth = Truth()
        self._asked = 0

    @property
    def empty(self) -> bool:
        return self.style is None

    def field(self, label: str, value: str, read: str | None = None) -> str:
        """The value of a label, `read` as docforge should give it; blank on a blank."""
        if self.empty:
            return ""
        self.truth.fields[label] = value if read is None else read
        return value

    def judge(self, item: str, offers: Sequence[str] = (YES, NO), *, recorded: bool = True) -> Said:
        """What is said of an item: mostly in order, now and then not, once not applicable."""
        if self.empty:
            return Said()
        self._asked += 1
        conclusion = YES
        if self._asked % 4 == 3:
            conclusion = NO
        elif self._asked % 6 == 5 and NOT in offers:
            conclusion = NOT
        record = _RECORDS[self._asked % len(_RECORDS)] if conclusion == NO and recorded else ""
        said = Said(conclusion, record)
        self.truth.answers[item] = said
        return said

    def boxes(
        self,
        said: Said,
        words: Mapping[str, str],
        *,
        between: str = " ",
        box: str = "□",
        behind: bool = False,
    ) -> str:
        """All options of an item with their boxes, one of them marked in this pen's style."""
        if self.style == "typed" and said.conclusion:
            return words[said.conclusion]
        parts = []
        for conclusion, word in words.items():
            mark = self._box(conclusion == said.conclusion, box)
            parts.append(f"{word}{mark}" if behind else f"{mark}{word}")
        return between.join(parts)

    def _box(self, chosen: bool, box: str) -> str:
        if self.clicks:
            return TICKED if chosen else CLEAR
        if not chosen:
            return box
        return "√" if self.style == "over" else {"○": "●"}.get(box, "☑")

    def tick(self, said: Said, conclusion: str) -> str:
        """What stands in the column of one option."""
        if self.clicks:
            return TICKED if said.conclusion == conclusion else CLEAR
        if said.conclusion != conclusion:
            return ""
        return "✔" if self.style == "over" else "√"

    def sign(self, said: Said, words: Mapping[str, str] | None = None) -> str:
        """A lone sign (√, ×, /), or the word where the pen writes words."""
        if not said.conclusion:
            return ""
        if self.style == "typed" and words:
            return words[said.conclusion]
        return {YES: "√", NO: "×", NOT: "/"}[said.conclusion]

    def row(self, **values: str) -> dict[str, str]:
        """A row of a register, kept as the truth."""
        if not self.empty:
            self.truth.rows.append(dict(values))
        return values
