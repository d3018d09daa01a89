"""The file that rules look at: its package, its paragraphs with their places, its contract.

Everything is read once and shared by all rules, on demand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from lxml import etree

from docforge.check.diagnostic import Spot
from docforge.check.story import FALLBACK, Line, Story
from docforge.contracts import Contract, load_contract
from docforge.errors import ConfigurationError, TemplateError
from docforge.messages import translate as _
from docforge.render import Dialect, Template
from docforge.render.archive import Member
from docforge.render.compiling import Compiler
from docforge.render.faults import Fault
from docforge.render.package import Package, parsed
from docforge.render.wordml import ancestor

Read = TypeVar("Read")
Profile = Literal["circular", "letter"]
"""Which of the formats of GB/T 9704-2012 a document is in: 公文 (section 7) or 信函 (10.1)."""
FORM_SUFFIXES = (".yaml", ".yml")


@lru_cache(maxsize=64)
def _shared(packed: bytes, method: int) -> etree._Element:
    """A member's XML, once for all files that hold the same: styles, themes. Not to be changed."""
    content = Member("", method, 0, 0, packed).content
    if b"<!DOCTYPE" in content[:4096]:
        raise TemplateError(_("declares an XML document type, which Word never writes."))
    return parsed(content)


def schema_of(value: Any) -> Mapping[str, Any]:
    """A JSON Schema of what a value holds: of an empty list nothing but that it is one."""
    if isinstance(value, Mapping):
        below = {str(name): schema_of(each) for name, each in value.items()}
        return {"type": "object", "properties": below, "required": list(below)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        kinds = [schema_of(each) for each in value]
        alike = [each for n, each in enumerate(kinds) if each not in kinds[:n]]
        items = {} if not alike else alike[0] if len(alike) == 1 else {"anyOf": alike}
        return {"type": "array", "items": items} if items else {"type": "array"}
    for kind, name in _KINDS:
        if isinstance(value, kind):
            return {"type": name}
    return {}


_KINDS: tuple[tuple[type, str], ...] = (
    *((str, "string"), (bool, "boolean"), (int, "integer"), (float, "number")),
    (type(None), "null"),
)


_TAGS = re.compile(rb"\{\s*[{%]|\{#|%7[Bb]%7[Bb]|" + "｛\\s*(?:｛|\\{|％|%)".encode())


def _unchanged(value: Any, *_arguments: Any, **_named: Any) -> Any:
    """Stands for a filter that a program brings along."""
    return value


class Subject:
    """A Word file under examination. `profile` is what it is judged as: that of `--profile`, else
    that of its contract, else None, which leaves the official format alone."""

    def __init__(
        self,
        path: Path,
        content: bytes,
        profile: Profile | None = None,
        *,
        filters: Collection[str] = (),
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.path = path
        self.content = content
        self._profile = profile
        self._filters = filters
        self._data = data
        self._read: dict[Callable[[Subject], Any], Any] = {}
        self._xml: dict[str, etree._Element] = {}
        self._template: Subject | None = None

    @property
    def is_form(self) -> bool:
        """Whether it is the definition of a form (`docforge: form@1`), not a Word file."""
        return self.path.suffix.lower() in FORM_SUFFIXES

    @cached_property
    def package(self) -> Package:
        """The members of the .docx. Raises TemplateError where it cannot be opened."""
        before = self._template
        return Package.open(self.content, like=before.package if before else None)

    def xml(self, name: str) -> etree._Element:
        """A member's XML, not to be changed. Raises TemplateError where it is damaged. What a
        template's filling left as it was is not read twice."""
        if self._template is not None:
            mine, theirs = self.package.members[name], self._template.package.members.get(name)
            same = theirs is not None and theirs.checksum == mine.checksum
            if same and mine.size == (theirs.size if theirs else -1):
                return self._template.xml(name)
        if name not in self._xml:
            if name in self.package.stories:
                self._xml[name] = parsed(self.package.content(name))
            else:
                member = self.package.members[name]
                self._xml[name] = _shared(member.packed, member.method)
        return self._xml[name]

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The body first, then headers, footers, notes, comments; none of a form's definition."""
        if self.is_form:
            return ()
        return tuple(Story(name, self.xml(name)) for name in self.package.stories)

    def story(self, name: str) -> Story | None:
        """The part of this short name, None where there is none of paragraphs."""
        return next((each for each in self.stories if each.name == name), None)

    def spot_at(self, part: str, line: int, where: str = "") -> Spot:
        """Where a paragraph stands that is known by its number; `where` for what is in none."""
        story = self.story(part)
        if story is None or not 0 < line <= len(story.paragraphs):
            return Spot(part, where=where)
        return story.spot(story.paragraphs[line - 1])

    def is_copy(self, part: str, line: int) -> bool:
        """Whether a paragraph is a copy that Word keeps for old programs."""
        story = self.story(part)
        if story is None or not story.has_copies or not 0 < line <= len(story.paragraphs):
            return False
        return ancestor(story.paragraphs[line - 1], FALLBACK) is not None

    @cached_property
    def compiler(self) -> Compiler:
        """The template compiled as far as it goes: its tags, its sound parts, its faults."""
        known: dict[str, Callable[..., Any]] = dict.fromkeys(self._filters, _unchanged)
        filled = self.sample is not None
        made = Compiler(self.package, Dialect(filters=known), to_fill=filled)
        made.jinja.optimized = False  # it is filled once, which is sooner done than optimised
        try:
            made.compile()
        except TemplateError as error:
            made.faults += error.faults
        return made

    @cached_property
    def template(self) -> Template | None:
        """The template, None where a fault keeps it from being filled, or no data are there."""
        if self.compiler.faults or not self.compiler.to_fill:
            return None
        return Template.of(self.compiler, self.content)

    @cached_property
    def sample(self) -> Mapping[str, Any] | None:
        """The data to try the template with: those given, else the sample of its contract."""
        if self._data is not None:
            return self._data
        return self.contract.sample or None if self.contract else None

    @cached_property
    def schema(self) -> Mapping[str, Any] | None:
        """What may be asked of the data, as JSON Schema: the contract's, else what the given data
        hold; None where neither is there."""
        if self.contract is not None:
            return self.contract.variables
        return None if self._data is None else schema_of(self._data)

    @cached_property
    def _trial(self) -> tuple[bytes | None, tuple[TemplateError, ...]]:
        if self.template is None or self.sample is None:
            return None, ()
        try:
            return self.template.render(self.sample), ()
        except TemplateError as error:
            return None, error.faults

    @property
    def filled(self) -> bytes | None:
        """The template filled with its sample, None where that cannot be done."""
        return self._trial[0]

    @property
    def filling_faults(self) -> tuple[TemplateError, ...]:
        """Why the sample does not fill the template."""
        return self._trial[1]

    @cached_property
    def filled_subject(self) -> Subject | None:
        """The filled sample as a file to look at in its turn."""
        if self.filled is None:
            return None
        made = Subject(self.path, self.filled, self.profile)
        made._template = self
        return made

    @property
    def body(self) -> Story:
        """The document's main part."""
        return self.stories[0]

    @property
    def lines(self) -> Iterator[Line]:
        """All paragraphs of all stories."""
        for story in self.stories:
            yield from story.lines

    @property
    def contract(self) -> Contract | None:
        """The contract beside the file, None where there is none that can be read."""
        return self._contracted[0]

    @property
    def contract_fault(self) -> ConfigurationError | None:
        """Why the contract beside the file cannot be read."""
        return self._contracted[1]

    @cached_property
    def _contracted(self) -> tuple[Contract | None, ConfigurationError | None]:
        if not self.path.with_suffix(".yaml").is_file():
            return None, None
        try:
            return load_contract(self.path), None
        except ConfigurationError as error:
            return None, error

    @cached_property
    def is_template(self) -> bool:
        """Whether the file is to be filled: it has a contract, or holds tags, be they mistyped or
        where none are filled. A letter in single braces alone makes no template: {x}."""
        if self.path.with_suffix(".yaml").is_file() or self._data is not None:
            return True
        if any(each.placed for each in self.compiler.gathered):
            return True
        for fault in self.compiler.faults:
            if fault.kind != Fault.SINGLE_BRACES or len(fault.text.strip("{}｛｝ ")) > 1:
                return True
        return any(
            _TAGS.search(member.content)
            for name, member in self.package.members.items()
            if name.endswith((".xml", ".rels"))
        )

    @property
    def finished(self) -> Subject | None:
        """The document as it will be sent: this file, or what a template makes of its contract's
        sample. None for a template that has no contract, or that its sample does not fill."""
        return self.filled_subject if self.is_template else self

    def once(self, read: Callable[[Subject], Read]) -> Read:
        """What `read` makes of this file, made once and shared by all rules that ask for it."""
        if read not in self._read:
            self._read[read] = read(self)
        made: Read = self._read[read]
        return made

    @property
    def profile(self) -> Profile | None:
        """As which kind of official document the file is judged."""
        if self._profile is None and self.contract is not None:
            return self.contract.profile
        return self._profile
