"""The samples on disk are what the script makes, and they show what an office gets back."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("docx")
pytest.importorskip("samples.make", reason="the script is not in the wheel")

from docforge.flags import FLAGS
from docforge.model import Conclusion
from samples.make import lists, readme
from samples.make.__main__ import FOLDER, all_samples
from samples.make.people import LISTED, UNLISTED, credit_code
from samples.make.sample import Sample
from samples.make.truth import as_json

SAMPLES = all_samples()


def parts(office_file: bytes) -> dict[str, bytes]:
    """The parts that hold the content; styles and pictures differ with the library's version."""
    kept = ("word/document.xml", "xl/sharedStrings.xml", "xl/worksheets/")
    with zipfile.ZipFile(io.BytesIO(office_file)) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith(kept)}


def truths() -> list[dict[str, Any]]:
    return [json.loads((FOLDER / f"{sample.stem}.truth.json").read_bytes()) for sample in SAMPLES]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_making_a_sample_again_changes_nothing(sample: Sample) -> None:
    if not sample.name.endswith(".pdf"):
        assert parts(sample.content()) == parts((FOLDER / sample.name).read_bytes())
    assert as_json(sample.truth) == (FOLDER / f"{sample.stem}.truth.json").read_bytes()


def test_the_lists_and_the_readme_are_those_the_script_writes() -> None:
    assert parts(lists.workbook()) == parts((FOLDER / "enterprises.xlsx").read_bytes())
    assert lists.gbk_table() == (FOLDER / "enterprises-gbk.csv").read_bytes()
    assert (FOLDER / "letterhead.yaml").read_text("utf-8") == lists.LETTERHEAD
    assert readme.readme(SAMPLES) == (FOLDER / "README.md").read_bytes()


def test_every_form_in_the_folder_has_its_truth_beside_it() -> None:
    forms = {path.stem for path in FOLDER.glob("[0-9]*") if ".truth" not in path.name}
    truth = {path.name.removesuffix(".truth.json") for path in FOLDER.glob("*.truth.json")}
    assert forms == truth == {sample.stem for sample in SAMPLES}


def test_truths_speak_the_vocabulary_of_the_model() -> None:
    for truth in truths():
        marked = [code for answer in truth["answers"].values() for code in answer.get("flags", ())]
        listed = truth.get("list", {}).get("flags", [])
        assert {*truth["flags"], *marked, *listed} <= set(FLAGS)
        assert set(marked) <= set(truth["flags"])
        for answer in truth["answers"].values():
            assert answer["conclusion"] in set(Conclusion)


def test_a_checklist_answers_all_sixteen_items() -> None:
    for truth in truths():
        if truth["form"] == "shanxi-2022/inspection-record":
            assert len(truth["answers"]) == 16


def test_enough_records_tell_of_things_in_order_to_measure_false_alarms() -> None:
    told = [
        answer["record"]
        for truth in truths()
        for answer in truth["answers"].values()
        if answer["conclusion"] == "conform" and answer["record"] and not answer.get("flags")
    ]
    assert len(told) >= 200
    assert len(set(told)) >= 140


def test_the_credit_code_of_the_standard_comes_out_with_its_check_digit() -> None:
    # GB 32100-2015, example.
    assert credit_code("350100", "M000100Y") == "91350100M000100Y43"


def test_only_one_firm_of_the_list_holds_two_licences() -> None:
    names = Counter(firm.name for firm in LISTED)
    assert len(LISTED) >= 30
    assert [name for name, count in names.items() if count > 1] == ["云州新膜塑业有限公司"]
    assert len({firm.licence_no for firm in LISTED + UNLISTED}) == len(LISTED + UNLISTED)


def test_the_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in Path(FOLDER).glob("*.*")) < 3_000_000
