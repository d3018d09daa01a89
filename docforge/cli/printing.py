"""What every run that writes documents ends with: the one for the printer, and the PDFs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from docforge import libreoffice
from docforge.atomic import write_atomically
from docforge.batch.progress import progress
from docforge.errors import UsageError
from docforge.filling.names import ENDING
from docforge.filling.printing import Printed, print_all, print_merged
from docforge.messages import translate as _
from docforge.render.merging import Merging


@dataclass(frozen=True)
class Finish:
    """What was asked for: one document of all in `merge`, each from an odd page on where `odd`,
    and with `pdf` a PDF beside every document."""

    merge: Path | None = None
    pdf: bool = False
    odd: bool = True

    def check(self) -> None:
        """Raises UsageError or ProgramMissing, before anything is read."""
        if self.pdf:
            libreoffice.required()
        if self.merge is not None and self.merge.suffix.lower() != ENDING:
            raise UsageError(_("--merge writes a Word document: its name ends in .docx."))

    def carry_out(self, documents: Sequence[Path], merging: Merging) -> int:
        """Write the merged document, then every PDF; how many of these there are none of."""
        together = self.merge if len(merging) else None
        if together is not None:
            click.echo(str(write_atomically(together, merging.merged())))
        if not self.pdf:
            return 0
        unprinted = 0
        with progress(len(documents), _("printing")) as step:
            for printed in print_all(documents):
                step(printed.document.name)
                unprinted += _tell(printed)
        if together is not None:
            unprinted += _tell(print_merged(together, len(merging), blank_pages=self.odd))
        return unprinted


def _tell(printed: Printed) -> bool:
    """The PDF on standard output, or why there is none; whether there is none."""
    if printed.pdf:
        click.echo(str(printed.pdf))
    elif printed.error:
        click.echo(" ".join(str(printed.error).split()), err=True)
    return printed.pdf is None
