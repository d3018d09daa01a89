"""What a definition promises and its blank does not show, and the other way round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from docforge.check.diagnostic import Severity, Spot
from docforge.check.forms.blanks import NAME, Blank, Form, form_of
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.forms import Definition, recognise
from docforge.forms.definitions.catalogue import load_catalogue
from docforge.forms.lines import lines_of
from docforge.forms.values.wording import containment, core, normal
from docforge.layout import Cell
from docforge.messages import marked as N_
from docforge.messages import translate as _

ERROR, WARNING = Severity.ERROR, Severity.WARNING
_SAME = 0.85
"""From this share on two typists' texts are the same (see forms.values.wording)."""
Agreement = Callable[[Definition, Blank], Iterable[Found]]


def agreement(
    code: str, severity: Severity, title: str, *, why: str, bad: str, good: str, fix: str
) -> Callable[[Agreement], Agreement]:
    """Enter a rule that looks at a definition and each of its blanks."""

    def entered(look: Agreement) -> Agreement:
        def of(subject: Subject) -> Iterator[Found]:
            form = subject.once(form_of)
            for blank in form.blanks:
                if form.definition is not None:
                    yield from look(form.definition, blank)

        rule(code, "forms", severity, title, why=why, bad=bad, good=good, fix=fix)(of)
        return look

    return entered


def on(blank: Blank, message: str, text: str = "", where: str = "") -> Found:
    """A finding on a blank; the blank's name tells which one."""
    place = f"{blank.name}, {where}" if where else blank.name
    return Found(message, Spot(where=place), text[:60])


@rule(
    "F700", "forms", ERROR, N_("The definition of a form cannot be read."),
    why=N_("A form whose definition is wrong is read by nobody."),
    bad="kind: checklst", good="kind: checklist",
    fix=N_("Mend the definition at the line that is named; docs/forms.md tells each key."),
)  # fmt: skip
def definition_unread(subject: Subject) -> Iterator[Found]:
    form = subject.once(form_of)
    if form.fault is not None:
        yield Found(form.fault.what, Spot(where=form.fault.where), remedy=form.fault.remedy)


@rule(
    "F701", "forms", ERROR, N_("A blank cannot be read."),
    why=N_("What is filled into it cannot be read either."),
    bad=N_("a blank with a password"), good=N_("a blank that Word opens"),
    fix=N_("Open the blank in Word or Excel and save it anew."),
)  # fmt: skip
def blank_unread(subject: Subject) -> Iterator[Found]:
    form: Form = subject.once(form_of)
    for name, error in form.blank_faults:
        yield Found(error.what, Spot(where=name), remedy=error.remedy)


@agreement(
    "F702", ERROR, N_("An item of the definition is not on the blank."),
    why=N_("An item that nobody is asked comes back unanswered from every inspection."),
    bad=N_("item 2.3 in the definition, no such row on the blank"),
    good=N_("the same items in both"),
    fix=N_("Add the row to the blank, or take the item out of the definition."),
)  # fmt: skip
def item_missing(form: Definition, blank: Blank) -> Iterator[Found]:
    if blank.submission is None or form.kind != "checklist":
        return
    placed = {answer.item: answer.evidence.conclusion.place for answer in blank.submission.answers}
    for item in form.items:
        printed = normal(item.text) in blank.words or containment(item.text, blank.words) >= _SAME
        if placed.get(item.id) is None or not (printed or len(normal(item.text)) < 4):
            told = _("Item {item} is not on the blank: “{text}”.")
            yield on(blank, told.format(item=item.id, text=item.text[:30]), item.text)


@agreement(
    "F703", ERROR, N_("An option of an item is not on the blank."),
    why=N_("Who inspects cannot choose what is not printed, and writes it somewhere else."),
    bad="offers: [conform, nonconform, not_applicable]; □符合 □不符合",
    good="□符合 □不符合 □不适用",
    fix=N_("Print the option beside the item, or take it out of `offers`."),
)  # fmt: skip
def option_missing(form: Definition, blank: Blank) -> Iterator[Found]:
    if blank.submission is None or form.conclusions == "text":
        return
    columns = {normal(cell.text) for cell in blank.cells.values()}
    for answer in blank.submission.answers:
        place = answer.evidence.conclusion.place
        cell = blank.cells.get(place) if place is not None else None
        item = form.item_by_id.get(answer.item)
        if cell is None or item is None or (place is not None and _is_list(cell)):
            continue
        told = _("Item {item} offers “{option}”, which is not printed beside it.")
        for offer in item.offers:
            word = form.options.word(offer)
            if normal(word) not in columns and not _prints(cell.text, word, form):
                yield on(blank, told.format(item=item.id, option=word), cell.text, str(place))


