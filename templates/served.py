"""Papers that are served, filled in or signed by hand: receipt, records, re-inspection."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.table import Table
from official import outer_page_numbers, signature
from paper import (
    CENTRE,
    LEFT,
    MIDDLE,
    TITLE,
    Ink,
    cell_padding,
    field,
    first_line,
    line,
    page,
    row_rules,
    table,
    write,
)

INSIDE = Ink(size=14)
PITCH = 24


def heading(document: Document, title: str) -> None:
    """The office and the title, both in 2号小标宋."""
    line(document, "{{ bureau_name }}", ink=TITLE, align=CENTRE, pitch=36)
    line(document, title, ink=TITLE, align=CENTRE, pitch=36)


def labelled(made: Table, rows: Sequence[tuple[str, str, float]]) -> None:
    """Rows of a label and what is said, each at least so many millimetres high."""
    cell_padding(made, sides=2.0, ends=1.0)
    for row, (label, text, height) in zip(made.rows, rows, strict=True):
        row_rules(row, height=height)
        first_line(row.cells[0], label, ink=INSIDE, align=CENTRE, pitch=PITCH)
        for number, words in enumerate(text.split("\n")):
            (line if number else first_line)(
                row.cells[1], words, ink=INSIDE, align=LEFT, pitch=PITCH
            )
        for cell in row.cells:
            cell.vertical_alignment = MIDDLE


SIGNED = "（签名或者盖章）　　　　　　　年　　月　　日"


def service_receipt() -> Document:
    """送达回证, form 50 of 国市监法发〔2021〕42号: filled in and signed by hand on delivery."""
    document = page()
    heading(document, "送达回证")
    line(document)
    rows = (
        ("送达文书名称及文号", "{{ document_title }}\n{{ document_number }}", 22),
        ("受送达人", "{{ recipient }}", 14),
        ("送达时间", "　　　　年　　月　　日　　时　　分", 14),
        ("送达地点", "{{ address }}", 14),
        ("送达方式", "□直接送达　□留置送达　□委托送达\n□邮寄送达　□公告送达　□电子送达", 22),
        ("收件人", SIGNED, 22),
        ("送达人", "　\n" + SIGNED, 26),
        ("见证人", SIGNED, 18),
        ("备注", "（拒收的事由和日期，代收人与受送达人的关系）\n　\n　", 34),
    )
    labelled(table(document, [40, 116], len(rows)), rows)
    return document


def reinspection_notice() -> Document:
    """复查通知书: when and how it is looked at whether what was ordered has been mended."""
    document = page()
    outer_page_numbers(document)
    heading(document, "复查通知书")
    line(document, "{{ document_number }}", align=CENTRE)
    line(document)
    line(document, "{{ enterprise_name }}：", align=LEFT)
    line(
        document,
        "我局于{{ ordered_on }}向你（单位）送达《责令改正通知书》（{{ order_number }}），"
        "责令你（单位）{{ deadline_words }}改正下列行为：",
        indent=2,
    )
    line(document, "{%p for finding in findings %}")
    line(document, "{{ loop.index }}. {{ finding }}", indent=2)
    line(document, "{%p endfor %}")
    line(
        document,
        "根据{{ basis }}的规定，我局定于{{ reinspected_on }}对改正情况进行复查。请你（单位）"
        "安排负责人到场配合，并备好整改报告及佐证材料。",
        indent=2,
    )
    line(document, "复查仍不合格的，本局将依法处理。", indent=2)
    line(document, "联系人：{{ contact }}　　联系电话：{{ phone }}", indent=2, keep=True)
    line(document, keep=True)
    signature(document, "bureau_name", "issued_on")
    return document


_BLANK_DATE = "　　　　年　　月　　日"


def _signed_by(document: Document, *who: str) -> None:
    for each in who:
        line(
            document,
            f"{each}：　　　　　　　　　　{_BLANK_DATE}",
            ink=INSIDE,
            align=LEFT,
            keep=True,
        )


def _of_pages(document: Document) -> None:
    """第N页 共N页, signed page by page."""
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = CENTRE
    for words, code in (("第", "PAGE"), ("页　共", "NUMPAGES")):
        write(footer, [words], Ink(size=12))
        field(footer, code, Ink(size=12))
    write(footer, ["页"], Ink(size=12))
    line(
        document.sections[0].footer,
        "当事人逐页签名：　　　　　　　　检查人员逐页签名：",
        ink=Ink(size=12),
        align=LEFT,
        pitch=20,
    )


def onsite_record() -> Document:
    """现场笔录, form 9 of 国市监法发〔2021〕42号: what is known is printed, the rest is written."""
    document = page()
    heading(document, "现场笔录")
    line(document)
    text = (
        "时间：{{ began }}　至　{{ ended }}",
        "地点：{{ place }}",
        "检查人员：{{ inspectors }}",
        "当事人：{{ enterprise_name }}",
        "主体资格证照名称：{{ licence_name }}",
        "统一社会信用代码：{{ uscc }}",
        "住所（住址）：{{ address }}",
        "法定代表人（负责人、经营者）：{{ legal_representative }}　联系电话：{{ phone }}",
        "通知当事人到场情况：{{ presence }}",
    )
    for each in text:
        line(document, each, ink=INSIDE, align=LEFT, pitch=PITCH)
    told = (
        "检查人员出示执法证件，并告知：我们是{{ bureau_name }}的执法人员，"
        "现依法对你（单位）进行检查。你（单位）享有陈述、申辩的权利；认为检查人员与本案有直接利害关系的，有权申请回避。"
    )
    line(document, told, ink=INSIDE, indent=2, pitch=PITCH)
    line(document, "问：是否看清执法证件？是否申请回避？", ink=INSIDE, indent=2, pitch=PITCH)
    line(document, "答：{{ answer }}", ink=INSIDE, indent=2, pitch=PITCH)
    line(document, "现场情况：", ink=INSIDE, indent=2, pitch=PITCH)
    line(document, "{%p for fact in facts %}")
    line(document, "{{ loop.index }}. {{ fact }}", ink=INSIDE, indent=2, pitch=PITCH)
    line(document, "{%p endfor %}")
    line(document, "当事人陈述和申辩：{{ statement }}", ink=INSIDE, indent=2, pitch=PITCH)
    line(
        document, "以上笔录已阅看（已向我宣读），记录属实。（由当事人手写）", ink=INSIDE, indent=2,
        pitch=PITCH, keep=True,
    )  # fmt: skip
    _signed_by(document, "当事人（签名）", "见证人（签名）", "检查人员（签名）", "检查人员（签名）")
    _of_pages(document)
    return document


def interview_record() -> Document:
    """行政约谈记录: why, who, what was pointed out and what the enterprise undertook."""
    document = page()
    heading(document, "行政约谈记录")
    points = "{%p for point in points %}\n{{ loop.index }}. {{ point }}\n{%p endfor %}"
    signed = "　　　　　　　　年　　月　　日"
    line(document)
    rows = (
        ("约谈事由", "{{ reason }}", 12),
        ("约谈依据", "{{ basis }}", 12),
        ("时间、地点", "{{ held_on }}　{{ place }}", 12),
        ("约谈人", "{{ interviewers }}", 12),
        ("被约谈单位", "{{ enterprise_name }}", 12),
        ("被约谈人", "{{ interviewees }}", 12),
        ("告知要点", points, 26),
        ("企业陈述", "{{ statement }}", 22),
        ("整改承诺及期限", "{{ undertaking }}", 22),
        ("签字", f"约谈人：　{signed}\n被约谈人：{signed}", 22),
    )
    labelled(table(document, [36, 120], len(rows)), rows)
    return document
