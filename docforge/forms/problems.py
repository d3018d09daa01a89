"""A record as a list of problems: numbered parts stand for themselves."""

from __future__ import annotations

import re

from docforge.forms.wording import small_number

# Bracketed and circled numbers may follow a word; bare ones need a break before them.
_NUMBER = re.compile(
    r"(?:[(（](?P<round>\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?P<circled>[①-⑳])"
    r"|(?:^|(?<=[\s；;。，,：:]))(?P<plain>\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?:[、．]|[.](?!\d|$)|[.](?=(?:19|20)\d\d年)))\s*"
)
_ENDS = " \t\n\u3000。；;，,"


def split_problems(text: str) -> tuple[str, ...]:
    """ "1.…；2.…" -> its parts; a text that is not numbered 1, 2, … is one problem.

    Numbers inside a sentence ("2号拉力试验机") part nothing: the numbers must count up from 1.
    """
    starts: list[tuple[int, int]] = []
    head = ""
    for match in _NUMBER.finditer(text):
        number = small_number(match["round"] or match["plain"] or match["circled"])
        if number == len(starts) + 1:
            starts.append((match.start(), match.end()))
    if not starts:
        whole = text.strip(_ENDS)
        return (whole,) if whole else ()
    head = text[: starts[0][0]].strip(_ENDS + ":：")
    ends = [start for start, _ in starts[1:]] + [len(text)]
    parts = [text[s:end].strip(_ENDS) for (_, s), end in zip(starts, ends, strict=True)]
    if head and len(starts) == 1:
        return (text.strip(_ENDS),)
    return tuple(part for part in parts if part)
