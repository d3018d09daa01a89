"""Which page of which known blank a scan is.

A page is accepted by how alike both prints are once the scan lies on the blank, and only where all
that the blank says stands on the scan: forms of one office, set alike, have their words in the
same places, and are alike by more than half.
"""

from __future__ import annotations

from collections.abc import Sequence

from docforge.layout import ExpectedPage
from docforge.readers.scan.identity.agreement import MOST_MISSING, missing_share, says_more
from docforge.readers.scan.identity.registration import (
    Features,
    Registration,
    features_of,
    laid_against,
    raster_ink,
)
from docforge.readers.scan.pictures.ink import Grey

ACCEPTED = 0.5
"""Likeness of the prints: own pages have 0.84 and more, others as a rule 0.35 and less, those of
a form set alike up to 0.7 (docs/scans.md)."""
CLEAR = 0.7
"""Below this an accepted page is doubted."""


_SAME_PRINT = 0.06
"""By so much less the next page of the same print may be alike to the scan than that of another."""


class Blanks:
    """The pages of all blanks that a scan may be, with their features found once."""

    def __init__(self, pages: Sequence[ExpectedPage] = ()) -> None:
        self.features: list[Features] = []
        for page in pages:
            self.add(page)

    def add(self, page: ExpectedPage) -> int:
        """Another page; returns its index."""
        self.features.append(features_of(raster_ink(page.raster)))
        return len(self.features) - 1

    def register(
        self, ink: Grey, likely: Sequence[int] = (), only: Sequence[int] | None = None
    ) -> Registration | None:
        """The blank page that a scan (its ink) is; None where it is none of them, none of `only`.

        The `likely` ones are tried first, and if one of them fits well the others are not. The
        first of them is taken where another one fits hardly better: two prints of one form may end
        in the same lines.
        """
        seen = features_of(ink)
        rest = [index for index in range(len(self.features)) if index not in likely]
        for several in (likely, rest) if only is None else (only,):
            tried = [laid_against(seen, self.features[index], index) for index in several]
            fitting = [found for found in tried if found and found.score >= ACCEPTED]
            for found in sorted(
                fitting,
                key=lambda each: -each.score - _SAME_PRINT * (each.index in likely[:1]),
            ):
                blank = self.features[found.index]
                if missing_share(seen, blank, found.matrix) > MOST_MISSING:
                    continue
                if not says_more(seen, blank, found.matrix):
                    return found
        return None
