"""Finding `{{ }}`, `{% %}` and `{# #}` in a paragraph's words, whatever runs they lie in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.faults import Fault

Report = Callable[[TemplateError], None]
"""Takes a fault; whoever finds one goes on, so that all are told at once."""


class Kind(StrEnum):
    EXPRESSION = "{{"
    STATEMENT = "{%"
    COMMENT = "{#"


class Scope(StrEnum):
    """What a tag takes the place of: its own words, or the run, paragraph, row, cell around it."""

    WORDS = ""
    RUN = "r"
    PARAGRAPH = "p"
    ROW = "tr"
    CELL = "tc"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written (`text`), at `start`:`end` of its paragraph's words.

    `inner` is what stands between the braces, without the scope and with the straight quotes
    and plain spaces that jinja2 needs (Word makes curly ones of them). `joins_before` and
    `joins_after` are the signs of `{%- -%}`, which join the paragraph with its neighbours.
    """

    kind: Kind
    scope: Scope
    inner: str
    text: str
    start: int = 0
    end: int = 0
    joins_before: bool = False
    joins_after: bool = False

    @property
    def keyword(self) -> str:
        """The statement's first word ("for", "endif"), "" for expressions and comments."""
        match = re.match(r"\s*(\w+)", self.inner) if self.kind is Kind.STATEMENT else None
        return match[1] if match else ""


_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {Kind.EXPRESSION: "}}", Kind.STATEMENT: "%}", Kind.COMMENT: "#}"}
_SCOPED = re.compile(r"(p|tr|tc|r)(?=[\s\u00a0\u3000])")
# What follows a name, so that `{{ r + 1 }}` is the sum it looks like and no scope.
_GOES_ON = re.compile(r"\s*(?:$|[|+*/~<>=!%,.)\]-]|(?:if|and|or|in|is|not)\b)")
_LEFTOVER = re.compile(r"\{\{|\{%|\}\}|%\}|#\}")
_FULL_WIDTH = re.compile(r"｛\s*[｛{％%].{0,40}|\{\s*[｛％].{0,40}|[｝}％%]\s*｝")
_SINGLE = re.compile(r"(?<![{}%#\w\\])[{｛]\s*[^\W\d]\w*(?:\.\w+|\[\w*\])*\s*[}｝](?![}%#])")
_ESCAPED = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_BLANKS = "\u00a0\u3000\u2002\u2003\u2009"
_NESTING = re.compile("[\"'“‘{}]")
"""What may hold closing braces that are not the tag's."""
_UNPLAIN = re.compile(f"[\"'“”‘’{_BLANKS}]")


def tags_in(text: str, report: Report, *, lenient: bool = False) -> list[Tag]:
    """The tags of a paragraph's words, in order.

    Reports a tag that does not end in its paragraph, an end without a beginning, and, unless
    `lenient`, braces typed full-width or singly, which look alike and do nothing.
    """
    found: list[Tag] = []
    rest, at, search = [], 0, 0
    while match := _OPENING.search(text, search):
        kind = Kind(match[0])
        end = _end_of(text, match.end(), _CLOSING[kind], quoted=kind is not Kind.COMMENT)
        if end < 0:
            if kind is not Kind.COMMENT:
                report(_unended(text[match.start() :], _CLOSING[kind]))
                rest.append(text[at : match.start()])
                at = match.end()
            search = match.end()
            continue
        rest.append(text[at : match.start()])
        found.append(_tag(kind, text, match.start(), end))
        at = search = end
    rest.append(text[at:])
    for between in rest:
        _report_leftovers(between, report, lenient=lenient)
    return found


def without_escapes(text: str) -> str:
    """Literal braces, which templates write `{_{` and `}_}`, `{_%` and `%_}`."""
    if "_" in text:
        for escaped, meant in _ESCAPED.items():
            text = text.replace(escaped, meant)
    return text


