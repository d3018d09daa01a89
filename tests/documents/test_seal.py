"""The seal: only where it was asked for, never on a draft, never over words it would cover."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from docforge.documents.letterhead import Letterhead, load_letterhead
from docforge.documents.notice import NoticeOptions, plan_notices, write_notices
from docforge.documents.seal import seal_of
from docforge.documents.statutes import load_statutes
from docforge.errors import ConfigurationError
from tests.cli.command_line import run
from tests.documents.document_cases import KNOWN, finding, submission, text_of
from tests.documents.document_cases import document as content_of

OFFICE = """name: 某某市市场监督管理局
short: 某
address: 某某路8号
phone: 0351-7654321
contact: 李某
appeal_authority: 某某市人民政府
court: 某某市某某区人民法院
seal: 印章.png
"""


def ring(*, ground: tuple[int, int, int, int] = (0, 0, 0, 0), pixels: int = 400) -> bytes:
    picture = Image.new("RGBA", (pixels, pixels), ground)
    ImageDraw.Draw(picture).ellipse((4, 4, pixels - 4, pixels - 4), outline="red", width=9)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def letterhead(tmp_path: Path) -> Path:
    (tmp_path / "印章.png").write_bytes(ring())
    path = tmp_path / "抬头.yaml"
    path.write_text(OFFICE, encoding="utf-8")
    return path


def notice(tmp_path: Path, head: Letterhead, *, seal: bool = True, draft: bool = False) -> Path:
    basis = [] if draft else ["licence-regulation/9.3"]
    options = NoticeOptions(date(2022, 7, 1), days=30, seal=seal, draft=draft)
    found = submission("甲公司", finding("检定证书已过期", basis=basis), **KNOWN)
    (plan,) = plan_notices([found], load_statutes(), options, head)
    (written,) = write_notices([plan], tmp_path / "out")
    return written.path


def drawings(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").count(b"<wp:anchor")


def test_a_seal_lies_over_office_and_date_where_it_is_asked_for(
    tmp_path: Path, letterhead: Path
) -> None:
    path = notice(tmp_path, load_letterhead(letterhead))
    assert drawings(path) == 1
    assert "（印章）" not in text_of(content_of(path))


def test_without_being_asked_for_there_is_only_its_place(tmp_path: Path, letterhead: Path) -> None:
    path = notice(tmp_path, load_letterhead(letterhead), seal=False)
    assert drawings(path) == 0
    assert "（印章）" in text_of(content_of(path))


def test_a_draft_never_bears_a_seal(tmp_path: Path, letterhead: Path) -> None:
    assert drawings(notice(tmp_path, load_letterhead(letterhead), draft=True)) == 0


def test_nothing_that_lacks_something_bears_a_seal(tmp_path: Path, letterhead: Path) -> None:
    head = load_letterhead(letterhead).model_copy(update={"court": None})
    assert drawings(notice(tmp_path, head)) == 0


def test_a_district_never_bears_the_seal_of_the_bureau(letterhead: Path) -> None:
    text = OFFICE + "districts:\n  - {match: 岚阳县, name: 岚阳县市场监督管理局}\n"
    letterhead.write_text(text.replace("match: 岚阳县", "match: [岚阳县]"), encoding="utf-8")
    (office,) = load_letterhead(letterhead).offices(["岚阳县工业园一号"], "")
    assert seal_of(office) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ring(ground=(255, 255, 255, 255)), "not transparent"),
        (ring(pixels=100), "too coarse"),
        (b"no picture", "no picture"),
    ],
)
def test_a_picture_that_is_no_fit_seal_is_refused(
    letterhead: Path, content: bytes, reason: str
) -> None:
    (letterhead.parent / "印章.png").write_bytes(content)
    with pytest.raises(ConfigurationError, match=rf"印章\.png.*{reason}"):
        seal_of(load_letterhead(letterhead))


def test_a_seal_that_is_not_there_is_named(letterhead: Path) -> None:
    (letterhead.parent / "印章.png").unlink()
    with pytest.raises(ConfigurationError, match=r"印章\.png: cannot be opened"):
        seal_of(load_letterhead(letterhead))


def test_nothing_is_sealed_whose_number_is_open(tmp_path: Path, letterhead: Path) -> None:
    findings = tmp_path / "f.jsonl"
    findings.write_text(submission("甲公司", finding("甲"), **KNOWN).to_json() + "\n", "utf-8")
    result = run("notice", findings, "-o", tmp_path / "o", "--letterhead", letterhead, "--seal")
    assert result.exit_code == 2
    assert "--numbers" in result.stderr
