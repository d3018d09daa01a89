"""The converter: missing, at work, hanging, dying."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import docx
import pytest

from docforge import libreoffice
from docforge.errors import ProgramMissing, UnreadableFile

posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in converter is a shell script")


@pytest.fixture
def converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in called `soffice`: hangs at hang*, dies at die*, else copies to the target."""
    script = tmp_path / "bin" / "soffice"
    script.parent.mkdir()
    script.write_text(
        "#!/bin/bash\n"
        'while [ "$1" != --convert-to ]; do shift; done\n'
        'to=$2; out=$4; shift 4\nfor f in "$@"; do\n  name=$(basename "$f"); stem=${name%.*}\n'
        '  case $stem in hang*) sleep 60 & wait;; die*) exit 3;; esac\n  cp "$f" "$out/$stem.$to"\n'
        "done\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(libreoffice, "_STARTING", 0.0)
    return script


def test_without_libreoffice_the_error_names_the_package_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(ProgramMissing, match="libreoffice-writer-nogui"):
        libreoffice.converted(tmp_path / "a.docx", "pdf", tmp_path)


@posix
@pytest.mark.usefixtures("converter")
def test_a_converter_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    source = tmp_path / "hang.docx"
    source.write_bytes(b"x")
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match="PDF"):
        libreoffice.converted(source, "pdf", tmp_path / "out", time_limit=0.5)
    assert time.monotonic() - began < 20


@posix
@pytest.mark.usefixtures("converter")
def test_one_document_that_kills_the_converter_costs_the_others_nothing(tmp_path: Path) -> None:
    names = ["a", "die", "b", "hang", "c"]
    sources = [tmp_path / f"{name}.docx" for name in names]
    for source in sources:
        source.write_bytes(source.stem.encode())
    done = libreoffice.converted_all(sources, "pdf", tmp_path / "out", processes=1, time_limit=1)
    results = {each.source.stem: each for each in done}
    assert {name for name, each in results.items() if each.result} == {"a", "b", "c"}
    assert all(results[name].error for name in ("die", "hang"))
    assert (tmp_path / "out" / "c.pdf").read_bytes() == b"c"


@posix
@pytest.mark.usefixtures("converter")
def test_a_converter_that_does_nothing_but_hang_is_given_up(tmp_path: Path) -> None:
    sources = [tmp_path / f"hang{number}.docx" for number in range(40)]
    for source in sources:
        source.write_bytes(b"x")
    began = time.monotonic()
    done = libreoffice.converted_all(sources, "pdf", tmp_path / "out", processes=1, time_limit=0.3)
    results = list(done)
    assert time.monotonic() - began < 20
    assert len(results) == 40
    assert all(each.error and "hangs" in each.error.what for each in results[3:])


@pytest.mark.heavy
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is missing")
def test_word_documents_become_pdf(tmp_path: Path) -> None:
    sources = []
    for name in ("甲", "乙", "丙"):
        made = docx.Document()
        made.add_paragraph(name)
        sources.append(tmp_path / f"{name}.docx")
        made.save(str(sources[-1]))
    done = list(libreoffice.converted_all(sources, "pdf", tmp_path / "pdf"))
    assert all(each.result and each.result.read_bytes().startswith(b"%PDF") for each in done)
