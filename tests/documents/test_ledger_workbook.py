"""The ledger as clerks hold it: what they write, colour, move and add in Excel stays theirs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docforge import data, parse
from docforge.documents.ledger.events import Event, Kind
from docforge.documents.ledger.issued import is_index, issued_in
from docforge.documents.ledger.keeping import Kept, check_is_ledger, keep_ledger
from docforge.documents.ledger.lines import Line
from docforge.documents.ledger.updating import News
from docforge.documents.register import consolidate, write_register
from docforge.documents.working_days import WorkCalendar
from docforge.errors import DocforgeError, UsageError
from docforge.forms import load_catalogue
from docforge.sheets.ledger_book import MEMORY, check_closed
from tests.cli.command_line import run
from tests.documents.document_cases import row, submission
from tests.documents.test_ledger import FAILED, NOTICE, ONE, REPORT, TWO, found

CATALOGUE = load_catalogue()
FORM = CATALOGUE.get("anshan-2018/work-ledger")
SAMPLES = data.shipped("samples")
FINDINGS = (found(), found(TWO, "未按规定逐批检验", serious="是"))


def update(
    path: Path,
    *events: Event,
    findings: tuple[Line, ...] = FINDINGS,
    out: Path | None = None,
    today: date = date(2022, 9, 1),
) -> Kept:
    return keep_ledger(
        path,
        lambda: News(findings, events),
        FORM,
        CATALOGUE,
        today=today,
        calendar=WorkCalendar(),
        output=out,
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    update(path, NOTICE)
    return path


@contextmanager
def edited(path: Path) -> Iterator[Worksheet]:
    """The ledger's sheet as a clerk has it open, saved at the end."""
    workbook = load_workbook(path)
    yield workbook.worksheets[0]
    workbook.save(path)


def table(path: Path) -> list[dict[str, object]]:
    """The lines by the titles of their columns."""
    rows = load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True)
    titles = [str(each) for each in next(rows)]
    return [dict(zip(titles, each, strict=True)) for each in rows]


def column(sheet: Worksheet, title: str) -> int:
    found = next(cell.column for cell in sheet[3] if cell.value == title)
    assert found
    return found


def test_a_ledger_begins_with_its_findings_and_their_notices(ledger: Path) -> None:
    first, second = table(ledger)
    assert (first["问题编号"], first["状态"], second["状态"]) == (ONE, "已通知", "待处置")
    assert first["处置方式"] == "责令改正（云市监责改〔2022〕1号）"
    assert first["整改期限"] == datetime(2022, 7, 20)
    assert (first["逾期"], first["升级处置"]) == ("逾期43天", "逾期未改，待升级处置")
    workbook = load_workbook(ledger)
    assert workbook.sheetnames == ["登记表", "逾期清单", "近期到期", "未对上", MEMORY]
    assert workbook[MEMORY].sheet_state == "veryHidden"
    assert [row[1] for row in workbook["逾期清单"].iter_rows(min_row=2, values_only=True)] == [ONE]


def test_docforge_reads_its_ledger_as_the_form_it_is(ledger: Path) -> None:
    (read,) = (each for each in parse(ledger) if each.form.id)
    assert read.form.id == FORM.id
    assert [each.cells["finding"].value for each in read.rows] == [ONE, TWO]
    assert read.rows[0].cells["deadline"].value == "2022-07-20"


def test_updating_twice_changes_nothing_and_writes_nothing(ledger: Path) -> None:
    before = ledger.read_bytes()
    kept = update(ledger, NOTICE)
    assert (kept.path, kept.former, kept.added, kept.changed) == (None, None, 0, 0)
    assert ledger.read_bytes() == before
    copy = ledger.with_name("copy.xlsx")
    assert update(ledger, NOTICE, out=copy).path == copy
    assert copy.read_bytes() == before


def test_the_old_ledger_is_kept_beside_the_new_one(ledger: Path) -> None:
    before = ledger.read_bytes()
    kept = update(ledger, NOTICE, REPORT)
    assert kept.former is not None
    assert kept.former.read_bytes() == before
    assert kept.former.parent == ledger.parent
    assert table(ledger)[0]["状态"] == "已报告"


