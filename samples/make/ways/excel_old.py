"""Workbooks of the old kind (.xls of Excel, .et of WPS), saved from new ones by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from samples.make.ways import excel, excel_controls
from samples.make.ways.way import Way

OLD = ".xls and .et"
_SAVED = (
    ("typed-ticked", "old-typed.xls", "☑ and □, saved as .xls"),
    ("columns-wingdings-2", "old-columns.et", "R and £ in Wingdings 2, saved as .et"),
)


def ways() -> Iterator[Way]:
    """In the order of the table."""
    new = {Path(way.name).stem: way for way in (*excel.ways(), *excel_controls.ways())}
    for stem, name, shows in _SAVED:
        truth = new[stem].truth.model_copy(update={"way": shows, "row": OLD})
        yield Way(f"excel/{name}", _maker(new[stem]), truth, kept=True)
    truth = new["controls-columns"].truth.model_copy(
        update={
            "way": "Check boxes in an .xls, which are not read but said to be there",
            "row": OLD,
            "questions": (),
            "flags": ("controls_unread",),
        }
    )
    yield Way("excel/old-controls.xls", _maker(new["controls-columns"]), truth, kept=True)


def _maker(way: Way) -> Callable[[], bytes]:
    return lambda: _saved_as_xls(way.content())


def _saved_as_xls(workbook: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "form.xlsx"
        source.write_bytes(workbook)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", folder, source],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return source.with_suffix(".xls").read_bytes()
