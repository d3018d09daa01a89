"""Looking at a template and at its filled sample: what only filling brings about is told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from docforge.check.rules import Found
from docforge.check.subject import Subject
from docforge.messages import translate as _

Look = Callable[[Subject], Iterable[Found]]


def in_both(look: Look) -> Look:
    """The same look at the file itself and at what it fills to."""

    def looked(subject: Subject) -> Iterator[Found]:
        known = set()
        for each in look(subject):
            known.add((each.message, each.text))
            yield each
        filled = subject.filled_subject
        if filled is None:
            return
        for each in look(filled):
            if (each.message, each.text) not in known:
                known.add((each.message, each.text))
                where = _("in the filled sample, {where}").format(where=each.spot.where)
                yield replace(each, spot=replace(each.spot, where=where, line=0))

    looked.__name__ = getattr(look, "__name__", "looked")
    return looked
