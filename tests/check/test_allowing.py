"""Findings that stay: allowed with a reason, in the contract or the paragraph, or known before."""

from __future__ import annotations

from pathlib import Path

import pytest

from docforge.check import Settings
from docforge.check.baseline import beyond, read_baseline, write_baseline
from docforge.check.examining import examined
from docforge.check.project import project_of
from docforge.errors import ConfigurationError
from tests.check.word_files import TEXT, Word, contract, p, table

ALONE = "{% if a %}甲"


def codes(word: Word, folder: Path) -> list[str]:
    return [each.code for each in word.examined(folder)]


def test_a_comment_in_the_paragraph_allows_with_a_reason(tmp_path: Path) -> None:
    word = Word(p("{name}{# docforge: allow S117 because 原文如此 #}{{ a }}"))
    assert codes(word, tmp_path) == []
    allowed = examined(word.put(tmp_path)).allowed
    assert [(each.code, because) for each, because in allowed] == [("S117", "原文如此")]


@pytest.mark.parametrize("because", ["because 印制", "因为 印制", "：印制"])
def test_a_reason_can_be_given_in_chinese_too(because: str, tmp_path: Path) -> None:
    word = Word(p(f"{{name}}{{# docforge: allow S117 {because} #}}{{{{ a }}}}"))
    assert codes(word, tmp_path) == []


def test_a_comment_of_its_own_paragraph_speaks_of_the_next(tmp_path: Path) -> None:
    comment = "{#p docforge: allow S117 because 原文如此 #}"
    assert codes(Word(p(comment) + p("{name}{{ a }}")), tmp_path) == []
    assert codes(Word(p(comment) + p("") + p("{name}{{ a }}")), tmp_path) == ["X003", "S117"]


def test_without_a_reason_nothing_is_allowed(tmp_path: Path) -> None:
    word = Word(p("{name}{# docforge: allow S117 #}{{ a }}"))
    assert sorted(codes(word, tmp_path)) == ["S117", "X002"]


def test_allowing_what_is_not_there_is_told(tmp_path: Path) -> None:
    word = Word(p("甲{# docforge: allow S117, S104 because 印制 #}{{ a }}"))
    assert codes(word, tmp_path) == ["X003", "X003"]


def test_the_contract_allows_by_place_and_words(tmp_path: Path) -> None:
    body = table(("{name}", "{other}")) + p("{{ a }}")
    given = {"code": "S117", "where": "cell 1", "text": "{name}", "because": "省局统一印制"}
    word = Word(body, contract({"a": TEXT}, {"a": "甲"}, allow=[given]))
    found = word.examined(tmp_path)
    assert [(each.code, each.text) for each in found] == [("S117", "{other}")]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    ("where", "allowed"),
    [("table 1", True), ("表1", True), ("cell 2", True), ("第1列", False), ("table 11", False)],
)
def test_a_place_that_is_allowed_holds_in_every_language(
    where: str, *, allowed: bool, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCFORGE_LANG", language)
    given = {"code": "S117", "where": where, "because": "省局统一印制"}
    word = Word(
        table(("甲", "{other}")) + p("{{ a }}"), contract({"a": TEXT}, {"a": "甲"}, allow=[given])
    )
    assert codes(word, tmp_path) == ([] if allowed else ["S117", "X003"])


def test_what_no_rule_looked_for_may_be_allowed(tmp_path: Path) -> None:
    path = Word(p("甲{# docforge: allow S117 because 印制 #}{{ a }}")).put(tmp_path)
    for ignored, told in ((frozenset[str](), ["X003"]), (frozenset({"S117"}), [])):
        assert [each.code for each in examined(path, Settings(ignored=ignored)).findings] == told


def test_table_1_is_not_table_11(tmp_path: Path) -> None:
    given = {"code": "S117", "where": "table 1", "because": "省局统一印制"}
    body = "".join(table((text,)) for text in [*"甲乙丙丁戊己庚辛壬癸", "{other}"]) + p("{{ a }}")
    word = Word(body, contract({"a": TEXT}, {"a": "甲"}, allow=[given]))
    assert codes(word, tmp_path) == ["S117", "X003"]


def test_the_baseline_hides_what_was_there_and_shows_what_is_new(tmp_path: Path) -> None:
    path, kept = Word(p("{{ a|dat }}")).put(tmp_path), tmp_path / "baseline.json"
    first = examined(path)
    assert write_baseline(kept, [(path, first.findings)]) == 1
    baseline = read_baseline(kept)
    assert beyond(baseline, kept, path, first.findings) == []
    Word(p("新") + p("{{ a|dat }}") + p("{{ b|dat }}")).put(tmp_path)
    new = beyond(baseline, kept, path, examined(path).findings)
    assert [each.text for each in new] == ["{{ b|dat }}"]


@pytest.mark.parametrize("content", ["", "[]", '{"docforge": "other"}', '{"files": 3}'])
def test_what_is_no_baseline_is_told(content: str, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(content)
    with pytest.raises(ConfigurationError, match=r"b\.json"):
        read_baseline(path)


def project(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.docforge.check]\n{text}\n", "utf-8")


def test_a_project_says_what_it_wants(tmp_path: Path) -> None:
    project(tmp_path, 'fail-on = "warning"\nper-file-ignores = {"老/*.docx" = ["S1"]}')
    made = project_of(tmp_path)
    assert made.fail_on == "warning"
    assert made.ignored_in(tmp_path / "老" / "a.docx") == {"S1"}
    assert made.ignored_in(tmp_path / "新" / "a.docx") == frozenset()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('fail_onn = "x"', "fail-on"),
        ('ignore = ["S999"]', "S999"),
        ('profile = "letters"', "profile"),
        ("ignore = 3", "ignore"),
    ],
)
def test_a_project_that_is_wrong_is_told(text: str, told: str, tmp_path: Path) -> None:
    project(tmp_path, text)
    with pytest.raises(ConfigurationError, match=told):
        project_of(tmp_path)


def test_a_rule_that_fails_is_a_finding_and_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from docforge.check.rules import RULES

    def failing(_subject: object) -> object:
        raise KeyError("机器")

    broken = replace(RULES["S104"], look=failing)  # type: ignore[arg-type]
    monkeypatch.setitem(RULES, "S104", broken)
    found = Word(p("{name}{{ a }}")).examined(tmp_path)
    assert sorted(each.code for each in found) == ["S117", "X001"]
    failed = next(each for each in found if each.code == "X001")
    assert "S104" in failed.message


@pytest.mark.parametrize("name", ["a.doc", "a.dotx", "a.docm"])
def test_other_kinds_of_word_files_are_told(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    assert [each.code for each in examined(path).findings] == ["X004"]


def test_what_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    assert [each.code for each in examined(tmp_path / "none.docx").findings] == ["X000"]
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    assert [each.code for each in examined(tmp_path / "a.docx").findings] == ["X000"]


def test_data_stand_in_for_a_contract(tmp_path: Path) -> None:
    settings = Settings(data={"企业名称": "甲公司", "items": []})
    word = Word(p("{{ 企业名稱 }}{% for a in 企业名称 %}{% endfor %}{{ items[0].name }}"))
    found = {each.code for each in word.examined(tmp_path, settings)}
    assert {"D205", "D203"} <= found
