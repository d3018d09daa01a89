"""Checklists whose options stand with their boxes in one cell."""

from __future__ import annotations

from collections.abc import Sequence

from samples.make.bureaus.sheet import NO, NOT, YES, Blank, Cell, Grid, Pen, Sheet, Words

_FOOD = (
    (
        "食品生产者资质",
        (
            ("1.1", "是否取得有效的食品生产许可证，生产的食品在许可范围内。"),
            ("1.2", "实际生产场所、设备布局与许可时是否一致。"),
        ),
    ),
    (
        "生产环境条件",
        (
            ("*2.1", "厂区无扬尘、无积水，厂区、车间卫生整洁。"),
            ("2.2", "厂区、车间与有毒、有害场所及其他污染源保持规定的距离。"),
            ("2.3", "设有更衣、洗手、干手、消毒设备、设施，满足正常使用。"),
        ),
    ),
    (
        "进货查验",
        (
            ("*3.1", "查验食品原辅料供货者的许可证、产品合格证明文件。"),
            ("3.2", "建立进货查验记录制度，如实记录名称、规格、数量、生产日期。"),
        ),
    ),
    (
        "生产过程控制",
        (
            ("4.1", "生产记录中的生产工艺参数符合企业制定的工艺要求。"),
            ("*4.2", "未发现使用非食品原料、食品添加剂以外的化学物质生产食品。"),
            ("4.3", "投料记录完整，包括投料种类、品名、生产日期或批号、使用数量。"),
        ),
    ),
)


def _food(pen: Pen) -> Sequence[Sheet]:
    words = {YES: "是", NO: "否"}
    rows: list[tuple[Cell | str, ...]] = [
        ("检查项目", "序号", "检查内容", "检查方式", "评价", "备注")
    ]
    for section, items in _FOOD:
        for place, (number, text) in enumerate(items):
            said = pen.judge(text)
            row: list[Cell | str] = [Cell(section, rows=len(items))] if place == 0 else []
            rows.append((*row, number, text, "现场查看", pen.boxes(said, words), said.record))
    name = pen.field("被检查单位", "云州清禾食品有限公司")
    address = pen.field("地址", "云州市平川区工业路18号")
    people = pen.field("检查人员", "张立、韩雪", "张立、韩雪")
    day = pen.field("检查日期", "2023年6月8日", "2023-06-08") or "    年  月  日"
    return (
        Sheet(
            (
                Words("食品生产日常监督检查要点表", True, 16),
                Words(f"被检查单位：{name or '________'}    地址：{address or '________'}"),
                Words(f"检查人员：{people or '______'}    检查日期：{day}"),
                Grid((1.4, 0.8, 5, 1.2, 1.4, 2.4), tuple(rows)),
                Words("说明：1.表中*号项目为重点项目。2.每次检查抽查重点项不少于5个。"),
                Words("被检查单位意见：                  （盖章）"),
            )
        ),
    )


_CHEMICAL = (
    (
        "一、基础管理",
        (
            "建立、健全全员安全生产责任制，并逐级考核。",
            "主要负责人、安全管理人员是否依法经考核合格。",
            "特种作业人员持证上岗。",
        ),
    ),
    (
        "二、储存设施",
        (
            "是否存在超量、超品种储存危险化学品的情形。",
            "储罐区防火堤完好，无孔洞、裂缝。",
            "可燃气体检测报警装置按要求检定并正常投用。",
        ),
    ),
    (
        "三、应急处置",
        (
            "编制应急预案并备案，每半年至少演练一次。",
            "应急救援器材配备齐全，定期维护保养。",
        ),
    ),
)


def _chemical(pen: Pen) -> Sequence[Sheet]:
    words = {YES: "符合", NO: "不符合", NOT: "不涉及"}
    turned = {YES: "否", NO: "是"}
    rows: list[tuple[Cell | str, ...]] = [
        (
            Cell("被检查单位名称", columns=2),
            Cell(pen.field("被检查单位名称", "岚阳化工储运有限公司"), columns=3),
        ),
        (
            Cell("统一社会信用代码", columns=2),
            Cell(pen.field("统一社会信用代码", "91350100M000100Y43"), columns=3),
        ),
        (
            Cell("主要负责人", columns=2),
            pen.field("主要负责人", "罗建平"),
            "联系电话",
            pen.field("联系电话", "13812345678"),
        ),
        ("序号", "检查内容", "检查依据", "检查结果", "存在问题"),
    ]
    number = 0
    for section, items in _CHEMICAL:
        rows.append((Cell(section, columns=5),))
        for text in items:
            number += 1
            asks = "是否存在" in text
            said = pen.judge(text, (YES, NO) if asks else (YES, NO, NOT))
            offered = turned if asks else words
            options = pen.boxes(said, dict(offered), between="\n", behind=not asks)
            rows.append((str(number), text, "《安全生产法》第二十二条", options, said.record))
    rows.append(
        (
            Cell("检查人员（签字）", columns=2),
            Cell(pen.field("检查人员（签字）", "郑海、沈佳", "郑海、沈佳"), columns=3),
        )
    )
    rows.append(
        (
            Cell("企业负责人（签字）", columns=2),
            pen.field("企业负责人（签字）", "罗建平"),
            "检查时间",
            pen.field("检查时间", "2023-07-03"),
        )
    )
    return (
        Sheet(
            (
                Words("附件2", False, 14),
                Words("危险化学品企业安全生产执法检查表", True, 18),
                Grid((0.8, 4.6, 2.4, 1.8, 2.6), tuple(rows)),
            )
        ),
    )


_SCHOOL = (
    "食品经营许可证是否合法有效，经营范围是否与实际相符。",
    "是否配备食品安全总监和食品安全员并落实日管控。",
    "从业人员是否持有有效健康证明。",
    "食品原料贮存是否做到分类、分架、离墙、离地。",
    "是否有过期、变质食品或标识不清的食品。",
    "餐用具清洗消毒后是否存放在专用保洁设施内。",
    "食品留样是否达到125克、48小时的要求。",
)


def _school(pen: Pen) -> Sequence[Sheet]:
    rows: list[tuple[Cell | str, ...]] = [("序号", "检查要求", "检查情况", "问题描述及整改要求")]
    for number, text in enumerate(_SCHOOL, start=1):
        said = pen.judge(text)
        bad_if_yes = "是否有过期" in text
        words = {YES: "否", NO: "是"} if bad_if_yes else {YES: "是", NO: "否"}
        words = {key: words[key] for key in sorted(words, key=lambda key: words[key] == "否")}
        rows.append((str(number), text, pen.boxes(said, words, box="○"), said.record))
    return (
        Sheet(
            (
                Words("学校食堂食品安全专项检查表", True, 16),
                Words(f"学校名称：{pen.field('学校名称', '云州市实验小学') or '________'}"),
                Words(
                    f"食堂负责人：{pen.field('食堂负责人', '白玉') or '______'}"
                    f"　　联系电话：{pen.field('联系电话', '0351-5550001') or '______'}"
                ),
                Grid((0.7, 5, 1.6, 3.4), tuple(rows)),
                Words(f"检查人员签名：{pen.field('检查人员签名', '周宁、贺明', '周宁、贺明')}"),
                Words(f"检查时间：{pen.field('检查时间', '2023年9月5日', '2023-09-05')}"),
            )
        ),
    )


BLANKS = (
    Blank("food-production", _food, landscape=True),
    Blank("hazardous-chemicals", _chemical),
    Blank("school-canteen", _school),
)
