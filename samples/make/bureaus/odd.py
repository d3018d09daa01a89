"""Forms with the oddities that offices come up with: heads, grids and options of their own."""

from __future__ import annotations

from collections.abc import Sequence

from samples.make.bureaus.sheet import NO, NOT, YES, Blank, Cell, Grid, Pen, Sheet, Words

_RULE, _DAY = "____________", "    年   月   日"
_PLANT = (
    (
        "现\n场\n管\n理",
        (
            "作业场所通道畅通，物料堆放整齐。",
            "安全警示标志设置规范、清晰。",
            "职业病危害告知牌设置齐全。",
        ),
    ),
    (
        "设\n备\n设\n施",
        (
            "机械传动部位防护罩完好。",
            "电气设备接地可靠，绝缘良好。",
            "压力表、安全阀在校验有效期内。",
        ),
    ),
)


def _plant(pen: Pen) -> Sequence[Sheet]:
    """检查项目 heads two columns: the group, set upright, and the item."""
    rows: list[tuple[Cell | str, ...]] = [
        (Cell("检查项目", columns=2), "检查结果", "隐患描述", "整改责任人")
    ]
    for group, items in _PLANT:
        for place, text in enumerate(items):
            said = pen.judge(text)
            own: tuple[Cell | str, ...] = (Cell(group, rows=len(items)),) if place == 0 else ()
            options = pen.boxes(said, {YES: "合格", NO: "不合格"}, between="  ")
            rows.append((*own, text, options, said.record, ""))
    conclusion = "□合格   □基本合格   □不合格" if pen.empty else "☑合格   □基本合格   □不合格"
    if not pen.empty:
        pen.truth.fields["检查结论"] = "合格"
    return (
        Sheet(
            (
                Words("工贸企业安全生产标准化现场检查表", True, 16),
                Words("依据《中华人民共和国安全生产法》对你单位进行检查，请予配合。"),
                Grid(
                    (1.6, 3.4, 1.6, 3.4),
                    (
                        (
                            "企业名称：",
                            pen.field("企业名称", "云州宏远机械有限公司"),
                            "行业类别：",
                            pen.field("行业类别", "机械"),
                        ),
                        (
                            "企业地址：",
                            pen.field("企业地址", "云州市平川区兴业街9号"),
                            "联系方式：",
                            pen.field("联系方式", "13700001234"),
                        ),
                    ),
                ),
                Words(""),
                Grid((0.8, 4.4, 2, 2.6, 1.4), tuple(rows)),
                Words(f"检查结论：{conclusion}"),
                Words(
                    f"检查人员（签字）：{pen.field('检查人员（签字）', '蒋涛、薛梅', '蒋涛、薛梅')}"
                    f"        企业负责人（签字）：{pen.field('企业负责人（签字）', '葛洪')}"
                ),
                Words(f"检查日期：{pen.field('检查日期', '2023年10月20日', '2023-10-20') or _DAY}"),
            )
        ),
    )


_MEDICAL = (
    (
        "机构和人员",
        (
            ("是否配备与经营规模相适应的质量管理人员", "查任命文件、学历证明"),
            ("质量管理人员是否在职在岗", "现场询问"),
        ),
    ),
    (
        "设施与设备",
        (
            ("经营场所是否整洁、卫生", "现场查看"),
            ("库房是否按要求分区管理并有明显标识", "现场查看"),
            ("是否有过期、失效、淘汰的医疗器械", "抽查库存"),
        ),
    ),
    (
        "采购与验收",
        (
            ("是否建立进货查验记录制度", "查记录"),
            ("冷链产品运输记录是否完整", "查记录"),
        ),
    ),
)


