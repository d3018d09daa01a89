"""Checklists without a table: numbered lines with their options; and a table without header."""

from __future__ import annotations

from collections.abc import Sequence

from samples.make.bureaus.sheet import NO, NOT, YES, Blank, Cell, Grid, Pen, Sheet, Words

_VENUE = (
    (
        "一、证照和制度",
        (
            "营业执照、娱乐经营许可证是否齐全有效",
            "是否建立安全巡查制度并做好记录",
        ),
    ),
    (
        "二、消防安全",
        (
            "安全出口、疏散通道是否畅通",
            "是否存在营业期间动火作业",
            "是否落实每2小时防火巡查",
        ),
    ),
    (
        "三、未成年人保护",
        (
            "是否在显著位置设置未成年人禁入标志",
            "是否接纳未成年人进入",
        ),
    ),
)
_BAD = ("是否存在", "是否接纳")


def _venue(pen: Pen) -> Sequence[Sheet]:
    lines: list[Words | Grid] = [
        Words("歌舞娱乐场所检查记录", True, 16),
        Words(f"场所名称：{pen.field('场所名称', '云州欢唱歌城') or '____________'}"),
        Words(
            f"经营者：{pen.field('经营者', '范思') or '______'}  "
            f"联系电话：{pen.field('联系电话', '13900001111') or '______'}"
        ),
    ]
    number = 0
    for section, items in _VENUE:
        lines.append(Words(section))
        for text in items:
            number += 1
            said = pen.judge(text, recorded=False)
            bad = text.startswith(_BAD)
            options = pen.boxes(said, {NO: "是", YES: "否"} if bad else {YES: "是", NO: "否"})
            lines.append(Words(f"{number}. {text}？ {options}"))
    lines += [
        Words(f"检查人员：{pen.field('检查人员', '夏木、秋实', '夏木、秋实')}"),
        Words(f"检查时间：{pen.field('检查时间', '2023年1月12日', '2023-01-12')}"),
    ]
    return (Sheet(tuple(lines)),)


_COLD = (
    "冷库温度显示、记录装置正常运行",
    "库内食品离墙离地存放",
    "索取进口冷链食品检验检疫证明",
    "从业人员规范佩戴防护用品",
    "按规定进行环境消毒并记录",
)


def _cold_store(pen: Pen) -> Sequence[Sheet]:
    words = {YES: "符合", NO: "不符合", NOT: "不适用"}
    rows: list[tuple[Cell | str, ...]] = []
    for number, text in enumerate(_COLD, start=1):
        said = pen.judge(text, (YES, NO, NOT))
        rows.append((str(number), text, pen.boxes(said, words, between="\n"), said.record))
    return (
        Sheet(
            (
                Words("冷链食品贮存单位检查表", True, 16),
                Words(f"单位名称：{pen.field('单位名称', '云州北极冷链物流有限公司') or '____'}"),
                Grid((0.7, 5, 1.8, 3), tuple(rows)),
                Words(f"检查人员签字：{pen.field('检查人员签字', '艾草、白芷', '艾草、白芷')}"),
            )
        ),
    )


BLANKS = (
    Blank("venue-lines", _venue, formats=("docx", "pdf")),
    Blank("cold-store-no-header", _cold_store),
)
