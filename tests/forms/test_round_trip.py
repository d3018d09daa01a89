"""A random form, filled, laid out and marked in some way, gives back what went in."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from docforge import readers
from docforge.forms import load_catalogue
from docforge.intake.stack import understand
from docforge.model import Source
from tests.forms.filled_forms import FORM, Filled, as_word, filled_forms


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(filled_forms())
def test_a_rendered_form_parses_back_to_what_went_in(filled: Filled) -> None:
    document = readers.read(as_word(filled))
    source = Source(name="form.docx", sha256="0" * 64, media=document.media)
    (submission,) = understand(document, source, load_catalogue())

    assert submission.form.id == FORM.id
    assert submission.value("enterprise_name") == filled.name
    assert submission.value("inspectors") == ("张伟", "李娜")
    assert submission.value("inspected_on") == "2022-07-05"
    read = {answer.item: answer.conclusion.value for answer in submission.answers}
    assert read == {item: answer or "unanswered" for item, answer in filled.answers.items()}
    records = {answer.item: answer.record or "" for answer in submission.answers}
    assert records == filled.records
    remarks = {answer.item: answer.remark for answer in submission.answers}
    assert remarks == dict.fromkeys(remarks)
