"""`python -m benchmarks.scan_set -o DIR`: forms filled by pen and scanned, with their truth.

Every form is drawn on the blank of `--form`: marks in the styles of `training/marks/styles.py`
(`--styles held-out` for those that the classifier never saw), records in fonts that look like
hands, then spoiled as scanners and cameras do. All names are invented.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.scan_hands import Spot, Writer, hands_in, some_writer
from benchmarks.scan_records import FITTED, JUDGED, some_record
from benchmarks.scanning import DPI, Sheet, as_pdf, scanned
from benchmarks.typeset import typeset
from docforge.forms import load_catalogue
from docforge.intake.blanks import kept_blanks, read_blank
from docforge.layout import Cell, Expectation, ExpectedOption, Paragraph, Table
from docforge.readers.scan.filled.gaps import tokens_of
from training.marks.pen import Hand, draw, some_hand
from training.marks.styles import HELD_OUT, TRAINED, Strokes, Style, strike

Random = np.random.Generator
Pixels = NDArray[np.uint8]
CONDITIONS = ("scan300", "scan200", "scan150", "skew200", "bad200", "fax200", "photo", "stamp200")
_CODES = {"符合": "conform", "不符合": "nonconform", "不适用": "not_applicable"}
_RECORDS = (
    "现场核对一致",
    "未发现异常",
    "灭菌记录缺少签名",
    "三台设备已报废",
    "检验员持证上岗",
    "现场抽查两批合格",
    "标签未印生产日期",
    "原料台账登记不完整",
    "库房堆放杂乱",
    "已停产两个月",
    "限期十日内改正",
    "无",
    "环评手续齐全",
    "工艺卡片与实际不符",
    "出厂检验逐批进行",
    "计量器具未检定",
    "详见附页",
    "与许可范围一致",
)
_SENTENCES = {"short": (), "fitted": FITTED, "judged": JUDGED}
_TOWNS = ("云州", "平安", "长岭", "东河", "青川", "白石")
_TRADES = ("水泥", "化肥", "电缆", "钢管", "食品包装", "人造板", "铸造", "耐火材料")
_KINDS = ("有限公司", "有限责任公司", "厂", "股份有限公司")
_FAMILY, _GIVEN = (
    "王李张刘陈杨赵黄周吴",
    ("建军", "秀兰", "志明", "海燕", "文斌", "丽", "国强", "小红"),
)


@dataclass(frozen=True)
class Written:
    """Who writes on a form, the name of the hand, and the sentences to choose from (none: the
    short phrases above)."""

    writer: Writer
    hand: str
    sentences: Sequence[str] = ()


def written_by(
    hands: dict[str, tuple[Path, ...]],
    sentences: Sequence[str],
    random: Random,
    among: Sequence[str] = (),
) -> Written:
    """Somebody who writes in one of the hands, or of some of them."""
    names = list(among or hands)
    name = names[int(random.integers(len(names)))]
    return Written(some_writer(hands, name, random), name, sentences)


def form_truth(expected: Expectation, random: Random) -> dict[str, Any]:
    """What shall stand on one form."""
    town, trade, kind = (str(random.choice(words)) for words in (_TOWNS, _TRADES, _KINDS))
    fields = {
        "enterprise_name": f"{town}市{trade}{kind}",
        "inspectors": [_name(random), _name(random)],
        "representative": _name(random),
        "inspected_on": f"2022-{random.integers(6, 12):02}-{random.integers(1, 29):02}",
    }
    return {"form": expected.form, "fields": fields, "answers": {}}


def _name(random: Random) -> str:
    return str(random.choice(list(_FAMILY))) + str(random.choice(_GIVEN))


def filled(
    expected: Expectation,
    items: dict[int, list[str]],
    styles: dict[str, Style],
    random: Random,
    enterprise: str = "",
    by: Written | None = None,
    codes: Mapping[str, str] = _CODES,
) -> tuple[list[Sheet], dict[str, Any]]:
    """One form drawn. `items` tells per page the items of its option groups in their order."""
    truth = form_truth(expected, random)
    if enterprise:
        truth["fields"]["enterprise_name"] = enterprise
    hand = some_hand(random)
    by = by or written_by(hands_in(None), (), random)
    usual = str(random.choice(sorted(styles)))
    sheets = []
    for number, page in enumerate(expected.pages):
        raster = page.raster
        grey = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width)
        sheet = Sheet(255 - grey, np.zeros_like(grey), np.zeros_like(grey))
        groups: dict[int, list[ExpectedOption]] = {}
        for option in page.options:
            if option.word in codes:
                groups.setdefault(option.group, []).append(option)
        cells = [c for b in page.page.blocks if isinstance(b, Table) for c in b.cells]
        for item, group in zip(items[number], groups.values(), strict=True):
            style = usual if random.random() < 0.7 else str(random.choice(sorted(styles)))
            answer = _answer(sheet, group, styles[style], style, hand, random, codes)
            answer["record"] = _record(sheet, group, cells, by, random)
            truth["answers"][item] = answer
        _head(sheet, page.page.blocks, truth["fields"], by, random)
        sheets.append(sheet)
    return sheets, truth


def _answer(
    sheet: Sheet,
    group: list[ExpectedOption],
    style: Style,
    name: str,
    hand: Hand,
    random: Random,
    codes: Mapping[str, str],
) -> dict[str, Any]:
    usual = next(iter(codes))
    order = [group[index] for index in random.permutation(len(group))]
    order.sort(key=lambda option: option.word != usual or random.random() < 0.35)
    kind = random.random()
    chosen = order[:1] if kind < 0.92 else order[:2] if kind < 0.95 else []
    struck = order[-1:] if random.random() < 0.04 and len(chosen) == 1 else []
    for option in (*chosen, *struck):
        _draw(sheet, style(random, _word_end(option)), option, hand, random)
    for option in struck:
        _draw(sheet, strike(random, _word_end(option)), option, hand, random)
    said = [codes[option.word] for option in chosen]
    conclusion = said[0] if len(said) == 1 else "conflict" if said else "unanswered"
    answer: dict[str, Any] = {"conclusion": conclusion, "mark": name if said else None}
    if struck:
        answer["struck"] = [codes[option.word] for option in struck]
    return answer


def _em(option: ExpectedOption) -> float:
    return (option.box[2] - option.box[0]) * DPI / 72


def _word_end(option: ExpectedOption) -> float:
    return (option.word_box[2] - (option.box[0] + option.box[2]) / 2) * DPI / 72 / _em(option)


def _draw(
    sheet: Sheet, strokes: Strokes, option: ExpectedOption, hand: Hand, random: Random
) -> None:
    em, scale = _em(option), DPI / 72
    x = (option.box[0] + option.box[2]) / 2 * scale
    y = (option.box[1] + option.box[3]) / 2 * scale
    left, top = int(x - 4 * em), int(max(y - 5 * em, 0))
    part = sheet.pen[top : int(y + 5 * em), left : int(x + 9 * em)]
    placed = [[(x - left + a * em, y - top + b * em) for a, b in stroke] for stroke in strokes]
    draw(part, placed, hand, em, random)


def _record(
    sheet: Sheet, group: list[ExpectedOption], cells: list[Cell], by: Written, random: Random
) -> str:
    """Writes into the empty cell right of the options; half of them stay empty."""
    if random.random() < 0.5:
        return ""
    box = max(option.box for option in group)  # the last one's, where each has a column
    own = next(c for c in cells if c.place and c.place.box and _inside(box, c.place.box))
    right = next(c for c in cells if c.row == own.row and c.column == own.column + own.column_span)
    assert right.place
    assert right.place.box
    x0, y0, x1, y1 = right.place.box
    text = str(random.choice(_RECORDS)) if not by.sentences else some_record(by.sentences, random)
    size = float(random.uniform(10.5, 13))
    each = max(1, int((x1 - x0 - 6) / size))
    rows = [text[start : start + each] for start in range(0, len(text), each)]
    if len(rows) * size * 1.15 > y1 - y0 - 2:
        return ""
    top = y0 + 2 + random.uniform(0, (y1 - y0 - 2) - len(rows) * size * 1.15)
    for number, row in enumerate(rows):
        _write(sheet, row, (x0 + 4, top + number * size * 1.15), size, by, random)
    return text


def _inside(box: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    return outer[0] <= box[0] <= outer[2] and outer[1] <= box[1] <= outer[3]


def _write(
    sheet: Sheet,
    text: str,
    at: tuple[float, float],
    size: float,
    by: Written,
    random: Random,
) -> float:
    """Writes characters with a hand's unevenness; returns where they end (points)."""
    scale = DPI / 72
    x, y = at
    dark, bold = int(random.integers(170, 256)), int(random.random() < 0.15)
    for character in text:
        own = size * scale * random.uniform(0.92, 1.05)
        spot = Spot(x * scale, (y + random.normal(0, 0.25)) * scale, own, dark, bold)
        by.writer.put(sheet.pen, character, spot, random)
        x += size * (0.55 if character.isascii() else 1.0) * random.uniform(0.97, 1.06)
    return x


