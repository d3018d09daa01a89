"""Whether all that a print says stands on a scan."""

from __future__ import annotations

import cv2
import numpy as np

from docforge.readers.scan.identity.agreement import MOST_MISSING, missing_share
from docforge.readers.scan.identity.registration import shrunk
from docforge.readers.scan.pictures.ink import Grey

_LABELS = ("Inspected", "Number", "Remark", "Conform", "District", "Office", "Product", "Date")


def _page(labels: tuple[str, ...]) -> Grey:
    """The ink of a page of some labels below each other, at feature size."""
    page = np.zeros((1100, 778), np.uint8)
    for row, label in enumerate(labels):
        cv2.putText(page, label, (80, 120 + 60 * row), cv2.FONT_HERSHEY_DUPLEX, 0.6, 255, 1)
    return page


def test_a_page_lacks_nothing_of_its_own_print_also_where_curl_shifts_it() -> None:
    page = shrunk(_page(_LABELS))
    assert missing_share(page, page, np.eye(3)) == 0
    shifted = np.array([[1.0, 0.0, 3.0], [0.0, 1.0, -3.0], [0.0, 0.0, 1.0]])
    assert missing_share(page, page, shifted) == 0


def test_a_page_of_a_twin_lacks_the_words_in_which_it_differs() -> None:
    twin = shrunk(_page((*_LABELS[:6], "Illicit Trade", "Seizures made")))
    assert MOST_MISSING < missing_share(shrunk(_page(_LABELS)), twin, np.eye(3)) < 0.5


def test_what_is_written_beside_the_print_is_not_missed_and_a_bare_print_lacks_nothing() -> None:
    written = _page(_LABELS)
    cv2.line(written, (400, 80), (600, 500), 255, 3)
    for print_ in (_LABELS, ()):
        assert missing_share(shrunk(written), shrunk(_page(print_)), np.eye(3)) == 0
