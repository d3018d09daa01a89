"""What one rendering keeps: faults found, identifiers given out, pictures and links added."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from docforge.errors import TemplateError
from docforge.render.faults import Fault
from docforge.render.package import Package
from docforge.render.relations import Relation

FIRST_ID = 1
_LONGEST_NAME = 40
_MEDIA = "word/media/docforge-"


@dataclass
class Rendering:
    """The state of one rendering of one template, never shared between threads.

    `strict` says whether a missing value is a fault; where it is not, `missing` lists them.
    """

    strict: bool
    package: Package
    marks: bool = False
    """Whether a missing value prints a visible mark."""
    next_id: int = FIRST_ID
    part: str = ""
    faults: list[TemplateError] = field(default_factory=list)
    missing: list[TemplateError] = field(default_factory=list)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    """Relations added to a part, by the part's name."""
    media: dict[str, bytes] = field(default_factory=dict)
    """Members added, by name: "word/media/docforge-0a1b….png"."""
    changed: dict[str, bytes] = field(default_factory=dict)
    """Members that inserted documents change: styles, numbering."""
    fault_at: Callable[[int, str, Fault], TemplateError] | None = None
    """Makes a fault at a line of the code of the part that is rendering."""
    _bookmarks: dict[str, int] = field(default_factory=dict)
    _named: dict[str, int] = field(default_factory=dict)
    _taken: dict[str, set[str]] = field(default_factory=dict)
    """Identifiers of relations that a part has, by the part's name."""
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def new_id(self) -> int:
        """A number no drawing, bookmark or picture of the document has."""
        self.next_id += 1
        return self.next_id

    def bookmark(self, identifier: str) -> int:
        """The number of a bookmark that begins here, in place of the template's own."""
        self._bookmarks[identifier] = self.new_id()
        return self._bookmarks[identifier]

    def bookmark_end(self, identifier: str) -> int:
        """The number of the bookmark that ends here, be it begun before the loop."""
        number = int(identifier) if identifier.isdecimal() else 0
        return self._bookmarks.get(identifier, number)

    def bookmark_name(self, name: str) -> str:
        """The name of a repeated bookmark: the template's own first, then numbered."""
        self._named[name] = count = self._named.get(name, 0) + 1
        return _counted(name, count)

    def bookmark_named(self, name: str) -> str:
        """The name that a bookmark of the template has in this turn of its loop."""
        return _counted(name, self._named.get(name, 1))

    def first(self, key: str) -> bool:
        """Whether this is asked for the first time, in this part."""
        asked = (self.part, key)
        if asked in self._seen:
            return False
        self._seen.add(asked)
        return True

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """The identifier of a relation of a part, made where there is none yet."""
        relations = self.relations.setdefault(part, [])
        for relation in relations:
            if (relation.kind, relation.target) == (kind, target):
                return relation.identifier
        # A template may be a document that was filled before and bears our identifiers already.
        if part not in self._taken:
            self._taken[part] = {each.identifier for each in self.package.relations(part)}
        number = len(relations) + 1
        while f"docforge{number}" in self._taken[part]:
            number += 1
        made = Relation(f"docforge{number}", kind, target, external)
        self._taken[part].add(made.identifier)
        relations.append(made)
        return made.identifier

    def add_media(self, content: bytes, extension: str) -> str:
        """The name of the member that holds this picture; the same picture is kept once."""
        name = f"{_MEDIA}{hashlib.sha256(content).hexdigest()[:16]}.{extension}"
        self.media[name] = content
        return name

    def member(self, name: str) -> bytes | None:
        """A member as it is by now: changed, or as the template has it; None where there is
        none."""
        if name in self.changed:
            return self.changed[name]
        return self.package.content(name) if name in self.package.members else None

    def note_missing(self, reason: str, line: int) -> None:
        """Note that a statement at this line of code asked for what the data lack."""
        kind = Fault.MISSING_VALUE
        at = self.fault_at
        fault = at(line, reason, kind) if at else TemplateError(reason, kind=kind)
        noted = self.faults if self.strict else self.missing
        if all((each.what, each.where) != (fault.what, fault.where) for each in noted):
            noted.append(fault)


def _counted(name: str, count: int) -> str:
    """A bookmark's name in a turn of a loop, within the 40 characters that Word allows."""
    number = "" if count == 1 else f"_{count}"
    return f"{name[: _LONGEST_NAME - len(number)]}{number}"


_CURRENT: ContextVar[Rendering | None] = ContextVar("docforge_rendering", default=None)


def current() -> Rendering | None:
    """The rendering that is under way in this thread."""
    return _CURRENT.get()


def under_way() -> Rendering:
    """The rendering that is under way; there is one wherever a template's code runs."""
    rendering = _CURRENT.get()
    if rendering is None:
        raise RuntimeError("no template is being rendered")
    return rendering


@contextmanager
def rendering_of(rendering: Rendering) -> Iterator[Rendering]:
    """Let a rendering be the current one."""
    token = _CURRENT.set(rendering)
    try:
        yield rendering
    finally:
        _CURRENT.reset(token)
