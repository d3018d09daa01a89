"""A scanned page that no known blank fits: its text by OCR, its tables by their rulings.

The page is turned upright by its own print. Options are found by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from docforge.layout import Block, Cell, Inline, Mark, Page, Paragraph, Table, Text
from docforge.place import Place
from docforge.readers.scan import models
from docforge.readers.scan.grid import PixelBox, RuledTable, rulings_of, tables_of
from docforge.readers.scan.ink import Grey, calm_ink, ink_of, red_channel
from docforge.readers.scan.loose_marks import LooseMark, LooseOption, loose_marks
from docforge.readers.scan.pages import Pixels, Scan
from docforge.readers.scan.registration import Matrix
from docforge.readers.scan.streaks import without_streaks
from docforge.readers.scan.upright import Quad, lean_of, stands_upside_down
from docforge.readers.scan.vocabulary import Vocabulary
from docforge.readers.scan.writing import Written, read_lines

_DETECTED_AT = 1440
"""Pixels of the long side at which lines of text are looked for."""
_LEAST_LEAN = 0.15
_BOXES = "□口囗日曰☐☑☒■▣√✓✔×✗✘VvＶ凵冂回Oo0〇○●口"
"""What a tick box before an option's word is read as, marked or not."""
_ROW = 0.6
"""Of a line's height: lines whose middles lie closer stand beside each other."""


@dataclass(frozen=True)
class Upright:
    """A page turned upright; `back` maps its pixels to those of the scan."""

    pixels: Pixels
    back: Matrix


@dataclass(frozen=True)
class _Line:
    box: PixelBox
    written: Written

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

    @property
    def high(self) -> int:
        return self.box[3] - self.box[1]


def unknown_page(scan: Scan, words: Sequence[str], vocabulary: Vocabulary) -> Page:
    """The page as paragraphs and tables; `words` are those that may stand behind a tick box."""
    upright, quads = _turned_upright(scan)
    grey = red_channel(upright.pixels)
    ink = calm_ink(ink_of(grey))
    tables = tables_of(rulings_of(ink))
    boxes = list(_parts(quads, tables))
    cuts = [grey[y0:y1, x0:x1] for x0, y0, x1, y1 in boxes]
    lines = [
        _Line(box, written)
        for box, written in zip(boxes, read_lines(cuts), strict=True)
        if written.text.strip()
    ]
    return _Building(scan, upright, ink, tables, words, vocabulary).page(lines)


def _turned_upright(scan: Scan) -> tuple[Upright, list[Quad]]:
    pixels = without_streaks(scan.pixels)
    back = np.eye(3)
    quads = _lines_on(pixels)
    upright_lines = [np.ptp(q[:, 1]) > 1.5 * np.ptp(q[:, 0]) for q in quads]
    if quads and sum(upright_lines) > 0.6 * len(quads):
        pixels = np.ascontiguousarray(np.rot90(pixels, -1))
        back = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, scan.pixels.shape[0] - 1.0], [0.0, 0.0, 1.0]])
        quads = _lines_on(pixels)
    if stands_upside_down(red_channel(pixels), quads):
        height, width = pixels.shape[:2]
        pixels = np.ascontiguousarray(pixels[::-1, ::-1])
        back = back @ np.array([[-1.0, 0, width - 1.0], [0, -1.0, height - 1.0], [0, 0, 1.0]])
        turn = np.array([width - 1.0, height - 1.0], dtype=np.float32)
        quads = [turn - quad[[2, 3, 0, 1]] for quad in quads]
    lean = lean_of(ink_of(red_channel(pixels)))
    if abs(lean) < _LEAST_LEAN:
        return Upright(pixels, back), quads
    height, width = pixels.shape[:2]
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), lean, 1.0), [0, 0, 1]])
    straight = cv2.warpAffine(pixels, turn[:2], (width, height), borderMode=cv2.BORDER_REPLICATE)
    moved = [cv2.transform(quad[None], turn[:2])[0].astype(np.float32) for quad in quads]
    whole = back @ np.linalg.inv(turn)
    return Upright(np.asarray(straight, dtype=np.uint8), whole), moved


