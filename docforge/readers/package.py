"""Opening a zip package (OPC: .docx, .xlsx) safely, and reading its XML parts.

Sizes, number and compression of members are limited, entities and external references are
refused, and whatever is wrong with the file comes out as an error of `docforge.errors` with a
remedy. Source for parts and relationships: ISO/IEC 29500-2 (Open Packaging Conventions).
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from lxml import etree

from docforge.errors import EmptyFile, EncryptedFile, HostileFile, TruncatedFile
from docforge.messages import translate as _

MEBIBYTE = 1 << 20

Result = TypeVar("Result")

_STRICT = b"http://purl.oclc.org/ooxml/"
# ISO/IEC 29500 Strict names the same elements in other namespaces; one set is read.
_STRICT_TO_TRANSITIONAL = (
    (
        _STRICT + b"wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        _STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        _STRICT + b"officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (_STRICT + b"drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


class Limits(NamedTuple):
    """What a package may be at most: members, bytes unpacked (each and in all), packing ratio.

    `xml_bytes` and `xml_tags` bound a part that is parsed, which takes many times its size in
    memory.
    """

    members: int = 5_000
    member_bytes: int = 128 * MEBIBYTE
    total_bytes: int = 512 * MEBIBYTE
    xml_bytes: int = 64 * MEBIBYTE
    xml_tags: int = 6_000_000
    ratio: int = 500
    # A small member may be packed as tightly as it likes: an empty table is.
    ratio_counts_from: int = 8 * MEBIBYTE


USUAL_LIMITS = Limits()


class Relationship(NamedTuple):
    """A link from one part to another; `kind` is the last word of its type ("styles")."""

    kind: str
    target: str
    external: bool = False


@dataclass
class Package:
    """An opened package. Part names are without the leading slash and in any case.

    `unpacked` counts the bytes read so far, which `limits` bounds.
    """

    archive: zipfile.ZipFile
    limits: Limits
    unpacked: int = 0

    @cached_property
    def _members(self) -> dict[str, zipfile.ZipInfo]:
        # Some writers put backslashes into the names.
        return {_part_name(info.filename): info for info in self.archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return _part_name(name) in self._members

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return frozenset(self._members)

    def part(self, name: str) -> bytes | None:
        """A part's bytes, None where there is no such part.

        Raises HostileFile beyond the limits, EncryptedFile, TruncatedFile.
        """
        info = self._members.get(_part_name(name))
        if info is None:
            return None
        content = _unpacked(
            lambda: self.archive.open(info).read(self.limits.member_bytes + 1), info.filename
        )
        self.unpacked += len(content)
        if len(content) > self.limits.member_bytes or self.unpacked > self.limits.total_bytes:
            raise _too_large(info.filename)
        return content

    def beginning(self, name: str, size: int) -> bytes:
        """The first bytes of a part, without unpacking all of it; b"" where there is none."""
        info = self._members.get(_part_name(name))
        if info is None:
            return b""
        return _unpacked(lambda: _beginning(self.archive, info, size), info.filename)

    def xml(self, name: str) -> etree._Element | None:
        """A part's root element, None where there is no such part; Strict names made usual."""
        content = self.part(name)
        return None if content is None else self.parsed(content, name)

    def parsed(self, content: bytes, name: str) -> etree._Element:
        """The root element of a part's bytes, which must not be more than can be parsed."""
        limits = self.limits
        # No part holds more tags than bytes, so that most need not be counted.
        large = len(content) > limits.xml_tags and content.count(b"<") > limits.xml_tags
        if large or len(content) > limits.xml_bytes:
            raise _too_large(name)
        return parsed(content, name)

    def relationships(self, part: str = "") -> dict[str, Relationship]:
        """Relationship id -> where it leads, of a part or (by default) of the package."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relationship] = {}
        for element in () if root is None else root:
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relationship(kind, target, external)
        return found

    @cached_property
    def main_part(self) -> str:
        """The name of the part that the package is about; "" where it names none."""
        for relationship in self.relationships().values():
            if relationship.kind == "officeDocument" and relationship.target in self:
                return relationship.target
        return next((part for part in _USUAL_MAIN_PARTS if part in self), "")


_USUAL_MAIN_PARTS = ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml")


def opened(data: bytes, limits: Limits = USUAL_LIMITS) -> Package:
    """The package in these bytes, its directory checked against the limits.

    Raises EmptyFile, TruncatedFile (not a whole zip file), EncryptedFile, HostileFile.
    """
    if not data:
        raise EmptyFile(_("The file is empty."), remedy=_("Ask for the file again."))
    archive = _unpacked(lambda: zipfile.ZipFile(io.BytesIO(data)), "")
    members = archive.infolist()
    if len(members) > limits.members:
        raise _too_large("")
    for info in members:
        if info.flag_bits & 0x1:
            raise encrypted()
        packed = max(info.compress_size, 1)
        suspicious = (
            info.file_size > limits.ratio_counts_from and info.file_size > packed * limits.ratio
        )
        if info.file_size > limits.member_bytes or suspicious:
            raise _too_large(info.filename)
    return Package(archive, limits)


def parsed(content: bytes, name: str) -> etree._Element:
    """The root element of XML bytes. Raises HostileFile for a DTD, TruncatedFile if malformed."""
    if _STRICT in content:
        for strict, transitional in _STRICT_TO_TRANSITIONAL:
            content = content.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error) or "entity" in str(error).lower():
            raise _hostile_xml(name) from error
        raise damaged(name) from error
    except ValueError as error:
        raise damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _hostile_xml(name)
    return root


def damaged(where: str = "") -> TruncatedFile:
    """The error for a package that ends too early or is broken inside."""
    return TruncatedFile(
        _("The file is damaged or incomplete."),
        where=where,
        remedy=_("Open it in Word, WPS or Excel, save it under a new name, or ask for it again."),
    )


def encrypted() -> EncryptedFile:
    """The error for a file that asks for a password."""
    return EncryptedFile(
        _("The file is protected with a password."),
        remedy=_("Open it with the password, remove the protection, save it and try again."),
    )


def _beginning(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> bytes:
    with archive.open(info) as member:
        return member.read(size)


def _too_large(name: str) -> HostileFile:
    return HostileFile(
        _("The file unpacks to more than a form can hold."),
        where=name,
        remedy=_("If it is a real form, open it in Word or Excel and save it under a new name."),
    )


def _hostile_xml(name: str) -> HostileFile:
    return HostileFile(
        _("The file holds entities or nesting that no office program writes."),
        where=name,
        remedy=_("If it is a real form, open it in Word or Excel and save it under a new name."),
    )


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _unpacked(step: Callable[[], Result], name: str) -> Result:
    """Runs a step of unpacking; whatever zipfile stumbles over says that the file is damaged."""
    try:
        return step()
    except RuntimeError as error:
        if isinstance(error, NotImplementedError):
            raise damaged(name) from error
        raise encrypted() from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        ValueError,
        OverflowError,
        LookupError,
        MemoryError,
    ) as error:
        raise damaged(name) from error
