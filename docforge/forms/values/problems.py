"""A record as a list of problems: numbered parts stand for themselves."""

from __future__ import annotations

import re

from docforge.forms.values.wording import small_number

# Bracketed and circled numbers may follow a word; bare ones need a break before them.
_NUMBER = re.compile(
    r"(?:[(（](?P<round>\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?P<circled>[①-⑳])"
    r"|(?:^|(?<=[\s；;。，,：:]))(?P<plain>\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?:[、．]|[.](?!\d|$)|[.](?=(?:19|20)\d\d年)))\s*"
)
_ENDS = " \t\n\u3000。；;，,"


# At the beginning of a line a bare "1." is a number even where a digit follows ("1.1台设备…").
_LINE_NUMBER = re.compile(
    r"(?m)^[ \t\u3000]*(?P<plain>\d{1,2})(?:[、．.](?!\d+\s*[吨米mM%℃])|[ \t\u3000]+)\s*"
)


def split_lines(text: str) -> tuple[str, ...]:
    """A list of a form that prints the numbers itself: each numbered line is one problem.

    Without numbers each line is one; numbers that follow each other in one line part it as well.
    """
    starts: list[tuple[int, int]] = []
    for match in _LINE_NUMBER.finditer(text):
        if int(match["plain"]) == len(starts) + 1:
            starts.append((match.start(), match.end()))
    whole = split_problems(text)
    if not starts or text[: starts[0][0]].strip(_ENDS + ":："):
        lines = tuple(filter(None, (line.strip(_ENDS) for line in text.split("\n"))))
        return lines if len(whole) == 1 and len(lines) > 1 else whole
    parts = _parts(text, starts)
    return whole if len(whole) > len(parts) else parts


def split_problems(text: str) -> tuple[str, ...]:
    """A record numbered “1.…；2.…” as its parts; a text without such numbers is one problem.

    Numbers inside a sentence ("2号拉力试验机") part nothing: the numbers must count up from 1.
    """
    starts: list[tuple[int, int]] = []
    for match in _NUMBER.finditer(text):
        number = small_number(match["round"] or match["plain"] or match["circled"])
        if number == len(starts) + 1:
            starts.append((match.start(), match.end()))
    if not starts:
        whole = text.strip(_ENDS)
        return (whole,) if whole else ()
    head = text[: starts[0][0]].strip(_ENDS + ":：")
    if head and len(starts) == 1:
        return (text.strip(_ENDS),)
    return _parts(text, starts)


def _parts(text: str, starts: list[tuple[int, int]]) -> tuple[str, ...]:
    ends = [start for start, _ in starts[1:]] + [len(text)]
    parts = [text[s:end].strip(_ENDS) for (_, s), end in zip(starts, ends, strict=True)]
    return tuple(part for part in parts if part)
