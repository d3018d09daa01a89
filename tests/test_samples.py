"""Every sample is read as its truth says: the form, each field, each answer, each finding."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from docforge import readers
from docforge.forms import load_catalogue
from docforge.intake.stack import understand
from docforge.model import Answer, Conclusion, Source, Submission

SAMPLES = Path(__file__).parent.parent / "samples"
TRUTHS = sorted(SAMPLES.glob("*.truth.json"))


def _source_of(truth: Path) -> Path:
    stem = truth.name.removesuffix(".truth.json")
    return next(p for p in SAMPLES.glob(f"{stem}.*") if not p.name.endswith(".truth.json"))


def _read(path: Path) -> list[Submission]:
    data = path.read_bytes()
    document = readers.read(data)
    source = Source(name=path.name, sha256=hashlib.sha256(data).hexdigest(), media=document.media)
    return understand(document, source, load_catalogue())


def _value(submission: Submission, key: str) -> Any:
    value = submission.value(key)
    return list(value) if isinstance(value, tuple) else value


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "conclusion": answer.conclusion.value,
        "record": answer.record,
        "remark": answer.remark,
    }


@pytest.fixture(scope="module", params=TRUTHS, ids=lambda path: path.name.split(".")[0])
def case(request: pytest.FixtureRequest) -> tuple[Submission, dict[str, Any]]:
    first, *others = _read(_source_of(request.param))
    assert all(other.form.id is None for other in others)
    return first, json.loads(request.param.read_text(encoding="utf-8"))


Case = tuple[Submission, dict[str, Any]]


def test_every_form_has_samples_in_two_formats() -> None:
    endings: dict[str, set[str]] = {form.id: set() for form in load_catalogue()}
    for truth in SAMPLES.glob("*.truth.json"):
        form = json.loads(truth.read_text("utf-8"))["form"]
        name = truth.name.removesuffix(".truth.json")
        if form in endings:
            found = {path.suffix for path in SAMPLES.glob(f"{name}.*")}
            endings[form] |= found & {".docx", ".xlsx", ".pdf"}
    assert [form for form, found in endings.items() if len(found) < 2] == []


def test_there_are_enough_samples_in_every_format() -> None:
    kinds = [_source_of(truth).suffix for truth in TRUTHS]
    assert len(kinds) >= 16
    assert {".docx", ".xlsx", ".pdf"} <= set(kinds)


def test_the_form_is_recognised_by_its_content(case: Case) -> None:
    submission, truth = case
    assert submission.form.id == truth["form"]


def test_the_fields_of_head_and_foot_are_read(case: Case) -> None:
    submission, truth = case
    expected = truth.get("fields", {})
    assert {key: _value(submission, key) for key in expected} == expected


def test_every_answer_is_read(case: Case) -> None:
    submission, truth = case
    for item, expected in truth.get("answers", {}).items():
        answer = submission.answer(item)
        assert answer is not None
        wanted = {key: expected[key] for key in _answer(answer) if key in expected}
        assert {key: _answer(answer)[key] for key in wanted} == wanted, item


def test_the_findings_follow(case: Case) -> None:
    submission, truth = case
    assert [(f.description, f.corrected_on_site) for f in submission.findings] == [
        (f["description"], f["corrected_on_site"]) for f in truth.get("findings", [])
    ]


def test_the_rows_of_registers_are_read(case: Case) -> None:
    submission, truth = case
    expected = truth.get("rows", [])
    assert len(submission.rows) == len(expected)
    for row, wanted in zip(submission.rows, expected, strict=True):
        assert {key: row.cells[key].value for key in wanted} == wanted


def test_the_doubts_that_must_be_raised_are_raised(case: Case) -> None:
    submission, truth = case
    raised = {entry.flag.code for entry in submission.flagged()}
    assert set(truth.get("flags", [])) <= raised


def test_at_most_one_in_twenty_problem_flags_on_conforming_answers_is_wrong() -> None:
    raised = wrong = 0
    for truth_path in TRUTHS:
        truth = json.loads(truth_path.read_text(encoding="utf-8"))
        for submission in _read(_source_of(truth_path)):
            for path, flag in submission.flagged():
                if flag.code != "conform_with_problem":
                    continue
                raised += 1
                item = path.split("/")[1]
                wrong += flag.code not in truth["answers"][item].get("flags", [])
    assert raised
    assert wrong <= raised / 20


def test_an_answer_that_was_not_marked_is_never_conform() -> None:
    for truth_path in TRUTHS:
        truth = json.loads(truth_path.read_text(encoding="utf-8"))
        unmarked = [
            item
            for item, answer in truth.get("answers", {}).items()
            if answer["conclusion"] in ("unanswered", "unknown", "conflict")
        ]
        if not unmarked:
            continue
        submission = _read(_source_of(truth_path))[0]
        for item in unmarked:
            answer = submission.answer(item)
            assert answer is not None
            assert answer.conclusion is not Conclusion.CONFORM
