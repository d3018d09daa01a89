"""An issue summary (问题汇总表) as findings: here they are read, not derived from answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import Definition
from docforge.forms.heads.fields import LabelReader
from docforge.forms.heads.head import HeadReader
from docforge.forms.kinds.answers import tidy_lines
from docforge.forms.kinds.reading import Reading
from docforge.forms.lines import Line, lines_of
from docforge.forms.values.problems import split_lines
from docforge.forms.values.wording import normal
from docforge.layout import Document
from docforge.model import Finding, flag
from docforge.place import Place

NO_ITEM = "0"
"""Stands for the item in a finding's id where a form names none."""


@dataclass
class _Listed:
    """The text between the printed words, and the lines it came from."""

    text: str = ""
    place: Place | None = None
    lines: frozenset[int] = frozenset()


def read_issue_summary(document: Document, form: Definition, catalogue: Catalogue) -> Reading:
    """Fields and findings of an issue summary. Findings get their ids when the submission has."""
    labels = LabelReader(form, catalogue.labels)
    lines = lines_of(document)
    listed = _listed(lines, form)
    fields = HeadReader(form, labels, catalogue.phrases).read(
        lines, list(enumerate(lines)), document.notices
    )
    problems = [
        problem for problem in split_lines(listed.text) if not catalogue.phrases.is_blank(problem)
    ]
    if len(problems) == 1 and catalogue.phrases.praises(problems[0]):
        problems = []
    findings = []
    for number, problem in enumerate(problems, start=1):
        done = catalogue.phrases.corrected(problem)
        findings.append(
            Finding(
                id=f"{NO_ITEM}/{number}",
                item=NO_ITEM,
                section="",
                description=problem,
                serious=None,
                corrected_on_site=done is not None,
                place=listed.place,
                flags=(flag("corrected_on_site", item=NO_ITEM, raw=problem),) if done else (),
            )
        )
    return Reading(fields=fields, findings=tuple(findings))


def _listed(lines: Sequence[Line], form: Definition) -> _Listed:
    """What stands between `begins_after` and `ends_before`, over one cell or many rows."""
    assert form.findings is not None
    pieces: list[str] = []
    found = _Listed()
    used = set()
    inside = False
    for index, line in enumerate(lines):
        if inside and len(line.cells) > 1 and _is_list_row(line):
            used.add(index)
            pieces.append(_list_row(line))
            continue
        for cell in line.cells:
            text = cell.text
            if not inside:
                start = _find(text, form.findings.begins_after)
                if start is None:
                    continue
                inside, text, found.place = True, text[start[1] :], cell.place
            end = _find(text, form.findings.ends_before)
            used.add(index)
            if end is not None:
                pieces.append(text[: end[0]])
                found.text, found.lines = _joined(pieces), frozenset(used)
                return found
            if not text.strip().startswith(("检查组签字", "企业代表")):
                pieces.append(text)
    found.text, found.lines = _joined(pieces), frozenset(used)
    return found


def _is_list_row(line: Line) -> bool:
    """A row of findings: its number, or the heading of the numbers, stands in the first cell."""
    first = line.cells[0].text.strip()
    return first.rstrip(".、").isdecimal() or normal(first) == "序号"


def _list_row(line: Line) -> str:
    """“1 | 问题 | 条款” as "1.问题": the longest cell is the finding."""
    number = line.cells[0].text.strip().rstrip(".、")
    if not number.isdecimal():
        return ""
    longest = max((cell.text.strip() for cell in line.cells[1:]), key=len, default="")
    return f"{number}.{longest}" if longest else ""


def _joined(pieces: Sequence[str]) -> str:
    text = tidy_lines("\n".join(pieces)).lstrip(":：")
    # The form prints bare numbers for findings that never came.
    lines = [line for line in text.split("\n") if normal(line).strip("0123456789")]
    return "\n".join(lines)


def _find(text: str, words: str) -> tuple[int, int] | None:
    """Where printed words stand in a text, whatever spaces were put between them."""
    places = [(i, c) for i, c in enumerate(text) if not c.isspace()]
    at = "".join(c for _, c in places).find(words)
    if at < 0:
        return None
    return places[at][0], places[at + len(words) - 1][0] + 1
