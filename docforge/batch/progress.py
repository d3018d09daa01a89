"""A progress bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from docforge.messages import translate as _

Step = Callable[[str], None]
"""Told the name of each file that is done."""


@contextmanager
def progress(total: int, doing: str = "") -> Iterator[Step]:
    """A bar for `total` files, called `doing` until the first is done.

    Nothing where standard error is no terminal or it is one file.
    """
    if total < 2 or not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(doing or _("reading"), total=total)

        def step(name: str) -> None:
            bar.update(task, advance=1, description=name[-40:])

        yield step
