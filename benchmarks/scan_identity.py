"""`python -m benchmarks.scan_identity`: which page of which blank a scan is, and what is none.

True pages of several forms in all conditions (95 to 600 dpi, askew, upside down, sideways,
photographed with curl, of wrong sizes, pale) are registered, and how far their corners lie off is
measured against the drawing. Then pages that are none of the known blanks: other forms, the same
form set anew, the same grid with other words, handwriting, pages half covered; and backs of
sheets, of which blank ones must be skipped and written ones not. Needs LibreOffice.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.checklist_set import filled, prints_of
from benchmarks.checklists import FORMS, LAYOUTS
from benchmarks.printed_set import Pen, Pixels, as_scanned, hand_font
from benchmarks.scanning import Sheet, scanned
from benchmarks.typeset import typeset
from docforge.forms import load_catalogue
from docforge.forms.definitions.catalogue import Catalogue
from docforge.intake.blanks import kept_blanks, read_blank
from docforge.layout import Expectation, ExpectedPage
from docforge.readers.scan.identity.known_blanks import Blanks
from docforge.readers.scan.pictures.ink import ink_of, is_blank, red_channel
from training.marks.pen import draw

_LEAST_BLOCKS = 3
"""A page with fewer lines and tables says too little to be known: the foot of a form, run over."""
Random = np.random.Generator
Matrix = NDArray[np.float64]
CONDITIONS = (
    *("scan300", "scan200", "scan150", "skew200", "bad200", "fax200", "photo", "stamp200"),
    *("scan95", "scan600", "upside down", "sideways", "cropped", "wide", "pale"),
)


def true_pages(
    catalogue: Catalogue, prints: list[tuple[Expectation, int]], each: int, random: Random
) -> Iterator[tuple[str, int, Pixels]]:
    """Filled pages with the index of the blank that each is a copy of."""
    for condition in CONDITIONS:
        for _ in range(each):
            print_, first = prints[int(random.integers(len(prints)))]
            sheets, _truth = filled(catalogue.get(print_.form), print_, random)
            number = int(random.integers(len(sheets)))
            while len(print_.pages[number].page.blocks) < _LEAST_BLOCKS:
                number = int(random.integers(len(sheets)))
            yield condition, first + number, spoiled(sheets[number], condition, random)


def spoiled(sheet: Sheet, condition: str, random: Random) -> Pixels:
    """A sheet as a scanner or camera gives it in one of `CONDITIONS`."""
    base = condition if condition[-1].isdigit() or condition == "photo" else "scan200"
    (page,) = as_scanned([sheet], base, random)
    height, width = page.shape[:2]
    if condition == "upside down":
        page = page[::-1, ::-1]
    elif condition == "sideways":
        page = np.rot90(page, 1 + 2 * int(random.integers(2)))
    elif condition == "cropped":  # fed askew: the scanner cuts off an edge
        page = page[: round(height * random.uniform(0.93, 0.97)), round(width * 0.03) :]
    elif condition == "wide":  # scanned as A3: half of the glass is empty
        page = np.hstack([page, np.full((height, round(width * 0.7), 3), 246, np.uint8)])
    elif condition == "pale":
        page = np.clip(255 - (255 - page.astype(np.float32)) * 0.3, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(page)


def far_off(page: ExpectedPage, random: Random) -> tuple[Pixels, Matrix]:
    """A blank under a known perspective and turn; the matrix maps its pixels to the scan's."""
    raster = page.raster
    grey = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width)
    size = np.array([raster.width, raster.height])
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * size
    moved = corners + random.uniform(-0.03, 0.03, (4, 2)) * size
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), moved.astype(np.float32))
    seen = cv2.warpPerspective(
        grey, matrix, (raster.width, raster.height), borderMode=cv2.BORDER_CONSTANT, borderValue=250
    )
    noisy = np.clip(seen + random.normal(0, 4, seen.shape), 0, 255).astype(np.uint8)
    return np.repeat(noisy[:, :, None], 3, axis=2), np.asarray(matrix, np.float64)


def corner_error(matrix: Matrix, warp: Matrix, page: ExpectedPage) -> float:
    """How many pixels of the blank (200 dpi) its text area's corners come to lie off at most."""
    wide, high = page.raster.width, page.raster.height
    area = np.array([[[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]]]) * (wide, high)
    there = cv2.perspectiveTransform(cv2.perspectiveTransform(area, warp), matrix)
    return float(np.abs(there - area).max())


