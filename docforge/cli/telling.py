"""What commands that write documents say of them: paths on standard output, the rest beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import click

from docforge.messages import translate as _


class Document(Protocol):
    """A document that was written, as `docforge.documents` tells of it."""

    @property
    def path(self) -> Path: ...

    @property
    def missing(self) -> Sequence[str]: ...

    @property
    def reasons(self) -> Sequence[str]: ...


def tell_written(written: Sequence[Document], nothing: str) -> None:
    """The path of each document on standard output; what it lacks on standard error."""
    for document in written:
        click.echo(str(document.path))
        if document.missing:
            lacks = _("lacks {missing}").format(missing="、".join(document.missing))
            click.echo(f"{document.path.name}: {lacks}", err=True)
        for reason in document.reasons:
            click.echo(f"{document.path.name}: {' '.join(reason.split())}", err=True)
    if not written:
        click.echo(nothing, err=True)
