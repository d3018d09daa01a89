"""Measuring side by side: candidates take turns in one process, so that noise hits them alike."""

from __future__ import annotations

import gc
import multiprocessing
import statistics
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

Work = Callable[[], Any]


def medians(candidates: Mapping[str, Work], *, rounds: int = 15) -> dict[str, float]:
    """Median seconds of each candidate, run in turn `rounds` times after one turn unmeasured."""
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for work in candidates.values():
        work()
    for _round in range(rounds):
        for name, work in candidates.items():
            _tidied()
            gc.disable()
            began = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - began)
            gc.enable()
    return {name: statistics.median(times) for name, times in taken.items()}


def _tidied() -> None:
    """What the last candidate left is cleared away before the next one is measured.

    malloc puts off joining what was freed in small pieces until something large is asked for:
    after python-docx that takes 11 ms, which would be counted against whoever comes next.
    """
    gc.collect()
    bytes(_LARGE)


_LARGE = 1 << 21


def memory_growth(prepare: Callable[[], Work]) -> float:
    """Megabytes by which running the work raises the memory of a process of its own.

    `prepare` is called first in that process and gives the work; what it holds is not counted.
    Linux only: the peak is read from /proc.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_grown, args=(prepare, theirs))
    process.start()
    theirs.close()
    try:
        return float(ours.recv())
    finally:
        process.join()


def _grown(prepare: Callable[[], Work], answer: Connection) -> None:
    work = prepare()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew (man 5 proc)
    before = _status("VmRSS")
    work()
    answer.send((_status("VmHWM") - before) / 1024)


def _status(field: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1])
    raise RuntimeError(f"/proc/self/status has no {field}")


def said(title: str, unit: str, figures: Mapping[str, float], ours: str = "docforge") -> None:
    """Print one comparison: each figure, and how many times ours it is."""
    print(f"\n{title}")
    for name, figure in figures.items():
        ratio = figure / figures[ours] if figures[ours] else float("inf")
        print(f"  {name:<28} {figure:12.3f} {unit}   {ratio:8.2f} x {ours}")
