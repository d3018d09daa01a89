"""Pictures and embedded files of a finished document replaced by others."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from docforge.render.archive import Member, packed_archive, read_members
from docforge.render.package import Package, parsed
from docforge.render.wordml import R

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


@dataclass
class Replacements:
    """What is to be replaced: media and embedded files by the checksum (CRC-32) of what they
    are now, members by their names, pictures by the name, title or description they bear."""

    media: dict[int, bytes] = field(default_factory=dict)
    embedded: dict[int, bytes] = field(default_factory=dict)
    members: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.media or self.embedded or self.members or self.pictures)

    def made_in(self, document: bytes, *, allow_missing: bool) -> bytes:
        """The document with everything replaced. Raises ValueError for a picture that is not
        there, unless that is allowed."""
        members = read_members(document)
        found = dict(self._pictures_of(document)) if self.pictures else {}
        for name in self.pictures:
            if name not in found.values() and not allow_missing:
                raise ValueError(f"Picture {name} not found in the docx template")
        changed = {member: self.pictures[name] for member, name in found.items()}
        for name, member in members.items():
            if name in self.members:
                changed[name] = self.members[name]
            elif name.startswith("word/media/") and member.checksum in self.media:
                changed[name] = self.media[member.checksum]
            elif name.startswith("word/embeddings/") and member.checksum in self.embedded:
                changed[name] = self.embedded[member.checksum]
        return packed_archive(
            members | {name: Member.of(name, content) for name, content in changed.items()}
        )

    def _pictures_of(self, document: bytes) -> Iterator[tuple[str, str]]:
        """The members that hold wanted pictures, with the name each is wanted by."""
        package = Package.open(document)
        for part in package.stories:
            targets = {each.identifier: each.target for each in package.relations(part)}
            for picture in parsed(package.content(part)).iter(f"{{{_PICTURE}}}pic"):
                wanted = next((name for name in _names(picture) if name in self.pictures), None)
                blip = next(picture.iter(_BLIP), None)
                target = targets.get((blip.get(f"{{{R}}}embed") or "") if blip is not None else "")
                if wanted and target:
                    folder = posixpath.dirname(part)
                    yield posixpath.normpath(posixpath.join(folder, target)), wanted


def _names(picture: etree._Element) -> list[str]:
    properties = next(picture.iter(f"{{{_PICTURE}}}cNvPr"), None)
    if properties is None:
        return []
    return [properties.get(key) or "" for key in ("name", "title", "descr")]


def checksum(content: bytes) -> int:
    """The CRC-32 by which a member is found."""
    return zlib.crc32(content)
