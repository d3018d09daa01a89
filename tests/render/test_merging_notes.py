"""Footnotes and endnotes of merged letters: kept, counted anew, on their own pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docforge import libreoffice
from docforge.render.merging import merged
from tests.render.letters import (
    W,
    check_whole,
    letter,
    names,
    printed,
    sections,
    with_note,
    xml,
)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
@pytest.mark.parametrize("noted", [(True, True, True), (False, True, True), (True, False, True)])
def test_notes_are_kept_and_counted_anew(kind: str, noted: tuple[bool, ...]) -> None:
    letters = [
        with_note(letter(name), name, kind) if has else letter(name)
        for name, has in zip("ABC", noted, strict=True)
    ]
    content = merged(letters)
    check_whole(content)
    notes = xml(content, next(part for part in names(content) if f"{kind}s" in part))
    said = {
        note.get(f"{W}id"): "".join(each.text or "" for each in note.iter(f"{W}t"))
        for note in notes.findall(f"{W}{kind}")
    }
    references = [each.get(f"{W}id") for each in xml(content).iter(f"{W}{kind}Reference")]
    names_ = [name for name, has in zip("ABC", noted, strict=True) if has]
    assert [said[each] for each in references if each] == [f"note of {name}" for name in names_]
    assert len(said) == len(names_) + 2
    restarts = [section.find(f"{W}{kind}Pr/{W}numRestart") for section in sections(content)]
    assert tuple(each is not None for each in restarts) == noted


def test_endnotes_stand_behind_their_own_letter() -> None:
    content = merged([with_note(letter(name), name, "endnote") for name in "AB"])
    position = xml(content, "word/settings.xml").find(f"{W}endnotePr/{W}pos")
    assert position is not None
    assert position.get(f"{W}val") == "sectEnd"


@pytest.mark.heavy
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is missing")
def test_a_footnote_is_printed_on_its_own_page_with_number_one(tmp_path: Path) -> None:
    path = tmp_path / "merged.docx"
    path.write_bytes(merged(with_note(letter(name), name) for name in "ABC"))
    pages = printed(path)
    assert [re.findall("note of (.)", page) for page in pages] == [["A"], ["B"], ["C"]]
