"""Forms that were written when drafting was done, to see what it does with others than its own."""

from __future__ import annotations

from collections.abc import Sequence

from samples.make.bureaus.sheet import NO, NOT, YES, Blank, Cell, Grid, Pen, Sheet, Words

_RULE = "________"
_VESSEL = (
    "压力容器使用登记证、铭牌是否齐全",
    "安全阀是否在校验有效期内",
    "压力表是否在检定有效期内，量程选择正确",
    "操作人员是否持证",
    "容器本体有无变形、泄漏",
)


def _vessel(pen: Pen) -> Sequence[Sheet]:
    """是 and 否 below 是否合格: 是 is well even where the item asks for a fault."""
    rows: list[tuple[Cell | str, ...]] = [
        (
            *(Cell("序号", rows=2), Cell("检查项目及要求", rows=2), Cell("是否合格", columns=2)),
            Cell("不合格情况说明", rows=2),
        ),
        ("是", "否"),
    ]
    for number, text in enumerate(_VESSEL, start=1):
        said = pen.judge(text)
        rows.append((f"2-{number}", text, pen.tick(said, YES), pen.tick(said, NO), said.record))
    rows.append((Cell(f"检查结论：{pen.field('检查结论', '限期整改')}", columns=5),))
    name = pen.field("使用单位名称", "云州制药厂")
    return (
        Sheet(
            (
                Words("固定式压力容器使用安全检查表", True, 16),
                Words(f"使用单位名称：{name}     设备编号：{pen.field('设备编号', 'R-201')}"),
                Grid((0.8, 4.6, 0.8, 0.8, 3), tuple(rows)),
                Words(f"检查员：{pen.field('检查员', '文竹、杜若')}"),
                Words(f"日期：{pen.field('日期', '2023.6.9', '2023-06-09')}"),
            )
        ),
    )


_WATER = (
    "水源保护区内无排污口、无垃圾堆放",
    "制水车间消毒设施运行正常",
    "管网末梢余氯每日检测并记录",
    "管理人员持有健康证明",
)


def _water(pen: Pen) -> Sequence[Sheet]:
    """Ringed numbers, a title in two lines, a unit in a label's brackets."""
    words = {YES: "合格", NO: "不合格", NOT: "合理缺项"}
    rows: list[tuple[Cell | str, ...]] = [("检查内容", "检查方法", "结果判定", "问题记录")]
    for number, text in zip("①②③④", _WATER, strict=True):
        said = pen.judge(text, (YES, NO, NOT))
        options = pen.boxes(said, words, between="\n")
        rows.append((f"{number}{text}", "查阅资料、现场核实", options, said.record))
    return (
        Sheet(
            (
                Words("农村集中供水单位", True, 16),
                Words("卫生监督检查表", True, 16),
                Words(
                    f"供水单位（盖章）：{pen.field('供水单位（盖章）', '石门坡供水站') or _RULE}"
                ),
                Words(f"日供水量（吨）：{pen.field('日供水量（吨）', '300') or _RULE}"),
                Grid((4, 2, 1.6, 2.6), tuple(rows)),
                Words("填表说明：结果判定在相应□内打√。"),
                Words(f"监督员签名：{pen.field('监督员签名', '钟灵、毓秀', '钟灵、毓秀')}"),
            )
        ),
    )


_SLIP = (
    ("一、环境卫生", ("门前三包责任落实", "店内地面无油污")),
    ("二、食品安全", ("是否亮证经营", "冰箱内食品生熟分开", "食品添加剂专柜存放")),
)


def _slip(pen: Pen) -> Sequence[Sheet]:
    """A list without header: numbered lines with their options beside them."""
    rows: list[tuple[Cell | str, ...]] = []
    number = 0
    for section, items in _SLIP:
        rows.append((section, ""))
        for text in items:
            number += 1
            said = pen.judge(text, recorded=False)
            rows.append((f"{number}．{text}", pen.boxes(said, {YES: "是", NO: "否"}, behind=True)))
    return (
        Sheet(
            (
                Words("小餐饮店日常巡查记录单", True, 16),
                Words(f"店名：{pen.field('店名', '老王面馆') or _RULE}"),
                Grid((6, 2), tuple(rows)),
                Words(f"巡查人员：{pen.field('巡查人员', '米粒、麦芒', '米粒、麦芒')}"),
                Words(f"巡查时间：{pen.field('巡查时间', '2023年3月3日', '2023-03-03')}"),
                Words(f"下次巡查月份：{pen.field('下次巡查月份', '2023年6月')}"),
            )
        ),
    )


BLANKS = (
    Blank("pressure-vessels", _vessel, styles=("ticked", "over", "controls")),
    Blank("village-water", _water),
    Blank("small-restaurant", _slip),
)
