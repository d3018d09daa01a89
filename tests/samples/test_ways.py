"""Every way in which people fill in a form is read as they meant it: samples/ways, all formats."""

from __future__ import annotations

import pytest

pytest.importorskip("docx")
pytest.importorskip("samples.make", reason="the script is not in the wheel")

from docforge import libreoffice
from docforge.flags import FLAGS
from docforge.forms import Catalogue, load_catalogue
from samples.make.ways.asking import asked
from samples.make.ways.truth import FOLDER, WaySample, all_samples, as_yaml
from samples.make.ways.way import Way, all_ways

SAMPLES = list(all_samples())
WAYS = list(all_ways())


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def _case(sample: WaySample) -> object:
    marks = [pytest.mark.heavy] if sample.format == "old" else []
    return pytest.param(sample, id=f"{sample.format}/{sample.path.name}", marks=marks)


@pytest.mark.parametrize("sample", [_case(sample) for sample in SAMPLES])
def test_a_form_is_read_as_it_was_meant(sample: WaySample, catalogue: Catalogue) -> None:
    if sample.format == "old" and libreoffice.program() is None:
        pytest.skip("LibreOffice is not installed")
    assert asked(sample, catalogue).all_wrong() == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_making_a_way_again_gives_the_truth_that_lies_there(way: Way) -> None:
    assert (FOLDER / way.name).is_file()
    assert (FOLDER / way.name).with_suffix(".yaml").read_bytes() == as_yaml(way.truth)


def test_no_file_lies_there_that_nothing_makes() -> None:
    made = {way.name for way in WAYS}
    assert {f"{sample.format}/{sample.path.name}" for sample in SAMPLES} == made


def test_truths_speak_the_vocabulary_of_the_flags() -> None:
    assert {code for sample in SAMPLES for code in sample.truth.flags} <= set(FLAGS)
