"""The jinja2 that fills templates: sandboxed, always escaping, telling all that is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from jinja2 import Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from docforge.render import printing
from docforge.render.boxes import box
from docforge.render.filters import FILTERS
from docforge.render.language import wholeness
from docforge.render.language.places import Place
from docforge.render.printing import Written, printer
from docforge.render.rendering import under_way
from docforge.render.undefined import Missing, MissingValue
from docforge.render.values.pictures import over
from docforge.render.values.tables import table

# XML 1.0 can hold neither of these characters, so no text of a template can look like a tag.
STATEMENT_BEGIN, STATEMENT_END = "\ufffe%", "\uffff%"
EXPRESSION_BEGIN, EXPRESSION_END = "\ufffe=", "\uffff="
COMMENT_BEGIN, COMMENT_END = "\ufffe#", "\uffff#"

PRINTED = "_printed"
"""The filter through which each expression of a template prints, with its place's number."""

_EXTENSIONS = ("jinja2.ext.do", "jinja2.ext.loopcontrols")
_LARGEST = 10_000_000
"""Characters, elements or bits that an operator of a template may make."""
DICT_METHODS = frozenset(name for name in dir(dict) if not name.startswith("_"))


class _Generator(CodeGenerator):
    """jinja2's, but what a call block gives is escaped where it is text, as all text is."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        # jinja2 looks through the tree for three kinds of nodes, slowly; one walk answers it.
        below = walked(node)[1:]
        vars(node)["find_all"] = lambda kind: (each for each in below if isinstance(each, kind))
        try:
            super().visit_Template(node, frame)
        finally:
            del vars(node)["find_all"]

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802
        call_frame, macro_ref = self.macro_body(node, frame)
        self.writeline("caller = ")
        self.macro_def(macro_ref, call_frame)
        self.start_write(frame, node)
        self.write("environment.called(")
        self.visit_Call(node.call, frame, forward_caller=True)
        self.write(")")
        self.end_write(frame)


def _times(left: Any, right: Any) -> int:
    """How long a sequence becomes when it is repeated, 0 for what is no sequence."""
    for each, count in ((left, right), (right, left)):
        if isinstance(count, int) and isinstance(each, str | bytes | list | tuple):
            return len(each) * count
    return 0


class KeysFirst(NodeTransformer):
    """Lets `order.items` be the key of that name; `order.items()` stays the method."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        if isinstance(node.node, nodes.Getattr):
            called = node.node
            called.node = self.visit(called.node)
            node.args = [self.visit(each) for each in node.args]
            node.kwargs = [self.visit(each) for each in node.kwargs]
            return node
        return self.generic_visit(node)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if node.attr not in DICT_METHODS:
            return node
        key = nodes.Const(node.attr, lineno=node.lineno)
        return nodes.Getitem(node.node, key, node.ctx, lineno=node.lineno)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """jinja2 with tags that XML cannot hold, its output concatenated as XML of our own."""

    concat = staticmethod(printing.joined)
    code_generator_class = _Generator

    @staticmethod
    def called(value: Any) -> str:
        """What a call block prints."""
        return str(value) if isinstance(value, Written) else escape(str(value))

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """As jinja2's, but no sum or text that would fill the memory."""
        if operator == "**" and isinstance(left, int) and isinstance(right, int):
            size = left.bit_length() * right
        else:
            size = _times(left, right) if operator == "*" else 0
        if size > _LARGEST:
            raise OverflowError(f"{operator} {right!r}")
        return super().call_binop(context, operator, left, right)

    changes_data = False
    """Whether a template may change lists and dictionaries of the context, as docxtpl's may."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if self.changes_data:
            return SandboxedEnvironment.is_safe_attribute(self, obj, attr, value)
        return super().is_safe_attribute(obj, attr, value)

    def getattr(self, obj: Any, attribute: str) -> Any | Undefined:
        """As jinja2's, but without raising an AttributeError for each key of a dictionary."""
        if type(obj) is dict and attribute not in DICT_METHODS and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def environment(
    places: Sequence[Place],
    missing: Missing,
    *,
    bells: bool = False,
    changes_data: bool = False,
    filters: Mapping[str, Callable[..., Any]] | None = None,
    global_values: Mapping[str, Any] | None = None,
    tests: Mapping[str, Callable[..., bool]] | None = None,
    extensions: Iterable[str] = (),
) -> TemplateEnvironment:
    """The environment in which the parts of one template are compiled."""
    made = TemplateEnvironment(
        block_start_string=STATEMENT_BEGIN,
        block_end_string=STATEMENT_END,
        variable_start_string=EXPRESSION_BEGIN,
        variable_end_string=EXPRESSION_END,
        comment_start_string=COMMENT_BEGIN,
        comment_end_string=COMMENT_END,
        undefined=MissingValue,
        autoescape=False,  # the printer escapes everything, once
        keep_trailing_newline=True,
        extensions=[*_EXTENSIONS, *extensions],
        cache_size=0,
    )
    made.changes_data = changes_data
    # Everything is escaped once, whatever a template asks for.
    for name in ("safe", "e", "escape", "forceescape"):
        made.filters[name] = _as_it_is
    for name in ("urlize", "xmlattr"):
        del made.filters[name]
    made.filters.update(FILTERS)
    made.filters.update(filters or {})
    made.filters |= wholeness.FILTERS
    made.filters |= {
        PRINTED: printer(places, missing, bells=bells),
        "table": table,
        "over": over,
        "_colour": printing.colour,
        "_columns": printing.columns,
        "_state": printing.state,
        "_glyph": printing.glyph,
        "_address": printing.address,
        "_link": printing.link,
    }
    made.tests.update(tests or {})
    made.globals.update(_COUNTERS)
    made.globals["box"] = box
    made.globals.update(global_values or {})
    return made


