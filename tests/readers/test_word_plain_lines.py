"""Plain lines are read in one pass, which must not be seen in what is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docforge.readers.word import blocks, read
from tests.readers.word_file import docx, paragraph, run

SAMPLES = Path(__file__).parents[2] / "samples"
FORMS = sorted((*SAMPLES.glob("*.docx"), *SAMPLES.glob("ways/word/*.docx")))


def _never_plain(*_: object) -> None:
    return None


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.name)
def test_a_form_reads_the_same_when_no_line_is_taken_as_plain(
    form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = form.read_bytes()
    quickly = read(data)
    monkeypatch.setattr(blocks, "plain_pieces", _never_plain)
    assert read(data) == quickly


_WORDS = st.sampled_from(["甲", " 乙 ", "□", "√", "符合", "（ ）", "\u200b丙", "\uf0fe", "R", ""])
_LOOKS = st.sampled_from(
    [
        "",
        "<w:b/>",
        "<w:strike/>",
        "<w:vanish/>",
        '<w:u w:val="single"/>',
        '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>',
    ]
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=st.lists(st.tuples(_WORDS, _LOOKS), max_size=6))
def test_any_line_of_runs_reads_the_same(
    runs: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = docx(paragraph("".join(run(words, look) for words, look in runs)))
    quickly = read(data)
    with monkeypatch.context() as patch:
        patch.setattr(blocks, "plain_pieces", _never_plain)
        assert read(data) == quickly
