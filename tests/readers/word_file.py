"""Small Word packages written out by hand, so that a test shows the XML that it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from docforge.layout import Document, Inline, Mark, Paragraph, Table
from docforge.readers.word import read

SCHEMAS = "http://schemas.openxmlformats.org/"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("w", SCHEMAS + "wordprocessingml/2006/main"),
        ("r", SCHEMAS + "officeDocument/2006/relationships"),
        ("m", SCHEMAS + "officeDocument/2006/math"),
        ("mc", SCHEMAS + "markup-compatibility/2006"),
        ("wp", SCHEMAS + "drawingml/2006/wordprocessingDrawing"),
        ("a", SCHEMAS + "drawingml/2006/main"),
        ("pic", SCHEMAS + "drawingml/2006/picture"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("o", "urn:schemas-microsoft-com:office:office"),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
    )
)
_OFFICE = SCHEMAS + "officeDocument/2006/relationships"
_PACKAGE = SCHEMAS + "package/2006/relationships"
_ROOTS = {"header": "hdr", "footer": "ftr"}


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """The members of a zip file, to change some and pack them again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def relationships(*links: tuple[str, str]) -> str:
    """A relationships part: kinds ("styles") and targets, numbered rId1, rId2, …"""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def part(root: str, inside: str) -> str:
    """A part with this root element and all namespaces declared."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{inside}</w:{root}>'


def docx(body: str, main: str = "word/document.xml", **others: str) -> bytes:
    """A Word package; `others` are the insides of further parts (styles, numbering, header…)."""
    folder = main.rpartition("/")[0]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(("officeDocument", main)),
        main: part("document", f"<w:body>{body}</w:body>"),
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels": relationships(
            *((kind, f"{kind}.xml") for kind in others)
        ),
    }
    for kind, inside in others.items():
        parts[f"{folder}/{kind}.xml"] = part(_ROOTS.get(kind, kind), inside)
    return package(parts)


def run(text: str, properties: str = "") -> str:
    """A run with these properties ("<w:strike/>")."""
    shown = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{shown}</w:r>"


def paragraph(*inside: str, properties: str = "") -> str:
    """A paragraph of runs or of plain words."""
    runs = "".join(piece if piece.startswith("<") else run(piece) for piece in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def cell(*paragraphs: str, properties: str = "") -> str:
    """A cell of paragraphs or of plain words, one paragraph each."""
    blocks = "".join(
        block if block.startswith("<") else paragraph(block) for block in paragraphs or ("",)
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells or of plain words."""
    inside = "".join(
        one if one.startswith(("<w:tc", "<w:sdt", "<w:customXml")) else cell(one) for one in cells
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def checkbox(checked: str, inside: str, states: str = "") -> str:
    """A content control with a check box around this content."""
    box = f'<w14:checkbox><w14:checked w14:val="{checked}"/>{states}</w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{box}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str = "") -> str:
    """A complex field, its instruction in one run."""
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        f'{middle}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def document(body: str, **others: str) -> Document:
    """The body as the reader reads it."""
    return read(docx(body, **others))


def line(*inside: str, properties: str = "", **others: str) -> tuple[Inline, ...]:
    """The content of the one paragraph that holds this."""
    found = list(document(paragraph(*inside, properties=properties), **others).blocks)
    if not found:
        return ()
    (only,) = found
    assert isinstance(only, Paragraph)
    return only.content


def texts(body: str, **others: str) -> list[str]:
    """The texts of the paragraphs of a body, marks left out."""
    blocks = document(body, **others).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def grid(body: str) -> Table:
    """The only table of a body."""
    (only,) = document(body).tables
    return only


def bare(content: tuple[Inline | Table, ...]) -> list[str | tuple[str, str, str]]:
    """Words as strings, marks as (state, shape, word): what most tests ask about."""
    seen: list[str | tuple[str, str, str]] = []
    for part_ in content:
        if isinstance(part_, Mark):
            seen.append((part_.state.value, part_.shape.value, part_.word))
        elif isinstance(part_, Table):
            seen.append("<table>")
        else:
            seen.append(part_.text)
    return seen
