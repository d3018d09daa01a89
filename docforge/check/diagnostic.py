"""What a rule says: which rule, how grave, where, about which words, and what to do."""

from __future__ import annotations

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
    """One finding of a rule in one file. `text` is the words it is about, `remedy` what to do."""

    code: str
    severity: Severity
    message: str
    file: str = ""
    spot: Spot = field(default_factory=Spot)
    text: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        head = ", ".join(each for each in (self.file, self.spot.where) if each)
        said = f"{self.severity} {self.code}: {self.message}"
        return f"{head}: {said}" if head else said
