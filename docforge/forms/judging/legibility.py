"""What of a scanned form was not read with certainty, said at each value.

Only confidences are looked at: probabilities that the reader gives its marks and words.
"""

from __future__ import annotations

from collections.abc import Iterator

from docforge.flags import FlagClass
from docforge.forms.definitions.definition import Definition
from docforge.model import Answer, Conclusion, Evidence, Flagged, Submission, flag

SURE_MARK = 0.9
"""Marks below this are looked at by a person (figures in docs/scans.md)."""
SURE_TEXT = 0.95
"""The same for what was written."""
SURE_NAME = 0.997
"""And for the enterprise's name, which says who gets the notice."""

_BOXES = "☐☑□"
"""Fewer boxes in what was read than the item offers: options were not seen, perhaps the marked
one, so that no mark means nothing.
"""
_UNDECIDED = (Conclusion.CONFLICT, Conclusion.UNKNOWN)


def hard_to_read(submission: Submission, form: Definition) -> Iterator[Flagged]:
    """A flag at every mark, text and name of a scan that a person must compare with the paper."""
    by_text = submission.form.way == "text"
    recorded = any(map(_has_record_cell, submission.answers))
    for answer in submission.answers:
        path, evidence = f"answers/{answer.item}", answer.evidence
        lost = recorded and not _has_record_cell(answer)
        undecided = answer.conclusion in _UNDECIDED and not _read_with_doubt(evidence.conclusion)
        unseen = _unseen(submission, answer, form)
        if undecided or unseen or evidence.conclusion.confidence < SURE_MARK:
            doubt = flag("doubtful_mark", evidence.conclusion.place, raw=evidence.conclusion.raw)
            yield Flagged(f"{path}/conclusion", doubt)
        for part, value in (("record", answer.record), ("remark", answer.remark)):
            own: Evidence = getattr(evidence, part)
            overlooked = by_text and part == "record" and (lost or own.confidence < SURE_TEXT)
            if overlooked or (value and own.confidence < SURE_TEXT):
                yield Flagged(f"{path}/{part}", flag("doubtful_text", own.place, raw=own.raw))
    for number, row in enumerate(submission.rows, start=1):
        for key, cell in row.cells.items():
            least = SURE_NAME if key == "enterprise_name" else SURE_TEXT
            if cell.raw.strip() and cell.confidence < least and not _read_with_doubt(cell):
                doubt = flag("doubtful_text", cell.place, raw=cell.raw)
                yield Flagged(f"rows/{number}/{key}", doubt)
    for field in form.fields:
        for key in filter(None, (field.key, field.until)):
            yield from _field(submission, key, field.type == "choice", bool(field.signature))


def _has_record_cell(answer: Answer) -> bool:
    """Whether the place of an item's record was seen: where it was not, the record stands at the
    conclusion's, and what was written may have been put to no column.
    """
    own, conclusion = answer.evidence.record.place, answer.evidence.conclusion.place
    return own is not None and own != conclusion


def _unseen(submission: Submission, answer: Answer, form: Definition) -> bool:
    """Whether options of an item were not seen: one of them may be the marked one.

    On a known blank they all stand where they are looked for; what was chosen there is chosen.
    """
    if form.conclusions in ("text", "score"):
        return False
    item, raw = form.item_by_id[answer.item], answer.evidence.conclusion.raw
    boxes = sum(map(raw.count, _BOXES))
    columns = sum(f" {word}:" in f" {raw}" for word in form.printed(item))
    fewer = max(boxes, columns) < len(item.offers)
    by_text = submission.form.way == "text"
    return fewer and (by_text or answer.conclusion is Conclusion.UNANSWERED)


def _field(submission: Submission, key: str, choice: bool, signed: bool) -> Iterator[Flagged]:
    field = submission.fields.get(key)
    if field is None or (not field.raw.strip() and field.confidence >= SURE_MARK):
        return
    if choice and field.confidence < SURE_MARK:
        yield Flagged(f"fields/{key}", flag("doubtful_mark", field.place, raw=field.raw))
        return
    least = SURE_NAME if key == "enterprise_name" else SURE_TEXT
    if not choice and field.value is not None and (signed or field.confidence < least):
        code = "signature_read" if signed else "doubtful_text"
        yield Flagged(f"fields/{key}", flag(code, field.place, raw=field.raw))


def _read_with_doubt(evidence: Evidence) -> bool:
    return any(each.flag_class is FlagClass.READING for each in evidence.flags)