def _unended(text: str, closing: str) -> TemplateError:
    return TemplateError(
        _("“{text}” does not end in its paragraph: “{closing}” is missing.").format(
            text=shortened(text), closing=closing
        ),
        kind=Fault.UNENDED,
        text=shortened(text),
    )


def _end_of(text: str, start: int, closing: str, *, quoted: bool) -> int:
    """Where the closing braces end, those in quoted strings and those of a dictionary not
    counting; -1 if nowhere."""
    end = text.find(closing, start)
    if end < 0 or not _NESTING.search(text, start, end):
        return end + len(closing) if end >= 0 else -1
    at, open_braces = start, 0
    while quoted and at < len(text):
        if not open_braces and text.startswith(closing, at):
            return at + len(closing)
        open_braces = max(0, open_braces + (text[at] == "{") - (text[at] == "}"))
        string_end = text.find(_QUOTES[text[at]], at + 1) if text[at] in _QUOTES else -1
        at = string_end + 1 if string_end > 0 else at + 1
    # An apostrophe too many must not hide the end: then jinja2 says what is wrong inside.
    return end + len(closing)


def _tag(kind: Kind, text: str, start: int, end: int) -> Tag:
    inner = text[start + 2 : end - 2]
    before, after = False, False
    if kind is Kind.STATEMENT:
        before, after = inner.startswith("-"), inner.endswith("-")
        inner = inner.removeprefix("-").removesuffix("-")
    scope = Scope.WORDS
    if match := _SCOPED.match(inner):
        rest = inner[match.end() :]
        if kind is not Kind.EXPRESSION or not _GOES_ON.match(rest):
            scope, inner = Scope(match[1]), rest
    if kind is not Kind.COMMENT:
        inner = plain(inner)
    return Tag(kind, scope, inner, text[start:end], start, end, before, after)


def plain(inner: str) -> str:
    """Straight quotes and plain spaces outside strings; strings keep theirs."""
    if not _UNPLAIN.search(inner):
        return inner
    made, at = [], 0
    while at < len(inner):
        char = inner[at]
        end = inner.find(_QUOTES[char], at + 1) if char in _QUOTES else -1
        if end > 0:
            quote = _STRAIGHT.get(char, char)
            content = inner[at + 1 : end]
            made.append(f"{quote}{content if quote == char else _escaped(content, quote)}{quote}")
            at = end + 1
            continue
        made.append(" " if char in _BLANKS else _STRAIGHT.get(char, char))
        at += 1
    return "".join(made)


def _escaped(content: str, quote: str) -> str:
    return content.replace(quote, f"\\{quote}")


def _report_leftovers(text: str, report: Report, *, lenient: bool) -> None:
    for match in _LEFTOVER.finditer(text):
        if lenient and match[0] == "#}":
            continue
        report(
            TemplateError(
                _("“{text}” ends a tag that does not begin in this paragraph.").format(
                    text=shortened(text[max(0, match.start() - 12) : match.end()])
                ),
                kind=Fault.UNBEGUN,
                text=shortened(text[max(0, match.start() - 12) : match.end()]),
            )
        )
    if lenient:
        return
    if wide := _FULL_WIDTH.search(text):
        report(
            TemplateError(
                _("“{text}” is typed with full-width braces.").format(text=shortened(wide[0])),
                remedy=_("Type {{ }} and {% %} in half-width."),
                kind=Fault.WIDE_BRACES,
                text=shortened(wide[0]),
            )
        )
        return
    for match in _SINGLE.finditer(text):
        report(
            TemplateError(
                _("“{text}” stands in single braces, so nothing is filled in.").format(
                    text=shortened(match[0])
                ),
                remedy=_("Type {{ name }} with two braces on each side."),
                kind=Fault.SINGLE_BRACES,
                text=shortened(match[0]),
            )
        )


def shortened(text: str, length: int = 40) -> str:
    """Enough of a text to find it again."""
    return text if len(text) <= length else text[: length - 1] + "…"
