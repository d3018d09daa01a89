"""What a template asks of its data: the paths that its expressions and statements read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from jinja2 import nodes

from docforge.render.expressions import TemplateEnvironment, children

_UNKNOWN = ""
_KEEPING = frozenset({"list", "sort", "reverse", "unique", "select", "reject"}) | {
    "selectattr",
    "rejectattr",
}
"""Filters that give the elements of a list again."""
_HARMLESS = frozenset({"default", "d"})
_SUMS = (nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg)


class Way(StrEnum):
    """What a template does with what it reads."""

    PRINT = "print"
    LOOP = "loop"
    TEST = "test"
    """A condition: whether there is anything."""
    SUM = "sum"
    """Part of a sum, which takes numbers."""
    VALUE = "value"
    """Anything else: compared, handed to a filter, kept."""


@dataclass(frozen=True, slots=True)
class Use:
    """A path of the data that a template reads: on which `line` of its part's tree, what for,
    through which filter. `guarded`: only where it is defined, or with a default."""

    path: str
    line: int
    way: Way
    guarded: bool = False
    filter: str = ""


def variables_of(jinja: TemplateEnvironment, trees: Iterable[nodes.Template]) -> frozenset[str]:
    """The paths that these parts read: "name", "enterprise.phone", "items[].name".

    Of a path and a longer one that begins with it, only the longer one is given.
    """
    found = {use.path for tree in trees for use in uses_of(jinja, tree)}
    return frozenset(path for path in found if not _goes_on(path, found))


def uses_of(jinja: TemplateEnvironment, tree: nodes.Template) -> list[Use]:
    """What a part reads of the data, in the order of the template."""
    reading = _Reading([], frozenset(jinja.globals))
    reading.statements(tree.body, {})
    return reading.found


def _goes_on(path: str, found: set[str]) -> bool:
    return any(each != path and each.startswith((f"{path}.", f"{path}[")) for each in found)


Scope = dict[str, str]
"""What names mean inside a block: the path they stand for, "" where that is not the data's."""


