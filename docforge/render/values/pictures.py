"""Pictures as values: `{{ value }}` puts one into the line."""

from __future__ import annotations

import copy
import io
import os
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import quoteattr

from jinja2 import Undefined

from docforge.messages import translate as _
from docforge.render.language.places import Place
from docforge.render.printing import led_to
from docforge.render.relations import IMAGE, relative
from docforge.render.rendering import Rendering
from docforge.render.wordml import WP, R

EMU_PER_MM = 36_000
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Picture:
    """A picture (PNG, JPEG, GIF, BMP, TIFF), given as a path, bytes, or an open file.

    `width_mm` and `height_mm` are what it measures on paper; where one is left out the picture
    keeps its shape, where both are, its own resolution decides. `alt` is the text for those who
    cannot see it, `link` an address it leads to. The same picture is kept once in a document.
    """

    def __init__(
        self,
        source: str | os.PathLike[str] | bytes | BinaryIO,
        *,
        width_mm: float | None = None,
        height_mm: float | None = None,
        alt: str = "",
        link: str | None = None,
    ) -> None:
        self._source = source
        self._width = None if width_mm is None else round(width_mm * EMU_PER_MM)
        self._height = None if height_mm is None else round(height_mm * EMU_PER_MM)
        self._alt = alt
        self._link = link
        self._centre: tuple[int, int] | None = None

    def over(self, right_mm: float, down_mm: float) -> Picture:
        """The same picture lying over the text, which makes no room for it.

        Its centre is so many mm right of the column's left edge and below its paragraph's top.
        """
        made = copy.copy(self)
        made._centre = (round(right_mm * EMU_PER_MM), round(down_mm * EMU_PER_MM))
        return made

    def __str__(self) -> str:
        return self._alt

    def inserted(self, place: Place, rendering: Rendering) -> str:
        """A run that holds it. Raises ValueError for what is no picture, OSError for no file."""
        # Imported late: python-docx takes longer to load than a letter to fill.
        from docx.image.exceptions import (
            InvalidImageStreamError,
            UnexpectedEndOfFileError,
            UnrecognizedImageError,
        )
        from docx.image.image import Image

        content = self._content()
        try:
            image = Image.from_blob(content)
        except (
            InvalidImageStreamError,
            UnexpectedEndOfFileError,
            UnrecognizedImageError,
        ) as error:
            raise ValueError(
                _("“{source}” is not a picture Word can show.").format(source=self._shown())
            ) from error
        width, height = self._measures(int(image.width), int(image.height))
        member = rendering.add_media(content, image.ext)
        relation = rendering.relate(place.part, IMAGE, relative(place.part, member))
        click = ""
        if self._link:
            led = led_to(self._link, place, rendering)
            click = f"<a:hlinkClick r:id={quoteattr(led)}/>"
        return place.runs(self._drawing(rendering.new_id(), relation, width, height, click))

    def _content(self) -> bytes:
        source = self._source
        if isinstance(source, bytes):
            return source
        if isinstance(source, str | os.PathLike):
            return Path(source).read_bytes()
        if not isinstance(source, io.IOBase) and not hasattr(source, "read"):
            raise ValueError(_("“{source}” is not a picture Word can show.").format(source=source))
        source.seek(0)
        return source.read()

    def _shown(self) -> str:
        return str(self._source) if isinstance(self._source, str | os.PathLike) else "…"

    def _measures(self, width: int, height: int) -> tuple[int, int]:
        """Width and height in EMU (1/36000 mm), the picture's own shape kept where one is open."""
        if self._width is None and self._height is None:
            return width, height
        if self._width is None:
            return round(width * (self._height or 0) / max(height, 1)), self._height or 0
        if self._height is None:
            return self._width, round(height * self._width / max(width, 1))
        return self._width, self._height

    def _drawing(self, number: int, relation: str, width: int, height: int, click: str) -> str:
        alt = f" descr={quoteattr(self._alt)}" if self._alt else ""
        name = f'name="Picture {number}"{alt}'
        begin, wrapping, end = self._placed(width, height)
        return (
            f'<w:r><w:drawing>{begin}<wp:extent cx="{width}" cy="{height}"/>{wrapping}'
            f'<wp:docPr id="{number}" {name}>{click}</wp:docPr>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{_PIC}">'
            f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="0" {name}>{click}'
            "</pic:cNvPr><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
            f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            f"</a:graphicData></a:graphic>{end}</w:drawing></w:r>"
        )

    def _placed(self, width: int, height: int) -> tuple[str, str, str]:
        """How it stands in the text: what begins it, what follows its extent, what ends it."""
        names = f'xmlns:wp="{WP}" xmlns:a="{_A}" xmlns:r="{R}" distT="0" distB="0"'
        names += ' distL="0" distR="0"'
        if self._centre is None:
            return f"<wp:inline {names}>", "", "</wp:inline>"
        left, top = self._centre[0] - width // 2, self._centre[1] - height // 2
        begin = (
            f'<wp:anchor {names} simplePos="0" relativeHeight="251658240" behindDoc="0" '
            'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="column"><wp:posOffset>{left}</wp:posOffset>'
            f'</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}'
            "</wp:posOffset></wp:positionV>"
        )
        wrapping = '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        return begin, wrapping, "</wp:anchor>"


def over(value: Any, right_mm: float, down_mm: float) -> Any:
    """A filter: `{{ seal|over(120, 8) }}` lays a picture over the text, where there is one.

    Raises TypeError for what is no picture.
    """
    if value is None or isinstance(value, Undefined) or value == "":
        return ""
    if not isinstance(value, Picture):
        raise TypeError(_("“{source}” is not a picture Word can show.").format(source=value))
    return value.over(right_mm, down_mm)
