"""Pictures of doubtful places, cut out of the scans that a run read, for the review workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from docforge import readers
from docforge.errors import DocforgeError
from docforge.model import Source, Submission
from docforge.place import Place


@dataclass
class Clippings:
    """The sources of a run by the name that their submissions carry."""

    paths: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Iterable[tuple[Path, str]]) -> Clippings:
        return cls({name: path for path, name in sources})

    def __call__(self, submission: Submission, place: Place | None) -> bytes:
        """A JPEG of what stands at a place; nothing where the source is no scan or is gone."""
        path = self.paths.get(submission.source.name)
        if submission.form.way == "digital" or path is None:
            return b""
        if place is None or place.page is None or place.box is None:
            return b""
        try:
            return readers.clipping_of(path.read_bytes(), place.page, place.box)
        except (OSError, DocforgeError):
            return b""

    def thumbnails(self, source: Source, pages: Collection[int]) -> dict[int, bytes]:
        """Whole pages as small JPEGs; none where the source is gone."""
        path = self.paths.get(source.name)
        if path is None:
            return {}
        try:
            return readers.thumbnails_of(path.read_bytes(), pages)
        except (OSError, DocforgeError):
            return {}
