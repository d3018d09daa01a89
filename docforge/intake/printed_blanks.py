"""The forms that were printed here, kept so that their scans are laid onto them when they return.

Each print is one PDF, `ISSUER/FORM.printed-VERSION.pdf`, which says itself what it is. They are
kept in `DOCFORGE_PRINTED`, or else `.docforge/printed` in the user's own folder, whatever the
folder in which a command runs; one in the project's `.docforge/printed` is found too.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from docforge.atomic import write_atomically
from docforge.blanks.page_marks import code_box, corner_squares
from docforge.blanks.printed import PrintedBlank, read_printed
from docforge.errors import DocforgeError, UsageError
from docforge.forms import Catalogue, Definition
from docforge.intake.blanks import read_blank
from docforge.layout import Expectation, ExpectedPage, Raster
from docforge.messages import translate as _
from docforge.page_code import PageCode
from docforge.place import Box

VARIABLE = "DOCFORGE_PRINTED"
_FOLDER = Path(".docforge") / "printed"


def keep_printed(blank: PrintedBlank) -> Path:
    """Keeps a print; returns where it lies now. Raises UnwritableFile."""
    return write_atomically(kept_folder() / _name(blank.code), blank.content)


def kept_folder() -> Path:
    """Where prints are kept on this computer."""
    given = os.environ.get(VARIABLE)
    return Path(given) if given else Path.home() / _FOLDER


def kept_if_printed(form: Definition, path: Path) -> Path | None:
    """Keeps a PDF that docforge printed elsewhere; None where it is another blank.

    Raises UsageError where it is a print of another form.
    """
    blank = read_printed(path.read_bytes()) if path.is_file() else None
    if blank is None:
        return None
    if blank.code.form != form.id:
        raise UsageError(
            _("this is a print of {printed}, not of {form}").format(
                printed=blank.code.form, form=form.id
            ),
            source=path.name,
            remedy=_("`docforge forms list` shows the forms; give the blank of the one you named."),
        )
    return keep_printed(blank)


def printed_expectation(code: PageCode, catalogue: Catalogue) -> Expectation | None:
    """What the print promises that a page's code names; None where it is not kept here."""
    if code.form not in catalogue.definitions:
        return None
    for folder in _folders():
        path = folder / _name(code)
        if path.is_file():
            found = expectation_of(path, catalogue)
            if found is not None:
                return found
    return None


def expectation_of(path: Path, catalogue: Catalogue) -> Expectation | None:
    """What a printed blank promises; None where it is none, or not one of a known form."""
    if not path.is_file():
        return None
    blank = read_printed(path.read_bytes())
    if blank is None or blank.code.form not in catalogue.definitions:
        return None
    try:
        plain = read_blank(path, catalogue.get(blank.code.form), catalogue)
    except DocforgeError:
        return None
    return replace(
        plain,
        blank=blank.code.version,
        pages=tuple(_with_marks(page) for page in plain.pages[: blank.code.of]),
        code=blank.code,
        known=tuple(blank.known.items()),
    )


def _with_marks(page: ExpectedPage) -> ExpectedPage:
    """A page with where its marks stand, from the top left as layouts count.

    Its raster is without them: they are alike on all prints, so no page is known by them.
    """
    width, height = page.page.width, page.page.height
    squares, code = (
        tuple((x0, height - y1, x1, height - y0) for x0, y0, x1, y1 in boxes)
        for boxes in (corner_squares(width, height), [code_box(width, height)])
    )
    raster = _without(page.raster, (*squares, *code))
    return replace(page, raster=raster, corners=squares, code_box=code[0])


def _without(raster: Raster, boxes: Iterable[Box]) -> Raster:
    """A raster with bare paper in place of some boxes (points)."""
    grey = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width).copy()
    scale = raster.dpi / 72
    for x0, y0, x1, y1 in boxes:
        rows = slice(max(math.floor(y0 * scale) - 1, 0), math.ceil(y1 * scale) + 1)
        grey[rows, max(math.floor(x0 * scale) - 1, 0) : math.ceil(x1 * scale) + 1] = 255
    return replace(raster, pixels=grey.tobytes())


def _folders() -> Iterator[Path]:
    yield kept_folder()
    yield _FOLDER
    yield Path.home() / _FOLDER


def _name(code: PageCode) -> Path:
    issuer, form = code.form.split("/")
    return Path(issuer) / f"{form}.printed-{code.version}.pdf"
