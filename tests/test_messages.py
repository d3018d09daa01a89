"""Every message has its Chinese, with the same placeholders, compiled as it is written."""

from __future__ import annotations

import ast
import gettext
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import docforge
from docforge.messages import language, translate

PACKAGE = Path(docforge.__file__).parent
CATALOGUES = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES"
_MARKERS = {"_", "N_", "translate", "marked"}


def messages_in_source() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id in _MARKERS and isinstance(node.args[0], ast.Constant):
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", str(node.args[0].value)
                assert node.func.id not in _MARKERS or not isinstance(
                    node.args[0], ast.JoinedStr | ast.BinOp
                ), f"{path.name}:{node.lineno}: a message must be a plain literal"


def compiled(domain: str) -> gettext.GNUTranslations:
    with (CATALOGUES / f"{domain}.mo").open("rb") as stream:
        return gettext.GNUTranslations(stream)


def placeholders(text: str) -> set[tuple[str, str, str]]:
    return {
        (name, form or "", conversion or "")
        for _literal, name, form, conversion in string.Formatter().parse(text)
        if name is not None
    }


def is_a_format(text: str) -> bool:
    """Template messages speak of {{ }} and {% %}; those that are never formatted are no format."""
    return not any(braces in text for braces in ("{{", "}}", "{%", "%}", "{ "))


def test_every_message_of_the_source_is_translated() -> None:
    chinese = compiled("docforge")
    missing = {
        message: where
        for where, message in messages_in_source()
        if chinese.gettext(message) == message
    }
    assert not missing


def test_every_translation_holds_the_placeholders_of_its_message() -> None:
    chinese = compiled("docforge")
    for where, message in messages_in_source():
        if is_a_format(message):
            assert placeholders(chinese.gettext(message)) == placeholders(message), where


@pytest.mark.parametrize("domain", ["docforge", "click"])
def test_the_compiled_catalogue_is_the_written_one(domain: str) -> None:
    pofile = pytest.importorskip("babel.messages.pofile")
    with (CATALOGUES / f"{domain}.po").open("rb") as stream:
        written = pofile.read_po(stream, locale="zh_CN")
    binary = compiled(domain)
    for message in written:
        if not message.id:
            continue
        assert message.string, message.id
        if isinstance(message.id, tuple):
            one, many = message.id
            assert binary.ngettext(one, many, 1) == message.string[0]
        else:
            assert binary.gettext(message.id) == message.string


@pytest.mark.parametrize(
    "message", ["Usage:", "Options", "Commands", "Missing argument", "Show this message and exit."]
)
def test_clicks_own_words_are_translated_too(message: str) -> None:
    assert compiled("click").gettext(message) != message


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("DOCFORGE_LANG", "zh", "zh_CN"),
        ("DOCFORGE_LANG", "en_GB", "en"),
        ("LC_ALL", "zh_CN.UTF-8", "zh_CN"),
        ("LANG", "C.UTF-8", "en"),
    ],
)
def test_the_environment_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, expected: str
) -> None:
    for name in ("DOCFORGE_LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value)
    assert language() == expected
    assert (translate("Example") == "示例") is (expected == "zh_CN")
