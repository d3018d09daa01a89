"""`docforge forms blank -o x.pdf`: forms on paper, whose scans docforge knows again."""

from __future__ import annotations

from pathlib import Path

import click

from docforge.atomic import write_atomically
from docforge.blanks.copies import copies_of
from docforge.blanks.page_marks import one_after_another
from docforge.blanks.printed import numbered_copies, printed_blanks
from docforge.errors import ExitCode, UsageError
from docforge.forms import Definition
from docforge.intake.copy_keys import key_of
from docforge.intake.enterprises import EnterpriseList
from docforge.intake.printed_blanks import keep_printed
from docforge.messages import translate as _


def print_blanks(
    form: Definition,
    output: Path,
    listed: EnterpriseList | None,
    *,
    copies: int | None,
    merge: Path | None,
) -> ExitCode:
    """Prints a form, keeps the print for when it returns, and says where everything lies."""
    if (copies and listed) or (merge and not listed):
        raise UsageError(_("--copies is for a form without --enterprises, --merge for one with it"))
    wanted = [(key_of(each, listed), each.values()) for each in listed.entries] if listed else []
    blanks = printed_blanks(form.id, copies_of(form, wanted))
    kept = {keep_printed(blank).parent for blank in blanks}
    for number, blank in enumerate(blanks, start=1):
        name = f"{output.stem}-{number:03d}{output.suffix}" if len(blanks) > 1 else output.name
        content = numbered_copies(blank, copies) if copies else blank.content
        click.echo(str(write_atomically(output.with_name(name), content)))
    if merge:
        content = one_after_another([blank.content for blank in blanks])
        click.echo(str(write_atomically(merge, content)))
    where = _("Kept in {folder}, so that scans of it are known again on this computer.")
    click.echo(where.format(folder=", ".join(map(str, sorted(kept)))), err=True)
    return ExitCode.OK
