"""The jinja2 that fills templates: sandboxed, always escaping, loud about what is missing."""

from __future__ import annotations

import re
from typing import Any, Literal

from jinja2 import ChainableUndefined, StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from docforge.messages import translate as _

Missing = Literal["error", "mark"]
"""A variable that the context lacks: an error, or a visible 【缺：name】."""

# XML 1.0 can hold neither of these characters, so no text of a template can look like a tag.
STATEMENT_BEGIN, STATEMENT_END = "\ufffe%", "%\uffff"
EXPRESSION_BEGIN, EXPRESSION_END = "\ufffe=", "=\uffff"
COMMENT_BEGIN, COMMENT_END = "\ufffe#", "#\uffff"

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


class UnholdableValueError(ValueError):
    """A value with a character that no Word document can hold."""


class _StrictlyUndefined(StrictUndefined):
    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return str(self._undefined_hint)
        return _("“{name}” is not among the data.").format(name=self._undefined_name)


class _Marked(ChainableUndefined):
    def __str__(self) -> str:
        return _missing_mark(self._undefined_name)

    def __html__(self) -> str:
        return str(self)


def _missing_mark(name: object) -> str:
    # Printed on a Chinese document, so never translated.
    return f"【缺：{name}】"


def environment(missing: Missing, prefix: str) -> ImmutableSandboxedEnvironment:
    """The environment for a part whose WordprocessingML elements carry `prefix` ("w:")."""
    made = ImmutableSandboxedEnvironment(
        block_start_string=STATEMENT_BEGIN,
        block_end_string=STATEMENT_END,
        variable_start_string=EXPRESSION_BEGIN,
        variable_end_string=EXPRESSION_END,
        comment_start_string=COMMENT_BEGIN,
        comment_end_string=COMMENT_END,
        undefined=_StrictlyUndefined if missing == "error" else _Marked,
        autoescape=True,
        keep_trailing_newline=True,
        finalize=_printer(prefix),
    )
    # Everything is escaped once, whatever a template asks for.
    for name in ("safe", "e", "escape", "forceescape"):
        made.filters[name] = _as_it_is
    for name in ("urlize", "xmlattr"):
        del made.filters[name]
    return made


def _as_it_is(value: Any) -> Any:
    return value


def _printer(prefix: str) -> Any:
    """What stands between a value and the text element (w:t) that receives it."""
    end, begin = f"</{prefix}t>", f'<{prefix}t xml:space="preserve">'
    line_break, tab = f"{end}<{prefix}br/>{begin}", f"{end}<{prefix}tab/>{begin}"

    def printed(value: Any) -> Any:
        if value is None:
            return ""
        if isinstance(value, Markup):  # a macro or a set block, whose values were escaped inside
            return value
        if isinstance(value, Undefined):
            return Markup(escape(str(value)))
        text = str(value)
        if match := _UNHOLDABLE.search(text):
            raise UnholdableValueError(
                _("the value holds the control character U+{code:04X}.").format(code=ord(match[0]))
            )
        markup = str(escape(text))
        return Markup(_LINE_ENDS.sub(line_break, markup).replace("\t", tab))

    return printed
