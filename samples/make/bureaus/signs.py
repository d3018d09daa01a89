"""Checklists with one column for a sign or a word, explained in a legend or in the header."""

from __future__ import annotations

from collections.abc import Sequence

from samples.make.bureaus.sheet import NO, NOT, YES, Blank, Cell, Grid, Pen, Sheet, Words

_SITE = (
    (
        "一、安全管理",
        (
            "安全生产责任制健全，各级人员责任落实。",
            "专项施工方案按规定审批，并进行安全技术交底。",
            "三级安全教育记录齐全。",
        ),
    ),
    (
        "二、脚手架",
        (
            "立杆基础平整夯实，有排水措施。",
            "连墙件设置符合方案要求，连接牢固。",
            "作业层脚手板铺满、铺稳，无探头板。",
        ),
    ),
    (
        "三、施工用电",
        (
            "采用TN-S接零保护系统，三级配电两级保护。",
            "配电箱、开关箱安装位置得当，防雨、防尘，有门有锁。",
        ),
    ),
)


def _site(pen: Pen) -> Sequence[Sheet]:
    words = {YES: "合格", NO: "不合格", NOT: "无此项"}
    rows: list[tuple[Cell | str, ...]] = [
        (
            "工程名称",
            Cell(pen.field("工程名称", "锦绣家园3号楼"), columns=2),
            "施工单位",
            pen.field("施工单位", "云州第三建筑有限公司"),
        ),
        (
            "项目经理",
            Cell(pen.field("项目经理", "唐亮"), columns=2),
            "检查日期",
            pen.field("检查日期", "2023-05-20"),
        ),
        ("序号", "检查内容", "检查结果", "存在问题", "整改期限"),
    ]
    number = 0
    for section, items in _SITE:
        rows.append((Cell(section, columns=5),))
        for text in items:
            number += 1
            said = pen.judge(text, (YES, NO, NOT))
            rows.append((str(number), text, pen.sign(said, words), said.record, ""))
    rows.append((Cell("备注：检查结果栏内“√”表示合格，“×”表示不合格，“/”表示无此项。", columns=5),))
    rows.append(
        (
            "检查人",
            Cell(pen.field("检查人", "段飞、苗青", "段飞、苗青"), columns=2),
            "受检单位签字",
            pen.field("受检单位签字", "唐亮"),
        )
    )
    return (
        Sheet(
            (Words("建筑施工现场安全检查表", True, 16), Grid((1, 4.4, 1.2, 2.8, 1.6), tuple(rows)))
        ),
    )


_FIRE = (
    "疏散通道、安全出口保持畅通，未上锁、未堵塞。",
    "疏散指示标志、应急照明灯完好有效。",
    "灭火器配置到位，压力正常，未超过检修期限。",
    "室内消火栓水压正常，水带、水枪齐全。",
    "消防控制室值班人员持证上岗，值班记录完整。",
    "电气线路敷设规范，无私拉乱接现象。",
)


def _fire(pen: Pen) -> Sequence[Sheet]:
    rows: list[tuple[Cell | str, ...]] = [
        ("检查内容", "检查情况（合格打√，不合格打×）", "处理情况")
    ]
    for text in _FIRE:
        said = pen.judge(text)
        rows.append((text, pen.sign(said, {YES: "合格", NO: "不合格"}), said.record))
    return (
        Sheet(
            (
                Words("单位防火检查记录表", True, 16),
                Words(f"单位：{pen.field('单位', '云州百汇商场') or '__________'}"),
                Words(f"检查部位：{pen.field('检查部位', '地下一层超市') or '__________'}"),
                Grid((5, 2.4, 3), tuple(rows)),
                Words(f"检查人：{pen.field('检查人', '庄严、宋玉', '庄严、宋玉')}"),
                Words(f"部位负责人：{pen.field('部位负责人', '麦穗')}"),
                Words(f"检查时间：{pen.field('检查时间', '2023年11月2日', '2023-11-02')}"),
            )
        ),
    )


BLANKS = (
    Blank("building-site", _site, styles=("ticked", "typed")),
    Blank("fire-rounds", _fire, styles=("ticked", "typed")),
)