def other_pages(
    catalogue: Catalogue, own: Expectation, anew: list[Expectation], random: Random
) -> Iterator[tuple[str, Pixels]]:
    """Pages that are none of the known ones."""
    makers: dict[str, Callable[[Sheet, Random], Sheet]] = {
        "same grid, other words": _other_words,
        "half covered": _half_covered,
        "words gone, rulings left": _rulings_alone,
    }
    for name, make in makers.items():
        for condition in ("scan200", "bad200", "fax200", "photo"):
            sheet = make(_blank_sheet(own.pages[int(random.integers(len(own.pages)))]), random)
            yield name, scanned(sheet, condition, random)
    for print_ in anew:
        drawn = print_.form in LAYOUTS
        sheets = (
            filled(catalogue.get(print_.form), print_, random)[0]
            if drawn
            else [_blank_sheet(page) for page in print_.pages]
        )
        for sheet in sheets:
            condition = str(random.choice(["scan200", "skew200", "bad200", "fax200", "photo"]))
            yield f"not known: {print_.form}", spoiled(sheet, condition, random)
    for condition in ("scan200", "photo", "fax200", "bad200"):
        empty = _empty_sheet(own.pages[0])
        pen = Pen(empty, hand_font(random), random)
        for row in range(18):
            pen.write("现场检查时发现原料库房堆放杂乱限期改正", 70, 90 + row * 36, 14)
        yield "handwriting", scanned(empty, condition, random)


def backs(page: ExpectedPage, random: Random) -> Iterator[tuple[str, bool, Pixels]]:
    """Backs of sheets: what they carry, whether they are blank, how they look."""
    for condition in ("scan200", "scan300", "bad200", "fax200", "photo", "stamp200"):
        if condition not in ("fax200", "stamp200"):  # there a seal is on it
            yield "clean", True, scanned(_empty_sheet(page), condition, random)
        if condition in ("scan200", "scan300", "bad200"):
            dirty = _empty_sheet(page)
            for _ in range(40):
                spot = int(random.integers(60, 1590)), int(random.integers(60, 2200))
                cv2.circle(dirty.print, spot, int(random.integers(1, 3)), 160, -1)
            for high in (700, 1340):
                cv2.circle(dirty.print, (60, high), 30, 235, -1)
            yield "dust and punched", True, scanned(dirty, condition, random)
            through = _blank_sheet(page)
            soft = cv2.GaussianBlur(through.print[:, ::-1], (0, 0), 2.5)
            through.print[:] = (soft * random.uniform(0.05, 0.11)).astype(np.uint8)
            yield "show-through", True, scanned(through, condition, random)
            pencil = _empty_sheet(page)
            pen = Pen(pencil, hand_font(random), random)
            for row in range(3):
                pen.write("企业代表拒绝签字见证人在场", 90, 120 + 40 * row, 15)
            pencil.pen[:] = (pencil.pen * 0.45).astype(np.uint8)
            yield "pencil", False, scanned(pencil, condition, random)


def _blank_sheet(page: ExpectedPage) -> Sheet:
    raster = page.raster
    grey = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width)
    return Sheet(255 - grey, np.zeros_like(grey), np.zeros_like(grey))


def _empty_sheet(page: ExpectedPage) -> Sheet:
    sheet = _blank_sheet(page)
    sheet.print[:] = 0
    return sheet


