"""The blanks that scans are laid onto: a bureau's own, kept beside the definitions.

A blank of `shanxi-2022/inspection-record` is `shanxi-2022/inspection-record.blank.pdf` in a
folder of definitions, or `….blank-NAME.pdf` where a form is printed in several ways.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from docforge import data, readers
from docforge.atomic import write_atomically
from docforge.errors import DocforgeError, UsageError
from docforge.forms import Catalogue, Definition
from docforge.forms.expectation import expectation, trade_words
from docforge.forms.lines import lines_of
from docforge.forms.recognise import recognise
from docforge.layout import Document, Expectation, MarkState, NoticeCode
from docforge.messages import translate as _
from docforge.refusals import refusal

_KEPT = Path(".docforge") / "parsers"


def kept_blanks(catalogue: Catalogue, parsers: Path | None = None) -> tuple[Expectation, ...]:
    """What all blanks promise that docforge ships or that were kept with `forms add-blank`."""
    found: dict[str, Expectation] = {}
    for form, path in _paths(catalogue, parsers):
        content = path.read_bytes()
        found.setdefault(hashlib.sha256(content).hexdigest(), read_blank(path, form, catalogue))
    return tuple(found.values())


def _paths(catalogue: Catalogue, parsers: Path | None) -> Iterator[tuple[Definition, Path]]:
    for folder in data.folders("parsers", parsers):
        for path in sorted(folder.glob("*/*.blank*.pdf")):
            form = f"{path.parent.name}/{path.name.partition('.blank')[0]}"
            if form in catalogue.definitions:
                yield catalogue.get(form), path


@lru_cache(maxsize=32)
def _expectation(path: Path, _changed: int, form: str | None, catalogue: _ById) -> Expectation:
    forms = catalogue.catalogue
    content = path.read_bytes()
    document = readers.read(content, lambda: (trade_words(forms),))
    if document.media == "scan":
        content = readers.upright_blank(content)
        document = readers.read(content, lambda: (trade_words(forms),))
    _check_empty(document, path.name)
    definition = forms.get(form) if form else recognise(lines_of(document), forms).form
    if definition is None:
        raise UsageError(
            _("this blank is none of the known forms"),
            source=path.name,
            remedy=_("Name its form with --form; `docforge forms list` shows the forms."),
        )
    return expectation(definition, forms, document, readers.rasters_of(content), path.name)


def _check_empty(document: Document, name: str) -> None:
    """A blank is a PDF, or a scan that can be read, on which nothing is marked."""
    remedy = _("Save the empty form from Word as a PDF, and give that.")
    unread = any(notice.code is NoticeCode.PICTURE_PAGE for notice in document.notices)
    if unread or document.media not in ("pdf", "scan"):
        raise UsageError(_("this blank cannot be read"), source=name, remedy=remedy)
    marks = [mark for table in document.tables for cell in table.cells for mark in cell.marks]
    if any(mark.state is MarkState.CHOSEN for mark in marks):
        raise UsageError(_("this form is filled in, it is no blank"), source=name, remedy=remedy)


class _ById:
    """A catalogue as a key of a cache: the same one, not an equal one."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.catalogue is self.catalogue


def read_blank(path: Path, form: Definition | None, catalogue: Catalogue) -> Expectation:
    """What a blank promises; without `form` its own words tell which form it is.

    Raises UsageError where it is no blank of that form, UnreadableFile where it is no PDF.
    """
    try:
        changed = path.stat().st_mtime_ns
        return _expectation(path, changed, form.id if form else None, _ById(catalogue))
    except OSError as error:
        raise UsageError(
            _("it cannot be opened: {reason}").format(reason=refusal(error)),
            source=path.name,
        ) from error
    except DocforgeError as error:
        raise error.about(path.name) from error


def keep_blank(form: Definition, path: Path, catalogue: Catalogue) -> Path:
    """Keeps a bureau's own blank of a form in the project's folder; returns where it lies now."""
    read_blank(path, form, catalogue)
    content = path.read_bytes()
    name = f"{form.id}.blank-{hashlib.sha256(content).hexdigest()[:8]}.pdf"
    target = _KEPT / name
    target.parent.mkdir(parents=True, exist_ok=True)
    return write_atomically(target, content)
