"""Writing a file whole or not at all: nobody ever finds half a notice.

The content goes into a neighbour of the target and takes its place in one step.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from docforge.errors import UnwritableFile
from docforge.messages import translate as _


def write_atomically(path: str | os.PathLike[str], content: bytes) -> Path:
    """Write `content` to `path`, making its folder where needed; returns the path.

    Raises UnwritableFile where the folder or file may not be written, which on Windows is
    also what happens while the old file is open in Word or Excel.
    """
    target = Path(path)
    # Kept short: a name near the system's limit (255 bytes, 85 Chinese characters) must not
    # fail only because its temporary neighbour is longer.
    partial = target.with_name(f".docforge-{os.getpid()}-{abs(hash(target.name)) % 16**8:08x}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(target)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise UnwritableFile(
            _("cannot be written: {reason}.").format(reason=error.strerror or error),
            source=str(target),
            remedy=_("Close it where it is open, or choose another folder with -o."),
        ) from error
    return target
