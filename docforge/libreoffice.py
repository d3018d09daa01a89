"""LibreOffice as a converter: an outside program that may be missing, hang or die.

Each call has a user profile of its own, so that it neither waits for a LibreOffice that somebody
has open nor disturbs it, and a time limit, after which it and its children are ended.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from docforge.errors import DocforgeError, ProgramMissing, UnreadableFile
from docforge.messages import translate as _

TIME_LIMIT = 120.0
"""Seconds for one document, before the converter is taken to hang."""
_STARTING = 60.0
"""Seconds that a converter may need to start on a busy machine, once a call."""
_TOGETHER = 16
"""Documents per call: starting costs more than converting a letter."""
_HANGS = 3
"""Calls in a row that end without any result by their time limit before no more are made."""
_ELSEWHERE = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
)


def program() -> Path | None:
    """Where LibreOffice is on this machine, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    return next((path for path in _ELSEWHERE if path.is_file()), None)


class Converted(NamedTuple):
    """What became of one document: the new file, or why there is none."""

    source: Path
    result: Path | None
    error: DocforgeError | None = None


def converted(source: Path, to: str, folder: Path, *, time_limit: float = TIME_LIMIT) -> Path:
    """Convert one document to the format `to` ("pdf", "docx", "xlsx"), into `folder`.

    Raises ProgramMissing where LibreOffice is not installed, UnreadableFile where it can make
    nothing of the document within `time_limit` seconds.
    """
    _call(required(), [source], to, folder, _STARTING + time_limit)
    result = _expected(source, to, folder)
    if not result.is_file():
        raise _unconverted(source, to)
    return result


def converted_all(
    sources: Sequence[Path],
    to: str,
    folder: Path,
    *,
    processes: int = 2,
    time_limit: float = TIME_LIMIT,
) -> Iterator[Converted]:
    """Convert documents of different names side by side; each as soon as it is done.

    A document at which the converter hangs or dies costs the others of its call nothing but
    time: whatever came out without a result is tried once more, alone. Where it does nothing but
    hang, the rest is not tried. Raises ProgramMissing.
    """
    office, patience = required(), _Patience()
    size = max(1, min(_TOGETHER, -(-len(sources) // max(1, processes))))
    groups = [sources[at : at + size] for at in range(0, len(sources), size)]
    with ThreadPoolExecutor(max_workers=max(1, processes)) as pool:
        calls = [
            pool.submit(_group, office, group, to, folder, time_limit, patience) for group in groups
        ]
        try:
            for call in as_completed(calls):
                yield from call.result()
        finally:
            for call in calls:
                call.cancel()


class _Patience:
    """Ends where the converter does nothing but hang: a hundred documents shall not be waited for
    one after the other."""

    def __init__(self) -> None:
        self._hung = 0

    @property
    def ended(self) -> bool:
        return self._hung >= _HANGS

    def seen(self, *, in_time: bool, anything: bool) -> None:
        """A call that ended in time, or made anything, shows that the converter can work."""
        self._hung = 0 if in_time or anything else self._hung + 1


def _group(
    office: Path,
    group: Sequence[Path],
    to: str,
    folder: Path,
    time_limit: float,
    patience: _Patience,
) -> list[Converted]:
    for source in group:
        with suppress(FileNotFoundError):  # an old result must not pass for a new one
            _expected(source, to, folder).unlink()

    def tried(documents: Sequence[Path]) -> None:
        if not patience.ended:
            in_time = _call(office, documents, to, folder, _STARTING + time_limit)
            anything = any(_expected(each, to, folder).is_file() for each in documents)
            patience.seen(in_time=in_time, anything=anything)

    tried(group)
    done = []
    for source in group:
        result = _expected(source, to, folder)
        if not result.is_file() and len(group) > 1:
            tried([source])
        if result.is_file():
            done.append(Converted(source, result))
        else:
            error = _hanging(source) if patience.ended else _unconverted(source, to)
            done.append(Converted(source, None, error))
    return done


def _call(office: Path, sources: Sequence[Path], to: str, folder: Path, seconds: float) -> bool:
    """Run the converter; what it made is seen by its files, its exit code says nothing.

    Returns whether it ended by itself in time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix="docforge-office-", ignore_cleanup_errors=True
    ) as profile:
        command = [
            str(office),
            f"-env:UserInstallation={Path(profile).as_uri()}",
            *("--headless", "--norestore", "--nologo", "--convert-to", to),
            *("--outdir", str(folder), *map(str, sources)),
        ]
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            running.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        finally:
            _end(running)
        return True


def _end(running: subprocess.Popen[bytes]) -> None:
    """End the converter with all it started: `soffice` is only the parent of what converts."""
    if running.poll() is None and os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(running.pid)], check=False)
    elif running.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def required() -> Path:
    """Where LibreOffice is. Raises ProgramMissing, which says how to install it."""
    office = program()
    if office is None:
        raise ProgramMissing(
            _("This needs LibreOffice, which is not installed here."),
            remedy=_(
                "Install it (Debian and Ubuntu: apt-get install libreoffice-writer-nogui "
                "libreoffice-calc-nogui; elsewhere from libreoffice.org), then try again."
            ),
        )
    return office


def _expected(source: Path, to: str, folder: Path) -> Path:
    # "pdf:writer_pdf_Export" names a filter besides the format.
    return folder / f"{source.stem}.{to.partition(':')[0]}"


def _unconverted(source: Path, to: str) -> UnreadableFile:
    return UnreadableFile(
        _("LibreOffice could not convert it to {format}, or took too long.").format(
            format=to.partition(":")[0].upper()
        ),
        source=str(source),
        remedy=_("Open it in Word or WPS, look whether it is whole, and save it anew."),
    )


def _hanging(source: Path) -> UnreadableFile:
    return UnreadableFile(
        _("LibreOffice hangs at whatever it is given; no more documents are tried."),
        source=str(source),
        remedy=_("Close every LibreOffice, see that it opens a document, then try again."),
    )
