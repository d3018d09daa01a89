"""What a template computes: sets that nobody reads, conditions that never change, shadows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jinja2 import nodes

from docforge.check.data.schema import declared
from docforge.check.data.trees import Tree, trees
from docforge.check.diagnostic import Severity
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.expressions import children, walked


def _names_read(tree: Tree) -> set[str]:
    found = {node.name for node in tree.all(nodes.Name) if node.ctx == "load"}
    return found | {node.name for node in tree.all(nodes.NSRef)}


@rule(
    "D206",
    "data",
    Severity.WARNING,
    N_("A set or macro that nothing uses"),
    why=N_("Its name was probably misspelt where it was to be used."),
    bad="{% set total = 1 %}{{ totl }}",
    good="{% set total = 1 %}{{ total }}",
    fix=N_("Use it, or delete it."),
)
def unused_set(subject: Subject) -> Iterator[Found]:
    for tree in trees(subject):
        made = [*tree.all(nodes.Assign), *tree.all(nodes.AssignBlock), *tree.all(nodes.Macro)]
        read = _names_read(tree) if made else set()
        for node in made:
            if isinstance(node, nodes.Macro):
                given = [node.name]
            elif isinstance(node, nodes.Assign | nodes.AssignBlock):
                given = [each.name for each in walked(node.target) if isinstance(each, nodes.Name)]
            if given and not read & set(given):
                said = _("“{name}” is given a value that nothing uses.").format(name=given[0])
                if given[0] != "_":
                    yield from tree.found(node, said)


@rule(
    "D207",
    "data",
    Severity.WARNING,
    N_("A condition that is always the same"),
    why=N_("{% if a == 'x' or 'y' %} is always true: a text by itself counts as yes."),
    bad="{% if kind == '通报' or '通知' %}",
    good="{% if kind in ('通报', '通知') %}",
    fix=N_("Compare a variable on both sides of “or”, or leave the condition out."),
)
def constant_condition(subject: Subject) -> Iterator[Found]:
    for tree in trees(subject):
        conditions: list[nodes.If | nodes.CondExpr] = [*tree.all(nodes.If)]
        conditions += tree.all(nodes.CondExpr)
        for node in conditions:
            wrong = _constant(node.test)
            at = tree.at(node)
            if wrong and at is not None:
                # {% if true %} is written on purpose, if for no good one.
                mild = isinstance(node.test, nodes.Const) and node.test.value is True
                yield Found(wrong, at[0], at[1], Severity.INFO if mild else None)
        yield from _impossible(tree)


def _constant(test: nodes.Node) -> str:
    """Why a condition never changes, "" where it may."""
    if isinstance(test, nodes.Const | nodes.TemplateData | nodes.List | nodes.Tuple | nodes.Dict):
        return _("the condition is always the same.")
    if isinstance(test, nodes.And | nodes.Or):
        return _constant(test.left) or _constant(test.right)
    if isinstance(test, nodes.Not):
        return _constant(test.node)
    if isinstance(test, nodes.Compare) and len(test.ops) == 1:
        right = test.ops[0].expr
        if test.expr == right or (
            isinstance(test.expr, nodes.Const) and isinstance(right, nodes.Const)
        ):
            return _("the condition compares a value with itself.")
    return ""


def _impossible(tree: Tree) -> Iterator[Found]:
    """Comparing with a value that the contract does not allow."""
    schema = tree.subject.schema
    if schema is None:
        return
    for node in tree.all(nodes.Compare):
        if len(node.ops) != 1 or node.ops[0].op not in ("eq", "ne"):
            continue
        sides = (node.expr, node.ops[0].expr)
        constant = next((each for each in sides if isinstance(each, nodes.Const)), None)
        name = next((each for each in sides if isinstance(each, nodes.Name)), None)
        if constant is None or name is None:
            continue
        values = declared(schema, name.name).values
        if values is not None and constant.value not in values:
            said = _("“{name}” is never “{value}”; the contract allows: {values}").format(
                name=name.name, value=constant.value, values="、".join(map(str, values))
            )
            yield from tree.found(node, said)


@rule(
    "D208",
    "data",
    Severity.WARNING,
    N_("A loop variable hides another name"),
    why=N_("Inside the loop the outer value cannot be reached, and what is printed is another."),
    bad="{% for title in titles %} … {{ title }}, with a variable “title”",
    good="{% for each in titles %} … {{ each }}",
    fix=N_("Give the loop variable a name of its own."),
)
def shadowed(subject: Subject) -> Iterator[Found]:
    for tree in trees(subject):
        outer = set()
        if subject.schema is not None:
            outer = set(map(str, subject.schema.get("properties", {})))
        yield from _shadows(tree, tree.part.tree, outer)


def _shadows(tree: Tree, node: nodes.Node, outer: set[str]) -> Iterator[Found]:
    for child in children(node):
        inner = outer
        if isinstance(child, nodes.For):
            given = _given(child.target)
            for name in sorted(given & outer):
                said = _("the loop variable “{name}” hides another value of this name.")
                yield from tree.found(child, said.format(name=name))
            inner = outer | given
        yield from _shadows(tree, child, inner)


def _given(target: nodes.Node) -> set[str]:
    return {each.name for each in walked(target) if isinstance(each, nodes.Name)}


@rule(
    "D209",
    "data",
    Severity.ERROR,
    N_("A name used outside the loop that gives it a value"),
    why=N_(
        "What a loop sets is gone after it: the name is empty there, and a counter in a loop"
        " never counts."
    ),
    bad="{% for each in rows %}…{% endfor %}{{ each }}",
    good="{% for each in rows %}…{{ each }}{% endfor %}",
    fix=N_("Use the name inside the loop; to count, use rows|length or a namespace."),
)
def outside_loop(subject: Subject) -> Iterator[Found]:
    declared_names: set[str] = set()
    if subject.schema is not None:
        declared_names = set(map(str, subject.schema.get("properties", {})))
    for tree in trees(subject):
        everywhere = declared_names | set(subject.compiler.jinja.globals)
        everywhere |= _given_at_top(tree.part.tree)
        yield from _out_of_loops(tree, everywhere)
        yield from _counters(tree)


def _given_at_top(tree: nodes.Template) -> set[str]:
    """Names that are given a value outside all loops."""
    found: set[str] = set()

    def visit(node: nodes.Node) -> None:
        for child in children(node):
            if isinstance(child, nodes.For):
                continue
            if isinstance(child, nodes.Assign | nodes.AssignBlock):
                found.update(_given(child.target))
            elif isinstance(child, nodes.Macro):
                found.add(child.name)
            visit(child)

    visit(tree)
    return found


def _out_of_loops(tree: Tree, everywhere: set[str]) -> Iterator[Found]:
    ended: set[str] = set()

    def visit(node: nodes.Node, inside: set[str]) -> Iterator[Found]:
        if isinstance(node, nodes.Name) and node.ctx == "load":
            lost = node.name in ended or node.name == "loop"
            if lost and node.name not in inside | everywhere:
                said = _("“{name}” has its value only inside its loop.").format(name=node.name)
                # Without a contract there may be a variable of that name besides.
                unsure = tree.subject.schema is None and node.name != "loop"
                for told in tree.found(node, said):
                    yield replace(told, severity=Severity.WARNING if unsure else None)
            return
        if isinstance(node, nodes.For):
            yield from visit(node.iter, inside)
            given = _given(node.target) | {"loop"}
            for each in node.body:
                given |= {
                    name
                    for one in walked(each)
                    if isinstance(one, nodes.Assign)
                    for name in _given(one.target)
                }
            for below in (*node.body, *([node.test] if node.test else [])):
                yield from visit(below, inside | given)
            for below in node.else_:
                yield from visit(below, inside)
            ended.update(given)
            return
        if isinstance(node, nodes.Macro | nodes.CallBlock):
            inside = inside | {each.name for each in node.args} | {"caller", "varargs", "kwargs"}
        if isinstance(node, nodes.With):
            inside = inside | {name for each in node.targets for name in _given(each)}
        for child in children(node):
            yield from visit(child, inside)

    yield from visit(tree.part.tree, set())


def _counters(tree: Tree) -> Iterator[Found]:
    """`{% set n = n + 1 %}` in a loop, which begins anew in every turn."""
    for loop in tree.all(nodes.For):
        given = _given(loop.target)
        for node in walked(loop):
            if not isinstance(node, nodes.Assign) or not isinstance(node.target, nodes.Name):
                continue
            if node.target.name in given:
                continue
            name = node.target.name
            value = walked(node.node)
            if any(isinstance(each, nodes.Name) and each.name == name for each in value):
                said = _("“{name}” begins anew in every turn of the loop.").format(name=name)
                yield from tree.found(node, said)


_HYPHEN = re.compile(r"[^\W\d]\w*-[^\W\d]\w*")


@rule(
    "D220",
    "data",
    Severity.WARNING,
    N_("A hyphen in a name"),
    why=N_("A hyphen is a minus: {{ enterprise-name }} subtracts “name” from “enterprise”."),
    bad="{{ enterprise-name }}",
    good="{{ enterprise_name }}",
    fix=N_("Use an underscore in the name; to subtract, put spaces around the minus."),
)
def hyphen_in_name(subject: Subject) -> Iterator[Found]:
    for tree in trees(subject):
        for node in tree.all(nodes.Sub):
            at = tree.at(node)
            if at is not None and isinstance(node.right, nodes.Name) and _HYPHEN.search(at[1]):
                said = _("“{tag}” subtracts; a name has no hyphen.").replace("{tag}", at[1])
                yield Found(said, at[0], at[1])
