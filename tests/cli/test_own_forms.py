"""A form of one's own: drafted from the empty print, read before anybody edits the draft."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from docforge import data, parse
from docforge.forms.definitions.catalogue import load_catalogue, load_definition
from tests.cli.command_line import run

SAMPLES = data.shipped("samples")
LABELS = load_catalogue().labels
FOOD = (
    ("一、场所卫生", "食品处理区地面是否清洁、无积水。"),
    ("一、场所卫生", "防蝇防鼠设施是否完好。"),
    ("二、人员管理", "从业人员是否持有效健康证明。"),
    ("二、人员管理", "从业人员是否按要求洗手消毒。"),
    ("三、原料", "是否存在使用超过保质期的食品原料。"),
    ("三、原料", "进货查验记录是否齐全。"),
)


def food_form(path: Path, answers: Sequence[str] = (), firm: str = "") -> Path:
    """A food checklist: 是 and 否 each in a column of its own, as another bureau prints it."""
    document = Document()
    document.add_paragraph("餐饮服务食品安全日常检查表")
    document.add_paragraph(f"被检查单位：{firm}    食品经营许可证号：")
    table = document.add_table(len(FOOD) + 1, 6)
    rows = [("序号", "检查项目", "检查内容", "是", "否", "备注")]
    for number, (section, text) in enumerate(FOOD, start=1):
        said = answers[number - 1] if answers else ""
        ticks = ("√" if said == "是" else "", "√" if said == "否" else "")
        rows.append((str(number), section, text, *ticks, ""))
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph("检查人员签字：            检查日期：    年  月  日")
    document.save(str(path))
    return path


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    form = tmp_path / "own" / "food.yaml"
    result = run("forms", "new", food_form(tmp_path / "blank.docx"), "-o", form)
    assert result.exit_code == 0, result.output
    return form


def test_a_draft_has_kind_title_fields_columns_and_items(drafted: Path) -> None:
    form = load_definition(drafted, LABELS)
    assert (form.id, form.kind, form.title) == (
        "own/food",
        "checklist",
        "餐饮服务食品安全日常检查表",
    )
    assert [item.text for item in form.items] == [text for _, text in FOOD]
    assert (form.options.conform, form.options.nonconform) == ("是", "否")
    assert {"enterprise_name", "inspectors", "inspected_on"} <= set(form.keys())


def test_where_yes_is_the_problem_the_draft_says_so(drafted: Path) -> None:
    form = load_definition(drafted, LABELS)
    assert [item.yes_means or "conform" for item in form.items] == [
        *("conform",) * 4,
        "nonconform",
        "conform",
    ]
    assert "# settle: " in drafted.read_text("utf-8")


def test_filled_copies_are_read_before_anyone_edits_the_draft(
    drafted: Path, tmp_path: Path
) -> None:
    answers = ("是", "否", "是", "是", "否", "否")
    filled = food_form(tmp_path / "filled.docx", answers, "云州小满餐饮店")
    (submission,) = parse(filled, parsers=drafted.parent.parent)
    assert submission.form.id == "own/food"
    assert submission.value("enterprise_name") == "云州小满餐饮店"
    said = [str(answer.conclusion) for answer in submission.answers]
    # 5 asks whether outdated food is used: 否 is well.
    assert said == ["conform", "nonconform", "conform", "conform", "conform", "nonconform"]


def test_a_draft_of_a_shipped_form_reads_its_samples_as_the_definition_does(
    tmp_path: Path,
) -> None:
    form = tmp_path / "own" / "record.yaml"
    assert run("forms", "new", SAMPLES / "04-empty.docx", "-o", form).exit_code == 0
    for name in ("01-all-in-order.docx", "03-many-problems.docx", "20-typed-boxes.xlsx"):
        (wanted,) = parse(SAMPLES / name)
        (read,) = parse(SAMPLES / name, parsers=form.parent.parent, form="own/record")
        same = sum(
            (one.conclusion, one.record) == (other.conclusion, other.record)
            for one, other in zip(wanted.answers, read.answers, strict=True)
        )
        assert same >= 0.9 * len(wanted.answers), name


def test_a_register_is_drafted_from_its_header(tmp_path: Path) -> None:
    form = tmp_path / "own" / "list.yaml"
    assert run("forms", "new", SAMPLES / "814-xialu-2020-findings-register.xlsx", "-o", form)
    definition = load_definition(form, LABELS)
    assert definition.kind == "register"
    assert "enterprise_name" in {column.key for column in definition.register_columns}


def test_testing_a_form_shows_what_is_read_and_what_is_left_over(
    drafted: Path, tmp_path: Path
) -> None:
    filled = food_form(tmp_path / "filled.docx", ("是",) * 6, "云州小满餐饮店")
    result = run("forms", "test", drafted, filled)
    assert result.exit_code == 0, result.output
    assert "2 conform" in result.output
    assert "enterprise_name = 云州小满餐饮店" in result.output
    document = Document(str(filled))
    document.add_table(1, 1).cell(0, 0).text = "与本表毫不相干的手写内容若干"
    document.save(str(filled))
    result = run("forms", "test", drafted, filled)
    assert result.exit_code == 1
    assert "left over: 与本表毫不相干的手写内容若干" in result.output


def test_testing_tells_a_file_that_is_another_form(drafted: Path) -> None:
    result = run("forms", "test", drafted, SAMPLES / "61-visits.xlsx")
    assert result.exit_code == 1
    assert "this does not look like the form" in result.output


def test_the_schema_that_a_draft_names_lies_beside_it(drafted: Path) -> None:
    first = drafted.read_text("utf-8").splitlines()[0]
    assert (drafted.parent / first.partition("$schema=")[2]).is_file()


def test_a_letter_is_no_form_to_draft_from(tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    document = Document()
    document.add_paragraph("关于开会的通知")
    document.save(str(letter))
    result = run("forms", "new", letter, "-o", tmp_path / "x.yaml")
    assert result.exit_code != 0
    assert "letter.docx" in result.output
    assert not (tmp_path / "x.yaml").exists()
