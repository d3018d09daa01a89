"""Small OLE compound files ([MS-CFB], version 3), to show what their directories tell."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_SMALLEST = 4096  # shorter streams would lie in the mini stream


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file of these streams; "Storage/Stream" lies in a storage of its own."""
    names = ["Root Entry", *dict.fromkeys(name.partition("/")[0] for name in streams)]
    inner = {name: name.partition("/") for name in streams if "/" in name}
    entries: list[tuple[str, int, int, int, int, int]] = []
    contents = {name: data.ljust(_SMALLEST, b"\0") for name, data in streams.items()}
    directory_sectors = 1 + (len(names) + len(inner)) // 4
    fat = [_FAT, *_chain(1, directory_sectors)]
    starts = {}
    for name, data in contents.items():
        starts[name] = len(fat)
        fat += _chain(len(fat), -(-len(data) // _SECTOR))
    places = {name: number for number, name in enumerate(names)}
    for number, name in enumerate(inner, start=len(names)):
        places[name] = number
    for name in (*names, *inner):
        shown = name.rpartition("/")[2]
        top = names.index(name) if name in names else 0
        right = top + 1 if 0 < top < len(names) - 1 else _NONE
        if name == "Root Entry":
            entries.append((shown, 5, _NONE, 1 if len(names) > 1 else _NONE, _END, 0))
        elif name in contents:
            entries.append((shown, 2, right, _NONE, starts[name], len(contents[name])))
        else:
            child = next(places[each] for each in inner if each.startswith(f"{name}/"))
            entries.append((shown, 1, right, child, 0, 0))
    directory = b"".join(_entry(*entry) for entry in entries)
    directory = directory.ljust(directory_sectors * _SECTOR, b"\0")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    assert len(table) == _SECTOR
    body = b"".join(data.ljust(-(-len(data) // _SECTOR) * _SECTOR) for data in contents.values())
    return _header() + table + directory + body


def _chain(first: int, length: int) -> list[int]:
    return [*range(first + 1, first + length), _END]


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    spelled = name.encode("utf-16-le")
    return (
        spelled.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(spelled) + 2, kind, 1, _NONE, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def _header() -> bytes:
    fixed = struct.pack(
        "<8s16s5H6s9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        *(0x3E, 3, 0xFFFE, 9, 6),
        b"",
        *(0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0),
    )
    return fixed + struct.pack("<109I", 0, *[_FREE] * 108)
