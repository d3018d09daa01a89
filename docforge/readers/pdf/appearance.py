"""What an annotation shows: its appearance, painted like a page's own content.

What a field stores and what it shows may differ, and a stamp says nothing but what it shows.
Source: ISO 32000-1, 12.5.5 (appearance streams).
"""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, apply_matrix_rect, mult_matrix

from docforge.place import Box
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.ink import Ink
from docforge.readers.pdf.recorder import record_form
from docforge.readers.pdf.typefaces import Fonts

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOST = 2_000
"""Appearances painted on one page."""


class Appearances:
    """Paints the appearances of one page's annotations."""

    def __init__(self, frame: Frame, fonts: Fonts, fallback: Any = None) -> None:
        self._frame, self._fonts = frame, fonts
        self._fallback = fallback
        self._left = _MOST

    def shown(self, annotation: dict[str, Any]) -> Ink | None:
        """What the annotation paints; None where it has no appearance of its own."""
        form = _normal(annotation)
        rectangle = _numbers(resolve1(annotation.get("Rect")), 4)
        box = _numbers(resolve1(form.get("BBox")), 4) if form is not None else None
        if form is None or rectangle is None or box is None or self._left <= 0:
            return None
        self._left -= 1
        own = _numbers(resolve1(form.get("Matrix")), 6)
        matrix: Matrix = tuple(own) if own else _IDENTITY  # type: ignore[assignment]
        placed = _onto(apply_matrix_rect(matrix, _box(box)), _box(rectangle))
        if placed is None:
            return None
        resources = resolve1(form.get("Resources")) or resolve1(self._fallback)
        whole = mult_matrix(matrix, mult_matrix(placed, self._frame.matrix))
        ink = record_form(form, resources, whole, self._frame, self._fonts)
        return self._frame.upright_ink(ink)


def _normal(annotation: dict[str, Any]) -> PDFStream | None:
    looks = resolve1(annotation.get("AP"))
    normal = resolve1(looks.get("N")) if isinstance(looks, dict) else None
    if isinstance(normal, dict):
        state = resolve1(annotation.get("AS"))
        normal = resolve1(normal.get(str(state.name))) if isinstance(state, PSLiteral) else None
    return normal if isinstance(normal, PDFStream) else None


def _onto(inner: Box, outer: Box) -> Matrix | None:
    """The matrix that lays one rectangle onto another."""
    across, down = inner[2] - inner[0], inner[3] - inner[1]
    if across <= 0 or down <= 0:
        return None
    wide, tall = (outer[2] - outer[0]) / across, (outer[3] - outer[1]) / down
    return wide, 0.0, 0.0, tall, outer[0] - wide * inner[0], outer[1] - tall * inner[1]


def _numbers(listed: Any, count: int) -> list[float] | None:
    numbers = [resolve1(one) for one in listed] if isinstance(listed, list) else []
    usable = all(isinstance(one, (int, float)) and abs(one) < 1e6 for one in numbers)
    return [float(one) for one in numbers] if usable and len(numbers) == count else None


def _box(corners: list[float]) -> Box:
    (left, right), (low, high) = sorted(corners[::2]), sorted(corners[1::2])
    return left, low, right, high
