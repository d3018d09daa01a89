"""Letters to merge, and what is looked at in the merged document."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from lxml import etree
from PIL import Image

from docforge import libreoffice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def field(paragraph: Paragraph, instruction: str) -> None:
    for content in (
        '<w:fldChar w:fldCharType="begin"/>',
        f"<w:instrText> {instruction} </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>9</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{content}</w:r>"))


def picture(colour: str) -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(stream, "PNG")
    stream.seek(0)
    return stream


def letter(
    name: str, *, pages: int = 1, change: Callable[[Document], None] = lambda _document: None
) -> bytes:
    """A letter with its own header, "page 1 of 2", a numbered list, a bookmark and a picture."""
    made = docx.Document()
    section = made.sections[0]
    section.header.paragraphs[0].text = f"head of {name}"
    footer = section.footer.paragraphs[0]
    footer.add_run("page ")
    field(footer, "PAGE")
    footer.add_run(" of ")
    field(footer, "NUMPAGES")
    first = made.add_paragraph(f"Dear {name}")
    first._p.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="top"/>'))
    first._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'))
    field(made.add_paragraph("see "), "REF top \\h")
    for text in ("one", "two"):
        made.add_paragraph(text, style="List Number")
    made.add_picture(picture("red"), width=Mm(5))
    change(made)
    for _ in range(pages - 1):
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph(f"end of {name}")
    return saved(made)


def xml(content: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(part))


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def check_whole(content: bytes) -> None:
    """Every part is well-formed and typed, every relationship leads to a part, every id used is
    there, and what must be unique is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        parts = archive.namelist()
        assert len(parts) == len(set(parts))
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        typed = {each.get("PartName", "")[1:] for each in types} | {
            each.get("Extension", "") for each in types
        }
        for part in parts:
            if part == "[Content_Types].xml":
                continue
            assert part in typed or part.rpartition(".")[2] in typed, part
            if not part.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(archive.read(part))
            folder, _, base = part.rpartition("/")
            relations = f"{folder}/_rels/{base}.rels"
            ids = set()
            if relations in parts:
                for each in etree.fromstring(archive.read(relations)).iter(RELATION):
                    assert each.get("Id") not in ids
                    ids.add(each.get("Id"))
                    if each.get("TargetMode") != "External":
                        target = Path("/", folder, each.get("Target", "")).resolve()
                        assert str(target)[1:] in parts, each.get("Target")
            used = {v for e in root.iter() for k, v in e.items() if str(k).startswith(R)}
            assert used <= ids, part
    body = xml(content)
    for tag, attribute in (
        (f"{W}bookmarkStart", f"{W}id"),
        (f"{W}bookmarkStart", f"{W}name"),
        ("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr", "id"),
    ):
        found = [each.get(attribute) for each in body.iter(tag)]
        assert len(found) == len(set(found)), tag
    order = ["headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz",
             "pgMar", "pgNumType", "cols", "titlePg", "docGrid"]  # fmt: skip
    for section in body.iter(f"{W}sectPr"):
        ranks = [order.index(etree.QName(each).localname) for each in section]
        assert ranks == sorted(ranks)


def sections(content: bytes) -> list[etree._Element]:
    return list(xml(content).iter(f"{W}sectPr"))


def words(content: bytes, part: str = "word/document.xml") -> str:
    return "".join(each.text or "" for each in xml(content, part).iter(f"{W}t"))


NOTES = (
    '<w:footnotes xmlns:w="{ns}"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p/></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>note of {name}</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def with_note(content: bytes, name: str, kind: str = "footnote") -> bytes:
    """The letter with a footnote or an endnote in its last paragraph."""
    target = io.BytesIO()
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(target, "w") as changed,
    ):
        for part in archive.namelist():
            data = archive.read(part)
            if part == "[Content_Types].xml":
                said = (
                    f'<Override PartName="/word/{kind}s.xml" ContentType="{office}.{kind}s+xml"/>'
                )
                data = data.replace(b"</Types>", said.encode() + b"</Types>")
            if part == "word/_rels/document.xml.rels":
                said = (
                    f'<Relationship Id="rIdN{kind}" Type="{R[1:-1]}/{kind}s" Target="{kind}s.xml"/>'
                )
                data = data.replace(b"</Relationships>", said.encode() + b"</Relationships>")
            if part == "word/document.xml":
                end = f"end of {name}</w:t></w:r>".encode()
                reference = f'<w:r><w:{kind}Reference w:id="1"/></w:r>'.encode()
                data = data.replace(end, end + reference)
            changed.writestr(part, data)
        notes = NOTES.format(ns=W[1:-1], name=name).replace("footnote", kind)
        changed.writestr(f"word/{kind}s.xml", notes)
    return target.getvalue()


def printed(path: Path) -> list[str]:
    """The text of each page as LibreOffice prints it."""
    pdf = libreoffice.converted(path, "pdf", path.parent / "pdf")
    said: Any = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    )
    return str(said.stdout).split("\f")[:-1]
