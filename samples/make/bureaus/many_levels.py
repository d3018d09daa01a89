"""Checklists with numbers of several levels, without numbers, or with their own kinds of head."""

from __future__ import annotations

from collections.abc import Sequence

from samples.make.bureaus.sheet import (
    NO,
    NOT,
    YES,
    Blank,
    Cell,
    Grid,
    Pen,
    Said,
    Sheet,
    Words,
)

_GAS = (
    (
        "1 场站设施",
        (
            (
                "1.1 总平面",
                (
                    ("1.1.1", "站内建（构）筑物的防火间距符合规范要求。"),
                    ("1.1.2", "站区周边设置高度不低于2m的实体围墙。"),
                ),
            ),
            (
                "1.2 工艺设备",
                (
                    ("1.2.1", "调压器、安全阀在检定有效期内。"),
                    ("1.2.2", "管道、阀门无锈蚀、无泄漏。"),
                    ("1.2.3", "是否违规使用国家明令淘汰的设备。"),
                ),
            ),
        ),
    ),
    (
        "2 安全管理",
        (
            (
                "2.1 制度",
                (
                    ("2.1.1", "建立安全生产责任制、隐患排查治理制度。"),
                    ("2.1.2", "作业人员经专业培训考核合格后上岗。"),
                ),
            ),
            ("2.2 应急", (("2.2.1", "应急预案经评审、备案并定期演练。"),)),
        ),
    ),
)


def _gas(pen: Pen) -> Sequence[Sheet]:
    words = {YES: "符合", NO: "不符合", NOT: "不涉及"}
    rows: list[tuple[Cell | str, ...]] = [("编号", "检查内容", "检查结果", "问题描述")]
    for chapter, groups in _GAS:
        rows.append((Cell(chapter, columns=4),))
        for group, items in groups:
            rows.append((Cell(group, columns=4),))
            for number, text in items:
                asks = "是否违规" in text
                said = pen.judge(text, (YES, NO) if asks else (YES, NO, NOT))
                options = pen.boxes(said, {YES: "否", NO: "是"} if asks else words)
                rows.append((number, text, options, said.record))
    return (
        Sheet(
            (
                Words("城镇燃气场站安全检查表", True, 16),
                Words(pen.field("被检查单位名称", "岚阳蓝焰燃气有限公司") or "______________"),
                Words("（被检查单位名称）"),
                Grid((0.9, 4.8, 2.8, 2.8), tuple(rows)),
                Words(f"检查组成员签字：{pen.field('检查组成员签字', '丁力、施展', '丁力、施展')}"),
                Words(f"检查时间：{pen.field('检查时间', '2023年3月16日', '2023-03-16')}"),
            )
        ),
    )


_MINE = (
    (
        "（一）证照情况",
        (
            "① 安全生产许可证在有效期内。",
            "② 采矿许可证与实际开采范围一致。",
        ),
    ),
    (
        "（二）采场",
        (
            "① 是否按设计要求分台阶开采，台阶高度、坡面角符合设计。",
            "② 是否存在“一面墙”开采、掏采等行为。",
            "③ 边坡监测记录完整。",
        ),
    ),
    (
        "（三）排土场",
        (
            "① 排土场选址、排土参数符合设计。",
            "② 设置截洪、排水设施。",
        ),
    ),
)


def _mine(pen: Pen) -> Sequence[Sheet]:
    rows: list[tuple[Cell | str, ...]] = [("检查项目", "检查要点", "检查结论", "检查记录")]
    for section, items in _MINE:
        for place, text in enumerate(items):
            words = text.split(" ", 1)[1]
            said = pen.judge(words)
            asks = "是否存在" in text
            options = pen.boxes(said, {NO: "是", YES: "否"} if asks else {YES: "是", NO: "否"})
            own: tuple[Cell | str, ...] = (Cell(section, rows=len(items)),) if place == 0 else ()
            rows.append((*own, text, options, said.record))
    head = (
        (
            f"矿山名称：{pen.field('矿山名称', '岚阳青石矿业有限公司')}",
            f"法定代表人：{pen.field('法定代表人', '石磊')}",
        ),
        (
            f"采矿许可证号：{pen.field('采矿许可证号', 'C1400002010017130001')}",
            f"有效期至：{pen.field('有效期至', '2026年1月1日', '2026-01-01')}",
        ),
    )
    return (
        Sheet(
            (
                Words("露天矿山安全生产检查表", True, 16),
                Grid((5, 5), head),
                Words("一、检查内容"),
                Grid((1.8, 4.8, 1.6, 2.6), tuple(rows)),
                Words(
                    f"检查人员：{pen.field('检查人员', '严冬、季秋', '严冬、季秋')}      "
                    f"日期：{pen.field('日期', '2023年2月9日', '2023-02-09')}"
                ),
            ),
            "露天矿山",
        ),
    )


def _mines(pen: Pen) -> Sequence[Sheet]:
    guide = Sheet(
        (Words("填表说明", True, 14), Words("1.一矿一表。2.有问题的须详细描述。")), "填表说明"
    )
    return (guide, *_mine(pen))


_PHARMACY = (
    "营业场所与药品经营规模相适应，环境整洁。",
    "处方药与非处方药分区陈列，标识醒目。",
    "执业药师在职在岗，处方审核签字齐全。",
    "冷藏药品存放温度符合2～8℃要求。",
    "是否存在从非法渠道购进药品的行为。",
    "近效期药品有催销记录。",
)


def _pharmacy(pen: Pen) -> Sequence[Sheet]:
    rows: list[tuple[Cell | str, ...]] = [("检查内容", "检查情况及存在问题")]
    for number, text in enumerate(_PHARMACY):
        said = "" if pen.empty else ("未发现问题", "缺少温湿度记录")[number % 3 == 2]
        if said:
            conclusion = NO if number % 3 == 2 else YES
            pen.truth.answers[text] = Said(conclusion, said)
        rows.append((text, said))
    return (
        Sheet(
            (
                Words("药品零售企业现场检查记录", True, 16),
                Words(f"企业名称：{pen.field('企业名称', '云州康民大药房') or '______'}"),
                Words(f"许可证编号：{pen.field('许可证编号', '晋CB0510001') or '______'}"),
                Grid((5, 5), tuple(rows)),
                Words(f"检查人员签字：{pen.field('检查人员签字', '常青、池清', '常青、池清')}"),
                Words(f"检查日期：{pen.field('检查日期', '2023年12月1日', '2023-12-01')}"),
            )
        ),
    )


BLANKS = (
    Blank("gas-station", _gas),
    Blank("open-pit-mine", _mines, formats=("xlsx",), styles=("ticked", "over", "typed")),
    Blank("open-pit-mine-page", _mine, formats=("docx", "pdf")),
    Blank("pharmacy", _pharmacy, styles=("typed",)),
)
