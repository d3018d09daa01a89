"""`python -m benchmarks.checklist_set -o DIR`: other forms than ours, filled by pen and scanned.

The forms of `benchmarks/checklists.py` with their options as boxes, brackets, bare words and
columns of cells, each in some prints; hands, styles, double marks, struck ones, rows left empty,
all conditions. Beside each scan its truth, in `blanks` what it was printed from. Measured with
`python -m benchmarks.scans --set DIR --by-form`. Needs LibreOffice.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from typing import Any

import numpy as np

from benchmarks.checklists import FORMS, LAYOUTS, printed
from benchmarks.printed_set import (
    Pen,
    Pixels,
    Truth,
    as_pdf,
    as_scanned,
    cell_right_of,
    hand_font,
    write_head,
)
from benchmarks.scanning import DPI, Sheet
from docforge.forms import Definition, load_catalogue
from docforge.forms.definitions.catalogue import Catalogue
from docforge.intake.blanks import read_blank
from docforge.layout import (
    Expectation,
    ExpectedOption,
    ExpectedPage,
    OptionPrint,
    Paragraph,
)
from docforge.readers.scan.marks.marking import em_of
from training.marks.pen import draw
from training.marks.styles import TRAINED, Strokes, dash, hook, slash, strike

Random = np.random.Generator
CONDITIONS = ("scan300", "scan200", "scan150", "skew200", "bad200", "fax200", "photo", "stamp200")
_ON_WORD = ("tick_on_word", "tick_after", "underline", "circle_word")
_STYLES: dict[str, tuple[str, ...]] = {
    "boxes": tuple(sorted(TRAINED)),
    "boxes behind": tuple(sorted({*TRAINED} - {"circle_all", "tick_after"})),
    "brackets": ("tick_in", "tick_over", "cross", "dot", "ring_in", "tick_on_word", "circle_word"),
    "words": ("tick_on_word", "tick_after", "underline", "circle_word", "others_struck"),
    "columns": ("tick_in", "tick_over", "hook", "ring_in", "fill"),
}
_RECORDS = (
    "现场核对一致",
    "未发现异常",
    "记录缺少签名",
    "已报废三台",
    "持证上岗",
    "抽查两批合格",
    "标签未印日期",
    "台账登记不全",
    "堆放杂乱",
    "限期十日改正",
    "无",
    "未检定",
    "详见附页",
)
_STRUCK, _DOUBLE, _NONE = 0.04, 0.03, 0.05
_STROKES_ELSEWHERE = 0.1
"""Share of people who put a stroke into the cells that they do not tick."""


def filled(
    form: Definition, print_: Expectation, random: Random
) -> tuple[list[Sheet], dict[str, Any]]:
    """One form drawn, with what shall be read of it."""
    layout = LAYOUTS[form.id]
    truth, sheets = Truth(), []
    answers: dict[str, dict[str, Any]] = {}
    items = iter(form.items)
    font, usual = hand_font(random), str(random.choice(_STYLES[layout]))
    strokes = random.random() < _STROKES_ELSEWHERE
    for page in print_.pages:
        raster = page.raster
        grey = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width)
        sheet = Sheet(255 - grey, np.zeros_like(grey), np.zeros_like(grey))
        pen = Pen(sheet, font, random)
        for group in _groups(page):
            item = next(items)
            style = usual if random.random() < 0.7 else str(random.choice(_STYLES[layout]))
            answers[item.id] = _answer(pen, form, item.id, group, style)
            if strokes and layout == "columns":
                _stroke_the_others(pen, form, item.id, group, answers[item.id])
            answers[item.id]["record"] = _record(pen, page, group)
        for block in page.page.blocks:
            if isinstance(block, Paragraph):
                write_head(pen, form, block, truth)
        sheets.append(sheet)
    assert len(answers) == len(form.items), "an item whose options the blank does not show"
    named = {field.key for field in form.fields if field.type == "names"}
    fields = {key: [value] if key in named else value for key, value in truth.fields.items()}
    return sheets, {"form": form.id, "fields": fields, "answers": answers}


def _groups(page: ExpectedPage) -> list[list[ExpectedOption]]:
    found: dict[int, list[ExpectedOption]] = {}
    for option in page.options:
        found.setdefault(option.group, []).append(option)
    return list(found.values())


def _answer(
    pen: Pen, form: Definition, item: str, group: Sequence[ExpectedOption], style: str
) -> dict[str, Any]:
    random, own = pen.random, form.item_by_id[item]
    codes = dict(zip(form.printed(own), own.offers, strict=True))
    order = [group[index] for index in random.permutation(len(group))]
    order = [option for option in order if option.word in codes]
    order.sort(key=lambda option: codes[option.word] != "conform" or random.random() < 0.35)
    kind = random.random()
    chosen = order[:1] if kind < 1 - _DOUBLE - _NONE else order[:2] if kind < 1 - _NONE else []
    struck = order[-1:] if random.random() < _STRUCK and len(chosen) == 1 else []
    if style == "others_struck" and len(chosen) == 1:
        for option in order[1:]:
            _draw(pen, option, "strike")
        struck = []
    else:
        style = "circle_word" if style == "others_struck" else style
        for option in (*chosen, *struck):
            _draw(pen, option, style)
    for option in struck:
        _draw(pen, option, "strike")
    meant = [codes[option.word] for option in chosen]
    conclusion = meant[0] if len(meant) == 1 else "conflict" if meant else "unanswered"
    answer: dict[str, Any] = {"conclusion": conclusion, "mark": style if meant else None}
    if struck:
        answer["struck"] = [codes[option.word] for option in struck]
    return answer


def _stroke_the_others(
    pen: Pen, form: Definition, item: str, group: Sequence[ExpectedOption], answer: dict[str, Any]
) -> None:
    own = form.item_by_id[item]
    codes = dict(zip(form.printed(own), own.offers, strict=True))
    marked = {answer["conclusion"], *answer.get("struck", ())}
    if len(marked) != 1 or answer["mark"] is None or answer["conclusion"] == "conflict":
        return
    for option in group:
        if codes.get(option.word) not in marked:
            _draw(pen, option, "slash" if pen.random.random() < 0.7 else "dash")


def _draw(pen: Pen, option: ExpectedOption, style: str) -> None:
    """One mark at an option, by where its box or its word stands."""
    random, scale = pen.random, DPI / 72
    box, word = option.box, option.word_box
    em = _em(option) * scale
    if option.print is OptionPrint.CELL:
        em *= float(random.uniform(1.0, 1.5))
        x = (box[0] + box[2]) / 2 * scale + random.normal(0, 0.2) * em
        y = (box[1] + box[3]) / 2 * scale + random.normal(0, 0.1) * em
        end = 0.5
    elif option.print is OptionPrint.WORD or style in _ON_WORD or _behind(option):
        on_word = option.print is OptionPrint.WORD or style in (*_ON_WORD, "strike")
        x = word[0] * scale - 0.5 * em if on_word else (box[0] + box[2]) / 2 * scale
        y = (word[1] + word[3]) / 2 * scale
        right = max(word[2], box[2]) if style == "strike" else word[2]
        end = (right * scale - x) / em if on_word else 0.5
    else:
        x, y = ((box[i] + box[i + 2]) / 2 * scale for i in (0, 1))
        end = (word[2] * scale - x) / em
    strokes = _strokes(style, random, end, option)
    left, top = max(int(x - 5 * em), 0), max(int(y - 5 * em), 0)
    part = pen.sheet.pen[top : int(y + 5 * em), left : int(x + 9 * em)]
    placed = [[(x - left + a * em, y - top + b * em) for a, b in stroke] for stroke in strokes]
    draw(part, placed, pen.hand, em, random)


def _strokes(style: str, random: Random, end: float, option: ExpectedOption) -> Strokes:
    if style == "strike":
        found = strike(random, end)
        if option.print is OptionPrint.WORD:  # from the word on, not from a box before it
            return [[(max(a, 0.3), b) for a, b in stroke] for stroke in found]
        return found
    own = {"hook": hook, "slash": slash, "dash": dash}.get(style) or TRAINED[style]
    return own(random, end)


def _em(option: ExpectedOption) -> float:
    if option.print is OptionPrint.BOX:
        return em_of(option)
    return 0.92 * (option.word_box[3] - option.word_box[1])


def _behind(option: ExpectedOption) -> bool:
    return option.box[0] > option.word_box[0]


def _record(pen: Pen, page: ExpectedPage, group: Sequence[ExpectedOption]) -> str:
    """Writes into the cell right of the options; half of them stay empty."""
    last = max(group, key=lambda option: option.box[2])
    right = cell_right_of(page, last)
    if right is None or pen.random.random() < 0.5:
        return ""
    text = str(pen.random.choice(_RECORDS))
    return text if pen.write_into(text, right) else ""


def prints_of(
    catalogue: Catalogue, folder: Path, each: int, random: Random
) -> dict[str, list[tuple[Path, Expectation]]]:
    """Some prints of each form, with what they promise."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[tuple[Path, Expectation]]] = {}
    for name, layout in LAYOUTS.items():
        form = catalogue.get(name)
        target = folder / form.id.partition("/")[0]
        target.mkdir(exist_ok=True)
        copyfile(FORMS / f"{form.id}.yaml", folder / f"{form.id}.yaml")
        for number in range(each):
            own = f"{form.id.partition('/')[2]}.blank-{number}"
            path = printed(form, layout, random, target, own)
            (target / f"{own}.docx").unlink()
            found.setdefault(name, []).append((path, read_blank(path, form, catalogue)))
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("-o", "--output", type=Path, required=True)
    arguments.add_argument("--count", type=int, default=220)
    arguments.add_argument("--prints", type=int, default=3, help="of each form")
    arguments.add_argument("--forms", nargs="*", default=list(LAYOUTS))
    arguments.add_argument("--conditions", nargs="*", default=list(CONDITIONS))
    arguments.add_argument("--seed", type=int, default=11)
    chosen = arguments.parse_args()
    random = np.random.default_rng(chosen.seed)
    catalogue = load_catalogue(FORMS)
    prints = prints_of(catalogue, chosen.output / "blanks", chosen.prints, random)
    for number in range(chosen.count):
        condition = chosen.conditions[number % len(chosen.conditions)]
        form = catalogue.get(chosen.forms[number // len(chosen.conditions) % len(chosen.forms)])
        path, print_ = prints[form.id][int(random.integers(chosen.prints))]
        sheets, truth = filled(form, print_, random)
        truth |= {"condition": condition, "hand": "drawn", "print": path.stem}
        pages: list[Pixels] = as_scanned(sheets, condition, random)
        name = f"{condition}_{number:03}"
        (chosen.output / f"{name}.pdf").write_bytes(as_pdf(pages, condition))
        text = json.dumps(truth, ensure_ascii=False, indent=1)
        (chosen.output / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
