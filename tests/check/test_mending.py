"""`--fix`: what is surely meant is put right, looks and all else stay."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docforge.check import Settings
from docforge.check.examining import examined
from docforge.check.mending import Mended, difference, mended
from docforge.check.rules import RULES
from docforge.check.story import own_words
from docforge.check.subject import Subject
from tests.check.word_files import Word, p, run

DEFAULT = Settings()


def put_right(word: Word, folder: Path) -> tuple[Mended | None, Path]:
    path = word.put(folder)
    return mended(examined(path), DEFAULT), path


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("｛｛ 企业名称 ｝｝", "{{ 企业名称 }}"),
        ("｛｛企业名称}}", "{{企业名称}}"),
        ("｛％ if a ％｝甲｛％ endif ％｝", "{% if a %}甲{% endif %}"),
        ("{企业名称}", "{{ 企业名称 }}"),
        ("{{ 企业名称 }", "{{ 企业名称 }}"),
        ("{ 企业名称 }}", "{{ 企业名称 }}"),
        ("{ { 企业名称 } }", "{{ 企业名称 }}"),
        ("{{ 日期｜date（“yyyy”） }}", "{{ 日期|date(“yyyy”) }}"),
        ("{{ na\u200bme }}", "{{ name }}"),
        ("{% for a in b %}{{ a }}{% endfro %}", "{% for a in b %}{{ a }}{% endfor %}"),
        ("{% if a %}甲{% elseif b %}乙{% endif %}", "{% if a %}甲{% elif b %}乙{% endif %}"),
        ("{% if a %}甲{% else if b %}乙{% endif %}", "{% if a %}甲{% elif b %}乙{% endif %}"),
    ],
)
def test_what_is_surely_meant_is_put_right(wrong: str, right: str, tmp_path: Path) -> None:
    made, path = put_right(Word(p(wrong) + p("{{ 单位 }}")), tmp_path)
    assert made is not None
    assert [(each.before, each.after) for each in made.lines] == [(wrong, right)]
    assert made.examined.findings == ()
    assert f"-{wrong}\n+{right}\n" in difference(made, path)


def test_mending_twice_changes_nothing(tmp_path: Path) -> None:
    made, path = put_right(Word(p("｛｛ 企业名称｜date ｝｝，{name}")), tmp_path)
    assert made is not None
    path.write_bytes(made.content)
    assert mended(examined(path), DEFAULT) is None


def test_every_other_member_stays_byte_for_byte(tmp_path: Path) -> None:
    made, path = put_right(Word(p("{name}{{ a }}")), tmp_path)
    assert made is not None
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(io.BytesIO(made.content)) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["word/document.xml"]


def test_runs_keep_their_looks(tmp_path: Path) -> None:
    bold = run("单位", "<w:b/>")
    made, path = put_right(Word(p("由", bold, "：{na", "me}", run("。", "<w:i/>"))), tmp_path)
    assert made is not None
    (paragraph, *_rest) = Subject(path, made.content).body.paragraphs
    texts = [
        (each.text, each.getparent().find("{*}rPr") is not None)  # type: ignore[union-attr]
        for each in paragraph.iter("{*}t")
    ]
    assert own_words(paragraph) == "由单位：{{ name }}。"
    assert texts[1] == ("单位", True)
    assert texts[-1] == ("。", True)


def test_a_tag_typed_in_several_looks_is_gathered_into_its_first_run(tmp_path: Path) -> None:
    made, path = put_right(Word(p(run("{{ na", "<w:b/>"), "me }}", "后")), tmp_path)
    assert made is not None
    assert made.examined.findings == ()
    texts = [each.text or "" for each in Subject(path, made.content).body.root.iter("{*}t")]
    assert texts[:3] == ["{{ name }}", "", "后"]


def test_copies_for_old_programs_are_put_right_as_well(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('{name}')}</w:txbxContent>"
    body = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    path = Word(body + p("{{ a }}")).put(tmp_path)
    first = examined(path)
    assert [each.code for each in first.findings] == ["S117"]
    made = mended(first, DEFAULT)
    assert made is not None
    words = [each.text for each in Subject(path, made.content).body.root.iter("{*}t")]
    assert words.count("{{ name }}") == 2


def test_what_is_allowed_is_left_alone(tmp_path: Path) -> None:
    word = Word(p("{name}{# docforge: allow S117 because 原文如此 #}{{ a }}"))
    assert put_right(word, tmp_path)[0] is None


MENDS = [rule.mend for rule in RULES.values() if rule.mend is not None]
PIECES = st.sampled_from(
    [
        *"{}%｛｝％ ｜|（）(),，",
        "{{",
        "}}",
        "{%",
        "%}",
        "name",
        "企业",
        "if",
        "endfro",
        "else if",
        "a",
    ]
)


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_mend_changes_its_own_result(text: str) -> None:
    for mend in MENDS:
        made = text
        for change in sorted(mend(text), key=lambda each: -each.start):
            made = made[: change.start] + change.text + made[change.end :]
        again = made
        for change in sorted(mend(made), key=lambda each: -each.start):
            again = again[: change.start] + change.text + again[change.end :]
        assert again == made
