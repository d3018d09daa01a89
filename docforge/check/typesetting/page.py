"""The page of a section: size, margins, grid, which headers and footers it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from docforge.check.story import Story
from docforge.check.subject import Subject
from docforge.check.typesetting.styles import related
from docforge.render.package import parsed
from docforge.render.wordml import R, w


@dataclass(frozen=True)
class Page:
    """A section's page; lengths in points. `line_pitch` and `character_pitch` of its grid, "
    "0 where
    it has none; `headers` and `footers` by kind: "default", "even", "first"."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    footer: float
    line_pitch: float = 0.0
    character_space: float | None = None
    first_differs: bool = False
    headers: Mapping[str, Story] | None = None
    footers: Mapping[str, Story] | None = None

    @property
    def measure(self) -> float:
        """The width of the type area (版心)."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """The height of the type area."""
        return self.height - self.top - self.bottom


def points(element: etree._Element | None, name: str, default: float = 0.0) -> float:
    """An attribute in twentieths of a point, as points; the default where it is no number."""
    if element is None:
        return default
    try:
        return float(element.get(w(name), "")) / 20
    except ValueError:
        return default


def pages_of(subject: Subject) -> tuple[Page, ...]:
    """The sections of a document in their order; one of Word's defaults where none is told."""
    stories = {story.part: story for story in subject.stories}
    package = subject.package
    targets = {
        each.identifier: stories.get(f"{package.main.rpartition('/')[0]}/{each.target}")
        or stories.get(each.target.lstrip("/"))
        for each in package.relations(package.main)
    }
    made: list[Page] = []
    for section in subject.body.root.iter(w("sectPr")):
        parent = section.getparent()
        if parent is not None and parent.tag == w("sectPrChange"):
            continue
        before = made[-1] if made else None
        made.append(_page(section, targets, before))
    return tuple(made) or (Page(595.3, 841.9, 72, 72, 90, 90, 36),)


def _page(
    section: etree._Element, targets: Mapping[str, Story | None], before: Page | None
) -> Page:
    size, margins, grid = (section.find(w(name)) for name in ("pgSz", "pgMar", "docGrid"))
    kind = grid.get(w("type"), "default") if grid is not None else "default"
    on = kind in ("lines", "linesAndChars", "snapToChars")
    space = None
    if grid is not None and kind in ("linesAndChars", "snapToChars"):
        space = points(grid, "charSpace") * 20 / 4096
    first = section.find(w("titlePg"))
    return Page(
        width=points(size, "w", 612.0),
        height=points(size, "h", 792.0),
        top=abs(points(margins, "top", 72)),
        bottom=abs(points(margins, "bottom", 72)),
        left=points(margins, "left", 90) + points(margins, "gutter"),
        right=points(margins, "right", 90),
        footer=points(margins, "footer", 36),
        line_pitch=points(grid, "linePitch") if on else 0.0,
        character_space=space,
        first_differs=first is not None and first.get(w("val"), "1") not in ("0", "false", "off"),
        headers=_named(section, "headerReference", targets, before.headers if before else None),
        footers=_named(section, "footerReference", targets, before.footers if before else None),
    )


def _named(
    section: etree._Element,
    name: str,
    targets: Mapping[str, Story | None],
    inherited: Mapping[str, Story] | None,
) -> Mapping[str, Story]:
    found = dict(inherited or {})
    for each in section.iterchildren(w(name)):
        story = targets.get(each.get(f"{{{R}}}id", ""))
        if story is not None:
            found[each.get(w("type"), "default")] = story
    return found


def facing_pages(subject: Subject) -> bool:
    """Whether even pages have headers and footers of their own."""
    settings = related(subject, "settings")
    if settings is None:
        return False
    told = parsed(settings).find(w("evenAndOddHeaders"))
    return told is not None and told.get(w("val"), "1") not in ("0", "false", "off")
