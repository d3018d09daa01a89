"""Findings that stay, with the reason: said in the contract, or in the paragraph itself.

    allow:
      - {code: S113, where: "table 2", because: 表头由省局统一印制}

    {# docforge: allow S113, W601 because 原文如此 #}

The comment speaks of the paragraph it stands in; in a paragraph of its own ({#p … #}, which
disappears when the template is filled) also of the next one. Without a reason nothing is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from docforge.check.diagnostic import Diagnostic, Spot
from docforge.check.file import said
from docforge.check.rules import RULES
from docforge.check.subject import Subject
from docforge.messages import in_every_language
from docforge.messages import marked as N_
from docforge.messages import translate as _

COMMENT = re.compile(
    r"\{#p?\s*docforge:\s*allow\s+(?P<codes>[A-Za-z]\d*(?:\s*[,，、\s]\s*[A-Z]\d+)*)\s*"
    r"(?:(?:because|因为|原因[:：]?|[:：—])\s*(?P<because>.*?))?\s*#\}"
)
_CODE = re.compile(r"[A-Z]\d*")
_IN_TABLE = N_("table {table}, row {row}, cell {cell}")
_OUTSIDE = N_("paragraph {number}")


@dataclass(eq=False)
class _Allowed:
    """One code that is allowed, in the paragraphs `lines` of a part, or wherever `where` and
    `text` fit."""

    code: str
    because: str
    spot: Spot
    lines: tuple[tuple[str, int], ...] = ()
    where: str = ""
    text: str = ""
    used: bool = False

    def was_asked(self, applied: Collection[str]) -> bool:
        """Whether a rule that it speaks of looked at the file; a code that no rule has is asked."""
        spoken_of = [code for code in RULES if code.startswith(self.code)]
        return not spoken_of or any(code in applied for code in spoken_of)

    def covers(self, found: Diagnostic) -> bool:
        if not found.code.startswith(self.code):
            return False
        if self.lines:
            return (found.spot.part, found.spot.line) in self.lines
        told = f"{found.text}\n{found.context}\n{found.message}"
        return self.text in told and self._is_at(found.spot)

    def _is_at(self, spot: Spot) -> bool:
        """Whether `where` names the spot, in whatever language: a contract is written in one and
        checked in another. A number is whole: table 1 is not table 11."""
        if not self.where:
            return True
        named = re.compile(re.escape(self.where) + (r"(?!\d)" if self.where[-1].isdigit() else ""))
        place = spot.place
        told = [
            message.format(
                table=place.table, row=place.row, cell=place.column, number=place.paragraph
            )
            for message in in_every_language(_IN_TABLE if place.table else _OUTSIDE)
        ]
        return any(named.search(each) for each in (spot.where, *told))


def without_allowed(
    subject: Subject, found: Iterable[Diagnostic], applied: Collection[str]
) -> tuple[list[Diagnostic], list[tuple[Diagnostic, str]]]:
    """The findings that are left, with those about the permissions themselves; and those that are
    allowed, with the reason of each. `applied` are the codes of the rules that looked at all."""
    permissions = list(_permissions(subject))
    left: list[Diagnostic] = []
    allowed: list[tuple[Diagnostic, str]] = []
    for each in found:
        fitting = [one for one in permissions if one.covers(each)]
        for one in fitting:
            one.used = True
        because = next((one.because for one in fitting if one.because), "")
        if because:
            allowed.append((each, because))
        else:
            left.append(each)
    left += _about(subject, permissions, applied)
    return left, allowed


def _about(
    subject: Subject, permissions: Iterable[_Allowed], applied: Collection[str]
) -> Iterator[Diagnostic]:
    for each in permissions:
        if not each.because:
            told = _("{code} is allowed without a reason, so it is not.").format(code=each.code)
            yield said("X002", told, subject.path, each.spot, each.code)
        elif not each.used and each.was_asked(applied):
            told = _("{code} is allowed, but nothing of the kind is found.").format(code=each.code)
            yield said("X003", told, subject.path, each.spot, each.code)


def _permissions(subject: Subject) -> Iterator[_Allowed]:
    if subject.contract is not None:
        name = subject.path.with_suffix(".yaml").name
        for each in subject.contract.allow:
            spot = Spot("contract", where=name)
            yield _Allowed(each.code, each.because, spot, (), each.where, each.text)
    for story in subject.stories:
        for line in story.lines:
            for match in COMMENT.finditer(line.text):
                here = [(story.name, line.spot.line)]
                if match[0] == line.text.strip():
                    here.append((story.name, line.spot.line + 1))
                for code in _CODE.findall(match["codes"].upper()):
                    because = (match["because"] or "").strip()
                    yield _Allowed(code, because, line.spot, tuple(here))
