"""Whatever happened to a file: a document, or one error with a remedy, and soon.

Every folder of samples/ways is damaged here, whichever reader it is for. DOCFORGE_FUZZ=20000 runs
that many examples a format instead of the few of every day (see CONTRIBUTING.md).
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docforge.errors import DocforgeError
from docforge.intake.parsing import parsing_for
from docforge.model import Submission
from docforge.readers import READERS
from docforge.readers.content import media_of
from docforge.readers.legacy import MEDIA as CONVERTED
from tests.readers.damage import damaged

pytestmark = pytest.mark.heavy

_WAYS = Path(__file__).parents[2] / "samples" / "ways"
_FORMATS = sorted(path.name for path in _WAYS.iterdir() if path.is_dir())
_EXAMPLES = int(os.environ.get("DOCFORGE_FUZZ", "150"))
_SECONDS = 10.0
_USUAL = settings(
    max_examples=_EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@cache
def _files(folder: str) -> list[bytes]:
    found = sorted(p for p in (_WAYS / folder).iterdir() if p.suffix != ".yaml")
    return [path.read_bytes() for path in found]


@pytest.mark.parametrize("folder", _FORMATS)
@_USUAL
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_a_damaged_file_gives_a_document_or_one_error(folder: str, seed: int) -> None:
    chance = random.Random(seed)
    data = damaged(chance.choice(_files(folder)), chance)
    began = time.monotonic()
    _is_answered(lambda: _read(data))
    assert time.monotonic() - began < _SECONDS


def _read(data: bytes) -> None:
    media = media_of(data)
    # LibreOffice has tests of its own: it takes seconds a file.
    if media not in CONVERTED:
        assert READERS[media](data).media


def _is_answered(work: Callable[[], None]) -> None:
    """Nothing but an error for a clerk may come out, on one line and with a remedy."""
    told = None
    try:
        work()
    except DocforgeError as error:
        told = error
    assert told is None or (told.what and told.remedy and "\n" not in str(told))


@pytest.mark.parametrize("folder", [name for name in _FORMATS if name != "old"])
@settings(parent=_USUAL, max_examples=max(_EXAMPLES // 5, 1))
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_what_is_left_of_a_form_is_understood_without_a_mistake_of_ours(
    folder: str, seed: int
) -> None:
    chance = random.Random(seed)
    data = damaged(chance.choice(_files(folder)), chance)

    def understand() -> None:
        assert all(isinstance(one, Submission) for one in parsing.submissions(data, "x"))

    parsing = parsing_for()
    _is_answered(understand)