def _head(sheet: Sheet, blocks: Any, fields: dict[str, Any], by: Written, random: Random) -> None:
    for block in blocks:
        if not isinstance(block, Paragraph) or block.place is None or block.place.box is None:
            continue
        _x0, y0, x1, _y1 = block.place.box
        size, top = 12.0, y0 - 1.5
        if block.text.startswith("企业名称"):
            _write(sheet, fields["enterprise_name"], (x1 + 6, top), size, by, random)
        elif block.text.startswith("检查组成员"):
            end = _write(sheet, fields["inspectors"][0], (x1 + 6, top), size, by, random)
            _write(sheet, fields["inspectors"][1], (end + 12, top), size, by, random)
        elif block.text.startswith("企业代表"):
            _write(sheet, fields["representative"], (x1 + 6, top), size, by, random)
        elif block.text.startswith("检查时间"):
            _date(sheet, block, fields["inspected_on"], by, random)


def _date(sheet: Sheet, line: Paragraph, date: str, by: Written, random: Random) -> None:
    """The numbers before the printed 年, 月 and 日, a little aslant as people write them: close
    before the unit, or at once behind the one before, which they touch.
    """
    assert line.place
    assert line.place.box
    tokens = tokens_of(line)
    units = {token.text[-1]: token for token in tokens}
    top = line.place.box[1] - 1.5
    size = float(random.uniform(9.5, 12.5))
    behind = random.random() < 0.5
    before = None
    for unit, part in zip("年月日", date.split("-"), strict=True):
        text = str(int(part))
        if unit in units:
            x = units[unit].x1 - 10.5 - len(text) * 0.59 * size - float(random.uniform(0, 4))
            if behind and before is not None:
                x = before - float(random.uniform(0, 3))
            _write(sheet, text, (x, top), size, by, random)
            before = units[unit].x1


