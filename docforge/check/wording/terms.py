"""Words: miswritten ones, two terms for one thing, three that are not one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.check.wording.lists import value
from docforge.check.wording.phrase import ERROR, WARNING, Remark, excerpt, phrase, surely, texts
from docforge.messages import marked as N_
from docforge.messages import translate as _

_MISWRITTEN = {
    "台帐": "台账", "帐户": "账户", "帐目": "账目", "帐簿": "账簿", "帐册": "账册",
    "帐单": "账单", "报帐": "报账", "对帐": "对账", "记帐": "记账", "转帐": "转账",
    "欠帐": "欠账", "布署": "部署", "按装": "安装", "既使": "即使", "截止目前": "截至目前",
    "幅射": "辐射", "松驰": "松弛", "迁徒": "迁徙", "一愁莫展": "一筹莫展", "重迭": "重叠",
    "复盖": "覆盖", "座落": "坐落", "防碍": "妨碍", "泄秘": "泄密", "震憾": "震撼",
    "追朔": "追溯", "登陆系统": "登录系统", "登陆平台": "登录平台", "登陆网站": "登录网站",
}  # fmt: skip
_ANY = "|".join(sorted(_MISWRITTEN, key=len, reverse=True))


@phrase(
    "W607", WARNING, N_("A word is miswritten."), source="《第一批异形词整理表》",
    why=N_("台账, not 台帐: since 2001 accounts are written with 贝."),
    bad="台帐", good="台账",
    fix=N_("Write the word as the dictionary has it."),
    mend=surely(_ANY, lambda match: _MISWRITTEN[match[0]]),
)  # fmt: skip
def miswritten(text: str) -> Iterator[Remark]:
    for match in re.finditer(_ANY, text):
        told = _("“{wrong}” is written “{right}”.")
        right = _MISWRITTEN[match[0]]
        yield Remark(match.start(), match.end(), told.format(wrong=match[0], right=right))


_SAME = (
    ("标识标注", "标识标志"),
    ("统一社会信用代码", "社会统一信用代码"),
)


@rule(
    "W608", "wording", WARNING, N_("One thing goes by two names."),
    why=N_("Readers look for the difference between 标识标注 and 标识标志; who fills in the "
           "form asks "
           "which is meant."),
    bad="标识标注 … 标识标志", good="标识标注 … 标识标注",
    fix=N_("Choose one of the names and keep to it."),
)  # fmt: skip
def two_names(subject: Subject) -> Iterator[Found]:
    lines = subject.once(texts)
    for one, other in _SAME:
        at = [next(((ln, t) for ln, t in lines if name in t), None) for name in (one, other)]
        if at[0] is None or at[1] is None:
            continue
        line, text = at[1]
        place = text.index(other)
        told = _("“{other}” stands here, “{one}” in {where}.")
        said = told.format(other=other, one=one, where=at[0][0].spot.where)
        yield Found(said, line.spot, excerpt(text, place, place + len(other)))


_ENDINGS = "(?:吊销|撤销|注销)"
_OR = re.compile(rf"(?P<one>{_ENDINGS})(?:其)?\s*(?:或者|或是|或|/)\s*(?:其)?(?P<other>{_ENDINGS})")


@phrase(
    "W634", WARNING, N_("吊销, 撤销 and 注销 are used as if they were one."),
    source="行政处罚法第九条，行政许可法第六十九条、第七十条",
    why=N_("吊销 punishes what was done with a licence, 撤销 takes back what should not "
           "have been given, "
           "注销 strikes off what has ended: each has its own grounds and procedure."),
    bad="依法撤销或吊销其生产许可证", good="依法吊销其生产许可证",
    fix=N_("Name the measure that the cited provision has."),
)  # fmt: skip
def endings(text: str) -> Iterator[Remark]:
    for match in _OR.finditer(text):
        if match["one"] != match["other"]:
            told = _("{one} and {other} have different grounds; the text leaves open which.")
            said = told.format(one=match["one"], other=match["other"])
            yield Remark(match.start(), match.end(), said)


_NUMBERED = re.compile(
    r"附件(?P<number>[一二三四五六七八九十]{1,2})(?![一二三四五六七八九十般些直定律致并同旦边切样起共月])"
)


def _counted(match: re.Match[str]) -> str:
    return f"附件{value(match['number'])}"


@phrase(
    "W624", ERROR, N_("An attachment is numbered in Chinese numerals."),
    source="GB/T 9704-2012 7.3.4",
    why=N_("Attachments are numbered 1, 2, 3."),
    bad="附件一", good="附件1",
    fix=N_("Write 附件1."), mend=surely(_NUMBERED.pattern, _counted),
)  # fmt: skip
def chinese_number(text: str) -> Iterator[Remark]:
    for match in _NUMBERED.finditer(text):
        told = _("“{wrong}” is written “{right}”.")
        said = told.format(wrong=match[0], right=_counted(match))
        yield Remark(match.start(), match.end(), said)
