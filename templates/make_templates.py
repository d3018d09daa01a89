"""Makes the Word templates in templates/docx: `python templates/make_templates.py`.

The .docx files are the product and are committed; a bureau may change them in Word as it
likes. This script only keeps the shipped ones reproducible.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from circulars import circular, letter, periodic_report, transfer_letter
from docx.document import Document
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from official import outer_page_numbers, signature
from paper import (
    CENTRE,
    HEITI,
    LEFT,
    MIDDLE,
    RIGHT,
    SONGTI,
    SYMBOLS,
    TITLE,
    Ink,
    cell_padding,
    close_up,
    first_line,
    line,
    page,
    page_number,
    row_rules,
    save,
    table,
    write,
)
from served import interview_record, onsite_record, reinspection_notice, service_receipt

FOLDER = Path(__file__).parent / "docx"

BODY = Ink()
LABEL = Ink(HEITI, 16)


def issue_summary() -> Document:
    """附件1 of 晋市监函〔2022〕181号, “双随机、一公开”监督检查问题汇总表."""
    document = page(grid=False)
    inside = Ink(size=14)
    line(document, "附件1", ink=LABEL, align=LEFT)
    line(document)
    line(document, "“双随机、一公开”监督检查问题汇总表", ink=TITLE, align=CENTRE, pitch=36)
    line(document)
    line(document, (" {{ enterprise_name }} ", BODY.underlined()), "（企业名称）", align=LEFT)
    line(
        document,
        "根据山西省市场监督管理局工作安排，检查组按照“双随机、一公开”的监管方式，对你企业进行了"
        "证后监督检查，检查结果发现你企业存在以下问题，请企业按要求完成整改。",
        indent=2,
    ).paragraph_format.space_after = Pt(6)
    made = table(document, [94, 62], 3)
    cell_padding(made, sides=2.5, ends=1.2)
    for number, (row, height) in enumerate(zip(made.rows, (16, 40, 40), strict=True)):
        # Only the list of problems may run over to a second page.
        row_rules(row, whole=number != 1, height=height)
    pitch = 22
    licence, products = made.rows[0].cells
    first_line(licence, "生产许可证 {{ licence_no }}", ink=inside, align=LEFT, pitch=pitch)
    validity = "有效期 {{ licence_valid_from }}-{{ licence_valid_until }}"
    close_up(line(licence, validity, ink=inside, align=LEFT, pitch=pitch))
    first_line(products, "获证产品 {{ certified_products }}", ink=inside, align=LEFT, pitch=pitch)
    problems = made.cell(1, 0).merge(made.cell(1, 1))
    first_line(problems, "现场检查发现问题汇总如下", ink=inside, pitch=pitch)
    for text in (
        "{%p for finding in findings %}",
        "{{ loop.index }}. {{ finding }}",
        "{%p endfor %}",
    ):
        line(problems, text, ink=inside, pitch=pitch)
    line(
        problems,
        "请市、县局督促企业在",
        ("{{ '____' if deadline_days is none else deadline_days }}", inside),
        "日内完成整改，并监督企业落实整改到位，整改情况报市、县两级市场监管部门。",
        ink=inside,
        pitch=pitch,
        indent=2,
    )
    _signatures(made.rows[2].cells[0], made.rows[2].cells[1], inside, pitch)
    line(
        document,
        "备注：企业要限期整改，逾期未整改或整改后仍未达到许可条件的企业，依法撤销生产许可证。",
        ink=inside,
        pitch=pitch,
    )
    line(document, "{%p if photos %}")
    first = line(document, "附：现场照片", ink=LABEL, align=LEFT)
    first.paragraph_format.page_break_before = True
    line(document, "{%p endif %}")
    line(document, "{%p for photo in photos %}", pitch=None)
    line(document, "{{ photo.picture }}", align=CENTRE, pitch=None, keep=True)
    line(document, "{{ photo.caption }}", ink=inside, align=CENTRE, pitch=pitch)
    line(document, "{%p endfor %}", pitch=None)
    return document


def _signatures(team: _Cell, firm: _Cell, inside: Ink, pitch: float) -> None:
    """Signed and dated by hand: only contact and phone are printed where they are known."""
    first_line(team, "检查组签字", ink=inside, align=LEFT, pitch=pitch)
    for _ in range(3):
        line(team, ink=inside, pitch=pitch)
    line(team, "年　　月　　日", ink=inside, align=RIGHT, pitch=pitch)
    first_line(firm, "企业代表确认签字(公章)", ink=inside, align=LEFT, pitch=pitch)
    line(firm, ink=inside, pitch=pitch)
    line(firm, "联系人 {{ contact }}", ink=inside, align=LEFT, pitch=pitch)
    line(firm, "联系电话 {{ phone }}", ink=inside, align=LEFT, pitch=pitch)
    line(firm, "年　　月　　日", ink=inside, align=RIGHT, pitch=pitch)


def rectification_notice() -> Document:
    """责令改正通知书, form 33 of 国市监法发〔2021〕42号, laid out by GB/T 9704-2012."""
    document = page()
    _margins_of_notice(document)
    line(document, "{{ bureau_name }}", ink=TITLE, align=CENTRE, pitch=36)
    line(document, "责令改正通知书", ink=TITLE, align=CENTRE, pitch=36)
    line(document, "{{ document_number }}", align=CENTRE)
    line(document)
    line(document, "{{ enterprise_name }}：", align=LEFT)
    line(document, "{%p for line in identity %}")
    line(document, "{{ line.label }}：{{ line.value }}", indent=2)
    line(document, "{%p endfor %}")
    line(document, "经查，你（单位）存在以下行为：", indent=2, keep=True)
    line(document, "{%p for finding in findings %}")
    line(document, "{{ loop.index }}. {{ finding }}", indent=2)
    line(document, "{%p endfor %}")
    line(document, "上述行为违反了{{ violated }}的规定。", indent=2)
    line(document, "依据{{ ordered_under }}的规定，现责令你（单位）：", indent=2, keep=True)
    box = Ink(SYMBOLS, 16, latin=SYMBOLS)
    line(document, ("{{ '☑' if at_once else '☐' }}", box), "立即予以改正。", indent=2, keep=True)
    line(document, ("{{ '☑' if deadline else '☐' }}", box), "{{ deadline_words }}改正。", indent=2)
    for name, text in (
        ("requirements", "改正内容及要求：{{ requirements }}"),
        ("penalty", "逾期不改的，本局将依据{{ penalty }}的规定，依法予以处理。"),
    ):
        line(document, f"{{%p if {name} %}}")
        line(document, text, indent=2)
        line(document, "{%p endif %}")
    line(
        document,
        "如对本责令改正决定不服，可以自收到本通知书之日起六十日内向{{ appeal_authority }}申请行政"
        "复议；也可以在六个月内依法向{{ court }}提起行政诉讼。",
        indent=2,
    )
    line(document, "联系人：{{ contact }}　　联系电话：{{ phone }}", indent=2, keep=True)
    line(document, "联系地址：{{ address }}", indent=2, keep=True)
    line(document, keep=True)
    signature(document, "bureau_name", "issued_on")
    line(document, keep=True)
    line(document, "{{ copies }}", ink=Ink(size=14))
    return document


def _margins_of_notice(document: Document) -> None:
    """A note in the header, page numbers outside."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        paragraph = header.paragraphs[0]
        paragraph.alignment = RIGHT
        write(paragraph, ["{{ header_note }}"], Ink(HEITI, 10.5))
    outer_page_numbers(document)


