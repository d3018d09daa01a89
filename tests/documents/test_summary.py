"""Issue summaries: one a submission with findings, saying what is known and what is not."""

from __future__ import annotations

from pathlib import Path

from docforge.documents.summary import write_summaries
from docforge.documents.written import Written
from tests.documents.document_cases import KNOWN, cells, finding, lines, submission

EXPIRED = finding("拉力试验机检定证书已过期。")
MARKED = finding("标牌未标注许可证编号", item="5.1", corrected=True)


def only(written: list[Written]) -> Written:
    (one,) = written
    return one


def test_the_summary_prints_what_the_checklist_found(tmp_path: Path) -> None:
    written = only(
        write_summaries([submission("甲公司", EXPIRED, MARKED, **KNOWN)], tmp_path, days=15)
    )
    assert written.path == tmp_path / "甲公司-问题汇总表.docx"
    assert (written.enterprise, written.missing) == ("甲公司", ())
    licence, products = cells(written.path)[0]
    assert licence == "生产许可证 （晋）XK05-001-00001有效期 2020年3月1日-2025年2月28日"
    assert products == "获证产品 热轧钢筋"
    assert lines(written.path)[:3] == [
        "附件1",
        "“双随机、一公开”监督检查问题汇总表",
        "甲公司 （企业名称）",
    ]
    (problems,) = cells(written.path)[1]
    assert problems.startswith("现场检查发现问题汇总如下1. 拉力试验机检定证书已过期。2. 标牌")
    assert "请市、县局督促企业在15日内完成整改" in problems


def test_what_was_corrected_on_the_spot_stands_there_and_says_so(tmp_path: Path) -> None:
    said = finding("标牌未标注编号，已当场整改。", corrected=True)
    also = finding("印刷模糊，现场已整改", corrected=True)
    written = only(write_summaries([submission("甲公司", MARKED, said, also)], tmp_path))
    found = [line for line in lines(written.path) if line.startswith(("1.", "2.", "3."))]
    assert found == [
        "1. 标牌未标注许可证编号（已当场整改）。",
        "2. 标牌未标注编号，已当场整改。",
        "3. 印刷模糊，现场已整改。",
    ]


def test_an_open_deadline_is_a_blank_and_the_forms_own_is_kept(tmp_path: Path) -> None:
    open_, own = submission("甲", EXPIRED), submission("乙", EXPIRED, id_="b-1", deadline_days=7)
    first, second = write_summaries([own, open_], tmp_path)
    assert "督促企业在7日内" in cells(first.path)[1][0]
    assert "督促企业在____日内" in cells(second.path)[1][0]


def test_what_is_not_known_is_printed_and_listed(tmp_path: Path) -> None:
    written = only(write_summaries([submission(None, finding("3、"))], tmp_path))
    assert written.missing == (
        "企业名称", "生产许可证编号", "有效期起", "有效期止", "获证产品", "问题描述",
    )  # fmt: skip
    assert "【缺：生产许可证编号】" in cells(written.path)[0][0]
    assert "1. 【缺：问题描述】。" in lines(written.path)
    assert written.path.name == "aaaaaaaaaaaa-1.docx-问题汇总表.docx"


def test_a_submission_without_findings_gets_no_summary(tmp_path: Path) -> None:
    assert write_summaries([submission("甲公司")], tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_two_forms_of_one_enterprise_give_two_files_in_a_fixed_order(tmp_path: Path) -> None:
    one, two = submission("甲", EXPIRED, id_="a-1"), submission("甲", MARKED, id_="b-1")
    forth = write_summaries([one, two], tmp_path)
    back = write_summaries([two, one], tmp_path)
    assert forth == back
    assert [each.path.name for each in forth] == ["甲-问题汇总表.docx", "甲-问题汇总表（2）.docx"]


def test_numbers_of_their_own_are_not_repeated_but_measures_stay(tmp_path: Path) -> None:
    findings = [finding(text) for text in ("（1）缺记录；", "2.5吨行车无检验", "①缺标识")]
    written = only(write_summaries([submission("甲", *findings)], tmp_path))
    assert [line for line in lines(written.path) if line[:2] in ("1.", "2.", "3.")] == [
        "1. 缺记录。",
        "2. 2.5吨行车无检验。",
        "3. 缺标识。",
    ]
