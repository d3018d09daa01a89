"""Ways of laying out a form in Word: columns, merged cells, controls around cells, boxes, tables
within tables, tables over pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from samples.make.marks import Option
from samples.make.printed import Item, inspection_record
from samples.make.ways.truth import Question
from samples.make.ways.way import Way
from samples.make.ways.word import check_box
from samples.make.ways.word_form import (
    HEADERS,
    WIDTHS,
    Filled,
    Reply,
    content_cells,
    foot,
    form,
    head,
    header_row,
    items,
    replies,
    rows_of,
    sections,
)
from samples.make.ways.wordml import cell, control, docx, paragraph, row, run, table

COLUMNS = "a column for each option, √ in it"
WRAPPED = "content controls around cells and rows"
TEXT_BOXES = "text boxes"
NESTED = "tables within cells"
MERGED = "cells merged both ways"
SPLIT = "tables split over pages"
DATES = "date pickers"

_GO_ON = "<w:vMerge/>"
_BEGIN = '<w:vMerge w:val="restart"/>'
_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
Body = Callable[[Filled], str]


def ways() -> Iterator[Way]:
    """In the order of the table."""
    yield _way(0, "option-columns", COLUMNS, _ONE_HEADER, _option_columns("√", ""))
    yield _way(1, "option-columns-below", COLUMNS, _TWO_HEADERS, _option_columns_below)
    yield _way(2, "option-columns-controls", COLUMNS, _CONTROLS, _control_columns)
    yield _way(3, "wrapped-cells", WRAPPED, _CELLS, _wrapped_cells)
    yield _way(4, "wrapped-rows", WRAPPED, _ROWS, _wrapped_rows)
    yield _way(5, "text-boxes", TEXT_BOXES, _BOXES, form, record=_in_text_box, once=True)
    yield _way(6, "text-boxes-old", TEXT_BOXES, _OLD_BOXES, form, record=_in_old_box, once=True)
    yield _way(7, "nested-options", NESTED, _INNER, form, options=_nested)
    yield _way(8, "nested-frame", NESTED, _FRAME, lambda filled: _frame(form(filled)))
    yield _way(9, "merged-records", MERGED, _SHARED, _merged)
    yield _way(10, "merged-spans", MERGED, _SPANS, _spans)
    yield _way(11, "split-with-header", SPLIT, _REPEATED, _split(header=True))
    yield _way(12, "split-without-header", SPLIT, _BARE, _split(header=False))
    yield _way(13, "split-other-grid", SPLIT, _OTHER_GRID, _other_grid)
    yield _dates(14)


_ONE_HEADER = "A column each for 符合, 不符合, 不适用 in the one header row, √ in one."
_TWO_HEADERS = "检查结论 merged over three columns, the options in a second header row; ● and ○."
_CONTROLS = "A column an option, a check box content control in every one of them."
_CELLS = "Content controls around single cells (conclusion and record), as form designers set them."
_ROWS = "A repeating section: content controls around whole rows, one within another."
_BOXES = "Each record in a text box, with the older copy that Word keeps beside it."
_OLD_BOXES = "Each record in a text box of VML, as Word 2003 and WPS wrote them."
_INNER = "A small table in each conclusion cell: box left, word right, a row an option."
_FRAME = "The whole form inside the one cell of another table."
_SHARED = "Number and section merged downwards, the record merged over the rows of a section."
_SPANS = "Rows that begin a column later (gridBefore), contents merged over two columns."
_REPEATED = "Three tables over three pages, each with the header again."
_BARE = "Three tables over three pages, only the first with a header."
_OTHER_GRID = "The second table cut into another grid, with more and narrower columns."


def boxes(options: Sequence[Option]) -> str:
    return "".join(paragraph(f"{'☑' if o.chosen else '□'}{o.word}") for o in options)


def _way(
    number: int,
    name: str,
    row_: str,
    shows: str,
    body: Body,
    *,
    options: Callable[[Sequence[Option]], str] = boxes,
    record: Callable[[str, Reply], str] | None = None,
    once: bool = False,
) -> Way:
    filled = Filled(replies(number), options)
    if record is not None:
        filled = replace(filled, record_as=record)
    told = tuple(reply.record for reply in filled.replies.values() if reply.record)
    truth = filled.truth(shows, row_, once=told if once else ())
    return Way(f"word/{name}.docx", lambda: docx(body(filled)), truth)


def _option_columns(chosen: str, other: str) -> Body:
    def body(filled: Filled) -> str:
        words = list(inspection_record().options.values())
        header = row(*map(cell, (*HEADERS[:3], *words, *HEADERS[4:])))
        rows = [_columns_row(filled, item, lambda o: chosen if o else other) for item in items()]
        return head() + table(header, *rows, columns=8) + foot()

    return body


def _columns_row(filled: Filled, item: Item, sign: Callable[[bool], str]) -> str:
    by_word = {option.word: option.chosen for option in filled.options(item)}
    words = inspection_record().options.values()
    marks = [cell(sign(by_word[word]) if word in by_word else "—") for word in words]
    content, _, record, remark = content_cells(filled, item)
    return row(cell(item.section_number), cell(item.section), content, *marks, record, remark)


def _option_columns_below(filled: Filled) -> str:
    words = list(inspection_record().options.values())
    upper = [*(cell(h, _BEGIN) for h in HEADERS[:3]), cell(HEADERS[3], width=3)]
    upper += [cell(h, _BEGIN) for h in HEADERS[4:]]
    lower = [*(cell("", _GO_ON) for _ in range(3)), *map(cell, words), *[cell("", _GO_ON)] * 2]
    rows = [_columns_row(filled, item, lambda o: "●" if o else "○") for item in items()]
    return head() + table(row(*upper), row(*lower), *rows, columns=8) + foot()


def _control_columns(filled: Filled) -> str:
    mark = check_box("2612", "2610")
    words = list(inspection_record().options.values())
    header = row(*map(cell, (*HEADERS[:3], *words, *HEADERS[4:])))
    rows = [_columns_row(filled, item, mark) for item in items()]
    return head() + table(header, *rows, columns=8) + foot()


def _wrapped_cells(filled: Filled) -> str:
    rows = []
    for item in items():
        content, conclusion, record, remark = content_cells(filled, item)
        first = [cell(item.section_number), cell(item.section), content]
        held = [control("<w:text/>", conclusion, 11), control("<w:richText/>", record, 12)]
        rows.append(row(*first, *held, remark))
    return head() + table(header_row(), *rows, columns=6, widths=WIDTHS) + foot()


def _wrapped_rows(filled: Filled) -> str:
    rows = [control("<w15:repeatingSectionItem/>", one, 21) for one in rows_of(filled)]
    section = control("<w15:repeatingSection/>", "".join(rows), 20)
    section = section.replace("<w15:", f"<w15:{''}").replace("Item/>", f"Item {_W15}/>")
    section = section.replace("<w15:repeatingSection/>", f"<w15:repeatingSection {_W15}/>")
    return head() + table(header_row(), section, columns=6, widths=WIDTHS) + foot()


_W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def _in_text_box(_item: str, reply: Reply) -> str:
    inside = f"<w:txbxContent>{paragraph(reply.record)}</w:txbxContent>"
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1400000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    choice = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        '<wp:extent cx="1400000" cy="300000"/><wp:docPr id="3" name="文本框 3"/>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/'
        f'office/word/2010/wordprocessingShape">{shape}</a:graphicData></a:graphic></wp:inline>'
        "</w:drawing>"
    )
    fallback = _vml_box(inside)
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )
    return paragraph(f"<w:r>{both}</w:r>") if reply.record else ""


def _vml_box(inside: str) -> str:
    return (
        '<w:pict><v:shape type="#_x0000_t202" style="width:110pt;height:24pt">'
        f"<v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    )


def _in_old_box(_item: str, reply: Reply) -> str:
    inside = f"<w:txbxContent>{paragraph(reply.record)}</w:txbxContent>"
    return paragraph(f"<w:r>{_vml_box(inside)}</w:r>") if reply.record else ""


def _nested(options: Sequence[Option]) -> str:
    rows = (row(cell("☑" if o.chosen else "☐"), cell(o.word)) for o in options)
    return table(*rows, columns=2, widths=(400, 1000)) + paragraph("")


def _frame(body: str) -> str:
    return table(row(f"<w:tc><w:tcPr/>{body}</w:tc>"), columns=1)


def _merged(filled: Filled) -> str:
    rows = []
    for number, several in sections():
        for at, item in enumerate(several):
            merge = _BEGIN if at == 0 and len(several) > 1 else _GO_ON if at else ""
            content, conclusion, record, remark = content_cells(filled, item)
            words = (number, item.section) if at == 0 else ("", "")
            title = [cell(word, merge) for word in words]
            rows.append(row(*title, content, conclusion, record, remark))
    closing = row(cell("以上各项由检查组当场填写", width=6))
    return head() + table(header_row(), *rows, closing, columns=6, widths=WIDTHS) + foot()


def _spans(filled: Filled) -> str:
    """A first column of the grid that data rows skip, and contents over two columns of it."""
    header = row(
        cell(HEADERS[0], width=2),
        cell(HEADERS[1]),
        cell(HEADERS[2], width=2),
        *(cell(h) for h in HEADERS[3:]),
    )
    rows = []
    for item in items():
        _, conclusion, record, remark = content_cells(filled, item)
        rows.append(
            row(
                cell(item.section_number),
                cell(item.section),
                cell(f"{item.number}{item.text}", width=2),
                conclusion,
                record,
                remark,
                properties='<w:gridBefore w:val="1"/><w:wBefore w:w="200" w:type="dxa"/>',
            )
        )
    return head() + table(header, *rows, columns=8) + foot()


def _split(*, header: bool) -> Body:
    def body(filled: Filled) -> str:
        rows = rows_of(filled)
        tables = [
            table(
                *([header_row(repeated=True)] if header or not at else []),
                *rows[at : at + 2],
                columns=6,
                widths=WIDTHS,
            )
            for at in range(0, len(rows), 2)
        ]
        return head() + _BREAK.join(tables) + foot()

    return body


def _other_grid(filled: Filled) -> str:
    rows = rows_of(filled)
    first = table(header_row(), *rows[:4], columns=6, widths=WIDTHS)
    wider = []
    for item in items()[4:]:
        content, conclusion, record, remark = content_cells(filled, item)
        content, record = (
            part.replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>', 1)
            for part in (content, record)
        )
        number = [cell(item.section_number), cell(item.section)]
        wider.append(row(*number, content, conclusion, record, remark))
    second = table(*wider, columns=8)
    return head() + first + _BREAK + second + foot()


def _dates(number: int) -> Way:
    """A date chosen in a picker, shown as the control formats it."""
    shown = run("2022/6/16")
    picker = control(
        '<w:date w:fullDate="2022-06-16T00:00:00Z"><w:dateFormat w:val="yyyy/M/d"/>'
        '<w:lid w:val="zh-CN"/><w:storeMappedDataAs w:val="dateTime"/>'
        '<w:calendar w:val="gregorian"/></w:date>',
        shown,
    )
    ends = control(
        "<w:date w:fullDate=\"2026-05-03T00:00:00Z\"><w:dateFormat w:val=\"yyyy'年'M'月'd'日'\"/>"
        '<w:lid w:val="zh-CN"/><w:calendar w:val="gregorian"/></w:date>',
        run("2026年5月3日"),
    )
    asked = (
        Question(field="inspected_on", at="检查时间", value="2022-06-16", shown="2022/6/16"),
        Question(
            field="licence_valid_until", at="有效期至", value="2026-05-03", shown="2026年5月3日"
        ),
    )
    filled = Filled(replies(number), boxes, asked=asked)
    lines = paragraph(run("许可证有效期至：") + ends)
    grid = table(header_row(), *rows_of(filled), columns=6, widths=WIDTHS)
    day = paragraph(run("检查组成员签字：柴佳宁、聂玉兰　　检查时间：") + picker)
    body = head() + lines + grid + day
    truth = filled.truth("Dates chosen in date pickers, in two formats.", DATES)
    return Way("word/date-pickers.docx", lambda: docx(body), truth)
