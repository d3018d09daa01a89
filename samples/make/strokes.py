"""What other hands leave in a Word document: tracked changes, comments, rings, a seal."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from math import cos, pi, sin

from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from PIL import Image, ImageDraw

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DRAWING = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_WHO = 'w:author="科室复核" w:date="2022-09-01T10:00:00Z"'


def revise(paragraph: Paragraph, old: str) -> None:
    """Mark the paragraph's words as inserted, and `old` as deleted before them."""
    deleted = parse_xml(
        f'<w:del {_W} w:id="900" {_WHO}><w:r><w:delText>{old}</w:delText></w:r></w:del>'
    )
    inserted = parse_xml(f'<w:ins {_W} w:id="901" {_WHO}/>')
    runs = [run._r for run in paragraph.runs]
    paragraph._p.append(deleted)
    paragraph._p.append(inserted)
    for run in runs:
        inserted.append(run)


def comment_on(document: Document, paragraph: Paragraph, text: str) -> None:
    """A reviewer's comment on the paragraph's words, of a fixed hour."""
    comment = document.add_comment(paragraph.runs, text=text, author="科室复核", initials="复核")
    moment = datetime(2022, 9, 1, 10, tzinfo=UTC).isoformat().replace("+00:00", "Z")
    comment._comment_elm.set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date", moment
    )


def ellipse(letters: int, number: int) -> BaseOxmlElement:
    """A run with a red ellipse around the next `letters` Chinese characters of 9 points.

    `number` tells the drawings of a document apart.
    """
    width, height = 114_300 * letters + 90_000, 170_000
    place = (
        '<wp:positionH relativeFrom="character"><wp:posOffset>-45000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="line"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    )
    shape = (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="ellipse"><a:avLst/>'
        '</a:prstGeom><a:noFill/><a:ln w="12700"><a:solidFill><a:srgbClr val="C00000"/>'
        "</a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    )
    return parse_xml(
        f'<w:r {_W} {_DRAWING}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2"'
        ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'{place}<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="椭圆{number}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )


def seal() -> io.BytesIO:
    """A red seal as PNG: a ring and a star, no name in it."""
    size, red = 240, (200, 30, 30, 255)
    picture = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((6, 6, size - 6, size - 6), outline=red, width=8)
    points = []
    for corner in range(10):
        radius = (44, 17)[corner % 2]
        angle = corner * pi / 5
        points.append((size / 2 + radius * sin(angle), size / 2 - radius * cos(angle)))
    pen.polygon(points, fill=red)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    stream.seek(0)
    return stream
