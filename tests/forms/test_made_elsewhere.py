"""Forms that other offices made themselves: what moved, was renamed or torn is read alike."""

from __future__ import annotations

from pathlib import Path

import pytest

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
ROWS = 3


def parsed(content: bytes, ending: str, folder: Path) -> Submission:
    path = folder / f"returned.{ending}"
    path.write_bytes(content)
    (read,) = parse(path)
    return read


def rows_of(read: Submission) -> list[dict[str, object]]:
    return [
        {key: own.value for key, own in row.cells.items() if key != "sequence"} for row in read.rows
    ]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("form", ONE_BAND)
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


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("header_again", [True, False], ids=["header again", "no header"])
@pytest.mark.parametrize("form", ONE_BAND)
def test_a_register_torn_over_pages_reads_alike(
    form: str, header_again: bool, ending: str, tmp_path: Path
) -> None:
    definition = CATALOGUE.get(form)
    columns, wanted = elsewhere.register_columns(definition, definition.bands[0].columns, ROWS)
    header = elsewhere.header_rows(columns)
    data = [elsewhere.data_row(columns, number) for number in range(ROWS)]
    first = elsewhere.grid([*header, *data[:2]], len(columns))
    second = elsewhere.grid([*(header if header_again else []), data[2]], len(columns))
    blocks: list[Words | Grid] = [first, Words("第1页 共2页"), second]
    read = parsed(elsewhere.as_file(definition.title, blocks, ending), ending, tmp_path)
    assert read.form.id == form
    assert rows_of(read) == wanted


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("repeated", [True, False], ids=["headers each", "headers once"])
@pytest.mark.parametrize("form", TWO_BANDS)
def test_a_register_of_two_bands_reads_alike(
    form: str, repeated: bool, change: str, ending: str, tmp_path: Path
) -> None:
    definition = CATALOGUE.get(form)
    bands: list[list[Column]] = []
    wanted: list[dict[str, object]] = [{} for _row in range(ROWS)]
    for band in definition.bands:
        columns, expected = elsewhere.register_columns(definition, band.columns, ROWS)
        bands.append(CHANGES[change](columns))
        wanted = [{**one, **other} for one, other in zip(wanted, expected, strict=True)]
    width = max(map(len, bands))
    headers = [elsewhere.header_rows(own) for own in bands]
    rows = [] if repeated else [line for header in headers for line in header]
    for number in range(ROWS):
        for own, header in zip(bands, headers, strict=True):
            rows += [*(header if repeated else []), elsewhere.data_row(own, number)]
    content = elsewhere.as_file(definition.title, [elsewhere.grid(rows, width)], ending)
    read = parsed(content, ending, tmp_path)
    assert read.form.id == form
    assert rows_of(read) == wanted
