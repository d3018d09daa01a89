"""Which format a file is in, and what is said about files that cannot be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from docforge.errors import (
    EmptyFile,
    EncryptedFile,
    HostileFile,
    TruncatedFile,
    UnreadableFile,
    UnsupportedFormat,
)
from docforge.readers import READERS, read
from docforge.readers.content import media_of
from docforge.readers.package import Limits, damaged, opened, parsed
from tests.readers.compound_file import compound
from tests.readers.word_file import SCHEMAS, docx, package, paragraph, relationships


def ole(stream: str) -> bytes:
    return compound({stream: b"x"})


def workbook(part: str = "xl/workbook.xml") -> bytes:
    root = f'<workbook xmlns="{SCHEMAS}spreadsheetml/2006/main"/>'
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relationships(("officeDocument", part)),
            part: root,
        }
    )


def test_formats_are_told_by_their_content() -> None:
    assert media_of(docx(paragraph("甲"))) == "docx"
    assert media_of(docx(paragraph("甲"), main="a/b.xml")) == "docx"
    assert media_of(workbook()) == "xlsx"
    assert media_of(b"\xef\xbb\xbf%PDF-1.7\n") == "pdf"
    assert {"docx", "xlsx", "pdf"} <= set(READERS)


def test_a_package_without_relationships_is_still_known() -> None:
    data = docx(paragraph("甲"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("word/document.xml")
    assert media_of(package({"word\\document.xml": document})) == "docx"


@pytest.mark.parametrize(
    ("data", "what", "remedy"),
    [
        (ole("Workbook"), "Excel file of the old kind", "save it as .xlsx"),
        (ole("Book"), "Excel file of the old kind", "save it as .xlsx"),
        (ole("Contents"), "no format", "Give a Word"),
        (workbook("xl/workbook.bin"), ".xlsb", "save it as .xlsx"),
        (b"\x89PNG\r\n\x1a\n", "picture", "Type the answers"),
        (b"\xff\xd8\xff\xe0", "picture", "Type the answers"),
        (b"II*\x00", "picture", "Type the answers"),
        (b"\0\0\0\x18ftypheic", "picture", "Type the answers"),
        (package({"form.docx": b"x"}), "packed archive", "Unpack it"),
        (b"Rar!\x1a\x07", "packed archive", "Unpack it"),
        (b"<html><table></table></html>", "web page", "save it as .docx"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "XML", ".docx"),
        ("序号,企业名称\n1,某公司\n".encode("gb18030"), "plain text", "save it as .xlsx"),
        ("序号,企业名称\n".encode(), "plain text", "save it as .xlsx"),
        (bytes(range(1, 200)), "no format", "Give a Word"),
    ],
)
def test_a_format_that_is_not_read_says_what_to_do(data: bytes, what: str, remedy: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read(data)
    assert what in caught.value.what
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", EmptyFile),
        (b"\0" * 2000, TruncatedFile),
        (docx(paragraph("甲"))[:400], TruncatedFile),
        (docx(paragraph("甲"))[:-10], TruncatedFile),
        (package({"[Content_Types].xml": "<Types/>"}), TruncatedFile),
        (ole("EncryptedPackage"), EncryptedFile),
    ],
)
def test_a_file_that_is_broken_or_locked_is_told_apart(
    data: bytes, kind: type[UnreadableFile]
) -> None:
    with pytest.raises(kind) as caught:
        read(data)
    assert caught.value.remedy
    assert str(caught.value.about("甲.docx")).startswith("甲.docx")


def test_a_damaged_member_is_damage() -> None:
    data = bytearray(docx(paragraph("甲" * 500)))
    start = data.index(b"word/document.xml") + 40
    data[start : start + 20] = b"\xff" * 20
    with pytest.raises(TruncatedFile):
        read(bytes(data))


def test_a_locked_member_is_a_locked_file() -> None:
    data = bytearray(docx(paragraph("甲")))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    with pytest.raises(EncryptedFile):
        read(bytes(data))


def _bomb(data: bytes) -> None:
    opened(data, Limits(ratio=20, ratio_counts_from=1000))


def _many(data: bytes) -> None:
    opened(data, Limits(members=2))


def _large(data: bytes) -> None:
    opened(data, Limits(member_bytes=5000))


def _large_in_all(data: bytes) -> None:
    found = opened(data, Limits(total_bytes=30_000))
    for _ in range(5):
        found.part("word/document.xml")


def _large_xml(data: bytes) -> None:
    opened(data, Limits(xml_bytes=5000)).xml("word/document.xml")


@pytest.mark.parametrize("check", [_bomb, _many, _large, _large_in_all, _large_xml])
def test_a_package_beyond_its_limits_is_refused(check: Callable[[bytes], None]) -> None:
    with pytest.raises(HostileFile) as caught:
        check(docx(paragraph(" " * 10_000)))
    assert caught.value.remedy


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a/>',
        b"<a>" * 400 + b"</a>" * 400,
    ],
)
def test_entities_and_endless_nesting_are_refused(content: bytes) -> None:
    with pytest.raises(HostileFile):
        parsed(content, "word/document.xml")


@pytest.mark.parametrize("content", [b"", b"<a>", b"\xff\xfe", b"no xml"])
def test_broken_xml_is_damage_that_names_its_part(content: bytes) -> None:
    with pytest.raises(TruncatedFile) as caught:
        parsed(content, "word/document.xml")
    assert caught.value.where == "word/document.xml"
    assert damaged().code == "damaged"


def test_relationships_lead_from_the_folder_of_their_part() -> None:
    found = opened(
        package(
            {
                "word/_rels/document.xml.rels": relationships(
                    ("styles", "styles.xml"), ("header", "../other/header1.xml"), ("x", "/y.xml")
                )
            }
        )
    )
    targets = [link.target for link in found.relationships("word/document.xml").values()]
    assert targets == ["word/styles.xml", "other/header1.xml", "y.xml"]
    assert found.part("missing.xml") is None
    assert "WORD/_rels/Document.xml.rels" in found