def test_what_clerks_did_to_the_workbook_stays(ledger: Path) -> None:
    with edited(ledger) as sheet:
        own = sheet.max_column + 1
        sheet.cell(3, own, "片区")
        sheet.cell(4, own, "城东")
        sheet.cell(4, column(sheet, "责任人"), "李某")
        sheet.cell(4, column(sheet, "整改期限"), "2022年10月31日")
        name = sheet.cell(5, column(sheet, "企业名称"))
        name.fill = PatternFill("solid", fgColor="FFFF00")
        name.comment = Comment("与老板通过电话", "李某")
        sheet.row_dimensions[5].height = 88
        sheet.auto_filter.ref = "A3:R5"
        workbook = sheet.parent
        assert isinstance(workbook, Workbook)
        workbook.create_sheet("我的统计")["A1"] = "=COUNTA(登记表!B:B)"
    third = found("bbbbbbbbbbbb-1/5.1/1", "未标注许可证编号")
    kept = update(ledger, NOTICE, findings=(*FINDINGS, third))
    assert (kept.added, kept.changed) == (1, 0)
    first, _second, last = table(ledger)
    assert (first["片区"], first["责任人"], last["片区"]) == ("城东", "李某", None)
    assert first["整改期限"] == "2022年10月31日"
    assert first["逾期"] is None
    assert first["人工改动"] == "整改期限（docforge 记的是：2022年7月20日）"
    assert (last["序号"], last["发现问题"]) == (3, "未标注许可证编号")
    sheet = load_workbook(ledger).worksheets[0]
    name = sheet.cell(5, 3)
    assert name.fill.fgColor.rgb == "00FFFF00"
    assert name.comment is not None
    assert name.comment.text == "与老板通过电话"
    assert sheet.row_dimensions[5].height == 88
    assert sheet.auto_filter.ref == "A3:R6"
    assert load_workbook(ledger)["我的统计"]["A1"].value == "=COUNTA(登记表!B:B)"


def test_rows_keep_the_order_that_clerks_gave_them(ledger: Path) -> None:
    with edited(ledger) as sheet:
        for each in range(1, sheet.max_column + 1):
            upper, lower = sheet.cell(4, each), sheet.cell(5, each)
            upper.value, lower.value = lower.value, upper.value
    update(ledger, NOTICE, REPORT)
    assert [(line["问题编号"], line["状态"]) for line in table(ledger)] == [
        (TWO, "待处置"),
        (ONE, "已报告"),
    ]


def test_columns_may_be_moved_and_called_by_another_known_name(ledger: Path) -> None:
    with edited(ledger) as sheet:
        state, problem = column(sheet, "状态"), column(sheet, "发现问题")
        for number in range(3, 6):
            one, other = sheet.cell(number, state), sheet.cell(number, problem)
            one.value, other.value = other.value, one.value
    update(ledger, NOTICE, REPORT)
    assert [line["状态"] for line in table(ledger)] == ["已报告", "待处置"]


def test_a_renamed_column_is_named_with_the_strange_ones(ledger: Path) -> None:
    with edited(ledger) as sheet:
        sheet.cell(3, column(sheet, "复查结果"), "回头看结论")
    before = ledger.read_bytes()
    result = run("register", "--form", FORM.id, "--update", ledger)
    assert result.exit_code == 2
    assert "复查结果" in result.output
    assert "回头看结论" in result.output
    assert ledger.read_bytes() == before


def test_a_deleted_column_that_is_not_needed_is_told_and_left_out(ledger: Path) -> None:
    with edited(ledger) as sheet:
        sheet.delete_cols(column(sheet, "检查人员"))
    kept = update(ledger, NOTICE, REPORT)
    assert "检查人员" in kept.notes[0]
    assert table(ledger)[0]["状态"] == "已报告"


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#", ".~{}"])
def test_a_ledger_that_is_open_elsewhere_is_refused(ledger: Path, lock: str) -> None:
    name = "李某".encode()
    content = b",li,host,2022;" if "lock" in lock else bytes([len(name)]) + name.ljust(54)
    ledger.with_name(lock.format(ledger.name)).write_bytes(content)
    result = run("register", "--form", FORM.id, "--update", ledger)
    assert result.exit_code == 4
    assert "is open (" in result.output
    assert ("li" if "lock" in lock else "李某") in result.output
    with pytest.raises(DocforgeError):
        check_closed(ledger)


def test_an_old_xls_and_another_workbook_are_refused(tmp_path: Path, ledger: Path) -> None:
    old = tmp_path / "old.xlsx"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    result = run("register", "--form", FORM.id, "--update", old)
    assert ".xls" in result.output
    other = tmp_path / "other.xlsx"
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "会议签到"
    workbook.save(other)
    result = run("register", "--form", FORM.id, "--update", other)
    assert result.exit_code == 2
    assert "问题编号" in result.output
    ledger.write_bytes(ledger.read_bytes()[:900])
    assert run("register", "--form", FORM.id, "--update", ledger).exit_code != 0


def test_a_ledger_is_an_xlsx_and_nothing_else(tmp_path: Path) -> None:
    for name in ("台账.docx", "台账.xlsm"):
        result = run("register", "--form", FORM.id, "--update", tmp_path / name)
        assert result.exit_code == 2
    assert not list(tmp_path.iterdir())


def test_ids_that_docforge_did_not_write_are_told_and_kept(ledger: Path) -> None:
    with edited(ledger) as sheet:
        sheet.cell(5, 2, "aaaaaaaaaaaa-1/9.9/9")
        sheet.cell(6, 3, "云州新厂"), sheet.cell(6, 8, "无证生产")
        sheet.cell(7, 2, ONE), sheet.cell(7, 3, "抄重了")
    kept = update(ledger, NOTICE, findings=FINDINGS[:1])
    assert any("row 5: aaaaaaaaaaaa-1/9.9/9" in note for note in kept.notes)
    assert any(f"row 4 and row 7: {ONE}" in note for note in kept.notes)
    lines = table(ledger)
    assert [line["问题编号"] for line in lines] == [ONE, "aaaaaaaaaaaa-1/9.9/9", "手工-1", ONE]
    assert lines[2]["状态"] == "待处置"
    assert update(ledger, NOTICE, findings=FINDINGS[:1]).path is None


