"""A review workbook that came back, filled in: what a person wrote on which of its rows."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook

from docforge.errors import ReviewMismatch
from docforge.intake.page_moves import PageEntry
from docforge.messages import translate as _
from docforge.refusals import refusal
from docforge.sheets.review import CORRECTION, DESCRIPTION, EMPTIED, HINTS, PATH, REVIEW
from docforge.sheets.review_cells import CODES, CONFIRMED, SUBMISSION
from docforge.sheets.review_pages import BELONGS, PAGE, PAGES

_SAYS_YES = frozenset({"是", "对", "√", "✓", "✔", "y", "yes", "1", "true", "确认", "确认无误"})
_READ = (SUBMISSION, PATH, CODES, CORRECTION, DESCRIPTION, CONFIRMED)
_READ_OF_PAGES = (SUBMISSION, PAGE, CODES, BELONGS, CONFIRMED)
_SAYS_EMPTY = frozenset({EMPTIED, "(空)", "空"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the workbook on which a person wrote. `value` None: confirmed as it was read."""

    sheet: str
    row: int
    submission: str
    path: str
    codes: tuple[str, ...]
    value: str | None

    @property
    def where(self) -> str:
        return _("sheet {sheet}, row {row}").format(sheet=self.sheet, row=self.row)


@dataclass(frozen=True, slots=True)
class Review:
    """A filled-in workbook: every submission it speaks of, and the rows that were filled in.

    `pages` holds every row of the sheet of pages, filled in or not.
    """

    name: str
    submissions: frozenset[str]
    entries: tuple[Entry, ...]
    pages: tuple[PageEntry, ...] = ()

    @property
    def filled(self) -> int:
        """How many entries a person made."""
        return len(self.entries) + sum(bool(page.target) or page.confirmed for page in self.pages)


def load_review(path: Path) -> Review:
    """What a person wrote into a review workbook.

    Raises ReviewMismatch for a file that is no review workbook (any more).
    """
    workbook = _opened(path)
    present = [title for title in (REVIEW, HINTS) if title in workbook.sheetnames]
    if REVIEW not in present:
        raise _not_a_review(path.name, _("it has no sheet {sheet}").format(sheet=REVIEW))
    submissions: set[str] = set()
    entries: list[Entry] = []
    for title in present:
        for submission, written in _rows(workbook, title, path.name):
            submissions.add(submission)
            entries += written
    pages = tuple(_page_rows(workbook, path.name)) if PAGES in workbook.sheetnames else ()
    submissions |= {page.submission for page in pages}
    return Review(path.name, frozenset(submissions), tuple(entries), pages)


def _opened(path: Path) -> Workbook:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReviewMismatch(
            _("cannot be opened: {reason}").format(reason=refusal(error)),
            source=path.name,
        ) from error
    try:
        with warnings.catch_warnings():
            # openpyxl warns of features it does not keep; this workbook is only read.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content), data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise _not_a_review(path.name, _("it is not an .xlsx workbook")) from error


def _not_a_review(name: str, reason: str) -> ReviewMismatch:
    return ReviewMismatch(
        _("this is not a review workbook of docforge: {reason}").format(reason=reason),
        source=name,
        remedy=_("Give the workbook that `docforge parse --review` made, filled in."),
    )


def _rows(workbook: Workbook, title: str, name: str) -> Iterator[tuple[str, list[Entry]]]:
    """Each row's submission, and what a person wrote on it."""
    for number, cells in _cells(workbook, title, _READ, name):
        if cells[SUBMISSION]:
            yield cells[SUBMISSION], list(_entries(cells, title, number))
        elif any(cells[column] for column in (CORRECTION, DESCRIPTION, CONFIRMED)):
            raise _torn(name, title, number)


def _page_rows(workbook: Workbook, name: str) -> Iterator[PageEntry]:
    for number, cells in _cells(workbook, PAGES, _READ_OF_PAGES, name):
        if cells[SUBMISSION] and cells[PAGE].isdecimal():
            yield PageEntry(
                sheet=PAGES,
                row=number,
                submission=cells[SUBMISSION],
                page=int(cells[PAGE]),
                codes=tuple(cells[CODES].split()),
                target=cells[BELONGS],
                confirmed=cells[CONFIRMED].lower() in _SAYS_YES,
            )
        elif cells[BELONGS] or cells[CONFIRMED]:
            raise _torn(name, PAGES, number)


def _torn(name: str, title: str, number: int) -> ReviewMismatch:
    reason = _("row {row} of sheet {sheet} lost its hidden columns")
    return _not_a_review(name, reason.format(row=number, sheet=title))


def _cells(
    workbook: Workbook, title: str, wanted: Sequence[str], name: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each row below the header, and its cells by their column's title."""
    rows = workbook[title].iter_rows(values_only=True)
    header = [_text(value) for value in next(rows, ())]
    try:
        at = {column: header.index(column) for column in wanted}
    except ValueError as error:
        reason = _("sheet {sheet} lacks a column ({reason})").format(sheet=title, reason=error)
        raise _not_a_review(name, reason) from error
    for number, row in enumerate(rows, start=2):
        yield number, {column: _text(row[position]) for column, position in at.items()}


def _entries(cells: dict[str, str], title: str, number: int) -> Iterator[Entry]:
    codes = tuple(cells[CODES].split())

    def entry(path: str, value: str | None) -> Entry:
        return Entry(title, number, cells[SUBMISSION], path, codes, value)

    if cells[CORRECTION]:
        emptied = cells[CORRECTION] in _SAYS_EMPTY
        yield entry(cells[PATH], "" if emptied else cells[CORRECTION])
    elif cells[CONFIRMED].lower() in _SAYS_YES:
        yield entry(cells[PATH], None)
    if cells[DESCRIPTION]:
        item = cells[PATH].removeprefix("answers/").removesuffix("/conclusion")
        yield entry(f"answers/{item}/record", cells[DESCRIPTION])


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
