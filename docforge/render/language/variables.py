"""What a template asks of its data: the paths that its expressions and statements read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from jinja2 import nodes

from docforge.render.expressions import TemplateEnvironment

_UNKNOWN = ""
_KEEPING = frozenset({"list", "sort", "reverse", "unique", "select", "reject"}) | {
    "selectattr",
    "rejectattr",
}
"""Filters that give the elements of a list again."""


def variables_of(jinja: TemplateEnvironment, trees: Iterable[nodes.Template]) -> frozenset[str]:
    """The paths that these parts read: "name", "enterprise.phone", "items[].name".

    Of a path and a longer one that begins with it, only the longer one is given.
    """
    found: set[str] = set()
    known = frozenset(jinja.globals)
    for tree in trees:
        _Reading(found, known).statements(tree.body, {})
    return frozenset(path for path in found if not _goes_on(path, found))


def _goes_on(path: str, found: set[str]) -> bool:
    return any(each != path and each.startswith((f"{path}.", f"{path}[")) for each in found)


Scope = dict[str, str]
"""What names mean inside a block: the path they stand for, "" where that is not the data's."""


@dataclass
class _Reading:
    found: set[str]
    known: frozenset[str]
    macros: set[str] = field(default_factory=set)

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
            self._read(node.test, scope)
            for body in (node.body, node.elif_, node.else_):
                self.statements(body, scope)
        elif isinstance(node, nodes.FilterBlock):
            self.statements(node.body, dict(scope))
        else:
            for child in node.iter_child_nodes():
                self._read(child, scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        path = self._path(node.iter, scope)
        self._read(node.iter, scope)
        inner = scope | {"loop": _UNKNOWN}
        element = f"{path}[]" if path else _UNKNOWN
        if element:
            self.found.add(element)
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

    def _read(self, node: nodes.Node, scope: Scope) -> None:
        """Note every path that an expression reads."""
        path = self._path(node, scope)
        if path:
            self.found.add(path)
            if isinstance(node, nodes.Getitem):
                self._read(node.arg, scope)
        elif path is None:
            for child in node.iter_child_nodes():
                self._read(child, scope)

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
                self.found.add(path)
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
