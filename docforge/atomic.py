"""Writing a file whole or not at all: nobody ever finds half a notice.

The content goes into a neighbour of the target and takes its place in one step.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from docforge.errors import UnwritableFile
from docforge.messages import translate as _
from docforge.refusals import refusal

_PARTIAL = ".docforge-"
_ABANDONED = 600.0
"""Seconds after which what is still partly written was given up, whoever wrote it."""


def write_atomically(path: str | os.PathLike[str], content: bytes) -> Path:
    """Write `content` to `path`, making its folder where needed; returns the path.

    Raises UnwritableFile where the folder or file may not be written, which on Windows is
    also what happens while the old file is open in Word or Excel.
    """
    return written_atomically(path, lambda target: target.write(content))


def written_atomically(path: str | os.PathLike[str], write: Callable[[BinaryIO], object]) -> Path:
    """As `write_atomically`, `write` putting the content into a file that can be read and sought.

    What `write` raises leaves an old file untouched and nothing else behind.
    """
    target = Path(path)
    # Kept short: a name near the system's limit (255 bytes, 85 Chinese characters) must not
    # fail only because its temporary neighbour is longer.
    partial = target.with_name(f"{_PARTIAL}{os.getpid()}-{abs(hash(target.name)) % 16**8:08x}")
    try:
        with _opened(partial) as stream:
            write(stream)
        partial.replace(target)
    except OSError as error:
        _removed(partial)
        raise UnwritableFile(
            _("cannot be written: {reason}.").format(reason=refusal(error)),
            source=str(target),
            remedy=_("Close it where it is open, or choose another folder with -o."),
        ) from error
    except BaseException:
        _removed(partial)
        raise
    return target


def _opened(partial: Path) -> BinaryIO:
    try:
        return partial.open("w+b")
    except FileNotFoundError:
        partial.parent.mkdir(parents=True, exist_ok=True)
        return partial.open("w+b")


def _removed(partial: Path) -> None:
    with suppress(OSError):
        partial.unlink()


def swept(folder: Path) -> None:
    """Take away what runs left partly written in a folder when they were killed."""
    for partial in folder.glob(f"{_PARTIAL}*-*"):
        writer = partial.name.removeprefix(_PARTIAL).partition("-")[0]
        with suppress(OSError):
            age = time.time() - partial.stat().st_mtime
            if writer.isdigit() and (age > _ABANDONED or _has_ended(int(writer))):
                partial.unlink()


def _has_ended(process: int) -> bool:
    """Whether no process of this number runs here; on Windows asking could end it."""
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
