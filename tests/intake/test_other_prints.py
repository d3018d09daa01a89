"""Scanned checklists whose options are no boxes before their words, read against their blanks.

The scans were drawn and spoiled by `benchmarks/checklist_set.py`; their truth lies beside them.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from docforge.intake.parsing import parsing_for
from docforge.model import Conclusion

SCANS = Path(__file__).with_name("other_prints")
FORMS = Path(__file__).parents[2] / "benchmarks" / "forms" / "yunzhou-2023"
OTHERS = ["columns", "words"]


@pytest.mark.parametrize(
    "name",
    ["behind", "brackets", *(pytest.param(name, marks=pytest.mark.heavy) for name in OTHERS)],
)
def test_what_was_marked_is_read_and_what_was_struck_out_again_is_not(
    tmp_path: Path, name: str
) -> None:
    truth = json.loads((SCANS / f"{name}.json").read_text(encoding="utf-8"))
    own = str(truth["form"]).partition("/")[2]
    folder = tmp_path / FORMS.name
    folder.mkdir()
    shutil.copy(FORMS / f"{own}.yaml", folder)
    shutil.copy(SCANS / f"{own}.blank.pdf", folder)
    (form,) = parsing_for(parsers=tmp_path).submissions(
        (SCANS / f"{name}.pdf").read_bytes(), f"{name}.pdf"
    )
    assert form.form.id == truth["form"]
    read = {answer.item: answer.conclusion.value for answer in form.answers}
    assert read == {item: answer["conclusion"] for item, answer in truth["answers"].items()}
    for answer in form.answers:
        codes = {flag.code for flag in answer.evidence.conclusion.flags}
        assert ("struck_text" in codes) == ("struck" in truth["answers"][answer.item])
        assert ("two_marks" in codes) == (answer.conclusion is Conclusion.CONFLICT)
