"""7.3.7 attachments that are bound with the document."""

from __future__ import annotations

from collections.abc import Iterator

from docforge.check.official.clause import ERROR, WARNING, WITHIN, clause, found, in_flow
from docforge.check.official.closing import names_listed
from docforge.check.official.elements import Paper
from docforge.check.rules import Found
from docforge.check.typesetting import EM
from docforge.check.typesetting.paragraph import Typeset
from docforge.messages import marked as N_
from docforge.messages import translate as _


@clause(
    "G570", ERROR, N_("An attachment does not begin on a page of its own."), "7.3.7",
    why=N_("Attachments begin on a new page, before the imprint."),
    bad=N_("附件1 below the date"), good=N_("附件1 at the top of the next page"),
    fix=N_("Put a page break before 附件."),
)  # fmt: skip
def own_page(paper: Paper) -> Iterator[Found]:
    for each in paper.appended:
        if not _begins_page(paper, each.label):
            yield found(each.label, _("No page break stands before the attachment."))


def _begins_page(paper: Paper, label: Typeset) -> bool:
    """A break of page or section between what stands above and the label."""
    if label.new_page or "\f" in label.text.split("附")[0]:
        return True
    for line in reversed(paper.lines[: paper.order[label]]):
        if line.section != label.section or line.new_page:
            return True
        tail = line.text.rpartition("\f")
        if tail[1]:
            return not tail[2].strip()
        if not line.is_blank:
            return False
    return True


@clause(
    "G571", WARNING, N_("The word 附件 on an attachment is not set as the standard wants it."),
    "7.3.7",
    why=N_("附件 and its number stand flush left in 三号黑体, on the first line of the page."),
    bad="附件1 (仿宋)", good="附件1 (黑体)",
    fix=N_("Set 附件 and its number in 三号黑体, flush left."),
)  # fmt: skip
def label_look(paper: Paper) -> Iterator[Found]:
    for each in paper.appended:
        line = each.label
        if line.ink.face != "黑体" or line.largest != EM:
            told = _("附件 is set in {face}, {size:g} pt, not in 三号黑体.")
            yield found(line, told.format(face=line.ink.font or "?", size=line.largest))
        if in_flow(line) and line.lead > WITHIN:
            yield found(line, _("附件 does not stand flush left."))


@clause(
    "G572", WARNING, N_("The title of an attachment does not stand centred on the third line."),
    "7.3.7",
    why=N_("The attachment's title is centred on the third line of its page."),
    bad=N_("the title directly below 附件1"), good=N_("one empty line, then the centred title"),
    fix=N_("Leave one empty line below 附件 and centre the title."),
)  # fmt: skip
def title_place(paper: Paper) -> Iterator[Found]:
    for each in paper.appended:
        if not each.title:
            continue
        title = each.title[0]
        if title.align != "center" and in_flow(title):
            start, end = title.extent
            if abs((start + end) / 2 - title.width / 2) > EM:
                yield found(title, _("The attachment's title is not centred."))
        lines = paper.between(each.label, title)
        if lines is not None and abs(lines - 1) > 0.6:
            told = _("{lines:.2g} empty lines stand between 附件 and the title, not one.")
            yield found(title, told.format(lines=lines))


@clause(
    "G573", ERROR, N_("A mark stands after the number of an attachment."), "7.3.7",
    why=N_("On the attachment itself 附件 and its number stand alone, without a colon."),
    bad="附件1：", good="附件1",
    fix=N_("Take the mark out."),
)  # fmt: skip
def label_mark(paper: Paper) -> Iterator[Found]:
    for each in paper.appended:
        if each.label.bare[-1] in ":：.。、":
            yield found(each.label, _("A mark stands after 附件 and its number."))


@clause(
    "G574", ERROR, N_("Attachments in the file and those in the list are not the same."), "7.3.7",
    why=N_("Numbers and names on the attachments are those of the list below the text."),
    bad=N_("a list of two, and 附件3"), good=N_("a list of two, and 附件1 and 附件2"),
    fix=N_("Make the numbers of list and attachments agree."),
)  # fmt: skip
def same_as_listed(paper: Paper) -> Iterator[Found]:
    count = len(names_listed(paper))
    for each in paper.appended:
        number = int(each.number) if each.number.isdecimal() else 0
        if count and number > count:
            told = _("附件{number} is not in the list, which has {count}.")
            yield found(each.label, told.format(number=number, count=count))
        elif count > 1 and not each.number:
            yield found(each.label, _("One of several attachments bears no number."))
