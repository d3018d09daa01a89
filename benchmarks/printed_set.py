"""Forms that docforge printed, filled in by pen and scanned, with their truth.

Whatever the form: marks on its options, writing in the cells of its rows and behind its labels.
All names are invented.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.scanning import DPI, Sheet, scanned
from docforge.forms import Definition
from docforge.layout import Cell, Expectation, ExpectedOption, ExpectedPage, Paragraph, Table
from docforge.place import Box
from docforge.readers import rasters_of
from docforge.readers.scan.filled.gaps import label_of, tokens_of
from training.marks.pen import draw, some_hand
from training.marks.styles import TRAINED, Style

Random = np.random.Generator
Pixels = NDArray[np.uint8]
CONDITIONS = (
    *("scan300", "scan200", "scan150", "skew200", "bad200", "fax200", "photo", "stamp200"),
    *("scan95", "scan600"),
)
_HANDS = (
    "truetype/lxgw-wenkai/LXGWWenKai-Light.ttf",
    "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
    "truetype/arphic/ukai.ttc",
    "truetype/fonts-klee/Klee.ttf",
)
_LARGEST, _LEAST = 11.5, 7.5
_CODES = {"符合": "conform", "不符合": "nonconform", "不适用": "not_applicable"}
_WORDS: dict[str, tuple[str, ...]] = {
    "district": ("榕城区", "惠来县", "普宁市", "揭西县"),
    "office": ("长乐所", "东方所", "团城山所"),
    "enterprise_name": ("云州平安电缆厂", "长岭包装有限公司", "白石砂轮厂", "青川防爆电气公司"),
    "address": ("东河路8号", "工业园二路16号", "平安镇南街"),
    "legal_representative": ("王建军", "李秀兰", "陈志明"),
    "model": ("BV2.5", "200克", "P60"),
    "sold_to": ("本省", "省外", "出口"),
    "problem": ("无出厂检验记录", "证书过期", "标识不全"),
    "disposition": ("责令改正", "立案", "约谈"),
    "rectification": ("已整改", "整改中"),
    "recheck_result": ("合格", "未复查"),
    "transferred_to": ("综合执法一组", "无"),
    "remark": ("无", "已停产"),
    "inspectors": ("王建军", "李秀兰", "周志明"),
    "representative": ("陈海燕", "吴国强", "赵丽"),
    "product": ("电线电缆", "砂轮", "食品用纸包装"),
    "reporting_unit": ("东河区市场监管局", "榕城区市场监管局"),
    "contact": ("张海燕", "刘文斌"),
    "record": ("现场核对一致，未发现问题", "未建立进货台账", "出厂检验记录缺少签名", "无"),
}
_USUAL = ("见附页", "已核对", "一致")


@dataclass
class Truth:
    """What shall be read: fields by key, conclusions by item, cells by row and column."""

    fields: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)


def filled(
    form: Definition, print_: Expectation, content: bytes, random: Random
) -> tuple[list[Sheet], Truth]:
    """One copy filled in by one hand. `content` is the printed PDF, `print_` what it promises."""
    sheets, truth = [], Truth()
    font = hand_font(random)
    waiting = [item.id for item in form.items]
    for page, raster in zip(print_.pages, rasters_of(content), strict=True):
        grey = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width)
        sheet = Sheet(255 - grey, np.zeros_like(grey), np.zeros_like(grey))
        pen = Pen(sheet, font, random)
        for block in page.page.blocks:
            if isinstance(block, Paragraph):
                write_head(pen, form, block, truth)
            elif form.kind == "register":
                _rows(pen, form, block, truth)
            elif form.conclusions == "text":
                _free_text(pen, form, block, truth, waiting)
        if form.kind == "checklist" and form.conclusions == "marks":
            _marks(pen, page, truth, waiting)
        sheets.append(sheet)
    return sheets, truth


class Pen:
    """A hand that writes with one pen."""

    def __init__(self, sheet: Sheet, font: Path, random: Random) -> None:
        self.sheet, self.random = sheet, random
        self._font = font
        self._dark = int(random.integers(170, 256))
        self.hand = some_hand(random)

    def write(self, text: str, x: float, y: float, size: float) -> float:
        """Characters from a point (its top left) on; returns where they end (points)."""
        scale = DPI / 72
        image = Image.fromarray(self.sheet.pen)
        pen = ImageDraw.Draw(image)
        for character in text:
            pixels = max(8, round(size * scale * self.random.uniform(0.94, 1.05)))
            font = ImageFont.truetype(str(self._font), pixels)
            at = (x * scale, (y + self.random.normal(0, 0.2)) * scale)
            if character == ".":  # a pen leaves half a millimetre, a font at this size nothing
                spot, low = at[0] + 0.2 * pixels, at[1] + 0.9 * pixels
                pen.ellipse((spot - 2, low - 2, spot + 2.5, low + 2.5), fill=self._dark)
            else:
                pen.text(at, character, font=font, fill=self._dark)
            wide = 0.58 if character.isascii() else 1.0
            x += size * wide * self.random.uniform(0.98, 1.05)
        self.sheet.pen[:] = np.asarray(image)
        return x

    def write_into(self, text: str, box: Box) -> bool:
        """Fits a text into a cell, in as many lines as it takes; False where it does not fit."""
        wide, high = box[2] - box[0] - 4, box[3] - box[1] - 3
        for size in np.arange(_LARGEST, _LEAST - 0.1, -0.5):
            lines = _wrapped(text, wide / (float(size) * 1.04))
            if lines and len(lines) * size * 1.18 <= high:
                room = high - len(lines) * size * 1.18
                top = box[1] + 1.5 + float(self.random.uniform(0.3, 0.7)) * room
                for number, line in enumerate(lines):
                    self.write(line, box[0] + 2.5, top + number * size * 1.18, float(size))
                return True
        return False


def _wrapped(text: str, units: float) -> list[str]:
    lines, left = [""], units
    for character in text:
        wide = 0.58 if character.isascii() else 1.0
        if wide > units:
            return []
        if wide > left:
            lines.append("")
            left = units
        lines[-1] += character
        left -= wide
    return lines


def hand_font(random: Random) -> Path:
    present = [path for name in _HANDS if (path := Path("/usr/share/fonts", name)).is_file()]
    return present[int(random.integers(len(present)))]


def _value(key: str, kind: str, random: Random) -> str:
    """What a clerk writes there."""
    if kind == "number":
        return str(random.integers(1, 900))
    if kind == "date":
        return f"2022.{random.integers(1, 13)}.{random.integers(1, 29)}"
    if kind == "phone":
        return "13" + "".join(map(str, random.integers(0, 10, 9)))
    if kind == "uscc":
        return "91" + "".join(map(str, random.integers(0, 10, 16)))
    if key == "licence_no":
        return f"XK08-{random.integers(100, 999):03}-{random.integers(1, 99999):05}"
    return str(random.choice(_WORDS.get(key, _USUAL)))


def write_head(pen: Pen, form: Definition, block: Paragraph, truth: Truth) -> None:
    """Writes behind the labels of a line."""
    if block.place is None or block.place.box is None:
        return
    x0, y0, x1, y1 = block.place.box
    label = label_of(block)
    tokens = tokens_of(block)
    if not tokens and block.text.strip() != label.strip():
        return  # its value is printed
    labels = [(label, x0 + (x1 - x0) * _share(label, block.text))]
    labels += [(token.text, token.x1) for token in tokens if token.text.endswith("：")]
    for text, end in labels:
        own = next((f for f in form.fields if text.rstrip("：:") == f.print), None)
        if own is None or own.options or _is_printed_behind(text, block.text):
            continue
        if pen.random.random() < 0.15:
            continue
        if own.type == "date":
            units = [token for token in tokens if token.text in "年月日" and token.x0 >= end][:3]
            if len(units) == 3:
                day = (2022, int(pen.random.integers(1, 13)), int(pen.random.integers(1, 29)))
                for number, unit in zip(day, units, strict=True):
                    pen.write(str(number), unit.x0 - 6.2 * len(str(number)) - 2, y0 - 1, 10.5)
                truth.fields[own.key] = f"{day[0]}-{day[1]:02}-{day[2]:02}"
        elif own.type != "period":
            value = _value(own.key, own.type, pen.random)
            following = [token.x0 for token in tokens if token.x0 > end + 1]
            room = min([*following, x1 + 200]) - end
            if len(_wrapped(value, room / 11.5)) == 1:
                pen.write(value, end + 4, y0 - 1 + (y1 - y0 - 11) / 2, 10.5)
                truth.fields[own.key] = value


def _is_printed_behind(label: str, line: str) -> bool:
    """Whether a copy for an enterprise says what stands behind a label: no pen writes over it."""
    behind = line.partition(label)[2].split()
    return bool(behind) and not behind[0].endswith(("：", "年")) and "_" not in behind[0]


def _share(part: str, whole: str) -> float:
    def units(text: str) -> float:
        return sum(0.5 if character.isascii() else 1.0 for character in text)

    return units(part) / max(units(whole), 1.0)


def _rows(pen: Pen, form: Definition, table: Table, truth: Truth) -> None:
    """Writes into some rows of a register with one band; its last rows stay empty."""
    named = {own.print: own for own in form.register_columns}
    heads = {
        cell.column: named[text]
        for cell in table.cells
        if (text := "".join(cell.text.split())) in named
    }
    printed = [c for c in table.cells if c.text.strip() and not c.text.strip().isdigit()]
    first = 1 + max((cell.row + cell.row_span - 1 for cell in printed), default=1)
    last = int(pen.random.integers(first + 1, table.rows + 1))
    for row in range(first, last + 1):
        written = {}
        for cell in (c for c in table.cells if c.row == row and c.column in heads):
            own = heads[cell.column]
            if own.key == "sequence" or not cell.place or not cell.place.box:
                continue
            if own.key != "enterprise_name" and pen.random.random() < 0.25:
                continue
            value = str(pen.random.choice(own.options)) if own.options else ""
            value = value or _value(own.key, own.type, pen.random)
            if pen.write_into(value, cell.place.box):
                written[own.key] = value
        truth.rows.append(written)


def _free_text(pen: Pen, form: Definition, table: Table, truth: Truth, waiting: list[str]) -> None:
    """Writes what was found into the rows of a checklist without boxes."""
    place = next((i for i, own in enumerate(form.columns, 1) if own.role == "record"), None)
    for cell in sorted(table.cells, key=lambda each: each.row):
        if cell.column != place or cell.text.strip() or not waiting:
            continue
        item = waiting.pop(0)
        text = str(pen.random.choice(_WORDS["record"]))
        if pen.random.random() < 0.2 or not cell.place or not cell.place.box:
            continue
        if pen.write_into(text, cell.place.box):
            truth.records[item] = text


def _marks(pen: Pen, page: ExpectedPage, truth: Truth, waiting: list[str]) -> None:
    """One option of each row, in the style of one hand."""
    groups: dict[int, list[ExpectedOption]] = {}
    for option in page.options:
        if option.word in _CODES:
            groups.setdefault(option.group, []).append(option)
    style = TRAINED[str(pen.random.choice(sorted(TRAINED)))]
    for group in groups.values():
        chosen = group[0 if pen.random.random() < 0.6 else int(pen.random.integers(len(group)))]
        _mark(pen, style, chosen)
        item = waiting.pop(0)
        truth.answers[item] = _CODES[chosen.word]
        right = cell_right_of(page, chosen)
        text = str(pen.random.choice(_WORDS["record"]))
        if pen.random.random() < 0.4 and right and pen.write_into(text, right):
            truth.records[item] = text


def _mark(pen: Pen, style: Style, option: ExpectedOption) -> None:
    scale = DPI / 72
    em = (option.box[2] - option.box[0]) * scale
    x, y = ((option.box[i] + option.box[i + 2]) / 2 * scale for i in (0, 1))
    end = (option.word_box[2] - (option.box[0] + option.box[2]) / 2) * scale / em
    left, top = int(x - 4 * em), int(max(y - 5 * em, 0))
    part = pen.sheet.pen[top : int(y + 5 * em), left : int(x + 9 * em)]
    strokes = style(pen.random, end)
    placed = [[(x - left + a * em, y - top + b * em) for a, b in stroke] for stroke in strokes]
    draw(part, placed, pen.hand, em, pen.random)


def cell_right_of(page: ExpectedPage, option: ExpectedOption) -> Box | None:
    cells = [c for b in page.page.blocks if isinstance(b, Table) for c in b.cells]
    own = next((c for c in cells if _holds(c, option.box)), None)
    if own is None:
        return None
    after = own.column + own.column_span
    right = next((c for c in cells if c.row == own.row and c.column == after), None)
    return right.place.box if right and right.place else None


def _holds(cell: Cell, box: Box) -> bool:
    outer = cell.place.box if cell.place else None
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer is not None and outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def as_scanned(sheets: Sequence[Sheet], condition: str, random: Random) -> list[Pixels]:
    """The pages as a scanner or camera gives them, fed in whatever orientation."""
    base = {"scan95": "scan200", "scan600": "scan300"}.get(condition, condition)
    pages = []
    for sheet in sheets:
        page = scanned(sheet, base, random)
        larger = {"scan95": 95 / 200, "scan600": 2.0}.get(condition)
        if larger:
            way = cv2.INTER_AREA if larger < 1 else cv2.INTER_CUBIC
            sized = cv2.resize(page, None, fx=larger, fy=larger, interpolation=way)
            page = np.asarray(sized, dtype=np.uint8)
        turns = 2 * int(random.random() < 0.1)
        pages.append(np.ascontiguousarray(np.rot90(page, turns)))
    return pages


def as_pdf(pages: Sequence[Pixels], condition: str) -> bytes:
    dpi = int("".join(c for c in condition if c.isdigit()) or DPI)
    pictures = [Image.fromarray(page) for page in pages]
    out = io.BytesIO()
    quality = 45 if condition == "bad200" else 75
    pictures[0].save(
        out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, quality=quality
    )
    return out.getvalue()


def truth_as_json(truth: Truth) -> dict[str, Any]:
    return vars(truth)