def _medical(pen: Pen) -> Sequence[Sheet]:
    """是 | 否 | 不涉及 below 检查结果, the method between the item and the options."""
    rows: list[tuple[Cell | str, ...]] = [
        (
            Cell("类别", rows=2),
            Cell("序号", rows=2),
            Cell("检查要求", rows=2),
            Cell("检查方式", rows=2),
            Cell("检查结果", columns=3),
            Cell("情况说明", rows=2),
        ),
        ("是", "否", "不涉及"),
    ]
    number = 0
    for group, items in _MEDICAL:
        for place, (text, method) in enumerate(items):
            number += 1
            said = pen.judge(text, (YES, NO, NOT))
            ticks = [pen.tick(said, each) for each in (YES, NO, NOT)]
            if "是否有过期" in text:
                ticks[0], ticks[1] = ticks[1], ticks[0]
            own: tuple[Cell | str, ...] = (Cell(group, rows=len(items)),) if place == 0 else ()
            rows.append((*own, str(number), text, method, *ticks, said.record))
    foot = (
        (
            "检查人员签名",
            pen.field("检查人员签名", "洪亮、方圆", "洪亮、方圆"),
            "检查日期",
            pen.field("检查日期", "2023-11-11"),
        ),
        (
            "企业确认",
            pen.field("企业确认", "情况属实"),
            "负责人签名",
            pen.field("负责人签名", "莫言之"),
        ),
    )
    return (
        Sheet(
            (
                Words("附表3", False, 12),
                Words("医疗器械经营企业监督检查表", True, 16),
                Words("（2023年版）", True, 10.5),
                Words(f"企业名称：{pen.field('企业名称', '云州康泰器械公司') or _RULE}"),
                Words(
                    "许可（备案）证号："
                    f"{pen.field('许可（备案）证号', '晋械经营许20230018') or _RULE}"
                    f"  经营方式：{_mode(pen)}"
                ),
                Grid((1.2, 0.6, 4, 1.6, 0.6, 0.6, 0.9, 2), tuple(rows)),
                Words(""),
                Grid((1.6, 3.4, 1.6, 3.4), foot),
            )
        ),
    )


def _mode(pen: Pen) -> str:
    if pen.empty:
        return "□批发  □零售"
    pen.truth.fields["经营方式"] = "零售"
    return "□批发  ☑零售"


_ELECTRIC = (
    ("1", "配电室门窗、防小动物设施完好"),
    ("2", "变压器油位、油温正常，无渗漏"),
    ("3", "高低压开关柜仪表指示正常"),
    ("4", "电缆沟盖板齐全，沟内无积水、杂物"),
    ("5", "绝缘手套、绝缘靴在试验有效期内"),
    ("6", "接地线编号存放，数量齐全"),
)


def _electric(pen: Pen) -> Sequence[Sheet]:
    """An Excel sheet whose result is chosen or typed, with a footer row of signatures."""
    rows: list[tuple[Cell | str, ...]] = [
        (
            Cell("用电单位", columns=2),
            pen.field("用电单位", "云州第一纺织厂"),
            "户号",
            pen.field("户号", "1400123456"),
        ),
        ("项次", Cell("检查内容", columns=2), "检查情况", "缺陷及处理意见"),
    ]
    for number, text in _ELECTRIC:
        said = pen.judge(text)
        options = pen.boxes(said, {YES: "正常", NO: "异常"})
        rows.append((number, Cell(text, columns=2), options, said.record))
    rows.append(
        (
            Cell(f"检查人：{pen.field('检查人', '雷鸣、电闪', '雷鸣、电闪')}", columns=3),
            Cell(f"检查日期：{pen.field('检查日期', '2023年7月7日', '2023-07-07')}", columns=2),
        )
    )
    return (
        Sheet(
            (
                Words("客户受电设施用电安全检查记录表", True, 16),
                Grid((0.8, 1, 3.6, 2, 3), tuple(rows)),
            )
        ),
    )


