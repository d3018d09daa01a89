"""Rows of large tables are parsed one by one, which must not be seen in what is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from docforge.errors import HostileFile, TruncatedFile
from docforge.readers.word import manuscript, read, rows
from tests.readers.word_file import (
    cell,
    docx,
    members,
    package,
    paragraph,
    part,
    row,
    table,
)

SAMPLES = Path(__file__).parents[2] / "samples"
FORMS = sorted((*SAMPLES.glob("*.docx"), *SAMPLES.glob("ways/word/*.docx")))


@pytest.fixture
def cutting(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Cuts parts of this many bytes and more."""
    return lambda size: monkeypatch.setattr(rows, "_LARGE", size)


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.name)
def test_a_form_reads_the_same_row_by_row(form: Path, cutting: Callable[[int], None]) -> None:
    data = form.read_bytes()
    whole = read(data)
    cutting(0)
    assert read(data) == whole


def test_tables_within_rows_stay_whole(cutting: Callable[[int], None]) -> None:
    inner = table(row("内一", "内二"), row("内三"))
    data = docx(table(row("甲", cell(inner, paragraph(""))), row("乙", "丙")))
    whole = read(data)
    cutting(0)
    assert read(data) == whole
    assert rows.without_rows(members(data)["word/document.xml"]) is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("<w:body>", "<w:body><!-- a <w:tr> that is none -->"),
        lambda xml: xml.replace("w:", "v:").replace("xmlns:v=", "xmlns:v="),
        lambda xml: re.sub(r"xmlns:w=\S+", 'xmlns:w="urn:other"', xml),
        lambda xml: xml.replace('encoding="UTF-8"', 'encoding="GB18030"'),
    ],
)
def test_a_part_written_in_an_unusual_way_is_not_cut(
    change: Callable[[str], str], cutting: Callable[[int], None]
) -> None:
    cutting(0)
    xml = part("document", f"<w:body>{table(row('甲'))}</w:body>")
    assert rows.without_rows(change(xml).encode()) is None


def test_a_broken_row_is_damage(cutting: Callable[[int], None]) -> None:
    cutting(0)
    data = members(docx(table(row("甲"), row("乙"))))
    data["word/document.xml"] = data["word/document.xml"].replace("乙".encode(), b"<w:t></w:r>")
    with pytest.raises(TruncatedFile):
        read(package(data))


def test_more_than_any_form_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manuscript, "_MOST_PIECES", 50)
    with pytest.raises(HostileFile) as caught:
        read(docx(paragraph("甲") * 60))
    assert caught.value.remedy
