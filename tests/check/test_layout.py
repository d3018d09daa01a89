"""What is measured on printed pages: a document that breaks each rule, and one that nearly does."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from docforge.check import Settings, examine
from docforge.check.rules import RULES
from docforge.data import shipped
from tests.check.written_papers import LONG, circular, found, wps_circular


def saved(document: Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def told(content: bytes, folder: Path, profile: Any = None) -> dict[str, list[str]]:
    return found(content, folder, profile, layout=True, selected=frozenset({"L"}))


def table(rows: int, *, exact: float = 0, header: bool = False, words: str = "内容") -> bytes:
    document = docx.Document()
    made = document.add_table(rows, 3)
    for number, row in enumerate(made.rows):
        for cell in row.cells:
            cell.text = words if number else "表头"
        if exact:
            row.height, row.height_rule = Mm(exact), WD_ROW_HEIGHT_RULE.EXACTLY
    if header:
        properties = made.rows[0]._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:tblHeader"), {}))
    return saved(document)


def wide_table(width: float, *, landscape: bool = False) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    made = document.add_table(2, 2)
    for column in made._tbl.tblGrid.findall(qn("w:gridCol")):
        column.set(qn("w:w"), str(round(width / 2 / 25.4 * 1440)))
    return saved(document)


def test_a_table_wider_than_the_type_area_is_told_without_printing(tmp_path: Path) -> None:
    assert "L410" in found(wide_table(180), tmp_path)
    assert "L410" not in found(wide_table(156), tmp_path)
    assert "L410" not in found(wide_table(180, landscape=True), tmp_path)


def test_a_font_that_is_named_for_latin_letters_alone_is_told(tmp_path: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("责令改正通知书")
    run.font.name = "仿宋"
    assert "L408" in found(saved(document), tmp_path)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    assert "L408" not in found(saved(document), tmp_path)


def test_without_libreoffice_one_finding_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docforge.libreoffice.program", lambda: None)
    report = told(circular(), tmp_path, "circular")
    assert list(report) == ["L400"]
    assert "LibreOffice" in report["L400"][0]


def test_nothing_is_printed_where_layout_is_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docforge.libreoffice.program", lambda: pytest.fail("printed"))
    found(circular(), tmp_path, "circular")


def test_every_rule_of_the_layout_is_tried_here() -> None:
    names = {code for code, rule in RULES.items() if rule.family == "layout"}
    text = Path(__file__).read_text("utf-8")
    assert all(code in text for code in names)


@pytest.mark.heavy
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
class TestPrinted:
    def test_a_right_circular_is_right_on_paper(self, tmp_path: Path) -> None:
        assert set(told(circular(copies=None, printed=None), tmp_path, "circular")) <= {"L407"}

    def test_a_row_of_fixed_height_that_cuts_words_off(self, tmp_path: Path) -> None:
        assert "L402" in told(table(3, exact=8, words="很长的内容" * 20), tmp_path)
        assert "L402" not in told(table(3, exact=8), tmp_path)

    def test_words_beside_the_type_area(self, tmp_path: Path) -> None:
        document = docx.Document()
        paragraph = document.add_paragraph("向左伸出版心的文字")
        paragraph.paragraph_format.left_indent = Mm(-20)
        assert "L403" in told(saved(document), tmp_path)
        paragraph.paragraph_format.left_indent = Mm(-1)
        assert "L403" not in told(saved(document), tmp_path)

    def test_office_and_date_alone_on_a_page(self, tmp_path: Path) -> None:
        alone = circular(gap7={"break": True})
        assert "L404" in told(alone, tmp_path, "circular")
        assert "L404" not in told(circular(p3={"break": True}), tmp_path, "circular")

    def test_a_heading_at_the_foot_of_a_page(self, tmp_path: Path) -> None:
        def paper(lines: int) -> bytes:
            document = docx.Document()
            for section in document.sections:
                section.page_height = Mm(297)
            for _ in range(lines):
                document.add_paragraph("正文").paragraph_format.line_spacing = Pt(28.95)
            document.add_paragraph("二、检查内容").paragraph_format.line_spacing = Pt(28.95)
            document.add_paragraph(LONG).paragraph_format.line_spacing = Pt(28.95)
            for paragraph in document.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
            return saved(document)

        assert "L405" in told(paper(23), tmp_path)
        assert "L405" not in told(paper(20), tmp_path)
        assert "L405" not in told(paper(24), tmp_path)

    def test_a_first_page_without_text(self, tmp_path: Path) -> None:
        late = circular(gap5={"pitch": 330.0})
        assert "L406" in told(late, tmp_path, "circular")
        assert "L406" not in told(circular(gap5={"pitch": 60.0}), tmp_path, "circular")

    def test_a_font_that_is_not_there(self, tmp_path: Path) -> None:
        document = docx.Document()
        run = document.add_paragraph().add_run("没有的字体")
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "某某手写体")
        assert "L407" in told(saved(document), tmp_path)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Serif CJK SC")
        assert "Noto" not in str(told(saved(document), tmp_path).get("L407", ""))

    def test_a_blank_last_page(self, tmp_path: Path) -> None:
        document = docx.Document()
        document.add_paragraph("正文。")
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph()
        assert "L409" in told(saved(document), tmp_path)
        document.add_paragraph("第二页的正文。")
        assert "L409" not in told(saved(document), tmp_path)

    def test_a_long_table_repeats_its_header(self, tmp_path: Path) -> None:
        assert "L411" in told(table(80), tmp_path)
        assert "L411" not in told(table(80, header=True), tmp_path)
        assert "L411" not in told(table(6), tmp_path)

    def test_the_imprint_stands_at_the_foot(self, tmp_path: Path) -> None:
        assert "L412" in told(wps_circular(), tmp_path, "circular")
        shutil.copy(shipped("templates") / "docx" / "circular.docx", tmp_path)
        shutil.copy(shipped("templates") / "docx" / "circular.yaml", tmp_path)
        settings = Settings(layout=True, selected=frozenset({"L412"}))
        assert examine(tmp_path / "circular.docx", settings) == []

    def test_a_contract_promises_how_many_pages_there_are(self, tmp_path: Path) -> None:
        folder = shipped("templates") / "docx"
        shutil.copy(folder / "letter.docx", tmp_path / "letter.docx")
        contract = yaml.safe_load((folder / "letter.yaml").read_text("utf-8"))
        contract["layout"]["pages"] = 1
        settings = Settings(layout=True, selected=frozenset({"L4"}))

        def codes(paragraphs: int) -> set[str]:
            contract["sample"]["body"] = [LONG] * paragraphs
            path = tmp_path / "letter.yaml"
            path.write_text(yaml.safe_dump(contract, allow_unicode=True), "utf-8")
            return {each.code for each in examine(tmp_path / "letter.docx", settings)}

        assert "L401" in codes(20)
        assert "L401" not in codes(2)

    def test_a_file_that_cannot_be_printed_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("docforge.check.layout.printing.TIME_LIMIT", -59.9)
        assert list(told(circular(), tmp_path, "circular")) == ["L400"]

    def test_the_shipped_templates_are_right_on_paper(self) -> None:
        settings = Settings(layout=True, selected=frozenset({"L"}))
        for path in sorted((shipped("templates") / "docx").glob("*.docx")):
            assert {each.code for each in examine(path, settings)} <= {"L407"}, path
