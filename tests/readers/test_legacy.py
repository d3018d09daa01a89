"""Old formats: told by content, converted by LibreOffice, and clear words where that is missing."""

from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path

import pytest

from docforge import libreoffice
from docforge.errors import (
    EncryptedFile,
    ExitCode,
    ProgramMissing,
    TruncatedFile,
    UnreadableFile,
    UnsupportedFormat,
)
from docforge.layout import NoticeCode
from docforge.readers import read
from docforge.readers.content import media_of
from tests.cli.command_line import run
from tests.readers.compound_file import compound
from tests.readers.word_file import docx, package, paragraph

_OPEN = "application/vnd.oasis.opendocument."
_LOCKED = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100)
_RTF = (
    rb"{\rtf1\ansi {\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1\ffdefres0}}}"
    rb"{\fldrslt }}\u31526?\u21512?\par}"
)


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (compound({"WordDocument": b"x", "1Table": b"x"}), "doc"),
        (compound({"WordDocument": b"x", "ObjectPool/Workbook": b"x"}), "doc"),
        (compound({"WpsDocument": b"x"}), "wps"),
        (_RTF, "rtf"),
        (b"\xef\xbb\xbf" + _RTF, "rtf"),
        (package({"mimetype": f"{_OPEN}text"}), "odt"),
        (package({"mimetype": f"{_OPEN}text-template"}), "odt"),
        (package({"mimetype": f"{_OPEN}spreadsheet"}), "ods"),
    ],
)
def test_an_old_format_is_told_by_its_content(data: bytes, media: str) -> None:
    assert media_of(data) == media


def test_an_embedded_word_document_does_not_make_a_workbook_a_word_file() -> None:
    data = compound({"MBD0001/WordDocument": b"x", "Workbook": b"x"})
    with suppress(UnsupportedFormat):
        assert media_of(data) != "doc"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), EncryptedFile),
        (compound({"WordDocument": b"x"})[:700], TruncatedFile),
        (compound({"WordDocument": b"x"})[:512], TruncatedFile),
        (compound({"PowerPoint Document": b"x"}), UnsupportedFormat),
        (compound({"Contents": b"x"}), UnsupportedFormat),
    ],
)
def test_a_compound_file_that_is_no_form_says_what_it_is(
    data: bytes, kind: type[UnreadableFile]
) -> None:
    with pytest.raises(kind) as caught:
        media_of(data)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        compound({"WordDocument": _LOCKED}),
        package(
            {
                "mimetype": f"{_OPEN}text",
                "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
            }
        ),
    ],
)
def test_an_old_file_with_a_password_is_not_handed_on(data: bytes) -> None:
    with pytest.raises(EncryptedFile):
        read(data)


def test_without_libreoffice_the_run_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(ProgramMissing) as caught:
        read(_RTF)
    assert "libreoffice" in caught.value.remedy
    (tmp_path / "旧表.doc").write_bytes(_RTF)
    (tmp_path / "新表.docx").write_bytes(docx(paragraph("甲")))
    result = run("parse", tmp_path)
    assert result.exit_code == ExitCode.PROGRAM_MISSING
    assert '"program_missing"' in result.stdout
    assert "旧表.doc: " in result.stderr
    assert "apt-get install" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.heavy
def test_a_check_box_of_rich_text_arrives_with_a_note_of_the_conversion() -> None:
    document = read(_RTF)
    (block,) = document.blocks
    assert block.content[0].state == "chosen"  # type: ignore[union-attr]
    assert document.media == "rtf"
    assert [notice.code for notice in document.notices] == [NoticeCode.CONVERTED]


@pytest.mark.heavy
@pytest.mark.parametrize(
    "data", [compound({"WordDocument": b"x" * 5000}), package({"mimetype": f"{_OPEN}text"})]
)
def test_a_file_that_libreoffice_makes_nothing_of_is_one_error(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    assert caught.value.source == ""
    assert caught.value.remedy
