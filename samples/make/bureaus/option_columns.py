"""Checklists that give each option a column of its own."""

from __future__ import annotations

from collections.abc import Sequence

from samples.make.bureaus.sheet import NO, NOT, YES, Blank, Cell, Grid, Pen, Sheet, Words

_LIFTS = (
    (
        "使用管理",
        (
            "使用登记证是否置于轿厢内显著位置。",
            "是否设置特种设备安全管理机构或配备专职安全管理员。",
            "电梯维护保养合同是否在有效期内。",
        ),
    ),
    (
        "安全装置",
        (
            "紧急报警装置是否有效，能与值班人员实现双向通话。",
            "层门、轿门防夹装置是否正常。",
            "限速器是否按期校验。",
        ),
    ),
    (
        "技术档案",
        (
            "定期检验报告是否齐全，下次检验日期是否超期。",
            "是否存在使用国家明令淘汰、已经报废的电梯。",
        ),
    ),
)


def _lifts(pen: Pen) -> Sequence[Sheet]:
    rows: list[tuple[Cell | str, ...]] = [
        (
            Cell("序号", rows=2),
            Cell("检查项目", rows=2),
            Cell("检查内容", rows=2),
            Cell("检查结果", columns=3),
            Cell("备注", rows=2),
        ),
        ("是", "否", "不适用"),
    ]
    number = 0
    for section, items in _LIFTS:
        for place, text in enumerate(items):
            number += 1
            said = pen.judge(text, (YES, NO, NOT))
            ticks = [pen.tick(said, each) for each in (YES, NO, NOT)]
            if "是否存在" in text:
                ticks[0], ticks[1] = ticks[1], ticks[0]
            own: tuple[Cell | str, ...] = (str(number),)
            if place == 0:
                own = (str(number), Cell(section, rows=len(items)))
            rows.append((*own, text, *ticks, said.record))
    return (
        Sheet(
            (
                Words("特种设备使用单位监督检查记录表（电梯）", True, 16),
                Grid(
                    (1.6, 3.4, 1.6, 3.4),
                    (
                        (
                            "使用单位",
                            pen.field("使用单位", "云州锦程物业管理有限公司"),
                            "设备代码",
                            pen.field("设备代码", "31101400120190001"),
                        ),
                        (
                            "单位地址",
                            pen.field("单位地址", "云州市平川区锦程路6号"),
                            "安全管理员",
                            pen.field("安全管理员", "田野"),
                        ),
                    ),
                ),
                Words(""),
                Grid((0.7, 1.4, 4.6, 0.7, 0.7, 1, 2), tuple(rows)),
                Words("注：在相应栏内打“√”。"),
                Words(
                    f"检查人员：{pen.field('检查人员', '孟凡、柳青', '孟凡、柳青')}　　"
                    f"使用单位代表：{pen.field('使用单位代表', '田野')}　　"
                    f"检查日期：{pen.field('检查日期', '2023-04-11')}"
                ),
            )
        ),
    )


_LINES = (
    ("杆塔基础", "杆塔倾斜度不大于15‰", "‰", "8"),
    ("导线", "弛度偏差在设计值的±5%以内", "%", "3.2"),
    ("接地装置", "接地电阻不大于10Ω", "Ω", "6.5"),
    ("绝缘子", "瓷件无裂纹、破损，表面清洁", "", ""),
    ("通道", "导线与树木的最小净空距离不小于3m", "m", "4.1"),
    ("拉线", "拉线无松弛、断股、锈蚀", "", ""),
    ("标识", "杆号牌、警示牌齐全、清晰", "", ""),
)


def _power_line(pen: Pen) -> Sequence[Sheet]:
    rows: list[tuple[Cell | str, ...]] = [
        ("序号", "检查项目", "技术要求", "实测值", "合格", "不合格", "缺陷描述")
    ]
    for number, (section, text, unit, value) in enumerate(_LINES, start=1):
        said = pen.judge(text)
        measured = "" if pen.empty or not value else f"{value}{unit}"
        if measured:
            whole = "\n".join(part for part in (measured, said.record) if part)
            pen.truth.answers[text] = type(said)(said.conclusion, whole)
        rows.append(
            (
                str(number),
                section,
                text,
                measured,
                pen.tick(said, YES),
                pen.tick(said, NO),
                said.record,
            )
        )
    return (
        Sheet(
            (
                Words("10kV架空配电线路巡视检查记录", True, 16),
                Words(
                    f"线路名称：{pen.field('线路名称', '10kV平川线') or '______'}　"
                    f"起止杆号：{pen.field('起止杆号', '1#至36#') or '______'}　"
                    f"天气：{pen.field('天气', '晴') or '____'}"
                ),
                Grid((0.7, 1.4, 3.6, 1.2, 0.9, 0.9, 2.6), tuple(rows)),
                Words(
                    f"巡视人：{pen.field('巡视人', '高山、许林')}　　"
                    f"巡视日期：{pen.field('巡视日期', '2023年8月15日', '2023-08-15')}"
                ),
                Words("备注：缺陷分为一般、严重、危急三类。"),
            )
        ),
    )


_HOTEL = (
    "卫生许可证悬挂在场所醒目处",
    "从业人员健康证在有效期内",
    "公共用品用具一客一换一消毒",
    "消毒间专用且设施运转正常",
    "布草间清洁、分类存放",
    "卫生间排风良好无异味",
    "禁烟标识张贴到位",
    "饮用水水质检测报告有效",
    "防鼠防虫设施完好",
    "集中空调清洗记录齐全",
)


def _hotel(pen: Pen) -> Sequence[Sheet]:
    header = ("序号", "检查内容", "是", "否")
    half = len(_HOTEL) // 2
    said = [pen.judge(text, recorded=False) for text in _HOTEL]

    def part(number: int) -> tuple[str, ...]:
        own = said[number]
        return (str(number + 1), _HOTEL[number], pen.tick(own, YES), pen.tick(own, NO))

    rows = [(*header, *header)] + [(*part(n), *part(n + half)) for n in range(half)]
    return (
        Sheet(
            (
                Words("住宿场所卫生监督检查表", True, 16),
                Words(f"单位名称：{pen.field('单位名称', '云州平安宾馆') or '________'}"),
                Grid((0.6, 3, 0.6, 0.6, 0.6, 3, 0.6, 0.6), tuple(rows)),
                Words(f"检查人员：{pen.field('检查人员', '林溪、郭峰', '林溪、郭峰')}"),
                Words(f"检查日期：{pen.field('检查日期', '2023年10月9日', '2023-10-09')}"),
            )
        ),
    )


BLANKS = (
    Blank("lifts", _lifts, styles=("ticked", "over", "controls")),
    Blank("power-line", _power_line, landscape=True, styles=("ticked", "over", "controls")),
    Blank("hotel-two-halves", _hotel, styles=("ticked", "over", "controls")),
)
