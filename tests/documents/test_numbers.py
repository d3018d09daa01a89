"""Document numbers: none twice, no gap, the same findings the same number."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docforge.documents.numbers import (
    Applicant,
    Numbers,
    Series,
    numbers_as_they_stand,
    numbers_of,
)
from docforge.errors import ConfigurationError, UnwritableFile

SERIES = Series("晋市监责改", 2022)


def applicant(folder: Path, *submissions: str, series: Series = SERIES) -> Applicant:
    return Applicant(series, submissions, "甲公司", folder / f"{submissions[0]}.docx")


def written(numbers: Numbers, asking: Applicant) -> str:
    with numbers.giving(asking) as number:
        asking.path.write_text(number)
    return number


def test_numbers_count_from_one_in_each_series(tmp_path: Path) -> None:
    with numbers_of(tmp_path / "numbers.jsonl") as numbers:
        assert written(numbers, applicant(tmp_path, "a-1")) == "晋市监责改〔2022〕1号"
        assert written(numbers, applicant(tmp_path, "b-1")) == "晋市监责改〔2022〕2号"
        other = applicant(tmp_path, "c-1", series=Series("晋市监责改", 2023))
        assert written(numbers, other) == "晋市监责改〔2023〕1号"


def test_the_same_submissions_keep_their_number_in_whatever_order_and_run(tmp_path: Path) -> None:
    kept = tmp_path / "numbers.jsonl"
    with numbers_of(kept) as numbers:
        first = written(numbers, applicant(tmp_path, "a-1", "b-1"))
    with numbers_of(kept) as numbers:
        assert written(numbers, applicant(tmp_path, "c-1")) == "晋市监责改〔2022〕2号"
        assert written(numbers, applicant(tmp_path, "b-1", "a-1")) == first
        later = applicant(tmp_path, "a-1", "b-1", series=Series("晋市监责改", 2023))
        assert written(numbers, later) == first, "a notice written anew is no other notice"


def test_a_document_that_fails_leaves_its_number_to_the_next(tmp_path: Path) -> None:
    kept = tmp_path / "numbers.jsonl"
    with numbers_of(kept) as numbers:
        written(numbers, applicant(tmp_path, "a-1"))
        with pytest.raises(UnwritableFile), numbers.giving(applicant(tmp_path, "b-1")):
            raise UnwritableFile("no")
        assert written(numbers, applicant(tmp_path, "c-1")) == "晋市监责改〔2022〕2号"
    with numbers_of(kept) as numbers:
        assert written(numbers, applicant(tmp_path, "b-1")) == "晋市监责改〔2022〕3号"


def test_what_was_reserved_when_a_run_was_killed_is_free_unless_its_document_is_there(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "numbers.jsonl"
    script = (
        "import os, sys; from pathlib import Path\n"
        "from docforge.documents.numbers import *\n"
        "folder = Path(sys.argv[1])\n"
        "asking = Applicant(Series('晋市监责改', 2022), (sys.argv[2],), '', folder / sys.argv[2])\n"
        "with numbers_of(folder / 'numbers.jsonl') as numbers, numbers.giving(asking):\n"
        "    sys.argv[3] == 'late' and asking.path.touch()\n"
        f"    os.kill(os.getpid(), {int(signal.SIGTERM)})\n"
    )
    for name, when in (("a-1", "late"), ("b-1", "early")):
        subprocess.run([sys.executable, "-c", script, tmp_path, name, when], check=False)
    with numbers_of(kept) as numbers:
        assert written(numbers, applicant(tmp_path, "c-1")) == "晋市监责改〔2022〕2号"
        assert written(numbers, applicant(tmp_path, "a-1")) == "晋市监责改〔2022〕1号"


def test_a_line_that_was_torn_by_a_power_cut_is_dropped(tmp_path: Path) -> None:
    kept = tmp_path / "numbers.jsonl"
    with numbers_of(kept) as numbers:
        written(numbers, applicant(tmp_path, "a-1"))
    with kept.open("ab") as journal:
        journal.write(b'{"state": "resered')
    with numbers_of(kept) as numbers:
        written(numbers, applicant(tmp_path, "b-1"))
    assert all(json.loads(line) for line in kept.read_text("utf-8").splitlines())


def test_two_runs_at_once_never_give_a_number_twice(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path\n"
        "from docforge.documents.numbers import *\n"
        "folder, who = Path(sys.argv[1]), sys.argv[2]\n"
        "for n in range(5):\n"
        "    with numbers_of(folder / 'numbers.jsonl') as numbers:\n"
        "        for m in range(4):\n"
        "            name = f'{who}{n}{m}-1'\n"
        "            asking = Applicant(Series('晋', 2022), (name,), '', folder / name)\n"
        "            with numbers.giving(asking) as number:\n"
        "                asking.path.write_text(number, encoding='utf-8')\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", script, tmp_path, who]) for who in ("a", "b", "c")
    ]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    given_out = {path.read_text("utf-8") for path in tmp_path.glob("*-1")}
    assert given_out == {f"晋〔2022〕{place}号" for place in range(1, 61)}


def test_a_run_that_holds_the_file_makes_the_other_wait_and_then_say_so(tmp_path: Path) -> None:
    kept = tmp_path / "numbers.jsonl"
    with (
        numbers_of(kept),
        pytest.raises(UnwritableFile, match="another run"),
        numbers_of(kept, wait=0.1),
    ):
        pass


@pytest.mark.parametrize("content", ["1\n", "not at all", '{"state": "given"}\n', "\ufeff[]\n"])
def test_another_file_is_never_taken_for_numbers_nor_changed(tmp_path: Path, content: str) -> None:
    kept = tmp_path / "letter.txt"
    kept.write_text(content, "utf-8")
    with pytest.raises(ConfigurationError, match=r"letter\.txt, line 1"), numbers_of(kept):
        pass
    assert kept.read_text("utf-8") == content
    assert list(tmp_path.iterdir()) == [kept]


def test_a_dry_look_says_the_numbers_and_gives_none(tmp_path: Path) -> None:
    kept = tmp_path / "numbers.jsonl"
    seen = numbers_as_they_stand(kept, first=38)
    for place, name in ((38, "a-1"), (39, "b-1")):
        with seen.giving(applicant(tmp_path, name)) as number:
            assert number == f"晋市监责改〔2022〕{place}号"
    assert not list(tmp_path.iterdir())


@settings(max_examples=40)  # each step locks and writes files
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=30))
def test_numbers_have_neither_gap_nor_double_once_a_document_succeeds(
    tmp_path_factory: pytest.TempPathFactory, tries: list[tuple[int, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("numbers")
    got: dict[int, str] = {}
    for who, fails in tries:
        with numbers_of(folder / "numbers.jsonl") as numbers:
            asking = applicant(folder, f"{who}-1")
            try:
                with numbers.giving(asking) as number:
                    if fails and who not in got:
                        raise UnwritableFile("no")
                    asking.path.touch()
                assert got.setdefault(who, number) == number
            except UnwritableFile:
                pass
    assert set(got.values()) == {SERIES.written(place) for place in range(1, len(got) + 1)}
