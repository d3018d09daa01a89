"""Papers that are served, filled in or signed by hand: receipt, records, re-inspection."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.table import Table
from paper import (
    CENTRE,
    LEFT,
    MIDDLE,
    TITLE,
    Ink,
    cell_padding,
    first_line,
    line,
    page,
    row_rules,
    table,
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