def _is_list(cell: Cell) -> bool:
    """A cell of a workbook in which nothing is printed: its options drop down."""
    return cell.place is not None and cell.place.cell is not None and not cell.text.strip()


def _prints(text: str, word: str, form: Definition) -> bool:
    """Whether an option stands in a cell; 符合 within 不符合 does not count."""
    said = normal(text)
    for other in vars(form.options).values():
        if isinstance(other, str) and other != word and normal(word) in normal(other):
            said = said.replace(normal(other), "")
    return normal(word) in said


@agreement(
    "F704", ERROR, N_("A field of the definition is not on the blank."),
    why=N_("A field that is printed nowhere stays empty; a required one holds every notice back."),
    bad=N_("`print: 联系电话` and no such label"), good=N_("the label as it is printed"),
    fix=N_("Print the label on the blank, or write it in `print` as it stands there."),
)  # fmt: skip
def field_missing(form: Definition, blank: Blank) -> Iterator[Found]:
    for field in form.fields:
        names = [name for name in (field.print, *field.labels) if name]
        if not field.print or any(core(name) in blank.words for name in names):
            for option in field.options:
                if field.print and normal(option) not in blank.words:
                    told = _("The option “{option}” of {field} is not on the blank.")
                    yield on(blank, told.format(option=option, field=field.label), option)
            continue
        if blank.printed and field.within_table:
            continue  # docforge prints no such row
        told = _("The field {key}, “{label}”, is not on the blank.")
        yield on(blank, told.format(key=field.key, label=field.print), field.print)


@agreement(
    "F705", WARNING, N_("A row of the blank is not in the definition."),
    why=N_("What is written there is read by nobody."),
    bad=N_("a row 10 that the definition does not know"), good=N_("an item for every row"),
    fix=N_("Add the item to the definition."),
)  # fmt: skip
def row_unknown(form: Definition, blank: Blank) -> Iterator[Found]:
    if form.kind != "checklist":
        return
    known = normal("".join(_texts(form)))
    for place, cell in blank.cells.items():
        text = normal(cell.text)
        if (
            len(text) < 8
            or text == normal(NAME)
            or text in known
            or containment(cell.text, known) >= _SAME
        ):
            continue
        if any(normal(name) in text for field in form.fields for name in field.labels if name):
            continue
        told = _("These words are in no item, field or note of the definition.")
        yield on(blank, told, cell.text.replace("\n", " "), str(place))


def _texts(form: Definition) -> Iterator[str]:
    yield from (*form.all_titles, *form.notes, *form.anchors, form.attachment)
    for item in form.items:
        yield from (item.section, item.text, item.checkpoint, item.method, item.remark)
    for field in form.fields:
        yield from (field.print, *field.labels, *field.options)
    for column in form.columns:
        yield from (column.print, *column.labels)
    yield from (each for each in vars(form.options).values() if isinstance(each, str))


@agreement(
    "F706", ERROR, N_("A column of the definition is not on the blank."),
    why=N_("Without its heading a column is not found, and what stands in it is lost."),
    bad=N_("`print: 检查记录` and no such heading"), good=N_("the heading as it is printed"),
    fix=N_("Print the heading, or write it in the definition as it stands on the blank."),
)  # fmt: skip
def column_missing(form: Definition, blank: Blank) -> Iterator[Found]:
    register = [(own.key, (own.print,)) for own in form.register_columns]
    checklist = [(str(own.role), (own.print, *own.labels)) for own in form.columns]
    for key, names in (*register, *checklist):
        if not any(_is_headed(blank, name) for name in names if name):
            told = _("The column {key}, “{label}”, is not on the blank.")
            yield on(blank, told.format(key=key, label=names[0]), names[0])


def _is_headed(blank: Blank, name: str) -> bool:
    """Whether a cell is a heading of that name; a title that holds the words is none."""
    longest = len(normal(name)) + 12
    texts = (normal(cell.text) for cell in blank.cells.values())
    return any(
        len(text) <= longest and (core(name) in text or normal(name) in text) for text in texts
    )


@agreement(
    "F707", ERROR, N_("The blank is taken for another form."),
    why=N_("Returned forms are known by their words; this one would be read as something else."),
    bad=N_("two definitions with the same items"), good=N_("a title and items of its own"),
    fix=N_("Give the definition the blank's title, or `anchors` that only this form prints."),
)  # fmt: skip
def another_form(form: Definition, blank: Blank) -> Iterator[Found]:
    catalogue = load_catalogue()
    known = type(catalogue)(
        {**catalogue.definitions, form.id: form}, catalogue.labels, catalogue.phrases
    )
    found = recognise(lines_of(blank.document), known).form
    if found is None:
        yield on(blank, _("The blank is not recognised as any form."))
    elif found.id != form.id and found.title != form.title:
        yield on(blank, _("The blank is taken for {form}.").format(form=found.id))
