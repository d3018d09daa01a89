"""Reports: for people, and as the programs that read them take them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from docforge.check.diagnostic import Diagnostic, Severity, Spot, fingerprints
from docforge.check.reporting import FORMATS
from docforge.check.reporting.json_report import CheckReport
from docforge.check.reporting.run import Checked, Run
from docforge.check.rules import RULES
from tests.check.word_files import Word, p

ROOT = Path(__file__).parent.parent.parent
AWKWARD = "100%: 第1条,\n“{{ a }}”\x0b<b>&"
FOUND = Diagnostic(
    "S104",
    Severity.ERROR,
    AWKWARD,
    spot=Spot("document", where="paragraph 3", line=3),
    text="{% if a %}",
    remedy="Type the end.",
    context="甲{% if a %}乙",
    mendable=True,
)
MILD = Diagnostic("P334", Severity.INFO, "author: “王”")
RUN = Run(
    (
        Checked(Path("模板 1.docx"), (FOUND, MILD), ((FOUND, "原文如此"),), 2),
        Checked(Path("b.docx")),
    )
)


@pytest.mark.parametrize("form", FORMATS)
def test_every_report_is_text_that_ends_with_its_line(form: str) -> None:
    text = FORMATS[form](RUN)
    assert text.endswith("\n")
    assert "S104" in text
    text.encode()


def test_text_groups_by_file_and_place_and_sums_up() -> None:
    lines = FORMATS["text"](RUN).splitlines()
    assert lines[:2] == ["模板 1.docx", "  paragraph 3"]
    assert "error S104" in lines[2]
    assert "甲{% if a %}乙" in lines[3]
    assert lines[-1] == (
        "2 files: 1 errors, 0 warnings, 1 notes. 1 can be mended with --fix. 1 are allowed. "
        "2 are in the baseline."
    )
    assert "\x0b" not in "".join(lines)


def test_json_fits_its_published_schema() -> None:
    report = json.loads(FORMATS["json"](RUN))
    schema = json.loads((ROOT / "docs" / "check.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(report)
    assert CheckReport.model_validate(report).files[0].findings[0].line == 3
    assert report["files"][0]["allowed"][0]["because"] == "原文如此"


def test_sarif_names_rules_places_and_fingerprints() -> None:
    log = json.loads(FORMATS["sarif"](RUN))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == list(RULES)
    assert all(each["help"]["text"] and each["shortDescription"]["text"] for each in rules)
    first = run["results"][0]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "S104"
    place = first["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "%E6%A8%A1%E6%9D%BF%201.docx"
    assert place["physicalLocation"]["region"]["snippet"]["text"] == "甲{% if a %}乙"
    assert place["logicalLocations"][0]["name"] == "paragraph 3"
    assert first["partialFingerprints"] == {"docforge/v1": fingerprints([FOUND])[0]}
    assert run["results"][-1]["suppressions"][0]["justification"] == "原文如此"


def test_sarif_keeps_to_its_standard() -> None:
    _keeps(json.loads(FORMATS["sarif"](RUN)))


def _keeps(log: dict[str, Any]) -> None:
    """What SARIF 2.1.0 requires of the objects that are used here (sections 3.13 to 3.59)."""
    assert log["version"] == "2.1.0"
    for run in log["runs"]:
        driver = run["tool"]["driver"]
        assert driver["name"]
        identifiers = [each["id"] for each in driver["rules"]]
        assert len(set(identifiers)) == len(identifiers)
        for each in driver["rules"]:
            assert each["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        for result in run["results"]:
            assert result["message"]["text"]
            assert result["level"] in ("none", "note", "warning", "error")
            assert identifiers[result["ruleIndex"]] == result["ruleId"]
            for location in result["locations"]:
                assert location["physicalLocation"]["region"]["startLine"] >= 1
            for each in result.get("suppressions", ()):
                assert each["kind"] in ("inSource", "external")


def test_junit_counts_what_fails_and_holds_what_xml_can() -> None:
    root = etree.fromstring(FORMATS["junit"](RUN).encode())
    assert (root.get("tests"), root.get("failures")) == ("3", "1")
    suites = root.findall("testsuite")
    assert [each.get("name") for each in suites] == ["模板 1.docx", "b.docx"]
    for suite in suites:
        assert int(suite.get("tests") or 0) == len(suite.findall("testcase"))
        assert int(suite.get("failures") or 0) == len(suite.findall("testcase/failure"))
    assert suites[0].findtext("testcase/system-out") == "info: author: “王”"


def test_github_commands_are_escaped() -> None:
    first = FORMATS["github"](RUN).splitlines()[0]
    assert first.startswith("::error file=模板 1.docx,line=3,title=docforge S104::")
    message = first.partition("::error ")[2].partition("::")[2]
    assert "100%25" in message
    assert "%0A" in message


def test_fingerprints_survive_paragraphs_that_move(tmp_path: Path) -> None:
    before = Word(p("{% if a %}甲")).examined(tmp_path)
    after = Word(p("新的一段") + p("") + p("{% if a %}甲")).examined(tmp_path)
    assert before[0].spot.line != after[0].spot.line
    assert fingerprints(before) == fingerprints(after)


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    assert len(set(fingerprints([FOUND, FOUND]))) == 2
