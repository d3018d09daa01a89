"""Which row answers which item: by number and text together.

A row may be moved, renumbered, lightly reworded, shortened, or hold more than the item; a row of
another form must match nothing. Every pair of a cell and an item is scored and the best pairs
are taken first, each cell and each item once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from docforge.forms.definitions.definition import Definition, ItemDefinition
from docforge.forms.lines import Line
from docforge.forms.rows.columns import Columns, HeaderReader
from docforge.forms.rows.likeness import NEAR, ItemTexts, items_of
from docforge.forms.values.wording import likeness, normal, small_number, split_number
from docforge.layout import Cell

_SURE = 0.62
_POSSIBLE = 0.42
_IN_ORDER = 0.25
_REWORDED = 0.75
_REWORDED_IN_PLACE = 0.45
_OWN_NUMBERS = 0.3
_TWICE = 0.85
_NUMBER_BONUS = 0.08
_SECTION_BONUS = 0.04


class Match(NamedTuple):
    """A line that answers an item. `text_score` is the likeness of the words alone, 0 to 1.

    `printed` is the number that stands at the line, section first, as far as there is one.
    """

    line: int
    cell: Cell
    item: ItemDefinition
    text_score: float
    number_fits: bool
    printed: tuple[int, ...] = ()
    section_fits: bool = False
    in_order: bool = False
    number_lost: bool = False
    """The form numbers its items in a column of their own, and this row has no number there."""

    @property
    def reworded(self) -> bool:
        """Whether the words are too far from the form's for their place to vouch for them."""
        placed = self.number_fits or (self.section_fits and self.in_order)
        return self.text_score < (_REWORDED_IN_PLACE if placed else _REWORDED)

    @property
    def renumbered(self) -> bool:
        """Whether the line carries a whole number that is another item's."""
        return bool(self.printed) and self.printed != _path(self.item.id)


@lru_cache(maxsize=4096)
def _path(item: str) -> tuple[int, ...]:
    """The numbers in an item's id: "2.13" -> (2, 13)."""
    return tuple(int(part) for part in item.split(".") if part.isdecimal())


@dataclass(frozen=True)
class Matches:
    """One match an item, and further lines that hold an item once more."""

    by_item: dict[str, Match]
    again: tuple[Match, ...]

    @property
    def lines(self) -> dict[int, Match]:
        return {match.line: match for match in self.by_item.values()}


def match_items(
    lines: Sequence[Line], columns: Sequence[Columns], form: Definition, headers: HeaderReader
) -> Matches:
    """The lines that answer the items of a checklist; `columns` are those of each line's table."""
    candidates: list[tuple[float, Match]] = []
    numbers = _Numbering(form)
    texts = items_of(form)
    for index, line in enumerate(lines):
        numbers.follow(line, columns[index])
        for cell in _worded(line, headers):
            near = _near(cell, columns[index], texts)
            candidates += _candidates(index, cell, near, columns[index], form, numbers)
    candidates.sort(key=lambda pair: (-pair[0], pair[1].line, pair[1].cell.column))
    found = _with_gaps_filled(_taken(candidates), candidates, lines, form)
    return _placed(found, form)


def _worded(line: Line, headers: HeaderReader) -> list[Cell]:
    """The cells of a line that may hold an item: not those beside a label such as 检查记录."""
    found, labelled = [], False
    for cell in line.cells:
        role = headers.role_of(cell.text)
        if not labelled:
            found.append(cell)
        labelled = role in ("conclusion", "record", "remark")
    return found


def _placed(matches: Matches, form: Definition) -> Matches:
    """The matches, each knowing whether its neighbours stand in the form's order around it.

    Where many rows carry other numbers than the form's, the office numbers in its own way
    (1 to 16), and no number is held against a row.
    """
    order = {item.id: number for number, item in enumerate(form.items)}
    known = sorted(matches.by_item.values(), key=lambda match: match.line)
    places = [order[match.item.id] for match in known]
    own_numbers = sum(match.renumbered for match in known) > _OWN_NUMBERS * len(known)
    found = {}
    for at, match in enumerate(known):
        after_before = at == 0 or places[at - 1] < places[at]
        before_after = at + 1 == len(known) or places[at] < places[at + 1]
        printed = () if own_numbers else match.printed
        found[match.item.id] = match._replace(
            in_order=after_before and before_after, printed=printed
        )
    return Matches(found, matches.again)


def _with_gaps_filled(
    matches: Matches,
    candidates: Sequence[tuple[float, Match]],
    lines: Sequence[Line],
    form: Definition,
) -> Matches:
    """Rows that an office put in its own words: between two known items stand the missing ones.

    As many unknown rows as items are missing between two neighbours are taken in their order,
    with little likeness asked; they are flagged as reworded all the same.
    """
    order = {item.id: number for number, item in enumerate(form.items)}
    by_pair = {(match.line, match.item.id): match for _, match in candidates}
    found = dict(matches.by_item)
    used = {*matches.lines, *(match.line for match in matches.again)}
    known = sorted(matches.by_item.values(), key=lambda match: match.line)
    for before, after in pairwise(known):
        missing = [
            item
            for item in form.items
            if order[before.item.id] < order[item.id] < order[after.item.id]
            and item.id not in found
        ]
        rows = [
            number
            for number in range(before.line + 1, after.line)
            if number not in used and any((number, item.id) in by_pair for item in form.items)
        ]
        if not missing or len(rows) != len(missing) or not lines[before.line].table:
            continue
        pairs = [by_pair.get((row, item.id)) for row, item in zip(rows, missing, strict=True)]
        if all(match is not None and match.text_score >= _IN_ORDER for match in pairs):
            found.update({match.item.id: match for match in pairs if match is not None})
    return Matches(found, matches.again)


