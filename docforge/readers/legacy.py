"""Old formats (.doc, .wps, .rtf, .odt, .ods): LibreOffice makes .docx or .xlsx of them first.

It runs in a profile and a folder of its own, with a time limit; what it makes is read like any
other file, within the same limits.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from docforge import libreoffice
from docforge.errors import UnreadableFile
from docforge.layout import Document, Notice, NoticeCode
from docforge.messages import translate as _
from docforge.readers import excel, word
from docforge.readers.compound import is_locked_word
from docforge.readers.package import encrypted, opened

_SECONDS = 90.0


class _Route(NamedTuple):
    """How a format is converted: the ending LibreOffice knows it by, to what, who reads that."""

    ending: str
    to: str
    read: Callable[[bytes], Document]


_ROUTES = {
    "doc": _Route("doc", "docx", word.read),
    # WPS Writer keeps its files in Word's format; ".wps" would mean Microsoft Works.
    "wps": _Route("doc", "docx", word.read),
    "rtf": _Route("rtf", "docx", word.read),
    "odt": _Route("odt", "docx", word.read),
    "ods": _Route("ods", "xlsx", excel.read),
}
MEDIA = frozenset(_ROUTES)


def read(data: bytes, media: str) -> Document:
    """All that stands in a file of an old format; `media` is what `content.media_of` calls it.

    Raises ProgramMissing without LibreOffice, EncryptedFile, and UnreadableFile where LibreOffice
    can make nothing of it within its time.
    """
    if media in ("doc", "wps") and is_locked_word(data):
        raise encrypted()
    if media in ("odt", "ods") and b"encryption-data" in (
        opened(data).part("META-INF/manifest.xml") or b""
    ):
        raise encrypted()
    route = _ROUTES[media]
    document = route.read(_converted(data, route))
    notices = (*document.notices, Notice(NoticeCode.CONVERTED))
    return replace(document, media=media, notices=notices)


def _converted(data: bytes, route: _Route) -> bytes:
    with tempfile.TemporaryDirectory(prefix="docforge-old-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"form.{route.ending}"
        source.write_bytes(data)
        try:
            made = libreoffice.converted(
                source, route.to, Path(folder) / "made", time_limit=_SECONDS
            )
        except UnreadableFile as error:
            # The error names a file in a folder that is gone by now.
            raise UnreadableFile(
                _("LibreOffice could not read this file, or took too long."), remedy=error.remedy
            ) from error
        return made.read_bytes()
