"""Photographs: each on the summary of its own form, none lost without a word."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image

from docforge.documents.photos import load_photos
from docforge.documents.summary import write_summaries
from docforge.errors import ConfigurationError
from tests.cli.command_line import run
from tests.documents.document_cases import KNOWN, finding, lines, submission

IDS = ("aaaaaaaaaaaa-1", "aaaaaaaaaaaa-11")


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    folder = tmp_path / "照片"
    names = ("aaaaaaaaaaaa-1-标牌.jpg", "aaaaaaaaaaaa-11.png", "aaaaaaaaaaaa-1/07.jpg", "door.jpg")
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (60 + number, 40), (number * 60, 0, 0)).save(path)
    (folder / "aaaaaaaaaaaa-1-heic.heic").write_bytes(b"ftypheic")
    (folder / "aaaaaaaaaaaa-1-broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 and then nothing")
    return folder


def test_every_photograph_goes_to_its_form_or_is_named(photographs: Path) -> None:
    photos = load_photos(photographs, IDS)
    kept = {id_: {path.name for path in paths} for id_, paths in photos.by_submission.items()}
    assert kept == {
        IDS[0]: {"07.jpg", "aaaaaaaaaaaa-1-标牌.jpg"}, IDS[1]: {"aaaaaaaaaaaa-11.png"},
    }  # fmt: skip
    assert [path.name for path in photos.stray] == ["door.jpg"]
    assert {path.name for path in photos.unfit} == {
        "aaaaaaaaaaaa-1-heic.heic", "aaaaaaaaaaaa-1-broken.jpg",
    }  # fmt: skip


def test_they_stand_behind_the_summary_with_their_captions(
    tmp_path: Path, photographs: Path
) -> None:
    case = submission("甲公司", finding("标牌缺失"), id_=IDS[0], **KNOWN)
    photos = load_photos(photographs, IDS)
    (written,) = write_summaries([case], tmp_path / "out", photos=photos)
    said = lines(written.path)
    behind = said[said.index("附：现场照片") :]
    assert len(behind) == 3
    assert any(line.endswith("　标牌") for line in behind)
    with zipfile.ZipFile(written.path) as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/docforge")]
    assert len(media) == 2


def test_a_summary_without_photographs_says_nothing_of_them(tmp_path: Path) -> None:
    case = submission("甲公司", finding("标牌缺失"), **KNOWN)
    (written,) = write_summaries([case], tmp_path / "out")
    assert "附：现场照片" not in lines(written.path)


def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        load_photos(tmp_path / "nowhere", IDS)


def test_the_command_names_what_it_leaves_out(tmp_path: Path, photographs: Path) -> None:
    findings = tmp_path / "findings.jsonl"
    case = submission("甲公司", finding("标牌缺失"), id_=IDS[0], **KNOWN)
    findings.write_text(case.to_json() + "\n", "utf-8")
    result = run("summary", findings, "-o", tmp_path / "out", "--photos", photographs)
    assert result.exit_code == 0
    assert "door.jpg: its name begins with the id of no form." in result.stderr
    assert "aaaaaaaaaaaa-1-heic.heic: is no picture" in result.stderr
