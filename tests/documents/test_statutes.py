"""The statutes as data: shipped ones complete, wrong ones refused with their line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from docforge.data import shipped
from docforge.documents.statutes import DEFAULT_ORDER, Status, Use, load_statutes
from docforge.errors import ConfigurationError

STATUTES = load_statutes()
NINE = [f"licence-regulation/9.{number}" for number in range(1, 8)]


def forms_basis() -> set[str]:
    named: set[str] = set()
    for path in shipped("parsers").glob("*/*.yaml"):
        for section in yaml.safe_load(path.read_text(encoding="utf-8")).get("sections", []):
            for item in section["items"]:
                named.update(item.get("basis", ()))
    return named


def test_every_statute_a_form_names_is_there_and_is_a_duty() -> None:
    named = forms_basis()
    assert named
    for id_ in sorted(named):
        article = STATUTES.get(id_)
        assert article is not None, id_
        assert Use.DUTY in article.use


def test_nothing_shipped_claims_to_be_reviewed() -> None:
    assert {article.status for article in STATUTES.articles.values()} == {Status.PROPOSED}


def test_the_seven_conditions_are_ordered_under_the_general_law() -> None:
    assert STATUTES.orders(NINE) == (DEFAULT_ORDER,)
    assert STATUTES.penalties(NINE) == ()


def test_marking_is_ordered_and_punished_under_its_own_article() -> None:
    assert STATUTES.orders(["licence-regulation/33"]) == ("licence-regulation/47",)
    assert STATUTES.penalties(["licence-regulation/33"]) == ("licence-regulation/47",)


def test_provisions_are_cited_law_by_law_and_article_by_article() -> None:
    cited = STATUTES.cite(
        [
            "product-quality-law/17",
            "licence-regulation/9.5",
            "licence-regulation/33",
            NINE[2],
            NINE[2],
        ]
    )
    assert cited == (
        "《中华人民共和国工业产品生产许可证管理条例》第九条第三项、第五项、第三十三条，"
        "《中华人民共和国产品质量法》第十七条"
    )


def test_a_provision_is_in_force_only_in_its_time() -> None:
    article = STATUTES.articles[DEFAULT_ORDER]
    assert article.in_force(date(2022, 6, 10))
    assert not article.in_force(date(2021, 7, 14))


LAW = """docforge: statute@1
id: licence-regulation
title: 《某条例》
version: 某年
articles:
  - id: licence-regulation/9.3
    article: 第九条第三项
    use: duty
    summary: 某事
    source: 某处
"""


def own_folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "statutes").mkdir()
    (tmp_path / "statutes" / "licence-regulation.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_bureaus_own_law_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    statutes = load_statutes(own_folder(tmp_path, LAW + "    status: reviewed\n"))
    assert statutes.cite(["licence-regulation/9.3"]) == "《某条例》第九条第三项"
    assert statutes.articles["licence-regulation/9.3"].status is Status.REVIEWED
    assert statutes.get("licence-regulation/33") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LAW.replace("    summary: 某事\n", ""), "line 6: .*summary"),
        (LAW.replace("第九条第三项", "9.3"), "line 7: "),
        (LAW.replace("/9.3\n", "/9.3\n    penalti: x\n"), "line 7: .*penalti"),
        (LAW.replace("id: licence-regulation/", "id: other/"), "must begin with"),
        (LAW + "    penalty: licence-regulation/99\n", "no provision of that id"),
        (LAW.replace("statute@1", "form@1"), "is “form@1”, not “statute@1”"),
        (LAW + "  - [", "line 11: is not valid YAML"),
        ("just words", "name: value"),
    ],
)
def test_a_wrong_statute_is_told_with_file_and_line(
    tmp_path: Path, text: str, expected: str
) -> None:
    with pytest.raises(ConfigurationError, match=rf"licence-regulation\.yaml.*{expected}"):
        load_statutes(own_folder(tmp_path, text))


@pytest.mark.parametrize(
    ("id_", "effect"),
    [
        ("licence-regulation/54", "revocation"),
        ("administrative-licensing-law/69", "rescission"),
        ("administrative-licensing-law/70", "cancellation"),
        ("licence-regulation/33", None),
    ],
)
def test_revoking_taking_back_and_striking_off_are_kept_apart(id_: str, effect: str | None) -> None:
    assert STATUTES.articles[id_].effect == effect


def test_a_provision_that_calls_one_the_other_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "statutes"
    folder.mkdir()
    law = (shipped("templates") / "statutes" / "product-quality-law.yaml").read_text("utf-8")
    (folder / "own.yaml").write_text(law.replace("吊销营业执照", "撤销营业执照"), "utf-8")
    with pytest.raises(ConfigurationError, match="effect"):
        load_statutes(tmp_path)


def test_the_article_that_was_renumbered_in_2021_is_out_of_force() -> None:
    old = STATUTES.articles["administrative-penalty-law/23"]
    assert old.in_force(date(2021, 7, 14))
    assert not old.in_force(date(2021, 7, 15))


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("依据《中华人民共和国行政处罚法》第二十三条", date(2022, 6, 1), 1),
        ("依据《行政处罚法》第二十三条的规定", date(2022, 6, 1), 1),
        ("依据《行政处罚法》第二十三条的规定", date(2021, 7, 14), 0),
        ("依据《行政处罚法》第二十八条的规定", date(2022, 6, 1), 0),
        ("依据《产品质量法》第二十三条", date(2022, 6, 1), 0),
    ],
)
def test_a_provision_out_of_force_is_found_in_what_a_person_wrote(
    text: str, day: date, expected: int
) -> None:
    assert len(STATUTES.outdated_in(text, day)) == expected


def test_no_provision_out_of_force_orders_anything() -> None:
    for id_, article in STATUTES.articles.items():
        for cited in (article.ordered_under, *filter(None, [article.penalty])):
            if Use.DUTY in article.use:
                assert STATUTES.articles[cited].in_force(date(2023, 8, 1)), (id_, cited)
    assert "5000" not in "".join(
        f"{each.wording}{each.summary}" for each in STATUTES.articles.values()
    )
