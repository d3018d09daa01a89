"""`python -m benchmarks.scans --set DIR`: how well scanned forms are read, by condition.

DIR holds `NAME.pdf` with its truth in `NAME.json` (fields, answers by item with conclusion,
record, mark, struck; condition; hand) and the blank they were printed from in `blank.pdf`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from docforge.flags import FlagClass
from docforge.forms.expectation import trade_words
from docforge.intake.parsing import Parsing, parsing_for
from docforge.layout import Expectation
from docforge.model import Evidence, Failure, Submission

NORMAL = ("scan300", "scan200", "scan150", "skew200")
UNREADABLE = "liu-jian-mao-cao"
"""A cursive that people cannot read for certain: its records are counted apart."""


_BANDS = (0.5, 0.8, 0.9, 0.95, 0.98, 1.0)
"""Upper ends of the bands of confidence in which right ones are counted."""


@dataclass(frozen=True)
class Case:
    path: Path
    truth: dict[str, Any]

    @property
    def condition(self) -> str:
        return str(self.truth["condition"])


def cases_of(folder: Path) -> list[Case]:
    """Every scan of a set that has its truth beside it."""
    return [
        Case(path, json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.pdf"))
        if path.with_suffix(".json").is_file()
    ]


def doubted(evidence: Evidence) -> bool:
    return any(flag.flag_class is FlagClass.READING for flag in evidence.flags)


class Figures:
    """Counts by condition, and the single rows that went wrong."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.wrong: list[str] = []
        self._by_form: dict[str, Figures] = {}
        self.bands: dict[str, dict[float, Counter[bool]]] = defaultdict(
            lambda: defaultdict(Counter)
        )

    def of_form(self, form: str) -> Figures:
        """The figures of one form alone."""
        return self._by_form[form]

    def add(self, case: Case, submissions: Sequence[Submission], *, whole: bool = True) -> None:
        """A form that was read; by its kind too."""
        if whole:
            own = self._by_form.setdefault(case.truth["form"], Figures())
            own.add(case, submissions, whole=False)
        count = self.counts[case.condition]
        count["forms"] += 1
        forms = [each for each in submissions if each.form.id == case.truth["form"]]
        if len(forms) != 1:
            self.wrong.append(f"{case.path.name}: {len(forms)} forms of the kind")
            count["rows"] += len(case.truth["answers"])
            return
        form = forms[0]
        count["registered"] += form.form.way in ("own-blank", "printed-blank")
        for item, truth in case.truth["answers"].items():
            self._conclusion(case, form, item, truth)
            self._record(case, form, item, truth)
        self._fields(case, form)

    def _conclusion(self, case: Case, form: Submission, item: str, truth: dict[str, Any]) -> None:
        count = self.counts[case.condition]
        answer = form.answer(item)
        count["rows"] += 1
        if answer is None:
            return
        count["seen"] += any(glyph in answer.evidence.conclusion.raw for glyph in "☐☑□√")
        right = answer.conclusion == truth["conclusion"]
        flagged = doubted(answer.evidence.conclusion)
        count["right"] += right
        self.bands["conclusions"][_band(answer.evidence.conclusion.confidence)][right] += 1
        count["right, flagged"] += right and flagged
        count["struck, flagged"] += right and flagged and bool(truth.get("struck"))
        count["wrong, silent"] += not right and not flagged
        if not right:
            what = "flagged" if flagged else "SILENT"
            self.wrong.append(
                f"{case.path.name} {item}: {truth['conclusion']} ({truth.get('mark')}) read as "
                f"{answer.conclusion} {answer.evidence.conclusion.confidence}, {what}"
            )

    def _record(self, case: Case, form: Submission, item: str, truth: dict[str, Any]) -> None:
        count = self.counts[case.condition]
        answer = form.answer(item)
        if answer is None:
            return
        hard = case.truth.get("hand") == UNREADABLE
        key = "cursive " if hard else ""
        read, wanted = _plain(answer.record or ""), _plain(truth["record"])
        flagged = doubted(answer.evidence.record)
        count[f"{key}characters"] += len(wanted)
        count[f"{key}character errors"] += Levenshtein.distance(read, wanted)
        count[f"{key}texts"] += bool(wanted or read)
        count[f"{key}texts wrong"] += read != wanted
        count[f"{key}texts wrong, flagged"] += read != wanted and flagged
        count[f"{key}texts right, flagged"] += read == wanted and flagged
        if read and not hard:
            self.bands["texts"][_band(answer.evidence.record.confidence)][read == wanted] += 1
        if read != wanted:
            self.wrong.append(
                f"{case.path.name} {item}: “{wanted}” read as “{read}” "
                f"{answer.evidence.record.confidence} {case.truth.get('hand')}"
            )

    def _fields(self, case: Case, form: Submission) -> None:
        count = self.counts[case.condition]
        for key, wanted in case.truth["fields"].items():
            value = form.value(key)
            read = list(value) if isinstance(value, tuple) else value
            count[f"{key} n"] += 1
            count[f"{key} right"] += read == wanted
            field = form.fields.get(key)
            silent = read != wanted and (field is None or not field.flags)
            count[f"{key} wrong, silent"] += silent
            if read != wanted:
                self.wrong.append(
                    f"{case.path.name} {key}: “{wanted}” read as “{read}” "
                    f"({field.confidence if field else ''}{', SILENT' if silent else ''})"
                )

    def total(self, conditions: Iterable[str]) -> Counter[str]:
        whole: Counter[str] = Counter()
        for condition in conditions:
            whole.update(self.counts[condition])
        return whole


