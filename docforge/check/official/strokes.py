"""Lines that are drawn on a page: along paragraphs and tables, or as shapes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docforge.check.story import FALLBACK, Story
from docforge.check.subject import Subject
from docforge.check.typesetting.page import pages_of, points
from docforge.check.typesetting.paragraph import Ink, Typeset
from docforge.check.typesetting.setting import anchored, length, rule_of, styled
from docforge.render.wordml import PARAGRAPH, TABLE, WP, ancestor, w

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_STRAIGHT = ("line", "straightConnector1")


@dataclass(frozen=True)
class Stroke:
    """A horizontal line. `number` is that of the paragraph it hangs on (Spot.line); lengths in
    points, `top` from the page's edge and `length` None where the file does not tell them.

    `kind` as borders have it: "single", "double", "thickThinSmallGap"; `shape` for one that is
    drawn freely.
    """

    number: int
    weight: float
    colour: str
    length: float | None = None
    left: float | None = None
    top: float | None = None
    kind: str = "single"
    side: str = ""
    gap: float = 0.0
    shape: bool = False

    @property
    def is_red(self) -> bool:
        return Ink(colour=self.colour).is_red

    @property
    def is_double(self) -> bool:
        """Whether it shows as two lines of different weight."""
        return "thick" in self.kind.lower() and "thin" in self.kind.lower()


def strokes_of(subject: Subject, story: Story, lines: tuple[Typeset, ...]) -> tuple[Stroke, ...]:
    """The lines of a story, in its order."""
    measure = subject.once(pages_of)[0].measure
    drawn = (*_along(lines, measure), *_bars(lines, measure), *_of_tables(story), *_shapes(story))
    return tuple(sorted(drawn, key=lambda stroke: stroke.number))


def _along(lines: tuple[Typeset, ...], measure: float) -> Iterator[Stroke]:
    for line in lines:
        width = line.width or measure
        length_ = width - line.left - line.right - min(line.first, 0)
        if line.frame and line.frame.width:
            length_ = line.frame.width  # rules go around the frame
        top = line.frame.top if line.frame else None
        left = line.frame.left if line.frame else None
        for rule in line.rules:
            if rule.side in ("top", "bottom"):
                below = 0.0 if rule.side == "top" else line.pitch
                yield Stroke(
                    line.spot.line,
                    rule.weight,
                    rule.colour,
                    length_,
                    left,
                    None if top is None else top + below,
                    rule.kind,
                    rule.side,
                    rule.space,
                )


def _bars(lines: tuple[Typeset, ...], measure: float) -> Iterator[Stroke]:
    """Lines drawn as empty paragraphs of a point or so, filled with their colour: in a frame they
    lie more exactly than borders do."""
    for line in lines:
        if line.pitch > _THICKEST_BAR or not line.is_blank:
            continue
        filling = line.line.element.find(f"{w('pPr')}/{w('shd')}")
        colour = filling.get(w("fill"), "") if filling is not None else ""
        if colour.upper() not in _NO_COLOUR:
            frame = line.frame
            width = frame.width if frame and frame.width else line.width or measure
            yield Stroke(line.spot.line, line.pitch, colour.upper(), width - line.left - line.right)


_THICKEST_BAR = 4.0
"""Points."""
_NO_COLOUR = ("", "AUTO", "FFFFFF")


def _of_tables(story: Story) -> Iterator[Stroke]:
    for table in story.root.iter(TABLE):
        width = sum(points(each, "w") for each in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
        seen: set[tuple[int, str]] = set()
        for borders in (*table.iter(w("tcBorders")), *table.iter(w("tblBorders"))):
            holder = ancestor(borders, w("tc"))
            first = (holder if holder is not None else table).find(f".//{PARAGRAPH}")
            number = story.spot(first).line if first is not None else 0
            for border in borders:
                rule = rule_of(border)
                if rule is None or rule.side not in ("top", "bottom", "insideH"):
                    continue
                if (number, rule.side) not in seen:
                    seen.add((number, rule.side))
                    yield Stroke(
                        number, rule.weight, rule.colour, width, None, None, rule.kind, rule.side
                    )


def _shapes(story: Story) -> Iterator[Stroke]:
    for shape in story.root.iter(f"{{{WP}}}anchor", f"{{{WP}}}inline"):
        form = shape.find(f".//{_A}prstGeom")
        if form is None or form.get("prst") not in _STRAIGHT:
            continue
        if shape.find(f".//{_WPS}txbx") is not None:
            continue
        frame = anchored(shape)
        line = shape.find(f".//{_A}ln")
        colour = line.find(f".//{_A}srgbClr") if line is not None else None
        yield Stroke(
            _hangs_on(story, shape),
            float(line.get("w", "9525")) / 12700 if line is not None else 0.75,
            colour.get("val", "000000").upper() if colour is not None else "000000",
            frame.width,
            frame.left,
            frame.top,
            _COMPOUND.get(line.get("cmpd", "sng") if line is not None else "sng", "single"),
            shape=True,
        )
    for old in story.root.iter(f"{_V}line"):
        if ancestor(old, FALLBACK) is None:
            yield _old_line(story, old)


_COMPOUND = {"dbl": "double", "thickThin": "thickThin", "thinThick": "thinThick"}


def _old_line(story: Story, line: etree._Element) -> Stroke:
    frame = styled(line.get("style", ""))
    start, end = (_pair(line.get(name, "0,0")) for name in ("from", "to"))
    named = {"red": "FF0000", "black": "000000"}
    colour = line.get("strokecolor", "black").lstrip("#").split(" ")[0].upper()
    colour = named.get(colour.lower(), colour)
    if len(colour) == 3:
        colour = "".join(each * 2 for each in colour)
    stroke = line.find(f"{_V}stroke")
    return Stroke(
        _hangs_on(story, line),
        length(line.get("strokeweight", "0.75pt")),
        colour if len(colour) == 6 else "000000",
        abs(end[0] - start[0]) or frame.width,
        frame.left,
        frame.top,
        stroke.get("linestyle", "single") if stroke is not None else "single",
        shape=True,
    )


def _pair(text: str) -> tuple[float, float]:
    x, _, y = text.partition(",")
    return length(x), length(y)


def _hangs_on(story: Story, shape: etree._Element) -> int:
    paragraph = ancestor(shape, PARAGRAPH)
    return story.spot(paragraph).line if paragraph is not None else 0