_LAB = (
    (
        "一",
        "危险化学品管理",
        (
            ("（1）", "剧毒、易制爆化学品双人双锁保管，账物相符"),
            ("（2）", "化学品按性质分类存放，无混存"),
        ),
    ),
    (
        "二",
        "安全防护",
        (
            ("（1）", "通风橱运行正常，面风速符合要求"),
            ("（2）", "洗眼器、紧急喷淋装置可正常使用"),
            ("（3）", "个人防护用品配备齐全、正确佩戴"),
        ),
    ),
)


def _lab(pen: Pen) -> Sequence[Sheet]:
    """Y/N/NA columns; sections numbered in the number column of a row of their own."""
    rows: list[tuple[Cell | str, ...]] = [
        ("序号", "检查要点", "符合", "不符合", "不适用", "情况记录")
    ]
    for number, title, items in _LAB:
        rows.append((number, title, "", "", "", ""))
        for own, text in items:
            said = pen.judge(text, (YES, NO, NOT))
            ticks = [pen.tick(said, each) for each in (YES, NO, NOT)]
            rows.append((own, text, *ticks, said.record))
    return (
        Sheet(
            (
                Words("高等学校实验室安全检查项目表", True, 16),
                Words(
                    f"学院：{pen.field('学院', '化学化工学院') or '________'}　　"
                    f"实验室名称：{pen.field('实验室名称', '有机合成实验室') or '________'}　　"
                    f"房间号：{pen.field('房间号', 'A305') or '____'}"
                ),
                Grid((0.8, 4.6, 0.8, 0.9, 0.9, 2.4), tuple(rows)),
                Words(
                    f"检查人签字：{pen.field('检查人签字', '程前、万里', '程前、万里')}　　"
                    f"实验室负责人：{pen.field('实验室负责人', '师道')}"
                ),
                Words(
                    "　　　　　　　　　　日期："
                    f"{pen.field('日期', '2023年12月8日', '2023-12-08') or _DAY}"
                ),
            )
        ),
    )


_ROAD = (
    "企业主要负责人、安全管理人员经考核合格",
    "驾驶人员从业资格证在有效期内",
    "车辆技术档案一车一档",
    "动态监控平台24小时有人值守",
    "是否存在车辆挂靠经营、以包代管行为",
    "近三年是否发生较大以上责任事故",
)


def _road(pen: Pen) -> Sequence[Sheet]:
    """Lines of a table with the answer as 有/无 or 是/否, remarks in a row below the item."""
    rows: list[tuple[Cell | str, ...]] = [("序号", "检查项目及内容", "检查结论", "备注")]
    for number, text in enumerate(_ROAD, start=1):
        said = pen.judge(text)
        bad = number > 4
        options = pen.boxes(
            said, {NO: "是", YES: "否"} if bad else {YES: "是", NO: "否"}, behind=True
        )
        rows.append((str(number), text, options, said.record))
    return (
        Sheet(
            (
                Words("道路运输企业安全生产检查表", True, 16),
                Words(f"受检单位名称：{pen.field('受检单位名称', '云州顺达运输公司') or _RULE}"),
                Words(f"经营许可证号：{pen.field('经营许可证号', '晋交运140100000001') or _RULE}"),
                Grid((0.7, 5, 2, 2.6), tuple(rows)),
                Words("检查意见："),
                Words(
                    f"检查人员：{pen.field('检查人员', '路遥、车行', '路遥、车行')}"
                    f"　　执法证号：{pen.field('执法证号', '14010001')}"
                ),
                Words(f"被检查单位负责人：{pen.field('被检查单位负责人', '桥上')}"),
                Words(f"检查时间：{pen.field('检查时间', '2023年8月1日', '2023-08-01')}"),
            )
        ),
    )


BLANKS = (
    Blank("plant-two-columns", _plant),
    Blank("medical-devices", _medical, landscape=True, styles=("ticked", "over", "controls")),
    Blank("power-consumer", _electric),
    Blank("laboratory", _lab, styles=("ticked", "over", "controls")),
    Blank("road-transport", _road),
)