@dataclass
class _Reading:
    found: list[Use]
    known: frozenset[str]
    guards: frozenset[str] = field(default_factory=frozenset)
    """Paths that are known to be defined where we are."""

    def _note(self, path: str, node: nodes.Node, way: Way, through: str = "") -> None:
        guarded = path in self.guards or through in _HARMLESS
        self.found.append(Use(path, node.lineno, way, guarded, through))

    def statements(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.Assign):
            path = self._path(node.node, scope)
            self._read(node.node, scope)
            self._bind(node.target, path or _UNKNOWN, scope)
        elif isinstance(node, nodes.AssignBlock):
            self.statements(node.body, scope)
            self._bind(node.target, _UNKNOWN, scope)
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            self._macro(node, scope)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                path = self._path(value, scope)
                self._read(value, scope)
                self._bind(target, path or _UNKNOWN, inner)
            self.statements(node.body, inner)
        elif isinstance(node, nodes.If):
            self._read(node.test, scope, Way.TEST)
            before = self.guards
            self.guards = before | self._defined(node.test, scope)
            self.statements(node.body, scope)
            self.guards = before
            for body in (node.elif_, node.else_):
                self.statements(body, scope)
        elif isinstance(node, nodes.FilterBlock):
            self.statements(node.body, dict(scope))
        else:
            way = Way.PRINT if isinstance(node, nodes.Output) else Way.VALUE
            for child in children(node):
                self._read(child, scope, way)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        path = self._path(node.iter, scope)
        self._read(node.iter, scope, Way.LOOP)
        inner = scope | {"loop": _UNKNOWN}
        element = f"{path}[]" if path else _UNKNOWN
        if element:
            self._note(element, node, Way.VALUE)
        self._bind(node.target, element, inner)
        if node.test is not None:
            self._read(node.test, inner)
        self.statements(node.body, inner)
        self.statements(node.else_, dict(scope))

    def _macro(self, node: nodes.Macro | nodes.CallBlock, scope: Scope) -> None:
        inner = scope | {each.name: _UNKNOWN for each in node.args}
        inner |= dict.fromkeys(("caller", "varargs", "kwargs"), _UNKNOWN)
        for default in node.defaults:
            self._read(default, scope)
        if isinstance(node, nodes.CallBlock):
            self._read(node.call, scope)
        else:
            scope[node.name] = _UNKNOWN
        self.statements(node.body, inner)

    def _bind(self, target: nodes.Node, path: str, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = path
        elif isinstance(target, nodes.Tuple):
            for each in target.items:
                self._bind(each, _UNKNOWN, scope)

    def _read(
        self, node: nodes.Node, scope: Scope, way: Way = Way.VALUE, through: str = ""
    ) -> None:
        """Note every path that an expression reads."""
        path = self._path(node, scope)
        if path:
            self._note(path, node, way, through)
            if isinstance(node, nodes.Getitem):
                self._read(node.arg, scope)
        elif path is None:
            self._read_parts(node, scope, way, through)

    def _read_parts(self, node: nodes.Node, scope: Scope, way: Way, through: str) -> None:
        if isinstance(node, nodes.Filter) and node.node is not None:
            ours = node.name.startswith("_")
            inner = through if ours else node.name
            self._read(node.node, scope, way if ours else Way.VALUE, inner)
            for argument in (*node.args, *(each.value for each in node.kwargs)):
                self._read(argument, scope)
        elif isinstance(node, nodes.CondExpr):
            self._read(node.test, scope, Way.TEST)
            before = self.guards
            self.guards = before | self._defined(node.test, scope)
            self._read(node.expr1, scope, way)
            self.guards = before
            if node.expr2 is not None:
                self._read(node.expr2, scope, way)
        elif isinstance(node, nodes.And):
            self._read(node.left, scope, way)
            before = self.guards
            self.guards = before | self._defined(node.left, scope)
            self._read(node.right, scope, way)
            self.guards = before
        elif isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
            path = self._path(node.node, scope)
            if path:
                self.found.append(Use(path, node.lineno, Way.TEST, guarded=True))
        else:
            below = Way.VALUE
            if isinstance(node, _SUMS):
                below = Way.SUM
            elif isinstance(node, nodes.Or | nodes.Not | nodes.Concat):
                below = way
            for child in children(node):
                self._read(child, scope, below)

    def _defined(self, test: nodes.Node, scope: Scope) -> frozenset[str]:
        """The paths that are defined where a condition holds."""
        if isinstance(test, nodes.And):
            return self._defined(test.left, scope) | self._defined(test.right, scope)
        if isinstance(test, nodes.Test) and test.name == "defined":
            path = self._path(test.node, scope)
            return frozenset({path}) if path else frozenset()
        return frozenset()

    def _path(self, node: nodes.Node, scope: Scope) -> str | None:
        """The data's path that an expression is, "" for one that is not the data's, or None."""
        if isinstance(node, nodes.Name):
            if node.name in scope:
                return scope[node.name]
            return _UNKNOWN if node.name in self.known else node.name
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
            # A method, `phones.items()`: what is asked of the data is what has it.
            for child in (*node.args, *node.kwargs):
                self._read(child, scope)
            path = self._path(node.node.node, scope)
            if path is None:
                self._read(node.node.node, scope)
            elif path:
                self._note(path, node, Way.VALUE)
            return _UNKNOWN
        if isinstance(node, nodes.Filter) and node.name in _KEEPING and node.node is not None:
            for child in (*node.args, *node.kwargs):
                self._read(child, scope)
            return self._path(node.node, scope)
        if isinstance(node, nodes.Getattr):
            return self._joined(self._path(node.node, scope), f".{node.attr}")
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            key = node.arg.value
            step = f".{key}" if isinstance(key, str) else "[]"
            return self._joined(self._path(node.node, scope), step)
        return None

    def _joined(self, path: str | None, step: str) -> str | None:
        return f"{path}{step}" if path else path
