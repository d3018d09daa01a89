"""`python -m benchmarks.scan_speed --set DIR`: time and memory beside one full pass of RapidOCR.

The peer reads every page with its own defaults (detection and recognition, no classification of
direction). All take turns in one process over the same pages, models loaded before.
"""

from __future__ import annotations

import argparse
import resource
from pathlib import Path
from typing import Any

from benchmarks.measuring import medians, said
from docforge import readers
from docforge.forms.expectation import trade_words
from docforge.intake.parsing import parsing_for
from docforge.readers.scan import read_pictured
from docforge.readers.scan.pages import pages_of_pdf


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--set", type=Path, required=True, dest="folder")
    arguments.add_argument("--forms", type=int, default=3)
    arguments.add_argument("--rounds", type=int, default=3)
    chosen = arguments.parse_args()
    paths = sorted(path for path in chosen.folder.glob("*.pdf") if path.name != "blank.pdf")
    step = max(1, len(paths) // chosen.forms)
    sources = [path.read_bytes() for path in paths[::step][: chosen.forms]]
    parsing = parsing_for()
    alone = (trade_words(parsing.catalogue),)
    seen = [readers.READERS["pdf"](data) for data in sources]

    def registered() -> None:
        for data, document in zip(sources, seen, strict=True):
            read_pictured(data, document, parsing.blanks())

    def by_text() -> None:
        for data, document in zip(sources, seen, strict=True):
            read_pictured(data, document, alone)

    registered()
    print(f"memory, registered: {_peak():.0f} MB at most")
    by_text()
    print(f"memory, by text: {_peak():.0f} MB at most")
    peer = _peer()

    def full_pass() -> None:
        for data in sources:
            for page in pages_of_pdf(data):
                peer(page.pixels[:, :, ::-1], use_cls=False)

    figures = medians(
        {"docforge": registered, "docforge, by text": by_text, "RapidOCR": full_pass},
        rounds=chosen.rounds,
    )
    said(f"{2 * len(sources)} pages", "s", figures)


def _peer() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def _peak() -> float:
    """The most memory that this process has taken, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
