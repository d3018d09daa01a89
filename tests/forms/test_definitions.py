"""Form definitions: what ships is whole; what is wrong is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from docforge import data
from docforge.errors import ConfigurationError
from docforge.forms.definitions.catalogue import Labels, load_catalogue, load_definition

NO_LABELS = Labels(fields={}, columns={})
SMALL = """\
docforge: form@1
id: test/small
kind: checklist
title: 小检查表
source: 测试
fields:
  - {key: enterprise_name, print: 企业名称}
columns:
  - {role: content, print: 检查内容}
sections:
  - number: 1
    title: 证照
    items:
      - id: "1.1"
        text: 营业执照是否有效。
"""


def _load(folder: Path, text: str) -> None:
    path = folder / "form.yaml"
    path.write_text(text, encoding="utf-8")
    load_definition(path, NO_LABELS)


def test_the_inspection_record_has_nine_sections_and_sixteen_items() -> None:
    form = load_catalogue().get("shanxi-2022/inspection-record")
    assert (len(form.sections), len(form.items)) == (9, 16)
    three = [item.id for item in form.items if "not_applicable" in item.offers]
    assert three == ["2.2", "2.3", "2.4", "3.1", "3.2", "4.1", "4.2", "6.1"]
    assert form.item_by_id["6.1"].remark == "如果产品不涉及产业政策，则为不适用"


def test_the_steel_register_has_two_bands_of_fourteen_and_eighteen_columns() -> None:
    form = load_catalogue().get("shanxi-2022/steel-register")
    assert [len(band.columns) for band in form.bands] == [14, 18]


def test_every_statute_that_an_item_names_exists() -> None:
    statutes: set[str] = set()
    for path in (data.shipped("templates") / "statutes").glob("*.yaml"):
        law = yaml.safe_load(path.read_text(encoding="utf-8"))
        statutes |= {article["id"] for article in law["articles"]}
    named = {basis for form in load_catalogue() for item in form.items for basis in item.basis}
    assert named
    assert named <= statutes


def test_a_sound_definition_loads(tmp_path: Path) -> None:
    _load(tmp_path, SMALL)


@pytest.mark.parametrize(
    ("wrong", "line", "what"),
    [
        (SMALL.replace("kind: checklist", "kind: checklst"), 3, "kind"),
        (SMALL.replace("role: content", "role: contents"), 9, "role"),
        (SMALL.replace("        text: 营业执照是否有效。\n", ""), 14, "text"),
        (SMALL + "colour: red\n", 16, "colour"),
        (SMALL.replace("title: 小检查表", "title: [小检查表"), 4, "YAML"),
        ("id: test/small\n", 1, "docforge: form@1"),
    ],
)
def test_a_wrong_definition_names_file_line_and_fault(
    tmp_path: Path, wrong: str, line: int, what: str
) -> None:
    with pytest.raises(ConfigurationError) as raised:
        _load(tmp_path, wrong)
    assert raised.value.source.endswith("form.yaml")
    assert what in raised.value.what
    # An unclosed bracket is noticed where the next line cannot go on.
    assert abs(int(raised.value.where.removeprefix("line ")) - line) <= 1


def test_an_item_defined_twice_is_refused(tmp_path: Path) -> None:
    again = '      - {id: "1.1", text: 营业执照是否有效。}\n'
    with pytest.raises(ConfigurationError, match=r"1\.1 is defined twice"):
        _load(tmp_path, SMALL + again)


def test_an_unknown_form_is_told_with_the_nearest_ids() -> None:
    with pytest.raises(ConfigurationError, match="shanxi-2022/inspection-record"):
        load_catalogue().get("shanxi-2022/inspection-recrd")


def test_an_own_definition_stands_before_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "shanxi-2022"
    own.mkdir()
    text = (data.shipped("parsers") / "shanxi-2022" / "issue-summary.yaml").read_text("utf-8")
    changed = text.replace("source: 晋市监函", "source: 本局修订 晋市监函")
    (own / "issue-summary.yaml").write_text(changed, encoding="utf-8")
    form = load_catalogue(tmp_path).get("shanxi-2022/issue-summary")
    assert form.source.startswith("本局修订")


FORMS = {
    "shanxi-2022": "issue-summary inspection-record steel-register cement-register "
    "rectification-report uninspected-enterprises",
    "anshan-2018": "licensed-checklist unlicensed-checklist work-ledger",
    "jieyang-2019": "failed-products self-check rectification-report liaison producers sellers "
    "business-users statistics-inspection statistics-enforcement",
    "xialu-2020": "findings-register",
    "samr-2023": "statistics",
}


def test_every_form_of_the_source_documents_is_known() -> None:
    named = {f"{issuer}/{form}" for issuer, forms in FORMS.items() for form in forms.split()}
    assert {form.id for form in load_catalogue()} == named
    assert len(named) == 20


def test_every_definition_names_its_source_and_its_schema() -> None:
    for form in load_catalogue():
        assert form.source
        assert form.path is not None
        first = form.path.read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../../docs/form.schema.json"


def test_forms_that_are_only_named_are_marked_as_proposed() -> None:
    printed = {
        "shanxi-2022/issue-summary",
        "shanxi-2022/inspection-record",
        "shanxi-2022/steel-register",
        "shanxi-2022/cement-register",
        "anshan-2018/licensed-checklist",
        "anshan-2018/unlicensed-checklist",
    }
    assert {form.id for form in load_catalogue() if not form.proposed} == printed


def test_the_anshan_checklists_print_eleven_and_ten_items() -> None:
    licensed = load_catalogue().get("anshan-2018/licensed-checklist")
    unlicensed = load_catalogue().get("anshan-2018/unlicensed-checklist")
    assert [item.id for item in licensed.items] == [str(n) for n in range(1, 12)]
    assert [item.id for item in unlicensed.items] == [str(n) for n in range(1, 11)]
    for form in (licensed, unlicensed):
        assert [item.id for item in form.items if item.serious] == ["1", "2", "3", "4"]
        clauses = [clause.id for item in form.items for clause in item.clauses]
        assert clauses == ["6.method.3", "8.method.2"]


def test_the_cement_register_has_two_bands_of_thirteen_and_fourteen_columns() -> None:
    form = load_catalogue().get("shanxi-2022/cement-register")
    assert [len(band.columns) for band in form.bands] == [13, 14]
