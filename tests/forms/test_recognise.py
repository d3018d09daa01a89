"""Which form a paper is does not depend on which forms it is compared with first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docforge import readers
from docforge.forms import load_catalogue, recognise
from docforge.forms.lines import Line, lines_of
from docforge.forms.paper import Paper
from docforge.forms.recognise import KNOWN, score
from docforge.layout import Cell, Text

SAMPLES = Path(__file__).parents[2] / "samples"
FORMS = sorted((*SAMPLES.glob("*.docx"), *SAMPLES.glob("*.xlsx")))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_the_best_of_all_forms_is_found_without_comparing_them_all(path: Path) -> None:
    catalogue = load_catalogue()
    lines = lines_of(readers.read(path.read_bytes()))
    scores = {form.id: score(lines, form, catalogue) for form in catalogue}
    best = max(scores, key=lambda form: scores[form])
    found = recognise(lines, catalogue)
    assert found.nearest is not None
    assert (found.nearest.id, found.score) == (best, round(scores[best], 3))
    assert (found.form is not None) == (scores[best] >= KNOWN)


def _line(*texts: str) -> Line:
    cells = tuple(Cell(1, number, (Text(text),)) for number, text in enumerate(texts, start=1))
    return Line(cells, page=1)


def test_a_title_is_known_whatever_stands_around_it() -> None:
    titles = load_catalogue().titles
    form = load_catalogue().get("shanxi-2022/inspection-record")
    assert titles.has(form.title)
    assert titles.like(form.title)[form.id].whole == 1.0
    assert titles.has_part(form.title[:14])
    assert not titles.has_part(form.title)
    assert not titles.has("企业名称：云州鹿台水泥有限公司")
    assert not titles.has(form.title + "甲" * 90)


def test_nothing_is_no_form() -> None:
    found = recognise([_line("")], load_catalogue())
    assert found.form is None
    assert found.score == 0.0


def test_of_a_register_of_thousands_only_the_upper_rows_are_looked_at() -> None:
    catalogue = load_catalogue()
    returned = lines_of(readers.read((SAMPLES / "41-steel-register.xlsx").read_bytes()))
    table = max(line.table for line in returned)
    cells = tuple(Cell(1, number, (Text(f"第{number}项"),)) for number in range(1, 11))
    below = [replace(_line(), cells=cells, table=table)] * 5_000
    found = recognise([*returned, *below], catalogue)
    assert found.form is not None
    assert len(Paper([*returned, *below]).lines) < len(returned) + 500
