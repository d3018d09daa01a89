"""A rule about the words of a paragraph: what it found is a piece of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docforge.check.diagnostic import Severity
from docforge.check.rules import Change, Found, Mend, rule
from docforge.check.story import Line
from docforge.check.subject import Subject

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
HAN = "\u4e00-\u9fff"
"""The Chinese characters, for a class of a regular expression."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
HIDDEN = "\ufffc"
"""Stands for each character of a template's tag: no rule about words concerns it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with the characters `start` to `end` of a paragraph."""

    start: int
    end: int
    message: str
    severity: Severity | None = None


def plain(text: str) -> str:
    """A paragraph's text with its tags hidden, no character moved."""
    return _TAG.sub(lambda match: HIDDEN * len(match[0]), text) if "{" in text else text


def surely(pattern: str, put: str | Callable[[re.Match[str]], str]) -> Mend:
    """A mend that replaces what a regular expression finds outside of tags."""
    compiled = re.compile(pattern)

    def mend(text: str) -> Iterator[Change]:
        for match in compiled.finditer(plain(text)):
            made = match.expand(put) if isinstance(put, str) else put(match)
            if made != match[0] and HIDDEN not in match[0]:
                yield Change(match.start(), match.end(), made)

    return mend


def phrase(
    code: str,
    severity: Severity,
    title: str,
    *,
    why: str,
    bad: str,
    good: str,
    fix: str,
    source: str = "",
    mend: Mend | None = None,
) -> Callable[[Callable[[str], Iterator[Remark]]], Callable[[str], Iterator[Remark]]]:
    """Enter a rule that looks at one paragraph's text at a time."""

    def entered(look: Callable[[str], Iterator[Remark]]) -> Callable[[str], Iterator[Remark]]:
        def of(subject: Subject) -> Iterator[Found]:
            for line, text in subject.once(spoken):
                for each in look(text):
                    piece = excerpt(text, each.start, each.end)
                    yield Found(each.message, line.spot, piece, each.severity)

        rule(
            *(code, "wording", severity, title),
            why=why,
            bad=bad,
            good=good,
            fix=fix,
            source=source,
            mend=mend,
        )(of)
        return look

    return entered


def texts(subject: Subject) -> tuple[tuple[Line, str], ...]:
    """All paragraphs that hold words, their tags hidden."""
    return tuple((line, plain(line.text)) for line in subject.lines if line.text.strip())


def spoken(subject: Subject) -> tuple[tuple[Line, str], ...]:
    """Those of the paragraphs that hold more than tags: in tables most cells of a template do
    not."""
    return tuple(each for each in subject.once(texts) if each[1].strip(HIDDEN))


def excerpt(text: str, start: int, end: int, around: int = 8) -> str:
    """A piece of a text with some of what stands around it."""
    left, right = max(0, start - around), min(len(text), end + around)
    piece = text[left:right].replace(HIDDEN, "").strip()
    return f"{'…' if left else ''}{piece}{'…' if right < len(text) else ''}"
