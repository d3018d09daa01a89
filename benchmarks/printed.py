"""`python -m benchmarks.printed`: how well forms are read that docforge printed itself.

Prints some forms, fills each in by pen, scans it in every condition, reads the scans back; then
mixes enterprises' copies in one stack, and shows it codes that lie. Needs LibreOffice.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks.printed_set import (
    CONDITIONS,
    Truth,
    as_pdf,
    as_scanned,
    filled,
)
from docforge.blanks.copies import copies_of
from docforge.blanks.printed import printed_blanks
from docforge.flags import FlagClass
from docforge.forms import Definition
from docforge.intake.parsing import Parsing, parsing_for
from docforge.intake.printed_blanks import VARIABLE, keep_printed, printed_expectation
from docforge.layout import Expectation
from docforge.model import Evidence, Submission

FORMS = (
    "shanxi-2022/inspection-record",
    "anshan-2018/licensed-checklist",
    "jieyang-2019/producers",
    "xialu-2020/findings-register",
    "jieyang-2019/statistics-inspection",
)


def doubted(evidence: Evidence) -> bool:
    return any(flag.flag_class is FlagClass.READING for flag in evidence.flags)


def plain(text: str) -> str:
    return "".join(text.split()).replace(",", "，")


def _iso(text: str) -> str:
    """A date as it is read; anything else as it stands."""
    day = re.fullmatch(r"(2022)\.(\d+)\.(\d+)", text)
    return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else text


class Figures:
    """Counts by form and condition, and what went wrong."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.wrong: list[str] = []

    def add(
        self, name: str, form: Definition, truth: Truth, read: Sequence[Submission], pages: int
    ) -> None:
        count = self.counts[name]
        count["pages"] += pages
        own = [each for each in read if each.form.id == form.id]
        for each in own:
            if each.form.way == "printed-blank":
                count["registered"] += len(each.source.pages)
        if len(own) != 1:
            self.wrong.append(f"{name}: {len(own)} forms")
            count["conclusions"] += len(truth.answers)
            count["texts"] += sum(map(len, truth.rows)) + len(truth.records)
            return
        self._answers(name, own[0], truth)
        self._rows(name, own[0], truth)
        for key, value in truth.fields.items():
            field = own[0].fields.get(key)
            value_read = own[0].text(key) if field else ""
            self._text(name, key, value, value_read, field, "field ")

    def _answers(self, name: str, read: Submission, truth: Truth) -> None:
        count = self.counts[name]
        for item, wanted in truth.answers.items():
            answer = read.answer(item)
            assert answer is not None
            right, told = answer.conclusion == wanted, doubted(answer.evidence.conclusion)
            count["conclusions"] += 1
            count["conclusions right"] += right
            count["conclusions right, flagged"] += right and told
            count["conclusions silent"] += not right and not told
            if not right:
                self.wrong.append(f"{name} {item}: {wanted} read as {answer.conclusion}, {told=}")
        for answer in read.answers:
            written = truth.records.get(answer.item, "")
            self._text(name, answer.item, written, answer.record or "", answer.evidence.record, "")

    def _rows(self, name: str, read: Submission, truth: Truth) -> None:
        count = self.counts[name]
        count["rows"] += len(truth.rows)
        count["rows found"] += min(len(read.rows), len(truth.rows))
        if len(read.rows) != len(truth.rows):
            self.wrong.append(f"{name}: {len(read.rows)} rows instead of {len(truth.rows)}")
        for number, (row, wanted) in enumerate(zip(read.rows, truth.rows, strict=False), 1):
            for key, cell in row.cells.items():
                if key != "sequence":
                    said = "" if cell.value is None else str(cell.value)
                    self._text(name, f"{number} {key}", _iso(wanted.get(key, "")), said, cell, "")

    def _text(
        self, name: str, where: str, wanted: str, read: str, evidence: Evidence | None, kind: str
    ) -> None:
        if not wanted and not read:
            return
        count = self.counts[name]
        right = plain(wanted) == plain(read)
        told = evidence is not None and bool(evidence.flags)
        count[f"{kind}texts"] += 1
        count[f"{kind}texts right"] += right
        count[f"{kind}characters"] += len(plain(wanted))
        count[f"{kind}errors"] += Levenshtein.distance(plain(wanted), plain(read))
        count[f"{kind}texts wrong, flagged"] += not right and told
        count[f"{kind}texts right, flagged"] += right and told
        if not right:
            sure = evidence.confidence if evidence else 0
            self.wrong.append(f"{name} {where}: “{wanted}” read as “{read}” {sure:.2f} {told=}")

    def show(self) -> None:
        print(f"{'':34} pages   regd concl   right silent rows found texts   right     CER", end="")
        print(" flagged of wrong, of right")
        for name, count in sorted(self.counts.items()):
            wrong = count["texts"] - count["texts right"]
            told = count["texts wrong, flagged"] / wrong if wrong else 1.0
            print(
                f"{name:34} {count['pages']:5} {share(count, 'registered', 'pages')}"
                f" {count['conclusions']:5} {share(count, 'conclusions right', 'conclusions')}"
                f" {count['conclusions silent']:6} {count['rows']:4} {count['rows found']:5}"
                f" {count['texts']:5} {share(count, 'texts right', 'texts')}"
                f" {share(count, 'errors', 'characters')} {told:8.0%}"
                f" {share(count, 'texts right, flagged', 'texts right')}"
            )


def share(count: Counter[str], part: str, whole: str) -> str:
    return f"{count[part] / count[whole]:7.1%}" if count[whole] else f"{'-':>7}"


def prints_of(parsing: Parsing) -> dict[str, tuple[Definition, Expectation, bytes]]:
    """Each form printed and kept, as its scans will be read."""
    found = {}
    for name in FORMS:
        form = parsing.catalogue.get(name)
        (blank,) = printed_blanks(name, copies_of(form))
        keep_printed(blank)
        print_ = printed_expectation(blank.code, parsing.catalogue)
        assert print_ is not None
        found[name] = (form, print_, blank.content)
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--each", type=int, default=2, help="copies of a form a condition")
    arguments.add_argument("--seed", type=int, default=3)
    arguments.add_argument("--conditions", nargs="*", default=list(CONDITIONS))
    arguments.add_argument("--forms", nargs="*", default=list(FORMS))
    arguments.add_argument("--wrong", action="store_true", help="show all that went wrong")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ[VARIABLE] = name
        parsing = parsing_for()
        prints = prints_of(parsing)
        one, sums, seconds = Figures(), Figures(), 0.0
        random = np.random.default_rng(chosen.seed)
        for form, print_, content in (prints[each] for each in chosen.forms):
            for condition in chosen.conditions:
                for _ in range(chosen.each):
                    sheets, truth = filled(form, print_, content, random)
                    scan = as_pdf(as_scanned(sheets, condition, random), condition)
                    began = time.perf_counter()
                    read = parsing.submissions(scan, "scan.pdf")
                    seconds += time.perf_counter() - began
                    for figures, which in (
                        (one, f"{form.id} {condition}"),
                        (sums, form.id),
                        (sums, condition),
                        (sums, "all"),
                    ):
                        figures.add(which, form, truth, read, len(sheets))
        if chosen.wrong:
            print("\n".join(one.wrong))
        sums.show()
        print(f"{seconds / sums.counts['all']['pages']:.2f} s a page")


if __name__ == "__main__":
    main()
