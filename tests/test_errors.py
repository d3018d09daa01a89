"""What an error says, and how it travels."""

from __future__ import annotations

import pickle

import pytest

from docforge.errors import EncryptedFile, ExitCode, most_serious, with_remedy


@pytest.mark.parametrize(
    ("sentence", "remedy", "together"),
    [
        ("there is no such file", "Check the name.", "there is no such file. Check the name."),
        ("The file is empty.", "Ask again.", "The file is empty. Ask again."),
        ("没有这个文件", "请核对文件名。", "没有这个文件。请核对文件名。"),
        ("没有找到 a.docx", "请核对文件名。", "没有找到 a.docx。请核对文件名。"),
        ("文件是空的。", "请重新提供。", "文件是空的。请重新提供。"),
        ("the file is empty", "", "the file is empty"),
        ("", "Ask again.", "Ask again."),
    ],
)
def test_what_is_wrong_and_what_to_do_are_two_sentences(
    sentence: str, remedy: str, together: str
) -> None:
    assert with_remedy(sentence, remedy) == together


def test_an_error_says_which_file_where_what_and_what_to_do() -> None:
    error = EncryptedFile("It has a password.", where="sheet 1", remedy="Remove it.")
    assert str(error.about("a.xlsx")) == "a.xlsx, sheet 1: It has a password. Remove it."


def test_an_error_comes_whole_out_of_a_worker_process() -> None:
    error = EncryptedFile("It has a password.", source="a.xlsx", remedy="Remove it.")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is EncryptedFile
    assert str(again) == str(error)


def test_the_order_of_exit_codes_is_that_of_the_design() -> None:
    codes = [ExitCode(code) for code in (0, 1, 4, 3, 2, 130)]
    for position in range(len(codes)):
        assert most_serious(*codes[: position + 1]) == codes[position]
