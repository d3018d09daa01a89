"""Files are there whole or not at all, whatever ends the process that writes them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from docforge.atomic import swept, write_atomically
from docforge.errors import UnwritableFile


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say whether a process has ended")
def test_what_a_killed_run_left_half_written_is_taken_away(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".docforge-{ended.pid}-0000abcd"
    ours = tmp_path / f".docforge-{os.getpid()}-0000abcd"
    for path in (left, ours):
        path.write_bytes(b"half")
    swept(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [ours.name]


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(UnwritableFile):
        write_atomically(tmp_path / "a.docx", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
