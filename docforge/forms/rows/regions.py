"""The lines of a checklist sorted: headers, the lines that belong to each item, and the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from docforge.forms.definitions.definition import Definition
from docforge.forms.heads.fields import LabelReader
from docforge.forms.lines import Line, join_torn_rows
from docforge.forms.marks.options import ChoiceReader
from docforge.forms.rows.columns import Columns, HeaderReader, carried, inferred
from docforge.forms.rows.items import Match, Matches, match_items
from docforge.forms.rows.likeness import items_of
from docforge.forms.values.wording import containment, likeness, normal, split_number
from docforge.layout import Cell

_PRINTED = 0.8
# What people write into the item's cell of a row that goes on from the page before.
_GOES_ON = re.compile(r"\s*[(（]?\s*(?:接上页|接上表|续上页|续上表|续表|续)\s*[)）]?\s*$")


@dataclass(frozen=True)
class Region:
    """The lines that answer one item; the first one holds its text."""

    match: Match
    lines: tuple[Line, ...]
    columns: Columns


@dataclass
class SortedLines:
    """`rest` are the lines of head and foot by their place in the run of lines."""

    lines: list[Line]
    regions: list[Region] = field(default_factory=list)
    again: list[Region] = field(default_factory=list)
    rest: list[tuple[int, Line]] = field(default_factory=list)
    unmatched: list[Line] = field(default_factory=list)


class LineSorter:
    """Sorts the lines of one checklist."""

    def __init__(self, form: Definition, labels: LabelReader, choices: ChoiceReader) -> None:
        self._form = form
        self._headers = HeaderReader(form, choices.synonyms)
        self._labels = labels
        self._choices = choices

    def sort(self, lines: list[Line]) -> SortedLines:
        lines = join_torn_rows(lines, self._improves)
        columns, headers = self._columns(lines)
        if any(own.split_at() for own in columns):
            lines = self._halved(lines, columns, headers)
            columns, headers = self._columns(lines)
        matches = match_items(lines, columns, self._form, self._headers)
        columns = self._inferred(lines, columns, matches)
        result = SortedLines(lines)
        again = {match.line: match for match in matches.again}
        taken = matches.lines
        used = set(headers)
        for index in sorted({**taken, **again}):
            match = taken.get(index) or again[index]
            following = self._following(lines, index, columns[index], taken, again, headers)
            used.update([index, *following])
            region = Region(match, (lines[index], *(lines[i] for i in following)), columns[index])
            (result.regions if index in taken else result.again).append(region)
        self._sort_rest(result, columns, used)
        return result

    @staticmethod
    def _halved(lines: Sequence[Line], columns: Sequence[Columns], headers: set[int]) -> list[Line]:
        """Rows that hold two items side by side as two lines each."""
        halves: list[Line] = []
        for index, (line, own) in enumerate(zip(lines, columns, strict=True)):
            at = own.split_at()
            if at is None or index in headers or line.is_paragraph:
                halves.append(line)
                continue
            for left in (True, False):
                cells = tuple(c for c in line.cells if (c.column < at) is left)
                above = tuple(c for c in line.above if (c.column < at) is left)
                if cells:
                    halves.append(replace(line, cells=cells, above=above))
        return halves

    def _columns(self, lines: Sequence[Line]) -> tuple[list[Columns], set[int]]:
        """The columns that hold for each line, and which lines are headers."""
        each: list[Columns] = []
        headers: set[int] = set()
        known: list[Columns] = []
        current, table = Columns(), 0
        for index, line in enumerate(lines):
            if line.table != table:
                table = line.table
                current = self._going_on(known, current, lines, index)
            found = self._headers.read(lines, index) if index not in headers else None
            if found:
                current, height = found
                known.append(current)
                headers.update(range(index, index + height))
            each.append(current)
        return each, headers

    @staticmethod
    def _going_on(
        known: Sequence[Columns], before: Columns, lines: Sequence[Line], index: int
    ) -> Columns:
        """The columns of a table at its first line, as far as the tables before it tell them."""
        line = lines[index]
        if line.is_paragraph:
            return Columns(width=line.columns)
        row = next((own for own in reversed(lines[:index]) if own.table == line.table - 1), None)
        latest = known[-1] if known else before
        fits = latest.fitted(row, line) if row and row.columns == latest.width else None
        return carried(known, line.columns) or fits or Columns(width=line.columns)

    def _inferred(
        self, lines: Sequence[Line], columns: list[Columns], matches: Matches
    ) -> list[Columns]:
        """Columns for the tables whose header is not there, from their matched rows."""
        missing = {
            lines[index].table
            for index in matches.lines
            if lines[index].table and not columns[index].roles
        }
        made: dict[int, Columns] = {}
        for table in missing:
            rows = {i: m for i, m in matches.lines.items() if lines[i].table == table}
            beside = [
                (cell, match)
                for index, match in rows.items()
                for cell in lines[index].cells
                if cell is not match.cell
            ]
            made[table] = inferred(
                [match.cell for match in rows.values()],
                [cell for cell, _ in beside if self._choices.has_options(cell.content)],
                [cell for cell, match in beside if _is_printed_remark(cell, match)],
                lines[next(iter(rows))].columns,
            )
        return [
            made.get(line.table, own) if line.table else own
            for line, own in zip(lines, columns, strict=True)
        ]

    def _following(
        self,
        lines: Sequence[Line],
        index: int,
        columns: Columns,
        taken: dict[int, Match],
        again: dict[int, Match],
        headers: set[int],
    ) -> list[int]:
        """The lines below an item's first line that still belong to it."""
        found = []
        answered = self._offers(lines[index])
        for following in range(index + 1, len(lines)):
            line = lines[following]
            # Options of its own make a line another question, even one that nothing matched.
            if answered and self._offers(line):
                break
            answered = answered or self._offers(line)
            if following in taken or following in again or following in headers:
                break
            if line.table != lines[index].table or not self._belongs(line, lines[index], columns):
                break
            found.append(following)
        return found

    def _offers(self, line: Line) -> bool:
        return any(self._choices.has_options(cell.content) for cell in line.cells)

    def _belongs(self, line: Line, first: Line, columns: Columns) -> bool:
        item_cell = next((cell for cell in line.above if cell in first.cells), None)
        if item_cell is not None and columns.role(item_cell) == "content":
            return True
        filled = [cell for cell in line.cells if cell.content and cell.raw.strip()]
        if not filled:
            return True
        if self._is_note(line) or self._opens_with_field(filled[0]):
            return False
        if self._headers.role_of(filled[0].text) or self._headers.opens_inline(filled[0].text):
            return True
        if any(self._labels.hits([(0, line)])):
            return False
        if line.is_paragraph:
            return not self._is_section(line)
        if not columns.having("content"):
            return False
        return all(columns.role(cell) in ("conclusion", "record", "remark") for cell in filled)

    def _opens_with_field(self, cell: Cell) -> bool:
        """A field that the form prints by the name of a column: 检查结论：□合格 below the items."""
        label, colon, _rest = cell.text.partition("：" if "：" in cell.text else ":")
        printed = {normal(field.print) for field in self._form.fields if field.print}
        return bool(colon) and normal(label) in printed

    def _improves(self, first: Line, second: Line, join: Callable[[], Line]) -> bool:
        """Whether two rows at a page break are one: the item's text goes on, or only the rest."""
        if self._headers.looks_like_header(second):
            return False
        before, after = self._best(first), self._best(second)
        least = max(before[0], after[0]) + 0.02
        whole = 0.0 if least >= 1.0 else self._best(join())[0]
        if whole >= 0.6 and whole > least:
            return True
        filled = [
            cell for cell in second.cells if cell.raw.strip() and not _GOES_ON.match(cell.text)
        ]
        if before[0] >= 0.8 and filled and self._headers.opens_inline(filled[0].text):
            return True
        return (
            before[0] >= 0.8
            and before[1] is not None
            and bool(filled)
            and all(cell.column > before[1].column for cell in filled)
        )

    def _best(self, line: Line) -> tuple[float, Cell | None]:
        pairs = [
            (items_of(self._form).best(words), cell)
            for cell in line.cells
            for _, words in (split_number(cell.text),)
            if len(normal(cell.text)) >= 5
        ]
        return max(pairs, key=lambda pair: pair[0], default=(0.0, None))

    def _sort_rest(self, result: SortedLines, columns: list[Columns], used: set[int]) -> None:
        for index, line in enumerate(result.lines):
            if index in used:
                continue
            result.rest.append((index, line))
            if (
                line.table
                and columns[index].having("content")
                and self._looks_like_item(line, columns[index])
            ):
                result.unmatched.append(line)

    def _looks_like_item(self, line: Line, columns: Columns) -> bool:
        if any(self._labels.hits([(0, line)])) or self._is_note(line):
            return False
        worded = [
            cell
            for cell in line.cells
            if columns.role(cell) == "content" and len(normal(cell.text)) >= 4
        ]
        recorded = any(
            columns.role(cell) == "record" and len(normal(cell.text)) >= 2 for cell in line.cells
        )
        return recorded or (bool(worded) and len([c for c in line.cells if c.raw.strip()]) >= 2)

    def _is_section(self, line: Line) -> bool:
        """A section's title on a line of its own: “二、生产设施设备”."""
        _, words = split_number(line.text)
        return any(likeness(words, section.title) >= _PRINTED for section in self._form.sections)

    def _is_note(self, line: Line) -> bool:
        words = normal(line.text)
        return words.startswith("备注") or any(
            containment(note, line.text) >= _PRINTED for note in self._form.notes
        )


def _is_printed_remark(cell: Cell, match: Match) -> bool:
    return bool(match.item.remark) and likeness(cell.text, match.item.remark) >= _PRINTED
