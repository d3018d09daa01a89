"""Damage to files, drawn by chance: bytes flipped, parts lost, XML cut, repeated and overdone."""

from __future__ import annotations

import io
import re
import zipfile
from random import Random

_ABSURD = (b"-1", b"0", b"63", b"99999999", b"1e308", b"nan", b"g 9999999 1", b"\xff", b"")
_VALUE = re.compile(rb'="([^"]*)"')
_TAG = re.compile(rb"<[^<>]+>")
_ENTITY = b'<!DOCTYPE a [<!ENTITY b "c">]>'


def damaged(data: bytes, chance: Random) -> bytes:
    """A file like this one with some damage: as bytes, or inside its package."""
    if not data.startswith(b"PK") or chance.random() < 0.2:
        return _bytes(data, chance)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError):
        return _bytes(data, chance)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(sorted(members))
        if chance.random() < 0.12:
            members.pop(name)
            if not members:
                break
        elif chance.random() < 0.1:
            members[chance.choice(sorted(members))] = members[name]
        else:
            members[name] = _xml(members[name], chance)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def _bytes(data: bytes, chance: Random) -> bytes:
    if chance.random() < 0.3:
        return data[: chance.randint(0, len(data))]
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _xml(content: bytes, chance: Random) -> bytes:
    """XML with a value made absurd, a piece lost, repeated or moved, or wrapped too deep."""
    way = chance.randrange(7)
    if way == 0:
        values = [*_VALUE.finditer(content)]
        if values:
            value = chance.choice(values)
            absurd = chance.choice(_ABSURD)
            return content[: value.start(1)] + absurd + content[value.end(1) :]
    if way == 1:
        return re.sub(rb"<\?xml[^>]*\?>", rb"\g<0>" + _ENTITY, content)
    tags = [*_TAG.finditer(content)]
    if len(tags) < 3 or way == 6:
        return _bytes(content, chance) if content else b"<a/>"
    first, last = sorted(chance.sample(range(len(tags)), 2))
    start, end = tags[first].start(), tags[last].start()
    piece = content[start:end]
    if way == 2:
        return content[:start] + content[end:]
    if way == 3:
        return content[:end] + piece * chance.choice((1, 3, 40)) + content[end:]
    if way == 4:
        at = chance.choice(tags).start()
        return content[:at] + piece + content[at:]
    tag = tags[first].group()
    name = re.match(rb"</?([\w:]+)", tag)
    if name is None:
        return content
    opened, closed = b"<" + name[1] + b">", b"</" + name[1] + b">"
    deep = chance.choice((3, 60, 400))
    return content[:start] + opened * deep + closed * deep + content[start:]
