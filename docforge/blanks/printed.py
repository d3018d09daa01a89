"""A form on paper: its Word blank as a PDF, with marks in the margins by which scans are known.

Word lays the form out, LibreOffice prints it; what is printed decides the version that the
marks name, so that the same print has the same version and another one never has.
"""

from __future__ import annotations

import hashlib
import io
import json
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
from docx import Document
from docx.shared import Mm

from docforge import libreoffice
from docforge.blanks.page_marks import HEADROOM, attached_to, mark_pages, repeated
from docforge.errors import DocforgeError
from docforge.page_code import PageCode

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which people misread."""
_DPI = 100.0
# Boxes to click in are boxes to tick on paper; as fields of a PDF they would not be printed.
_PDF = 'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"false"}}'


@dataclass(frozen=True)
class Copy:
    """A copy to print: its Word document, and whom it is for.

    `key` as in `PageCode`; `known` what is known of the enterprise, by field key.
    """

    document: bytes
    key: str = ""
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PrintedBlank:
    """A printed form: its PDF, with all pages marked, and what the marks say of its first page.

    `known` as in `Copy`; `plain` is the PDF without marks, where it is at hand.
    """

    content: bytes
    code: PageCode
    known: Mapping[str, str] = field(default_factory=dict)
    plain: bytes = b""


def printed_blanks(form: str, copies: Sequence[Copy]) -> list[PrintedBlank]:
    """The copies of a form as PDFs, in their order.

    Raises ProgramMissing where LibreOffice is not installed, UnreadableFile where it fails.
    """
    pages: dict[int, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="docforge-blank-") as name:
        folder = Path(name)
        sources = []
        for number, copy in enumerate(copies):
            sources.append(folder / f"{number}.docx")
            sources[-1].write_bytes(_with_headroom(copy.document))
        for done in libreoffice.converted_all(sources, _PDF, folder):
            if done.result is None:
                raise done.error or DocforgeError(done.source.name)
            pages[int(done.source.stem)] = done.result.read_bytes()
    return [marked(form, pages[number], copy) for number, copy in enumerate(copies)]


def numbered_copies(blank: PrintedBlank, count: int) -> bytes:
    """One PDF of many copies of a print, each with a number of its own in its codes.

    Numbers of different runs do not meet.
    """
    run = "".join(secrets.choice(_LETTERS) for _ in range(5))
    codes = [
        PageCode(blank.code.form, blank.code.version, number, blank.code.of, f"C{run}{copy:03}")
        for copy in range(1, count + 1)
        for number in range(1, blank.code.of + 1)
    ]
    return mark_pages(repeated(blank.plain, count), codes)


def read_printed(content: bytes) -> PrintedBlank | None:
    """A PDF that docforge printed, with what it says of itself; None where it is none."""
    try:
        said = json.loads(attached_to(content))
        code = PageCode(said["form"], said["version"], 1, said["of"], said["key"])
        return PrintedBlank(content, code, {str(k): str(v) for k, v in said["known"].items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _with_headroom(document: bytes) -> bytes:
    """A Word document whose pages have room above their text for the marks."""
    paper = Document(io.BytesIO(document))
    for section in paper.sections:
        least = Mm(HEADROOM)
        section.top_margin = max(section.top_margin or least, least)
        section.header_distance = min(section.header_distance or least, Mm(5))
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def marked(form: str, plain: bytes, copy: Copy) -> PrintedBlank:
    """A form that was laid out as a PDF, with the marks of a copy in its margins."""
    version, of = _version(form, plain)
    first = PageCode(form, version, 1, of, copy.key)
    said = {"form": form, "version": version, "of": of, "key": copy.key, "known": {**copy.known}}
    attached = json.dumps(said, ensure_ascii=False).encode()
    content = mark_pages(plain, [first.at(number) for number in range(1, of + 1)], attached)
    return PrintedBlank(content, first, copy.known, plain)


def _version(form: str, plain: bytes) -> tuple[str, int]:
    """What names a print, by what it looks like, and how many pages it has."""
    seen = hashlib.sha256(form.encode())
    with closing(pdfium.PdfDocument(plain)) as document:
        for index in range(len(document)):
            with closing(document[index]) as page:
                bitmap = page.render(scale=_DPI / 72, grayscale=True)
                seen.update(bitmap.to_numpy().tobytes())
                bitmap.close()
        of = len(document)
    number = int.from_bytes(seen.digest()[:5], "big")
    return "".join(_LETTERS[number >> shift & 31] for shift in range(35, -1, -5)), of
