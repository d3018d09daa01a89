"""One XML part of a template: compiled once to jinja2, filled as often as needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any
from xml.parsers import expat

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError, nodes

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render import expressions
from docforge.render.expressions import (
    DICT_METHODS,
    KeysFirst,
    TemplateEnvironment,
    print_through,
    walked,
)
from docforge.render.faults import Fault
from docforge.render.language.blocks import ENDS
from docforge.render.language.gathering import Placed
from docforge.render.language.reasons import reason_of
from docforge.render.language.source import Source
from docforge.render.language.tags import Kind, Report
from docforge.render.rendering import Rendering
from docforge.render.undefined import SOURCE_NAME

_PIECES = 2000
"""Pieces of text joined before they are checked and packed, which bounds the memory."""


@dataclass(frozen=True)
class CompiledPart:
    """A part ready to be filled. `placed` are its tags, `at_line` which is on which line.

    `template` is None where the part was only to be looked at."""

    name: str
    template: JinjaTemplate | None
    source: Source
    placed: tuple[Placed, ...]
    tree: nodes.Template
    """What jinja2 made of the source, for who asks what the part reads."""

    def placed_at(self, line: int) -> Placed | None:
        """The tag of which a node on this line of the tree is part."""
        number = self.source.at_line.get(line)
        return None if number is None else self.placed[number]

    def filled(self, context: Mapping[str, Any], rendering: Rendering) -> Iterator[bytes]:
        """The part's XML with the context's values, piece by piece, checked to be well-formed.

        Raises TemplateError, naming tag and place, for what ends the rendering; what does not
        is noted in `rendering`.
        """
        rendering.part, rendering.fault_at = self.name, self._fault_at
        check = expat.ParserCreate("UTF-8")
        assert self.template is not None
        pieces = self.template.root_render_func(self.template.new_context(dict(context)))
        at = b""
        try:
            while batch := list(islice(pieces, _PIECES)):
                at = "".join(batch).encode()
                check.Parse(at, False)
                yield at
            check.Parse(b"", True)
        except expat.ExpatError as error:
            # A value may have been left out because of a fault that was noted already.
            if not rendering.faults:
                raise self._damaged(error, at, check) from error
        except GeneratorExit:
            raise
        except Exception as error:
            # Whatever an expression of a template may raise is the template's or the data's.
            raise self._explained(error) from error

    def _damaged(
        self, error: expat.ExpatError, piece: bytes, check: expat.XMLParserType
    ) -> TemplateError:
        offset = check.ErrorByteIndex - (check.CurrentByteIndex - check.ErrorByteIndex)
        near = piece[max(0, offset - 60) : offset + 60].decode("utf-8", "replace")
        return TemplateError(
            _("fills to XML that Word cannot open ({reason}), near {text}").format(
                reason=expat.ErrorString(error.code), text=near
            ),
            where=self.name,
            kind=Fault.DAMAGED,
        )

    def _explained(self, error: Exception) -> TemplateError:
        if isinstance(error, TemplateError):
            return error
        reason = reason_of(str(error))
        if not isinstance(error, ValueError) and type(error).__module__ != "jinja2.exceptions":
            reason = f"{type(error).__name__}: {error}"
        return self._fault_at(_line_of(error.__traceback__), reason, Fault.NOT_FILLED)

    def _fault_at(self, line: int, reason: str, kind: Fault) -> TemplateError:
        """A fault at a line of compiled code."""
        assert self.template is not None
        number = self.source.at_line.get(self.template.get_corresponding_lineno(line))
        if number is None:
            said = _("cannot be filled: {reason}").format(reason=reason)
            return TemplateError(said, kind=kind)
        said = _("“{tag}” cannot be filled: {reason}").replace("{reason}", reason)
        return self.placed[number].fault(said, kind=kind)


def compile_source(
    name: str,
    source: Source,
    placed: tuple[Placed, ...],
    places: Mapping[int, int],
    jinja: TemplateEnvironment,
    report: Report,
    *,
    sound: bool,
    to_fill: bool = True,
) -> CompiledPart | None:
    """The compiled part; None where its tags are wrong, which is reported. Where it is not
    `to_fill`, it is understood and no more.

    `places` gives the number of the place of a tag that prints, by the tag's number. Where the
    part is not `sound`, its blocks not pairing, that has been reported already.
    """
    file_name = f"{SOURCE_NAME} {name}>"
    try:
        tree = jinja.parse(source.text)
        number_at = {
            line: places[number] for line, number in source.at_line.items() if number in places
        }
        everything = walked(tree)
        if _report_unknown(everything, source, placed, jinja, report):
            return None
        asked = {each.attr for each in everything if isinstance(each, nodes.Getattr)}
        if asked & DICT_METHODS:
            KeysFirst().visit(tree)
            everything = walked(tree)
        if not to_fill:
            return CompiledPart(name, None, source, placed, tree)
        print_through(jinja, everything, number_at)
        code = jinja.compile(tree, name, file_name)
    except TemplateSyntaxError as error:
        _report_syntax(error, source, placed, jinja, report, sound=sound)
        return None
    except (SyntaxError, RecursionError, MemoryError) as error:
        # What Python's own compiler cannot hold: blocks or brackets nested too deeply.
        said = _("cannot be filled: {reason}").format(reason=error)
        report(TemplateError(said, where=name, kind=Fault.NESTED_TOO_DEEPLY))
        return None
    template = JinjaTemplate.from_code(jinja, code, dict(jinja.globals))
    return CompiledPart(name, template, source, placed, tree)


def _report_unknown(
    everything: Sequence[nodes.Node],
    source: Source,
    placed: tuple[Placed, ...],
    jinja: TemplateEnvironment,
    report: Report,
) -> bool:
    """Report filters and tests there are not: jinja2 would find some of them only when filling."""
    found = False
    for node in everything:
        if not isinstance(node, nodes.Filter | nodes.Test):
            continue
        known = jinja.filters if isinstance(node, nodes.Filter) else jinja.tests
        if node.name not in known:
            found = True
            filters = isinstance(node, nodes.Filter)
            word = "filter" if filters else "test"
            kind = Fault.UNKNOWN_FILTER if filters else Fault.UNKNOWN_TEST
            said = _("“{tag}” is not understood: {reason}").replace(
                "{reason}", reason_of(f"No {word} named {node.name!r}")
            )
            number = source.at_line.get(node.lineno)
            at = None if number is None else placed[number]
            report(TemplateError(said, kind=kind) if at is None else at.fault(said, kind=kind))
    return found


def _report_syntax(
    error: TemplateSyntaxError,
    source: Source,
    placed: tuple[Placed, ...],
    jinja: TemplateEnvironment,
    report: Report,
    *,
    sound: bool,
) -> None:
    """Report each tag that jinja2 does not understand by itself; else the one it named."""
    wrong = 0
    for number in source.at_line.values():
        message = _wrong(placed[number], jinja)
        if message:
            wrong += 1
            reason = reason_of(message)
            said = _("“{tag}” is not understood: {reason}").replace("{reason}", reason)
            report(placed[number].fault(said, kind=_kind_of(message)))
    if wrong or not sound:
        return
    line = max((line for line in source.at_line if line <= error.lineno), default=0)
    said = _("“{tag}” is not understood: {reason}").replace(
        "{reason}", reason_of(error.message or "")
    )
    if line:
        report(placed[source.at_line[line]].fault(said, kind=_kind_of(error.message or "")))
    else:
        report(TemplateError(reason_of(error.message or ""), kind=Fault.NOT_UNDERSTOOD))


def _kind_of(message: str) -> Fault:
    """What jinja2 complains of, by its words."""
    for begin, kind in _KINDS:
        if message.startswith(begin):
            return kind
    return Fault.NOT_UNDERSTOOD


_KINDS = (
    ("No filter named", Fault.UNKNOWN_FILTER),
    ("No test named", Fault.UNKNOWN_TEST),
    ("Encountered unknown tag", Fault.UNKNOWN_STATEMENT),
)


_COMPLETED = {
    "else": "{b}if 1{e}{tag}{b}endif{e}",
    "elif": "{b}if 1{e}{tag}{b}endif{e}",
    "break": "{b}for _ in ''{e}{tag}{b}endfor{e}",
    "continue": "{b}for _ in ''{e}{tag}{b}endfor{e}",
}
_OPENING = frozenset({"for", "if", "macro", "call", "filter", "with"})


def _wrong(placed: Placed, jinja: TemplateEnvironment) -> str:
    """What jinja2 says of a tag that is wrong by itself, "" where it is not."""
    tag = placed.tag
    begin, end = expressions.STATEMENT_BEGIN, expressions.STATEMENT_END
    if tag.kind is Kind.EXPRESSION:
        text = f"{expressions.EXPRESSION_BEGIN}{tag.inner}{expressions.EXPRESSION_END}"
    elif tag.keyword in ENDS:
        return ""
    else:
        written = f"{begin}{tag.inner}{end}"
        text = _COMPLETED.get(tag.keyword, "{tag}").replace("{tag}", written)
        text = text.replace("{b}", begin).replace("{e}", end)
        if tag.keyword in _OPENING or (tag.keyword == "set" and "=" not in tag.inner):
            text += f"{begin}end{tag.keyword}{end}"
    try:
        jinja.compile(jinja.parse(text))
    except TemplateSyntaxError as error:
        return error.message or str(error)
    return ""


def _line_of(traceback: TracebackType | None) -> int:
    """The line of a template's compiled code where an error arose."""
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename.startswith(SOURCE_NAME):
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
