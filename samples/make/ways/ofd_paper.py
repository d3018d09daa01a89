"""OFD files (GB/T 33190-2016) written out as their producers do: millimetres, y downwards."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from samples.make.archive import steady

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_WIDE, _HIGH = 210.0, 297.0
_FONTS = {"宋体": 3, "黑体": 4, "Wingdings": 5}
SIZE = 3.2
"""Type size of ordinary text: about 9 points."""


@dataclass
class Layer:
    """Objects in the order in which they are painted."""

    objects: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        font: str = "宋体",
        size: float = SIZE,
        ctm: float = 1,
    ) -> float:
        """Words from x on, y their baseline; `ctm` below 1 writes larger numbers and scales them
        down. Returns where they end."""
        widths = [size * (1.0 if sign > "\u2e80" or sign in "□☑√" else 0.5) for sign in words]
        steps = _steps([width / ctm for width in widths[:-1]])
        matrix = f' CTM="{ctm} 0 0 {ctm} 0 0"' if ctm != 1 else ""
        boundary = f"{x:.3f} {y - size:.3f} {sum(widths) + 1:.3f} {size * 1.3:.3f}"
        self.objects.append(
            f'<ofd:TextObject ID="{{id}}" Boundary="{boundary}"{matrix} Font="{_FONTS[font]}"'
            f' Size="{size / ctm:.4f}"><ofd:FillColor Value="0 0 0"/>'
            f'<ofd:TextCode X="0" Y="{size / ctm:.4f}"{steps}>{escape(words)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )
        return x + sum(widths)

    def path(self, points: Sequence[tuple[float, float]], *, closed: bool = False) -> None:
        """Straight lines from point to point."""
        left, top = (min(point[axis] for point in points) for axis in (0, 1))
        right, bottom = (max(point[axis] for point in points) for axis in (0, 1))
        drawn = " ".join(
            f"{'M' if number == 0 else 'L'} {x - left:.3f} {y - top:.3f}"
            for number, (x, y) in enumerate(points)
        )
        boundary = f"{left:.3f} {top:.3f} {right - left:.3f} {bottom - top:.3f}"
        self.objects.append(
            f'<ofd:PathObject ID="{{id}}" Boundary="{boundary}" LineWidth="0.25">'
            f'<ofd:StrokeColor Value="0 0 0"/><ofd:AbbreviatedData>{drawn}'
            f"{' C' if closed else ''}</ofd:AbbreviatedData></ofd:PathObject>"
        )


def _steps(widths: Sequence[float]) -> str:
    """DeltaX, equal steps in a row written as "g times step"."""
    found: list[str] = []
    at = 0
    while at < len(widths):
        times = 1
        while at + times < len(widths) and widths[at + times] == widths[at]:
            times += 1
        found.append(f"g {times} {widths[at]:.4f}" if times > 2 else f"{widths[at]:.4f}")
        at += times if times > 2 else 1
    return f' DeltaX="{" ".join(found)}"' if found else ""


@dataclass
class Sheet:
    """A page: the printed form (kept as a template where `templated`), what was filled in on it,
    and what was drawn on top with a viewer's pen."""

    printed: Layer = field(default_factory=Layer)
    filled: Layer = field(default_factory=Layer)
    pen: Layer = field(default_factory=Layer)


def ofd(sheets: Sequence[Sheet], *, templated: bool = False) -> bytes:
    """The package of these pages."""
    members = {
        "OFD.xml": _element(
            "OFD",
            "<ofd:DocBody><ofd:DocInfo><ofd:DocID>0a1b2c3d</ofd:DocID></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
            ' Version="1.1" DocType="OFD"',
        ),
        "Doc_0/PublicRes.xml": _element(
            "Res",
            "<ofd:Fonts>"
            + "".join(f'<ofd:Font ID="{n}" FontName="{name}"/>' for name, n in _FONTS.items())
            + "</ofd:Fonts>",
            ' BaseLoc="Res"',
        ),
    }
    pages = templates = annotated = ""
    for number, sheet in enumerate(sheets):
        page, template = 100 + number, 200 + number
        pages += f'<ofd:Page ID="{page}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        layers = [sheet.filled] if templated else [sheet.printed, sheet.filled]
        used = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if templated else ""
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = _page(layers, used)
        if templated:
            place = f"Tpls/Tpl_{number}/Content.xml"
            templates += f'<ofd:TemplatePage ID="{template}" BaseLoc="{place}"/>'
            members[f"Doc_0/{place}"] = _page([sheet.printed])
        if sheet.pen.objects:
            place = f"Page_{number}/Annotation.xml"
            annotated += f'<ofd:Page PageID="{page}"><ofd:FileLoc>{place}</ofd:FileLoc></ofd:Page>'
            members[f"Doc_0/Annots/{place}"] = _element("PageAnnot", _annotations(sheet.pen))
    if annotated:
        members["Doc_0/Annots/Annotations.xml"] = _element("Annotations", annotated)
        annotated = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    members["Doc_0/Document.xml"] = _element(
        "Document",
        "<ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {_WIDE} {_HIGH}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{templates}</ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages>{annotated}",
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return steady(packed.getvalue())


def _element(name: str, inside: str, attributes: str = "") -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}<ofd:{name} {_NAMESPACE}{attributes}>{inside}</ofd:{name}>"


def _page(layers: Sequence[Layer], before: str = "") -> str:
    inside = "".join(
        f'<ofd:Layer ID="{9000 + number}" Type="Body">{_numbered(layer.objects)}</ofd:Layer>'
        for number, layer in enumerate(layers)
    )
    return _element("Page", f"{before}<ofd:Content>{inside}</ofd:Content>")


def _annotations(layer: Layer) -> str:
    appearance = f'<ofd:Appearance Boundary="0 0 {_WIDE} {_HIGH}">{{}}</ofd:Appearance>'
    return "".join(
        f'<ofd:Annot ID="{8000 + number}" Type="Path" Creator="检查人员" LastModDate="2022-06-16">'
        f"{appearance.format(one)}</ofd:Annot>"
        for number, one in enumerate(map(str, (_numbered([o]) for o in layer.objects)))
    )


def _numbered(objects: Sequence[str]) -> str:
    return "".join(
        one.replace('ID="{id}"', f'ID="{number}"', 1) for number, one in enumerate(objects, 1)
    )
