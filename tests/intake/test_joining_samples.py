"""The samples joined with their list, against the truth beside each."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docforge import data
from docforge.intake.parsing import Parsing, parsing_for, read_bytes

SAMPLES = data.shipped("samples")
_JOIN_FLAGS = {
    "enterprise_ambiguous",
    "enterprise_offered",
    "enterprise_not_listed",
    "list_differs",
}


@cache
def parsing(listed: str) -> Parsing:
    return parsing_for(enterprises=SAMPLES / listed)


def joined_samples() -> list[tuple[Path, dict[str, Any]]]:
    found = []
    for truth in sorted(SAMPLES.glob("*.truth.json")):
        expected = json.loads(truth.read_text("utf-8")).get("list")
        source = next(
            path for path in SAMPLES.glob(f"{truth.name.removesuffix('.truth.json')}.*")
            if path != truth
        )  # fmt: skip
        if expected:
            found.append((source, expected))
    return found


@pytest.mark.parametrize(
    ("source", "expected"), joined_samples(), ids=lambda each: getattr(each, "name", "")
)
def test_a_sample_is_joined_as_its_truth_says(source: Path, expected: dict[str, Any]) -> None:
    read = parsing("enterprises.xlsx").submissions(read_bytes(source), source.name)
    form = next(each for each in read if each.form.id)
    assert {entry.flag.code for entry in form.flagged()} & _JOIN_FLAGS == set(expected["flags"])
    if expected["licence_no"] and "list_differs" not in expected["flags"]:
        assert form.text("licence_no") == expected["licence_no"]


def test_the_list_says_the_same_as_workbook_and_as_csv_in_gbk() -> None:
    as_workbook, as_csv = (
        parsing(name).enterprises for name in ("enterprises.xlsx", "enterprises-gbk.csv")
    )
    assert as_workbook is not None
    assert as_csv is not None
    assert [entry.values() for entry in as_workbook.entries] == [
        entry.values() for entry in as_csv.entries
    ]
