"""Checklists that give points."""

from __future__ import annotations

from collections.abc import Sequence

from samples.make.bureaus.sheet import NO, Blank, Cell, Grid, Pen, Sheet, Words

_RESTAURANT = (
    ("许可管理", (("食品经营许可证在有效期内，悬挂公示。", 5), ("经营项目与许可范围一致。", 5))),
    ("人员管理", (("从业人员健康证明齐全有效。", 10), ("从业人员着装整洁，不留长指甲。", 5))),
    ("加工过程", (("生熟食品分开存放、加工工具分开使用。", 15), ("食品中心温度不低于70℃。", 10))),
    ("清洗消毒", (("餐饮具消毒合格，保洁柜密闭清洁。", 10),)),
)


def _restaurant(pen: Pen) -> Sequence[Sheet]:
    rows: list[tuple[Cell | str, ...]] = [("项目", "检查内容", "分值", "得分", "扣分原因")]
    for section, items in _RESTAURANT:
        for place, (text, points) in enumerate(items):
            said = pen.judge(text)
            got = "" if pen.empty else str(points - 3 if said.conclusion == NO else points)
            own: tuple[Cell | str, ...] = (Cell(section, rows=len(items)),) if place == 0 else ()
            rows.append((*own, text, str(points), got, said.record))
    rows.append((Cell("合计", columns=2), "60", "" if pen.empty else "54", ""))
    return (
        Sheet(
            (
                Words("餐饮服务单位量化分级评分表", True, 16),
                Words(
                    f"单位名称：{pen.field('单位名称', '云州小满餐馆') or '______'}　"
                    f"许可证号：{pen.field('许可证号', 'JY21401000000001') or '______'}"
                ),
                Grid((1.4, 5, 0.9, 0.9, 2.6), tuple(rows)),
                Words(
                    f"评分人员：{pen.field('评分人员', '谷雨、立夏')}　"
                    f"评分日期：{pen.field('评分日期', '2023年4月20日', '2023-04-20')}"
                ),
            )
        ),
    )


BLANKS = (Blank("restaurant-scores", _restaurant, styles=("ticked",)),)
