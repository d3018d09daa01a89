"""What a rule says: which rule, how grave, where, about which words, and what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from docforge.place import Place


class Severity(StrEnum):
    """How grave a finding is. GB/T 9704-2012 words its clauses 应 (error), 一般 (warning) and
    推荐 (info); outside it an error is what makes a wrong document, a warning what may."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _ORDER.index(self)


_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a file: the part of a Word package ("document", "header1"; "" for the file as a
    whole), the place in it, and `where` in words for a reader ("table 2, row 3, cell 1"). `line`
    is the paragraph's number among all of its part, those of cells and text boxes counted, from 1;
    0 where the spot is no paragraph."""

    part: str = ""
    place: Place = field(default_factory=Place)
    where: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of a rule in one file. `text` is the words it is about, `context` the paragraph
    they stand in, `remedy` what to do; `mendable` tells what `--fix` can put right."""

    code: str
    severity: Severity
    message: str
    file: str = ""
    spot: Spot = field(default_factory=Spot)
    text: str = ""
    remedy: str = ""
    context: str = ""
    mendable: bool = False

    def __str__(self) -> str:
        head = ", ".join(each for each in (self.file, self.spot.where) if each)
        said = f"{self.severity} {self.code}: {self.message}"
        return f"{head}: {said}" if head else said


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """What each finding of one file is known by from run to run: its rule, its part and its words,
    not its place, so that it survives paragraphs that move. Of equal ones each gets a number."""
    counted: dict[str, int] = {}
    made = []
    for each in diagnostics:
        words = each.text or each.context or str(each.spot.place)
        known = "\n".join((each.code, each.spot.part, " ".join(words.split())))
        counted[known] = counted.get(known, 0) + 1
        digest = hashlib.sha256(f"{known}\n{counted[known]}".encode()).hexdigest()
        made.append(digest[:32])
    return made