def _plain(text: str) -> str:
    return "".join(text.split()).translate(str.maketrans(",~", "，～"))


def _band(confidence: float) -> float:
    """The upper end of the band in which a confidence lies."""
    return next(end for end in _BANDS if confidence <= end)


class TextAlone(Parsing):
    """Reading as if no blank were known."""

    def blanks(self) -> tuple[Expectation, ...]:
        return (trade_words(self.catalogue),)


def measure(cases: Sequence[Case], parsing: Parsing) -> tuple[Figures, float]:
    """All figures, and the seconds that reading took."""
    figures = Figures()
    seconds = 0.0
    for case in cases:
        began = time.perf_counter()
        outcome = parsing.parse_source(case.path, case.path.name)
        seconds += time.perf_counter() - began
        if isinstance(outcome, Failure):
            figures.wrong.append(f"{case.path.name}: {outcome.error.message}")
            figures.counts[case.condition]["failed"] += 1
            continue
        figures.add(case, outcome)
    return figures, seconds


def show(figures: Figures) -> None:
    groups = {name: [name] for name in sorted(figures.counts)}
    groups["normal"] = [name for name in figures.counts if name in NORMAL]
    groups["others"] = [name for name in figures.counts if name not in NORMAL]
    groups["all"] = list(figures.counts)
    print(f"{'':10} {'forms':>5} {'rows':>5} {'right':>7} {'silent':>6} {'flagged':>8}", end="")
    print(f" {'CER':>6} {'texts':>5} {'wrong':>5} {'of them flagged':>15} {'right, flagged':>14}")
    for name, members in groups.items():
        count = figures.total(members)
        rows, right = count["rows"] or 1, count["right"] or 1
        error = count["character errors"] / (count["characters"] or 1)
        print(
            f"{name:10} {count['forms']:5} {count['rows']:5} {count['right'] / rows:7.2%}"
            f" {count['wrong, silent']:6} {count['right, flagged'] / right:8.2%} {error:6.2%}"
            f" {count['texts']:5} {count['texts wrong']:5} {count['texts wrong, flagged']:15}"
            f" {count['texts right, flagged']:14}"
        )
    count = figures.total(figures.counts)
    print(f"options seen in {count['seen'] / (count['rows'] or 1):.1%} of the rows")
    for key in ("enterprise_name", "inspectors", "representative", "inspected_on"):
        print(
            f"{key}: {count[f'{key} right']} of {count[f'{key} n']} right,"
            f" {count[f'{key} wrong, silent']} wrong without a flag"
        )
    cursive = count["cursive character errors"] / (count["cursive characters"] or 1)
    for kind, bands in figures.bands.items():
        print(f"confidence of {kind}, and the share of right ones:", end="")
        for end, each in sorted(bands.items()):
            print(f"  to {end}: {each[True] / each.total():.1%} of {each.total()}", end="")
        print()
    print(f"cursive: CER {cursive:.1%}, {count['cursive texts wrong']} of {count['cursive texts']}")


def _own_parsers(folder: Path) -> Path | None:
    """The definitions of a set of other forms, which lie with their blanks in `blanks`."""
    own = folder / "blanks"
    return own if any(own.glob("*/*.yaml")) else None


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--set", type=Path, required=True, dest="folder")
    arguments.add_argument("--enterprises", type=Path)
    arguments.add_argument("--without-blank", action="store_true")
    arguments.add_argument("--text", action="store_true", help="no blank at all, not even ours")
    arguments.add_argument("--parsers", type=Path, help="definitions with their blanks beside them")
    arguments.add_argument("--by-form", action="store_true", help="figures of each form besides")
    arguments.add_argument("--only", default="", help="only files whose names begin so")
    arguments.add_argument("--wrong", action="store_true", help="show every row that went wrong")
    chosen = arguments.parse_args()
    blank = chosen.folder / "blank.pdf"
    parsing = parsing_for(
        blank=blank if blank.is_file() and not chosen.without_blank else None,
        enterprises=chosen.enterprises,
        parsers=chosen.parsers or _own_parsers(chosen.folder),
    )
    if chosen.text:
        parsing = TextAlone(parsing.catalogue, enterprises=parsing.enterprises)
    cases = [case for case in cases_of(chosen.folder) if case.path.name.startswith(chosen.only)]
    figures, seconds = measure(cases, parsing)
    if chosen.wrong:
        print("\n".join(figures.wrong))
    show(figures)
    for form in sorted({case.truth["form"] for case in cases}) if chosen.by_form else ():
        print(f"\n{form}")
        show(figures.of_form(form))
    print(f"{seconds:.1f} s, {seconds / max(len(cases), 1):.2f} s a form")


if __name__ == "__main__":
    main()
