"""What styles, defaults and the theme come to for a paragraph and its runs (ECMA-376 1, 17.7)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from docforge.check.subject import Subject
from docforge.render.package import parsed
from docforge.render.wordml import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, w

Properties = Mapping[str, str]
"""Flat: "sz" -> "32", "rFonts.eastAsia" -> "仿宋", "ind.firstLineChars" -> "200"."""

_VAL = w("val")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_HANS = "Hans"
# An attribute that names a theme's font wins over the plain one beside it (17.3.2.26).
_THEMED = {
    "asciiTheme": "ascii",
    "hAnsiTheme": "hAnsi",
    "eastAsiaTheme": "eastAsia",
    "cstheme": "cs",
}


def laid_over(above: Properties, below: Properties) -> Properties:
    """Properties with those that they leave open; a hanging indent ends that of the first "
    "line."""
    kept = dict(below)
    hangs = any(name.startswith("ind.hanging") for name in above)
    begins = any(name.startswith("ind.firstLine") for name in above)
    for name in below:
        if (hangs and name.startswith("ind.firstLine")) or (
            begins and name.startswith("ind.hanging")
        ):
            del kept[name]
    return {**kept, **above}


class Chain(NamedTuple):
    """What a style comes to, those it is based on within it."""

    paragraph: Properties
    run: Properties


class Styles:
    """The styles of a document."""

    def __init__(self, styles: bytes | None, theme: bytes | None) -> None:
        self._theme = _theme_fonts(theme)
        self._elements: dict[str, etree._Element] = {}
        self._chains: dict[str, Chain] = {}
        self._settled: dict[str, Chain] = {}
        self.default = ""
        self.defaults = Chain({}, {})
        if styles is None:
            return
        root = parsed(styles)
        for style in root.iterchildren(w("style")):
            name = style.get(w("styleId"), "")
            self._elements[name] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                self.default = name
        given = root.find(w("docDefaults"))
        if given is not None:
            self.defaults = Chain(
                self.own(given.find(f"{w('pPrDefault')}/{PARAGRAPH_PROPERTIES}")),
                self.own(given.find(f"{w('rPrDefault')}/{RUN_PROPERTIES}")),
            )

    def chain(self, name: str) -> Chain:
        """A style with all that it is based on; of an unknown name nothing."""
        if name not in self._chains:
            self._chains[name] = Chain({}, {})  # a circle of styles ends here
            self._chains[name] = self._followed(name)
        return self._chains[name]

    def settled(self, name: str) -> Chain:
        """A style with all that it leaves to the document's defaults."""
        if name not in self._settled:
            chain = self.chain(name)
            self._settled[name] = Chain(
                laid_over(chain.paragraph, self.defaults.paragraph),
                laid_over(chain.run, self.defaults.run),
            )
        return self._settled[name]

    def _followed(self, name: str) -> Chain:
        element = self._elements.get(name)
        if element is None:
            return Chain({}, {})
        based = element.find(w("basedOn"))
        below = self.chain(based.get(_VAL, "")) if based is not None else Chain({}, {})
        return Chain(
            laid_over(self.own(element.find(PARAGRAPH_PROPERTIES)), below.paragraph),
            {**below.run, **self.own(element.find(RUN_PROPERTIES))},
        )

    def own(self, properties: etree._Element | None) -> dict[str, str]:
        """What w:rPr or w:pPr say themselves."""
        said: dict[str, str] = {}
        if properties is None:
            return said
        for child in properties.iterchildren(tag=etree.Element):
            name = str(child.tag).rpartition("}")[2]
            said[name] = child.get(_VAL, "")
            for key, value in child.items():
                part = str(key).rpartition("}")[2]
                if part in _THEMED:
                    said[f"{name}.{_THEMED[part]}"] = self._theme.get(str(value), "")
                else:
                    said.setdefault(f"{name}.{part}", str(value))
        return said


def _theme_fonts(theme: bytes | None) -> dict[str, str]:
    """ "minorEastAsia" -> the face; that of simplified Chinese where the theme leaves it open."""
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for kind in ("major", "minor"):
        family = parsed(theme).find(f".//{_DRAWING}{kind}Font")
        if family is None:
            continue
        faces = {etree.QName(each).localname: each.get("typeface", "") for each in family}
        hans = (f.get("typeface", "") for f in family if f.get("script") == _HANS)
        east = faces.get("ea") or next(hans, "")
        fonts |= {f"{kind}{end}": faces.get("latin", "") for end in ("Ascii", "HAnsi")}
        fonts[f"{kind}EastAsia"] = east
    return fonts


@lru_cache(maxsize=16)
def _styles(styles: bytes | None, theme: bytes | None) -> Styles:
    # Templates of one house share their styles, often 300 KB of them.
    return Styles(styles, theme)


def styles_of(subject: Subject) -> Styles:
    """The styles of a file, read once for all files that hold the same."""

    return _styles(related(subject, "styles"), related(subject, "theme"))


def related(subject: Subject, kind: str) -> bytes | None:
    """The part that the body names for a purpose: "styles", "settings", "numbering"."""
    package = subject.package
    for each in package.relations(package.main):
        if each.kind.endswith(f"/{kind}") and not each.external:
            name = posixpath.join(posixpath.dirname(package.main), each.target).lstrip("/")
            name = posixpath.normpath(name)
            return package.content(name) if name in package.members else None
    return None
