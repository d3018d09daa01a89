"""`docforge forms blank -o x.pdf`: any form that has a Word blank, printed and read back."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from docforge import libreoffice
from docforge.blanks.page_marks import CODE, EDGE
from docforge.forms import load_catalogue
from docforge.intake.parsing import parsing_for
from docforge.intake.printed_blanks import VARIABLE
from docforge.readers.scan.identity.codes import code_on
from docforge.readers.scan.pictures.pages import Pixels
from docforge.readers.scan.unknown.blank import rasters_of
from tests.cli.command_line import run
from tests.readers.scanned import as_pdf

RECORD, PRODUCERS = "shanxi-2022/inspection-record", "jieyang-2019/producers"
INSPECTED, ENFORCED = "jieyang-2019/statistics-inspection", "jieyang-2019/statistics-enforcement"
PRINTABLE = [form.id for form in load_catalogue()]


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "printed"))


def _list(folder: Path) -> Path:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["企业名称", "统一社会信用代码", "许可证编号"])
        writer.writerow(["云州恒岳特钢有限公司", "91350100M000100Y43", "（晋）XK05-001-00001"])
        writer.writerow(["平安水泥厂", "", "（晋）XK08-001-00002"])
        writer.writerow(["白石砂轮厂", "", ""])
    return path


def _pages(path: Path) -> list[Pixels]:
    with pdfium.PdfDocument(path) as document:
        return [
            np.asarray(page.render(scale=150 / 72, rev_byteorder=True).to_pil().convert("RGB"))
            for page in document
        ]


def _scanned(path: Path) -> bytes:
    return as_pdf(_pages(path), 150)


@pytest.mark.heavy
@pytest.mark.parametrize("form", PRINTABLE)
def test_every_form_prints_and_its_scan_is_known_by_its_code(form: str, tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    assert run("forms", "blank", form, "-o", path).exit_code == 0
    (read,) = parsing_for().submissions(_scanned(path), "scan.pdf")
    assert (read.form.id, read.form.way, read.rows) == (form, "printed-blank", ())
    assert {answer.conclusion for answer in read.answers} <= {"unanswered"}


@pytest.mark.heavy
@pytest.mark.parametrize("form", PRINTABLE)
def test_marks_keep_off_the_edge_and_off_the_text(form: str, tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    run("forms", "blank", form, "-o", path)
    for raster in rasters_of(path.read_bytes()):
        page = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width)
        edge = round((EDGE - 1) * raster.dpi / 25.4)
        inner = page[edge:-edge, edge:-edge]
        assert (page < 128).sum() == (inner < 128).sum()
        assert code_on(page) is not None


@pytest.mark.heavy
@pytest.mark.parametrize(("form", "twin"), [(INSPECTED, ENFORCED), (ENFORCED, INSPECTED)])
def test_twins_of_one_office_are_told_apart_whatever_their_code_says(
    form: str, twin: str, tmp_path: Path
) -> None:
    own, other = tmp_path / "own.pdf", tmp_path / "other.pdf"
    for name, path in ((form, own), (twin, other)):
        assert run("forms", "blank", name, "-o", path).exit_code == 0
    (page,), (code,) = _pages(own), _pages(other)
    width = page.shape[1]
    edge = round((EDGE + CODE + 1) * 150 / 25.4)
    pasted = page.copy()
    pasted[:edge, width // 2 :] = code[:edge, width // 2 :]
    (read,) = parsing_for().submissions(as_pdf([pasted], 150), "scan.pdf")
    assert (read.form.id, read.form.way) == (form, "text")
    assert "code_contradicted" in {flag.code for flag in read.flags}


@pytest.mark.heavy
def test_each_enterprise_gets_a_copy_and_all_are_merged(tmp_path: Path) -> None:
    path, merged = tmp_path / "blank.pdf", tmp_path / "all.pdf"
    listed = _list(tmp_path)
    result = run("forms", "blank", RECORD, "-o", path, "--enterprises", listed, "--merge", merged)
    assert result.exit_code == 0
    assert len(list(tmp_path.glob("blank-*.pdf"))) == 3
    read = parsing_for(enterprises=listed).submissions(_scanned(merged), "stack.pdf")
    assert [form.value("enterprise_name") for form in read] == [
        "云州恒岳特钢有限公司",
        "平安水泥厂",
        "白石砂轮厂",
    ]
    assert [form.form.printed_for[:1] for form in read] == ["U", "L", "N"]
    assert read[1].value("licence_no") == "（晋）XK08-001-00002"


@pytest.mark.heavy
def test_a_register_of_a_district_is_one_form_with_a_row_for_each(tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    run("forms", "blank", PRODUCERS, "-o", path, "--enterprises", _list(tmp_path))
    (read,) = parsing_for().submissions(_scanned(path), "scan.pdf")
    assert [row.cells["enterprise_name"].value for row in read.rows] == [
        "云州恒岳特钢有限公司",
        "平安水泥厂",
        "白石砂轮厂",
    ]


@pytest.mark.heavy
def test_numbered_copies_are_told_apart_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    assert run("forms", "blank", RECORD, "-o", path, "--copies", "2").exit_code == 0
    with pdfium.PdfDocument(path) as document, pdfium.PdfDocument.new() as mixed:
        mixed.import_pages(document, [3, 0, 2, 1])
        mixed.save(tmp_path / "mixed.pdf")
    read = parsing_for().submissions(_scanned(tmp_path / "mixed.pdf"), "stack.pdf")
    assert [form.source.pages for form in read] == [(1, 3), (2, 4)]
    assert not any(flag.code == "pages_paired" for form in read for flag in form.flags)


def test_without_libreoffice_the_command_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    result = run("forms", "blank", RECORD, "-o", tmp_path / "blank.pdf")
    assert result.exit_code == 3
    assert "apt-get install" in result.output


def test_options_of_printing_are_refused_for_word(tmp_path: Path) -> None:
    result = run("forms", "blank", RECORD, "-o", tmp_path / "blank.docx", "--copies", "3")
    assert result.exit_code == 2
    assert ".pdf" in result.output
    both = run("forms", "blank", RECORD, "-o", tmp_path / "x.pdf", "--merge", tmp_path / "all.pdf")
    assert both.exit_code == 2
