"""Which things are of one enterprise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docforge.documents.identity import Identity, grouped

Triple = tuple[str, str, str]


def groups(*things: Triple) -> list[list[Triple]]:
    return [group.members for group in grouped(things, lambda each: Identity.of(*each))]


def test_a_licence_number_without_its_province_shares_a_key() -> None:
    one = Identity.of("", "（晋）XK05-001-00001", "甲厂")
    assert set(one.keys) & set(Identity.of("", "XK05-001-00001", "甲钢厂").keys)
    assert not set(one.keys) & set(Identity.of("", "XK05-001-00002", "乙厂").keys)


def test_the_credit_code_decides_before_the_name() -> None:
    one, two, three = ("U1", "", "甲"), ("U1", "", "甲（旧名）"), ("U2", "", "甲")
    assert groups(one, two, three) == [[one, two], [three]]


def test_the_licence_decides_where_a_code_is_lacking() -> None:
    one, two = ("U1", "（晋）XK05-001-00001", "甲"), ("", "(晋)xk05-001-00001", "甲厂")
    assert groups(two, one) == [[two, one]]


def test_the_exact_name_decides_where_nothing_else_is_known() -> None:
    one, two, other = ("U1", "L1", "甲 公司"), ("", "", "甲公司"), ("", "", "甲公司一厂")
    assert groups(one, two, other) == [[one, two], [other]]


def test_a_name_that_fits_two_enterprises_stands_alone_and_is_doubtful() -> None:
    things = [("U1", "", "甲"), ("U2", "", "甲"), ("", "", "甲")]
    found = grouped(things, lambda each: Identity.of(*each))
    assert [group.members for group in found] == [[each] for each in things]
    assert [group.doubtful for group in found] == [False, False, True]


def test_things_without_an_identity_stay_apart() -> None:
    assert groups(("", "", ""), ("", "", "")) == [[("", "", "")], [("", "", "")]]


IDENTITIES = st.tuples(*(st.sampled_from(["", f"{letter}1", f"{letter}2"]) for letter in "ULN"))


@given(st.lists(IDENTITIES, max_size=8))
def test_nothing_is_lost_and_no_group_holds_two_codes(things: list[Triple]) -> None:
    found = groups(*things)
    assert sorted(each for group in found for each in group) == sorted(things)
    for group in found:
        assert len({uscc for uscc, _licence, _name in group if uscc}) <= 1


@given(st.lists(st.tuples(st.sampled_from(["U1", "U2"]), st.just(""), st.sampled_from("甲乙"))))
def test_the_order_does_not_decide_what_belongs_together(things: list[Triple]) -> None:
    forth = {tuple(sorted(group)) for group in groups(*things)}
    back = {tuple(sorted(group)) for group in groups(*reversed(things))}
    assert forth == back
