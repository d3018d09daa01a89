"""Blanks of other bureaus, drafted and then read: nine cells of ten right before anyone edits.

The longer measurement, with PDFs, is `python -m benchmarks.drafts --pdf`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from benchmarks.drafts import ASKED, Copy, compared, copies, definition_of, read_with
from docforge import data, readers
from docforge.configuration import schema_of
from docforge.errors import UnreadableFile
from docforge.forms import Definition, load_catalogue
from docforge.forms.definitions.definition import Definition as Model
from docforge.forms.drafting import SCHEMA_FILE, draft
from docforge.layout import Document, Notice, NoticeCode, Page
from samples.make.bureaus import BLANKS
from samples.make.bureaus.printing import drawn, with_clicking_boxes
from samples.make.bureaus.sheet import Blank

DIGITAL = [(own, e) for own in BLANKS for e in own.formats if e != "pdf"]
BY_NAME = {blank.name: blank for blank in BLANKS}


def drafted(name: str, folder: Path, ending: str = "docx") -> Definition:
    return definition_of(drawn(BY_NAME[name], ending)[0], folder, f"own/{name}")


@pytest.mark.parametrize(("blank", "ending"), DIGITAL, ids=lambda own: getattr(own, "name", own))
def test_an_unedited_draft_reads_a_filled_copy(blank: Blank, ending: str, tmp_path: Path) -> None:
    style = blank.styles[0]
    form = definition_of(drawn(blank, ending)[0], tmp_path, f"own/{blank.name}")
    filled, truth = drawn(blank, ending, style)
    tally = compared(form, read_with(form, filled), truth)
    assert tally.share >= ASKED, tally.wrong
    assert read_with(form, filled, alone=False) is not None, "it is not recognised by itself"


@pytest.mark.heavy
def test_drafts_read_every_style_and_format() -> None:
    low: list[str] = []
    for blank, ending, empty, filled in copies(pdf=True, names=[]):
        low += [_told(blank, ending, empty, copy) for copy in filled]
    assert [line for line in low if line] == []


def _told(blank: Blank, ending: str, empty: bytes, copy: Copy) -> str:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        form = definition_of(empty, Path(folder), f"own/{blank.name}")
    tally = compared(form, read_with(form, copy.filled), copy.truth)
    return "" if tally.share >= ASKED else f"{blank.name} {ending} {copy.style}: {tally.wrong}"


def test_items_that_print_other_options_keep_their_own(tmp_path: Path) -> None:
    form = drafted("hazardous-chemicals", tmp_path)
    assert form.options.not_applicable == "不涉及"
    asked = form.item_by_id["4"]
    assert asked.options is not None
    assert (form.printed(asked), asked.yes_means) == (("是", "否"), "nonconform")
    assert form.word(asked, "conform") == "否"


def test_printed_numbers_of_several_levels_become_the_ids(tmp_path: Path) -> None:
    form = drafted("gas-station", tmp_path)
    assert [item.id for item in form.items][:3] == ["1.1.1", "1.1.2", "1.2.1"]
    assert [section.title for section in form.sections][:2] == ["总平面", "工艺设备"]


def test_a_heading_over_group_and_item_names_the_items(tmp_path: Path) -> None:
    form = drafted("plant-two-columns", tmp_path)
    assert [section.title for section in form.sections] == ["现场管理", "设备设施"]
    assert form.columns[0].role == "content"


def test_points_conclude_where_a_form_gives_points(tmp_path: Path) -> None:
    form = drafted("restaurant-scores", tmp_path)
    assert form.conclusions == "score"
    assert [item.points for item in form.items][:3] == [5, 5, 10]


def test_a_choice_in_the_head_is_drafted_with_its_options(tmp_path: Path) -> None:
    form = drafted("medical-devices", tmp_path)
    field = next(own for own in form.fields if own.print == "经营方式")
    assert (field.type, field.options) == ("choice", ("批发", "零售"))


def test_a_label_below_its_line_is_drafted_as_one(tmp_path: Path) -> None:
    form = drafted("gas-station", tmp_path)
    assert form.field_by_key["enterprise_name"].label_follows


def test_two_stars_make_an_item_grave_and_one_star_is_settled() -> None:
    text = _draft_of(
        ("序号", "检查内容", "检查结果"),
        ("1**", "是否取得许可。", "□是 □否"),
        ("2", "是否使用不合格原料。**", "□是 □否"),
        ("*3", "记录是否完整。", "□是 □否"),
    )
    items = yaml.safe_load(text)["sections"][0]["items"]
    assert [item.get("serious", False) for item in items] == [True, True, False]
    assert items[1]["text"] == "是否使用不合格原料。"
    before = text[: text.index("记录是否完整")]
    assert "# settle: " in before[before.index("是否使用不合格原料") :]


def test_stars_and_signatures_within_an_item_are_its_words() -> None:
    text = _draft_of(
        ("序号", "检查内容", "检查结果"),
        ("1", "合同签字手续齐全", "□是 □否"),
        ("2", "方管规格为50*30，壁厚符合要求", "□是 □否"),
        ("检查人签字", "", ""),
    )
    (section,) = yaml.safe_load(text)["sections"]
    assert [item["text"] for item in section["items"]] == [
        "合同签字手续齐全",
        "方管规格为50*30，壁厚符合要求",
    ]


def test_options_that_nobody_knows_are_told_apart_and_settled() -> None:
    text = _draft_of(
        ("序号", "检查内容", "检查结果"),
        ("1", "消防车通道", "□畅通 □被占用"),
        ("2", "疏散指示标志", "□完好 □损坏"),
    )
    items = yaml.safe_load(text)["sections"][0]["items"]
    options = yaml.safe_load(text)["options"]
    assert (options["conform"], options["nonconform"]) == ("畅通", "被占用")
    assert items[1]["options"]["nonconform"] == "损坏"
    assert "# settle: check which of its options conforms" in text


def test_a_question_that_asks_two_ways_is_settled() -> None:
    text = _draft_of(
        ("序号", "检查内容", "是", "否"),
        ("1", "报告是否齐全，检验日期是否超期。", "", ""),
        ("2", "是否存在超期使用的情形。", "", ""),
    )
    items = yaml.safe_load(text)["sections"][0]["items"]
    assert [item.get("yes_means") for item in items] == [None, "nonconform"]
    assert "it asks two things" in text


def test_the_fullest_sheet_of_a_workbook_is_drafted(tmp_path: Path) -> None:
    assert drafted("open-pit-mine", tmp_path, "xlsx").title == "露天矿山安全生产检查表"


def test_a_picture_without_print_is_told_as_one() -> None:
    page = Page(1, ())
    seen = Document("pdf", (page,), notices=(Notice(NoticeCode.PICTURE_PAGE),))
    with pytest.raises(UnreadableFile, match="picture"):
        draft(seen, load_catalogue(), "own/x")


SCHEMA: dict[str, Any] = schema_of(Model, "form@1")


class _AsJson(yaml.SafeLoader):
    """YAML as an editor checks it: a day is a text."""


_AsJson.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_published_schema_takes_every_shipped_definition() -> None:
    published = json.loads((Path(__file__).parents[2] / "docs" / SCHEMA_FILE).read_text("utf-8"))
    assert published == SCHEMA
    for path in sorted(data.shipped("parsers").glob("*/*.yaml")):
        jsonschema.validate(yaml.load(path.read_text("utf-8"), _AsJson), published)


@pytest.mark.parametrize("blank", BLANKS, ids=lambda own: own.name)
def test_the_schema_takes_every_draft(blank: Blank) -> None:
    ending = blank.formats[0]
    content = with_clicking_boxes(blank, ending)
    text = draft(readers.read(content), load_catalogue(), f"own/{blank.name}")
    jsonschema.validate(yaml.load(text, _AsJson), SCHEMA)
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA_FILE}\n")


def test_the_schema_refuses_what_a_definition_refuses() -> None:
    wrong = {"docforge": "form@1", "id": "own/x", "kind": "list", "title": "表", "source": "本局"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)


def _draft_of(*rows: tuple[str, ...]) -> str:
    """The draft of a form that is one table under a title."""
    from samples.make.bureaus.sheet import Grid, Sheet, Words

    grid = Grid(tuple(1.0 for _column in rows[0]), rows)
    sheet = Sheet((Words("安全检查表", True), Words("单位名称：______"), grid))
    content = drawn(Blank("made", lambda _pen: (sheet,)), "docx")[0]
    return draft(readers.read(content), load_catalogue(), "own/made")
