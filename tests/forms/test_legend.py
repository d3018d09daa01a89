"""A printed legend makes lone signs certain; without one they stay doubtful."""

from __future__ import annotations

import pytest

from docforge.forms.marks.legend import read_legend
from docforge.layout import Paragraph
from docforge.model import Conclusion
from tests.forms.layouts import HEADER, all_rows, codes, foot, head, paragraph, read, table

C = Conclusion
WORDS = {C.CONFORM: "符合", C.NONCONFORM: "不符合", C.NOT_APPLICABLE: "不适用"}


@pytest.mark.parametrize(
    ("note", "signs"),
    [
        ("注：“√”表示符合，“×”表示不符合，“/”表示不适用。", "√×/"),
        ("说明：符合打“√”，不符合打“×”，不适用的划“/”", "√×/"),
        ("检查结论栏“○”为符合，“△”为不符合，“—”为不适用", "○△—"),
        ("填写：1=符合，2=不符合，3=不适用", "123"),
        ("A：符合；B：不符合；C：不适用", "ABC"),
    ],
)
def test_notes_explain_their_signs(note: str, signs: str) -> None:
    assert dict(read_legend([note], [], WORDS)) == dict(zip(signs, WORDS, strict=True))


def test_the_columns_header_may_hold_the_legend() -> None:
    legend = read_legend([], ["检查结论(Y符合/N不符合)"], WORDS)
    assert legend == {"Y": C.CONFORM, "N": C.NONCONFORM}


@pytest.mark.parametrize(
    "text", ["(1)符合有关规定", "经查为符合", "1、符合：指全部满足", "□符合 □不符合"]
)
def test_other_lines_are_no_legend(text: str) -> None:
    assert read_legend([text], [], WORDS) == {}


def _signs(note: Paragraph | None = None) -> tuple[list[Conclusion], set[str]]:
    rows = all_rows(i2_1=("×", "证书过期"), i2_2=("/", ""))
    for row in rows:
        row[3] = "√" if "□" in row[3] or "☑" in row[3] else row[3]
    submission = read(*head(), table([HEADER, *rows]), *([note] if note else []), foot())
    return [answer.conclusion for answer in submission.answers], codes(submission)


def test_with_a_legend_signs_are_read_without_doubt() -> None:
    read_as, flags = _signs(paragraph("注：“√”表示符合，“×”表示不符合，“/”表示不适用"))
    assert (read_as[0], read_as[3], read_as[4]) == (C.CONFORM, C.NONCONFORM, C.NOT_APPLICABLE)
    assert not {"lone_mark", "unclear_mark"} & flags


def test_without_a_legend_they_are_doubted() -> None:
    read_as, flags = _signs()
    assert read_as[4] is C.UNKNOWN
    assert {"lone_mark", "unclear_mark"} <= flags