def _rulings(sheet: Sheet) -> NDArray[np.uint8]:
    lines = np.zeros_like(sheet.print)
    for shape in ((60, 1), (1, 60)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        lines = np.maximum(lines, cv2.morphologyEx(sheet.print, cv2.MORPH_OPEN, kernel))
    return np.asarray(lines, np.uint8)


def _rulings_alone(sheet: Sheet, _random: Random) -> Sheet:
    sheet.print[:] = _rulings(sheet)
    return sheet


def _other_words(sheet: Sheet, random: Random) -> Sheet:
    """The print's characters shuffled in small blocks: the same greyness in the same places."""
    lines = _rulings(sheet)
    words = np.where(cv2.dilate(lines, np.ones((5, 5), np.uint8)) > 0, 0, sheet.print)
    moved = np.zeros_like(words)
    step = 29
    for y in range(0, words.shape[0] - step, step):
        inked = [
            x
            for x in range(0, words.shape[1] - step, step)
            if words[y : y + step, x : x + step].any()
        ]
        for x, source in zip(inked, random.permutation(inked), strict=True):
            moved[y : y + step, x : x + step] = words[y : y + step, source : source + step]
    sheet.print[:] = np.maximum(lines, moved)
    return sheet


def _half_covered(sheet: Sheet, random: Random) -> Sheet:
    """Another sheet lies on the lower half, with words of its own."""
    middle = sheet.print.shape[0] // 2
    sheet.print[middle:] = 0
    pen = Pen(sheet, hand_font(random), random)
    for row in range(8):
        pen.write("附页关于现场检查情况的补充说明", 80, 440 + row * 30, 14)
    draw(sheet.pen, [[(0, middle), (sheet.pen.shape[1] - 1, middle)]], pen.hand, 20, random)
    return sheet


def known_and_new(
    catalogue: Catalogue, folder: Path, random: Random
) -> tuple[list[Expectation], list[Expectation], Expectation]:
    """The blanks that are known; prints of forms that are not; the one that ships."""
    prints = prints_of(catalogue, folder / "known", 2, random)
    known = [print_ for several in prints.values() for _path, print_ in several[:1]]
    held = [several[1][1] for name, several in prints.items() if name.endswith(("elevator", "ant"))]
    # One form is not known at all: its twins by layout are.
    known = [each for each in known if not each.form.endswith("gas-cylinder")]
    held += [several[0][1] for name, several in prints.items() if name.endswith("gas-cylinder")]
    own = next(each for each in kept_blanks(load_catalogue()))
    form = load_catalogue().get(own.form)
    for number in range(3):
        path = typeset(form, random, folder, f"anew{number}")
        held.append(read_blank(path, form, load_catalogue()))
    return known, held, own


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--each", type=int, default=28, help="true pages a condition")
    arguments.add_argument("--rounds", type=int, default=3, help="of pages that are none")
    arguments.add_argument("--seed", type=int, default=5)
    chosen = arguments.parse_args()
    random = np.random.default_rng(chosen.seed)
    catalogue = load_catalogue(FORMS)
    with tempfile.TemporaryDirectory() as name:
        known, held, own = known_and_new(catalogue, Path(name), random)
    everything = [*known, own]
    pages = [page for each in everything for page in each.pages]
    whole = [number for number, page in enumerate(pages) if len(page.page.blocks) >= _LEAST_BLOCKS]
    starts = np.cumsum([0, *(len(each.pages) for each in everything)])
    blanks = Blanks(pages)
    count: dict[str, Counter[str]] = defaultdict(Counter)
    prints = [(print_, int(start)) for print_, start in zip(known, starts, strict=False)]
    for condition, index, page in true_pages(catalogue, prints, chosen.each, random):
        found = blanks.register(ink_of(red_channel(page)))
        count[condition]["pages"] += 1
        count[condition]["registered"] += found is not None and found.index == index
        count[condition]["wrong blank"] += found is not None and found.index != index
        if found is None or found.index != index:
            print(f"{condition}: page {index} taken for {found and (found.index, found.score)}")
    for name, own_count in count.items():
        print(f"{name:12} {own_count['pages']:4} {own_count['registered']:4} registered", end="")
        print(f" {own_count['wrong blank']:3} on another blank")
    total = sum(count.values(), Counter[str]())
    print(f"{total['registered']} of {total['pages']}: {total['registered'] / total['pages']:.2%}")
    errors = []
    for number in range(chosen.each * 2):
        own_page = pages[whole[number % len(whole)]]
        picture, warp = far_off(own_page, random)
        found = blanks.register(ink_of(red_channel(picture)))
        errors.append(corner_error(found.matrix, warp, own_page) if found else float("inf"))
    print(f"corners off: median {np.median(errors):.2f}, most {max(errors):.2f} pixels at 200 dpi")
    false: dict[str, Counter[str]] = defaultdict(Counter)
    for _ in range(chosen.rounds):
        for name, picture in other_pages(catalogue, own, held, random):
            accepted = blanks.register(ink_of(red_channel(picture)))
            false[name]["pages"] += 1
            false[name]["accepted"] += accepted is not None
            if accepted is not None:
                print(f"{name} taken for {accepted.index}, {accepted.score:.2f}")
    for name, own_count in false.items():
        print(f"{name:40} {own_count['pages']:3} pages, {own_count['accepted']} accepted")
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for _ in range(chosen.rounds):
        for name, empty, picture in backs(own.pages[0], random):
            told[name]["pages"] += 1
            told[name]["right"] += is_blank(ink_of(red_channel(picture))) == empty
    for name, own_count in told.items():
        print(f"backs, {name:33} {own_count['pages']:3} pages, {own_count['right']} told rightly")


if __name__ == "__main__":
    main()
