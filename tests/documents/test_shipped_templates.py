"""The shipped Word templates keep their contracts: variables, page, fonts, and how they print."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from lxml import etree

from docforge.contracts import Contract, load_contract
from docforge.data import shipped
from docforge.render import Template
from tests.documents.document_cases import W, cells, text_of

FOLDER = shipped("templates") / "docx"
NAMES = [
    "circular", "interview-record", "issue-summary", "letter", "onsite-record", "periodic-report",
    "rectification-notice", "reinspection-notice", "service-receipt", "steel-register",
    "transfer-letter",
]  # fmt: skip
TWIPS_A_MM = 1440 / 25.4

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")


def contract(name: str) -> Contract:
    return load_contract(FOLDER / f"{name}.docx")


def rendered(name: str, path: Path, **changed: Any) -> Path:
    return Template(FOLDER / f"{name}.docx").render_to(path, contract(name).sample | changed)


def part(path: Path, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def test_every_shipped_template_has_a_contract() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.docx")) == NAMES
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_template_contract_and_sample_name_the_same_variables(name: str) -> None:
    told = contract(name)
    asked = Template(FOLDER / told.template).variables()
    assert {path.partition("[")[0] for path in asked} == set(told.variables["required"])
    assert set(told.variables["properties"]) == set(told.variables["required"])
    assert set(told.sample) == set(told.variables["required"])


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_as_promised(name: str) -> None:
    layout = contract(name).layout
    (section,) = part(FOLDER / f"{name}.docx").iter(f"{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    sides = sorted((int(size.get(f"{W}w", "0")), int(size.get(f"{W}h", "0"))))
    assert sides == pytest.approx([11906, 16838], abs=2)
    assert (size.get(f"{W}orient") == "landscape") is (layout.orientation == "landscape")
    for side, wanted in layout.margins_mm.model_dump().items():
        assert int(margins.get(f"{W}{side}", "0")) == pytest.approx(wanted * TWIPS_A_MM, abs=1)


@pytest.mark.parametrize("name", NAMES)
def test_every_run_names_a_promised_east_asian_font(name: str) -> None:
    promised = set(contract(name).layout.fonts.values())
    runs = list(part(FOLDER / f"{name}.docx").iter(f"{W}r"))
    fonts = {fonts.get(f"{W}eastAsia") for run in runs for fonts in run.iter(f"{W}rFonts")}
    assert len(runs) == sum(1 for run in runs for _ in run.iter(f"{W}rFonts"))
    assert fonts <= promised
    assert contract(name).layout.fonts["body"] in fonts


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_value_is_printed(name: str, tmp_path: Path) -> None:
    path = rendered(name, tmp_path / "x.docx")
    printed = "".join(
        text_of(part(path, member))
        for member in zipfile.ZipFile(path).namelist()
        if member.startswith("word/") and member.endswith(".xml")
    )
    for value in strings(contract(name).sample):
        assert all(line in printed for line in value.splitlines())


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []


def test_every_row_of_the_steel_register_fills_the_grid(tmp_path: Path) -> None:
    path = rendered("steel-register", tmp_path / "x.docx")
    (table,) = part(path).iter(f"{W}tbl")
    width = len(list(table.iter(f"{W}gridCol")))
    for row in table.iter(f"{W}tr"):
        spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc"))
        assert sum(1 if each is None else int(each.get(f"{W}val", "1")) for each in spans) == width


def pdf(path: Path) -> Path:
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", path.parent, path],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return path.with_suffix(".pdf")


LONG = "第{}台拉力试验机检定证书于2022年4月30日到期，未见新的检定证书，企业说明已送检但无回执。"


@pytest.mark.heavy
@needs_office
def test_a_summary_with_few_problems_is_one_page_and_with_forty_stays_whole(tmp_path: Path) -> None:
    with pdfplumber.open(pdf(rendered("issue-summary", tmp_path / "few.docx"))) as few:
        (page,) = few.pages
        (table,) = page.find_tables()
        assert table.bbox[2] - table.bbox[0] == pytest.approx(156 / 25.4 * 72, abs=2)
        assert max(char["x1"] for char in page.chars) < page.width - 20
    many = [LONG.format(number) for number in range(40)]
    with pdfplumber.open(
        pdf(rendered("issue-summary", tmp_path / "many.docx", findings=many))
    ) as book:
        assert len(book.pages) <= 5
        text = "".join(page.extract_text() for page in book.pages).replace("\n", "")
        assert all(f"{number}. 第" in text for number in range(1, 41))
        last = book.pages[-1].extract_text()
        assert "检查组签字" in last
        assert "企业代表确认签字" in last


@pytest.mark.heavy
@needs_office
def test_a_notice_keeps_to_22_lines_and_its_date_beside_the_seal(tmp_path: Path) -> None:
    with pdfplumber.open(pdf(rendered("rectification-notice", tmp_path / "x.docx"))) as book:
        first, last = book.pages[0], book.pages[-1]
        assert len(book.pages) == 2
        tops = sorted(
            {round(word["top"]) for word in first.extract_words() if 105 < word["top"] < 742}
        )
        assert len(tops) <= 22
        assert min(char["x0"] for char in first.chars) >= 28 / 25.4 * 72 - 1
        assert "（印章）\n2022年6月10日" in last.extract_text().replace(" ", "")


@pytest.mark.heavy
@needs_office
def test_a_long_register_repeats_its_header_and_never_parts_two_bands(tmp_path: Path) -> None:
    (one,) = contract("steel-register").sample["enterprises"]
    enterprises = [one | {"bar": f"下带{number}"} for number in range(1, 13)]
    path = rendered("steel-register", tmp_path / "x.docx", enterprises=enterprises, conflicts=[])
    assert len(cells(path)) == 3 + 24 + 1
    with pdfplumber.open(pdf(path)) as book:
        assert len(book.pages) > 1
        for page in book.pages:
            text = page.extract_text()
            assert "企业名称" in text
            upper = text.count("山西某某钢铁有限公司")
            assert upper == sum("下带" in word["text"] for word in page.extract_words())
