"""Pictures of doubtful places and of pages, out of the scans of a run, for the review workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    _open: tuple[str, bytes] = ("", b"")
    """The source that was asked for last: a stack of a hundred pages is read once."""

    @classmethod
    def of(cls, sources: Iterable[tuple[Path, str]]) -> Clippings:
        return cls({name: path for path, name in sources})

    def __call__(self, submission: Submission, place: Place | None) -> bytes:
        """A JPEG of what stands at a place; nothing where the source is no scan or is gone."""
        if submission.form.way == "digital":
            return b""
        if place is None or place.page is None or place.box is None:
            return b""
        try:
            source = submission.source
            upright = source.quarters(place.page)
            return readers.clipping_of(self._content(source), place.page, place.box, upright)
        except (OSError, DocforgeError):
            return b""

    def thumbnails(self, source: Source, pages: Mapping[int, int]) -> dict[int, bytes]:
        """Whole pages as small JPEGs, turned by quarters; none where the source is gone."""
        try:
            return readers.thumbnails_of(self._content(source), pages)
        except (OSError, DocforgeError):
            return {}

    def _content(self, source: Source) -> bytes:
        """Raises OSError where the source is not among those of the run, or gone."""
        if self._open[0] != source.name:
            if source.name not in self.paths:
                raise FileNotFoundError(source.name)
            self._open = source.name, self.paths[source.name].read_bytes()
        return self._open[1]
