"""One way of filling in a form: the file it makes and its truth; and all of them together."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from samples.make.ways.truth import Truth

PACKAGE = "samples.make.ways"


@dataclass(frozen=True)
class Way:
    """`name` is the path below samples/ways ("word/content-controls.docx")."""

    name: str
    content: Callable[[], bytes]
    truth: Truth
    kept: bool = False
    """Made by an outside program: a file that is there already stays as it is."""


def all_ways() -> Iterator[Way]:
    """What every module of the package with a function `ways` makes."""
    for module in pkgutil.iter_modules(import_module(PACKAGE).__path__, f"{PACKAGE}."):
        found = getattr(import_module(module.name), "ways", None)
        if found is not None:
            yield from found()
