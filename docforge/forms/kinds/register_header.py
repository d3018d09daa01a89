"""The headers of a register: which printed label is which column, over two levels and bands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import Definition, RegisterColumn
from docforge.forms.lines import Line
from docforge.forms.values.wording import core, likeness, normal
from docforge.layout import Cell

IDENTITY = "enterprise_name"
"""The column that may stand in every band, to say whose row it is."""

_LIKE = 0.8
_SAME_GROUP = 0.96
_LABELS_OF_A_HEADER = 3
_COMBINED = 0.4
_COMMON = 0.3
"""Share of a text's characters that stand in labels where it is like one: a label of three
characters may stand at the end of a text of nine."""


@dataclass
class Header:
    """A header row: for each band the grid columns of its keys, and where a name is repeated."""

    columns: dict[int, dict[str, int]] = field(default_factory=dict)
    names: int | None = None

    @property
    def bands(self) -> tuple[int, ...]:
        return tuple(sorted(self.columns))


_MOST_TOLD = 10_000


@lru_cache(maxsize=64)
def _labels_told(
    _names: tuple[tuple[int, str, str, tuple[str, ...]], ...],
) -> dict[tuple[str, str], tuple[int, str] | None]:
    """What the matchers of one register have found out: its print comes in every file."""
    return {}


class HeaderMatcher:
    """Knows a register's columns by their printed labels and groups."""

    def __init__(self, form: Definition, labels: Mapping[str, tuple[str, ...]]) -> None:
        self._bands = [
            [(column, self._names(column, labels)) for column in band.columns]
            for band in form.bands
        ]

        self._groups = {c.group for band in form.bands for c in band.columns if c.group}
        names = tuple(
            (number, column.key, column.group, own)
            for number, band in enumerate(self._bands)
            for column, own in band
        )
        self._told = _labels_told(names)
        self._characters = _characters(
            frozenset(self._groups).union(name for *_, own in names for name in own)
        )

    @staticmethod
    def _names(column: RegisterColumn, labels: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        own = (column.print, *column.also, *labels.get(column.key, ()))
        grouped = tuple(column.group + name for name in own[:1]) if column.group else ()
        return (*own, *grouped)

    def match(self, text: str, parent: str = "") -> tuple[int, str] | None:
        """The band and key whose label a text is; `parent` is the header above it."""
        if (text, parent) not in self._told:
            if len(self._told) > _MOST_TOLD:
                self._told.clear()
            self._told[text, parent] = self._match(text, parent)
        return self._told[text, parent]

    def _match(self, text: str, parent: str) -> tuple[int, str] | None:
        if not 0 < len(normal(text)) <= 60 or not self._may_be_label(text):
            return None
        if self.is_group(text):
            return None
        best: tuple[float, int, str] | None = None
        for number, band in enumerate(self._bands):
            for column, names in band:
                score = max(_label_likeness(text, name) for name in names)
                if column.group and parent:
                    score += 0.1 * likeness(parent, column.group)
                if score >= _LIKE and (best is None or score > best[0]):
                    best = (score, number, column.key)
        return best[1:] if best else None

    def _may_be_label(self, text: str) -> bool:
        """Whether enough of a text's characters stand in labels: what was entered is told from
        what is printed before anything is compared closely."""
        known = self._characters
        return any(
            sum(character in known for character in words) >= _COMMON * len(words)
            for words in (normal(text), core(text))
        )

    def is_group(self, text: str) -> bool:
        """Whether a text is the merged title over several columns."""
        return any(likeness(text, group) >= _SAME_GROUP for group in self._groups)

    def header(self, line: Line, above: Mapping[int, str]) -> Header | None:
        """The header that a row is, None for a row of data."""
        found: dict[tuple[int, str], int] = {}
        filled = [cell for cell in line.cells if cell.text.strip()]
        for cell in filled:
            match = self.match(cell.text, above.get(cell.column, ""))
            if match and match not in found:
                found[match] = cell.column
        groups = sum(self.is_group(cell.text) for cell in filled)
        own = len(filled) - groups
        enough = len(found) >= _LABELS_OF_A_HEADER and len(found) * 2 >= own
        enough = enough or (groups >= 2 and 0 < own == len(found))
        # The second line of a header may hold only the parts of one group.
        under_group = len(found) >= 2 and len(found) == len(filled)
        return self._by_band(found) if enough or under_group else None

    def _by_band(self, found: Mapping[tuple[int, str], int]) -> Header:
        """The band a row heads; several only where most columns of each stand in this one row."""
        columns: dict[int, dict[str, int]] = {}
        for (number, key), column in found.items():
            columns.setdefault(number, {})[key] = column
        whole = [
            number
            for number, own in columns.items()
            if len(own) >= _COMBINED * len(self._bands[number])
        ]
        main = max(columns, key=lambda number: len(columns[number]))
        kept = whole if len(whole) > 1 else [main]
        names = None if 0 in kept else columns.get(0, {}).get(IDENTITY)
        return Header({number: columns[number] for number in kept}, names)

    def shares(self, lines: Iterable[Line]) -> tuple[float, float]:
        """The share of all columns whose labels stand in the tables, and of the best band.

        Both are lessened by header cells that are no column of this register: a neighbour's form
        shares the columns that every register has.
        """
        found: set[tuple[int, str]] = set()
        strange: set[str] = set()
        for line in lines:
            own = {cell.text: self.match(cell.text) for cell in line.cells if line.table}
            matched = {match for match in own.values() if match}
            found |= matched
            if len(matched) >= _LABELS_OF_A_HEADER:
                strange |= {text for text, match in own.items() if not match and normal(text)}
        strange = {
            text
            for text in strange
            if not any(_label_likeness(text, group) >= _LIKE for group in self._groups)
        }
        known = len(found) / max(len(found) + len(strange), 1)
        total = sum(len(band) for band in self._bands)
        by_band = [
            sum(number == own for own, _ in found) / len(band)
            for number, band in enumerate(self._bands)
        ]
        return known * len(found) / total, known * max(by_band)


@lru_cache(maxsize=64)
def _characters(labels: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(normal(label) for label in labels))


@lru_cache(maxsize=200_000)
def _label_likeness(text: str, name: str) -> float:
    if core(text) == core(name) or normal(text) == normal(name):
        return 1.0
    short, long = sorted((_bare(text), _bare(name)), key=len)
    if short == long or (len(short) >= 3 and long.endswith(short) and len(long) - len(short) <= 6):
        return 0.9
    if len(normal(name)) < 4:
        return 0.0
    return max(likeness(text, name), 0.95 * likeness(core(text), core(name)))


@lru_cache(maxsize=20_000)
def _bare(label: str) -> str:
    """A label without its unit, its year and 其中: "其中：钢筋(万吨)" -> "钢筋"."""
    return re.sub(r"^(?:其中|\d{4}年|企业)+", "", core(label))


def headers_above(lines: Sequence[Line], index: int) -> dict[int, str]:
    """The texts of the row above by grid column, for labels that stand under a merged group."""
    line = lines[index]
    before = lines[index - 1] if index else None
    if before is None or before.table != line.table:
        return {}
    return {
        column: cell.text
        for cell in before.all_cells
        for column in range(cell.column, cell.column + cell.column_span)
    }


def labelled_cells(lines: Iterable[Line], matcher: HeaderMatcher) -> dict[str, Cell]:
    """key -> the cell right of its label, for a register that is a list of labels and values."""
    found: dict[str, Cell] = {}
    for line in lines:
        for label, value in zip(line.cells, line.cells[1:], strict=False):
            match = matcher.match(label.text)
            if match and matcher.match(value.text) is None:
                found.setdefault(match[1], value)
    return found


def header_share(
    lines: Sequence[Line], form: Definition, catalogue: Catalogue
) -> tuple[float, float]:
    """How many of a register's columns a document prints, and of its best band; 0 to 1."""
    return HeaderMatcher(form, catalogue.labels.fields).shares(lines)
