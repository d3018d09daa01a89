"""The state of a finding, told by what stands in its line of the ledger.

open -> notified -> reported -> rechecked -> closed; overdue and escalated stand beside it. The
state follows from the line alone: whoever types a date of a recheck moves it as a returned paper
does, and nothing moves twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import IntEnum

from docforge.forms.definitions.phrases import Phrases
from docforge.model import Conclusion
from docforge.sheets.workbook import iso_date

CORRECTED = "已当场整改"
ORDERED = "责令改正"
PASSED, FAILED = "合格", "不合格"


class State(IntEnum):
    """How far a finding has come; a higher state comes later."""

    OPEN = 0
    NOTIFIED = 1
    REPORTED = 2
    RECHECKED = 3
    CLOSED = 4

    @property
    def word(self) -> str:
        """As the ledger says it."""
        return _WORDS[self]


_WORDS = {
    State.OPEN: "待处置",
    State.NOTIFIED: "已通知",
    State.REPORTED: "已报告",
    State.RECHECKED: "已复查",
    State.CLOSED: "已销号",
}
_BY_WORD = {word: state for state, word in _WORDS.items()}
ESCALATED = "已升级"


def state_called(word: str) -> State | None:
    """The state that a ledger's word means; None for 逾期, 已升级 and words of the clerks' own."""
    return _BY_WORD.get(word.strip())


def state_of(cells: Mapping[str, str], phrases: Phrases) -> State:
    """How far a finding has come by the cells of its line (dates as ISO 8601).

    A recheck that was passed closes it. One that was not leaves it rechecked until the enterprise
    reports again: a report counts where it is later than the recheck.
    """
    if CORRECTED in cells.get("disposition", ""):
        return State.CLOSED
    reported, rechecked = cells.get("reported_on", ""), cells.get("rechecked_on", "")
    result = passed(cells.get("recheck_result", ""), phrases)
    if result:
        return State.CLOSED
    if (rechecked or result is False) and not (reported and rechecked and reported > rechecked):
        return State.RECHECKED
    if reported:
        return State.REPORTED
    if ORDERED in cells.get("disposition", ""):
        return State.NOTIFIED
    return State.OPEN


def passed(result: str, phrases: Phrases) -> bool | None:
    """Whether the words of a recheck say that the problem is gone; None where they don't tell."""
    if not result.strip():
        return None
    said = phrases.conclusion_of(result)
    if said in (Conclusion.CONFORM, Conclusion.NONCONFORM):
        return said is Conclusion.CONFORM
    if phrases.problem_in(result) or any(word in result for word in _NOT_DONE):
        return False
    if phrases.praises(result) or any(word in result for word in _DONE):
        return True
    return None


# Said of a rectification only, so that they are no phrases of what an inspection finds.
_NOT_DONE = ("未整改", "未完成", "未改正", "未通过", "不通过", "整改中")
_DONE = ("整改到位", "整改完", "完成整改", "已整改", "已改正", "通过", "合格", "销号")


def settled(derived: State, before: State | None, written: str) -> str:
    """The word of the state column, where a clerk may have written into it.

    `before` is the state that docforge derived last, None where it is not remembered. What a clerk
    wrote stands until something new happens that leads further than it.
    """
    own = state_called(written)
    if not written.strip() or (before is not None and written.strip() == before.word):
        return derived.word
    if before is not None and derived is before:
        return written
    if own is None:
        return derived.word if before is not None and derived is State.CLOSED else written
    return max(own, derived).word


def overdue(cells: Mapping[str, str], state: State, today: date) -> int:
    """Days since the deadline of a finding that nobody has reported as put right; 0 if none."""
    deadline = iso_date(cells.get("deadline", ""))
    if deadline is None or state >= State.REPORTED:
        return 0
    return max((today - deadline).days, 0)


def escalation(cells: Mapping[str, str], written: str, phrases: Phrases, late: int) -> str:
    """What goes beyond ordering to mend, beside the state: a case, or the reason to open one."""
    if cells.get("case_filed", "").strip() in ("是", "已立案"):
        return "已立案"
    if written.strip() == ESCALATED:
        return ESCALATED
    if state_of(cells, phrases) is State.CLOSED or state_called(written) is State.CLOSED:
        return ""
    result = cells.get("recheck_result", "")
    if passed(result, phrases) is False and state_of(cells, phrases) is State.RECHECKED:
        return "复查不合格，待升级处置"
    return "逾期未改，待升级处置" if late else ""
