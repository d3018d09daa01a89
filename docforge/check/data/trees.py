"""The trees that jinja2 made of a template's parts, and where their nodes stand in the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

from docforge.check.diagnostic import Spot
from docforge.check.rules import Found
from docforge.check.subject import Subject
from docforge.render.part import CompiledPart


@dataclass(frozen=True)
class Tree:
    """A part's tree and where its nodes stand."""

    subject: Subject
    part: CompiledPart

    def at(self, node: nodes.Node) -> tuple[Spot, str] | None:
        """The spot and the tag of a node; None for what docforge put there itself."""
        placed = self.part.placed_at(node.lineno)
        if placed is None or placed.ours:
            return None
        return self.subject.spot_at(placed.part, placed.line, placed.where), placed.tag.text

    def found(self, node: nodes.Node, said: str) -> Iterator[Found]:
        """A finding at a node."""
        at = self.at(node)
        if at is not None:
            yield Found(said, at[0], at[1])


def trees(subject: Subject) -> Iterator[Tree]:
    """The parts that are sound."""
    for part in subject.compiler.parts:
        yield Tree(subject, part)
