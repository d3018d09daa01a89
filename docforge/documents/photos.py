"""Photographs taken at inspections, by submission id, as they are appended to issue summaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docforge.errors import ConfigurationError
from docforge.messages import translate as _
from docforge.render import Picture

_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff")
_SEPARATORS = "-_ .（("
_WIDEST, _HIGHEST = 150.0, 95.0  # mm: two stand on a page


@dataclass(frozen=True)
class Photos:
    """The photographs of each submission, in the order of their names.

    `stray` are pictures of a name that begins with no id, `unfit` those Word cannot show.
    """

    by_submission: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    stray: tuple[Path, ...] = ()
    unfit: tuple[Path, ...] = ()

    def context(self, submission: str) -> list[dict[str, Any]]:
        """What a template prints: each picture with its caption, the rest of its file's name."""
        return [
            {"picture": _picture(path), "caption": _caption(path, submission, number)}
            for number, path in enumerate(self.by_submission.get(submission, ()), start=1)
        ]


def load_photos(folder: Path | None, submissions: Iterable[str]) -> Photos:
    """The pictures of a folder: `ID.jpg`, `ID-门牌.jpg`, or any name in a folder called `ID`.

    Raises ConfigurationError where there is no such folder.
    """
    if folder is None:
        return Photos()
    if not folder.is_dir():
        raise ConfigurationError(_("this folder does not exist"), source=str(folder))
    ids = sorted(submissions)
    found: dict[str, list[Path]] = {}
    stray, unfit = [], []
    for path in _files(folder):
        owner = _owner(path, folder, ids)
        if owner is None:
            stray.append(path)
        elif path.suffix.lower() in _ENDINGS and _size(path):
            found.setdefault(owner, []).append(path)
        else:
            unfit.append(path)
    kept = {owner: tuple(paths) for owner, paths in found.items()}
    return Photos(kept, tuple(stray), tuple(unfit))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name[0] != ".")


def _owner(path: Path, folder: Path, ids: Iterable[str]) -> str | None:
    parts = path.relative_to(folder).parts
    for id_ in ids:
        rest = path.stem.removeprefix(id_)
        named = rest != path.stem and (not rest or rest[0] in _SEPARATORS)
        if named or id_ in parts[:-1]:
            return id_
    return None


def _size(path: Path) -> tuple[int, int] | None:
    """Width and height in pixels, None for what Word cannot show."""
    # Imported late: most summaries have no photographs.
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError
    from docx.image.exceptions import UnrecognizedImageError as Unrecognised
    from docx.image.image import Image

    try:
        image = Image.from_file(str(path))
        return image.px_width, image.px_height
    except (OSError, Unrecognised, InvalidImageStreamError, UnexpectedEndOfFileError):
        return None


def _picture(path: Path) -> Picture:
    width, height = _size(path) or (1, 1)
    if width * _HIGHEST >= height * _WIDEST:
        return Picture(path, width_mm=_WIDEST, alt=path.stem)
    return Picture(path, height_mm=_HIGHEST, alt=path.stem)


def _caption(path: Path, submission: str, number: int) -> str:
    said = path.stem.removeprefix(submission).strip(_SEPARATORS + "）)")
    return f"照片{number}　{said}" if said and not said.isdigit() else f"照片{number}"
