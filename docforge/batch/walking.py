"""Which files a run reads: those that are named, and all in the folders that are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_CLUTTER = frozenset({"thumbs.db", "desktop.ini"})
_LOCK_FILES = ("~$", ".~")
"""Word and Excel put "~$name" beside an open file, WPS and LibreOffice ".~name"."""


class SourceFile(NamedTuple):
    """A file to read, and the name by which results and messages call it.

    The name never holds the machine's folders: it is the file's own name, with its path below
    the folder that was given ("县局/表3.docx").
    """

    path: Path
    name: str


def find_sources(
    given: Iterable[Path], skip: Callable[[Path], bool] = lambda _path: False
) -> list[SourceFile]:
    """The files of a run in a fixed order, each once.

    Folders are walked; hidden files, lock files, system clutter and what `skip` tells are left
    out there. A file that was named itself is always read, also one that does not exist: reading
    it then says so.
    """
    found: dict[Path, SourceFile] = {}
    for path in given:
        if path.is_dir():
            for inside in _walked(path):
                if not skip(inside):
                    name = inside.relative_to(path).as_posix()
                    found.setdefault(_identity(inside), SourceFile(inside, name))
        else:
            found.setdefault(_identity(path), SourceFile(path, path.name))
    return list(found.values())


def _walked(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir(), key=lambda each: (each.is_dir(), each.name)):
        if entry.name.startswith((".", *_LOCK_FILES)) or entry.name.lower() in _CLUTTER:
            continue
        if entry.is_dir():
            if not entry.is_symlink():  # a link may lead back up and never end
                yield from _walked(entry)
        elif entry.is_file():
            yield entry


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except OSError:
        return path.absolute()
