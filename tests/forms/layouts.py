"""Layouts as a reader would hand them over, written down briefly for tests."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.forms import load_catalogue
from docforge.intake.stack import understand
from docforge.layout import Cell, Document, Page, Paragraph, Table, Text
from docforge.model import Source, Submission
from docforge.place import Place
from docforge.readers.glyphs import marks_in

HEADER = ["序号", "检查项目", "检查内容", "检查结论", "检查记录", "备注"]
TITLE = "工业产品生产许可证获证企业“双随机、一公开”监督检查记录表"
FORM = load_catalogue().get("shanxi-2022/inspection-record")
SOURCE = Source(name="form", sha256="ab" * 32, media="docx")


def paragraph(text: str, number: int = 1) -> Paragraph:
    return Paragraph(marks_in(text), Place(paragraph=number))


def table(rows: Sequence[Sequence[str]], number: int = 1) -> Table:
    """A table without merged cells; marks are read from the characters."""
    cells = tuple(
        Cell(
            r,
            c,
            marks_in(text) if text else (),
            place=Place(table=number, row=r, column=c),
        )
        for r, row in enumerate(rows, start=1)
        for c, text in enumerate(row, start=1)
    )
    return Table(len(rows), max(map(len, rows)), cells)


def row(item_id: str, conclusion: str = "", record: str = "", text: str = "") -> list[str]:
    """A row of the inspection record as the form prints it."""
    item = FORM.item_by_id[item_id]
    words = text or item.text
    return [
        str(item.section_number),
        item.section,
        f"{item.number}{words}",
        conclusion,
        record,
        item.remark,
    ]


def all_rows(**filled: tuple[str, str]) -> list[list[str]]:
    """All rows marked 符合 but those given as i2_1=("□符合 ☑不符合", "record")."""
    rows = []
    for item in FORM.items:
        conclusion, record = filled.get("i" + item.id.replace(".", "_"), ("☑符合 □不符合", ""))
        rows.append(row(item.id, conclusion, record))
    return rows


def document(*blocks: Paragraph | Table, media: str = "docx") -> Document:
    return Document(media, (Page(1, tuple(blocks)),))


def head() -> tuple[Paragraph, Paragraph]:
    return paragraph(TITLE), paragraph(
        "企业名称(盖章)：云州测试钢铁有限公司  产品类别 ☑工业产品 □食品相关产品"
    )


def foot() -> Paragraph:
    return paragraph(
        "检查组成员签字：张伟、李娜  检查时间：2022年7月5日  企业代表确认签字（盖章）：王强"
    )


def read(*blocks: Paragraph | Table) -> Submission:
    """The one submission of a document of these blocks."""
    (submission,) = understand(document(*blocks), SOURCE, load_catalogue())
    return submission


def text(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def codes(submission: Submission) -> set[str]:
    return {entry.flag.code for entry in submission.flagged()}
