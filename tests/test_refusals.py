"""Why the system refused a file is said in the user's language."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from docforge.atomic import write_atomically
from docforge.errors import UnwritableFile
from docforge.refusals import refusal


@pytest.mark.parametrize(
    ("number", "chinese"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有权限"),
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EBUSY, "文件正被占用"),
    ],
)
def test_common_reasons_are_chinese_for_a_chinese_user(
    monkeypatch: pytest.MonkeyPatch, number: int, chinese: str
) -> None:
    monkeypatch.setenv("DOCFORGE_LANG", "zh_CN")
    assert refusal(OSError(number, os.strerror(number))) == chinese


def test_a_rare_reason_keeps_the_systems_own_words() -> None:
    assert refusal(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert refusal(NotImplementedError("no locks here")) == "no locks here"


def test_a_folder_in_the_way_is_told_without_a_word_of_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCFORGE_LANG", "zh_CN")
    (tmp_path / "甲.docx").mkdir()
    with pytest.raises(UnwritableFile) as caught:
        write_atomically(tmp_path / "甲.docx", b"x")
    assert caught.value.what == "写不进去：这是一个文件夹。"
