"""A review workbook that came back, applied to findings: corrected, confirmed, pages moved.

All or nothing: a workbook with one correction that does not fit is refused with every fault
named, so that nobody sends out half of what was corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docforge import forms
from docforge.errors import DocforgeError, ExitCode, ReviewMismatch
from docforge.forms import Catalogue, InvalidCorrection
from docforge.intake.confirming import confirm, confirmable
from docforge.intake.doubts import spot_of
from docforge.intake.filled_review import Entry, Review
from docforge.intake.moving import Asked, asked_of_pages, check_goes_along
from docforge.intake.output import Line
from docforge.intake.rereading import Rereading, in_place
from docforge.messages import translate as _
from docforge.model import Submission
from docforge.sheets.review import CORRECTION


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


def apply_review(
    submissions: Sequence[Submission],
    review: Review,
    catalogue: Catalogue,
    rereading: Rereading | None = None,
) -> tuple[Submission, ...]:
    """The submissions with everything applied that a person wrote, findings derived anew.

    Where pages were moved, `rereading` reads them in their new forms; the other submissions of
    their stack stay as they are. Raises ReviewMismatch where the workbook belongs to other
    findings, InvalidReview where a correction does not fit; nothing is applied then.
    """
    _check_belongs(submissions, review)
    faults: list[str] = []
    asked = asked_of_pages(submissions, review, catalogue, faults)
    entries = (*review.entries, *asked.confirmed)
    of_submission: dict[str, list[Entry]] = {}
    for entry in entries:
        of_submission.setdefault(entry.submission, []).append(entry)
    corrected = tuple(
        _applied(submission, of_submission.get(submission.id, []), catalogue, faults)
        for submission in submissions
    )
    for move in asked.moves:
        check_goes_along(entries, submissions, move.regrouping, faults)
        fault = rereading.fault(move.regrouping) if rereading else _("its pages cannot be read")
        if fault:
            faults.append(f"{move.entry.where}: {fault}")
    _refuse(review, faults)
    if rereading is not None:
        corrected = _read_again(corrected, asked, review, rereading, faults)
        _refuse(review, faults)
    return corrected


def _read_again(
    corrected: tuple[Submission, ...],
    asked: Asked,
    review: Review,
    rereading: Rereading,
    faults: list[str],
) -> tuple[Submission, ...]:
    """The submissions with those of moved pages read anew."""
    result = corrected
    kept: set[tuple[str, str]] = set()
    for move in asked.moves:
        try:
            new = rereading.read(move.regrouping, corrected, kept)
        except DocforgeError as error:
            faults.append(f"{move.entry.where}: {error}")
            continue
        result = tuple(in_place(result, move.regrouping, new))
        for entry in review.entries:
            there = (entry.submission, entry.path) in kept
            if entry.submission in move.regrouping.gone and not there:
                sentence = _("in the form to which its page was moved this has no place")
                faults.append(f"{entry.where}: {sentence}")
    return result


def merged(lines: Iterable[Line], applied: Iterable[Submission]) -> Iterator[Line]:
    """The lines of findings with what became of their submissions, in their order."""
    of_source: dict[str, list[Submission]] = {}
    for each in applied:
        of_source.setdefault(each.source.sha256 or each.id, []).append(each)
    for line in lines:
        if isinstance(line, Submission):
            yield from of_source.pop(line.source.sha256 or line.id, ())
        else:
            yield line


def _refuse(review: Review, faults: Sequence[str]) -> None:
    if faults:
        raise InvalidReview(
            _("{count} entries do not fit; nothing was applied").format(count=len(faults)),
            source=review.name,
            faults=faults,
        )


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
