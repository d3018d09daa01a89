"""The trees that jinja2 made of a template's parts, and where their nodes stand in the document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar, cast

from jinja2 import nodes

from docforge.check.diagnostic import Spot
from docforge.check.rules import Found
from docforge.check.subject import Subject
from docforge.render.expressions import walked
from docforge.render.part import CompiledPart

Kind = TypeVar("Kind", bound=nodes.Node)


class Tree:
    """A part's tree and where its nodes stand."""

    def __init__(self, subject: Subject, part: CompiledPart) -> None:
        self.subject = subject
        self.part = part

    @cached_property
    def _nodes(self) -> dict[type[nodes.Node], list[nodes.Node]]:
        found: dict[type[nodes.Node], list[nodes.Node]] = {}
        for node in walked(self.part.tree):
            found.setdefault(type(node), []).append(node)
        return found

    def all(self, kind: type[Kind]) -> list[Kind]:
        """All nodes of exactly this kind, in the order of the template."""
        return cast("list[Kind]", self._nodes.get(kind, []))

    def at(self, node: nodes.Node) -> tuple[Spot, str] | None:
        """The spot and the tag of a node; None for what docforge put there itself."""
        placed = self.part.placed_at(node.lineno)
        if placed is None or (placed.ours and not placed.line):
            return None
        return self.subject.spot_at(placed.part, placed.line, placed.where), placed.tag.text

    def found(self, node: nodes.Node, said: str) -> Iterator[Found]:
        """A finding at a node."""
        at = self.at(node)
        if at is not None:
            yield Found(said, at[0], at[1])


def trees(subject: Subject) -> tuple[Tree, ...]:
    """The parts that are sound."""
    return subject.once(_trees)


def _trees(subject: Subject) -> tuple[Tree, ...]:
    return tuple(Tree(subject, part) for part in subject.compiler.parts)
