"""One XML part of a template: compiled once to jinja2, filled as often as needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError, UndefinedError, meta
from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render import expressions
from docforge.render.blocks import check_blocks
from docforge.render.expressions import Missing, UnholdableValueError, environment
from docforge.render.gathering import TARGET, Placed, gather
from docforge.render.package import parsed, serialised
from docforge.render.tags import Kind, Tag, shortened
from docforge.render.wordml import W, mend

_MARK = re.compile(rf"<\?{TARGET} (\d+)\?>")


@dataclass(frozen=True)
class CompiledPart:
    """A part ready to be filled. `at_line` gives the tag of each line of the jinja2 source."""

    name: str
    template: JinjaTemplate
    at_line: Mapping[int, Placed]
    variables: frozenset[str]

    def filled(self, context: Mapping[str, Any]) -> bytes:
        """The part's XML with the context's values. Raises TemplateError, naming tag and place."""
        try:
            text = self.template.render(context)
        except Exception as error:
            # Whatever an expression of a template may raise is the template's or the data's.
            raise self._explained(error) from error
        root = parsed(text.encode())
        mend(root)
        return serialised(root)

    def _explained(self, error: Exception) -> TemplateError:
        placed = self.at_line.get(_line_of(error.__traceback__, self.name))
        told = isinstance(error, UndefinedError | UnholdableValueError)
        reason = str(error) if told else f"{type(error).__name__}: {error}"
        if placed is None:
            return TemplateError(_("cannot be filled: {reason}").format(reason=reason))
        return TemplateError(
            _("“{text}” cannot be filled: {reason}").format(
                text=shortened(placed.tag.text), reason=reason
            ),
            where=placed.where,
        )


def compile_part(name: str, content: bytes, missing: Missing) -> CompiledPart | None:
    """The compiled part, or None where it holds no tag. Raises TemplateError."""
    root = parsed(content)
    placed = gather(root, _shown(name))
    if not placed:
        return None
    check_blocks(placed[_number(mark)] for mark in root.iter(etree.PI))
    source, at_line = _source(serialised(root).decode(), placed)
    jinja = environment(missing, _prefix(root))
    try:
        tree = jinja.parse(source)
        variables = frozenset(meta.find_undeclared_variables(tree))
        code = jinja.compile(source, name, name)
    except TemplateSyntaxError as error:
        raise _syntax_error(error, at_line) from error
    template = JinjaTemplate.from_code(jinja, code, jinja.make_globals(None))
    return CompiledPart(name, template, at_line, variables)


def _shown(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".xml")


def _number(mark: etree._Element) -> int:
    return int(mark.text or 0)


def _prefix(root: etree._Element) -> str:
    prefix = next((prefix for prefix, uri in root.nsmap.items() if uri == W), None)
    return f"{prefix}:" if prefix else ""


def _source(xml: str, placed: list[Placed]) -> tuple[str, dict[int, Placed]]:
    """jinja2 source with each tag beginning a line of its own, and which tag is on which line."""
    made: list[str] = []
    at_line: dict[int, Placed] = {}
    line, at = 1, 0
    for match in _MARK.finditer(xml):
        each = placed[int(match[1])]
        before, tag = xml[at : match.start()], _jinja_tag(each.tag)
        made += [before, tag]
        at_line[line + before.count("\n") + 1] = each
        line += before.count("\n") + tag.count("\n")
        at = match.end()
    made.append(xml[at:])
    return "".join(made), at_line


def _jinja_tag(tag: Tag) -> str:
    if tag.kind is Kind.COMMENT:
        return ""
    sign = tag.inner[:1] if tag.inner[:1] in "-+" and tag.kind is Kind.STATEMENT else ""
    inner = tag.inner.removeprefix(sign)
    if tag.kind is Kind.STATEMENT:
        return f"{expressions.STATEMENT_BEGIN}{sign}\n{inner}{expressions.STATEMENT_END}"
    return f"{expressions.EXPRESSION_BEGIN}\n{inner}{expressions.EXPRESSION_END}"


def _syntax_error(error: TemplateSyntaxError, at_line: Mapping[int, Placed]) -> TemplateError:
    # A tag that itself holds a line break is found by the nearest line above.
    line = max((line for line in at_line if line <= error.lineno), default=0)
    placed = at_line.get(line)
    return TemplateError(
        _("“{text}” is not understood: {reason}").format(
            text=shortened(placed.tag.text) if placed else "", reason=error.message or ""
        ),
        where=placed.where if placed else "",
    )


def _line_of(traceback: TracebackType | None, name: str) -> int:
    """The line of the jinja2 source where an error arose; jinja2 rewrites tracebacks to it."""
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == name:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
