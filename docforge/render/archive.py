"""A .docx as the zip it is: members read and checked once, and written on as they were packed.

What a rendering does not change is never packed again: the bytes of those members, their headers
and their directory entries are laid out once, and each document is that block with the changed
members after it. Times are fixed, so that equal input gives equal bytes (APPNOTE.TXT 6.3.10).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from docforge.errors import TemplateError
from docforge.messages import translate as _

LARGEST_MEMBER = 64 * 2**20
"""Bytes a member may unpack to; a template larger than this is a bomb or a mistake."""
MOST_MEMBERS = 5000

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAMES, _ENCRYPTED = 0x800, 0x1
_DATE = (1980 - 1980) << 9 | 1 << 5 | 1
_STORED, _DEFLATED = 0, 8
_LEVEL = 3
"""Within a twentieth of the strongest deflation of XML, in half its time."""
_LARGEST = 0xFFFFFFFE
_FIRST = ("[Content_Types].xml", "_rels/.rels")


@dataclass(frozen=True, slots=True)
class Member:
    """A member as it is packed: method 0 (stored) or 8 (deflated), sizes in bytes."""

    name: str
    method: int
    checksum: int
    size: int
    packed: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> Member:
        """A member packed anew."""
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        return cls(name, _DEFLATED, zlib.crc32(content), len(content), packed)

    @property
    def content(self) -> bytes:
        """What the member unpacks to."""
        return self.packed if self.method == _STORED else zlib.decompress(self.packed, -15)


def read_members(content: bytes, known: Mapping[str, Member] | None = None) -> dict[str, Member]:
    """The members of a .docx in their order. Those that are packed as in `known`, members of
    another file, were looked through there and are not unpacked again.

    Raises TemplateError where the bytes are no zip, are damaged, ask for a password, or unpack
    to more than the limits allow.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_MEMBERS:
                raise TemplateError(_("holds too many members for a document."))
            before = known or {}
            return {
                info.filename: _known(content, info, before.get(info.filename))
                or _sound(content, info)
                or _member(archive, content, info)
                for info in infos
            }
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ) as error:
        # RuntimeError is how zipfile says that a member asks for a password.
        raise TemplateError(
            _("is not a Word document (.docx), or it is damaged."),
            remedy=_("Open it in Word and save it as .docx without a password."),
        ) from error


def _packed(content: bytes, info: zipfile.ZipInfo) -> bytes | None:
    """A member as it is packed; None where its own header is not as the directory has it."""
    at = info.header_offset
    if not content.startswith(b"PK\x03\x04", at) or len(content) < at + _LOCAL.size:
        return None
    header = _LOCAL.unpack_from(content, at)
    begin = at + _LOCAL.size + header[-2]
    name = content[at + _LOCAL.size : begin]
    flags = header[2] | info.flag_bits
    if flags & _ENCRYPTED or info.compress_type not in (_STORED, _DEFLATED):
        return None
    encoding = "utf-8" if header[2] & _UTF8_NAMES else "cp437"
    if name.decode(encoding, "replace") != info.orig_filename:
        return None
    begin += header[-1]
    return content[begin : begin + info.compress_size]


def _known(content: bytes, info: zipfile.ZipInfo, before: Member | None) -> Member | None:
    """The same member of another file, None where it is packed otherwise."""
    if before is None or (before.checksum, before.size) != (info.CRC, info.file_size):
        return None
    same = before.method == info.compress_type and before.packed == _packed(content, info)
    return before if same else None


def _sound(content: bytes, info: zipfile.ZipInfo) -> Member | None:
    """A member in which nothing is wrong; what is, zipfile tells best, if at three times the
    cost."""
    packed = _packed(content, info)
    if packed is None or info.file_size > LARGEST_MEMBER:
        return None
    unpacked = packed
    if info.compress_type == _DEFLATED:
        unpacker = zlib.decompressobj(-15)
        unpacked = unpacker.decompress(packed, LARGEST_MEMBER + 1)
        if not unpacker.eof:
            return None
    if len(unpacked) != info.file_size or zlib.crc32(unpacked) != info.CRC:
        return None
    return Member(info.filename, info.compress_type, info.CRC, info.file_size, packed)


