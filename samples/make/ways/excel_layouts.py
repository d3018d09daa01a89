"""Forms on any sheet of a workbook: merged, moved, hidden, dated, calculated, noted, signed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from PIL import Image

from samples.make.ways.sheet_form import Layout, filled, form, in_words
from samples.make.ways.sheetml import (
    CHINESE_DATE,
    DASHED_DATE,
    DATE,
    TEXT,
    Formula,
    Sheet,
    workbook,
)
from samples.make.ways.truth import Question
from samples.make.ways.way import Way
from samples.make.ways.word_form import FIRM, Reply, replies

ANY_SHEET = "a form on any sheet, title rows above"
HIDDEN = "hidden sheets, rows and columns, read and flagged"
DATES = "dates counted from 1900 and from 1904"
FORMULAS = "formulas, with and without a stored value"
NOTES = "notes and threads kept apart"
PICTURES = "pictures of signatures noted"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006"
_TICKED = in_words(lambda option: f"{'☑' if option.chosen else '□'}{option.word}")
_DAY = date(2022, 6, 16)


def ways() -> Iterator[Way]:
    """In the order of the table."""
    yield from (make(number) for number, make in enumerate(_MADE))


def _way(
    name: str,
    row: str,
    shows: str,
    answered: dict[str, Reply],
    sheets: Sequence[Sheet],
    *,
    from_1904: bool = False,
    asked: tuple[Question, ...] = (),
    **told: tuple[str, ...],
) -> Way:
    truth = filled(answered).truth(shows, row, **told)
    truth = truth.model_copy(update={"questions": (*truth.questions, *asked)})
    content: Callable[[], bytes] = lambda: workbook(sheets, from_1904=from_1904)  # noqa: E731
    return Way(f"excel/{name}.xlsx", content, truth)


def _third_sheet(number: int) -> Way:
    first, second = Sheet("说明"), Sheet("企业名单")
    first.put(1, 1, "填表说明：本工作簿共三张表，请勿改动格式。")
    for row, words in enumerate(("企业名称", "云州万通建材厂", "云州金鼎耐材有限公司"), start=1):
        second.put(row, 1, words)
    answered = replies(number)
    sheet = form(answered, _TICKED, Layout(top=4, left=2))
    sheet.name = "附件2-检查记录"
    sheet.put(1, 3, "云州市市场监督管理局")
    sheet.put(2, 3, "2022年获证企业监督检查")
    return _way(
        "third-sheet", ANY_SHEET, "On the third sheet, two columns in, under two lines of titles",
        answered, (first, second, sheet),
    )  # fmt: skip


def _hidden_rows(number: int) -> Way:
    answered = replies(number)
    sheet = form(answered, _TICKED)
    sheet.hidden_rows |= {6, 9}
    return _way(
        "hidden-rows", HIDDEN, "Two items in hidden rows", answered, (sheet,), flags=("hidden",)
    )


def _hidden_sheet(number: int) -> Way:
    answered = replies(number)
    cover, sheet = Sheet("封面"), form(answered, _TICKED)
    cover.put(1, 1, "监督检查材料")
    sheet.state = "hidden"
    return _way(
        "hidden-sheet", HIDDEN, "The form on a hidden sheet", answered, (cover, sheet),
        flags=("hidden",),
    )  # fmt: skip


def _hidden_column(number: int) -> Way:
    answered = replies(number)
    sheet = form(answered, _TICKED)
    sheet.columns = sheet.columns.replace('<col min="5" max="5"', '<col min="5" max="5" hidden="1"')
    return _way(
        "hidden-column", HIDDEN, "The records in a hidden column", answered, (sheet,),
        flags=("hidden",),
    )  # fmt: skip


def _day_question(shown: str) -> tuple[Question, ...]:
    return (Question(field="inspected_on", at="检查时间", value=_DAY, shown=shown),)


def _dated(
    name: str, shows: str, style: int, shown: str, *, from_1904: bool
) -> Callable[[int], Way]:
    def make(number: int) -> Way:
        start = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        answered = replies(number)
        sheet = form(answered, _TICKED, Layout(day=((_DAY - start).days, style)))
        return _way(
            name, DATES, shows, answered, (sheet,), from_1904=from_1904, asked=_day_question(shown)
        )

    return make


def _formulas(number: int) -> Way:
    answered = replies(number)
    last = Reply("符合", "")
    answered["8.1"] = last
    sheet = form(
        answered,
        _TICKED,
        Layout(
            day=(Formula('"2022年"&6&"月16日"', "2022年6月16日"), TEXT),
            records={"8.1": Formula('VLOOKUP("甲",A1:B2,2,0)')},
        ),
    )
    return _way(
        "formulas", FORMULAS, "A day that was calculated, a record that never was", answered,
        (sheet,), asked=_day_question("2022年6月16日"), flags=("formula_without_value",),
    )  # fmt: skip


def _noted(number: int) -> Way:
    answered = replies(number)
    sheet = form(answered, _TICKED)
    note = (
        f'<comments xmlns="{_SHEETS}"><authors><author>甲</author></authors><commentList>'
        '<comment ref="D5" authorId="0"><text><r><t>请复核设备台账</t></r></text></comment>'
        "</commentList></comments>"
    )
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        'threadedcomments"><threadedComment ref="E6" dT="2022-06-17T08:00:00.00" personId="{A}" '
        'id="{1}"><text>已电话核实</text></threadedComment></ThreadedComments>'
    )
    sheet.links = [
        ("comments", "../comments1.xml"),
        ("threadedComment", "../threadedComments/threadedComment1.xml"),
    ]
    sheet.parts = {
        "xl/comments1.xml": note,
        "xl/threadedComments/threadedComment1.xml": thread,
    }
    return _way(
        "notes", NOTES, "A note and a thread on cells of the table", answered, (sheet,),
        beside=("请复核设备台账", "已电话核实"), flags=("comment",),
    )  # fmt: skip


def _signed(number: int) -> Way:
    answered = replies(number)
    sheet = form(answered, _TICKED)
    picture = io.BytesIO()
    Image.new("L", (60, 24), 255).save(picture, "PNG")
    anchor = (
        "<xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>10</xdr:row>"
        "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0"
        "</xdr:colOff><xdr:row>11</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="签名"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip xmlns:r="{_LINKS}" r:embed="rId1"/></xdr:blipFill>'
        '<xdr:spPr><a:prstGeom prst="rect"/></xdr:spPr></xdr:pic>'
    )
    _draw(sheet, anchor)
    sheet.parts["xl/media/image1.png"] = picture.getvalue()
    return _way(
        "signature-picture", PICTURES, "A picture of a signature over the last line", answered,
        (sheet,), flags=("picture",),
    )  # fmt: skip


def _draw(sheet: Sheet, *anchors: str) -> None:
    held = "".join(
        f"<xdr:twoCellAnchor>{anchor}<xdr:clientData/></xdr:twoCellAnchor>" for anchor in anchors
    )
    sheet.parts["xl/drawings/drawing1.xml"] = (
        f'<xdr:wsDr xmlns:xdr="{_MAIN}/spreadsheetDrawing" xmlns:a="{_MAIN}/main">{held}</xdr:wsDr>'
    )
    sheet.links.append(("drawing", "../drawings/drawing1.xml"))
    sheet.after += f'<drawing r:id="rId{len(sheet.links)}"/>'


_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _register(name: str, shows: str, as_text: bool) -> Callable[[int], Way]:
    """A table of another form, its numbers typed as text or as numbers, its days as days."""

    def make(_number: int) -> Way:
        sheet = Sheet("设备台账")
        rows: tuple[tuple[str | float, ...], ...] = (
            ("序号", "设备名称", "型号", "数量", "检定日期"),
            (1, "压力试验机", "YA-300", 2, 44706),
            (2, "电子天平", "0012", 3.5, 44707),
        )
        for row, line in enumerate(rows, start=3):
            for column, value in enumerate(line, start=1):
                style = DATE if column == 5 and row > 3 else TEXT if as_text else 0
                typed: str | float = f"{value}" if as_text and column < 5 else value
                sheet.put(row, column, typed, style)
        sheet.put(1, 1, f"{FIRM}设备台账")
        sheet.merge(1, 1, 1, 5)
        asked = (
            Question(cell="型号", at="电子天平", value="0012"),
            Question(cell="数量", at="电子天平", value="3.5"),
            Question(cell="数量", at="压力试验机", value="2"),
            Question(cell="检定日期", at="压力试验机", value="2022/5/25"),
        )
        truth = (
            filled(replies(0))
            .truth(shows, NUMBERS)
            .model_copy(update={"form": None, "questions": asked})
        )
        return Way(f"excel/{name}.xlsx", lambda: workbook([sheet]), truth)

    return make


NUMBERS = "numbers typed as text"
_MADE: tuple[Callable[[int], Way], ...] = (
    _third_sheet,
    _hidden_rows,
    _hidden_sheet,
    _hidden_column,
    _dated("dates-1900", "A day counted from 1900, shown in Chinese", CHINESE_DATE, "2022年6月16日",
           from_1904=False),
    _dated("dates-1904", "A day counted from 1904", DATE, "2022/6/16", from_1904=True),
    _dated("dates-own-format", "A day in a format of one's own", DASHED_DATE, "2022-06-16",
           from_1904=False),
    _formulas,
    _noted,
    _signed,
    _register("numbers-as-text", "Numbers kept as text, one with leading zeros", as_text=True),
)  # fmt: skip
