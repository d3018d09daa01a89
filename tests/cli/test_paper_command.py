"""docforge paper: every other paper, made of the facts that findings and the index hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docforge.cli.paper import NAMES
from docforge.data import shipped
from docforge.documents.papers.planning import KINDS
from docforge.model import Submission
from tests.cli.command_line import run
from tests.cli.test_due_command import fill
from tests.cli.test_notice_command import LETTERHEAD, notice, number_in
from tests.documents.document_cases import (
    KNOWN,
    blocking_flag,
    cells,
    finding,
    lines,
    submission,
)

SAID = {"inspectors": "李某、王某", "phone": "13900000000", "business_address": "岚阳县某街3号"}


def jsonl(path: Path, *found: Submission) -> Path:
    path.write_text("\n".join(each.to_json() for each in found) + "\n", encoding="utf-8")
    return path


def enterprise(
    name: str, id_: str, *found: Any, day: str = "2022-06-10", **more: Any
) -> Submission:
    known = {key: value for key, value in KNOWN.items() if key != "uscc"}
    said = known | SAID | {"inspected_on": day, "licence_no": f"（晋）XK05-001-{id_[:5]}"}
    return submission(name, *found, id_=id_, **said | more)


@pytest.fixture
def findings(tmp_path: Path) -> Path:
    return jsonl(
        tmp_path / "findings.jsonl",
        enterprise(
            "甲公司", "00001-1", finding("检定证书已过期"), finding("标识不清", corrected=True)
        ),
        enterprise("乙公司", "00002-1", finding("无出厂检验记录", item="4.2"), day="2022-07-02"),
        enterprise("丙公司", "00003-1", day="2022-07-03"),
    )


def paper(kind: str, findings: Path, folder: Path, *more: str | Path) -> tuple[int, str, str]:
    head = ("--letterhead", LETTERHEAD, "--date", "2022-08-01")
    result = run("paper", kind, findings, "-o", folder, *head, *more)
    return result.exit_code, result.stdout, result.stderr


def said_in(path: Path) -> str:
    return "\n".join(lines(path))


def test_every_kind_has_a_template_and_is_offered_by_the_command() -> None:
    assert {kind.template: kind.title for kind in KINDS.values()} == NAMES
    for name in KINDS:
        assert (shipped("templates") / "docx" / f"{name}.docx").is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_is_made_from_findings_alone(tmp_path: Path, findings: Path, kind: str) -> None:
    notice(findings, tmp_path / "orders")
    code, out, err = paper(kind, findings, tmp_path / "out", "--orders", tmp_path / "orders")
    assert code == 0, err
    assert (
        len([each for each in out.splitlines() if "送达回证" not in each])
        == {
            "submission": 3,
            "enterprise": 2,
            "run": 1,
        }[KINDS[kind].each]
    )


def test_an_on_site_record_tells_all_problems_those_put_right_too(
    tmp_path: Path, findings: Path
) -> None:
    paper("现场笔录", findings, tmp_path)
    said = said_in(tmp_path / "甲公司-现场笔录.docx")
    for fact in ("检定证书已过期", "标识不清（已当场整改）", "李某（执法证号", "王某（执法证号",
                 "2022年6月10日", "岚阳县工业园一号", "岚阳县某街3号", "13900000000"):  # fmt: skip
        assert fact in said


def test_a_notice_of_reinspection_names_the_order_its_deadline_and_its_receipt(
    tmp_path: Path, findings: Path
) -> None:
    orders = tmp_path / "orders"
    notice(findings, orders, "--numbers", tmp_path / "numbers")
    fill(orders, "甲公司", 送达日期="2022-07-04", 复查日期=date(2022, 8, 2))
    fill(orders, "乙公司", 复查结果="已改正")
    code, _out, err = paper("复查通知书", findings, tmp_path / "out", "--orders", orders)
    assert code == 1
    assert "乙公司: kept back: The index says that it was mended" in err
    said = said_in(tmp_path / "out" / "甲公司-复查通知书.docx")
    number = number_in(orders / "甲公司-责令改正通知书.docx")
    assert f"我局于2022年7月4日向你（单位）送达《责令改正通知书》（{number}）" in said
    assert "在2022年7月31日前（含当日）改正下列行为" in said
    assert "我局定于2022年8月2日对改正情况进行复查" in said
    assert "标识不清" not in said
    assert "【缺" not in said
    receipt = cells(tmp_path / "out" / "甲公司-复查通知书送达回证.docx")
    assert receipt[0][1].startswith("复查通知书")


def test_without_an_order_nobody_is_told_of_a_reinspection(tmp_path: Path, findings: Path) -> None:
    code, _out, err = paper("reinspection-notice", findings, tmp_path / "out")
    assert code == 4
    assert "--orders" in err


def test_what_a_person_gives_comes_before_what_docforge_knows(
    tmp_path: Path, findings: Path
) -> None:
    given = tmp_path / "移送.yaml"
    given.write_text("addressee: 岚阳县市场监督管理局\ntransferred_under: 某规定第一条\n"
                     "inspected_on: 2022-06-11\n", "utf-8")  # fmt: skip
    code, _out, err = paper(
        "移送函", findings, tmp_path / "out", "--with", given, "--numbers", tmp_path / "n"
    )
    assert code == 0, err
    assert "lacks" not in err
    said = said_in(tmp_path / "out" / "甲公司-移送函.docx")
    assert "岚阳县市场监督管理局：" in said
    assert "2022年6月11日，我局对甲公司" in said
    assert "某市监移〔2022〕2号" in said
    assert "《中华人民共和国工业产品生产许可证管理条例》第九条第三项" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("adressee: 某局\n", "no value called “adressee”"),
        ("facts: 一条\n", "“facts” must be"),
        ("- 一\n", "name: value"),
        ("addressee: [\n", "not valid YAML"),
    ],
)
def test_a_wrong_value_is_told_before_anything_is_written(
    tmp_path: Path, findings: Path, text: str, expected: str
) -> None:
    given = tmp_path / "given.yaml"
    given.write_text(text, "utf-8")
    code, _out, err = paper("transfer-letter", findings, tmp_path / "out", "--with", given)
    assert code == 2
    assert expected in err
    assert not (tmp_path / "out").exists()


def test_a_report_has_the_figures_of_its_period_beside_those_of_all(
    tmp_path: Path, findings: Path
) -> None:
    orders = tmp_path / "orders"
    notice(findings, orders, "--only", "甲公司")
    period = ("--since", "2022-07-01", "--until", "2022-07-31")
    paper("periodic-report", findings, tmp_path, *period, "--orders", orders)
    path = tmp_path / "工作情况报告.docx"
    assert "（2022年7月）" in lines(path)
    figures = {row[1]: (row[2], row[3]) for row in cells(path)[1:]}
    assert figures["检查企业（家次）"] == ("2", "3")
    assert figures["发现问题企业（家）"] == ("1", "2")
    assert figures["发现问题（项）"] == ("1", "3")
    assert figures["当场整改（项）"] == ("0", "1")
    assert figures["责令改正（家）"] == ("0", "1")


def test_a_circular_charges_nobody_with_what_is_in_doubt(tmp_path: Path) -> None:
    found = jsonl(
        tmp_path / "f.jsonl",
        enterprise("甲公司", "00001-1", finding("检定证书已过期")),
        enterprise("乙公司", "00002-1", finding("存疑之事"), flags=[blocking_flag()]),
    )
    _code, _out, err = paper("circular", found, tmp_path)
    said = said_in(tmp_path / "通报.docx")
    assert "检查企业2家（2家次），发现问题企业1家、问题1项" in said
    assert "存疑之事" not in said
    assert "left out as long as this is in doubt: 乙公司" in err


def test_what_is_in_doubt_is_served_on_nobody(tmp_path: Path) -> None:
    doubtful = enterprise("乙公司", "00002-1", finding("存疑之事"), flags=[blocking_flag()])
    found = jsonl(tmp_path / "f.jsonl", doubtful)
    code, _out, err = paper("letter", found, tmp_path / "out")
    assert code == 4
    assert "乙公司: kept back" in err


def test_a_paper_without_a_number_takes_none(tmp_path: Path, findings: Path) -> None:
    code, _out, err = paper("onsite-record", findings, tmp_path / "o", "--numbers", tmp_path / "n")
    assert code == 2
    assert "no document number" in err
    assert not (tmp_path / "n").exists()


def test_a_dry_run_writes_nothing_and_says_what_is_lacking(tmp_path: Path, findings: Path) -> None:
    code, out, err = paper("letter", findings, tmp_path / "out", "--dry-run")
    assert code == 0
    assert "甲公司-函.docx" in out
    assert "lacks 主送机关" in err
    assert not (tmp_path / "out").exists()
