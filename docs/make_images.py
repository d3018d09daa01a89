"""Makes the pictures of the documentation from the samples: `python -m docs.make_images`.

Needs LibreOffice (soffice), poppler (pdftoppm) and the fonts named below. Documents name fonts
that few systems have; a fontconfig file of this script's own puts free ones in their place.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

import docx
import pypdfium2 as pdfium
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from openpyxl import load_workbook
from PIL import Image

from docforge import data
from docforge.blanks.copies import copies_of
from docforge.blanks.printed import printed_blanks
from docforge.contracts import load_contract
from docforge.documents.ledger.events import Event, Kind
from docforge.documents.ledger.incoming import news_of
from docforge.documents.ledger.keeping import keep_ledger
from docforge.documents.ledger.updating import News
from docforge.documents.letterhead import load_letterhead
from docforge.documents.notice import NoticeOptions, plan_notices, write_notices
from docforge.documents.register import consolidate, write_register
from docforge.documents.statutes import load_statutes
from docforge.documents.summary import write_summaries
from docforge.documents.working_days import WorkCalendar
from docforge.exports.mapping import mapping_called
from docforge.exports.records import Known
from docforge.exports.tables import Exporting
from docforge.exports.writing import write_export
from docforge.forms import Catalogue
from docforge.intake.clippings import Clippings
from docforge.intake.copy_keys import key_of
from docforge.intake.page_rows import page_rows
from docforge.intake.parsing import parsing_for, read_bytes
from docforge.intake.review_book import write_doubts
from docforge.model import Conclusion, Submission
from docforge.place import Box
from docforge.render import Template
from docforge.sheets.review_pages import BELONGS, PAGE_TITLES, PAGES
from docforge.sheets.workbook import Column, add_sheet, new_workbook
from docforge.tables.records import load_records
from docs.desk import DESK, IMAGES, beside, keep
from docs.office_pages import DPI, Office, Page
from docs.scan_images import under_a_seal

SAMPLES = data.shipped("samples")
FORM = "09-others-struck.docx"
DOUBTFUL = ("05-contradictory.docx", "14-ringed.docx")
CHECKLIST, REGISTER = "shanxi-2022/inspection-record", "jieyang-2019/producers"
REGISTERS = ("40-steel-register.docx", "41-steel-register.xlsx", "42-steel-register.pdf")
LEDGER_FORMS = (
    "02-content-controls.docx",
    "03-many-problems.docx",
    "65-anshan-2018-licensed-checklist.docx",
)
MIXED = (("flatbed.pdf", 1), ("stamped.pdf", 1), ("stamped.pdf", 2), ("flatbed.pdf", 2))
"""Pages of scanned samples in an order that pairs them wrongly."""
WAYS = {
    "01-all-in-order.docx": "勾在框里",
    "12-moved-and-reworded.docx": "框涂黑",
    "13-brackets.docx": "括号里打勾",
    "08-tick-beside-box.docx": "勾在框旁",
    "09-others-struck.docx": "划掉其余",
    "14-ringed.docx": "画圈",
    "11-chosen-word-only.docx": "只留一个词",
    "07-option-columns.docx": "一项一列",
}
PAPERS = (
    ("circular", "letter", "transfer-letter"),
    ("periodic-report", "reinspection-notice", "service-receipt"),
    ("onsite-record", "interview-record"),
)
ISSUED_ON, DAYS = date(2022, 9, 5), 30


def main() -> None:
    os.environ["DOCFORGE_LANG"] = "zh_CN"
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name))
        written = write_documents(office.folder / "written")
        form, summary, notice = (
            office.pages(path) for path in (SAMPLES / FORM, written.summary, written.notice)
        )
        wanted = list(problems(written.form))
        form[0].mark(found_on_form(form[0]))
        for page in (*summary, *notice):
            page.mark(page.lines_with(wanted))
        side = [("回收的检查表", form[:1]), ("问题汇总表", summary), ("责令改正通知书", notice[:1])]
        keep(beside(side), "form-and-results.png", 1700)
        keep(beside([("问题汇总表", summary)]), "issue-summary.png", 700)
        keep(beside([("责令改正通知书", notice)]), "rectification-notice.png", 1200)
        keep(beside([("钢铁登记表", office.pages(written.register))]), "register.png", 1500)
        ledger = office.pages(written.ledger)[0]
        keep(beside([("工作台账", [ledger])]), "ledger.png", 1700)
        keep(beside([("公示导出", office.pages(written.export)[:1])]), "export.png", 1500)
        review = office.pages(written.review)[:1]
        keep(beside([("复核表", review)]), "review.png", 1400)
        keep(beside([("复核表：页", mixed_stack(office)[:1])]), "review-pages.png", 1400)
        keep(beside(ways_of_marking(office), margin=0), "ways-of-marking.png", 1400)
        keep(table_and_letters(office), "table-and-letters.png", 1500)
        keep(beside(under_a_seal()), "scan-under-seal.png", 1000)
        keep(printed_forms(office), "printed-forms.png", 1500)
        for number, names in enumerate(PAPERS, start=1):
            keep(papers(office, names), f"papers-{number}.png", 1700)


class Written(NamedTuple):
    """What docforge made of the samples named above."""

    form: Submission
    summary: Path
    notice: Path
    register: Path
    review: Path
    ledger: Path
    export: Path


def write_documents(folder: Path) -> Written:
    parsing = parsing_for(enterprises=SAMPLES / "enterprises.xlsx")

    def read(*names: str) -> list[Submission]:
        return [
            submission
            for name in names
            for submission in parsing.submissions(read_bytes(SAMPLES / name), name)
        ]

    form = read(FORM)
    (summary,) = write_summaries(form, folder, days=DAYS)
    letterhead = load_letterhead(SAMPLES / "letterhead.yaml")
    options = NoticeOptions(issued_on=ISSUED_ON, days=DAYS)
    (notice,) = write_notices(plan_notices(form, load_statutes(), options, letterhead), folder)
    steel = parsing.catalogue.get("shanxi-2022/steel-register")
    merged = consolidate(read(*REGISTERS), steel, reported_on=ISSUED_ON)
    register = write_register(merged, folder / "register.docx")
    write_doubts(folder / "review.xlsx", read(*DOUBTFUL), parsing.catalogue)
    inspected = read(*LEDGER_FORMS)
    ledger = write_ledger(folder / "台账.xlsx", inspected, parsing.catalogue)
    mapping = mapping_called("credit-publicity")
    given = {"bureau": "云州市市场监督管理局", "matter": "工业产品生产许可证获证企业监督检查"}
    exporting = Exporting(mapping, Known(today=ISSUED_ON), given, WorkCalendar().after)
    export = write_export(folder / "公示.xlsx", mapping, exporting.tables(inspected))
    return Written(
        form=form[0],
        summary=summary.path,
        notice=notice.path,
        register=register.path,
        review=folder / "review.xlsx",
        ledger=ledger,
        export=export,
    )


def write_ledger(path: Path, submissions: Sequence[Submission], catalogue: Catalogue) -> Path:
    """The ledger of some inspections: of the first enterprise a notice went out, of another a
    problem was rechecked."""
    form = catalogue.get("anshan-2018/work-ledger")
    found = news_of(submissions, form, catalogue).findings
    first, last = found[0].base["enterprise_name"], found[-1].id
    notices = [
        Event(
            f"1>{line.id}",
            Kind.NOTICE,
            line.id,
            day="2022-06-20",
            words="云市监责改〔2022〕1号",
            deadline="2022-07-20",
            source="责令改正通知书.docx",
        )
        for line in found
        if line.base["enterprise_name"] == first
    ]
    report = Event("r", Kind.REPORT, last, day="2022-07-12", source="整改报告.docx")
    recheck = Event("c", Kind.RECHECK, last, day="2022-07-20", words="合格", source="复查记录.docx")
    news = News(found, (*notices, report, recheck))
    calendar = WorkCalendar()
    keep_ledger(path, lambda: news, form, catalogue, today=ISSUED_ON, calendar=calendar)
    return path


def problems(form: Submission) -> Iterator[str]:
    return (finding.description for finding in form.findings)


def found_on_form(page: Page) -> Iterator[Box]:
    """The conclusion and the record of every item that does not conform, read off the print."""
    submission = parsing_for().submissions(read_bytes(page.pdf), page.pdf.name)[0]
    for answer in submission.answers:
        if answer.conclusion is Conclusion.NONCONFORM:
            for evidence in (answer.evidence.conclusion, answer.evidence.record):
                place = evidence.place
                if place and place.box and place.page == page.number:
                    yield place.box


def mixed_stack(office: Office) -> list[Page]:
    """The sheet of pages of two scanned forms that lie in each other, one page given its form."""
    stack, written = pdfium.PdfDocument.new(), office.folder / "一叠.pdf"
    for name, number in MIXED:
        with closing(pdfium.PdfDocument(SAMPLES / "scans" / name)) as scan:
            stack.import_pages(scan, [number - 1])
    stack.save(written)
    parsing = parsing_for()
    forms = parsing.submissions(read_bytes(written), written.name)
    book = office.folder / "复核-页.xlsx"
    write_doubts(book, forms, parsing.catalogue, Clippings.of([(written, written.name)]))
    workbook = load_workbook(book)
    for title in workbook.sheetnames:
        if title != PAGES:
            del workbook[title]
    sheet = workbook[PAGES]
    offered = page_rows(forms, parsing.catalogue)[0].forms
    sheet.cell(3, PAGE_TITLES.index(BELONGS) + 1).value = offered[1]
    workbook.save(book)
    return office.pages(book)


def ways_of_marking(office: Office) -> Iterator[tuple[str, Sequence[Image.Image]]]:
    """The first conclusion of samples that are marked in different ways."""
    for name, way in WAYS.items():
        page = office.pages(SAMPLES / name)[0]
        submission = parsing_for().submissions(read_bytes(page.pdf), name)[0]
        answer = submission.answer("2.2")
        place = answer.evidence.conclusion.place if answer else None
        if place is None or place.box is None or place.page != page.number:
            raise SystemExit(f"{name}: item 2.2 is not on the first page")
        x0, y0, x1, y1 = place.box
        width = 96 if name.startswith("07") else x1 - x0
        yield way, [page.crop((x0 - 1, y0 - 1, x0 + width + 1, y1 + 1))]


TABLE = (
    ("企业名称", "整改期限", "联系人", "问题[].项目", "问题[].描述"),
    ("云州鹿台水泥有限公司", "2022年9月30日", "王建民", "1.1", "营业执照未在现场公示"),
    ("", "", "", "4.2", "无出厂检验记录"),
    ("云州碧泉化工有限公司", "2022年9月15日", "李秀兰", "2.3", "设备台账不全"),
)


def table_and_letters(office: Office) -> Image.Image:
    """A clerk's table, its template, and what `docforge render` makes of them."""
    workbook = new_workbook()
    columns = [Column(title) for title in TABLE[0]]
    add_sheet(workbook, "名单", columns, [[cell or None for cell in row] for row in TABLE[1:]])
    table, template = office.folder / "企业名单.xlsx", office.folder / "整改函模板.docx"
    workbook.save(table)
    letter_template().save(str(template))
    made = Template(template)
    letters = [made.render(record.values) for record in load_records(table).records]
    paths = []
    for number, content in enumerate(letters, start=1):
        paths.append(office.folder / f"filled-{number}.docx")
        paths[-1].write_bytes(content)
    pages = [office.pages(path)[0] for path in (template, *paths)]
    upper = beside([("企业名单.xlsx", office.pages(table)[:1])])
    lower = beside(
        [("整改函模板.docx", pages[:1]), ("云州鹿台水泥有限公司.docx", pages[1:2]),
         ("云州碧泉化工有限公司.docx", pages[2:])]
    )  # fmt: skip
    desk = Image.new("RGB", (max(upper.width, lower.width), upper.height + lower.height), DESK)
    desk.paste(upper, (0, 0))
    desk.paste(lower, (0, upper.height))
    return desk


