"""Which column of a checklist plays which role: told by its header, carried over to the tables
that go on without one, inferred from the rows where no header stands at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from docforge.forms.definitions.definition import ColumnRole, Definition
from docforge.forms.lines import Line
from docforge.forms.values.wording import core, likeness, normal
from docforge.layout import Cell
from docforge.model import Conclusion

_YES_NO = {"是": Conclusion.CONFORM, "否": Conclusion.NONCONFORM}
_ASKS = ("是否符合", "是否合格", "是否满足", "是否达标", "是否相符")
_LIKE_A_LABEL = 0.84
_DENIALS = "未无不没"
"""未发现问题 is an answer, however much like the heading 发现问题 it is."""
_ROLES_OF_A_HEADER = 3
_LONGEST_OPTION = 6  # characters


@dataclass
class Columns:
    """The roles of a table's grid columns; `options` where each option has a column of its own."""

    roles: dict[int, ColumnRole] = field(default_factory=dict)
    options: dict[int, Conclusion] = field(default_factory=dict)
    width: int = 0
    unnamed: dict[int, str] = field(default_factory=dict)
    """Headings of several columns beside the content whose role is not known: options, perhaps,
    that this form does not print (是 | 否). None where a column of conclusions is known."""
    yes_conforms: bool = False
    """The conclusion's header asks 是否符合, so that 是 is 符合 and 否 is 不符合."""

    def __bool__(self) -> bool:
        return bool(self.roles)

    def role(self, cell: Cell) -> ColumnRole | None:
        """The role of the column that a cell begins in."""
        return self.roles.get(cell.column)

    def option(self, cell: Cell) -> Conclusion | None:
        """The option whose column, or columns, a cell takes up; None for one over several."""
        span = range(cell.column, cell.column + cell.column_span)
        found = {self.options.get(column) for column in span}
        return next(iter(found)) if len(found) == 1 else None

    def fitted(self, before: Line, line: Line) -> Columns | None:
        """The same columns in the grid of the next page, told by the order of the cells.

        `before` is a row of the table these columns are of, `line` one of the table that goes
        on; None where the two have different numbers of cells.
        """
        pairs = list(zip(before.all_cells, line.all_cells, strict=False))
        if not self.roles or len(before.all_cells) != len(line.all_cells):
            return None
        fitted = Columns(width=line.columns, yes_conforms=self.yes_conforms)
        for old, new in pairs:
            role, option = self.role(old), self.option(old)
            for column in range(new.column, new.column + new.column_span):
                if role:
                    fitted.roles[column] = role
                if option:
                    fitted.options[column] = option
        return fitted

    def split_at(self) -> int | None:
        """Where a second set of columns begins, for items printed in two halves side by side."""
        content = self.having("content")
        second = [c for c in content if any(d < c - 1 and d + 1 not in content for d in content)]
        if not second:
            return None
        start = min(second)
        while self.roles.get(start - 1) in ("number", "section"):
            start -= 1
        return start

    def having(self, role: ColumnRole) -> list[int]:
        return [column for column, own in self.roles.items() if own == role]


@lru_cache(maxsize=64)
def _roles_told(_labels: tuple[tuple[str, ColumnRole], ...]) -> dict[str, ColumnRole | None]:
    """What the readers of one form's headers have found out: its print comes in every file."""
    return {}


_MOST_TOLD = 10_000


