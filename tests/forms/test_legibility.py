"""What a form read by its text shows to a person though nothing seems to stand there."""

from __future__ import annotations

from docforge.forms import load_catalogue
from docforge.forms.judging.legibility import hard_to_read
from docforge.model import (
    Answer,
    AnswerEvidence,
    Conclusion,
    Evidence,
    FormMatch,
    Source,
    Submission,
    Way,
)
from docforge.place import Place

_FORM = load_catalogue().get("shanxi-2022/inspection-record")
_CONCLUSION, _RECORD = (
    Place(page=1, box=(300, 90, 350, 120)),
    Place(page=1, box=(360, 90, 420, 120)),
)


def _answer(item: str, record: Evidence) -> Answer:
    definition = _FORM.item_by_id[item]
    conclusion = Evidence(raw="☑符合 ☐不符合 ☐不适用", place=_CONCLUSION)
    evidence = AnswerEvidence(conclusion=conclusion, record=record)
    return Answer(
        item=item,
        section=definition.section,
        text=definition.text,
        conclusion=Conclusion.CONFORM,
        evidence=evidence,
    )


def _doubted(way: Way, *records: Evidence) -> list[str]:
    items = [item.id for item in _FORM.items]
    form = Submission(
        id="0123456789ab-1",
        source=Source(name="扫描.pdf"),
        form=FormMatch(id=_FORM.id, score=1.0, way=way),
        answers=tuple(_answer(item, each) for item, each in zip(items, records, strict=False)),
    )
    return [each.path for each in hard_to_read(form, _FORM) if each.path.endswith("/record")]


def test_an_empty_record_in_which_ink_was_seen_is_doubted() -> None:
    inked, empty = Evidence(confidence=0.0, place=_RECORD), Evidence(place=_RECORD)
    assert _doubted("text", inked, empty) == [f"answers/{_FORM.items[0].id}/record"]


def test_a_record_whose_cell_was_not_seen_where_others_were_is_doubted() -> None:
    lost, seen = Evidence(place=_CONCLUSION), Evidence(place=_RECORD)
    assert _doubted("text", lost, seen) == [f"answers/{_FORM.items[0].id}/record"]
    assert _doubted("text", lost, lost) == []
    assert _doubted("own-blank", lost, seen) == []
