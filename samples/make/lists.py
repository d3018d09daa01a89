"""The list of enterprises as a bureau keeps it (Excel, and CSV in GBK), and the letterhead."""

from __future__ import annotations

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from samples.make import excel
from samples.make.paper import SONG
from samples.make.people import LISTED, Enterprise

_COLUMNS = {
    "企业名称": 34,
    "统一社会信用代码": 22,
    "许可证编号": 22,
    "有效期起": 12,
    "有效期止": 12,
    "产品类别": 14,
    "获证产品": 34,
    "生产地址": 38,
    "住所": 38,
    "法定代表人": 12,
    "联系人": 10,
    "联系电话": 15,
}
LETTERHEAD = """\
docforge: letterhead@1
# The bureau that sends the notices. Invented: there is no city of 云州.
name: 云州市市场监督管理局
short: 云
address: 云州市云中区迎宾大道1号
phone: 0348-2011000
contact: 冀明亮
appeal_authority: 云州市人民政府
court: 云州市云中区人民法院
copies: 3
"""


def workbook() -> bytes:
    """`enterprises.xlsx`: days are dates, everything else is text."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "获证企业名录"
    sheet.append(list(_COLUMNS))
    for firm in LISTED:
        sheet.append(_row(firm))
    for number, width in enumerate(_COLUMNS.values()):
        sheet.column_dimensions[chr(65 + number)].width = width
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(name=SONG, bold=True), Alignment("center")
    for row in sheet.iter_rows(min_row=2, min_col=4, max_col=5):
        for cell in row:
            cell.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "B2"
    return excel.saved(book)


def gbk_table() -> bytes:
    """`enterprises-gbk.csv`, as Excel saves a list on a Chinese system."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_row(firm) for firm in LISTED)
    return stream.getvalue().encode("gbk")


def _row(firm: Enterprise) -> list[object]:
    return [
        firm.name,
        firm.uscc,
        firm.licence_no,
        firm.valid_from,
        firm.valid_until,
        firm.category,
        firm.products,
        firm.production_address,
        firm.business_address,
        firm.legal_representative,
        firm.contact,
        firm.phone,
    ]
