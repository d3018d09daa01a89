"""From a package to its compiled parts: every step a tag goes through, in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from docforge.errors import TemplateError
from docforge.messages import translate as _
from docforge.render.boxes import tie_boxes
from docforge.render.expressions import TemplateEnvironment, environment
from docforge.render.faults import Fault
from docforge.render.language.attributes import TOKEN, gather_attributes, gathered_text, has_tags
from docforge.render.language.blocks import pair_blocks
from docforge.render.language.cells import change_cells
from docforge.render.language.gathering import Gathered, gather
from docforge.render.language.lifting import lift
from docforge.render.language.links import tie_links
from docforge.render.language.places import Holds, Place, place_of
from docforge.render.language.repeating import make_unique
from docforge.render.language.source import source_of
from docforge.render.language.tags import Kind
from docforge.render.language.wholeness import keep_whole
from docforge.render.package import Package, parsed, serialised
from docforge.render.part import CompiledPart, compile_source
from docforge.render.relations import relations_name
from docforge.render.undefined import Missing

_BRACES = re.compile(rb"\{|\}|\xef\xbd\x9b|%7[Bb]%7[Bb]")

_ESCAPED = re.compile(rb"\{_[{%]|[}%]_\}")


@dataclass(frozen=True)
class Dialect:
    """What a template's tags mean where it is a matter of choice.

    `missing`: what becomes of values the data lack. `lenient`: what stands beside a `{%tr %}` in
    its row is dropped and odd braces are text, as docxtpl has it, instead of being faults.
    `bells`: U+0007 in a value begins a new paragraph. `changes_data`: `{% set _ = xs.append(x) %}`
    changes the list, where otherwise a template can change nothing it is given.
    """

    missing: Missing = "error"
    lenient: bool = False
    bells: bool = False
    changes_data: bool = False
    filters: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    global_values: Mapping[str, Any] = field(default_factory=dict)
    tests: Mapping[str, Callable[..., bool]] = field(default_factory=dict)
    extensions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compiled:
    """The parts of a template that hold tags, and members that compiling changed."""

    parts: tuple[CompiledPart, ...]
    changed: Mapping[str, bytes]
    first_free_id: int


class Compiler:
    """Compiles the parts of one package, noting all faults. Where they are not `to_fill`, only as
    far as their faults show and what they read."""

    def __init__(self, package: Package, dialect: Dialect, *, to_fill: bool = True) -> None:
        self.package = package
        self.to_fill = to_fill
        self.dialect = dialect
        self.faults: list[TemplateError] = []
        self.parts: list[CompiledPart] = []
        self.gathered: list[Gathered] = []
        """The tags of each part, as they were found, of the faulty ones too."""
        self.places: list[Place] = []
        self._changed: dict[str, bytes] = {}
        self._highest_id = 0
        self.jinja: TemplateEnvironment = environment(
            self.places,
            dialect.missing,
            bells=dialect.bells,
            changes_data=dialect.changes_data,
            filters=dialect.filters,
            global_values=dialect.global_values,
            tests=dialect.tests,
            extensions=dialect.extensions,
        )

    def compiled(self) -> Compiled:
        """The parts, once compiled. Raises TemplateError with everything that is wrong."""
        if self.faults:
            raise one_error(self.faults)
        return Compiled(tuple(self.parts), self._changed, self._highest_id)

    def compile(self) -> None:
        """Compile all parts into `parts`, those that are sound, noting the `faults` of others."""
        parts = [self._story(name) for name in self.package.stories]
        parts += [self._properties(name) for name in self.package.properties]
        self.parts = [part for part in parts if part is not None]

    def _story(self, name: str) -> CompiledPart | None:
        """A part of paragraphs: the document's body, a header, footer, or notes."""
        content = self.package.content(name)
        self._refuse_tokens(name, content)
        linked = self.package.members.get(relations_name(name))
        self._note_ids(content)
        if not _BRACES.search(content) and not (linked and _BRACES.search(linked.content)):
            return None
        root = parsed(content)
        report, known = self.faults.append, len(self.faults)
        gathered = gather(root, _shown(name), report, lenient=self.dialect.lenient)
        self.gathered.append(gathered)
        if has_tags(content):
            gather_attributes(gathered)
        if linked:
            self._changed |= tie_links(gathered, name, self.package.relations(name))
        if not gathered.placed and not _ESCAPED.search(content):
            return None
        lift(gathered, lenient=self.dialect.lenient)
        change_cells(gathered)
        pair_blocks(gathered)
        tie_boxes(gathered)
        make_unique(gathered)
        keep_whole(gathered)
        return self._part(name, gathered, sound=len(self.faults) == known)

    def _properties(self, name: str) -> CompiledPart | None:
        """A part of plain elements: the document's properties."""
        content = self.package.content(name)
        if not _BRACES.search(content):
            return None
        self._refuse_tokens(name, content)
        root = parsed(content)
        gathered = Gathered(root, _shown(name), self.faults.append)
        self.gathered.append(gathered)
        where = _("in {part}").format(part=_shown(name))
        for element in root.iter(etree.Element):
            if element.text and "{" in element.text:
                element.text = gathered_text(gathered, element.text, where)
        return self._part(name, gathered) if gathered.placed else None

    def _refuse_tokens(self, name: str, content: bytes) -> None:
        """Report what would be taken for a tag that docforge put there itself."""
        if TOKEN.search(content.decode("utf-8", "ignore")):
            reason = _("the value holds the control character U+{code}.").format(code="E0FE")
            said = _("cannot be filled: {reason}").format(reason=reason)
            raise TemplateError(said, where=name, kind=Fault.DAMAGED)

    def _part(self, name: str, gathered: Gathered, *, sound: bool = True) -> CompiledPart | None:
        """The part compiled; where it is not `sound`, only its tags one by one are looked at."""
        numbers = self._place(name, gathered) if self.to_fill else {}
        source = source_of(serialised(gathered.root).decode(), gathered.placed)
        placed = tuple(gathered.placed)
        return compile_source(
            *(name, source, placed, numbers, self.jinja, self.faults.append),
            sound=sound,
            to_fill=self.to_fill,
        )

    def _place(self, name: str, gathered: Gathered) -> dict[int, int]:
        """The number of the place of each tag that prints, by the tag's number."""
        numbers: dict[int, int] = {}
        in_tree = {int(mark.text or 0) for mark in gathered.root.iter(etree.PI)}
        in_text = self._in_text(gathered)
        for number, placed in enumerate(gathered.placed):
            prints = placed.tag.kind is Kind.EXPRESSION or placed.tag.keyword == "filter"
            if not prints or placed.ours:
                continue
            numbers[number] = len(self.places)
            if number in in_tree:
                self.places.append(place_of(gathered, placed, name))
            else:
                holds = Holds.ELEMENT if number in in_text else Holds.ATTRIBUTE
                self.places.append(Place(holds, placed, name))
        return numbers

    def _in_text(self, gathered: Gathered) -> set[int]:
        return {
            int(number)
            for element in gathered.root.iter(etree.Element)
            if element.text and "\ue0fe" in element.text
            for number in TOKEN.findall(element.text)
        }

    def _note_ids(self, content: bytes) -> None:
        for match in _IDS.finditer(content):
            self._highest_id = max(self._highest_id, int(match[1]))


_IDS = re.compile(rb"<(?:wp:docPr|w:bookmarkStart|pic:cNvPr)\s[^<>]*?\bid=\"(\d{1,9})\"")


def one_error(faults: Iterable[TemplateError]) -> TemplateError:
    """All faults as one error; a single one is itself."""
    found: list[TemplateError] = []
    for fault in faults:
        if all((each.what, each.where) != (fault.what, fault.where) for each in found):
            found.append(fault)
    if len(found) == 1:
        return found[0]
    said = "; ".join(
        f"{fault.where}: {fault.what}" if fault.where else fault.what for fault in found
    )
    return TemplateError(
        _("{count} things are wrong: {list}").format(count=len(found), list=said),
        remedy=found[0].remedy,
        faults=found,
    )


def _shown(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".xml")
