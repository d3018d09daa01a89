"""The same bytes each time: Office files repacked without the hour they were made in."""

from __future__ import annotations

import io
import re
import zipfile

_WHEN = (2022, 11, 15, 9, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def steady(office_file: bytes) -> bytes:
    """A .docx or .xlsx with one fixed time on every part and in its properties."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office_file)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>2022-11-15T09:00:00Z\g<2>", content)
            part = zipfile.ZipInfo(name, _WHEN)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3
            part.external_attr = 0o600 << 16
            target.writestr(part, content)
    return packed.getvalue()
