"""`python -m benchmarks.typeset_forms`: forms of other words and layouts, read without a blank.

The items are those of checklists that docforge knows, under other titles, with other option words
(是/否, 有/无, 合格/不合格, 通过/不通过), or with a column an option. Each form
is set anew, filled, scanned and read by its text alone; its definition is known, no blank is.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from docx import Document
from docx.shared import Mm, Pt

from benchmarks.scan_set import CONDITIONS, filled, items_by_page
from benchmarks.scanning import as_pdf, scanned
from benchmarks.scans import NORMAL, Case, Figures, TextAlone, measure
from benchmarks.typeset import Random, typeset
from docforge import libreoffice
from docforge.forms import Catalogue, Definition, load_catalogue
from docforge.forms.definitions.definition import Options
from docforge.intake.blanks import read_blank
from docforge.layout import Cell, Expectation, ExpectedOption, ExpectedPage, Table
from training.marks.styles import TRAINED

_MADE_LIKE = "shanxi-2022/inspection-record"
_EM = 10.5
_TICKS = ("tick_in", "tick_over", "tick_off")


@dataclass(frozen=True)
class Kind:
    """A kind of form: whose items it has, its title and option words, a column each or boxes."""

    items: str
    title: str
    options: Options
    columns: bool = False


def _options(conform: str, nonconform: str, other: str) -> Options:
    return Options(conform=conform, nonconform=nonconform, not_applicable=other)


KINDS: Mapping[str, Kind] = {
    "合格/不合格": Kind(
        "anshan-2018/licensed-checklist",
        "耐火材料企业日常检查表",
        _options("合格", "不合格", "不涉及"),
    ),
    "是/否": Kind(_MADE_LIKE, "企业生产条件核查表", _options("是", "否", "不适用")),
    "有/无": Kind(
        "anshan-2018/unlicensed-checklist", "企业管理制度检查表", _options("有", "无", "不涉及")
    ),
    "通过/不通过": Kind(_MADE_LIKE, "企业现场评审表", _options("通过", "不通过", "缺项")),
    "√ columns": Kind(
        _MADE_LIKE, "企业监督检查情况表", _options("符合", "不符合", "不适用"), columns=True
    ),
}


def made(kind: Kind, catalogue: Catalogue) -> Definition:
    """The definition of a kind; every other item can be not applicable."""
    like, source = catalogue.get(_MADE_LIKE), catalogue.get(kind.items)
    numbers = iter(range(10**6))
    sections = tuple(
        section.model_copy(
            update={
                "items": tuple(
                    item.model_copy(
                        update={
                            "offers": ("conform", "nonconform", "not_applicable")[
                                : 2 + next(numbers) % 2
                            ],
                            "checkpoint": "",
                            "method": "",
                            "clauses": (),
                            "statement": False,
                            "not_applicable_contradicted_by": (),
                        }
                    )
                    for item in section.items
                )
            }
        )
        for section in source.sections
    )
    return like.model_copy(
        update={
            "id": "typeset/made",
            "title": kind.title,
            "options": kind.options,
            "sections": sections,
            "stopped_to": None,
            "window": None,
        }
    )


def _with_columns(form: Definition, random: Random, folder: Path, name: str) -> Path:
    """A blank with a column for each option, as a PDF."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    document.add_paragraph(form.title)
    document.add_paragraph("企业名称(盖章)：")
    words = [form.options.conform, form.options.nonconform, form.options.not_applicable]
    head = ["序号", "检查项目", "检查内容", *words, "检查记录"]
    table = document.add_table(1 + len(form.items), len(head), style="Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    for row, item in zip(table.rows[1:], form.items, strict=True):
        row.height = Mm(float(random.uniform(8, 15)))
        row.cells[0].text, row.cells[1].text = str(item.section_number), item.section
        row.cells[2].text = item.number + item.text
    for column, wide in zip(table.columns, (11, 22, 62, 15, 17, 17, 30), strict=True):
        for cell in column.cells:
            cell.width = Mm(wide)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(9.5)
    for label in (
        "检查组成员签字：",
        "检查时间：      年    月    日",
        "企业代表确认签字（盖章）：",
    ):
        document.add_paragraph(label)
    path = folder / f"{name}.docx"
    document.save(str(path))
    return libreoffice.converted(path, "pdf", folder)


def _column_options(page: ExpectedPage, words: Mapping[str, str], first: int) -> ExpectedPage:
    """The cells below option words as options, those of a row a group."""
    options = []
    for table in (block for block in page.page.blocks if isinstance(block, Table)):
        heads = {
            cell.column: cell.text.strip() for cell in table.cells if cell.text.strip() in words
        }
        rows = sorted({cell.row for cell in table.cells if cell.row > 1 or first})
        for row in rows:
            own = [cell for cell in table.cells if cell.row == row and _in_column(cell, heads)]
            options += [
                _option(cell, heads[cell.column], row) for cell in own if not cell.text.strip()
            ]
    return replace(page, options=tuple(options))


def _in_column(cell: Cell, heads: Mapping[int, str]) -> bool:
    return cell.column in heads and cell.place is not None and cell.place.box is not None


def _option(cell: Cell, word: str, row: int) -> ExpectedOption:
    assert cell.place
    assert cell.place.box
    x0, y0, x1, y1 = cell.place.box
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    box = (x - _EM / 2, y - _EM / 2, x + _EM / 2, y + _EM / 2)
    return ExpectedOption(word, box, box, row)


def _blank(
    form: Definition, kind: Kind, known: Catalogue, random: Random, folder: Path, name: str
) -> Expectation:
    if not kind.columns:
        return read_blank(typeset(form, random, folder, name), form, known)
    expected = read_blank(_with_columns(form, random, folder, name), form, known)
    words = dict.fromkeys(form.printed(form.items[1]), "")
    pages = tuple(
        _column_options(page, words, number) for number, page in enumerate(expected.pages)
    )
    return replace(expected, pages=pages)


def cases(
    form: Definition, kind: Kind, known: Catalogue, count: int, random: Random, folder: Path
) -> list[Case]:
    """Forms of a kind, drawn and scanned in all conditions in turn."""
    options = kind.options
    codes = {
        options.conform: "conform",
        options.nonconform: "nonconform",
        options.not_applicable: "not_applicable",
    }
    styles = {name: TRAINED[name] for name in _TICKS} if kind.columns else TRAINED
    order = [item.id for item in form.items]
    found = []
    for number in range(count):
        condition = CONDITIONS[number % len(CONDITIONS)]
        expected = _blank(form, kind, known, random, folder, f"print{number}")
        places = items_by_page(expected, order, codes)
        sheets, truth = filled(expected, places, styles, random, codes=codes)
        truth |= {"condition": condition, "hand": "drawn", "print": str(number)}
        path = folder / f"{condition}_{number:03}.pdf"
        path.write_bytes(as_pdf([scanned(s, condition, random) for s in sheets], condition))
        found.append(Case(path, truth))
    return found


def _said(name: str, figures: Figures) -> str:
    """A row of the table: rows found and right, silent, right but flagged (normal, others)."""
    whole: Any = figures.total(figures.counts)
    normal = figures.total(each for each in figures.counts if each in NORMAL)
    others = figures.total(each for each in figures.counts if each not in NORMAL)
    shares = [part["right, flagged"] / (part["right"] or 1) for part in (normal, others)]
    rows = whole["rows"] or 1
    return (
        f"{name:12} {whole['rows']:5} {whole['seen'] / rows:7.1%} {whole['right'] / rows:7.1%}"
        f" {whole['wrong, silent']:6} {shares[0]:7.1%} {shares[1]:7.1%}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=8, help="forms of each kind")
    arguments.add_argument("--seed", type=int, default=5)
    arguments.add_argument("--kinds", nargs="*", default=list(KINDS))
    arguments.add_argument("-o", "--output", type=Path, help="keep the scans here")
    arguments.add_argument("--wrong", action="store_true", help="show every row that went wrong")
    chosen = arguments.parse_args()
    catalogue = load_catalogue()
    print(f"{'':12} {'rows':>5} {'seen':>7} {'right':>7} {'silent':>6} {'normal':>7} {'others':>7}")
    for place, name in enumerate(chosen.kinds):
        kind = KINDS[name]
        form = made(kind, catalogue)
        known = replace(catalogue, definitions={form.id: form})
        with tempfile.TemporaryDirectory() as temporary:
            folder = chosen.output / f"kind{place}" if chosen.output else Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            random = np.random.default_rng(chosen.seed)
            drawn = cases(form, kind, known, chosen.count, random, folder)
            figures, _seconds = measure(drawn, TextAlone(known))
        if chosen.wrong:
            print("\n".join(figures.wrong))
        print(_said(name, figures), flush=True)


if __name__ == "__main__":
    main()
