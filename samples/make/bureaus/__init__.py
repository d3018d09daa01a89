"""Blank forms of other bureaus and trades, with filled copies and their truth: all invented.

docforge ships no definition of them. They measure how well `docforge forms new` drafts one, and
how well the draft reads before anybody edits it (benchmarks/drafts.py, tests/drafts).
"""

from __future__ import annotations

from samples.make.bureaus import (
    late,
    ledgers,
    lists,
    many_levels,
    odd,
    option_columns,
    options_in_cells,
    scores,
    signs,
)
from samples.make.bureaus.sheet import Blank

BLANKS: tuple[Blank, ...] = (
    *options_in_cells.BLANKS,
    *option_columns.BLANKS,
    *signs.BLANKS,
    *many_levels.BLANKS,
    *lists.BLANKS,
    *scores.BLANKS,
    *ledgers.BLANKS,
    *odd.BLANKS,
    *late.BLANKS,
)
