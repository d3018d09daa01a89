"""`python -m benchmarks.peers [--write]`: every way of filling in a form, asked of every tool.

The files and the questions are those of samples/ways; a new file or folder there is asked by
itself. `judging` holds the criterion. --write puts the table into docs/readers.md.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.judging import right_answers
from benchmarks.tools import TOOLS
from docforge import libreoffice
from docforge.forms import Catalogue, load_catalogue
from samples.make.ways.asking import asked
from samples.make.ways.truth import WaySample, all_samples

_PAGE = Path(__file__).parents[1] / "docs" / "readers.md"
_MARKED = re.compile(
    r"(<!-- peers: python -m benchmarks.peers --write -->\n).*?(\n<!-- end of peers -->)",
    re.DOTALL,
)
_TITLES = {"word": "Word", "excel": "Excel", "pdf": "PDF", "old": "Old formats", "ofd": "OFD"}
OURS = "docforge"


@dataclass
class Score:
    """Right answers of all questions asked so far."""

    right: int = 0
    asked: int = 0

    def add(self, right: int, asked_: int) -> None:
        self.right += right
        self.asked += asked_

    def __str__(self) -> str:
        return f"{self.right}/{self.asked}" if self.asked else "—"


@dataclass
class Board:
    """The scores of one format: row of the table -> tool -> score."""

    rows: dict[str, dict[str, Score]] = field(default_factory=dict)

    def score(self, row: str, tool: str) -> Score:
        return self.rows.setdefault(row, {}).setdefault(tool, Score())

    @property
    def tools(self) -> list[str]:
        """The tools that read any of it, ours first."""
        scored = {tool for scores in self.rows.values() for tool in scores}
        return [OURS, *(tool.name for tool in TOOLS if tool.name in scored)]

    def table(self) -> Iterator[str]:
        yield "| | " + " | ".join(self.tools) + " |"
        yield "| --- |" + " ---: |" * len(self.tools)
        totals = {tool: Score() for tool in self.tools}
        for row, scores in self.rows.items():
            for tool, score in scores.items():
                totals[tool].add(score.right, score.asked)
            shown = (str(scores.get(tool, Score())) for tool in self.tools)
            yield f"| {row} | " + " | ".join(shown) + " |"
        shares = (
            f"**{100 * score.right // score.asked} %**" if score.asked else "—"
            for score in totals.values()
        )
        yield "| **answers told right** | " + " | ".join(shares) + " |"
        whole = {
            tool: [scores[tool] for scores in self.rows.values() if tool in scores]
            for tool in self.tools
        }
        counts = (
            f"**{sum(one.right == one.asked for one in scores)}/{len(scores)}**"
            if any(one.asked for one in scores)
            else "—"
            for scores in whole.values()
        )
        yield "| **rows without a mistake** | " + " | ".join(counts) + " |"


def measured(samples: Sequence[WaySample]) -> dict[str, Board]:
    """Every sample asked of docforge and of every tool that reads it, by format."""
    boards: dict[str, Board] = {}
    catalogue = load_catalogue()
    for sample in samples:
        if sample.format == "old" and libreoffice.program() is None:
            continue
        board = boards.setdefault(sample.format, Board())
        board.score(sample.truth.row, OURS).add(*_our_answers(sample, catalogue))
        for tool in TOOLS:
            lines = tool.said(sample.path)
            if lines is not None:
                right = right_answers(sample.truth, lines)
                board.score(sample.truth.row, tool.name).add(*right)
            elif tool.heavy and sample.path.suffix in tool.reads:
                board.score(sample.truth.row, tool.name)
    return boards


def _our_answers(sample: WaySample, catalogue: Catalogue) -> tuple[int, int]:
    read = asked(sample, catalogue)
    wrong = [question for question in sample.truth.questions if read.wrong(question)]
    told = (sample.truth.once, sample.truth.left_out, sample.truth.beside)
    others = sum(map(bool, told))
    failed = min(others, sum(1 for _ in read.wrong_beside_questions()))
    total = len(sample.truth.questions) + others
    return total - len(wrong) - failed, total


def page(boards: dict[str, Board]) -> str:
    """The tables as they stand in docs/readers.md."""
    parts = []
    for name in sorted(boards, key=lambda name: [*_TITLES, name].index(name)):
        parts.append(f"### {_TITLES.get(name, name)}\n\n" + "\n".join(boards[name].table()))
    reasons = "; ".join(f"{tool.name} {tool.heavy}" for tool in TOOLS if tool.heavy)
    parts.append(f"—: not measured, as it is no light install: {reasons}.")
    return "\n\n".join(parts)


def main(*, write: bool) -> None:
    tables = page(measured(list(all_samples())))
    print(tables)
    if write:
        text = _PAGE.read_text("utf-8")
        text = _MARKED.sub(lambda match: match[1] + "\n" + tables + "\n" + match[2], text)
        _PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(write="--write" in sys.argv[1:])
