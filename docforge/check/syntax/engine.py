"""What the template engine found wrong, by kind: the rules only say whose code it is."""

from __future__ import annotations

from collections.abc import Iterator

from docforge.check.diagnostic import Spot
from docforge.check.rules import Found
from docforge.check.story import FALLBACK
from docforge.check.subject import Subject
from docforge.errors import TemplateError
from docforge.render.faults import Fault
from docforge.render.wordml import ancestor


def faults(subject: Subject, *kinds: Fault) -> Iterator[TemplateError]:
    """The faults of these kinds; those in copies of text boxes for old programs left out."""
    seen: set[tuple[str, str, str]] = set()
    for fault in subject.compiler.faults:
        story = subject.story(fault.part)
        if story is not None and 0 < fault.line <= len(story.paragraphs):
            paragraph = story.paragraphs[fault.line - 1]
            if ancestor(paragraph, FALLBACK) is not None:
                continue
        key = (fault.what, fault.part, fault.where)
        if fault.kind in kinds and key not in seen:
            seen.add(key)
            yield fault


def spot_of(subject: Subject, fault: TemplateError) -> Spot:
    """Where a fault is."""
    return subject.spot_at(fault.part, fault.line, fault.where)


def found(subject: Subject, *kinds: Fault) -> Iterator[Found]:
    """The faults of these kinds as findings."""
    for fault in faults(subject, *kinds):
        yield Found(fault.what, spot_of(subject, fault), fault.text, remedy=fault.remedy)