class HeaderReader:
    """Finds the header rows of a checklist by the labels of its columns."""

    def __init__(
        self, definition: Definition, synonyms: Mapping[Conclusion, Iterable[str]] | None = None
    ) -> None:
        self._labels: list[tuple[str, ColumnRole]] = [
            (label, column.role) for column in definition.columns for label in column.labels
        ]
        own_roles = {column.role for column in definition.columns}
        self._least_roles = min(_ROLES_OF_A_HEADER, max(len(own_roles), 2))
        self._roles = _roles_told(tuple(self._labels))
        self._exact = {core(label): role for label, role in reversed(self._labels)}
        options = definition.options
        self._option_words: dict[str, Conclusion] = {
            normal(options.conform): Conclusion.CONFORM,
            normal(options.nonconform): Conclusion.NONCONFORM,
            normal(options.not_applicable): Conclusion.NOT_APPLICABLE,
        }
        self._synonyms = {
            normal(word): conclusion
            for conclusion, words in (synonyms or {}).items()
            for word in words
        }

    def role_of(self, text: str) -> ColumnRole | None:
        """The role a label stands for, None for anything that is no label."""
        if text not in self._roles:
            if len(self._roles) > _MOST_TOLD:
                self._roles.clear()
            self._roles[text] = self._role_of(text)
        return self._roles[text]

    def _role_of(self, text: str) -> ColumnRole | None:
        bare = core(text)
        if not bare or len(bare) > 16:
            return None
        if bare in self._exact:
            return self._exact[bare]
        best, role = max(
            (
                (likeness(bare, label), role)
                for label, role in self._labels
                if len(label) >= 4 and (bare[0] not in _DENIALS or label[0] == bare[0])
            ),
            default=(0.0, None),
        )
        return role if best >= _LIKE_A_LABEL else None

    @cached_property
    def _inline(self) -> re.Pattern[str]:
        named = {
            label
            for label, role in self._labels
            if role in ("conclusion", "record", "remark") and len(label) >= 2
        }
        names = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
        return re.compile(rf"(?:^|(?<=[\s。；;，,\ufffc]))(?P<label>{names})\s*[:：]")

    def inline(self, text: str) -> list[re.Match[str]]:
        """The labels with a colon inside a text: “检查记录：…”."""
        return list(self._inline.finditer(text))

    def opens_inline(self, text: str) -> bool:
        """Whether a text begins with such a label."""
        return self._inline.match(text.lstrip()) is not None

    def option_of(self, text: str) -> Conclusion | None:
        """The option whose word a heading is."""
        bare = core(text)
        named = self._option_words.get(bare) or self._option_words.get(normal(text))
        return named or self._option_words.get(bare.removesuffix("项"))

    def read(self, lines: Sequence[Line], at: int) -> tuple[Columns, int] | None:
        """The columns that a header beginning at line `at` names, and how many rows it takes."""
        line = lines[at]
        if line.is_paragraph:
            return None
        columns = Columns(width=line.columns)
        for cell in line.cells:
            self._name(columns, cell)
        self._name_synonyms(columns, line.cells)
        found = set(columns.roles.values())
        if len(found) < self._least_roles and not (len(found) >= 2 and columns.options):
            return None
        if not found & {"content", "section"}:
            return None
        height = 1
        self._note_unnamed(columns, line.cells)
        following = lines[at + 1] if at + 1 < len(lines) else None
        if following and following.table == line.table and self._is_second_row(following):
            for cell in following.cells:
                self._name(columns, cell)
            self._name_synonyms(columns, following.cells)
            height = 2
        self._settle_unnamed(columns, line.cells)
        return columns, height

    @staticmethod
    def _settle_unnamed(columns: Columns, cells: Iterable[Cell]) -> None:
        """是 | 否 | 不适用: one option that is known among several headings that are not."""
        conclusions = columns.having("conclusion")
        if columns.unnamed and len(columns.options) == 1 and conclusions == [*columns.options]:
            (column,) = columns.options
            columns.unnamed[column] = next(c.text.strip() for c in cells if c.column == column)
            del columns.roles[column], columns.options[column]
        elif conclusions:
            columns.unnamed.clear()

    def _note_unnamed(self, columns: Columns, cells: Iterable[Cell]) -> None:
        """Two or more short headings right of the content that no role or option is known for."""
        content = columns.having("content")
        found = {
            cell.column: cell.text.strip()
            for cell in cells
            if content
            and cell.column > content[0]
            and cell.column not in columns.roles
            and 0 < len(normal(cell.text)) <= _LONGEST_OPTION
        }
        if len(found) >= 2:
            columns.unnamed.update(found)

    def _name(self, columns: Columns, cell: Cell) -> None:
        option = self.option_of(cell.text)
        if option is None and columns.yes_conforms:
            option = _YES_NO.get(normal(cell.text))
        role: ColumnRole | None = "conclusion" if option else self.role_of(cell.text)
        if role == "conclusion" and any(words in normal(cell.text) for words in _ASKS):
            columns.yes_conforms = True
        for column in range(cell.column, cell.column + cell.column_span):
            if option:
                columns.options[column] = option
            if role:
                columns.roles[column] = role

    def _name_synonyms(self, columns: Columns, cells: Iterable[Cell]) -> None:
        """Columns headed 合格, 不合格, 不涉及 are options where no printed option heads any."""
        found = {
            cell.column: self._synonyms[normal(cell.text)]
            for cell in cells
            if normal(cell.text) in self._synonyms and cell.column not in columns.roles
        }
        if found and len({*found.values(), *columns.options.values()}) >= 2:
            columns.options.update(found)
            columns.roles.update(dict.fromkeys(found, "conclusion"))

    def looks_like_header(self, line: Line) -> bool:
        """Whether all words of a row are labels of columns or heads of options."""
        named = [
            self.role_of(cell.text) or self.option_of(cell.text)
            for cell in line.cells
            if cell.text.strip()
        ]
        known = sum(name is not None for name in named)
        leading = bool({"number", "section", "content"} & set(named))
        if len(set(named)) < len(named):
            return False
        return known >= 2 and (known == len(named) or (leading and 2 * known >= len(named)))

    def _is_second_row(self, line: Line) -> bool:
        """Option words printed under a merged 检查结论."""
        named = [cell for cell in line.cells if cell.text.strip()]
        return bool(named) and all(
            self.option_of(cell.text)
            or self.role_of(cell.text)
            or normal(cell.text) in {**self._synonyms, **_YES_NO}
            for cell in named
        )


def carried(known: Iterable[Columns], width: int) -> Columns | None:
    """The latest columns of a table of the same width, for a table that goes on without header."""
    return next((one for one in reversed(list(known)) if one.width == width), None)


def inferred(
    content: Iterable[Cell], conclusions: Iterable[Cell], remarks: Iterable[Cell], width: int
) -> Columns:
    """Columns of a table without header, by where items, options and printed remarks stand.

    What is left right of the items, the widest first, is the record.
    """
    columns = Columns(width=width)
    votes: list[tuple[ColumnRole, Iterable[Cell]]] = [
        ("content", content),
        ("conclusion", conclusions),
        ("remark", remarks),
    ]
    for role, cells in votes:
        counted = Counter(cell.column for cell in cells if cell.column not in columns.roles)
        if counted:
            columns.roles[counted.most_common(1)[0][0]] = role
    taken = columns.having("content")
    if not taken:
        return columns
    free = [c for c in range(taken[0] + 1, width + 1) if c not in columns.roles]
    conclusion = columns.having("conclusion")
    after = [column for column in free if conclusion and column > conclusion[0]]
    for column in after or free:
        columns.roles[column] = "record"
        break
    for column in (c for c in (after or free)[1:] if not columns.having("remark")):
        columns.roles[column] = "remark"
    return columns
