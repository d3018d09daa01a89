"""A review workbook that came back: what was corrected, what was confirmed, applied to findings.

All or nothing: a workbook with one correction that does not fit is refused with every fault
named, so that nobody sends out half of what was corrected.
"""

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

from docforge import forms
from docforge.errors import DocforgeError, ExitCode, ReviewMismatch
from docforge.forms import Catalogue, InvalidCorrection
from docforge.intake.confirming import confirm, confirmable
from docforge.intake.doubts import spot_of
from docforge.messages import translate as _
from docforge.model import Submission
from docforge.refusals import refusal
from docforge.sheets.review import (
    CODES,
    CONFIRMED,
    CORRECTION,
    DESCRIPTION,
    EMPTIED,
    HINTS,
    PATH,
    REVIEW,
    SUBMISSION,
)

_SAYS_YES = frozenset({"是", "对", "√", "✓", "✔", "y", "yes", "1", "true", "确认", "确认无误"})
_READ = (SUBMISSION, PATH, CODES, CORRECTION, DESCRIPTION, CONFIRMED)
_SAYS_EMPTY = frozenset({EMPTIED, "(空)", "空"})


class InvalidReview(DocforgeError):
    """Corrections that do not fit; `faults` names each with its sheet and row."""

    code = "invalid_review"
    exit_code = ExitCode.USAGE

    def __init__(
        self,
        what: str,
        *,
        source: str = "",
        where: str = "",
        remedy: str = "",
        faults: Sequence[str] = (),
    ) -> None:
        super().__init__(what, source=source, where=where, remedy=remedy)
        self.faults = tuple(faults)


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
    """A filled-in workbook: every submission it speaks of, and the rows that were filled in."""

    name: str
    submissions: frozenset[str]
    entries: tuple[Entry, ...]


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
    return Review(path.name, frozenset(submissions), tuple(entries))


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
    rows = workbook[title].iter_rows(values_only=True)
    header = [_text(value) for value in next(rows, ())]
    try:
        at = {wanted: header.index(wanted) for wanted in _READ}
    except ValueError as error:
        reason = _("sheet {sheet} lacks a column ({reason})").format(sheet=title, reason=error)
        raise _not_a_review(name, reason) from error
    for number, row in enumerate(rows, start=2):
        cells = {wanted: _text(row[position]) for wanted, position in at.items()}
        written = [cells[column] for column in (CORRECTION, DESCRIPTION, CONFIRMED)]
        if cells[SUBMISSION]:
            yield cells[SUBMISSION], list(_entries(cells, title, number))
        elif any(written):
            reason = _("row {row} of sheet {sheet} lost its hidden columns")
            raise _not_a_review(name, reason.format(row=number, sheet=title))


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


def apply_review(
    submissions: Sequence[Submission], review: Review, catalogue: Catalogue
) -> tuple[Submission, ...]:
    """The submissions with everything applied that a person wrote, findings derived anew.

    Raises ReviewMismatch where the workbook belongs to other findings, InvalidReview where a
    correction does not fit; nothing is applied then.
    """
    _check_belongs(submissions, review)
    faults: list[str] = []
    of_submission: dict[str, list[Entry]] = {}
    for entry in review.entries:
        of_submission.setdefault(entry.submission, []).append(entry)
    done = tuple(
        _applied(submission, of_submission.get(submission.id, []), catalogue, faults)
        for submission in submissions
    )
    if faults:
        raise InvalidReview(
            _("{count} entries do not fit; nothing was applied").format(count=len(faults)),
            source=review.name,
            faults=faults,
        )
    return done


def _check_belongs(submissions: Sequence[Submission], review: Review) -> None:
    known = {submission.id: submission for submission in submissions}
    strange = sorted(review.submissions - known.keys())
    if not strange:
        for entry in review.entries:
            try:
                spot_of(known[entry.submission], entry.path)
            except KeyError:
                strange.append(f"{entry.submission} {entry.path}")
    if strange:
        raise ReviewMismatch(
            _("it speaks of forms that these findings do not hold: {ids}").format(
                ids=", ".join(strange[:3]) + (" …" if len(strange) > 3 else "")
            ),
            source=review.name,
            remedy=_("Give the findings and the review workbook of the same run."),
        )


def _applied(
    submission: Submission, entries: Sequence[Entry], catalogue: Catalogue, faults: list[str]
) -> Submission:
    """One submission corrected; what does not fit is added to `faults`."""
    said: dict[str, str | None] = {}
    corrected = submission
    for entry in entries:
        if entry.path in said and said[entry.path] != entry.value:
            faults.append(f"{entry.where}: " + _("another row says otherwise of the same value"))
            continue
        said[entry.path] = entry.value
        if entry.value is None:
            if confirmable(submission, entry.path, entry.codes):
                corrected = confirm(corrected, entry.path, entry.codes)
            else:
                faults.append(
                    f"{entry.where}: "
                    + _(
                        "nothing stands here that could be confirmed; write it under {column}"
                    ).format(column=CORRECTION)
                )
            continue
        try:
            corrected = forms.correct(corrected, {entry.path: entry.value}, catalogue)
        except InvalidCorrection as error:
            faults.append(f"{entry.where}: {error}")
    if not entries or submission.form.id is None:
        return corrected
    return forms.derive(corrected, catalogue)
