"""Finding `{{ }}`, `{% %}` and `{# #}` in a paragraph's words, whatever runs they lie in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from docforge.errors import TemplateError
from docforge.messages import translate as _


class Kind(StrEnum):
    EXPRESSION = "{{"
    STATEMENT = "{%"
    COMMENT = "{#"


class Scope(StrEnum):
    """What a tag takes the place of: its own words, or the paragraph, row or cell around it."""

    WORDS = ""
    PARAGRAPH = "p"
    ROW = "tr"
    CELL = "tc"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written (`text`), at `start`:`end` of its paragraph's words.

    `inner` is what stands between the braces, without the scope and with the straight quotes
    and plain spaces that jinja2 needs (Word makes curly ones of them).
    """

    kind: Kind
    scope: Scope
    inner: str
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """The statement's first word ("for", "endif"), "" for expressions and comments."""
        match = re.match(r"[-+]?\s*(\w+)", self.inner) if self.kind is Kind.STATEMENT else None
        return match[1] if match else ""


_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {Kind.EXPRESSION: "}}", Kind.STATEMENT: "%}", Kind.COMMENT: "#}"}
_SCOPED = re.compile(r"(p|tr|tc)(?=[\s\u00a0\u3000])")
_LEFTOVER = re.compile(r"\{\{|\{%|\}\}|%\}")
_FULL_WIDTH = re.compile(r"｛\s*[｛{％%]|\{\s*[｛％]|[｝}％%]\s*｝")
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_BLANKS = "\u00a0\u3000\u2002\u2003\u2009"


def tags_in(text: str) -> list[Tag]:
    """The tags of a paragraph's words, in order.

    Raises TemplateError for a tag that does not end in its paragraph, for an end without a
    beginning, and for braces typed full-width, which look alike and do nothing.
    """
    found: list[Tag] = []
    rest, at = [], 0
    while match := _OPENING.search(text, at):
        kind = Kind(match[0])
        end = _end_of(text, match.end(), _CLOSING[kind], quoted=kind is not Kind.COMMENT)
        if end < 0:
            if kind is Kind.COMMENT:
                rest.append(text[at : match.end()])
                at = match.end()
                continue
            raise TemplateError(
                _("“{text}” does not end in its paragraph: “{closing}” is missing.").format(
                    text=shortened(text[match.start() :]), closing=_CLOSING[kind]
                )
            )
        rest.append(text[at : match.start()])
        found.append(_tag(kind, text, match.start(), end))
        at = end
    rest.append(text[at:])
    _refuse_leftovers(rest)
    return found


def _end_of(text: str, start: int, closing: str, *, quoted: bool) -> int:
    """Where the closing braces end, those in quoted strings not counting; -1 if nowhere."""
    at = start
    while quoted and at < len(text):
        if text.startswith(closing, at):
            return at + len(closing)
        string_end = text.find(_QUOTES[text[at]], at + 1) if text[at] in _QUOTES else -1
        at = string_end + 1 if string_end > 0 else at + 1
    # An apostrophe too many must not hide the end: then jinja2 says what is wrong inside.
    end = text.find(closing, start)
    return end + len(closing) if end >= 0 else -1


def _tag(kind: Kind, text: str, start: int, end: int) -> Tag:
    inner = text[start + 2 : end - 2]
    scope = Scope.WORDS
    if kind is not Kind.EXPRESSION and (match := _SCOPED.match(inner)):
        scope = Scope(match[1])
        inner = inner[match.end() :]
    if kind is not Kind.COMMENT:
        inner = _plain(inner)
    return Tag(kind, scope, inner, text[start:end], start, end)


def _plain(inner: str) -> str:
    """Straight quotes and plain spaces outside strings; strings keep theirs."""
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


def _refuse_leftovers(rest: list[str]) -> None:
    for text in rest:
        if match := _LEFTOVER.search(text):
            raise TemplateError(
                _("“{text}” ends a tag that does not begin in this paragraph.").format(
                    text=shortened(text[max(0, match.start() - 12) : match.end()])
                )
            )
        if match := _FULL_WIDTH.search(text):
            raise TemplateError(
                _("“{text}” is typed with full-width braces.").format(
                    text=shortened(text[match.start() :])
                ),
                remedy=_("Type {{ }} and {% %} in half-width."),
            )


def shortened(text: str, length: int = 40) -> str:
    """Enough of a text to find it again."""
    return text if len(text) <= length else text[: length - 1] + "…"