# 附件3: two printed bands an enterprise on one grid of 20 columns (mm). A heading is the key of
# its column, its words, and the grid columns it takes.
STEEL_GRID = [8, *[10] * 8, 24, 19, 11, 11, 11, 14, 19, 18, 20, 18, 16]
Heading = tuple[str, str, int]
STEEL_FIRST: Sequence[Heading] = (
    ("enterprise_name", "企业名称", 5),
    ("production_address", "生产地址", 3),
    ("licence_no", "生产许可证编号", 1),
    ("licence_valid_until", "有效期", 1),
    ("output_total", "总产量", 1),
    ("output_rebar", "钢筋", 1),
    ("output_bearing_steel", "轴承钢材", 1),
    ("status", "企业生产现状", 1),
    ("stopped_on", "停产/关停日期", 1),
    ("inspection_national", "国家监督抽查(次数、合格或不合格)", 1),
    ("inspection_provincial", "省级及以下抽查(次数、合格或不合格)", 1),
    ("disposition", "处理意见(如有)", 1),
    ("illegal_capacity", "有无违规产能(如有,填写问题汇总表)", 1),
)
STEEL_SECOND: Sequence[Heading] = (
    ("bar", "棒材产品", 1),
    ("wire", "线材产品", 1),
    ("plate", "板材产品", 1),
    ("strip", "带产品", 1),
    ("pipe", "管材产品", 1),
    ("billet", "坯产品", 1),
    ("shaped", "异型钢产品", 1),
    ("cold_rolled", "冷轧产品", 1),
    ("blast_furnaces", "高炉(台)", 1),
    ("converters", "转炉(台)", 1),
    ("electric_furnaces", "电炉(台)", 1),
    ("rolling_lines", "轧钢生产线(条)", 1),
    ("bar_lines", "棒材线(条)", 1),
    ("wire_lines", "线材线(条)", 1),
    ("tensile_testers", "拉力试验机吨位及数量", 1),
    ("obsolete_equipment", "是否有国家明令淘汰设备(如有在问题汇总表中说明)", 1),
    ("unlicensed_production", "是否存在无证生产等违法违规的生产行为(如是,填写问题汇总表)", 1),
    ("conditions_kept", "是否保持获证时的生产条件(可附表说明情况)", 2),
)
STEEL_GROUPS = {11: ("2021年钢材产量(万吨)", 3), 16: ("2021-2022年质量监督抽查情况", 3)}


