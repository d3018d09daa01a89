"""From a part's tree, its tags replaced by marks, to jinja2 source: each tag on its own line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docforge.render import expressions
from docforge.render.language.attributes import TOKEN
from docforge.render.language.gathering import TARGET, Placed
from docforge.render.language.tags import Kind

_MARK = re.compile(rf"<\?{TARGET} (\d+)\?>|{TOKEN.pattern}")


@dataclass(frozen=True)
class Source:
    """jinja2 source, and which tag is on which of its lines (from 1)."""

    text: str
    at_line: dict[int, int]


def source_of(xml: str, placed: Sequence[Placed]) -> Source:
    """The source of a part whose tags are `placed`, by the numbers in its marks."""
    made: list[str] = []
    at_line: dict[int, int] = {}
    line, at = 1, 0
    for match in _MARK.finditer(xml):
        number = int(match[1] or match[2])
        before, tag = xml[at : match.start()], jinja_tag(placed[number])
        made += [before, tag]
        line += before.count("\n") + 1
        at_line[line] = number
        line += tag.count("\n") - 1
        at = match.end()
    made.append(xml[at:])
    return Source("".join(made), at_line)


def jinja_tag(placed: Placed) -> str:
    """A tag as jinja2 is to see it: on one line, which it begins, so that a line tells its tag."""
    tag = placed.tag
    written = re.sub(r"[\r\n]", " ", tag.inner)
    if tag.kind is Kind.STATEMENT:
        if tag.keyword in ("autoescape", "endautoescape"):  # all is escaped, always
            return f"{expressions.COMMENT_BEGIN}\n{expressions.COMMENT_END}"
        sign = "+" if written.startswith("+") else ""
        inner = written.removeprefix("+")
        return f"{expressions.STATEMENT_BEGIN}{sign}\n{inner}{expressions.STATEMENT_END}"
    inner = written.removeprefix("-").removesuffix("-")
    before = "-" if written.startswith("-") else ""
    after = "-" if written.endswith("-") else ""
    return f"{expressions.EXPRESSION_BEGIN}{before}\n{inner}{after}{expressions.EXPRESSION_END}"
