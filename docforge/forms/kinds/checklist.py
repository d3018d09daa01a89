"""A checklist as answers: every item of the form, in printed order, each exactly once."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import Definition, ItemDefinition, Options
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.heads.fields import LabelReader
from docforge.forms.heads.head import HeadReader
from docforge.forms.kinds.answers import AnswerReader
from docforge.forms.kinds.reading import Reading
from docforge.forms.lines import Line, lines_of, margin_lines
from docforge.forms.marks.legend import read_legend
from docforge.forms.marks.options import ChoiceReader
from docforge.forms.rows.columns import HeaderReader
from docforge.forms.rows.regions import LineSorter, Region
from docforge.forms.values.wording import tidy
from docforge.layout import Document
from docforge.model import Answer, AnswerEvidence, Conclusion, Evidence, Flag, flag

_ROLES_IN_ONE_CELL = 3


def read_checklist(document: Document, form: Definition, catalogue: Catalogue) -> Reading:
    """Fields and answers of a checklist, with the flags of what was not read with certainty."""
    phrases = catalogue.phrases
    labels = LabelReader(form, catalogue.labels)
    lines = lines_of(document)
    choices = choice_reader(form, phrases, lines)
    sorted_lines = LineSorter(form, labels, choices).sort(lines)
    own_choices = {
        item.id: choice_reader(form, phrases, lines, item.options)
        for item in form.items
        if item.options is not None
    }
    answering = AnswerReader(form, choices, phrases, own_choices)
    read = {region.match.item.id: answering.read(region) for region in sorted_lines.regions}
    answers = _whole(form, read)
    answers = _resolve_ditto(answers, phrases)
    flags = [
        flag("row_not_matched", line.cells[0].place, raw=tidy(line.text)[:60])
        for line in sorted_lines.unmatched
    ]
    flags += _twice(sorted_lines.again, answers, answering)
    flags += _columns_lost(lines, HeaderReader(form))
    margins = margin_lines(document)
    rest = [*sorted_lines.rest, *enumerate(margins, start=len(sorted_lines.lines))]
    fields = HeadReader(form, labels, phrases).read(
        [*sorted_lines.lines, *margins], rest, document.notices
    )
    return Reading(fields=fields, answers=answers, flags=tuple(flags))


def choice_reader(
    form: Definition,
    phrases: Phrases,
    lines: Sequence[Line] = (),
    options: Options | None = None,
) -> ChoiceReader:
    """The reader of this form's conclusion cells, knowing the legend that the lines print.

    `options` are those of an item that prints other words than the form.
    """
    words = options or form.options
    printed = {
        Conclusion.CONFORM: words.conform,
        Conclusion.NONCONFORM: words.nonconform,
        Conclusion.NOT_APPLICABLE: words.not_applicable,
    }
    role_of = HeaderReader(form).role_of
    headers = [c.text for line in lines for c in line.cells if role_of(c.text) == "conclusion"]
    legend = read_legend((cell.text for line in lines for cell in line.cells), headers, printed)
    return ChoiceReader(printed, phrases, legend)


def _whole(form: Definition, read: dict[str, Answer]) -> tuple[Answer, ...]:
    return tuple(read.get(item.id) or _missing(item) for item in form.items)


def _missing(item: ItemDefinition) -> Answer:
    lost = Evidence(flags=(flag("item_missing", item=item.id),))
    return Answer(
        item=item.id,
        section=item.section,
        text=item.text,
        serious=item.serious,
        evidence=AnswerEvidence(conclusion=lost),
    )


def _resolve_ditto(answers: tuple[Answer, ...], phrases: Phrases) -> tuple[Answer, ...]:
    """同上 and 〃 stand for what the item above says, with a note of it."""
    resolved: list[Answer] = []
    above: dict[str, str] = {}
    conclusion = Conclusion.UNANSWERED
    for answer in answers:
        for part in ("record", "remark"):
            said = getattr(answer, part)
            if said and phrases.is_ditto(said):
                answer = _as_above(answer, part, said, above.get(part))
            elif said:
                above[part] = said
        raw = answer.evidence.conclusion.raw
        if raw and phrases.is_ditto(raw) and conclusion is not Conclusion.UNANSWERED:
            told = answer.evidence.conclusion.model_copy(
                update={"flags": (flag("ditto", raw=raw),), "alternatives": ()}
            )
            evidence = answer.evidence.model_copy(update={"conclusion": told})
            answer = answer.model_copy(update={"conclusion": conclusion, "evidence": evidence})
        if answer.evidence.conclusion.place is not None:  # else it is not on this paper
            conclusion = answer.conclusion
        resolved.append(answer)
    return tuple(resolved)


def _as_above(answer: Answer, part: str, raw: str, above: str | None) -> Answer:
    """An answer whose record or remark is the one above; doubted where nothing stands there."""
    evidence: Evidence = getattr(answer.evidence, part)
    doubt = flag("ditto", raw=raw) if above else flag("ambiguous_value", raw=raw)
    noted = evidence.model_copy(update={"flags": (*evidence.flags, doubt)})
    return answer.model_copy(
        update={
            part: above or raw,
            "evidence": answer.evidence.model_copy(update={part: noted}),
        }
    )


def _columns_lost(lines: Sequence[Line], headers: HeaderReader) -> list[Flag]:
    """A header that is one line of words: the reader saw no table where the form prints one."""
    for line in lines:
        for cell in line.cells:
            roles = {headers.role_of(word) for word in cell.text.split()} - {None}
            if len(roles) >= _ROLES_IN_ONE_CELL and "content" in roles:
                return [flag("columns_lost", cell.place)]
    return []


def _twice(again: list[Region], answers: tuple[Answer, ...], answering: AnswerReader) -> list[Flag]:
    """An item that stands twice is doubted only where its two answers differ."""
    first = {answer.item: answer for answer in answers}
    flags = []
    for region in again:
        other = answering.read(region)
        if other.conclusion is Conclusion.UNANSWERED and not other.record:
            continue
        own = first[other.item]
        if (own.conclusion, own.record) != (other.conclusion, other.record):
            flags.append(flag("item_twice", region.match.cell.place, item=other.item))
    return flags
