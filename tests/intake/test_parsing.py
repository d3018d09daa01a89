"""One file: submissions, or why there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

import docforge
from docforge import data
from docforge.errors import ConfigurationError, EmptyFile, FileNotThere, TruncatedFile
from docforge.intake.parsing import parsing_for
from docforge.model import By, Failure

SAMPLES = data.shipped("samples")
ORDERLY = SAMPLES / "01-all-in-order.docx"


def test_the_library_reads_a_form() -> None:
    (form,) = docforge.parse(ORDERLY)
    assert form.form.id == "shanxi-2022/inspection-record"
    assert form.source.name == ORDERLY.name, "no folders of this machine"


def test_the_library_joins_with_a_list() -> None:
    (form,) = docforge.parse(str(ORDERLY), enterprises=SAMPLES / "enterprises.xlsx")
    assert By.LIST in {field.by for field in form.fields.values()}


def test_the_library_raises_what_the_command_line_would_say(tmp_path: Path) -> None:
    (tmp_path / "empty.docx").write_bytes(b"")
    with pytest.raises(EmptyFile) as raised:
        docforge.parse(tmp_path / "empty.docx")
    assert raised.value.source == "empty.docx"
    with pytest.raises(FileNotThere):
        docforge.parse(tmp_path / "none.docx")
    with pytest.raises(ConfigurationError):
        docforge.parse(ORDERLY, form="shanxi-2022/none")


def test_the_librarys_face_is_what_it_says() -> None:
    assert docforge.Template.__name__ == "Template"
    with pytest.raises(AttributeError):
        docforge.nothing  # noqa: B018


def test_a_failure_keeps_the_fingerprint_so_that_resume_knows_it(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(ORDERLY.read_bytes()[:3000])
    failure = parsing_for().parse_source(path, "县局/a.docx")
    assert isinstance(failure, Failure)
    assert failure.source.name == "县局/a.docx"
    assert len(failure.source.sha256) == 64
    assert failure.error.code == TruncatedFile.code
    assert "\n" not in failure.error.message


def test_a_folder_given_as_a_file_is_a_failure_and_no_exception(tmp_path: Path) -> None:
    failure = parsing_for().parse_source(tmp_path, "folder")
    assert isinstance(failure, Failure)
    assert failure.error.code == "not_found"


def test_an_unforeseen_exception_is_a_failure_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_arguments: object) -> None:
        raise RecursionError("deep")

    monkeypatch.setattr("docforge.readers.read", broken)
    failure = parsing_for().parse_source(ORDERLY, ORDERLY.name)
    assert isinstance(failure, Failure)
    assert failure.error.code == "internal"
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("DOCFORGE_DEBUG", "1")
    parsing_for().parse_source(ORDERLY, ORDERLY.name)
    assert "RecursionError: deep" in capsys.readouterr().err
