"""Taking a run up again where it was broken off: what is in OUT.jsonl is not read twice.

A source is known by the SHA-256 of its bytes, never by its name.
"""

from __future__ import annotations

import hashlib
from pathlib import Path


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes; "" where it cannot be opened (reading it will say why)."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def prepare_resume(output: Path) -> bool:
    """Cuts a torn last line off the output of an earlier run, so that lines can be appended.

    A run that was killed while it wrote leaves a line without its end. Returns whether there is
    an output to take up.
    """
    if not output.is_file():
        return False
    with output.open("r+b") as stream:
        content = stream.read()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            stream.truncate(whole)
    return whole > 0
