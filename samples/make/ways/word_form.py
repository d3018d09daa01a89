"""The inspection record with six of its items, filled in Word: what all ways of Word share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

from samples.make.marks import Option
from samples.make.printed import Item, inspection_record
from samples.make.ways.truth import Question, Truth
from samples.make.ways.wordml import cell, docx, paragraph, row, table

ITEMS = ("1.1", "1.2", "3.1", "3.2", "5.1", "8.1")
HEADERS = ("序号", "检查项目", "检查内容", "检查结论", "检查记录", "备注")
WIDTHS = (620, 1100, 3300, 1500, 2300, 1100)
FIRM = "云州恒岳特钢有限公司"
INSPECTORS = ("柴佳宁", "聂玉兰")
Marking = Callable[[Sequence[Option]], str]
"""The content of a conclusion cell in which these options stand."""


@dataclass(frozen=True)
class Reply:
    """What was answered to an item: the option meant ("" for none), and the record."""

    chosen: str
    record: str = ""


# No two ways answer alike: which reply goes to which item turns with the number of the way.
_REPLIES: Mapping[str, tuple[Reply, ...]] = {
    "1.1": (Reply("符合", "名称一致。"), Reply("不符合", "营业执照已更名，许可证未变更。")),
    "1.2": (Reply("不符合", "经营范围未列明许可证产品。"), Reply("符合", "范围包含许可证产品。")),
    "3.1": (
        Reply("符合", "企业正常生产。"),
        Reply("不适用", "因环保要求正常停产。"),
        Reply("不符合", "停产未报告。"),
    ),
    "3.2": (Reply("不适用"), Reply("符合", "关键工序有记录。"), Reply("不符合", "7月缺12批记录。")),
    "5.1": (Reply("", "待补充"), Reply("符合", "标志齐全。"), Reply("不符合", "合格证未印编号。")),
    "8.1": (
        Reply("符合", "省抽合格。"),
        Reply("", "当日未查询。"),
        Reply("不符合", "国抽不合格。"),
    ),
}


def replies(number: int, *, all_marked: bool = False) -> dict[str, Reply]:
    """The replies of the way of this number; `all_marked`: none was left open."""
    found = {}
    for at, item in enumerate(ITEMS):
        offered = [r for r in _REPLIES[item] if r.chosen or not all_marked]
        found[item] = offered[(number + at * (number % 3)) % len(offered)]
    return found


@dataclass(frozen=True)
class Filled:
    """A filled form: `options_as` writes the conclusion cell of an item.

    `record_as` writes the record's cell, `head` and `foot` are blocks around the table,
    `asked` are further questions.
    """

    replies: Mapping[str, Reply]
    options_as: Marking
    record_as: Callable[[str, Reply], str] = lambda _item, reply: reply.record
    asked: tuple[Question, ...] = ()
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def options(self, item: Item) -> list[Option]:
        """The options printed at an item, each with whether it was chosen."""
        printed = inspection_record().options
        chosen = self.replies[item.id].chosen
        return [Option(printed[name], printed[name] == chosen) for name in item.offers]

    def conclusion(self, item: Item) -> str:
        return self.options_as(self.options(item))

    def questions(self) -> tuple[Question, ...]:
        """The firm's name, every answer and record, and what else is asked."""
        firm = Question(field="enterprise_name", at="企业名称", value=FIRM)
        return (firm, *(self._question(item) for item in items()), *self.asked)

    def _question(self, item: Item) -> Question:
        reply = self.replies[item.id]
        return Question(
            item=item.id,
            at=item.text[:12],
            options=tuple(option.word for option in self.options(item)),
            chosen=reply.chosen or None,
            column=HEADERS[4],
            record=reply.record,
        )

    def truth(self, way: str, row: str, **told: tuple[str, ...]) -> Truth:
        """`told`: once, left_out, beside, flags."""
        form = inspection_record().id
        return Truth(way=way, row=row, form=form, questions=self.questions(), **told)


def items() -> list[Item]:
    return [inspection_record().item(number) for number in ITEMS]


def sections() -> Iterator[tuple[str, list[Item]]]:
    """The items by section, as the form merges them."""
    for number, several in groupby(items(), key=lambda item: item.section_number):
        yield number, list(several)


def header_row(repeated: bool = False) -> str:
    return row(*map(cell, HEADERS), properties="<w:tblHeader/>" if repeated else "")


def rows_of(filled: Filled) -> list[str]:
    """The rows of all items, number and section merged downwards over those of a section."""
    return list(
        chain.from_iterable(_section(filled, number, several) for number, several in sections())
    )


def _section(filled: Filled, number: str, several: Sequence[Item]) -> Iterator[str]:
    for at, item in enumerate(several):
        merge = "" if len(several) == 1 else '<w:vMerge w:val="restart"/>' if at == 0 else _GO_ON
        words = (number, item.section) if at == 0 else ("", "")
        yield row(*(cell(word, merge) for word in words), *content_cells(filled, item))


_GO_ON = "<w:vMerge/>"


def content_cells(filled: Filled, item: Item) -> tuple[str, str, str, str]:
    """The cells of an item right of its section: content, conclusion, record, remark."""
    return (
        cell(f"{item.number}{item.text}"),
        cell(filled.conclusion(item)),
        cell(filled.record_as(item.id, filled.replies[item.id])),
        cell(item.remark),
    )


def head() -> str:
    form = inspection_record()
    return paragraph(form.attachment) + paragraph(form.title) + paragraph(f"企业名称(盖章)：{FIRM}")


def foot(day: str = "2022年6月16日") -> str:
    return paragraph(f"检查组成员签字：{'、'.join(INSPECTORS)}　　检查时间：{day}") + paragraph(
        "企业代表确认签字（盖章）：吕明亮"
    )


def form(filled: Filled) -> str:
    """The body of the form in its ordinary layout."""
    grid = table(header_row(), *rows_of(filled), columns=6, widths=WIDTHS)
    return head() + grid + foot()


def document(filled: Filled, **parts: str) -> bytes:
    """The form as a Word file."""
    return docx(form(filled), **parts)
