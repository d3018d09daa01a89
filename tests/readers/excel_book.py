"""Builds test workbooks: by openpyxl, or part by part for what openpyxl does not write."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook

from docforge.layout import Cell, Document, Table
from docforge.readers import excel

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def links(*targets: tuple[str, str], base: str = LINKS) -> str:
    """A relationships part: (kind, target) become rId1, rId2 and so on."""
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def written(
    rows: str,
    *,
    after: str = "",
    strings: str = "",
    styles: str = "",
    sheet_links: tuple[tuple[str, str], ...] = (),
    parts: dict[str, str | bytes] | None = None,
    workbook: str = "",
    strict: bool = False,
) -> bytes:
    """A workbook of one sheet (表一) out of the XML of its rows and of what follows them."""
    main, base = (STRICT_MAIN, STRICT_LINKS) if strict else (MAIN, LINKS)
    names = f'xmlns="{main}" xmlns:r="{base}"'
    content: dict[str, str | bytes] = {
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml"), base=base),
        "xl/workbook.xml": f"{HEAD}<workbook {names}>{workbook}<sheets>"
        '<sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
            base=base,
        ),
        "xl/worksheets/sheet1.xml": f"{HEAD}<worksheet {names}><sheetData>{rows}</sheetData>"
        f"{after}</worksheet>",
        "xl/sharedStrings.xml": f"{HEAD}<sst {names}>{strings}</sst>",
        "xl/styles.xml": f"{HEAD}<styleSheet {names}>{styles}</styleSheet>",
    }
    if sheet_links:
        content["xl/worksheets/_rels/sheet1.xml.rels"] = links(*sheet_links, base=base)
    return zipped({**content, **(parts or {})})


def words(text: str, address: str, style: int = 0) -> str:
    """The XML of a cell with words in it."""
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def only_table(document: Document) -> Table:
    (table,) = document.tables
    return table


def cell_at(data: bytes, address: str) -> Cell:
    """The cell of a workbook with that address on whichever sheet has it first."""
    for table in excel.read(data).tables:
        for cell in table.cells:
            if cell.place is not None and cell.place.cell == address:
                return cell
    raise AssertionError(f"no cell {address}")
