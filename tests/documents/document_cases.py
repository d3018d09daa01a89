"""Submissions as the forms room would give them, and documents as a reader sees them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from docforge.flags import FLAGS, Blocks
from docforge.model import (
    Field,
    Finding,
    Flag,
    FormMatch,
    Row,
    Source,
    Submission,
    Value,
    flag,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RECORD = "shanxi-2022/inspection-record"
STEEL = "shanxi-2022/steel-register"

KNOWN: dict[str, Any] = {
    "uscc": "91350100M000100Y43",
    "licence_no": "（晋）XK05-001-00001",
    "licence_valid_from": "2020-03-01",
    "licence_valid_until": "2025-02-28",
    "certified_products": "热轧钢筋",
    "production_address": "岚阳县工业园一号",
    "legal_representative": "张某",
    "inspected_on": "2022-06-10",
}


def finding(
    description: str,
    *,
    item: str = "2.1",
    basis: Sequence[str] = ("licence-regulation/9.3",),
    corrected: bool = False,
) -> Finding:
    return Finding(
        id="",
        item=item,
        section="生产设施设备",
        description=description,
        basis=tuple(basis),
        corrected_on_site=corrected,
    )


def submission(
    enterprise: str | None,
    *findings: Finding,
    id_: str = "aaaaaaaaaaaa-1",
    name: str = "",
    form: str = RECORD,
    flags: Sequence[Flag] = (),
    rows: Sequence[Row] = (),
    **values: Any,
) -> Submission:
    fields: dict[str, Value] = {"enterprise_name": enterprise, **values}
    numbered = [
        each.model_copy(update={"id": f"{id_}/{each.item}/{number}"})
        for number, each in enumerate(findings, start=1)
    ]
    return Submission(
        id=id_,
        source=Source(name=name or f"{id_}.docx"),
        form=FormMatch(id=form, score=1.0),
        fields={key: Field(value=value) for key, value in fields.items()},
        findings=tuple(numbered),
        flags=tuple(flags),
        rows=tuple(rows),
    )


def blocking_flag() -> Flag:
    assert FLAGS["two_marks"].blocks is Blocks.NOTICE
    return flag("two_marks", item="2.1", raw="☑符合 ☑不符合")


def row(**values: Value) -> Row:
    return Row(cells={key: Field(value=value) for key, value in values.items()})


def document(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def text_of(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def lines(path: Path) -> list[str]:
    """The paragraphs that hold words, in reading order."""
    found = (text_of(each).strip() for each in document(path).iter(f"{W}p"))
    return [line for line in found if line]


def cells(path: Path) -> list[list[str]]:
    """The rows of the first table."""
    (table, *_others) = document(path).iter(f"{W}tbl")
    return [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
