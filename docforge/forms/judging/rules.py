"""What a reading says, by rule: contradictions as flags, problems as findings.

A rule is one function: a submission in, doubts out. Rules are pure and run anew after every
correction; what they said before is taken back first. Sources: domain rules for check marks;
Administrative Penalty Law, article 42 (two inspectors); the campaign's circular (window).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from docforge.forms.definitions.definition import Definition, ItemDefinition, RegisterColumn
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.values.wording import normal
from docforge.model import (
    Answer,
    By,
    Conclusion,
    Field,
    Flagged,
    Submission,
    flag,
)


@dataclass(frozen=True)
class Facts:
    """What a rule looks at."""

    submission: Submission
    form: Definition
    phrases: Phrases

    def answered(self) -> Iterator[tuple[Answer, ItemDefinition]]:
        for answer in self.submission.answers:
            item = self.form.item_by_id.get(answer.item)
            if item is not None:
                yield answer, item

    def date(self, key: str) -> date | None:
        value = self.submission.value(key)
        return date.fromisoformat(value) if isinstance(value, str) and value else None


Rule = Callable[[Facts], Iterable[Flagged]]


def problem_text(answer: Answer, phrases: Phrases) -> str:
    """What an answer says of a problem: its record, else what was added to the remark."""
    for text in (answer.record, answer.remark):
        if text and not phrases.is_blank(text):
            return text
    return ""


def marks(facts: Facts) -> Iterator[Flagged]:
    """Two marks, none, or one that the form does not offer."""
    for answer, item in facts.answered():
        path = f"answers/{answer.item}/conclusion"
        evidence = answer.evidence.conclusion
        text = problem_text(answer, facts.phrases)
        if item.statement:
            continue
        if answer.conclusion is Conclusion.CONFLICT:
            yield Flagged(
                path, flag("two_marks", evidence.place, item=answer.item, raw=evidence.raw)
            )
        elif answer.conclusion is Conclusion.UNANSWERED:
            if facts.phrases.problem_in(text):
                yield Flagged(
                    path, flag("unmarked_problem", evidence.place, item=answer.item, raw=text)
                )
            elif not any(doubt.code == "item_missing" for doubt in evidence.flags):
                yield Flagged(path, flag("unanswered", evidence.place, item=answer.item))
        elif answer.conclusion is Conclusion.NOT_APPLICABLE:
            if facts.form.conclusions == "text":
                continue
            if "not_applicable" not in item.offers:
                yield Flagged(path, flag("not_offered", evidence.place, item=answer.item))
            elif _contradicted(item, facts):
                yield Flagged(
                    path,
                    flag(
                        "condition_unmet", evidence.place, item=answer.item, condition=item.remark
                    ),
                )


def _contradicted(item: ItemDefinition, facts: Facts) -> bool:
    """Whether the printed condition of 不适用 is known not to hold."""
    for each in item.not_applicable_contradicted_by:
        if each.field is not None and facts.submission.value(each.field) == each.equals:
            return True
        if each.answer is not None:
            other = facts.submission.answer(each.answer)
            if other is not None and other.conclusion is each.is_:
                return True
    return False


def gravities(facts: Facts) -> Iterator[Flagged]:
    """A problem that may belong to the clause that carries `**`, or to another one."""
    for answer, item in facts.answered():
        if answer.conclusion is Conclusion.NONCONFORM and answer.serious is None:
            text = problem_text(answer, facts.phrases)
            clauses = "；".join(clause.text for clause in item.clauses)
            doubt = flag(
                "gravity_unknown",
                answer.evidence.record.place,
                item=answer.item,
                raw=text,
                clause=clauses,
            )
            yield Flagged(f"answers/{answer.item}/record", doubt)


def records(facts: Facts) -> Iterator[Flagged]:
    """Marks and words that do not say the same; nothing is flipped."""
    for answer, _ in facts.answered():
        path = f"answers/{answer.item}/record"
        place = answer.evidence.record.place
        text = problem_text(answer, facts.phrases)
        if answer.conclusion is Conclusion.NONCONFORM:
            if not text:
                yield Flagged(path, flag("nonconform_without_text", place, item=answer.item))
            elif facts.phrases.praises(text) and not _judged(answer):
                yield Flagged(
                    path, flag("nonconform_with_praise", place, item=answer.item, raw=text)
                )
            if facts.phrases.corrected(text):
                yield Flagged(path, flag("corrected_on_site", place, item=answer.item, raw=text))
        elif answer.conclusion is not Conclusion.CONFORM or _judged(answer):
            continue
        elif facts.phrases.problem_in(text):
            yield Flagged(path, flag("conform_with_problem", place, item=answer.item, raw=text))


def _judged(answer: Answer) -> bool:
    """Whether a person has said that mark and words stand as they are."""
    return answer.evidence.record.by is By.PERSON


def head(facts: Facts) -> Iterator[Flagged]:
    """Who was inspected, who signed."""
    submission = facts.submission
    for definition in facts.form.fields:
        field = submission.fields.get(definition.key, Field())
        if definition.required and field.value is None:
            code = "enterprise_missing" if definition.key == "enterprise_name" else "field_missing"
            yield Flagged(
                f"fields/{definition.key}", flag(code, field.place, label=definition.label)
            )
        if definition.signature and submission.value(definition.signature) == "absent":
            if submission.value("refused_to_sign") and definition.key == "representative":
                continue
            yield Flagged(
                f"fields/{definition.signature}",
                flag("signature_missing", field.place, label=definition.label),
            )
    names = submission.value("inspectors")
    if isinstance(names, tuple) and len(names) < 2:
        place = submission.fields["inspectors"].place
        yield Flagged("fields/inspectors", flag("few_inspectors", place))


def days(facts: Facts) -> Iterator[Flagged]:
    """Dates against each other and against the campaign's window."""
    inspected = facts.date("inspected_on")
    start, end = facts.date("licence_valid_from"), facts.date("licence_valid_until")
    if "inspected_on" in facts.form.field_by_key and inspected is None:
        field = facts.submission.fields.get("inspected_on", Field())
        if not field.flags:
            label = facts.form.field_by_key["inspected_on"].label
            yield Flagged("fields/inspected_on", flag("field_missing", field.place, label=label))
    window = facts.form.window
    if inspected and window and not window.start <= inspected <= window.end:
        yield Flagged(
            "fields/inspected_on",
            flag(
                "date_out_of_range",
                facts.submission.fields["inspected_on"].place,
                value=inspected,
                start=window.start,
                end=window.end,
            ),
        )
    if start and end and start > end:
        yield Flagged("fields/licence_valid_until", flag("dates_reversed", start=start, end=end))
    elif end and inspected and end < inspected:
        yield Flagged(
            "fields/licence_valid_until", flag("licence_expired", value=end, inspected=inspected)
        )


