"""Which submissions and rows are of one enterprise: by code, else by licence, else by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Identity:
    """What tells an enterprise; full-width and spaced writings count as the same."""

    uscc: str = ""
    licence_no: str = ""
    name: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that is known, with its kind; a licence number without its province.

        Who shares one of them may be the same enterprise: a person should be asked.
        """
        licence = _PROVINCE.sub("", self.licence_no)
        known = (("uscc", self.uscc), ("licence", licence), ("name", self.name))
        return tuple(f"{kind}:{key}" for kind, key in known if key)

    @classmethod
    def of(cls, uscc: str, licence_no: str, name: str) -> Identity:
        return cls(plain(uscc).upper(), plain(licence_no).upper(), plain(name))


def plain(text: str) -> str:
    """A text in half-width characters without its spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@dataclass
class Group(Generic[Thing]):
    """What belongs to one enterprise. `doubtful`: its name fits several, and nothing else tells."""

    members: list[Thing]
    identity: Identity
    doubtful: bool = False


def grouped(things: Iterable[Thing], identity: Callable[[Thing], Identity]) -> list[Group[Thing]]:
    """Things by enterprise, in the order in which the enterprises first appear.

    Those that carry more of an identity are placed first, so that the order of the input does
    not decide what belongs together. A thing without any identity stands alone.
    """
    listed = list(enumerate(things))
    known = _Known[tuple[int, Thing]]()
    for position, thing in sorted(listed, key=lambda each: _weight(identity(each[1]))):
        own = identity(thing)
        fitting = known.fitting(own)
        if len(fitting) == 1:
            fitting[0].members.append((position, thing))
            fitting[0].identity = _joined(fitting[0].identity, own)
            known.add(fitting[0])
        else:
            known.add(Group([(position, thing)], own, doubtful=bool(fitting)))
    ordered = sorted(known.groups, key=lambda each: min(place for place, _ in each.members))
    return [
        Group(
            [thing for _, thing in sorted(group.members, key=_position)],
            group.identity,
            group.doubtful,
        )
        for group in ordered
    ]


class _Known(Generic[Thing]):
    """The groups so far, found by whatever an identity says, not by looking at all of them."""

    def __init__(self) -> None:
        self.groups: list[Group[Thing]] = []
        self._by: dict[tuple[str, str], dict[int, Group[Thing]]] = {}

    def add(self, group: Group[Thing]) -> None:
        """A group that is new, or whose identity has grown."""
        if not any(group is each for each in self._with(group.identity)):
            self.groups.append(group)
        for said in _said(group.identity):
            self._by.setdefault(said, {})[id(group)] = group

    def fitting(self, own: Identity) -> list[Group[Thing]]:
        return [group for group in self._with(own) if is_same(own, group.identity)]

    def _with(self, own: Identity) -> Iterable[Group[Thing]]:
        found: dict[int, Group[Thing]] = {}
        for said in _said(own):
            found |= self._by.get(said, {})
        return found.values()


def _said(identity: Identity) -> Iterator[tuple[str, str]]:
    for name in ("uscc", "licence_no", "name"):
        if value := getattr(identity, name):
            yield name, value


def _position(member: tuple[int, object]) -> int:
    return member[0]


def _weight(identity: Identity) -> tuple[bool, bool]:
    return (not identity.uscc, not identity.licence_no)


def is_same(one: Identity, other: Identity) -> bool:
    """Whether two identities are of one enterprise, by the strongest key that both have."""
    for mine, theirs in (
        (one.uscc, other.uscc),
        (one.licence_no, other.licence_no),
        (one.name, other.name),
    ):
        if mine and theirs:
            return mine == theirs
    return False


_PROVINCE = re.compile(r"^\([^)]*\)")


def _joined(one: Identity, other: Identity) -> Identity:
    return Identity(
        one.uscc or other.uscc, one.licence_no or other.licence_no, one.name or other.name
    )
