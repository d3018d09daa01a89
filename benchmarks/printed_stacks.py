"""`python -m benchmarks.printed_stacks`: many copies in one stack, codes that lie.

Copies are printed for some enterprises, filled in, scanned in all conditions, and shuffled page by
page. Then pages are shown with the code of another form, without a code, and with a code that
docforge did not print. Needs LibreOffice.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import segno

from benchmarks.printed_set import CONDITIONS, Pixels, Random, as_pdf, as_scanned, filled
from docforge import data
from docforge.blanks.copies import copies_of
from docforge.blanks.page_marks import CODE, CORNER, EDGE
from docforge.blanks.printed import PrintedBlank, printed_blanks
from docforge.intake.copy_keys import key_of
from docforge.intake.parsing import Parsing, parsing_for
from docforge.intake.printed_blanks import VARIABLE, keep_printed, printed_expectation

FORM = "shanxi-2022/inspection-record"
OTHERS = ("jieyang-2019/producers", "xialu-2020/findings-register", "samr-2023/statistics")
_MM = 200 / 25.4
"""Pixels a millimetre on a page of 200 dpi."""


def printed(parsing: Parsing, form: str, count: int) -> list[PrintedBlank]:
    """Copies for the first enterprises of the samples' list, kept."""
    listed = parsing.enterprises
    assert listed is not None
    entries = [(key_of(each, listed), each.values()) for each in listed.entries[:count]]
    blanks = printed_blanks(form, copies_of(parsing.catalogue.get(form), entries))
    for blank in blanks:
        keep_printed(blank)
    return blanks


def pages_of(parsing: Parsing, blank: PrintedBlank, condition: str, random: Random) -> list[Pixels]:
    """A copy, filled in and scanned."""
    print_ = printed_expectation(blank.code, parsing.catalogue)
    assert print_ is not None
    sheets, _truth = filled(parsing.catalogue.get(blank.code.form), print_, blank.content, random)
    return as_scanned(sheets, condition, random)


def shuffled(parsing: Parsing, blanks: Sequence[PrintedBlank], random: Random) -> Counter[str]:
    """All copies in one stack, in no order: are they put together as they were printed?"""
    pages, owner = [], []
    for number, blank in enumerate(blanks):
        condition = CONDITIONS[number % len(CONDITIONS)]
        for page, pixels in enumerate(pages_of(parsing, blank, condition, random), start=1):
            pages.append(pixels)
            owner.append((blank.code.key, page))
    order = random.permutation(len(pages))
    scan = as_pdf([pages[index] for index in order], "scan200")
    wanted = {
        (key, tuple(sorted(at + 1 for at, i in enumerate(order) if owner[i][0] == key)))
        for key, _page in owner
    }
    read = parsing.submissions(scan, "stack.pdf")
    found = {(form.form.printed_for, form.source.pages) for form in read}
    doubts = Counter(flag.code for form in read for flag in form.flags)
    names = {blank.code.key: blank.known["enterprise_name"] for blank in blanks}
    right = sum(names.get(f.form.printed_for) == f.value("enterprise_name") for f in read)
    return Counter(
        {
            "copies": len(blanks),
            "pages": len(pages),
            "put together": len(wanted & found),
            "enterprise right": right,
            "codes unread": doubts["code_unread"],
            "assembled wrong, no flag": sum(
                (form.form.printed_for, form.source.pages) not in wanted and not form.flags
                for form in read
            ),
        }
    )


def _cover(page: Pixels, with_: Pixels | None) -> Pixels:
    """The page with something pasted over its code; white paper where None."""
    covered = page.copy()
    width = page.shape[1]
    right = width - round((EDGE + CORNER) * _MM)
    high, left = round((EDGE + CODE + 4) * _MM), right - round((CODE + 8) * _MM)
    covered[:high, left:right] = 246
    if with_ is not None:
        side = round(CODE * _MM)
        stamp = cv2.resize(with_, (side, side), interpolation=cv2.INTER_NEAREST)
        covered[round(EDGE * _MM) : round(EDGE * _MM) + side, left + 40 : left + 40 + side] = stamp
    return covered


def _code(text: str) -> Pixels:
    matrix = np.array([list(row) for row in segno.make_qr(text).matrix], np.uint8)
    return np.repeat(((1 - matrix) * 230 + 15)[:, :, None], 3, axis=2).astype(np.uint8)


def lying(parsing: Parsing, blanks: Sequence[PrintedBlank], random: Random) -> Counter[str]:
    """Pages of one print under the code of another, under none, under a stranger's."""
    count: Counter[str] = Counter()
    for number, blank in enumerate(blanks):
        other = blanks[(number + 1) % len(blanks)]
        condition = ("scan200", "skew200", "bad200", "fax200")[number % 4]
        page = pages_of(parsing, blank, condition, random)[0]
        for name, code in (
            ("other form's code", _code(other.code.text)),
            ("no code", None),
            ("stranger's code", _code("https://example.org/wx?id=12345")),
        ):
            read = parsing.submissions(as_pdf([_cover(page, code)], "scan200"), "scan.pdf")
            count[name] += 1
            ways = {(form.form.way, form.form.id) for form in read}
            count[f"{name}, accepted falsely"] += ("printed-blank", other.code.form) in ways
            told = any(flag.code == "code_contradicted" for f in read for flag in f.flags)
            count[f"{name}, said"] += told
    return count


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--copies", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=4)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ[VARIABLE] = name
        parsing = parsing_for(enterprises=Path(data.shipped("samples") / "enterprises.xlsx"))
        random = np.random.default_rng(chosen.seed)
        blanks = printed(parsing, FORM, chosen.copies)
        for what, number in shuffled(parsing, blanks, random).items():
            print(f"{what:36} {number:5}")
        empty = [printed(parsing, form, 0)[0] for form in (FORM, *OTHERS)]
        for what, number in sorted(lying(parsing, empty * 3, random).items()):
            print(f"{what:36} {number:5}")


if __name__ == "__main__":
    main()
