"""From values to findings: run after reading, and anew after every correction. Pure."""

from __future__ import annotations

from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import Definition
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.judging.flagging import with_flags, without_flags
from docforge.forms.judging.rules import DERIVED, RULES, Facts, problem_text, stopped_words
from docforge.forms.kinds.free_text import gravity, gravity_of_all, problems_of
from docforge.forms.values.problems import split_problems
from docforge.model import By, Conclusion, Field, Finding, Submission


def derive(submission: Submission, catalogue: Catalogue) -> Submission:
    """The submission with findings and rule flags made anew from its values."""
    if submission.form.id is None or submission.form.id not in catalogue.definitions:
        return submission
    form = catalogue.definitions[submission.form.id]
    bare = without_flags(submission, DERIVED)
    if form.kind == "checklist":
        bare = _with_stopped(bare, form, catalogue.phrases)
        bare = _with_gravity(bare, form, catalogue.phrases)
    facts = Facts(bare, form, catalogue.phrases)
    result = with_flags(bare, [entry for rule in RULES for entry in rule(facts)])
    if form.kind == "checklist":
        findings = findings_of(result, form, catalogue.phrases)
        result = result.model_copy(update={"findings": findings})
    return result


def _with_stopped(submission: Submission, form: Definition, phrases: Phrases) -> Submission:
    """Whether production has stopped, said by the records unless a person has said it."""
    known = submission.fields.get("stopped", Field())
    if known.by is not By.MACHINE:
        return submission
    words = stopped_words(Facts(submission, form, phrases))
    field = Field(value=None if all_unanswered(submission) else False)
    reason = submission.fields.get("stopped_reason", Field())
    said = reason.value if isinstance(reason.value, str) else ""
    denied = not phrases.stopped_in(said) and phrases.says_running(said)
    if said and not phrases.is_blank(said) and not denied:
        field = Field(value=True, raw=said, place=reason.place)
    if words:
        text, answer = words
        field = Field(value=True, raw=text, place=answer.evidence.record.place)
    return submission.model_copy(update={"fields": {**submission.fields, "stopped": field}})


def _with_gravity(submission: Submission, form: Definition, phrases: Phrases) -> Submission:
    """Which answers are grave where only a clause of the item carries `**`."""
    answers = []
    for answer in submission.answers:
        item = form.item_by_id.get(answer.item)
        if item is not None and item.clauses:
            bad = answer.conclusion is Conclusion.NONCONFORM
            texts = problems_of(problem_text(answer, phrases), phrases) if bad else ()
            answer = answer.model_copy(update={"serious": gravity_of_all(item, texts)})
        answers.append(answer)
    return submission.model_copy(update={"answers": tuple(answers)})


def all_unanswered(submission: Submission) -> bool:
    """Whether nobody has answered anything, so that nothing is known of the enterprise."""
    return all(
        answer.conclusion is Conclusion.UNANSWERED and not answer.record
        for answer in submission.answers
    )


def findings_of(submission: Submission, form: Definition, phrases: Phrases) -> tuple[Finding, ...]:
    """One finding a problem of every 不符合; without words there is none (and a flag says so)."""
    found = []
    for answer in submission.answers:
        if answer.conclusion is not Conclusion.NONCONFORM:
            continue
        item = form.item_by_id.get(answer.item)
        text = problem_text(answer, phrases)
        place = answer.evidence.record.place or answer.evidence.conclusion.place
        free = form.conclusions == "text"
        problems = problems_of(text, phrases) if free else split_problems(text)
        for number, problem in enumerate(problems, start=1):
            serious, clause = gravity(item, problem) if item else (answer.serious, None)
            found.append(
                Finding(
                    id=f"{submission.id}/{answer.item}/{number}",
                    item=clause.id if clause else answer.item,
                    section=answer.section,
                    description=problem,
                    serious=serious if item and item.clauses else answer.serious,
                    corrected_on_site=phrases.corrected(problem) is not None,
                    basis=item.basis if item else (),
                    place=place,
                )
            )
    return tuple(found)
