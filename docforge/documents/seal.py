"""The picture of an office's seal (印章), over its name and the date (GB/T 9704-2012, 7.3.5.1).

Whoever prints a seal answers for it, so there is one only where it was asked for, and never on a
draft.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from docforge.documents.letterhead import Letterhead
from docforge.errors import ConfigurationError
from docforge.messages import translate as _
from docforge.refusals import refusal
from docforge.render import Picture

WIDTH = 42.0
"""mm across, where the letterhead does not say."""
_LEAST_PIXELS = 300
_LEAST_CLEAR = 0.2
"""The share of a seal's picture that shows the paper: its ground, or the words are covered."""


def seal_of(letterhead: Letterhead | None) -> Picture | None:
    """The seal of an office, None where its letterhead names none.

    Raises ConfigurationError for a picture that is none, is coarse, or would cover the words.
    """
    if letterhead is None or letterhead.seal is None:
        return None
    return Picture(_checked(letterhead.seal), width_mm=letterhead.seal_mm or WIDTH, alt="印章")


@lru_cache(maxsize=16)
def _checked(path: Path) -> bytes:
    """The picture's content, once it is known to be fit. Loaded only where a seal is printed."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            wide, high = picture.size
            alpha = picture.convert("RGBA").getchannel("A")
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise _unfit(path, _("is no picture that can be read.")) from error
    except OSError as error:
        reason = _("cannot be opened: {reason}.").format(reason=refusal(error))
        raise _unfit(path, reason) from error
    clear = sum(alpha.histogram()[:32]) / (wide * high)
    if clear < _LEAST_CLEAR:
        raise _unfit(path, _("covers the words: its ground is not transparent."))
    if min(wide, high) < _LEAST_PIXELS:
        said = _("is too coarse to be printed: {wide} x {high} pixels.")
        raise _unfit(path, said.format(wide=wide, high=high))
    return path.read_bytes()


def _unfit(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(
        what,
        source=str(path),
        remedy=_(
            "Give `seal` in the letterhead a PNG of the seal alone on a transparent ground, "
            "{pixels} pixels wide or more."
        ).format(pixels=_LEAST_PIXELS),
    )
