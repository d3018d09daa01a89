"""`python -m samples.make [--pdf]` writes every sample, its truth, the lists and the README.

Word and Excel files come out with the same bytes each time. PDFs depend on the LibreOffice that
prints them: those already there stay as they are unless `--pdf` is given.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from samples.make import ordinary, prints, troubled, workbooks
from samples.make.pdf import printed
from samples.make.sample import Sample
from samples.make.truth import as_json

FOLDER = Path(__file__).resolve().parents[1]


def all_samples() -> Iterator[Sample]:
    yield from ordinary.samples()
    yield from troubled.samples()
    yield from workbooks.samples()
    yield from prints.samples()


def main(*, print_again: bool) -> None:
    """Write the folder."""
    for sample in sorted(all_samples(), key=lambda sample: sample.name):
        target = FOLDER / sample.name
        if target.suffix != ".pdf":
            target.write_bytes(sample.content())
        elif print_again or not target.exists():
            target.write_bytes(printed(sample.content()))
        (FOLDER / f"{sample.stem}.truth.json").write_bytes(as_json(sample.truth))


if __name__ == "__main__":
    main(print_again="--pdf" in sys.argv[1:])