def stopped(facts: Facts) -> Iterator[Flagged]:
    """Production has stopped: such an enterprise is followed up elsewhere."""
    field = facts.submission.fields.get("stopped", Field())
    if field.value is True:
        yield Flagged("fields/stopped", flag("stopped_production", field.place, raw=field.raw))


def stopped_words(facts: Facts) -> tuple[str, Answer] | None:
    """The words that say production has stopped, and the answer that holds them."""
    for answer, _ in facts.answered():
        for text in (answer.record, answer.remark):
            if facts.phrases.stopped_in(text) and answer.conclusion is not Conclusion.CONFORM:
                return text or "", answer
    return None


def rows(facts: Facts) -> Iterator[Flagged]:
    """Registers: a name in each row, parts no larger than their total."""
    for number, row in enumerate(facts.submission.rows, start=1):
        for column in facts.form.register_columns:
            cell = row.cells.get(column.key, Field())
            if column.required and cell.value is None:
                yield Flagged(
                    f"rows/{number}/{column.key}",
                    flag("field_missing", row.place, label=column.label),
                )
            yield from _cell(cell, column, f"rows/{number}/{column.key}", facts.phrases)
        for sum_ in facts.form.sums:
            total = row.cells.get(sum_.total, Field()).value
            parts = [row.cells.get(key, Field()).value for key in sum_.parts]
            known = [p for p in parts if isinstance(p, int | float)]
            if isinstance(total, int | float) and known and sum(known) > total + 1e-9:
                raw = f"{' + '.join(f'{part:g}' for part in known)} > {total:g}"
                yield Flagged(
                    f"rows/{number}/{sum_.total}", flag("number_inconsistent", row.place, raw=raw)
                )


def _cell(cell: Field, column: RegisterColumn, path: str, phrases: Phrases) -> Iterator[Flagged]:
    """Answers that tell a problem by themselves; the two inspectors of an inspection."""
    if says(cell, column.problem_if):
        told = flag("answer_tells_problem", cell.place, label=column.label, raw=cell.raw)
        yield Flagged(path, told)
    if column.key == "inspectors" and isinstance(cell.value, str):
        names = [name for name in _BETWEEN_NAMES.split(cell.value.strip()) if name]
        if len(names) == 1 and not phrases.is_blank(cell.value):
            yield Flagged(path, flag("few_inspectors", cell.place))


def says(cell: Field, words: Sequence[str]) -> bool:
    """Whether a cell answers with one of these words (有, 是), however it goes on (有，2台)."""
    if isinstance(cell.value, bool):
        return ("是" if cell.value else "否") in words
    text = normal(str(cell.value or "") or cell.raw)
    return bool(words) and text.startswith(tuple(words)) and not text.startswith(_QUESTIONS)


_BETWEEN_NAMES = re.compile(r"[、，,;；/\s]+")
_QUESTIONS = ("有无", "是否")

RULES: tuple[Rule, ...] = (marks, gravities, records, head, days, stopped, rows)

DERIVED = frozenset(
    {
        "two_marks",
        "unmarked_problem",
        "unanswered",
        "not_offered",
        "gravity_unknown",
        "condition_unmet",
        "nonconform_without_text",
        "nonconform_with_praise",
        "corrected_on_site",
        "conform_with_problem",
        "enterprise_missing",
        "field_missing",
        "signature_missing",
        "few_inspectors",
        "answer_tells_problem",
        "date_out_of_range",
        "dates_reversed",
        "licence_expired",
        "stopped_production",
        "number_inconsistent",
    }
)
"""The codes that rules give; they are taken back before the rules run anew."""
