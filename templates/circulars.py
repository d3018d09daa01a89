"""Official documents with a red head, letters (信函格式) and reports, by GB/T 9704-2012."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Mm, Pt
from official import (
    SMALL,
    attachments,
    body,
    framed,
    imprint,
    outer_page_numbers,
    red_head,
    ruled,
    signature,
    title,
    twips,
)
from paper import (
    CENTRE,
    HEITI,
    LEFT,
    MIDDLE,
    RED,
    RIGHT,
    XIAOBIAOSONG,
    Ink,
    cell_padding,
    first_line,
    line,
    page,
    row_rules,
    table,
    write,
)


def _text(document: Document) -> None:
    """主体: title, who is addressed, text, attachments, signature, and a note under it."""
    title(document, "{{ title }}")
    line(document)
    line(document, "{{ addressees }}：", align=LEFT)
    body(document)
    _signed(document, "issuer")
    line(document, "{%p if note %}")
    line(document, "（{{ note }}）", indent=2)
    line(document, "{%p endif %}")


def _signed(document: Document, office: str) -> None:
    attachments(document)
    line(document, keep=True)
    line(document, keep=True)
    signature(document, office, "issued_on", choice="sealed")


def circular() -> Document:
    """通知 with red head: 版头, 主体, 版记 (chapter 7)."""
    document = page()
    outer_page_numbers(document)
    red_head(document)
    line(document)
    line(document)
    _text(document)
    imprint(document)
    return document


def _letter_head(document: Document) -> None:
    """10.1: the office's name 30 mm below the page's edge, a red double rule 4 mm under it and one
    20 mm above the lower edge, 170 mm wide; no page number on the first page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    wide = {"w": twips(170), "wrap": "around", "hAnchor": "page", "vAnchor": "page", "x": twips(20)}
    header = section.first_page_header
    mark = header.paragraphs[0]
    write(mark, ["{{ mark }}"], Ink(XIAOBIAOSONG, 30, colour=RED))
    mark.alignment = CENTRE
    mark.paragraph_format.line_spacing = Pt(32)
    framed(mark, **wide, y=twips(29.95), hRule="exact", h=640)
    rule = line(header, ink=Ink(size=1), pitch=2)
    thick, thin = ("single", 24, 0, RED), ("single", 6, 0, RED)
    framed(ruled(rule, top=thick, bottom=thin), **wide, y=twips(43.8))
    line(header, ink=Ink(size=2), pitch=4)
    footer = section.first_page_footer
    rule = line(footer, ink=Ink(size=1), pitch=2)
    framed(ruled(rule, top=thin, bottom=thick), **wide, y=twips(274.95))
    footer._element.remove(footer.paragraphs[0]._element)
    line(footer, ink=Ink(size=2), pitch=4)


def _letter(document: Document) -> None:
    _letter_head(document)
    outer_page_numbers(document)
    number = line(document, "{{ document_number }}", align=RIGHT)
    number.paragraph_format.space_before = Mm(10.9)
    line(document)
    line(document)


def letter() -> Document:
    """信函格式 (10.1): 函, replies and other letters between offices."""
    document = page()
    _letter(document)
    _text(document)
    return document


def transfer_letter() -> Document:
    """移送函: what an inspection found, handed to the office that is competent for it."""
    document = page()
    _letter(document)
    title(document, "关于移送{{ enterprise_name }}\n涉嫌违法线索的函")
    line(document)
    line(document, "{{ addressee }}：", align=LEFT)
    line(
        document,
        "{{ inspected_on }}，我局对{{ enterprise_name }}"
        "{{ '（统一社会信用代码：' ~ uscc ~ '）' if uscc else '' }}进行监督检查，发现以下情况：",
        indent=2,
    )
    line(document, "{%p for fact in facts %}")
    line(document, "{{ loop.index }}. {{ fact }}", indent=2)
    line(document, "{%p endfor %}")
    line(
        document,
        "上述情况涉嫌违反{{ violated }}的规定，不属于我局管辖。依据{{ transferred_under }}的规定，"
        "现将有关线索材料移送你单位，请依法处理，并将处理结果函告我局。",
        indent=2,
    )
    line(document, "联系人：{{ contact }}　　联系电话：{{ phone }}", indent=2, keep=True)
    _signed(document, "bureau_name")
    return document


def periodic_report() -> Document:
    """工作情况报告 with tables: figures of the period beside those of the year."""
    document = page()
    outer_page_numbers(document)
    title(document, "{{ title }}")
    line(document, "{{ period }}", align=CENTRE)
    line(document)
    line(document, "{{ addressees }}：", align=LEFT)
    body(document)
    line(document, "{%p for table in tables %}")
    line(document, "{{ table.title }}", ink=Ink(HEITI, 14), align=CENTRE, pitch=24, keep=True)
    made = table(document, [14, 62, 26, 26, 28], 4)
    cell_padding(made, sides=1.5, ends=0.8)
    figures = [f"{{{{ row.{key} }}}}" for key in ("item", "now", "total", "note")]
    rows = (
        (("序号", "项目", "本期", "累计", "备注"), Ink(HEITI, 12)),
        (("{%tr for row in table.rows %}", "", "", "", ""), Ink(size=12)),
        (("{{ loop.index }}", *figures), Ink(size=12)),
        (("{%tr endfor %}", "", "", "", ""), Ink(size=12)),
    )  # fmt: skip
    for number, (row, (texts, ink)) in enumerate(zip(made.rows, rows, strict=True)):
        row_rules(row, header=number == 0, height=8)
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            side = LEFT if column in (1, 4) and number else CENTRE
            first_line(cell, text, ink=ink, align=side, pitch=18)
            cell.vertical_alignment = MIDDLE
    line(document, ink=SMALL, pitch=20)
    line(document, "{%p endfor %}")
    body(document, "closing")
    attachments(document)
    line(document, keep=True)
    signature(document, "issuer", "issued_on", choice="sealed")
    return document
