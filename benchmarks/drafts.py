"""How well an unedited draft reads: blanks of other bureaus drafted, filled copies read by them.

    python -m benchmarks.drafts [--pdf] [NAME...]

Every blank in samples/make/bureaus is drafted by `docforge forms new`; copies filled in several
styles are read with that draft as it is. Each field, conclusion, record and cell of a register
counts one; asked for are 90 % of each form. `--pdf` prints the Word files with LibreOffice and
counts the PDFs too.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docforge import readers
from docforge.forms import Catalogue, Definition, load_catalogue
from docforge.forms.definitions.catalogue import load_definition
from docforge.forms.drafting import draft
from docforge.forms.values.wording import core, normal, split_number
from docforge.intake.stack import AUTO, understand
from docforge.model import Field, Source, Submission
from samples.make.bureaus import BLANKS
from samples.make.bureaus.printing import drawn, with_clicking_boxes
from samples.make.bureaus.sheet import Blank, Truth
from samples.make.pdf import with_free_fonts

ASKED = 0.9


@dataclass
class Tally:
    """What was read right of all that was filled in, and what was not."""

    right: int = 0
    all: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, expected: str, read: str) -> None:
        self.all += 1
        if _same(expected, read):
            self.right += 1
        else:
            self.wrong.append(f"{what}: {expected!r} read as {read!r}")

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.all += other.all
        self.wrong += other.wrong

    @property
    def share(self) -> float:
        return self.right / self.all if self.all else 0.0


def definition_of(blank: bytes, folder: Path, id_: str) -> Definition:
    """The draft of a blank as `forms new` writes it, loaded as a user would."""
    path = folder / f"{id_}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = load_catalogue()
    path.write_text(draft(readers.read(blank), catalogue, id_), "utf-8")
    return load_definition(path, catalogue.labels)


def read_with(form: Definition, filled: bytes, *, alone: bool = True) -> Submission | None:
    """A filled copy as the draft reads it; `alone` = the form is named, else it is recognised."""
    shipped = load_catalogue()
    definitions = {form.id: form} if alone else {**shipped.definitions, form.id: form}
    catalogue = Catalogue(definitions, shipped.labels, shipped.phrases)
    source = Source(name="filled", sha256="0" * 64)
    found = understand(readers.read(filled), source, catalogue, form.id if alone else AUTO)
    own = [each for each in found if each.form.id == form.id]
    return max(own, key=lambda each: each.form.score, default=None)


def compared(form: Definition, submission: Submission | None, truth: Truth) -> Tally:
    """Cell by cell: fields by their printed label, answers by the item's words, rows in order."""
    tally = Tally()
    fields = submission.fields if submission else {}
    keys = {core(own.print): own.key for own in form.fields if own.print}
    keys |= {core(own.print): own.until for own in form.fields if own.until and "至" in own.print}
    for label, expected in truth.fields.items():
        key = keys.get(core(label))
        tally.count(label, expected, _text(fields.get(key)) if key else "(no field)")
    items = {normal(item.text): item.id for item in form.items}
    answers = {own.item: own for own in submission.answers} if submission else {}
    for text, said in truth.answers.items():
        item = items.get(normal(split_number(text)[1]))
        answer = answers.get(item) if item else None
        tally.count(text, said.conclusion, str(answer.conclusion) if answer else "(no item)")
        record = ((answer.record or answer.remark) if answer else "") or ""
        if said.record or record:
            tally.count(f"{text} / record", said.record, record)
    columns = {core(own.print): own.key for own in form.register_columns}
    rows = submission.rows if submission else ()
    for number, wanted in enumerate(truth.rows):
        cells: Mapping[str, Field] = rows[number].cells if number < len(rows) else {}
        for label, expected in wanted.items():
            key = columns.get(core(label))
            tally.count(f"{number + 1} {label}", expected, _text(cells.get(key or "")))
    return tally


def _text(own: Field | None) -> str:
    value = own.value if own else None
    if isinstance(value, tuple):
        return "、".join(value)
    return "" if value is None else str(value)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


@dataclass(frozen=True)
class Copy:
    """A filled copy with its truth."""

    blank: Blank
    ending: str
    style: str
    filled: bytes
    truth: Truth


def copies(pdf: bool, names: list[str]) -> Iterator[tuple[Blank, str, bytes, list[Copy]]]:
    """Each blank in each format with its filled copies; one that clicks has a blank of its own."""
    chosen = [blank for blank in BLANKS if not names or blank.name in names]
    for blank in chosen:
        for ending in blank.formats:
            if ending == "pdf":
                continue
            styles = [style for style in blank.styles if style != "controls"]
            filled = [Copy(blank, ending, s, *drawn(blank, ending, s)) for s in styles]
            yield blank, ending, drawn(blank, ending)[0], filled
            if "controls" in blank.styles:
                clicked = Copy(blank, ending, "controls", *drawn(blank, ending, "controls"))
                yield blank, ending, with_clicking_boxes(blank, ending), [clicked]
    if pdf:
        yield from _printed([blank for blank in chosen if "pdf" in blank.formats])


def _printed(blanks: list[Blank]) -> Iterator[tuple[Blank, str, bytes, list[Copy]]]:
    """The PDFs, printed by one run of LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        truths: dict[tuple[str, str], Truth] = {}
        for blank in blanks:
            for style in ("", *blank.styles):
                content, truths[blank.name, style] = drawn(blank, "docx", style or None)
                (room / f"{blank.name}--{style}.docx").write_bytes(with_free_fonts(content))
        profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
        sources = sorted(map(str, room.glob("*.docx")))
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *sources],
            check=True,
            capture_output=True,
            timeout=1200,
        )
        for blank in blanks:
            made = {s: (room / f"{blank.name}--{s}.pdf").read_bytes() for s in ("", *blank.styles)}
            filled = [Copy(blank, "pdf", s, made[s], truths[blank.name, s]) for s in blank.styles]
            yield blank, "pdf", made[""], filled


def main(arguments: list[str]) -> int:
    """Prints a line a form and format; 1 where one stays below what is asked."""
    pdf = "--pdf" in arguments
    tell = "--wrong" in arguments
    names = [each for each in arguments if not each.startswith("--")]
    whole, low = Tally(), 0
    with tempfile.TemporaryDirectory() as folder:
        for blank, ending, empty, filled in copies(pdf, names):
            try:
                form = definition_of(empty, Path(folder), f"own/{blank.name}")
            except Exception as error:
                print(f"{blank.name:24} {ending:5} no draft: {type(error).__name__} {error}")
                low += 1
                continue
            for copy in filled:
                tally = compared(form, read_with(form, copy.filled), copy.truth)
                known = read_with(form, copy.filled, alone=False) is not None
                whole.add(tally)
                low += tally.share < ASKED
                said = "" if known else "  not recognised"
                print(
                    f"{blank.name:24} {ending:5} {copy.style:9}"
                    f"{tally.right:4} of {tally.all:3}  {tally.share:4.0%}{said}"
                )
                for line in tally.wrong if tell else ():
                    print("      " + line)
    print(f"all: {whole.right} of {whole.all} right ({whole.share:.1%}); below {ASKED:.0%}: {low}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