def _lines_on(pixels: Pixels) -> list[Quad]:
    """The lines of text on a page, as its detector frames them."""
    scale = min(1.0, _DETECTED_AT / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = models.detection()(
        np.ascontiguousarray(small[:, :, ::-1]), use_det=True, use_cls=False, use_rec=False
    )
    boxes = found.boxes if found is not None and found.boxes is not None else []
    return [np.asarray(box, dtype=np.float32) / scale for box in boxes]


def _parts(quads: Iterable[Quad], tables: Sequence[RuledTable]) -> Iterable[PixelBox]:
    """Lines as upright boxes, cut where they run over a ruling into the next cell."""
    for quad in quads:
        x0, y0 = (max(0, int(edge)) for edge in quad.min(axis=0))
        x1, y1 = (int(edge) + 1 for edge in quad.max(axis=0))
        middle = (y0 + y1) / 2
        edges = sorted(
            (cell.box[0], cell.box[2])
            for table in tables
            for cell in table.cells
            if cell.box[1] <= middle <= cell.box[3] and cell.box[0] < x1 and cell.box[2] > x0
        )
        if not edges:
            yield x0, y0, x1, y1
            continue
        for left, right in edges:
            part = max(x0, left), y0, min(x1, right), y1
            if part[2] - part[0] >= 0.4 * (y1 - y0):
                yield part


def _pattern_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """Finds option words, with what was read in place of the box before them."""
    if not words:
        return None
    ordered = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    box = f"(?P<box>[{re.escape(_BOXES)}]?)"
    return re.compile(rf"{box}[\s.·]*(?P<word>{ordered})(?![\u4e00-\u9fff])")


class _Building:
    """Puts lines into cells and paragraphs, and marks before their words."""

    def __init__(
        self,
        scan: Scan,
        upright: Upright,
        ink: Grey,
        tables: Sequence[RuledTable],
        words: Sequence[str],
        vocabulary: Vocabulary,
    ) -> None:
        self._scan = scan
        self._upright = upright
        self._ink = ink
        self._tables = tables
        self._vocabulary = vocabulary
        self._words = _pattern_of(words)

    def page(self, lines: Sequence[_Line]) -> Page:
        homes: dict[tuple[int, int], list[_Line]] = {}
        outside: list[_Line] = []
        for line in lines:
            home = self._home(line)
            if home is None:
                outside.append(line)
            else:
                # Names, which follow no vocabulary, stand outside tables as a rule.
                mended = _Line(line.box, self._vocabulary.mended(line.written))
                homes.setdefault(home, []).append(mended)
        contents = self._contents([*homes.values(), *([line] for line in outside)])
        blocks: list[tuple[float, Block]] = []
        inside = dict(zip(homes, contents[: len(homes)], strict=True))
        for number, table in enumerate(self._tables):
            blocks.append((table.box[1], self._table(number, table, inside)))
        blocks += self._paragraphs(outside, contents[len(homes) :])
        ordered = tuple(block for _top, block in sorted(blocks, key=lambda entry: entry[0]))
        return Page(self._scan.number, ordered, self._scan.width, self._scan.height)

    def _home(self, line: _Line) -> tuple[int, int] | None:
        x, y = line.middle
        for number, table in enumerate(self._tables):
            for index, cell in enumerate(table.cells):
                if cell.box[0] <= x <= cell.box[2] and cell.box[1] <= y <= cell.box[3]:
                    return number, index
        return None

    def _table(
        self, number: int, table: RuledTable, inside: dict[tuple[int, int], list[Inline]]
    ) -> Table:
        cells = tuple(
            Cell(
                cell.row,
                cell.column,
                tuple(inside.get((number, index), ())),
                cell.row_span,
                cell.column_span,
                place=self._place(cell.box),
            )
            for index, cell in enumerate(table.cells)
        )
        return Table(table.rows, table.columns, cells, self._place(table.box))

    def _paragraphs(
        self, lines: Sequence[_Line], contents: Sequence[list[Inline]]
    ) -> list[tuple[float, Block]]:
        """Lines outside tables; those beside each other make one."""
        rows: list[list[int]] = []
        for index in sorted(range(len(lines)), key=lambda each: lines[each].middle[1]):
            last = lines[rows[-1][-1]] if rows else None
            near = last and abs(last.middle[1] - lines[index].middle[1]) < _ROW * last.high
            if near:
                rows[-1].append(index)
            else:
                rows.append([index])
        found: list[tuple[float, Block]] = []
        for row in rows:
            row.sort(key=lambda each: lines[each].box[0])
            content: list[Inline] = []
            for index in row:
                content += [Text("  ")] * bool(content) + contents[index]
            boxes = [lines[index].box for index in row]
            whole = (
                min(box[0] for box in boxes),
                min(box[1] for box in boxes),
                max(box[2] for box in boxes),
                max(box[3] for box in boxes),
            )
            found.append((whole[1], Paragraph(tuple(content), self._place(whole))))
        return found

    def _contents(self, groups: Sequence[Sequence[_Line]]) -> list[list[Inline]]:
        """The words and marks of each group of lines, in reading order."""
        options: list[LooseOption] = []
        for group in groups:
            for line in group:
                options += [option for _match, option in self._options(line)]
        marks = iter(loose_marks(self._ink, options))
        return [self._content(group, marks) for group in groups]

    def _content(self, lines: Sequence[_Line], marks: Iterable[LooseMark]) -> list[Inline]:
        content: list[Inline] = []
        waiting = iter(marks)
        read = [
            (line, [(match, next(waiting)) for match, _ in self._options(line)]) for line in lines
        ]
        for line, found in sorted(read, key=lambda entry: entry[0].middle[1]):
            if content:
                content.append(Text("\n"))
            content += self._inlines(line, found)
        return content

    def _inlines(
        self, line: _Line, marks: Sequence[tuple[re.Match[str], LooseMark]]
    ) -> list[Inline]:
        place, text = self._place(line.box), line.written.text
        sure = line.written.confidence
        found: list[Inline] = []
        end = 0
        for match, mark in marks:
            if text[end : match.start()].strip():
                found.append(Text(text[end : match.start()], place, sure))
            x, y, half = *mark.middle, line.high / 2
            box = (int(x - half), int(y - half), int(x + half), int(y + half))
            found.append(
                Mark(
                    mark.state,
                    mark.shape,
                    glyph="□",
                    boxed=True,
                    confidence=mark.confidence,
                    place=self._place(box),
                )
            )
            # The word is one of few: its letters were told from the others of the form.
            found.append(Text(match["word"], place, 1.0))
            end = match.end()
        if text[end:].strip() or not found:
            found.append(Text(text[end:], place, sure))
        return found

    def _options(self, line: _Line) -> list[tuple[re.Match[str], LooseOption]]:
        """The option words of a line that make up all of it, with where their boxes are."""
        text = line.written.text
        if self._words is None:
            return []
        matches = list(self._words.finditer(text))
        rest = self._words.sub("", text)
        label = re.match(r"[^：:]{2,8}[：:]", text)
        if not matches or len(rest.strip(" .,，。、")) > (len(label[0]) if label else 1):
            return []
        return [(match, self._option(line, match)) for match in matches]

    def _option(self, line: _Line, match: re.Match[str]) -> LooseOption:
        characters = line.written.characters
        first, last = match.start("word"), match.end("word") - 1
        wide = line.box[2] - line.box[0]
        x_first = line.box[0] + characters[first].at * wide
        x_last = line.box[0] + characters[last].at * wide
        em = (x_last - x_first) / (last - first) if last > first else 0.85 * line.high
        em = float(np.clip(em, 0.6 * line.high, 1.05 * line.high))
        left = x_first - 0.5 * em
        middle = (left - 0.5 * em, line.middle[1])
        return LooseOption(match["word"], middle, em, (x_last + 0.5 * em - middle[0]) / em)

    def _place(self, box: PixelBox) -> Place:
        corners = np.array(
            [[[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]]]], np.float64
        )
        found = cv2.perspectiveTransform(corners, self._upright.back)[0].astype(np.float32)
        return Place(page=self._scan.number, box=self._scan.box_of(found))