def items_by_page(
    expected: Expectation, order: list[str], codes: Mapping[str, str] = _CODES
) -> dict[int, list[str]]:
    """The items of each page's option groups: groups stand in the order of the items."""
    waiting = iter(order)
    found: dict[int, list[str]] = {}
    for number, page in enumerate(expected.pages):
        groups = {option.group for option in page.options if option.word in codes}
        found[number] = [next(waiting) for _ in groups]
    return found


def prints_of(chosen: argparse.Namespace) -> list[tuple[str, Expectation]]:
    """The blanks that the forms are drawn on, each with its name: one, or several set anew."""
    catalogue = load_catalogue()
    form = catalogue.get(chosen.form)
    if chosen.typeset:
        random = np.random.default_rng(chosen.seed + 1)
        folder = chosen.output / "blanks"
        folder.mkdir(parents=True, exist_ok=True)
        names = [f"print{number:02}" for number in range(chosen.typeset)]
        paths = [typeset(form, random, folder, name) for name in names]
        return [
            (name, read_blank(path, form, catalogue))
            for name, path in zip(names, paths, strict=True)
        ]
    if chosen.blank:
        return [("", read_blank(chosen.blank, form, catalogue))]
    return [("", next(each for each in kept_blanks(catalogue) if each.form == form.id))]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("-o", "--output", type=Path, required=True)
    arguments.add_argument("--form", default="shanxi-2022/inspection-record")
    arguments.add_argument("--blank", type=Path)
    arguments.add_argument("--typeset", type=int, default=0, help="so many prints, set anew")
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--styles", choices=("trained", "held-out"), default="trained")
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--records", choices=list(_SENTENCES), default="short")
    arguments.add_argument("--hands", type=Path, help="a folder with more hands (scan_hands.py)")
    arguments.add_argument("--hand", nargs="*", default=(), help="only these hands")
    arguments.add_argument("--conditions", nargs="*", default=list(CONDITIONS))
    chosen = arguments.parse_args()
    chosen.output.mkdir(parents=True, exist_ok=True)
    prints = prints_of(chosen)
    order = [item.id for item in load_catalogue().get(chosen.form).items]
    styles = TRAINED if chosen.styles == "trained" else HELD_OUT
    random = np.random.default_rng(chosen.seed)
    hands = hands_in(chosen.hands)
    for number in range(chosen.count):
        condition = chosen.conditions[number % len(chosen.conditions)]
        print_name, expected = prints[(number // len(chosen.conditions)) % len(prints)]
        sentences = _SENTENCES[chosen.records]
        own = chosen.hands or chosen.hand or sentences
        by = written_by(hands, sentences, random, chosen.hand) if own else None
        items = items_by_page(expected, order)
        sheets, truth = filled(expected, items, styles, random, by=by)
        truth |= {"condition": condition, "hand": by.hand if by else "drawn", "print": print_name}
        name = f"{condition}_{number:03}"
        pages = [scanned(sheet, condition, random) for sheet in sheets]
        (chosen.output / f"{name}.pdf").write_bytes(as_pdf(pages, condition))
        text = json.dumps(truth, ensure_ascii=False, indent=1)
        (chosen.output / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
