"""Which paragraph is which element of an official document, by its words and its place.

Whoever wrote it may have used any styles or none, tables or text boxes: nothing here looks at
names of styles. GB/T 9704-2012, chapter 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from docforge.check.official.strokes import Stroke, strokes_of
from docforge.check.subject import Subject
from docforge.check.typesetting import EM, LINE
from docforge.check.typesetting.page import Page, facing_pages, pages_of
from docforge.check.typesetting.paragraph import Typeset
from docforge.check.typesetting.setting import story_typeset, typeset

NUMBER = re.compile(
    r"(?P<word>[\u4e00-\u9fff（）()]{2,20})\s*(?P<open>[〔\[【(（［〈﹝])\s*(?P<year>\d{2,4})\s*"
    r"(?P<close>[〕\]】)）］〉﹞])\s*(?P<said>第?)\s*(?P<place>\d+)\s*号"
)
_DIGITS = "0-9０-９〇○零一二三四五六七八九十"
DATE = re.compile(
    rf"(?P<year>[{_DIGITS}]{{2,4}})年(?P<month>[{_DIGITS}]{{1,3}})月(?P<day>[{_DIGITS}]{{1,3}})日"
)
COPY_NUMBER = re.compile(r"(?:No\.?|№|份号[:：]?)?\d{1,8}")
SECRECY = re.compile(r"(?:绝密|机密|秘密)(?:★.*)?")
URGENCY = re.compile(r"(?:特急|加急|特提|平急|紧急|急件|急)")
LABEL = re.compile(r"附件(?P<number>\d{0,2}|[一二三四五六七八九十]{0,3})(?P<end>[:：.。、]?)")
_LISTED = re.compile(r"附件(?:[:：]|\d{1,2}[:：.．、]|[一二三四五六七八九十]{1,2}[:：、]|$)")
_ITEM = re.compile(r"(?:附件)?[-—]?\d{1,2}[.．、，)）:： ]?")
_KINDS = (
    *("通知", "通告", "公告", "决定", "决议", "命令", "令", "意见", "函", "报告", "请示", "批复"),
    *("纪要", "通报", "公报", "议案", "公示", "方案", "办法", "规定", "细则", "要点", "总结"),
)
_OFFICE = re.compile(
    r".*(?:局|府|委|厅|部|会|院|中心|公司|厂|所|办|处|室|队|科|站|分局|单位|部门|企业|组|社|校|行)"
    r"(?:[（(].*[)）])?$"
)
_IMPRINT = re.compile(r"抄\s*[送报]|分送[:：]|.*\d+日\s*印发$|.*印发$")
_SEAL = re.compile(r"[（(](?:印章|盖章|公章|签章|章)[)）]")


@dataclass(frozen=True)
class Appended:
    """An attachment that stands in the file: its label, its title, all its lines."""

    label: Typeset
    title: tuple[Typeset, ...]
    number: str


@dataclass(frozen=True)
class Paper:
    """The elements of a document; what was not found is None or empty.

    `lines` is the whole body, blank lines too; `head` what the first page's header holds.
    """

    lines: tuple[Typeset, ...]
    pages: tuple[Page, ...]
    strokes: tuple[Stroke, ...] = ()
    head: tuple[Typeset, ...] = ()
    head_strokes: tuple[Stroke, ...] = ()
    foot_strokes: tuple[Stroke, ...] = ()
    footers: Mapping[str, tuple[Typeset, ...]] = field(default_factory=dict)
    facing: bool = False
    copy_number: Typeset | None = None
    secrecy: Typeset | None = None
    urgency: Typeset | None = None
    mark: tuple[Typeset, ...] = ()
    number: Typeset | None = None
    signers: Typeset | None = None
    title: tuple[Typeset, ...] = ()
    addressees: Typeset | None = None
    text: tuple[Typeset, ...] = ()
    listed: tuple[Typeset, ...] = ()
    signature: tuple[Typeset, ...] = ()
    date: Typeset | None = None
    note: Typeset | None = None
    appended: tuple[Appended, ...] = ()
    imprint: tuple[Typeset, ...] = ()
    order: dict[Typeset, int] = field(default_factory=dict)

    @property
    def page(self) -> Page:
        return self.pages[0]

    @property
    def said_title(self) -> str:
        """The title in one line."""
        return "".join(each.bare for each in self.title)

    def between(self, above: Typeset, below: Typeset) -> float | None:
        """Lines of white between two paragraphs, None where one does not stand in the flow."""
        if any(each.frame or each.in_table or each not in self.order for each in (above, below)):
            return None
        blanks = self.lines[self.order[above] + 1 : self.order[below]]
        if any(not each.is_blank or each.in_table or each.frame for each in blanks):
            return None
        return (sum(each.height for each in blanks) + above.after + below.before) / LINE


def paper_of(subject: Subject) -> Paper:
    """The elements of a document that is finished."""
    lines = subject.once(typeset)
    pages = subject.once(pages_of)
    kind = "first" if pages[0].first_differs else "default"
    head_story, foot_story = (
        (each or {}).get(kind) for each in (pages[0].headers, pages[0].footers)
    )
    head = story_typeset(subject, head_story) if head_story is not None else ()
    footers = {
        name: story_typeset(subject, story) for name, story in (pages[0].footers or {}).items()
    }
    paper = Paper(
        lines=lines,
        pages=pages,
        strokes=strokes_of(subject, subject.body, lines),
        head=head,
        head_strokes=strokes_of(subject, head_story, head) if head_story is not None else (),
        foot_strokes=strokes_of(subject, foot_story, footers[kind]) if foot_story else (),
        footers=footers,
        facing=facing_pages(subject),
        order={line: number for number, line in enumerate(lines)},
    )
    return _recognised(paper, [line for line in lines if not line.is_blank])


def _recognised(paper: Paper, flow: list[Typeset]) -> Paper:
    """Cut off what stands at the end, then what stands at the head; the text is what remains."""
    imprint = _imprint(flow)
    flow = flow[: len(flow) - len(imprint)]
    at = _date_at(flow)
    main, rest = (flow, []) if at is None else (flow[: at + 1], flow[at + 1 :])
    if at is None:
        first = next((n for n, line in enumerate(flow) if _is_label(line)), len(flow))
        main, rest = flow[:first], flow[first:]
    note = rest[0] if rest and _is_note(rest[0]) else None
    paper = replace(
        paper,
        imprint=tuple(imprint),
        date=main[-1] if at is not None else None,
        note=note,
        appended=tuple(_appended(rest)),
    )
    paper, main = _head(paper, main[:-1] if at is not None else main)
    return _end(paper, main)


def _imprint(flow: Sequence[Typeset]) -> list[Typeset]:
    tail = flow[-12:]
    for number, line in enumerate(tail):
        if _IMPRINT.match(line.bare) and len(line.bare) < 300 and not line.bare.endswith("。。"):
            if line.bare.endswith("印发") and not DATE.search(line.bare) and not line.in_table:
                continue
            return list(tail[number:])
    return []


def _date_at(flow: Sequence[Typeset]) -> int | None:
    for number, line in enumerate(flow):
        if number and DATE.fullmatch(line.bare):
            return number
    return None


def _is_note(line: Typeset) -> bool:
    return line.bare[:1] in "（(" and line.bare[-1:] in "）)"


def _is_label(line: Typeset) -> bool:
    return LABEL.fullmatch(line.bare) is not None


def _appended(rest: Sequence[Typeset]) -> Iterable[Appended]:
    for number, line in enumerate(rest):
        match = LABEL.fullmatch(line.bare)
        if match:
            title: list[Typeset] = []
            for each in rest[number + 1 : number + 4]:
                if _is_label(each) or each.in_table or (title and each.align != "center"):
                    break
                title.append(each)
            yield Appended(line, tuple(title), match["number"])


def _head(paper: Paper, flow: list[Typeset]) -> tuple[Paper, list[Typeset]]:
    """What stands above the text; returns also what is left."""
    number_at = next(
        (n for n, line in enumerate(flow[:20]) if _is_number_line(line)),
        None,
    )
    named = next((n for n, line in enumerate(flow[:20]) if line.bare.startswith("签发人")), None)
    above = flow[:number_at] if number_at is not None else _before_title(flow)
    marks = [line for line in above if _is_mark(line)]
    in_head = [line for line in paper.head if _is_mark(line)]
    start = max(len(above), 0 if number_at is None else number_at + 1)
    if named is not None and named >= start:
        start = named + 1
    while start < len(flow) and _is_small_element(flow[start]):
        start += 1
    small = flow[:start]
    number = flow[number_at] if number_at is not None else None
    signers = flow[named] if named is not None else None
    if number is not None and "签发人" in number.bare:
        signers = number
    paper = replace(
        paper,
        mark=tuple(in_head or marks),
        number=number,
        signers=signers,
        copy_number=_first(small, COPY_NUMBER),
        secrecy=_first(small, SECRECY),
        urgency=_first(small, URGENCY),
    )
    return _title(paper, flow[start:])


def _is_number_line(line: Typeset) -> bool:
    match = NUMBER.search(line.bare)
    if match is None or "关于" in line.bare or "根据" in line.bare:
        return False
    left = line.bare[: match.start()] + line.bare[match.end() :]
    left = re.sub(r"签发人[:：]?.*", "", left)
    return len(left) <= 8 and "。" not in left and "：" not in left


def _before_title(flow: Sequence[Typeset]) -> list[Typeset]:
    """The lines above the title where no document number parts them."""
    above = []
    for line in flow[:8]:
        if not (_is_small_element(line) or _is_mark(line)):
            break
        above.append(line)
    return above


def _is_small_element(line: Typeset) -> bool:
    return any(each.fullmatch(line.bare) for each in (COPY_NUMBER, SECRECY, URGENCY))


def _is_mark(line: Typeset) -> bool:
    if len(line.bare) < 3 or _is_small_element(line):
        return False
    if line.bare.endswith("文件") and len(line.bare) <= 40:
        return True
    return _OFFICE.match(line.bare) is not None and (line.ink.is_red or line.largest >= 26)


def _first(lines: Sequence[Typeset], pattern: re.Pattern[str]) -> Typeset | None:
    return next((line for line in lines if pattern.fullmatch(line.bare)), None)


def _title(paper: Paper, flow: list[Typeset]) -> tuple[Paper, list[Typeset]]:
    title: list[Typeset] = []
    for line in flow[:6]:
        if title and (_is_addressed(line) or not _like_title(line)):
            break
        named = line.bare.rstrip("。.，！").endswith(_KINDS)
        a_sentence = line.bare.endswith(("。", "：", ":")) and line.largest <= EM
        if not title and a_sentence and (not named or len(line.bare) > 60):
            break
        title.append(line)
        if len(title) == 1 and line.align != "center" and named:
            break
    rest = flow[len(title) :]
    addressed = rest[0] if rest and _is_addressed(rest[0]) else None
    return replace(paper, title=tuple(title), addressees=addressed), (
        rest[1:] if addressed is not None else rest
    )


def _like_title(line: Typeset) -> bool:
    if line.bare.endswith(("。", "；", "：", ":")) or len(line.bare) > 60:
        return False
    return line.align == "center" or line.largest >= 18 or line.lead > 3 * EM


def _is_addressed(line: Typeset) -> bool:
    """主送机关, its colon kept or forgotten."""
    bare = line.bare
    if bare.endswith(("：", ":")):
        return "。" not in bare
    if "。" in bare or line.align == "center" or line.largest > 18 or not bare:
        return False
    offices = re.split(r"[，、；,;]", re.sub(r"[（(][^（()）]*[)）]", "", bare))
    return len(bare) < 200 and all(_OFFICE.match(each) for each in offices)


def _end(paper: Paper, flow: list[Typeset]) -> Paper:
    """The list of attachments and who signs; what stands before them is the text."""
    listed_at = next(
        (n for n in range(len(flow) - 1, -1, -1) if _LISTED.match(flow[n].bare)), len(flow)
    )
    while listed_at and listed_at < len(flow) and _LISTED.match(flow[listed_at - 1].bare):
        listed_at -= 1
    after = [line for line in flow[listed_at:] if not _SEAL.fullmatch(line.bare)]
    signed: list[Typeset] = []
    if paper.date is not None:
        tail = [line for line in flow if not _SEAL.fullmatch(line.bare)]
        while tail and _is_signature(tail[-1]) and len(signed) < 4:
            signed.insert(0, tail.pop())
    listed = [line for line in after if line not in signed]
    text = [line for line in flow[:listed_at] if line not in signed]
    return replace(paper, text=tuple(text), listed=tuple(listed), signature=tuple(signed))


def _is_signature(line: Typeset) -> bool:
    bare = line.bare
    if bare.endswith(("。", "：", ":", "；", "）")) and not _OFFICE.match(bare):
        return False
    if len(bare) > 30 or _LISTED.match(bare) or _ITEM.match(bare):
        return False
    if re.match(r"[（(]?[一二三四五六七八九十]+[)）、.]", bare):
        return False
    return _OFFICE.match(bare) is not None or line.lead > 5 * EM
