"""`python -m training.writing.fit --set DIR...`: how sure a text is, fitted to drawn forms.

Each DIR holds forms with their truth, as benchmarks/scan_set.py draws them (`--records fitted`).
Every text that is read on them is kept with its signs (docforge/readers/scan/lines/consensus.py);
it is right where one of the form's truths says the same. A logistic regression of that goes to
docforge/readers/scan/lines/calibration.json; CARD.md has its figures.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from docforge.intake.parsing import Parsing, parsing_for
from docforge.readers.scan.lines.calibration import FILE, NAMES, signs_of
from docforge.readers.scan.lines.vocabulary import Vocabulary
from docforge.readers.scan.lines.writing import Written

_OF_A_RECORD = 40.0
"""Likeness (0 to 100) below which a text is no reading of any record: a mark's stroke in a cell."""
_STIFF = 1.0
"""How strongly weights are drawn towards nothing."""
_ROUNDS = 60
_CURSIVE = "liu-jian-mao-cao"

Numbers = NDArray[np.float64]
Heard = list[tuple[str, Written]]


def heard_on(path: Path, parsing: Parsing) -> Heard:
    """Every record and name that is read on a scan, with a line that has its signs."""
    found: Heard = []
    mended, names = Vocabulary.mended, Vocabulary.names

    def heard(read: Sequence[Written]) -> None:
        if read and read[0].signs:
            found.append(("".join(line.text for line in read), read[0]))

    def hearing_records(self: Vocabulary, lines: Sequence[Written]) -> list[Written]:
        read = mended(self, lines)
        heard(read)
        return read

    def hearing_names(self: Vocabulary, line: Written) -> Written:
        read = names(self, line)
        heard([read])
        return read

    with (
        patch.object(Vocabulary, "mended", hearing_records),
        patch.object(Vocabulary, "names", hearing_names),
    ):
        parsing.parse_source(path, path.name)
    return found


def plain(text: str) -> str:
    """A text without spaces, in the width that records are written in."""
    return "".join(text.split()).translate(str.maketrans(",~", "，～"))


def truths_of(path: Path) -> tuple[set[str], list[str]]:
    """The records of a form, and the names that stand on it."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    fields = truth["fields"]
    records = {plain(answer["record"]) for answer in truth["answers"].values()}
    names = [fields["enterprise_name"], fields["representative"], *fields["inspectors"]]
    return records, [plain(name) for name in names]


def examples(folders: Sequence[Path]) -> Iterator[tuple[bool, tuple[float, ...], bool]]:
    """Of each text whether language was heard, its signs, and whether it is right."""
    for folder in folders:
        blank = folder / "blank.pdf"
        parsing = parsing_for(blank=blank if blank.is_file() else None)
        for path in sorted(folder.glob("*.pdf")):
            if path == blank or _CURSIVE in path.with_suffix(".json").read_text(encoding="utf-8"):
                continue
            records, names = truths_of(path)
            for text, line in heard_on(path, parsing):
                assert line.signs
                own = plain(text)
                # A name may have been written in parts.
                right = own in records if line.signs.heard else any(own in name for name in names)
                stray = line.signs.heard and not any(
                    fuzz.ratio(own, record) > _OF_A_RECORD for record in records
                )
                if own and not stray:
                    yield line.signs.heard, signs_of(line.signs), right


def fitted(signs: Numbers, right: Numbers) -> Numbers:
    """The weights of a logistic regression (Newton's method); the constant is free."""
    weights = np.zeros(signs.shape[1])
    stiff = np.eye(len(weights)) * _STIFF
    stiff[0, 0] = 1e-3
    for _round in range(_ROUNDS):
        sure = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (sure - right) + stiff @ weights
        bend = (signs.T * (sure * (1 - sure))) @ signs + stiff
        weights = weights - np.linalg.solve(bend, slope)
    return np.asarray(weights, dtype=np.float64)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--set", type=Path, nargs="+", required=True, dest="folders")
    arguments.add_argument("-o", "--output", type=Path, default=FILE)
    chosen = arguments.parse_args()
    every = list(examples(chosen.folders))
    found = {}
    for kind, heard in (("words", True), ("names", False)):
        own = [(signs, right) for each, signs, right in every if each is heard]
        signs = np.array([each for each, _right in own])
        right = np.array([right for _signs, right in own], dtype=np.float64)
        weights = fitted(signs, right)
        found[kind] = {
            name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)
        }
        print(f"{kind}: {len(own)} texts, {right.mean():.1%} right")
    chosen.output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
