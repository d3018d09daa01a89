"""Forms that other offices made themselves: what moved, was renamed or torn is read alike."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from docforge import parse
from docforge.forms import load_catalogue
from docforge.model import Submission
from samples.make.bureaus.sheet import Grid, Words
from tests.forms import made_elsewhere as elsewhere
from tests.forms.made_elsewhere import Column

CATALOGUE = load_catalogue()
ONE_BAND = [f.id for f in CATALOGUE if f.kind == "register" and len(f.bands) == 1]
TWO_BANDS = [f.id for f in CATALOGUE if f.kind == "register" and len(f.bands) == 2]
CHECKLISTS = [f.id for f in CATALOGUE if f.kind == "checklist"]
CHANGES = {
    "reversed": elsewhere.reversed_columns,
    "numbers lost": elsewhere.without_numbers,
    "no numbers": elsewhere.no_number_column,
    "a column more": elsewhere.with_a_stranger,
    "other names": elsewhere.renamed(CATALOGUE),
}
ENDINGS = ("docx", "xlsx")
HEADERS = ("again", "not again")
ROWS = 3


def thinned(*choices: Iterable[str]) -> list[ParameterSet]:
    """All combinations; all but every seventh are left to the long run."""
    return [
        pytest.param(*each, marks=[pytest.mark.heavy] if place % 7 else [])
        for place, each in enumerate(product(*choices))
    ]


def parsed(content: bytes, ending: str, folder: Path) -> Submission:
    path = folder / f"returned.{ending}"
    path.write_bytes(content)
    (read,) = parse(path)
    return read


def rows_of(read: Submission) -> list[dict[str, object]]:
    return [
        {key: own.value for key, own in row.cells.items() if key != "sequence"} for row in read.rows
    ]


@pytest.mark.parametrize(("form", "change", "ending"), thinned(ONE_BAND, CHANGES, ENDINGS))
def test_a_register_with_changed_columns_reads_alike(
    form: str, change: str, ending: str, tmp_path: Path
) -> None:
    definition = CATALOGUE.get(form)
    columns, wanted = elsewhere.register_columns(definition, definition.bands[0].columns, ROWS)
    columns = CHANGES[change](columns)
    rows = [*elsewhere.header_rows(columns), *(elsewhere.data_row(columns, n) for n in range(ROWS))]
    table = elsewhere.grid(rows, len(columns))
    read = parsed(elsewhere.as_file(definition.title, [table], ending), ending, tmp_path)
    assert read.form.id == form
    assert rows_of(read) == wanted


@pytest.mark.parametrize(("form", "header", "ending"), thinned(ONE_BAND, HEADERS, ENDINGS))
def test_a_register_torn_over_pages_reads_alike(
    form: str, header: str, ending: str, tmp_path: Path
) -> None:
    definition = CATALOGUE.get(form)
    columns, wanted = elsewhere.register_columns(definition, definition.bands[0].columns, ROWS)
    printed = elsewhere.header_rows(columns)
    data = [elsewhere.data_row(columns, number) for number in range(ROWS)]
    first = elsewhere.grid([*printed, *data[:2]], len(columns))
    second = elsewhere.grid([*(printed if header == "again" else []), data[2]], len(columns))
    blocks: list[Words | Grid] = [first, Words("第1页 共2页"), second]
    read = parsed(elsewhere.as_file(definition.title, blocks, ending), ending, tmp_path)
    assert read.form.id == form
    assert rows_of(read) == wanted


@pytest.mark.parametrize(
    ("form", "change", "headers_stand", "ending"),
    thinned(TWO_BANDS, CHANGES, ("each", "once"), ENDINGS),
)
def test_a_register_of_two_bands_reads_alike(
    form: str, change: str, headers_stand: str, ending: str, tmp_path: Path
) -> None:
    definition = CATALOGUE.get(form)
    bands: list[list[Column]] = []
    wanted: list[dict[str, object]] = [{} for _row in range(ROWS)]
    for band in definition.bands:
        columns, expected = elsewhere.register_columns(definition, band.columns, ROWS)
        bands.append(CHANGES[change](columns))
        wanted = [{**one, **other} for one, other in zip(wanted, expected, strict=True)]
    width = max(map(len, bands))
    repeated = headers_stand == "each"
    headers = [elsewhere.header_rows(own) for own in bands]
    rows = [] if repeated else [line for header in headers for line in header]
    for number in range(ROWS):
        for own, header in zip(bands, headers, strict=True):
            rows += [*(header if repeated else []), elsewhere.data_row(own, number)]
    content = elsewhere.as_file(definition.title, [elsewhere.grid(rows, width)], ending)
    read = parsed(content, ending, tmp_path)
    assert read.form.id == form
    assert rows_of(read) == wanted


CHECKLIST_CHANGES = {
    "reversed": elsewhere.reversed_columns,
    "numbers lost": elsewhere.numbers_dropped,
    "a column more": elsewhere.with_a_stranger,
    "other names": elsewhere.headed_otherwise(CATALOGUE),
}


def said_in(read: Submission, form: str) -> dict[str, tuple[str, str]]:
    stated = {item.id for item in CATALOGUE.get(form).items if item.statement}
    return {
        answer.item: (str(answer.conclusion), answer.record or "")
        for answer in read.answers
        if answer.item not in stated
    }


@pytest.mark.parametrize(
    ("form", "change", "ending"), thinned(CHECKLISTS, CHECKLIST_CHANGES, ENDINGS)
)
def test_a_checklist_with_changed_columns_reads_alike(
    form: str, change: str, ending: str, tmp_path: Path
) -> None:
    definition = CATALOGUE.get(form)
    columns, wanted = elsewhere.checklist_columns(definition)
    columns = CHECKLIST_CHANGES[change](columns)
    rows = [*elsewhere.header_rows(columns)]
    rows += [elsewhere.data_row(columns, number) for number in range(len(definition.items))]
    content = elsewhere.as_file(definition.title, [elsewhere.grid(rows, len(columns))], ending)
    read = parsed(content, ending, tmp_path)
    assert read.form.id == form
    assert said_in(read, form) == wanted


@pytest.mark.parametrize(("form", "header", "ending"), thinned(CHECKLISTS, HEADERS, ENDINGS))
def test_a_checklist_torn_over_pages_reads_alike(
    form: str, header: str, ending: str, tmp_path: Path
) -> None:
    definition = CATALOGUE.get(form)
    columns, wanted = elsewhere.checklist_columns(definition)
    printed = elsewhere.header_rows(columns)
    data = [elsewhere.data_row(columns, number) for number in range(len(definition.items))]
    half = len(data) // 2
    first = elsewhere.grid([*printed, *data[:half]], len(columns))
    second = elsewhere.grid([*(printed if header == "again" else []), *data[half:]], len(columns))
    blocks: list[Words | Grid] = [first, Words("第1页 共2页"), second]
    content = elsewhere.as_file(definition.title, blocks, ending)
    read = parsed(content, ending, tmp_path)
    assert read.form.id == form
    assert said_in(read, form) == wanted
