"""A PDF beside each Word document, by LibreOffice."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docforge import libreoffice
from docforge.atomic import write_atomically
from docforge.errors import DocforgeError

_WITH_BLANK_PAGES = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
"""PDF with the blank pages that stand before an odd one, so that printing on both sides works."""
_SECONDS_A_LETTER = 2.0
_PROCESSES = 4


class Printed(NamedTuple):
    """A document and its PDF, or why there is none."""

    document: Path
    pdf: Path | None
    error: DocforgeError | None = None


def print_all(documents: Sequence[Path]) -> Iterator[Printed]:
    """A PDF beside each document, as soon as it is there. Raises ProgramMissing.

    The converter works on copies with plain names in a folder of its own: documents of different
    folders may have one name, and a PDF is only ever put in its place whole.
    """
    with tempfile.TemporaryDirectory(prefix="docforge-pdf-") as name:
        folder = Path(name)
        copies: dict[Path, Path] = {}
        for number, document in enumerate(documents):
            copy = folder / f"{number:06}.docx"
            shutil.copyfile(document, copy)
            copies[copy] = document
        processes = min(os.cpu_count() or 1, _PROCESSES)
        for each in libreoffice.converted_all(
            list(copies), "pdf", folder / "pdf", processes=processes
        ):
            yield _put_beside(copies[each.source], each.result, each.error)


def print_merged(document: Path, letters: int, *, blank_pages: bool = False) -> Printed:
    """The PDF of a document that holds so many letters. Raises ProgramMissing."""
    limit = max(libreoffice.TIME_LIMIT, letters * _SECONDS_A_LETTER)
    with tempfile.TemporaryDirectory(prefix="docforge-pdf-") as name:
        folder = Path(name)
        copy = folder / "merged.docx"
        shutil.copyfile(document, copy)
        to = _WITH_BLANK_PAGES if blank_pages else "pdf"
        try:
            result = libreoffice.converted(copy, to, folder / "pdf", time_limit=limit)
        except DocforgeError as error:
            return _put_beside(document, None, error)
        return _put_beside(document, result, None)


def _put_beside(document: Path, pdf: Path | None, error: DocforgeError | None) -> Printed:
    if pdf is not None:
        try:
            target = write_atomically(document.with_suffix(".pdf"), pdf.read_bytes())
        except DocforgeError as unwritable:
            return Printed(document, None, unwritable)
        pdf.unlink(missing_ok=True)
        return Printed(document, target)
    if error is not None:
        error.source = str(document)
    return Printed(document, None, error)
