"""A definition with the blanks that people fill in: a bureau's own beside it, else those that
docforge prints from it.

Own blanks of `fire/site.yaml` are `fire/site.docx`, `fire/site.xlsx`, `fire/site.blank.docx`,
`fire/site.blank-2022.xlsx`, and PDF files named like the latter two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docforge.check.subject import Subject
from docforge.errors import DocforgeError
from docforge.forms import Catalogue, Definition, load_catalogue
from docforge.forms.definitions.catalogue import load_definition
from docforge.forms.values.wording import normal
from docforge.layout import Cell, Document
from docforge.model import Source, Submission
from docforge.place import Place

NAME = "岚阳某某制造有限公司"
"""What a trial blank bears as the enterprise's name."""
_MEDIA = ("docx", "xlsx", "pdf")


@dataclass(frozen=True)
class Blank:
    """A blank and what docforge reads on it. `name` is the file's, or that of the printing;
    `printed` by docforge."""

    name: str
    content: bytes
    document: Document
    submission: Submission | None
    printed: bool = False

    @cached_property
    def words(self) -> str:
        """All that is printed on it, without spaces and marks."""
        texts = [cell.text for table in self.document.tables for cell in table.cells]
        texts += [getattr(block, "text", "") for block in self.document.blocks]
        return normal("".join(texts))

    @cached_property
    def cells(self) -> dict[Place, Cell]:
        return {
            cell.place: cell
            for table in self.document.tables
            for cell in table.cells
            if cell.place is not None
        }


@dataclass(frozen=True)
class Form:
    """A definition, the catalogue that holds it alone, its blanks; or why they cannot be read."""

    definition: Definition | None = None
    catalogue: Catalogue | None = None
    blanks: tuple[Blank, ...] = ()
    fault: DocforgeError | None = None
    blank_faults: tuple[tuple[str, DocforgeError], ...] = ()


def form_of(subject: Subject) -> Form:
    """The definition of a form, read once for all rules."""
    try:
        shipped = load_catalogue()
        definition = load_definition(subject.path, shipped.labels)
    except DocforgeError as error:
        return Form(fault=error)
    catalogue = Catalogue({definition.id: definition}, shipped.labels, shipped.phrases)
    blanks: list[Blank] = []
    faults: list[tuple[str, DocforgeError]] = []
    own = list(_own(subject))
    for name, content in own or list(_printed(definition)):
        try:
            blanks.append(read_blank(name, content, definition, catalogue, printed=not own))
        except DocforgeError as error:
            faults.append((name, error))
    return Form(definition, catalogue, tuple(blanks), None, tuple(faults))


def read_blank(
    name: str, content: bytes, form: Definition, catalogue: Catalogue, *, printed: bool = False
) -> Blank:
    """What stands on a blank, as the form it is meant to be. Raises UnreadableFile."""
    from docforge import readers
    from docforge.intake.stack import understand

    document = readers.read(content)
    source = Source(name=name, sha256=hashlib.sha256(content).hexdigest(), media=document.media)
    found = understand(document, source, catalogue, form.id)
    return Blank(name, content, document, found[0] if found else None, printed)


def _own(subject: Subject) -> Iterator[tuple[str, bytes]]:
    stem = subject.path.stem
    for path in sorted(subject.path.parent.iterdir()):
        kind = path.suffix.lower().lstrip(".")
        if kind not in _MEDIA or not path.is_file():
            continue
        if path.name.startswith(f"{stem}.blank") or (path.stem == stem and kind != "pdf"):
            yield path.name, path.read_bytes()


def _printed(form: Definition) -> Iterator[tuple[str, bytes]]:
    # Imported here, as templates are checked without workbooks and pictures.
    from docforge.blanks.checklist_sheet import checklist_sheet
    from docforge.blanks.checklist_word import checklist_document
    from docforge.blanks.register_word import register_document

    if form.kind == "checklist":
        known = {"enterprise_name": NAME}
        yield f"{form.title}.docx", checklist_document(form, known)
        yield f"{form.title}.xlsx", checklist_sheet(form, known)
    elif form.kind == "register":
        yield f"{form.title}.docx", register_document(form, [{}], {})