def _taken(candidates: Sequence[tuple[float, Match]]) -> Matches:
    by_item: dict[str, Match] = {}
    used: set[int] = set()
    again: list[Match] = []
    for score, match in candidates:
        if match.line in used:
            continue
        if match.item.id in by_item:
            if match.text_score >= _TWICE and not _has_rival(match, candidates, by_item):
                again.append(match)
                used.add(match.line)
            continue
        if score >= _SURE or (match.number_fits and match.text_score >= NEAR):
            by_item[match.item.id] = match
            used.add(match.line)
    return Matches(by_item, tuple(again))


def _has_rival(
    match: Match, candidates: Sequence[tuple[float, Match]], by_item: dict[str, Match]
) -> bool:
    """Whether the same line could still answer an item that nothing answers yet."""
    return any(
        other.line == match.line and other.item.id not in by_item and score >= _SURE
        for score, other in candidates
    )


def _near(cell: Cell, columns: Columns, texts: ItemTexts) -> Mapping[int, float]:
    """The places of the items that a cell's words may be, with how alike they are."""
    role = columns.role(cell)
    if role not in ("content", "record", None) or (role == "record" and columns.having("content")):
        return {}
    words = split_number(cell.text)[1]
    if len(normal(words)) < (2 if role == "content" else 5):
        return {}
    near = texts.near(words)
    if words == cell.text:
        return near
    whole = texts.near(cell.text)
    return {at: max(near.get(at, 0.0), whole.get(at, 0.0)) for at in sorted({*near, *whole})}


def _candidates(
    index: int,
    cell: Cell,
    near: Mapping[int, float],
    columns: Columns,
    form: Definition,
    numbers: _Numbering,
) -> list[tuple[float, Match]]:
    role = columns.role(cell)
    printed_path = split_number(cell.text)[0]
    found = []
    for at, likeness_of_text in near.items():
        item = form.items[at]
        # Where the form prints numbers inside an item they say nothing of the item's own.
        path = () if split_number(item.text)[0] else printed_path
        section_fits, number_fits = numbers.fits(item, path)
        # A drastically shortened item is still known by standing in its own place.
        in_place = role == "content" and section_fits
        if likeness_of_text < (NEAR if in_place else _POSSIBLE):
            continue
        score = likeness_of_text + _NUMBER_BONUS * number_fits + _SECTION_BONUS * section_fits
        sure = number_fits and section_fits
        lost = bool(columns.having("number")) and not path and numbers.lost_at(item)
        found.append(
            (
                score,
                Match(
                    index,
                    cell,
                    item,
                    likeness_of_text,
                    sure,
                    numbers.printed(path),
                    section_fits,
                    number_lost=lost,
                ),
            )
        )
    return found


class _Numbering:
    """Follows the section numbers and titles down the rows, merged cells and blanks included."""

    def __init__(self, form: Definition) -> None:
        self._sections = {section.number: section.title for section in form.sections}
        counted = Counter(item.section_number for item in form.items)
        self._single = {item.id for item in form.items if counted[item.section_number] == 1}
        self.section: int | None = None
        self.path: tuple[int, ...] = ()
        self._reached = False  # a merged number from above reaches this row

    def follow(self, line: Line, columns: Columns) -> None:
        self.path = ()
        self._reached = any(columns.role(cell) == "number" and cell.text for cell in line.above)
        for cell in line.all_cells:
            text = cell.text.strip()
            if not text or len(text) > 24:
                continue
            role = columns.role(cell)
            if role == "number" or (role is None and cell.column == 1):
                self._number(text, own=cell in line.cells)
            if role in ("section", None):
                self._title(text)

    def _number(self, text: str, own: bool) -> None:
        text = text.rstrip("*＊ ")  # 1**: the item is grave
        path, rest = split_number(text + ".")
        whole = small_number(text)
        if whole is not None:
            path = (whole,)
        elif not path or len(normal(rest)) > 12:
            return
        if own:
            self.path = path
        self.section = path[0]

    def _title(self, text: str) -> None:
        _, words = split_number(text)
        for number, title in self._sections.items():
            if likeness(words, title) >= 0.8:
                self.section = number

    def lost_at(self, item: ItemDefinition) -> bool:
        """Whether this row lacks the number that the form prints for the item alone."""
        return item.id in self._single and not self.path and not self._reached

    def printed(self, path: tuple[int, ...]) -> tuple[int, ...]:
        """The whole number of a row, its section's before its own; () where one is not known."""
        if len(path) >= 2 or len(self.path) >= 2:
            return path if len(path) >= 2 else self.path
        return (self.section, path[0]) if path and self.section is not None else ()

    def fits(self, item: ItemDefinition, path: tuple[int, ...]) -> tuple[bool, bool]:
        """Whether section and number of a row are those of an item."""
        full = _path(item.id)
        section = self.section == item.section_number
        if len(path) >= 2:
            return path[0] == full[0], path == full
        if len(self.path) >= 2:
            return self.path[0] == full[0], self.path == full
        if path:
            return section, section and path[-1] == full[-1]
        return section, section and item.id in self._single
