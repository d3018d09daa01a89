"""What the QR codes on printed forms say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.page_code import PageCode, page_code

FORMS = st.from_regex(r"[a-z0-9-]{1,20}/[a-z0-9-]{1,20}", fullmatch=True)
VERSIONS = st.from_regex(r"[0-9A-HJKMNP-TV-Z]{8}", fullmatch=True)
KEYS = st.one_of(
    st.just(""),
    st.from_regex(r"U[0-9A-Z]{18}", fullmatch=True),
    st.text("晋冀豫XK0123456789-", min_size=1, max_size=20).map(lambda text: f"L{text}"),
    st.from_regex(r"C[0-9A-Z]{8}", fullmatch=True),
)


@given(FORMS, VERSIONS, st.integers(1, 99), st.integers(0, 99), KEYS)
def test_a_code_says_what_was_put_into_it(
    form: str, version: str, number: int, more: int, key: str
) -> None:
    code = PageCode(form, version, number, number + more, key)
    assert page_code(code.text) == code
    assert set(code.text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/",
        "DF2:A/B:K7Q2M9AB:1/2:",
        "DF1:A/B:K7Q2M9AB:3/2:",
        "DF1:A/B:K7Q2M9AB:0/2:",
        "DF1:A:K7Q2M9AB:1/2:",
        "",
    ],
)
def test_what_docforge_did_not_print_is_no_code(text: str) -> None:
    assert page_code(text) is None


def test_only_some_keys_are_of_an_enterprise() -> None:
    code = PageCode("a/b", "K7Q2M9AB", 1, 1, "U91140100MA0K1234X5")
    assert code.enterprise == code.key
    assert PageCode("a/b", "K7Q2M9AB", 1, 1, "CABCDE001").enterprise == ""