def test_a_report_waits_for_the_clerks_yes(ledger: Path) -> None:
    report = Event(
        "cccccccccccc-1/row1",
        Kind.REPORT,
        day="2022-07-05",
        source="整改报告.docx",
        licence_no="XK05-001-00001",
        enterprise="岚阳县宏炉钢铁有限公司",
        problem="检定证书已过期",
    )
    assert update(ledger, NOTICE, report).offers == 1
    assert "整改报告.docx" in str(table(ledger)[0]["待确认"])
    with edited(ledger) as sheet:
        sheet.cell(4, column(sheet, "确认"), "是")
    kept = update(ledger)
    assert kept.offers == 0
    first = table(ledger)[0]
    assert (first["状态"], first["待确认"], first["确认"]) == ("已报告", None, None)
    assert "整改报告.docx" in str(first["留痕材料"])


def test_a_register_that_was_not_kept_as_a_ledger_becomes_one(tmp_path: Path) -> None:
    rows = [
        row(
            finding=ONE,
            enterprise_name="岚阳县宏炉钢铁有限公司",
            problem="检定证书过期",
            state="待处置",
        )
    ]
    register = consolidate([submission("", form=FORM.id, rows=rows)], FORM)
    path = tmp_path / "r.xlsx"
    write_register(register, path)
    kept = update(path, NOTICE, FAILED)
    assert kept.added == 1
    assert [line["状态"] for line in table(path)[:2]] == ["已复查", "待处置"]


def test_what_stands_at_the_foot_moves_down(ledger: Path) -> None:
    with edited(ledger) as sheet:
        sheet.cell(6, 1, "填报人：李某")
        sheet.merge_cells("A6:H6")
    update(ledger, NOTICE, findings=(*FINDINGS, found("bbbbbbbbbbbb-1/5.1/1", "未标注")))
    sheet = load_workbook(ledger).worksheets[0]
    assert sheet.cell(6, 2).value == "bbbbbbbbbbbb-1/5.1/1"
    assert sheet.cell(7, 1).value == "填报人：李某"
    assert "A7:H7" in {area.coord for area in sheet.merged_cells.ranges}


def test_a_formula_of_a_clerk_is_never_written_over(ledger: Path) -> None:
    with edited(ledger) as sheet:
        sheet.cell(4, column(sheet, "整改期限"), "=F4+30")
    update(ledger, NOTICE, REPORT)
    assert table(ledger)[0]["整改期限"] == "=F4+30"


def test_a_form_without_states_is_no_ledger() -> None:
    with pytest.raises(UsageError, match="recheck"):
        check_is_ledger(CATALOGUE.get("shanxi-2022/steel-register"))


def test_the_whole_loop_from_the_command_line(tmp_path: Path) -> None:
    checklist = next(SAMPLES.glob("65-*.docx"))
    findings, ledger = tmp_path / "f.jsonl", tmp_path / "台账.xlsx"
    run("parse", checklist, "-o", findings)
    arguments = ("register", "--form", FORM.id, "--update", ledger, "--date", "2018-03-20")
    begun = run(*arguments, findings)
    assert (begun.exit_code, begun.stdout.strip()) == (0, str(ledger))
    assert "4 new lines" in begun.output
    out = tmp_path / "out"
    notice = ("notice", findings, "-o", out, "--days", "30", "--date", "2022-07-01")
    index = out / "责令改正通知书目录.xlsx"
    run(*notice, "--draft")
    assert is_index(index)
    letterhead = SAMPLES / "letterhead.yaml"
    run(*notice, "--letterhead", letterhead, "--numbers", tmp_path / "n.jsonl")
    sent = list(issued_in(index))
    result = run(*arguments, index)
    assert result.exit_code == 0, result.output
    lines = [line for line in table(ledger) if line["状态"] == "已通知"]
    assert len(lines) == len(sent) > 0
    assert "责令改正（" in str(lines[0]["处置方式"])
    again = run(*arguments, index, findings)
    assert "nothing new" in again.output


@pytest.mark.heavy
def test_a_ledger_that_libreoffice_saved_is_the_same_ledger(ledger: Path) -> None:
    saved = ledger.with_name("saved")
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{ledger.parent}/profile",
            "--convert-to",
            "xlsx",
            "--outdir",
            saved,
            ledger,
        ],
        check=True,
        capture_output=True,
    )
    kept = update(saved / ledger.name, NOTICE)
    assert (kept.path, kept.added, kept.changed, kept.notes) == (None, 0, 0, ())
    assert update(saved / ledger.name, NOTICE, REPORT).changed == 1
