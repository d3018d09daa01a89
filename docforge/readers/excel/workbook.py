"""A workbook: its sheets in order, its shared texts, its styles, the day it counts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docforge.errors import HostileFile
from docforge.messages import translate as _
from docforge.readers.excel.parts import attribute, child, children, flag, streamed
from docforge.readers.excel.sheetdata import plain_texts
from docforge.readers.excel.styles import Styles, styles_of
from docforge.readers.excel.words import Run, Words, is_plain, unescaped, words_of
from docforge.readers.package import Package, damaged, opened

MOST_SHEETS = 2_000
_WORKSHEET = "worksheet"


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet by its tab: position from 1, name, its part, whether the tab is hidden."""

    position: int
    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Workbook:
    package: Package
    sheets: tuple[SheetEntry, ...]
    strings: str
    """The name of the part of shared texts, "" where there is none."""
    styles: Styles
    from_1904: bool

    @cached_property
    def texts(self) -> tuple[Words, ...]:
        """The shared texts, by their number."""
        return tuple(_texts(self.package, self.strings))

    @cached_property
    def plain_texts(self) -> dict[str, str]:
        """Those shared texts that hold no marks and no looks, by their number as cells name it."""
        return {
            str(number): words[0].text for number, words in enumerate(self.texts) if is_plain(words)
        }


def workbook_of(data: bytes) -> Workbook:
    """Opens a workbook; charts on sheets of their own are left out, positions still count them.

    Raises UnreadableFile as `package.opened` does, TruncatedFile where parts are missing.
    """
    package = opened(data)
    main = package.main_part
    root = package.xml(main) if main else None
    if root is None:
        raise damaged("xl/workbook.xml")
    links = package.relationships(main)
    parts = {link.kind: link.target for link in links.values() if not link.external}
    sheets: list[SheetEntry] = []
    for position, entry in enumerate(children(child(root, "sheets"), "sheet"), start=1):
        link = links.get(attribute(entry, "id"))
        if position > MOST_SHEETS:
            raise HostileFile(
                _("The workbook has more than {count} sheets.").format(count=MOST_SHEETS)
            )
        if link is None or (link.kind == _WORKSHEET and link.target not in package):
            raise damaged(attribute(entry, "name"))
        if link.kind == _WORKSHEET:
            hidden = attribute(entry, "state", "visible") != "visible"
            sheets.append(SheetEntry(position, attribute(entry, "name"), link.target, hidden))
    if not sheets:
        raise damaged(main)
    properties = child(root, "workbookPr")
    return Workbook(
        package,
        tuple(sheets),
        parts.get("sharedStrings", ""),
        styles_of(package, parts.get("styles", "")),
        from_1904=properties is not None and flag(properties, "date1904"),
    )


def _texts(package: Package, part: str) -> Iterator[Words]:
    content = package.part(part) if part else None
    if content is None:
        return
    plain = plain_texts(content)
    if plain is None:
        yield from map(words_of, streamed(content, part, "si"))
        return
    for text in plain:
        yield (Run(unescaped(text)),) if text else ()
