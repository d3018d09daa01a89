"""Tables for other systems: what each is told, and that nothing is told that nobody knows."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from docforge import data
from docforge.cli.export import check_keys_of
from docforge.documents.working_days import WorkCalendar
from docforge.errors import ConfigurationError
from docforge.exports.mapping import Mapping, load_mapping, mapping_called, mappings
from docforge.exports.records import Known
from docforge.exports.tables import Exporting, ExportTable
from docforge.exports.writing import csv_bytes, xlsx_bytes
from docforge.forms import load_catalogue
from docforge.model import Answer, Conclusion, Submission, flag
from docforge.tables.workbooks import workbook_sheets
from tests.cli.command_line import run
from tests.documents.document_cases import KNOWN, finding, row, submission

SHIPPED = data.shipped("templates") / "exports"
SAMPLES = data.shipped("samples")
CATALOGUE = load_catalogue()
PLANT = "岚阳县宏炉钢铁有限公司"
CONFORM = Answer(item="1.1", section="", text="", conclusion=Conclusion.CONFORM)
OPEN = Answer(item="1.2", section="", text="")


def inspected(
    *findings: Any, answers: tuple[Answer, ...] = (CONFORM,), **values: Any
) -> Submission:
    made = submission(PLANT, *findings, **{**KNOWN, **values})
    return made.model_copy(update={"answers": answers})


def exported(
    name: str, *submissions: Submission, known: Known | None = None, **given: str
) -> list[dict[str, object]]:
    """The lines of the first table, by column."""
    known = known or Known(today=date(2022, 9, 1))
    exporting = Exporting(mapping_called(name), known, given, WorkCalendar().after)
    table = exporting.tables(submissions)[0]
    return [dict(zip(table.titles, line, strict=True)) for line in table.rows]


def result(*submissions: Submission, known: Known | None = None) -> object:
    return exported("double-random", *submissions, known=known)[0]["检查结果"]


@pytest.mark.parametrize("name", [each.id for each in mappings()])
def test_every_shipped_mapping_names_its_source_and_known_keys(name: str) -> None:
    mapping = mapping_called(name)
    assert mapping.source
    assert mapping.path is not None
    assert mapping.path.stem == mapping.id
    check_keys_of(mapping, CATALOGUE)


def test_the_results_are_words_of_the_platforms_vocabulary() -> None:
    """领域: 双随机结果枚举; a mapping that invents another word would be refused there."""
    vocabulary = {
        "未发现问题",
        "通过登记的住所（经营场所）无法联系",
        "发现问题已责令改正",
        "不配合检查情节严重",
        "未发现开展本次抽查涉及的经营活动",
        "发现问题待后续处理",
        "注销",
        "迁出",
    }
    for name in ("double-random", "credit-publicity"):
        (sheet,) = mapping_called(name).sheets
        (column,) = (each for each in sheet.columns if each.print == "检查结果")
        assert {each.say for each in column.choose} - {""} == vocabulary


def test_an_inspection_without_problems() -> None:
    assert result(inspected()) == "未发现问题"


def test_what_is_not_answered_is_never_told_as_without_problems() -> None:
    assert result(inspected(answers=(CONFORM, OPEN))) == "【缺：检查结果】"
    doubtful = inspected().model_copy(
        update={"flags": (flag("two_marks", item="2.1", raw="☑符合 ☑不符合"),)}
    )
    assert result(doubtful) == "【缺：检查结果】"
    problem = inspected(finding("x")).model_copy(update={"flags": doubtful.flags})
    assert result(problem) == "【缺：检查结果】"


def test_problems_by_how_far_the_ledger_says_they_have_come() -> None:
    one = inspected(finding("检定证书过期"), finding("未逐批检验", item="4.1"))
    first, second = (each.id for each in one.findings)
    assert result(one) == "发现问题待后续处理"

    def told(**states: str) -> object:
        cells = {
            id_: {"state": state}
            for id_, state in zip((first, second), states.values(), strict=True)
        }
        return result(one, known=Known(ledger=cells))

    assert told(a="已通知", b="已销号") == "发现问题已责令改正"
    assert told(a="已通知", b="待处置") == "发现问题待后续处理"
    assert result(inspected(finding("已当场整改", corrected=True))) == "发现问题已责令改正"


def test_who_could_not_be_inspected() -> None:
    rows = [row(enterprise_name=PLANT, reason=why) for why in ("失联", "拒绝检查", "停产", "搬迁")]
    listed = submission(None, form="shanxi-2022/uninspected-enterprises", rows=rows)
    assert [line["检查结果"] for line in exported("double-random", listed)] == [
        "通过登记的住所（经营场所）无法联系",
        "不配合检查情节严重",
        "未发现开展本次抽查涉及的经营活动",
        "迁出",
    ]


def test_publication_is_due_twenty_working_days_after_the_inspection() -> None:
    (line,) = exported("credit-publicity", inspected(inspected_on="2022-09-20"), bureau="云州市局")
    assert line["公示截止日"] == date(2022, 10, 21)
    assert (line["检查实施机关"], line["检查日期"]) == ("云州市局", "2022年9月20日")


def test_a_year_of_unknown_holidays_is_told_and_not_counted() -> None:
    mapping = mapping_called("credit-publicity")
    exporting = Exporting(mapping, Known(), {}, WorkCalendar().after)
    (table,) = exporting.tables([inspected(inspected_on="2031-09-20")])
    assert table.rows[0][-1] == "【缺：公示截止日】"
    assert any("2031" in each.why for each in exporting.missing)


def test_the_database_holds_an_enterprise_once_with_what_all_forms_say() -> None:
    register = submission(
        None,
        form="shanxi-2022/steel-register",
        id_="bbbbbbbbbbbb-1",
        rows=[
            row(
                enterprise_name=PLANT,
                licence_no=KNOWN["licence_no"],
                uscc=KNOWN["uscc"],
                licence_valid_until="2022-02-28",
            )
        ],
    )
    (line,) = exported("licensee-database", register, inspected(licence_valid_until=None))
    assert line["生产地址"] == KNOWN["production_address"]
    assert (line["有效期至"], line["状态"]) == (date(2022, 2, 28), "许可证已过期")


def test_case_leads_are_what_is_grave_or_escalated() -> None:
    one = inspected(finding("使用不合格原材料"), finding("未标注"))
    grave = one.findings[0].model_copy(update={"serious": True})
    one = one.model_copy(update={"findings": (grave, one.findings[1])})
    (line,) = exported("case-lead", one)
    assert (line["违法事实"], line["移送理由"]) == ("使用不合格原材料", "严重问题")
    known = Known(ledger={one.findings[1].id: {"state": "已通知", "escalation": "已立案"}})
    assert [each["移送理由"] for each in exported("case-lead", one, known=known)] == [
        "严重问题",
        "逾期未改正或复查不合格",
    ]


def test_the_five_product_databases_take_the_columns_of_their_forms() -> None:
    found = [
        CATALOGUE.get(f"jieyang-2019/{name}") for name in ("producers", "sellers", "business-users")
    ]
    mapping = mapping_called("product-databases")
    assert [[column.print for column in sheet.columns] for sheet in mapping.sheets] == [
        [column.print for column in form.register_columns if column.key != "sequence"]
        for form in found
    ]


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.sampled_from(["=1+1", "+86", "-", "@cmd", '=HYPERLINK("x")', "007"]),
    st.integers(-9999, 9999),
    st.none(),
)


@settings(max_examples=40)
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
def test_no_cell_is_ever_a_formula(rows: list[tuple[Any, Any]]) -> None:
    table = ExportTable("表", ("甲", "乙"), tuple(rows))
    workbook = load_workbook(io.BytesIO(xlsx_bytes([table])))
    for written, meant in zip(workbook["表"].iter_rows(min_row=2), rows, strict=True):
        for cell, value in zip(written, meant, strict=True):
            assert cell.data_type != "f"
            assert cell.value == (value if value != "" else None)
    text = csv_bytes(table)
    assert text.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    for texts, meant in zip(read[1:], rows, strict=True):
        for text_, value in zip(texts, meant, strict=True):
            assert isinstance(value, int) or not text_.startswith(("=", "+", "-", "@"))


def own_mapping(folder: Path, **changes: Any) -> Path:
    """A bureau's own copy of a mapping, changed."""
    content = yaml.safe_load((SHIPPED / "double-random.yaml").read_text("utf-8"))
    content["sheets"][0] |= changes
    path = folder / "exports" / "double-random.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def test_a_bureaus_own_mapping_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own_mapping(tmp_path, columns=[{"print": "名称", "from": "enterprise_name"}])
    titles = [c.print for c in mapping_called("double-random", tmp_path).sheets[0].columns]
    assert titles == ["名称"]
    assert len(mappings(tmp_path)) == len(mappings())


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ({"print": "名称", "fron": "uscc"}, "fron"),
        ({"print": "名称", "from": "uscc", "text": "x"}, "exactly one"),
        ({"print": "名称", "choose": [{"when": "happy", "say": "x"}]}, "escalated"),
        ({"print": "日期", "from": "inspected_on", "date": "%B"}, "written with"),
        ({"print": "名称", "from": "ucss"}, "ucss"),
    ],
)
def test_a_wrong_mapping_is_told_with_file_and_line(
    tmp_path: Path, column: dict[str, Any], said: str
) -> None:
    path = own_mapping(tmp_path, columns=[column])
    with pytest.raises(ConfigurationError, match=said) as caught:
        check_keys_of(load_mapping(path), CATALOGUE)
    assert caught.value.source == str(path)
    assert caught.value.where.startswith("line ")


