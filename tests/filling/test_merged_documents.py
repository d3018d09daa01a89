"""Real notices and summaries, printed together and one by one: every page says the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from docforge import libreoffice
from docforge.render.merging import merged
from tests.cli.command_line import run
from tests.render.letters import check_whole


@pytest.mark.heavy
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is missing")
@pytest.mark.parametrize("kind", ["notices", "summaries"])
def test_merged_documents_print_as_each_does_by_itself(tmp_path: Path, kind: str) -> None:
    run("demo", "-o", tmp_path / "demo")
    paths = sorted((tmp_path / "demo" / kind).glob("*.docx"))
    content = merged(path.read_bytes() for path in paths)
    check_whole(content)
    whole = tmp_path / "whole.docx"
    whole.write_bytes(content)
    single = {
        each.source: each.result
        for each in libreoffice.converted_all(paths, "pdf", tmp_path / "single")
    }
    alone = [page for path in paths for page in pages(single[path])]
    together = pages(libreoffice.converted(whole, "pdf", tmp_path / "whole"))
    assert len(paths) > 20
    assert [page.split() for page in together] == [page.split() for page in alone]


def pages(pdf: Path | None) -> list[str]:
    """The text of each page."""
    assert pdf is not None
    command = ["pdftotext", "-layout", str(pdf), "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    return said.stdout.split("\f")[:-1]
