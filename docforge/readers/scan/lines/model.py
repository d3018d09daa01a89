"""What the model that reads lines of text sees in pictures of them: how they are handed to it, and
how likely each character is at each step from left to right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan import models
from docforge.readers.scan.pictures.ink import Grey

HEIGHT = 48
"""Pixels of a line as the model wants it."""
NARROWEST, LEAST_WIDTH = 12, 96


def width_of(line: Grey) -> int:
    """Pixels of a line's width at the model's height."""
    high, wide = line.shape
    return max(NARROWEST, math.ceil(HEIGHT * int(wide) / max(int(high), 1)))


def as_high(line: Grey, wider: float = 1.0) -> Grey:
    """A line (dark on white) at the model's height."""
    size = (round(width_of(line) * wider), HEIGHT)
    return np.asarray(cv2.resize(line, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def padded(picture: Grey) -> Grey:
    """A picture with white behind it where it is short."""
    missing = max(0, LEAST_WIDTH - picture.shape[1])
    return np.asarray(
        cv2.copyMakeBorder(
            picture, 0, 0, missing // 4, missing - missing // 4, cv2.BORDER_CONSTANT, value=255
        ),
        dtype=np.uint8,
    )


def answers_to(pictures: Sequence[Grey]) -> NDArray[np.float32]:
    """Pictures x steps x characters: probabilities in one batch of padded pictures, all as wide
    as the widest."""
    width = max(picture.shape[1] for picture in pictures)
    batch = np.zeros((len(pictures), 3, HEIGHT, width), dtype=np.float32)
    for place, picture in enumerate(pictures):
        batch[place, :, :, : picture.shape[1]] = picture / np.float32(127.5) - 1
    session = models.recognition()
    (answers,) = session.run(None, {session.get_inputs()[0].name: batch})
    return np.asarray(answers, dtype=np.float32)


@lru_cache(maxsize=1)
def alphabet() -> tuple[str, ...]:
    """The model's characters: none at 0, as CTC has it, and a blank at the end."""
    metadata = models.recognition().get_modelmeta().custom_metadata_map
    return ("", *metadata["character"].splitlines(), " ")
