"""The signs of how sure a text is -> a probability that it is right, as fitted on drawn forms."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from docforge.readers.scan.lines.consensus import Signs

FILE = Path(__file__).with_name("calibration.json")
NAMES = (
    "constant",
    "margin",
    "least",
    "others",
    "lost",
    "changed",
    "strange",
    "unread",
    "apart",
    "count",
    "again",
)
"""What the weights belong to, in their order."""
_FARTHEST = 3.0
_LOOKED_AT = 0.9
"""The most that is believed where a person looks in any case: language overruled what was seen, or
would have done so in a name, and may have made a rare word into a usual one, or a look-alike has
the words for it; a 1 was overlooked, and no word would tell.
"""


def signs_of(signs: Signs) -> tuple[float, ...]:
    """The signs as numbers in the order of NAMES."""
    return (
        1.0,
        signs.margin,
        signs.least,
        signs.others,
        signs.lost,
        float(signs.changed),
        signs.strange / 10,
        float(signs.unread),
        min(signs.apart, _FARTHEST),
        math.log(1 + signs.count),
        float(signs.again),
    )


def sureness(signs: Signs) -> float:
    """How probable it is that a text is right."""
    weights = _weights()["words" if signs.heard else "names"]
    total = sum(weights[name] * value for name, value in zip(NAMES, signs_of(signs), strict=True))
    sure = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) if signs.count else 0.0
    doubted = signs.changed or signs.rival or signs.overlooked
    return min(sure, _LOOKED_AT) if doubted else sure


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: Mapping[str, Mapping[str, float]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found