def steel_register() -> Document:
    """附件3 of 晋市监函〔2022〕181号, 山西省钢铁获证企业生产状况登记表, landscape."""
    document = page(margins=(18, 15, 14, 14), landscape=True, grid=False)
    small = Ink(SONGTI, 9)
    line(document, "附件3", ink=LABEL, align=LEFT, pitch=22)
    line(document, "山西省钢铁获证企业生产状况登记表", ink=TITLE, align=CENTRE, pitch=34)
    line(
        document,
        "填表单位：{{ reporting_unit }}　　　　　　填表时间：{{ reported_on }}",
        ink=Ink(size=12),
        align=LEFT,
        pitch=24,
    )
    made = table(document, STEEL_GRID, 8)
    cell_padding(made, sides=0.6, ends=0.4)
    _steel_header(made, small)
    for row, text in ((3, "{%tr for enterprise in enterprises %}"), (6, "{%tr endfor %}")):
        first_line(made.cell(row, 0), text, ink=small, align=LEFT, pitch=None)
    number = made.cell(4, 0).merge(made.cell(5, 0))
    _small(number, "{{ loop.index }}", small)
    for row, headings in ((4, STEEL_FIRST), (5, STEEL_SECOND)):
        _band(
            made, row, [(f"{{{{ enterprise.{key} }}}}", span) for key, _, span in headings], small
        )
        row_rules(made.rows[row], height=9)
    for paragraph in (each for cell in made.rows[4].cells for each in cell.paragraphs):
        paragraph.paragraph_format.keep_with_next = True  # both bands on one page
    foot = made.cell(7, 0).merge(made.cell(7, len(STEEL_GRID) - 1))
    row_rules(made.rows[7], height=24)
    pitch = 20
    first_line(
        foot,
        "企业代表确认签字(公章)　　　　　　　　　　　　联系人 {{ contact }}　　　　　　　　"
        "联系电话 {{ phone }}",
        ink=Ink(size=12),
        align=LEFT,
        pitch=pitch,
    )
    line(foot, ink=Ink(size=12), pitch=pitch)
    line(foot, "年　　月　　日", ink=Ink(size=12), align=RIGHT, pitch=pitch, right=Mm(14))
    line(
        document,
        "填表说明：本表由企业如实填写，并签字盖章确认。",
        ink=Ink(size=12),
        pitch=pitch,
    )
    for text in ("{%p for conflict in conflicts %}", "{{ conflict }}", "{%p endfor %}"):
        line(document, text, ink=Ink(size=12), align=LEFT, pitch=pitch)
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = CENTRE
    page_number(footer, Ink(SONGTI, 9, latin=SONGTI))
    return document


def _steel_header(made: Table, ink: Ink) -> None:
    _small(made.cell(0, 0).merge(made.cell(2, 0)), "序号", ink)
    at = 1
    for _, text, span in STEEL_FIRST:
        group = next((g for start, g in STEEL_GROUPS.items() if start <= at < start + g[1]), None)
        top = made.cell(1 if group else 0, at)
        _small(top.merge(made.cell(1, at + span - 1)), text, ink)
        at += span
    for start, (text, span) in STEEL_GROUPS.items():
        _small(made.cell(0, start).merge(made.cell(0, start + span - 1)), text, ink)
    _band(made, 2, [(text, span) for _, text, span in STEEL_SECOND], ink)
    for row in made.rows[:3]:
        row_rules(row, header=True)


def _band(made: Table, row: int, words: Sequence[tuple[str, int]], ink: Ink) -> None:
    at = 1
    for text, span in words:
        _small(made.cell(row, at).merge(made.cell(row, at + span - 1)), text, ink)
        at += span


def _small(cell: _Cell, text: str, ink: Ink) -> None:
    for extra in cell.paragraphs[1:]:
        extra._element.getparent().remove(extra._element)
    first_line(cell, text, ink=ink, align=CENTRE, pitch=12)
    cell.vertical_alignment = MIDDLE


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, title, make in (
        ("issue-summary", "“双随机、一公开”监督检查问题汇总表", issue_summary),
        ("rectification-notice", "责令改正通知书", rectification_notice),
        ("circular", "通知（红头文件）", circular),
        ("letter", "函（信函格式）", letter),
        ("transfer-letter", "移送函", transfer_letter),
        ("periodic-report", "工作情况报告", periodic_report),
        ("reinspection-notice", "复查通知书", reinspection_notice),
        ("onsite-record", "现场笔录", onsite_record),
        ("interview-record", "行政约谈记录", interview_record),
        ("service-receipt", "送达回证", service_receipt),
        ("steel-register", "山西省钢铁获证企业生产状况登记表", steel_register),
    ):
        save(make(), FOLDER / f"{name}.docx", title)


if __name__ == "__main__":
    main()
