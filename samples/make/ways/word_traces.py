"""What other hands leave in a Word file: tracked changes, hidden words, comments, page headers,
footnotes; and 同上 where the same is meant again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from samples.make.ways.way import Way
from samples.make.ways.word_form import (
    WIDTHS,
    Filled,
    Reply,
    document,
    foot,
    form,
    head,
    header_row,
    replies,
    rows_of,
)
from samples.make.ways.word_layouts import boxes
from samples.make.ways.wordml import cell, docx, paragraph, row, run, table

TRACKED = "tracked changes"
HIDDEN = "hidden text"
BESIDE = "comments and page headers kept apart"
NOTES = "footnotes"
DITTO = "同上 and 〃"

_WHO = 'w:author="复核人" w:date="2022-09-01T10:00:00Z"'


def ways() -> Iterator[Way]:
    """In the order of the table."""
    yield _reworded(0)
    yield _moved(1)
    yield _rows_changed(2)
    yield _marks_changed(3)
    yield _hidden(4)
    yield _commented(5)
    yield _footnoted(6)
    yield _ditto(7)


def inserted(inside: str) -> str:
    return f'<w:ins w:id="1" {_WHO}>{inside}</w:ins>'


def deleted(text: str, element: str = "del") -> str:
    words = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:{element} w:id="2" {_WHO}>{words}</w:{element}>'


def _reworded(number: int) -> Way:
    filled = Filled(
        replies(number),
        boxes,
        record_as=lambda _item, reply: (
            paragraph(run(reply.record[:2]) + deleted("原先所写") + inserted(run(reply.record[2:])))
            if reply.record
            else ""
        ),
    )
    truth = filled.truth(
        "Records reworded with tracked changes: part of each deleted, part inserted.",
        TRACKED,
        left_out=("原先所写",),
        flags=("tracked_changes",),
    )
    return Way("word/tracked-words.docx", lambda: document(filled), truth)


def _moved(number: int) -> Way:
    """Words moved from one record to another: they count only where they came to stand."""
    own = replies(number)
    own["3.1"] = replace(own["3.1"], record="检修期间未生产。")
    own["3.2"] = replace(own["3.2"], record="")

    def record(item: str, reply: Reply) -> str:
        if item == "3.1":
            words = inserted(run("检修期间未生产。")).replace("w:ins", "w:moveTo")
            return paragraph(words)
        if item == "3.2":
            return paragraph(deleted("检修期间未生产。", "moveFrom").replace("delText", "t"))
        return reply.record

    filled = Filled(own, boxes, record_as=record)
    truth = filled.truth(
        "A record moved to another item with tracked changes (moveFrom, moveTo).",
        TRACKED,
        once=("检修期间未生产。",),
        flags=("tracked_changes",),
    )
    return Way("word/tracked-moves.docx", lambda: document(filled), truth)


def _rows_changed(number: int) -> Way:
    """A row deleted and a row inserted, both tracked."""
    filled = Filled(replies(number), boxes)
    rows = rows_of(filled)
    gone = row(
        cell("10"),
        cell("其他"),
        cell(paragraph(deleted("已作废的检查内容一项"))),
        cell(paragraph(deleted("☑符合"))),
        cell(paragraph(deleted("已作废的记录"))),
        cell(""),
        properties=f'<w:del w:id="5" {_WHO}/>',
    )
    last = rows[-1].replace("<w:tr>", f'<w:tr><w:trPr><w:ins w:id="6" {_WHO}/></w:trPr>', 1)
    grid = table(header_row(), *rows[:2], gone, *rows[2:-1], last, columns=6, widths=WIDTHS)
    truth = filled.truth(
        "A row deleted and a row inserted with tracked changes.",
        TRACKED,
        left_out=("作废",),
        flags=("tracked_changes",),
    )
    return Way("word/tracked-rows.docx", lambda: docx(head() + grid + foot()), truth)


def _marks_changed(number: int) -> Way:
    """The tick put elsewhere afterwards: the old signs deleted, new ones inserted."""
    filled = Filled(
        replies(number),
        lambda options: paragraph(
            "".join(
                deleted("□" if option.chosen else "☑")
                + inserted(run("☑" if option.chosen else "□"))
                + run(f"{option.word} ")
                for option in options
            )
        ),
    )
    truth = filled.truth(
        "Ticks put elsewhere afterwards: every sign deleted and another inserted.",
        TRACKED,
        flags=("tracked_changes",),
    )
    return Way("word/tracked-marks.docx", lambda: document(filled), truth)


def _hidden(number: int) -> Way:
    filled = Filled(
        replies(number),
        lambda options: paragraph(
            "".join(
                run("☑" if option.chosen else "□")
                + run(f"{option.word} ")
                + run("☑填写示例 ", "<w:vanish/>")
                for option in options
            )
        ),
        record_as=lambda _item, reply: paragraph(
            run(reply.record) + run("（内部说明勿外传）", "<w:vanish/>")
        ),
    )
    truth = filled.truth(
        "Hidden text behind every option and in every record.",
        HIDDEN,
        left_out=("内部说明", "填写示例"),
        flags=("hidden",),
    )
    return Way("word/hidden-words.docx", lambda: document(filled), truth)


def _commented(number: int) -> Way:
    def record(_item: str, reply: Reply) -> str:
        mark = '<w:r><w:commentReference w:id="0"/></w:r>' if reply.record else ""
        return paragraph(run(reply.record) + mark)

    filled = Filled(replies(number), boxes, record_as=record)
    comment = (
        f'<w:comment w:id="0" {_WHO} w:initials="复">{paragraph("此处证据不足请补充")}</w:comment>'
    )
    header = paragraph("云州市市场监督管理局 送审稿第二版")
    footer = paragraph("第 1 页 共 2 页")
    truth = filled.truth(
        "A reviewer's comment on every record, words in page header and footer.",
        BESIDE,
        beside=("此处证据不足请补充", "送审稿第二版", "共 2 页"),
        flags=("comment",),
    )
    return Way(
        "word/comments-and-headers.docx",
        lambda: document(filled, comments=comment, header=header, footer=footer),
        truth,
    )


def _footnoted(number: int) -> Way:
    def record(item: str, reply: Reply) -> str:
        mark = '<w:r><w:footnoteReference w:id="2"/></w:r>' if item == "3.1" else ""
        return paragraph(run(reply.record) + mark)

    filled = Filled(replies(number), boxes, record_as=record)
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("停产通知见附件三")}</w:footnote>'
    )
    truth = filled.truth(
        "A footnote at one record: told beside it, no part of it.",
        NOTES,
        beside=("停产通知见附件三",),
        flags=("footnote",),
    )
    return Way("word/footnotes.docx", lambda: document(filled, footnotes=notes), truth)


def _ditto(number: int) -> Way:
    """The record above is meant: said in words, or by a sign; and so is a conclusion."""
    own = replies(number)
    same = "资料齐全，与原件一致。"
    for item in ("1.1", "1.2", "3.1", "3.2"):
        own[item] = Reply("符合", same)
    written = {"1.2": "同上", "3.1": "〃", "3.2": "同上。"}
    filled = Filled(own, boxes, record_as=lambda item, reply: written.get(item, reply.record))
    truth = filled.truth("同上 and 〃 in place of the record above.", DITTO, flags=("ditto",))
    return Way("word/ditto.docx", lambda: docx(form(filled)), truth)
