"""`python -m benchmarks.scan_speed --set DIR`: time and memory beside one full pass of RapidOCR.

The peer reads every page with its own defaults (detection and recognition, no classification of
direction). Forms of all conditions; for each form all take turns in one process, models loaded
before, so that a busy machine slows them alike. Memory is the peak of a process that does but one
thing, for a short stack and for a long one.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from docforge import readers
from docforge.forms.expectation import trade_words
from docforge.intake.parsing import Parsing, parsing_for
from docforge.readers.scan import read_pictured
from docforge.readers.scan.pictures.pages import Pixels, pages_of_pdf

Reading = Callable[[bytes], Any]
_WAYS = ("registered", "by text", "RapidOCR")
_SHORT = 4
"""Pages of a short stack; memory must not grow on a long one."""
_FINE = 600


def reading(way: str, parsing: Parsing) -> Reading:
    """One of `_WAYS` to read the pages of a PDF."""
    if way == "RapidOCR":
        peer = _peer()
        return lambda data: [
            peer(page.pixels[:, :, ::-1], use_cls=False) for page in pages_of_pdf(data)
        ]
    expected = parsing.blanks() if way == "registered" else (trade_words(parsing.catalogue),)
    return lambda data: read_pictured(data, readers.READERS["pdf"](data), expected)


def _peer() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def sources_of(folder: Path, forms: int) -> list[Path]:
    """Some forms of a set, of every condition in turn."""
    paths = sorted(path for path in folder.glob("*.pdf") if path.name != "blank.pdf")
    by_condition: dict[str, list[Path]] = {}
    for path in paths:
        by_condition.setdefault(path.name.partition("_")[0], []).append(path)
    turns = max(map(len, by_condition.values()))
    every = [each[n] for n in range(turns) for each in by_condition.values() if n < len(each)]
    return every[:forms]


def times(sources: Sequence[Path], parsing: Parsing, rounds: int) -> dict[str, list[float]]:
    """Median seconds of each way for each form, the ways taking turns."""
    ways = {way: reading(way, parsing) for way in _WAYS}
    found: dict[str, list[float]] = {way: [] for way in _WAYS}
    for work in ways.values():
        work(sources[0].read_bytes())
    for path in sources:
        data = path.read_bytes()
        taken: dict[str, list[float]] = {way: [] for way in _WAYS}
        for _round in range(rounds):
            for way, work in ways.items():
                began = time.perf_counter()
                work(data)
                taken[way].append(time.perf_counter() - began)
        for way, several in taken.items():
            found[way].append(statistics.median(several))
    return found


def stack(pages: Sequence[Pixels], count: int, dpi: int) -> bytes:
    """So many pages in one PDF, the same ones again and again."""
    pictures = [Image.fromarray(pages[number % len(pages)]) for number in range(count)]
    out = io.BytesIO()
    pictures[0].save(
        out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, quality=70
    )
    return out.getvalue()


def peak_of(way: str, data: bytes) -> tuple[float, int]:
    """Megabytes that a process takes at most which reads this alone, and the models it loaded."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_read_alone, args=(way, data, theirs))
    process.start()
    theirs.close()
    try:
        megabytes, models = ours.recv()
        return float(megabytes), int(models)
    finally:
        process.join()


def _read_alone(way: str, data: bytes, answer: Connection) -> None:
    import onnxruntime as ort

    loaded: list[str] = []
    session = ort.InferenceSession

    class Counted(session):  # type: ignore[misc, valid-type]
        def __init__(self, path: Any, *rest: Any, **options: Any) -> None:
            loaded.append(Path(str(path)).name)
            super().__init__(path, *rest, **options)

    ort.InferenceSession = Counted
    reading(way, parsing_for())(data)
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    answer.send((peak / 1024, len(loaded)))


def _fine(page: Pixels) -> Pixels:
    """A page as a scanner gives it at 600 dpi."""
    larger = _FINE / 25.4 * 297 / max(page.shape)
    sized = cv2.resize(page, None, fx=larger, fy=larger, interpolation=cv2.INTER_LINEAR)
    return np.asarray(sized, dtype=np.uint8)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--set", type=Path, required=True, dest="folder")
    arguments.add_argument("--forms", type=int, default=16)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--long", type=int, default=50, help="pages of the long stack")
    arguments.add_argument("--only", choices=("time", "memory"))
    chosen = arguments.parse_args()
    sources = sources_of(chosen.folder, chosen.forms)
    if chosen.only != "memory":
        found = times(sources, parsing_for(), chosen.rounds)
        print(f"{len(sources)} forms, median seconds of each added up, {chosen.rounds} rounds")
        whole = sum(found["RapidOCR"])
        for way, each in found.items():
            of_peer = [own / peer for own, peer in zip(each, found["RapidOCR"], strict=True)]
            print(
                f"{way:12} {sum(each):8.2f} s, {sum(each) / whole:5.2f} of RapidOCR"
                f" (a form {min(of_peer):.2f} to {max(of_peer):.2f})"
            )
    if chosen.only == "time":
        return
    pages = [page.pixels for page in pages_of_pdf(sources[0].read_bytes())]
    stacks = {f"{count} pages": stack(pages, count, 200) for count in (_SHORT, chosen.long)}
    stacks[f"{_SHORT} pages of {_FINE} dpi"] = stack([_fine(pages[0])], _SHORT, _FINE)
    for name, data in stacks.items():
        for way in _WAYS[:2] if name.startswith(f"{chosen.long} ") else _WAYS:
            megabytes, models = peak_of(way, data)
            print(f"{name:20} {way:12} {megabytes:6.0f} MB at most, {models} models loaded")


if __name__ == "__main__":
    main()
