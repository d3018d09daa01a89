"""Word files written out by hand, part for part as Word and WPS write them, and no larger."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from samples.make.archive import steady

_SCHEMAS = "http://schemas.openxmlformats.org/"
_MICROSOFT = "http://schemas.microsoft.com/office/word/2010/"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("w", f"{_SCHEMAS}wordprocessingml/2006/main"),
        ("r", f"{_SCHEMAS}officeDocument/2006/relationships"),
        ("mc", f"{_SCHEMAS}markup-compatibility/2006"),
        ("wp", f"{_SCHEMAS}drawingml/2006/wordprocessingDrawing"),
        ("a", f"{_SCHEMAS}drawingml/2006/main"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("o", "urn:schemas-microsoft-com:office:office"),
        ("w14", f"{_MICROSOFT}wordml"),
        ("wps", f"{_MICROSOFT}wordprocessingShape"),
    )
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = f"{_SCHEMAS}officeDocument/2006/relationships"
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"'
    ' w:eastAsia="宋体" w:hAnsi="Times New Roman"/><w:sz w:val="18"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a">'
    '<w:name w:val="Normal"/></w:style><w:style w:type="table" w:default="1" w:styleId="a1">'
    '<w:name w:val="Normal Table"/></w:style>'
)
_ROOTS = {"header": "hdr", "footer": "ftr"}
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def docx(body: str, **parts: str) -> bytes:
    """A Word file; `parts` are the insides of its header, footer, comments, footnotes."""
    linked = {"styles": _STYLES, **parts}
    margins = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rId{number}"/>'
        for number, kind in enumerate(linked, start=1)
        if kind in _ROOTS
    )
    section = (
        f'<w:sectPr>{margins}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134"'
        ' w:right="1021" w:bottom="1134" w:left="1021" w:header="567" w:footer="567"'
        ' w:gutter="0"/></w:sectPr>'
    )
    kinds = {"document": "document.main", **{kind: kind for kind in linked}}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_SCHEMAS}package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relationships({kind: f"{kind}.xml" for kind in linked}),
        "word/document.xml": _part("document", f"<w:body>{body}{section}</w:body>"),
        **{f"word/{kind}.xml": _part(_ROOTS.get(kind, kind), xml) for kind, xml in linked.items()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{content}')
    return steady(packed.getvalue())


def _relationships(links: Mapping[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links.items(), start=1)
    )
    return f'<Relationships xmlns="{_SCHEMAS}package/2006/relationships">{rows}</Relationships>'


def _part(root: str, inside: str) -> str:
    return f'<w:{root} {NAMESPACES} mc:Ignorable="w14">{inside}</w:{root}>'


def t(text: str) -> str:
    """The w:t of a text, line breaks as w:br."""
    return "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )


def run(text: str, properties: str = "") -> str:
    """A run with these properties ("<w:strike/>")."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{looks}{t(text)}</w:r>"


def fonts(name: str) -> str:
    """The w:rFonts of a run set in one font throughout."""
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}"/>'


def paragraph(inside: str, properties: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    runs = inside if inside.startswith("<") or not inside else run(inside)
    looks = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{looks}{runs}</w:p>"


def cell(inside: str, properties: str = "", width: int = 1) -> str:
    """A cell of paragraphs, runs or plain words; `width` in columns of the grid."""
    held = inside.startswith(("<w:p>", "<w:p ", "<w:tbl>")) or "<w:p>" in inside[:400]
    blocks = inside if held else paragraph(inside)
    span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>{span}{properties}</w:tcPr>{blocks}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    looks = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{looks}{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int, widths: tuple[int, ...] = ()) -> str:
    """A ruled table; widths in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths or (9800 // columns,) * columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{_EDGES}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def control(properties: str, content: str, number: int = 0) -> str:
    """A content control around runs, paragraphs, cells or rows."""
    identity = f'<w:id w:val="{number}"/>' if number else ""
    return (
        f"<w:sdt><w:sdtPr>{identity}{properties}</w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
