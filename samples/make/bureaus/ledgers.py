"""Registers of other trades."""

from __future__ import annotations

from collections.abc import Sequence

from samples.make.bureaus.sheet import Blank, Cell, Grid, Pen, Sheet, Words

_HAZARDS = (
    (
        "1",
        "云州锦程物业管理有限公司",
        "消防泵房",
        "消防泵出水压力不足",
        "一般",
        "2023-05-04",
        "苏木",
        "已整改",
    ),
    (
        "2",
        "岚阳化工储运有限公司",
        "2#罐区",
        "可燃气体报警器故障1台",
        "重大",
        "2023-05-06",
        "姜黄",
        "整改中",
    ),
    (
        "3",
        "云州第三建筑有限公司",
        "3号楼外架",
        "连墙件缺失2处",
        "一般",
        "2023-05-09",
        "杜仲",
        "已整改",
    ),
)


def _hazards(pen: Pen) -> Sequence[Sheet]:
    keys = (
        "序号",
        "单位名称",
        "隐患部位",
        "隐患内容",
        "隐患等级",
        "发现日期",
        "责任人",
        "整改情况",
    )
    rows: list[tuple[Cell | str, ...]] = [
        (
            Cell("序号", rows=2),
            Cell("单位名称", rows=2),
            Cell("隐患情况", columns=4),
            Cell("整改落实", columns=2),
        ),
        ("隐患部位", "隐患内容", "隐患等级", "发现日期", "责任人", "整改情况"),
    ]
    entries = _HAZARDS if not pen.empty else (("1", *[""] * 7), ("2", *[""] * 7))
    for entry in entries:
        pen.row(**dict(zip(keys, entry, strict=True)))
        rows.append(tuple(entry))
    return (
        Sheet(
            (
                Words("生产安全事故隐患排查治理台账", True, 16),
                Words(
                    f"填报单位：{pen.field('填报单位', '平川区应急管理局')}　　"
                    f"填报日期：{pen.field('填报日期', '2023年5月31日', '2023-05-31')}"
                ),
                Grid((0.6, 2.6, 1.6, 2.6, 1, 1.4, 1, 1.2), tuple(rows)),
                Words("注：隐患等级填写一般或重大。"),
            ),
            "隐患台账",
        ),
    )


_BOILERS = (
    ("云州暖冬热力有限公司", "蒸汽锅炉", "SZL10-1.25", "10", "2024-03-01", "在用"),
    ("岚阳纺织厂", "热水锅炉", "QXS7-1.0", "7", "2023-12-15", "停用"),
)


def _boilers(pen: Pen) -> Sequence[Sheet]:
    keys = ("使用单位", "设备名称", "设备型号", "额定蒸发量（吨/小时）", "下次检验日期", "使用状态")
    rows: list[tuple[Cell | str, ...]] = [keys]
    for entry in _BOILERS if not pen.empty else [("",) * 6] * 3:
        pen.row(**dict(zip(keys, entry, strict=True)))
        rows.append(tuple(entry))
    return (
        Sheet(
            (
                Words("锅炉使用登记汇总表", True, 16),
                Grid((2.6, 1.4, 1.6, 1.4, 1.6, 1.2), tuple(rows)),
                Words(
                    f"制表人：{pen.field('制表人', '霜降')}    "
                    f"审核人：{pen.field('审核人', '小雪')}"
                ),
            ),
            "锅炉",
        ),
    )


BLANKS = (
    Blank("hazard-ledger", _hazards, landscape=True, styles=("typed",)),
    Blank("boiler-register", _boilers, styles=("typed",)),
)
