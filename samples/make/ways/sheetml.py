"""Workbooks written part by part, as Excel and WPS write them: what openpyxl does not write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from samples.make.archive import steady

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_NAMES = (
    f'xmlns="{MAIN}" xmlns:r="{LINKS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
)
PLAIN, WINGDINGS, WINGDINGS_2, DATE, STRUCK, TEXT, CHINESE_DATE, DASHED_DATE, CHECK_BOX = range(9)
"""Cell styles by their number, as `_STYLES` lists them."""
_FONTS = (
    '<font><sz val="10"/><name val="宋体"/></font><font><sz val="10"/><name val="Wingdings"/>'
    '</font><font><sz val="10"/><name val="Wingdings 2"/></font><font><strike/><sz val="10"/>'
    '<name val="宋体"/></font>'
)
_FORMS = ((0, 0), (0, 1), (0, 2), (14, 0), (0, 3), (49, 0), (31, 0), (164, 0), (0, 0))
_BOX_EXTENSION = (
    '<extLst><ext uri="{C7286773-470A-42A8-94C5-96B5CB345126}" xmlns:xfpb='
    '"http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag">'
    '<xfpb:xfComplement i="0"/></ext></extLst>'
)


@dataclass(frozen=True)
class Run:
    """Characters of a rich text cell in a font, struck or not."""

    text: str
    font: str = "宋体"
    struck: bool = False


@dataclass(frozen=True)
class Formula:
    """A formula with the value that was stored, None where none was."""

    text: str
    stored: str | float | None = None


Value = str | int | float | bool | Sequence[Run] | Formula | None


@dataclass
class Sheet:
    """A sheet under construction; rows and columns count from 1. `after` follows the rows.

    `parts` are further parts of the package by name, `links` what the sheet is related to.
    """

    name: str = "附件2"
    cells: dict[tuple[int, int], tuple[Value, int]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    columns: str = ""
    state: str = "visible"
    after: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    parts: dict[str, str | bytes] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Value, style: int = PLAIN) -> None:
        self.cells[row, column] = value, style

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        letters = get_column_letter
        self.merged.append(f"{letters(left)}{top}:{letters(right)}{bottom}")


def workbook(sheets: Sequence[Sheet], *, from_1904: bool = False) -> bytes:
    """The .xlsx of these sheets."""
    texts: dict[str, int] = {}
    parts: dict[str, str | bytes] = {}
    for number, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, texts)
        if sheet.links:
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relations(sheet.links)
        parts |= sheet.parts
    tabs = "".join(
        f'<sheet name="{sheet.name}" sheetId="{number}" state="{sheet.state}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    base = '<workbookPr date1904="1"/>' if from_1904 else "<workbookPr/>"
    parts["xl/workbook.xml"] = (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{base}<sheets>{tabs}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = _relations(
        [
            *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ]
    )
    items = "".join(texts)
    parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{items}</sst>'
    parts["xl/styles.xml"] = _styles()
    parts["_rels/.rels"] = _relations([("officeDocument", "xl/workbook.xml")])
    return _packed({"[Content_Types].xml": _types(parts), **parts})


def _sheet(sheet: Sheet, texts: dict[str, int]) -> str:
    rows: dict[int, list[str]] = {}
    for row, column in sorted(sheet.cells):
        rows.setdefault(row, []).append(_cell(sheet, row, column, texts))
    written = "".join(
        f'<row r="{row}" spans="1:8"{_row_looks(sheet, row)} x14ac:dyDescent="0.15">'
        + "".join(cells)
        + "</row>"
        for row, cells in rows.items()
    )
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merged)
    merged = f'<mergeCells count="{len(sheet.merged)}">{merges}</mergeCells>' if merges else ""
    return (
        f'{HEAD}<worksheet {_SHEET_NAMES}><sheetFormatPr defaultRowHeight="14.25"/>{sheet.columns}'
        f"<sheetData>{written}</sheetData>{merged}{sheet.after}</worksheet>"
    )


def _row_looks(sheet: Sheet, row: int) -> str:
    hidden = ' hidden="1"' if row in sheet.hidden_rows else ""
    height = sheet.heights.get(row)
    return hidden + (f' ht="{height}" customHeight="1"' if height else "")


def _cell(sheet: Sheet, row: int, column: int, texts: dict[str, int]) -> str:
    value, style = sheet.cells[row, column]
    where = f'r="{get_column_letter(column)}{row}" s="{style}"'
    if value is None:
        return f"<c {where}/>"
    if isinstance(value, bool):
        return f'<c {where} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c {where}><v>{value}</v></c>"
    if isinstance(value, Formula):
        kind = ' t="str"' if isinstance(value.stored, str) else ""
        stored = "" if value.stored is None else f"<v>{value.stored}</v>"
        return f"<c {where}{kind}><f>{escape(value.text)}</f>{stored}</c>"
    item = _item(value)
    return f'<c {where} t="s"><v>{texts.setdefault(item, len(texts))}</v></c>'


def _item(value: str | Sequence[Run]) -> str:
    if isinstance(value, str):
        return f'<si><t xml:space="preserve">{escape(value)}</t></si>'
    runs = "".join(
        f'<r><rPr>{"<strike/>" if run.struck else ""}<sz val="10"/><rFont val="{run.font}"/></rPr>'
        f'<t xml:space="preserve">{escape(run.text)}</t></r>'
        for run in value
    )
    return f"<si>{runs}</si>"


def _styles() -> str:
    forms = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0">'
        + (_BOX_EXTENSION if at == CHECK_BOX else "")
        + "</xf>"
        for at, (number, font) in enumerate(_FORMS)
    )
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
        f'formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="4">{_FONTS}</fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(_FORMS)}">{forms}</cellXfs></styleSheet>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    special = {
        "threadedComment": "http://schemas.microsoft.com/office/2017/10/relationships",
        "person": "http://schemas.microsoft.com/office/2017/10/relationships",
    }
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{special.get(kind, LINKS)}/{kind}" '
        f'Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _types(parts: Mapping[str, str | bytes]) -> str:
    kinds = {"worksheets/sheet": "worksheet", "styles": "styles", "sharedStrings": "sharedStrings"}
    listed = "".join(
        f'<Override PartName="/{name}" ContentType='
        f'"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name in parts
        for key, kind in (*kinds.items(), ("xl/workbook.xml", "sheet.main"))
        if key in name and name.endswith(".xml")
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="vml" ContentType='
        '"application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="png" '
        f'ContentType="image/png"/>{listed}</Types>'
    )


def _packed(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return steady(file.getvalue())
