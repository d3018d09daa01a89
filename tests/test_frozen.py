"""Classes that are made fast are frozen dataclasses all the same."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from docforge.frozen import kept, made_fast


@made_fast
@dataclass(frozen=True, slots=True)
class Slotted:
    first: str
    second: int = 2


@made_fast
@dataclass(frozen=True)
class Keeping:
    first: str
    second: tuple[int, ...] = ()

    @kept
    def long(self) -> str:
        """Found out once."""
        return self.first * 2


@pytest.mark.parametrize("made", [Slotted("a"), Keeping("a")])
def test_nothing_can_be_changed(made: Slotted | Keeping) -> None:
    with pytest.raises(FrozenInstanceError):
        made.first = "b"  # type: ignore[misc]


@pytest.mark.parametrize("made", [Slotted("a", 3), Keeping("a", (3,))])
def test_they_are_compared_copied_and_sent_as_dataclasses_are(made: Slotted | Keeping) -> None:
    same = type(made)(first="a", second=made.second)  # type: ignore[arg-type]
    assert made == same
    assert hash(made) == hash(same)
    assert replace(made, first="b").first == "b"
    assert replace(made, first="b") != made
    assert pickle.loads(pickle.dumps(made)) == made


def test_what_is_left_unsaid_is_as_declared() -> None:
    assert repr(Slotted("a")) == "Slotted(first='a', second=2)"
    assert repr(Keeping("a")) == "Keeping(first='a', second=())"
    with pytest.raises(TypeError):
        Slotted()  # type: ignore[call-arg]


def test_what_is_kept_is_found_out_once_and_is_no_member() -> None:
    one = Keeping("ab")
    assert one.long is one.long
    assert one.long == "abab"
    assert one == Keeping("ab")
    assert Keeping.long.__doc__ == "Found out once."
