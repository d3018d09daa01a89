"""Frozen dataclasses made fast, for what a reader makes by the thousand: cells, words, places.

What `dataclass(frozen=True)` writes as __init__ asks object.__setattr__ to set each member, by
its name. That takes three times as long as writing a member where it lies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, Generic, TypeVar, overload

Made = TypeVar("Made")
Holder = TypeVar("Holder")
Value = TypeVar("Value")


def made_fast(cls: type[Made]) -> type[Made]:
    """A frozen dataclass as it was, with an __init__ that writes its members where they lie.

    They lie in slots, if it has any, else in the dictionary of the instance. For classes without
    bases, default factories and __post_init__.
    """
    has_slots = "__slots__" in vars(cls)
    members = fields(cls)  # type: ignore[arg-type]
    known: dict[str, Any] = {}
    asked, written = [], [] if has_slots else ["    held = self.__dict__"]
    for member in members:
        name = member.name
        if member.default is MISSING:
            asked.append(name)
        else:
            known[f"_{name}_unsaid"] = member.default
            asked.append(f"{name}=_{name}_unsaid")
        if has_slots:
            known[f"_set_{name}"] = vars(cls)[name].__set__
            written.append(f"    _set_{name}(self, {name})")
        else:
            written.append(f"    held[{name!r}] = {name}")
    source = f"def __init__(self, {', '.join(asked)}):\n" + "\n".join(written)
    exec(source, known)  # as dataclasses itself does; the source holds names alone
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {**{each.name: each.type for each in members}, "return": None}
    setattr(cls, "__init__", made)  # noqa: B010 - a method, which mypy lets nobody assign
    return cls


class kept(Generic[Holder, Value]):  # noqa: N801 - stands as a decorator, as property does
    """A property that is found out once: `functools.cached_property` without its lock.

    Two threads may both find it out; what they keep is the same.
    """

    def __init__(self, ask: Callable[[Holder], Value]) -> None:
        self._ask = ask
        self._name = ask.__name__
        self.__doc__ = ask.__doc__

    @overload
    def __get__(self, holder: None, owner: type | None = None) -> kept[Holder, Value]: ...
    @overload
    def __get__(self, holder: Holder, owner: type | None = None) -> Value: ...
    def __get__(
        self, holder: Holder | None, owner: type | None = None
    ) -> kept[Holder, Value] | Value:
        if holder is None:
            return self
        value = self._ask(holder)
        holder.__dict__[self._name] = value
        return value