def test_the_line_that_is_told_is_the_columns_own(tmp_path: Path) -> None:
    text = (SHIPPED / "double-random.yaml").read_text("utf-8").replace("from: uscc", "from: ucss")
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        check_keys_of(load_mapping(path), CATALOGUE)
    number = int(caught.value.where.removeprefix("line "))
    assert "ucss" in text.splitlines()[number - 1]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "f.jsonl"
    run(
        "parse",
        next(SAMPLES.glob("65-*.docx")),
        SAMPLES / "01-all-in-order.docx",
        SAMPLES / "809-jieyang-2019-producers.xlsx",
        "-o",
        path,
        "--enterprises",
        SAMPLES / "enterprises.xlsx",
    )
    return path


@pytest.mark.parametrize("name", [m.id for m in mappings() if m.takes_findings])
def test_every_export_of_real_forms_is_written_and_lists_what_it_lacks(
    findings: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out.xlsx"
    outcome = run("export", findings, "--to", name, "-o", out, "--set", "移送单位=云州市局")
    assert outcome.exit_code == 0, outcome.output
    sheets = workbook_sheets(out.read_bytes())
    assert [each.name for each in sheets] == [each.title for each in mapping_called(name).sheets]
    lacking = any("【缺" in str(cell) for s in sheets for line in s.lines for cell in line.cells)
    assert ("【缺】" in outcome.output) == lacking


def test_csv_has_a_byte_order_mark_and_only_one_table(findings: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run("export", findings, "--to", "gongpincha", "-o", out).exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    several = run("export", findings, "--to", "product-databases", "-o", out)
    assert several.exit_code == 2
    assert ".xlsx" in several.output


def test_the_ledger_tells_how_far_findings_have_come(findings: Path, tmp_path: Path) -> None:
    ledger, out = tmp_path / "台账.xlsx", tmp_path / "out.csv"
    run("register", findings, "--form", "anshan-2018/work-ledger", "--update", ledger)
    workbook = load_workbook(ledger)
    sheet = workbook.worksheets[0]
    titles = [cell.value for cell in sheet[3]]
    for number in range(4, sheet.max_row + 1):
        sheet.cell(number, titles.index("状态") + 1, "已通知")
    workbook.save(ledger)
    outcome = run("export", findings, "--to", "double-random", "-o", out, "--ledger", ledger)
    assert outcome.exit_code == 0, outcome.output
    assert "发现问题已责令改正" in out.read_text("utf-8-sig")


def test_a_document_goes_out_with_its_attachments_and_metadata(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(b"x")
    (tmp_path / "附表.xlsx").write_bytes(b"yy")
    given = tmp_path / "通知.yaml"
    given.write_text("title: 关于报送总结的报告\ndocument_number: 云市监〔2022〕12号\n", "utf-8")
    out = tmp_path / "包.zip"
    arguments = (
        "export",
        "--to",
        "document-exchange",
        "--document",
        tmp_path / "报告.docx",
        "--attach",
        tmp_path / "附表.xlsx",
        "--given",
        given,
        "--set",
        "主送=省局",
        "-o",
        out,
    )
    outcome = run(*arguments)
    assert outcome.exit_code == 0, outcome.output
    assert "成文日期" in outcome.output
    with zipfile.ZipFile(out) as package:
        assert sorted(package.namelist()) == [
            "元数据.json",
            "元数据.xlsx",
            "正文/报告.docx",
            "附件/1/附表.xlsx",
        ]
        metadata = json.loads(package.read("元数据.json"))
    assert metadata["公文"][0]["主送"] == "省局"
    assert metadata["公文"][0]["发文字号"] == "云市监〔2022〕12号"
    assert [each["字节数"] for each in metadata["文件清单"]] == [1, 2]
    before = out.read_bytes()
    run(*arguments)
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--to", "nowhere", "-o", "o.xlsx"], 2),
        (["--to", "gongpincha"], 2),
        (["--to", "gongpincha", "-o", "o.docx"], 2),
        (["--to", "gongpincha", "-o", "o.zip"], 2),
        (["--to", "gongpincha", "-o", "o.xlsx", "--set", "x"], 2),
        (["--to", "document-exchange", "-o", "o.zip"], 2),
        (["--to", "document-exchange", "-o", "o.zip", "--document", "none.docx"], 4),
    ],
)
def test_wrong_calls_are_told(
    findings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run("export", findings, *arguments)
    assert outcome.exit_code == code, outcome.output
    assert not list(tmp_path.iterdir())


def test_nothing_to_export_writes_nothing(tmp_path: Path) -> None:
    findings, out = tmp_path / "f.jsonl", tmp_path / "o.xlsx"
    run("parse", SAMPLES / "01-all-in-order.docx", "-o", findings)
    outcome = run("export", findings, "--to", "case-lead", "-o", out)
    assert outcome.exit_code == 4
    assert "serious" in outcome.output
    assert not out.exists()


def test_the_list_tells_every_system_and_its_columns() -> None:
    outcome = run("export", "--list")
    assert outcome.exit_code == 0
    for mapping in mappings():
        assert mapping.id in outcome.output
        assert mapping.system in outcome.output


def test_a_mapping_needs_no_more_than_the_schema_says() -> None:
    schema = Mapping.model_json_schema(by_alias=True)
    assert set(schema["required"]) == {"id", "title", "system", "source", "sheets"}
