"""A blank that is filled in gives back what was filled in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from docforge.check.diagnostic import Severity
from docforge.check.forms.blanks import NAME, Blank, form_of, read_blank
from docforge.check.forms.definitions import on
from docforge.check.forms.filling import can_be_ticked, filled
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.errors import DocforgeError
from docforge.forms import Catalogue, Definition
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.model import Submission
from docforge.place import Place

_PROBLEM = "检查发现存在不合格情形"
_SAMPLES = {
    "text": "样例", "number": "5", "date": "2022年6月10日", "phone": "0351-7654321",
    "licence_no": "（晋）XK08-001-00001", "uscc": "91350100M000100Y43",
}  # fmt: skip


@rule(
    "F708", "forms", Severity.ERROR, N_("A filled blank does not read back."),
    why=N_("A trial blank is filled in by machine, every item with one of its options in turn; "
           "what is read must be what was filled in, or returned forms are not read either."),
    bad=N_("2.1 filled in as 符合, read as unanswered"),
    good=N_("2.1 filled in as 符合, read as 符合"),
    fix=N_("Compare blank and definition at this item; `docforge forms test` shows what is read."),
)  # fmt: skip
def reads_back(subject: Subject) -> Iterator[Found]:
    form = subject.once(form_of)
    if form.definition is None or form.catalogue is None:
        return
    for blank in form.blanks:
        try:
            if form.definition.kind == "checklist":
                yield from _checklist(form.definition, form.catalogue, blank)
            elif form.definition.kind == "register" and blank.printed:
                yield from _register(form.definition, form.catalogue, blank)
        except DocforgeError as error:
            yield on(blank, error.what)


def _checklist(form: Definition, catalogue: Catalogue, blank: Blank) -> Iterator[Found]:
    if blank.submission is None:
        return
    chosen: dict[Place, str] = {}
    written: dict[Place, str] = {}
    wanted: dict[str, str] = {}
    turn = cycle(range(6))
    for answer in blank.submission.answers:
        item = form.item_by_id.get(answer.item)
        place = answer.evidence.conclusion.place
        if item is None or place is None:
            continue
        if form.conclusions == "text":
            if not item.statement:
                written[place] = "符合要求"
                wanted[item.id] = "conform"
            continue
        offer = item.offers[next(turn) % len(item.offers)]
        cell = blank.cells.get(place)
        if cell is None or not can_be_ticked(cell, form.options.word(offer)):
            continue  # options that are ringed or struck out: not by machine
        chosen[place], wanted[item.id] = form.options.word(offer), str(offer)
        record = answer.evidence.record.place
        if offer == "nonconform" and record is not None and record != place:
            written[record] = _PROBLEM
    made = filled(blank.content, blank.document.media, chosen, written)
    if made is None:
        return
    read = read_blank(blank.name, made, form, catalogue).submission
    yield from _compared(blank, wanted, read)
    if blank.printed and read is not None and read.value("enterprise_name") != NAME:
        told = _("The enterprise's name was filled in as “{wanted}”, read as “{read}”.")
        yield on(blank, told.format(wanted=NAME, read=read.value("enterprise_name") or ""))


def _compared(blank: Blank, wanted: dict[str, str], read: Submission | None) -> Iterator[Found]:
    answers = {answer.item: str(answer.conclusion.value) for answer in read.answers} if read else {}
    for item, conclusion in wanted.items():
        got = answers.get(item, "unanswered")
        if got != conclusion:
            told = _("Item {item} was filled in as {wanted}, read as {read}.")
            yield on(blank, told.format(item=item, wanted=conclusion, read=got))


def _register(form: Definition, catalogue: Catalogue, blank: Blank) -> Iterator[Found]:
    entry = {
        column.key: NAME if column.key == "enterprise_name" else _SAMPLES.get(column.type, "样例")
        for column in form.register_columns
    }
    from docforge.blanks.register_word import register_document

    content = register_document(form, [entry, entry | {"enterprise_name": f"{NAME}二厂"}], {})
    read = read_blank(blank.name, content, form, catalogue).submission
    rows = read.rows if read is not None else ()
    if len(rows) != 2:
        told = _("Two rows were filled in, {count} were read.")
        yield on(blank, told.format(count=len(rows)))
        return
    for column in form.register_columns:
        if column.key == "sequence":
            continue
        cell = rows[0].cells.get(column.key)
        if cell is None or cell.value is None:
            told = _("The column {key} was filled in as “{wanted}”, nothing was read.")
            yield on(blank, told.format(key=column.key, wanted=entry[column.key]))
