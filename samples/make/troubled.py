"""Inspection records in Word that say much, nothing, or two things at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from samples.make.answers import Checklist, Join, Reply, bad, filled, na, ok, replies, several
from samples.make.people import enterprise
from samples.make.printed import inspection_record
from samples.make.sample import Sample, word_sample
from samples.make.word import Look


def samples() -> Iterator[Sample]:
    """In the order of their names."""
    yield _many_problems()
    yield _empty()
    yield _contradictory()
    yield _stopped()
    yield _edited()
    yield _refused()


def _many_problems() -> Sample:
    firm = enterprise("岚阳县宏炉钢铁有限公司")
    answers = replies(
        firm,
        2,
        i1_3=bad("企业新建成品库一处，位于证载生产地址以外，未申请变更。"),
        i2_1=several(
            "拉力试验机（2号）检定证书已过期，有效期至2022年5月18日", "弯曲试验机缺少防护罩"
        ),
        i3_2=bad("加热炉出钢温度记录缺少7月11日至7月14日夜班数据。"),
        i4_1=bad("出厂检验记录缺少8月份3批次（炉号2208-117、2208-118、2208-121）。"),
        i5_1=bad("部分成品标牌未标注生产许可证编号，已当场整改。", "", "corrected_on_site"),
        i6_1=bad("加热炉煤气改造项目未见备案文件。"),
        i7_1=ok("抽查出库单20份、销售合同6份，未发现生产非许可范围产品的情况。"),
        i8_1=bad("2021年省级监督抽查1批次重量偏差不合格，整改复查资料不完整。"),
        i9_1=several("检验员王某未取得培训合格证明", "2021年度自查报告未提交", number="{}、"),
    )
    return word_sample(
        "03-many-problems.docx",
        filled(firm, answers, "2022-09-06", "2022年9月6日"),
        Look(way="symbols"),
        "Inserted symbols (Wingdings 2); ten problems in eight items: two items list two numbered "
        "problems each, one problem was corrected on the spot.",
    )


def _empty() -> Sample:
    paper = Checklist(
        "",
        "",
        {item.id: Reply(flags=("unanswered",)) for item in inspection_record().items},
        flags=("enterprise_missing", "signature_missing"),
        join=Join("none"),
    )
    return word_sample(
        "04-empty.docx",
        paper,
        Look(way="squares"),
        "The blank, returned as it was sent: nothing filled in, nothing marked.",
    )


def _contradictory() -> Sample:
    firm = enterprise("汾源县百味源纸制品有限公司")
    answers = replies(
        firm,
        5,
        i1_1=Reply(("conform", "nonconform"), "名称一致", flags=("two_marks",)),
        i1_2=bad("", "", "nonconform_without_text"),
        i2_1=ok("3号纸杯成型机检定标签脱落，检定证书已过期。", "", "conform_with_problem"),
        i2_2=na("", "", "condition_unmet"),
        i2_4=Reply((), "原纸与油墨混放，标识不清。", flags=("unmarked_problem",)),
        i3_2=Reply((), "", flags=("unanswered",)),
        i4_1=na("", "", "condition_unmet"),
        i5_1=na("出口产品，不标注", "", "not_offered"),
        i7_1=bad("未发现违法行为", "", "nonconform_with_praise"),
    )
    head = {
        "统一社会信用代码": firm.uscc[:-1] + ("A" if firm.uscc[-1] != "A" else "B"),
        "生产许可证编号": "（晋）XK16-205-048",
        "联系电话": "1380013800",
    }
    paper = filled(firm, answers, "", "2022812日", head=head)
    return word_sample(
        "05-contradictory.docx",
        replace(
            paper,
            inspectors=paper.inspectors[:1],
            join=Join("name", firm.licence_no, ("list_differs",)),
            flags=(
                "damaged_date",
                "few_inspectors",
                "licence_no_invalid",
                "phone_invalid",
                "uscc_invalid",
            ),
        ),
        Look(),
        "Nearly every contradiction: two ticks, 符合 with a problem, 不符合 without a word or with "
        "praise, a problem without a tick, 不适用 where it is not offered or not true, a credit "
        "code that fails its check digit, numbers too short, a date that lost a character, one "
        "inspector.",
    )


def _stopped() -> Sample:
    firm = enterprise("桑河县青垴建材有限公司")
    answers = replies(
        firm,
        6,
        i2_1=ok("设备封存，企业停产期间未使用。"),
        i3_1=na("因错峰生产要求，企业自2022年3月15日起停产，现场无生产活动。"),
        i3_2=na("停产"),
        i4_1=na("停产"),
        i5_1=ok("库存水泥包装袋标注许可证编号。"),
        i9_1=ok("停产、转产情况已记录，复产后另行检查。"),
    )
    paper = filled(firm, answers, "2022-06-28", "2022年06月28日")
    return word_sample(
        "06-stopped.docx",
        replace(paper, flags=("stopped_production",)),
        Look(way="form fields"),
        "Legacy form fields (FORMCHECKBOX); an enterprise that stopped production, much 不适用.",
    )


def _edited() -> Sample:
    firm = enterprise("岚阳县玉屏瓶盖有限公司")
    answers = replies(
        firm,
        13,
        i1_3=ok("企业住所、生产地址与证书一致，未改变"),
        i2_1=Reply(
            ("nonconform",),
            "注塑机安全门联锁失效，检验用卡尺超期未检。",
            deleted="设备运行正常。",
            flags=(),
        ),
        i2_3=Reply(
            ("conform",),
            "车间卫生状况良好，厨房、厕所与生产区域隔离",
            ditto="同上",
            flags=("ditto",),
        ),
        i2_2=ok("车间卫生状况良好，厨房、厕所与生产区域隔离"),
        i4_1=Reply(
            ("nonconform",),
            "色母粒进厂验证记录未签字。",
            comment="请补充批号",
        ),
    )
    paper = filled(firm, answers, "2022-08-25", "2022年8月25日")
    return word_sample(
        "15-edited.docx",
        replace(
            paper,
            sealed=True,
            extra_row="安全生产承诺书是否在厂区公示。",
            flags=("comment", "picture", "row_not_matched", "tracked_changes"),
        ),
        Look(way="content controls, ticks"),
        "Content controls with ☑ of Wingdings 2; a record rewritten with tracked changes, a "
        "reviewer's comment, 同上 in a record, a row the form does not print, a seal as picture.",
    )


def _refused() -> Sample:
    firm = enterprise("桑河县东塬建材厂")
    answers = replies(
        firm,
        14,
        i1_1=bad("生产许可证正本未能出示，仅提供复印件。"),
        i2_1=several(
            "水泥磨电机无防护罩",
            "恒温恒湿养护箱温度显示故障",
            "检验用天平未检定",
            number="（{}）",
            between="\n",
        ),
        i3_1=bad("企业因市场原因已停产8个月，未向县局报告。"),
        i3_2=na("停产"),
        i4_1=na("停产，未生产"),
        i6_1=bad("2021年新建粉磨站一座，无备案文件。"),
    )
    paper = filled(firm, answers, "2022-11-08", "2022年11月8日上午")
    return word_sample(
        "16-refused-to-sign.docx",
        replace(
            paper,
            signed="企业负责人拒绝签字",
            join=Join("none", "", ("enterprise_not_listed",)),
            flags=("stopped_production",),
            unsaid=("representative", "signature_representative"),
        ),
        Look(way="tick for box", stacked=True, points=10.5, widths={"conclusion": 2.1}),
        "√ in place of the box; the enterprise stands still and its head refused to sign; three "
        "problems on three lines of one record; an enterprise that no list knows.",
    )
