"""`docforge render` with wrong files and wrong calls: told in a line, nothing written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from docforge import libreoffice
from tests.cli.command_line import run
from tests.cli.tables import NAME


def with_template(content: bytes) -> Callable[[Path, Path], list[Path]]:
    def changed(template: Path, table: Path) -> list[Path]:
        template.write_bytes(content)
        return [template, table]

    return changed


def with_table(content: bytes, name: str = "名单.csv") -> Callable[[Path, Path], list[Path]]:
    def changed(template: Path, table: Path) -> list[Path]:
        (table.parent / name).write_bytes(content)
        return [template, table.parent / name]

    return changed


PASSWORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("wrong", "code", "told"),
    [
        (with_table(b""), 2, "empty"),
        (with_table("企业名称,电话,数量\n".encode()), 2, "no records"),
        (with_table(PASSWORD, "名单.xlsx"), 2, "password"),
        (with_table("名字,手机\n甲,1\n".encode()), 2, "no name in common"),
        (with_table("企业名称,企业名称\n甲,1\n".encode()), 2, "several columns"),
        (lambda template, table: [table, template], 2, "template first"),
        (lambda template, _table: [template, template], 2, "template first"),
        (lambda _template, table: [table, table], 4, "Word document"),
        (lambda template, table: [template.parent / "none.docx", table], 4, "none.docx"),
        (lambda template, table: [template, table.parent / "none.csv"], 2, "none.csv"),
        (with_template(b""), 4, "模板.docx"),
        (with_template(PASSWORD), 4, "password"),
    ],
)  # fmt: skip
def test_wrong_files_are_told_in_one_line(
    tmp_path: Path,
    template: Path,
    table: Path,
    wrong: Callable[[Path, Path], list[Path]],
    code: int,
    told: str,
) -> None:
    result = run("render", *wrong(template, table), "-o", tmp_path / "out", *NAME)
    assert result.exit_code == code, result.output
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--merge-odd", "-o", "out"],
        ["--name", "x", "--merge", "m.docx"],
        ["--merge", "m.pdf"],
        ["-o", "out", "--name", "{{ 企业名称"],
        ["-o", "out", "--name", "{{ 企业名称 }}.pdf"],
        ["-o", "out", "--sheet", "二"],
    ],
)
def test_a_wrong_call_is_told(
    tmp_path: Path, template: Path, table: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("render", template, table, *options).exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_template_that_is_wrong_is_told_before_anything_is_written(
    tmp_path: Path, table: Path
) -> None:
    made = docx.Document()
    made.add_paragraph("{% for x in 企业名称 %}")
    made.save(str(tmp_path / "t.docx"))
    result = run("render", tmp_path / "t.docx", table, "-o", tmp_path / "out")
    assert result.exit_code == 4
    assert "t.docx" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told_once(
    tmp_path: Path, template: Path, table: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = run("render", template, table, "-o", tmp_path / "file" / "out", *NAME)
    assert result.exit_code == 4
    assert len(result.stderr.splitlines()) == 1


def test_without_libreoffice_a_pdf_is_refused_before_anything_is_written(
    tmp_path: Path, template: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    result = run("render", template, table, "-o", tmp_path / "out", *NAME, "--pdf")
    assert result.exit_code == 3
    assert not (tmp_path / "out").exists()
