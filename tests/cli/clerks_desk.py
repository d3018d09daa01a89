"""A clerk's folder: scanned stacks, their findings, the review workbook and who writes in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from click.testing import Result
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from docforge.sheets.review import CORRECTION, REVIEW, TITLES
from docforge.sheets.review_pages import BELONGS, PAGE, PAGE_TITLES, PAGES
from tests.cli.command_line import run

Line = dict[str, Any]


class Desk:
    """Names are those of files without their endings: 叠.pdf, 叠.jsonl, 叠.xlsx."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def scan(self, name: str, content: bytes) -> None:
        (self.folder / f"{name}.pdf").write_bytes(content)

    def parse(self, name: str, *options: str | Path) -> list[Line]:
        """Reads a stack; its findings as they stand in the file."""
        findings, review = self.folder / f"{name}.jsonl", self.folder / f"{name}.xlsx"
        run("parse", self.folder / f"{name}.pdf", "-o", findings, "--review", review, *options)
        return self.lines(name)

    def lines(self, name: str) -> list[Line]:
        text = (self.folder / f"{name}.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def give(self, name: str, pages: Mapping[int, str], column: str = BELONGS) -> None:
        """Writes beside pages, by their number in the source."""
        path = self.folder / f"{name}.xlsx"
        workbook = load_workbook(path)
        for row in workbook[PAGES].iter_rows(min_row=2):
            number = row[PAGE_TITLES.index(PAGE)].value
            cell = row[PAGE_TITLES.index(column)]
            if isinstance(number, int) and number in pages:
                assert isinstance(cell, Cell)
                cell.value = pages[number]
        workbook.save(path)

    def say(self, name: str, submission: str, path: str, value: str) -> None:
        """Corrects a doubtful value."""
        workbook = load_workbook(self.folder / f"{name}.xlsx")
        for row in workbook[REVIEW].iter_rows(min_row=2):
            at = (row[TITLES.index("submission")].value, row[TITLES.index("path")].value)
            cell = row[TITLES.index(CORRECTION)]
            if at == (submission, path):
                assert isinstance(cell, Cell)
                cell.value = value
                workbook.save(self.folder / f"{name}.xlsx")
                return
        raise AssertionError(f"{path} is not in doubt")

    def correct(self, name: str, into: str, *options: str | Path) -> Result:
        """Applies the workbook of `name` to its findings; what is left goes to a new workbook."""
        findings, review = self.folder / f"{name}.jsonl", self.folder / f"{name}.xlsx"
        output, left = self.folder / f"{into}.jsonl", self.folder / f"{into}.xlsx"
        return run("correct", findings, review, "-o", output, "--review", left, *options)


def said(line: Line, order: Sequence[int] = ()) -> Line:
    """What a submission says, without its id.

    `order` are its source's pages as they would lie in another stack, whose numbers they get.
    """

    def renamed(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: renamed(v, k) for k, v in value.items() if k not in ("id", "source")}
        if isinstance(value, list):
            return [renamed(each) for each in value]
        return order.index(value) + 1 if order and key == "page" else value

    changed = renamed(line)
    assert isinstance(changed, dict)
    return changed


def codes(line: Line) -> list[str]:
    """What is in doubt about a submission as a whole."""
    return [flag["code"] for flag in line["flags"]]


def record(line: Line, item: str) -> Line:
    """An answer of a checklist."""
    return next(answer for answer in line["answers"] if answer["item"] == item)