def letter_template() -> Document:
    """A short letter with a row for every problem."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(120), Mm(110)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(8))
    document.styles["Normal"].font.name = "FangSong"
    document.add_paragraph("限期整改函").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{{ 企业名称 }}：")
    document.add_paragraph("检查发现你企业存在下列问题，请于{{ 整改期限 }}前改正。")
    table = document.add_table(4, 2, "Table Grid")
    rows = (
        ("项目", "问题"),
        ("{%tr for 项 in 问题 %}", ""),
        ("{{ 项.项目 }}", "{{ 项.描述 }}"),
        ("{%tr endfor %}", ""),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, width, text in zip(row.cells, (Mm(34), Mm(70)), texts, strict=True):
            cell.width, cell.text = width, text
    document.add_paragraph()
    document.add_paragraph("联系人：{{ 联系人 }}")
    return document


def printed_forms(office: Office) -> Image.Image:
    """A checklist for an enterprise and an empty register, with codes in their margins."""
    os.environ["FONTCONFIG_FILE"] = str(office.folder / "fonts.conf")
    catalogue = parsing_for().catalogue
    listed = parsing_for(enterprises=SAMPLES / "enterprises.xlsx").enterprises
    assert listed is not None
    first = listed.entries[0]
    groups = []
    for title, name, known in (
        ("检查表，每企业一份", CHECKLIST, [(key_of(first, listed), first.values())]),
        ("登记表", REGISTER, []),
    ):
        (blank,) = printed_blanks(name, copies_of(catalogue.get(name), known))
        with pdfium.PdfDocument(blank.content) as document:
            picture = document[0].render(scale=DPI / 72).to_pil().convert("RGB")
        groups.append((title, [picture]))
    return beside(groups)


def papers(office: Office, names: Iterable[str]) -> Image.Image:
    """Shipped templates, each filled with the sample of its contract."""
    groups = []
    for name in names:
        template = data.shipped("templates") / "docx" / f"{name}.docx"
        contract = load_contract(template)
        made = Template(template).render_to(office.folder / f"{name}.docx", contract.sample)
        groups.append((contract.title, office.pages(made)[:2]))
    return beside(groups)


if __name__ == "__main__":
    main()
