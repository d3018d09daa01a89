"""Check boxes and option buttons that lie over the cells of a sheet, as programs write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from samples.make.marks import Option
from samples.make.ways.sheet_form import COLUMNS, Layout, Marking, book, filled, form
from samples.make.ways.sheetml import Sheet
from samples.make.ways.way import Way
from samples.make.ways.word_form import replies

CONTROLS = "form-control check boxes"
BUTTONS = "form-control option buttons"
_STEP = 64
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


class _Control(NamedTuple):
    """A control at a row and column (from 1), some pixels from the left; `link` is its cell."""

    row: int
    column: int
    left: int
    caption: str
    chosen: bool
    kind: str
    link: str


@dataclass
class _Controls:
    """The controls of a sheet, gathered while the form is filled."""

    kind: str = "CheckBox"
    captions: bool = True
    per_column: bool = False
    linked: bool = False
    found: list[_Control] = field(default_factory=list)

    def marking(self, sheet: Sheet, row: int, column: int, options: Sequence[Option]) -> None:
        """Puts a control for every option over the cell, in words or under headings."""
        words = ("符合", "不符合", "不适用")
        if not self.captions and not self.per_column:
            sheet.put(row, column, "    ".join(f"   {option.word}" for option in options))
        for number, option in enumerate(options):
            at = words.index(option.word) if self.per_column else 0
            left = 12 if self.per_column else 4 + number * _STEP
            caption = option.word if self.captions else ""
            link = f"$J${row + 100 * number}" if self.linked else ""
            if self.linked and self.kind == "CheckBox":
                sheet.put(row + 100 * number, 10, option.chosen)
            self.found.append(
                _Control(row, column + at, left, caption, option.chosen, self.kind, link)
            )
        for at, word in enumerate(words if self.per_column else ()):
            if word not in [option.word for option in options]:
                sheet.put(row, column + at, "/")

    def legacy(self) -> str:
        """The VML drawing, which every program writes."""
        shapes = "".join(_vml(number, one) for number, one in enumerate(self.found, start=1025))
        return (
            '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:o="urn:schemas-microsoft-com:office:office" '
            'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
            '<o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t201" '
            'coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe"/>'
            f"{shapes}</xml>"
        )


def _vml(number: int, one: _Control) -> str:
    kind = {"CheckBox": "Checkbox", "Radio": "Radio"}[one.kind]
    checked = "<x:Checked>1</x:Checked>" if one.chosen else ""
    link = f"<x:FmlaLink>{one.link}</x:FmlaLink>" if one.link else ""
    column, row = one.column - 1, one.row - 1
    anchor = f"{column}, {one.left}, {row}, 4, {column}, {one.left + 56}, {row}, 24"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t201" style="position:absolute;z-index:1" '
        'o:button="t" fillcolor="window [65]" filled="f" stroked="f" o:insetmode="auto">'
        '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:left">'
        f'<font face="宋体" size="160" color="#000000">{one.caption}</font></div></v:textbox>'
        f'<x:ClientData ObjectType="{kind}"><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill>{checked}{link}<x:NoThreeD/></x:ClientData></v:shape>"
    )


def _legacy_only(sheet: Sheet, controls: _Controls) -> None:
    """As old programs and many exports write them: nothing but VML."""
    sheet.links = [("vmlDrawing", "../drawings/vmlDrawing1.vml")]
    sheet.after += '<legacyDrawing r:id="rId1"/>'
    sheet.parts["xl/drawings/vmlDrawing1.vml"] = controls.legacy()


def _as_excel(sheet: Sheet, controls: _Controls, *, legacy_states: bool = True) -> None:
    """In all four places, as Excel since 2010 writes them."""
    vml = controls.legacy()
    sheet.parts["xl/drawings/vmlDrawing1.vml"] = (
        vml if legacy_states else vml.replace("<x:Checked>1</x:Checked>", "")
    )
    sheet.links = [
        ("drawing", "../drawings/drawing1.xml"),
        ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
    ]
    anchors, listed = [], []
    for number, one in enumerate(controls.found, start=1025):
        at = number - 1024
        sheet.links.append(("ctrlProp", f"../ctrlProps/ctrlProp{at}.xml"))
        sheet.parts[f"xl/ctrlProps/ctrlProp{at}.xml"] = _properties(one)
        anchors.append(_anchor(number, one))
        listed.append(_listed(number, at + 2, one))
    sheet.parts["xl/drawings/drawing1.xml"] = (
        f'<xdr:wsDr xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"{''.join(anchors)}</xdr:wsDr>"
    )
    sheet.after += (
        '<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><mc:AlternateContent>'
        f'<mc:Choice Requires="x14"><controls>{"".join(listed)}</controls></mc:Choice>'
        "</mc:AlternateContent>"
    )


def _properties(one: _Control) -> str:
    checked = ' checked="Checked"' if one.chosen else ""
    link = f' fmlaLink="{one.link}"' if one.link else ""
    return (
        f'<formControlPr xmlns="{_X14}" objectType="{one.kind}"{checked}{link} '
        'lockText="1" noThreeD="1"/>'
    )


def _corners(one: _Control) -> str:
    def corner(name: str, pixels: int, down: int) -> str:
        return (
            f"<xdr:{name}><xdr:col>{one.column - 1}</xdr:col><xdr:colOff>{pixels * 9525}"
            f"</xdr:colOff><xdr:row>{one.row - 1}</xdr:row><xdr:rowOff>{down * 9525}"
            f"</xdr:rowOff></xdr:{name}>"
        )

    return corner("from", one.left, 4) + corner("to", one.left + 56, 24)


def _anchor(number: int, one: _Control) -> str:
    return (
        '<mc:AlternateContent><mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/'
        f'2010/main" Requires="a14"><xdr:twoCellAnchor editAs="oneCell">{_corners(one)}'
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" '
        f'name="Check Box {number - 1024}" hidden="1"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>'
        '<a:prstGeom prst="rect"/></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r>'
        f"<a:t>{one.caption}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/>"
        "</xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )


def _listed(number: int, link: int, one: _Control) -> str:
    corners = _corners(one).replace("xdr:from", "from").replace("xdr:to", "to")
    return (
        f'<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="{number}" '
        f'r:id="rId{link}" name="Check Box {number - 1024}"><controlPr defaultSize="0" '
        f'autoFill="0" autoLine="0" autoPict="0"><anchor moveWithCells="1">{corners}</anchor>'
        "</controlPr></control></mc:Choice></mc:AlternateContent>"
    )


def _without_states(sheet: Sheet, controls: _Controls) -> None:
    _as_excel(sheet, controls, legacy_states=False)


_Write = Callable[[Sheet, _Controls], None]
_IN_COLUMNS = Layout(columns=COLUMNS.columns)
_MADE: tuple[tuple[str, str, str, _Controls, Layout | None, _Write], ...] = (
    ("controls", CONTROLS, "Check boxes with captions, as Excel writes them",
     _Controls(), None, _as_excel),
    ("controls-properties", CONTROLS, "The state in the control's properties alone",
     _Controls(), None, _without_states),
    ("controls-legacy", CONTROLS, "Nothing but legacy drawings (VML)",
     _Controls(), None, _legacy_only),
    ("controls-bare", CONTROLS, "Boxes without captions before the words of the cell",
     _Controls(captions=False), None, _as_excel),
    ("controls-columns", CONTROLS, "Boxes under the headings of the options",
     _Controls(captions=False, per_column=True), _IN_COLUMNS, _as_excel),
    ("controls-linked", CONTROLS, "Boxes linked to cells far from the form",
     _Controls(linked=True), None, _as_excel),
    ("buttons", BUTTONS, "Option buttons with captions, as Excel writes them",
     _Controls(kind="Radio"), None, _as_excel),
    ("buttons-legacy", BUTTONS, "Option buttons in legacy drawings alone",
     _Controls(kind="Radio"), None, _legacy_only),
)  # fmt: skip


def ways() -> Iterator[Way]:
    """In the order of the table."""
    for number, (name, row, shows, controls, layout, write) in enumerate(_MADE):
        gathered = _Controls(controls.kind, controls.captions, controls.per_column, controls.linked)
        answered = replies(number)
        marking: Marking = gathered.marking
        sheet = form(answered, marking, layout)
        write(sheet, gathered)
        yield Way(f"excel/{name}.xlsx", _maker(sheet), filled(answered).truth(shows, row))


def _maker(sheet: Sheet) -> Callable[[], bytes]:
    return lambda: book(sheet)