def _member(archive: zipfile.ZipFile, content: bytes, info: zipfile.ZipInfo) -> Member:
    with archive.open(info) as stream:
        unpacked = stream.read(LARGEST_MEMBER + 1)
    if len(unpacked) > LARGEST_MEMBER:
        raise TemplateError(_("the part {name} is too large.").format(name=info.filename))
    name = info.filename
    if info.compress_type not in (_STORED, _DEFLATED):
        return Member.of(name, unpacked)
    header = _LOCAL.unpack_from(content, info.header_offset)
    at = info.header_offset + _LOCAL.size + header[-2] + header[-1]
    packed = content[at : at + info.compress_size]
    return Member(name, info.compress_type, info.CRC, info.file_size, packed)


class Layout:
    """Members that stay as they are, laid out as the beginning of any number of archives."""

    def __init__(self, members: Iterable[Member]) -> None:
        ordered = sorted(members, key=lambda member: member.name not in _FIRST)
        blocks, directory, at = [], [], 0
        for member in ordered:
            block = _local(member, len(member.packed)) + member.packed
            directory.append(_central(member, len(member.packed), at))
            blocks.append(block)
            at += len(block)
        self.block = b"".join(blocks)
        self.directory = b"".join(directory)
        self.count = len(ordered)


class ArchiveWriter:
    """Writes an archive into a seekable file: a layout, then members as they come."""

    def __init__(self, target: BinaryIO, layout: Layout) -> None:
        self._target = target
        self._start = target.tell()
        self._directory = [layout.directory]
        self._count = layout.count
        self._streamed: list[tuple[Member, int, int]] = []
        target.write(layout.block)

    def add(self, member: Member) -> None:
        """Write a member that is packed already."""
        at = self._target.tell() - self._start
        self._target.write(_local(member, len(member.packed)) + member.packed)
        self._entered(member, len(member.packed), at)

    def stream(self, name: str, pieces: Iterable[bytes]) -> None:
        """Pack a member piece by piece, never holding the whole of it."""
        target, packer = self._target, zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        start = target.tell()
        blank = Member(name, _DEFLATED, 0, 0, b"")
        target.write(_local(blank, 0))
        checksum, size, length = 0, 0, 0
        for piece in pieces:
            checksum, size = zlib.crc32(piece, checksum), size + len(piece)
            packed = packer.compress(piece)
            length += len(packed)
            target.write(packed)
        packed = packer.flush()
        target.write(packed)
        length += len(packed)
        if size > _LARGEST:
            raise TemplateError(_("the part {name} is too large.").format(name=name))
        member = Member(name, _DEFLATED, checksum, size, b"")
        target.seek(start)
        target.write(_local(member, length))
        target.seek(0, io.SEEK_END)
        self._entered(member, length, start - self._start)
        self._streamed.append((member, length, start - self._start))

    def streamed(self, target: BinaryIO) -> list[Member]:
        """The members that were streamed so far, read back as they were packed."""
        made = []
        for member, length, at in self._streamed:
            target.seek(self._start + at + _LOCAL.size + len(member.name.encode()))
            made.append(replace(member, packed=target.read(length)))
        return made

    def _entered(self, member: Member, length: int, at: int) -> None:
        self._directory.append(_central(member, length, at))
        self._count += 1

    def close(self) -> None:
        """Write the directory. The target stays open."""
        at = self._target.tell() - self._start
        directory = b"".join(self._directory)
        end = _END.pack(b"PK\x05\x06", 0, 0, self._count, self._count, len(directory), at, 0)
        self._target.write(directory + end)


def packed_archive(members: Mapping[str, Member]) -> bytes:
    """A whole archive of these members."""
    target = io.BytesIO()
    ArchiveWriter(target, Layout(members.values())).close()
    return target.getvalue()


def _local(member: Member, length: int) -> bytes:
    name = member.name.encode()
    header = _LOCAL.pack(
        *(b"PK\x03\x04", 20, _flags(name), member.method, 0, _DATE),
        *(member.checksum, length, member.size, len(name), 0),
    )
    return header + name


def _central(member: Member, length: int, at: int) -> bytes:
    name = member.name.encode()
    header = _CENTRAL.pack(
        *(b"PK\x01\x02", 20, 3, 20, 0, _flags(name), member.method, 0, _DATE),
        *(member.checksum, length, member.size, len(name), 0, 0, 0, 0, 0o600 << 16, at),
    )
    return header + name


def _flags(name: bytes) -> int:
    return 0 if name.isascii() else _UTF8_NAMES
