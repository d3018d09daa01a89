"""What jinja2 says about a tag, in the words and the language of the clerk who typed it."""

from __future__ import annotations

import re
from collections.abc import Callable

from docforge.messages import translate as _

_END = {"end of print statement": "}}", "end of statement block": "%}"}


def reason_of(message: str) -> str:
    """A message of jinja2's parser or sandbox in the user's language, as it is if unknown."""
    for pattern, told in _KNOWN:
        if match := pattern.match(message):
            return told(match)
    return message


def _expected(match: re.Match[str]) -> str:
    wanted, got = (_END.get(each, each) for each in match.groups())
    if match[1] in _END:
        return _(
            "“{got}” is one word too many; an operator, a comma or a quote may be missing"
        ).format(got=got)
    if match[2] in _END:
        return _("it ends where “{wanted}” is expected").format(wanted=wanted)
    return _("“{wanted}” is expected, not “{got}”").format(wanted=wanted, got=got)


def _expression(match: re.Match[str]) -> str:
    if match[1] in _END:
        return _("something is missing before its end")
    return _("a value is expected, not “{got}”").format(got=match[1])


def _unexpected(match: re.Match[str]) -> str:
    if match[2] in _END:
        return _("something is missing before its end")
    if match[2] in ("'", '"', "\\uffff"):  # the last one ends a tag
        return _("a quote or a bracket is not closed")
    return _("“{char}” cannot stand here").format(char=match[2])


_KNOWN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile("expected token '(.+?)', got '(.+?)'"), _expected),
    (re.compile("Expected an expression, got '(.+?)'"), _expression),
    (
        re.compile("Encountered unknown tag '(.+?)'"),
        lambda match: _("there is no tag “{name}”").format(name=match[1]),
    ),
    (
        re.compile("No filter named '(.+?)'"),
        lambda match: _("there is no filter “{name}”").format(name=match[1]),
    ),
    (
        re.compile("No test named '(.+?)'"),
        lambda match: _("there is no test “{name}”").format(name=match[1]),
    ),
    (re.compile(r"unexpected (?:char )?(['\"])(.+?)\1"), _unexpected),
    (
        re.compile("can(?:no|')t assign to '(.+?)'"),
        lambda _match: _("only a name can be given a value"),
    ),
    (
        re.compile("expected name or number"),
        lambda _match: _("a name is missing after the dot"),
    ),
    (
        re.compile("access to attribute '(.+?)' of '(.+?)' object is unsafe"),
        lambda match: _("a template may not look at “{name}”").format(name=match[1]),
    ),
    (
        re.compile("'(.+?)' is undefined"),
        lambda match: _("“{name}” is not among the data.").format(name=match[1]),
    ),
)
