"""Templates for tests, made in memory with python-docx."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.document import Document as WordDocument
from lxml import etree

from docforge.render import Template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def word(build: Callable[[WordDocument], object]) -> bytes:
    document = docx.Document()
    build(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def paragraphs(*texts: str) -> bytes:
    def build(document: WordDocument) -> None:
        for text in texts:
            document.add_paragraph(text)

    return word(build)


def runs(*texts: str) -> bytes:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph()
        for text in texts:
            paragraph.add_run(text)

    return word(build)


def table(*rows: Sequence[str]) -> bytes:
    def build(document: WordDocument) -> None:
        made = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    return word(build)


def filled(template: bytes, **context: Any) -> WordDocument:
    return docx.Document(io.BytesIO(Template(template).render(context)))


def lines(document: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def cells(document: WordDocument) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def texts(document: WordDocument, name: str = "t") -> list[str]:
    """The text of every element of that name in the body, in order."""
    return [each.text or "" for each in document.element.body.iter(f"{W}{name}")]


def xml(markup: str) -> etree._Element:
    """An element written as WordprocessingML."""
    head, _space, rest = markup.partition(">")
    closed = head.endswith("/")
    head = head.removesuffix("/")
    return etree.fromstring(f"{head} {NAMES}{'/' if closed else ''}>{rest}")


def body(*markup: str) -> bytes:
    """A document whose body begins with these elements."""

    def build(document: WordDocument) -> None:
        for at, each in enumerate(markup):
            document.element.body.insert(at, xml(each))

    return word(build)


def member(content: bytes, name: str) -> bytes:
    """A member of a document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def with_members(content: bytes, changed: dict[str, bytes]) -> bytes:
    """A document with members replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            archive.writestr(name, changed.get(name, source.read(name)))
        for name in changed.keys() - set(source.namelist()):
            archive.writestr(name, changed[name])
    return target.getvalue()


def with_part(content: bytes, kind: str, markup: str) -> bytes:
    """A document with another part of its main part: "footnotes", "endnotes", "comments"."""
    types = member(content, "[Content_Types].xml").decode()
    relations = member(content, "word/_rels/document.xml.rels").decode()
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = types.replace(
        "</Types>",
        f'<Override PartName="/word/{kind}.xml" ContentType="{office}.{kind}+xml"/></Types>',
    )
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = relations.replace(
        "</Relationships>",
        f'<Relationship Id="rIdX{kind}" Type="{base}/{kind}" Target="{kind}.xml"/></Relationships>',
    )
    return with_members(
        content,
        {
            "[Content_Types].xml": types.encode(),
            "word/_rels/document.xml.rels": relations.encode(),
            f"word/{kind}.xml": f"<w:{kind} {NAMES}>{markup}</w:{kind}>".encode(),
        },
    )


def png(shade: int = 200, width: int = 8, height: int = 4) -> bytes:
    """A small picture of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    rows = b"".join(b"\0" + bytes([shade, 0, 0]) * width for _row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
