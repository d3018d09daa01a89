"""Which files a run reads."""

from __future__ import annotations

from pathlib import Path

from docforge.batch.walking import find_sources


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(*given: Path) -> list[str]:
    return [source.name for source in find_sources(given)]


def test_a_folder_is_walked_in_a_fixed_order_files_before_folders(tmp_path: Path) -> None:
    touch(tmp_path, "b.docx", "a.docx", "县局/c.pdf", "县局/乡/d.xlsx")
    assert names(tmp_path) == ["a.docx", "b.docx", "县局/c.pdf", "县局/乡/d.xlsx"]


def test_lock_files_hidden_files_and_clutter_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "a.docx", "~$a.docx", ".~a.docx", ".DS_Store", "Thumbs.db", ".git/config")
    assert names(tmp_path) == ["a.docx"]


def test_a_named_file_is_read_whatever_it_is_called_and_even_if_it_is_not_there(
    tmp_path: Path,
) -> None:
    touch(tmp_path, "~$a.docx")
    assert names(tmp_path / "~$a.docx", tmp_path / "none.docx") == ["~$a.docx", "none.docx"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.docx")
    assert names(tmp_path / "a.docx", tmp_path, tmp_path / "." / "a.docx") == ["a.docx"]


def test_what_the_caller_skips_is_skipped_in_folders_only(tmp_path: Path) -> None:
    touch(tmp_path, "a.docx", "b.docx")
    found = find_sources([tmp_path, tmp_path / "b.docx"], lambda path: path.name == "b.docx")
    assert [source.name for source in found] == ["a.docx", "b.docx"]


def test_a_link_that_leads_back_up_does_not_go_round(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.docx")
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["in/a.docx"]
