"""`python -m samples.make [--pdf]` writes every sample, its truth, the lists and the README.

Word and Excel files come out with the same bytes each time. PDFs depend on the LibreOffice that
prints them: those already there stay as they are unless `--pdf` is given.
"""

from __future__ import annotations

import sys
from pathlib import Path

from samples.make import (
    lists,
    magnesium,
    ordinary,
    prints,
    registers,
    returned,
    strangers,
    summaries,
    troubled,
    workbooks,
)
from samples.make.pdf import printed
from samples.make.readme import readme
from samples.make.sample import Sample
from samples.make.truth import as_json
from samples.make.ways.truth import as_yaml
from samples.make.ways.way import all_ways

FOLDER = Path(__file__).resolve().parents[1]


_ROOMS = (
    ordinary,
    troubled,
    workbooks,
    prints,
    registers,
    summaries,
    strangers,
    magnesium,
    returned,
)


def all_samples() -> list[Sample]:
    """Every sample, in the order of their names."""
    found = [sample for room in _ROOMS for sample in room.samples()]
    return sorted(found, key=lambda sample: sample.name)


def main(*, print_again: bool) -> None:
    """Write the folder."""
    samples = all_samples()
    for sample in samples:
        target = FOLDER / sample.name
        if target.suffix != ".pdf":
            target.write_bytes(sample.content())
        elif print_again or not target.exists():
            target.write_bytes(printed(sample.content()))
        (FOLDER / f"{sample.stem}.truth.json").write_bytes(as_json(sample.truth))
    for way in all_ways():
        target = FOLDER / "ways" / way.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if print_again or not way.kept or not target.exists():
            target.write_bytes(way.content())
        target.with_suffix(".yaml").write_bytes(as_yaml(way.truth))
    (FOLDER / "README.md").write_bytes(readme(samples))
    (FOLDER / "enterprises.xlsx").write_bytes(lists.workbook())
    (FOLDER / "enterprises-gbk.csv").write_bytes(lists.gbk_table())
    (FOLDER / "letterhead.yaml").write_text(lists.LETTERHEAD, "utf-8")


if __name__ == "__main__":
    main(print_again="--pdf" in sys.argv[1:])
