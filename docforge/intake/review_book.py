"""The review workbook of a run: doubtful values beside their crops, pages beside their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docforge.forms import Catalogue
from docforge.intake.clippings import Clippings
from docforge.intake.doubts import Doubts, doubts
from docforge.intake.page_rows import page_rows
from docforge.model import Submission
from docforge.sheets.review import write_review


def write_doubts(
    path: Path,
    submissions: Sequence[Submission],
    catalogue: Catalogue,
    clippings: Clippings | None = None,
) -> Doubts:
    """Writes the review workbook of these submissions; returns what it holds.

    Without `clippings` it shows no pictures. Raises UnwritableFile.
    """
    clippings = clippings or Clippings()
    found = doubts(submissions, catalogue, clippings)
    pages = page_rows(submissions, catalogue, clippings.thumbnails)
    write_review(path, found.review, found.hints, pages)
    return found
