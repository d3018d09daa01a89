"""A sample: its name, the bytes of its file, its truth, and what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samples.make.answers import Checklist
from samples.make.truth import Truth, of_checklist
from samples.make.word import Look, checklist


@dataclass(frozen=True)
class Sample:
    """`content` makes the file; a name that ends in .pdf prints the .docx it makes."""

    name: str
    content: Callable[[], bytes]
    truth: Truth
    shows: str

    @property
    def stem(self) -> str:
        return self.name.rsplit(".", 1)[0]


def word_sample(name: str, paper: Checklist, look: Look, shows: str) -> Sample:
    """A checklist filled in Word, or printed from it where the name ends in .pdf."""
    return Sample(name, lambda: checklist(paper, look), of_checklist(paper), shows)
