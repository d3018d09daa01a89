"""What an OLE compound file holds, told by the entries of its directory.

Word, Excel and WPS kept their files so until 2007, and still lock new ones into such a file.
Source: [MS-CFB] (compound files), [MS-DOC] 2.5.1 (FibBase), [MS-OFFCRYPTO] 2.1.1.
"""

from __future__ import annotations

import io
import struct

import olefile

from docforge.readers.package import damaged

_FIB_FLAGS = 10
_ENCRYPTED = 0x0100
# Whatever the library stumbles over in a damaged directory.
_STUMBLES = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    struct.error,
    RecursionError,
    MemoryError,
    OverflowError,
)


def streams_of(data: bytes) -> frozenset[str]:
    """The names of the streams and storages in the root, in lower case: not those of embedded
    objects. Raises TruncatedFile where there is no whole directory."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as opened:
            return frozenset(
                entry[0].lower() for entry in opened.listdir(streams=True, storages=True)
            )
    except _STUMBLES as error:
        raise damaged() from error


def is_locked_word(data: bytes) -> bool:
    """Whether a Word file of the old kind asks for a password."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as opened:
            head = opened.openstream("WordDocument").read(_FIB_FLAGS + 2)
    except _STUMBLES:
        return False
    if len(head) < _FIB_FLAGS + 2:
        return False
    return bool(struct.unpack_from("<H", head, _FIB_FLAGS)[0] & _ENCRYPTED)