def _as_it_is(value: Any) -> Any:
    return value


def _static(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.TemplateData)


_COUNTERS: dict[str, Callable[..., Any]] = {
    "_new_id": lambda: under_way().new_id(),
    "_bookmark": lambda identifier: under_way().bookmark(identifier),
    "_bookmark_end": lambda identifier: under_way().bookmark_end(identifier),
    "_bookmark_name": lambda name: under_way().bookmark_name(name),
    "_bookmark_named": lambda name: under_way().bookmark_named(name),
    "_first": lambda key: under_way().first(key),
}


def walked(tree: nodes.Node) -> list[nodes.Node]:
    """A node and all that is below it, in the order of the template: jinja2's `find_all` for all
    kinds at once, and at a fraction of its time."""
    found: list[nodes.Node] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        found.append(node)
        below = children(node)
        below.reverse()
        waiting += below
    return found


def children(node: nodes.Node) -> list[nodes.Node]:
    """The nodes directly below one: jinja2's `iter_child_nodes`, at a fraction of its time."""
    below: list[nodes.Node] = []
    for name in node.fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            below += [each for each in value if isinstance(each, nodes.Node)]
        elif isinstance(value, nodes.Node):
            below.append(value)
    return below


def print_through(
    jinja: TemplateEnvironment, everything: Iterable[nodes.Node], number_at: Mapping[int, int]
) -> None:
    """Let every expression of a tree that prints do so through the printer.

    `everything` are its nodes; `number_at` gives the number of the place whose tag is on a line
    of the source; what is on no such line is docforge's own and XML already.
    """
    for output in (each for each in everything if isinstance(each, nodes.Output)):
        for at, node in enumerate(output.nodes):
            number = number_at.get(node.lineno)
            if number is None or not isinstance(node, nodes.Expr) or _static(node):
                continue
            arguments: list[nodes.Expr] = [nodes.Const(number, lineno=node.lineno)]
            output.nodes[at] = nodes.Filter(
                node, PRINTED, arguments, [], None, None, lineno=node.lineno
            )
            output.nodes[at].set_environment(jinja)
    for block in (each for each in everything if isinstance(each, nodes.FilterBlock)):
        number = number_at.get(block.lineno)
        if number is not None:
            constant: list[nodes.Expr] = [nodes.Const(number, lineno=block.lineno)]
            block.filter = nodes.Filter(
                block.filter, PRINTED, constant, [], None, None, lineno=block.lineno
            )
            block.set_environment(jinja)
