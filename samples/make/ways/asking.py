"""Asking docforge every question of a sample's truth, and what it got wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docforge import readers
from docforge.forms import Catalogue, load_catalogue
from docforge.intake.stack import GENERIC, understand
from docforge.layout import Document, Paragraph, Table, plain
from docforge.model import Answer, Conclusion, Source, Submission
from samples.make.ways.truth import Question, Truth, WaySample


@dataclass(frozen=True)
class Asked:
    """A sample as docforge read it: the layout, and the first submission of its form."""

    truth: Truth
    document: Document
    submission: Submission

    def wrong(self, question: Question) -> str:
        """What docforge says instead of the truth; "" where it is right."""
        if question.item:
            return self._wrong_answer(question)
        found = self._value(question)
        meant = list(question.value) if isinstance(question.value, tuple) else question.value
        if question.value is not None and not isinstance(found, type(meant)):
            meant, found = str(meant), str(found)
        return "" if found == meant else f"{_name(question)}: {found!r}, not {meant!r}"

    def wrong_beside_questions(self) -> Iterator[str]:
        """What is wrong with the file as a whole: form, flags, words read twice or in excess."""
        if self.submission.form.id != self.truth.form:
            yield f"form: {self.submission.form.id}"
        raised = {entry.flag.code for entry in self.submission.flagged()}
        yield from (f"no flag {code}" for code in self.truth.flags if code not in raised)
        body = "\n".join(_words(self.document))
        for words in self.truth.once:
            if body.count(words) != 1:
                yield f"{words!r} stands {body.count(words)} times"
        for words in self.truth.beside:
            if words in body:
                yield f"{words!r} is in the body"
        said = "\n".join(_answered(self.submission))
        yield from (f"{words!r} was read" for words in self.truth.left_out if words in said)

    def all_wrong(self) -> list[str]:
        """Everything that differs from the truth."""
        found = [self.wrong(question) for question in self.truth.questions]
        return [*filter(None, found), *self.wrong_beside_questions()]

    def _wrong_answer(self, question: Question) -> str:
        answer = self.submission.answer(question.item)
        if answer is None:
            return f"{question.item}: not found"
        said = _chosen(answer)
        if said != frozenset(question.all_chosen):
            return f"{question.item}: {answer.conclusion.value}, not {question.chosen}"
        if question.record is not None and (answer.record or "") != question.record:
            return f"{question.item}: {answer.record!r}, not {question.record!r}"
        return ""

    def _value(self, question: Question) -> Any:
        if question.field:
            found = self.submission.value(question.field)
        elif question.row:
            rows = self.submission.rows
            cells = rows[question.row - 1].cells if question.row <= len(rows) else {}
            found = cells[question.key].value if question.key in cells else None
        else:
            found = _under(self.document, question)
        return list(found) if isinstance(found, tuple) else found


def asked(sample: WaySample, catalogue: Catalogue | None = None) -> Asked:
    """Read a sample as `docforge parse` does. Raises DocforgeError where it cannot be read."""
    data = sample.path.read_bytes()
    document = readers.read(data)
    source = Source(
        name=sample.path.name, sha256=hashlib.sha256(data).hexdigest(), media=document.media
    )
    known = catalogue or load_catalogue()
    submissions = understand(document, source, known)
    if not submissions:
        submissions = understand(document, source, known, GENERIC)
    return Asked(sample.truth, document, submissions[0])


_WORDS = {"conform": "符合", "nonconform": "不符合", "not_applicable": "不适用"}


def _chosen(answer: Answer) -> frozenset[str]:
    """The options that docforge says are marked, by the words that forms print."""
    if answer.conclusion is Conclusion.UNANSWERED:
        return frozenset()
    if answer.conclusion is Conclusion.CONFLICT:
        return frozenset(_WORDS[one] for one in answer.evidence.conclusion.alternatives)
    return frozenset((_WORDS.get(answer.conclusion.value, "?"),))


def _name(question: Question) -> str:
    return question.field or question.cell or f"row {question.row} {question.key}"


def _under(document: Document, question: Question) -> str | None:
    """The cell in the row of certain words, under a certain heading."""
    for table in document.tables:
        heads = [c for c in table.cells if question.cell in c.text]
        rows = [c.row for c in table.cells if question.at in c.text]
        for head in heads:
            for row in rows:
                cell = table.at(row, head.column)
                if row > head.row and cell is not None:
                    return cell.text.strip()
    return None


def _words(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from _table_words(block)


def _table_words(table: Table) -> Iterator[str]:
    for cell in table.cells:
        yield plain(part for part in cell.content if not isinstance(part, Table))
        for part in cell.content:
            if isinstance(part, Table):
                yield from _table_words(part)


def _answered(submission: Submission) -> Iterator[str]:
    """Every value that docforge took from the form."""
    for field in submission.fields.values():
        yield str(field.value or "")
    for answer in submission.answers:
        yield f"{answer.record or ''}\n{answer.remark or ''}"
    for row in submission.rows:
        yield from (str(cell.value or "") for cell in row.cells.values())
    for finding in submission.findings:
        yield finding.description
